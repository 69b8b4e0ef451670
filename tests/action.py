"""A GitHub runner small enough for tests: the steps of a composite action, run as a runner runs them.

Scripts run under the very ``bash`` call that ``shell: bash`` means (GitHub's workflow syntax, "steps[*].shell"). Steps
with ``uses`` are only noted, with what they would be given. Nothing is asked of the network unless the environment
given leads into a played world.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

PROJECT = Path(__file__).parents[1]
ACTION: dict[str, Any] = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]


@dataclass
class Job:
    """What became of a run of the action."""

    code: int = 0
    outputs: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)  # standard output and error of each script, by the step's name
    used: dict[str, dict[str, str]] = field(default_factory=dict)  # what other actions are given, by their name
    summary: str = ""


class Runner:
    """Runs the action in a workspace, with a ``bin`` folder that holds the installed program."""

    def __init__(self, workspace: Path, temp: Path, programs: Path) -> None:
        self.workspace, self.temp, self.programs = workspace, temp, programs
        temp.mkdir(parents=True, exist_ok=True)

    def run(self, environment: Mapping[str, str] | None = None, **inputs: str) -> Job:
        """Run all steps; ``python_version`` stands for the input ``python-version``."""
        given = {name: str(one.get("default", "")) for name, one in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        known = {f"inputs.{name}": value for name, value in given.items()}
        known |= {"runner.temp": str(self.temp), "github.action_path": str(PROJECT)}
        known |= {"github.run_id": "77", "github.run_attempt": "1", "github.job": "citations"}
        job = Job()
        for step in STEPS:
            if self._skipped(step, known):
                continue
            if "uses" in step:
                job.used[step["uses"].partition("@")[0]] = self._filled(step.get("with", {}), known)
                known["steps.python.outputs.python-path"] = "python"
            elif step.get("id") == "install":
                known["steps.install.outputs.bin"] = str(self.programs)
            else:
                job.code = self._script(step, known, job, environment or {"CRACKCITE_OFFLINE": "1"})
                if job.code:
                    break
        job.outputs = self._filled({name: one["value"] for name, one in ACTION["outputs"].items()}, known)
        return job

    def _script(self, step: Mapping[str, Any], known: dict[str, str], job: Job, environment: Mapping[str, str]) -> int:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an input that is spliced into a script can become a command"
        script, outputs, summary = (self.temp / name for name in ("script.sh", "outputs", "summary.md"))
        script.write_text(step["run"], encoding="utf-8")
        outputs.write_text("", encoding="utf-8")
        summary.touch()
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env={
                **os.environ,
                **environment,
                "GITHUB_OUTPUT": str(outputs),
                "GITHUB_STEP_SUMMARY": str(summary),
                "GITHUB_WORKSPACE": str(self.workspace),
                "GITHUB_ACTIONS": "true",
                **self._filled(step.get("env", {}), known),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        job.said[step["name"]] = done.stdout + done.stderr
        job.summary = summary.read_text(encoding="utf-8")
        for line in outputs.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            known[f"steps.{step.get('id', '')}.outputs.{name}"] = value
        return done.returncode

    def _skipped(self, step: Mapping[str, Any], known: Mapping[str, str]) -> bool:
        condition = step.get("if", "")
        terms = re.findall(r"([\w.-]+) (==|!=) '([^']*)'", condition)
        assert bool(terms) == bool(condition)
        return not all((known.get(name, "") == value) == (sign == "==") for name, sign, value in terms)

    def _filled(self, texts: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
        def value(found: re.Match[str]) -> str:
            return known.get(found[1], "")

        return {name: re.sub(r"\$\{\{ ([\w.-]+) \}\}", value, str(text)) for name, text in texts.items()}
