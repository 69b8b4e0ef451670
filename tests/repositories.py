"""Real git repositories for the tests, with nothing of the machine's configuration."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from crackcite.settings import Settings
from crackcite.since import changed_since

ARTICLE = "Nothing1.\n\nSources\n1. Castel, R. Les métamorphoses de la question sociale. Fayard, 1995.\n"
IDENTITY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


class Repository:
    """A repository with the articles of a table, on the branch ``main``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", ".")

    def git(self, *arguments: str | Path) -> str:
        done = subprocess.run(
            ["git", *map(str, arguments)],
            cwd=self.folder,
            env={**os.environ, **IDENTITY},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def write(self, *names: str, text: str = ARTICLE) -> None:
        for name in names:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text, encoding="utf-8")

    def commit(self, *names: str, text: str = ARTICLE) -> str:
        self.write(*names, text=text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=x")
        return self.git("rev-parse", "HEAD")

    def since(self, revision: str, *paths: str) -> set[str]:
        """What of the paths (relative, all without any) has changed, relative to the repository."""
        named = [str(self.folder / path) for path in paths or (".",)]
        found = changed_since(named, revision, Settings())
        return {str(Path(path).relative_to(self.folder)) for path in found}
