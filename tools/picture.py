"""The pictures of the README: the report on a sample article in the terminal and as a page, from real runs.

    python tools/picture.py [--check]

Writes ``docs/report.svg`` and, where Chromium is installed, ``docs/page.png``. With ``--check`` nothing is written: the
exit code says whether ``docs/report.svg`` is what a run gives today.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "report.svg"
COMMAND = ("check", "--offline", "--color", "always", "--lang", "en", "sample_articles/broken.txt")
WIDTH = 84
#: Lines of the report that are shown of its beginning and of its end.
FIRST, LAST = 26, 6

#: Ink on paper: the picture is read on light and dark pages alike.
_RED, _GREEN, _YELLOW = (161, 35, 29), (38, 110, 60), (122, 79, 0)
_BLUE, _PURPLE, _CYAN = (31, 79, 143), (110, 50, 120), (0, 98, 110)
_INK, _GREY, _PAPER = (29, 29, 27), (92, 90, 85), (251, 250, 247)
_COLOURS = [_INK, _RED, _GREEN, _YELLOW, _BLUE, _PURPLE, _CYAN, _GREY]
THEME = TerminalTheme(_PAPER, _INK, _COLOURS, [_GREY, *_COLOURS[1:7], _INK])


def picture() -> str:
    """The picture, made of a run."""
    ran = subprocess.run(
        [sys.executable, "-m", "crackcite", *COMMAND], cwd=ROOT, capture_output=True, text=True, check=False
    )
    lines = ran.stdout.splitlines()
    shown = [*lines[:FIRST], "  […]", "", *lines[-LAST:]]
    console = Console(record=True, width=WIDTH, file=io.StringIO(), color_system="truecolor", force_terminal=True)
    console.print(Text(f"$ crackcite {COMMAND[0]} {COMMAND[1]} {COMMAND[-1]}", style="bold"))
    console.print(Text.from_ansi("\n".join(shown)), soft_wrap=True)
    # Pages that show the picture fetch no fonts for it.
    plain = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return console.export_svg(title="crackcite", theme=THEME, code_format=plain, unique_id="crackcite")


def page() -> None:
    """Write the picture of the page."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        print("no Chromium here: docs/page.png stays as it is", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        command = [sys.executable, "-m", "crackcite", *COMMAND, "--format", "html", "--output", report]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        look = ["--hide-scrollbars", "--window-size=1180,900", f"--screenshot={ROOT / 'docs' / 'page.png'}"]
        profile = f"--user-data-dir={folder}/profile"
        subprocess.run([chromium, *quiet, profile, *look, report.as_uri()], capture_output=True, check=True)


def main() -> int:
    """Write the picture, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    made = picture()
    if parser.parse_args().check:
        return int(not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != made)
    PICTURE.write_text(made, encoding="utf-8")
    page()
    return 0


if __name__ == "__main__":
    sys.exit(main())
