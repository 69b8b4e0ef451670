"""Asks the advisories of PyPI about pinned requirements: ``python tools/audit.py FILE…``; needs pip-audit.

Exit code 1 where a package has a known vulnerability. Where nothing could be learned of a package, that is said
(``skipped: …``): pip-audit itself calls it no known vulnerability.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

#: The requirements are pinned and whole: nothing is installed or resolved to ask about them.
_OPTIONS = ("--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "15")


def told(answer: str, trouble: str = "") -> tuple[list[str], int]:
    """What pip-audit's JSON says, in lines for a person, and the exit code; ``trouble`` is what it said besides."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = trouble.strip().splitlines()[-1:] or ["it gave no answer"]
        return [f"skipped: pip-audit could not ask ({why[0]}); nothing is known of any package"], 0
    lines = [
        f"{one['name']} {one['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'no version yet'}"
        for one in packages
        for flaw in one.get("vulns", ())
    ]
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    code = 1 if lines else 0
    if unknown or not packages:
        lines.append(f"skipped: nothing could be learned of {', '.join(unknown) or 'any package'}")
    if len(packages) > len(unknown) and not code:
        lines.append(f"no known vulnerability in {len(packages) - len(unknown)} packages")
    return lines, code


def main() -> int:
    """Ask about each file; the worst exit code."""
    worst = 0
    for file in sys.argv[1:]:
        asked = subprocess.run(
            [sys.executable, "-m", "pip_audit", "--requirement", file, *_OPTIONS],
            capture_output=True,
            text=True,
            check=False,
        )
        lines, code = told(asked.stdout, asked.stderr)
        for line in lines:
            warns = line.startswith("skipped") and os.environ.get("GITHUB_ACTIONS")
            print(f"::warning::{file}: {line}" if warns else f"{file}: {line}")
        worst = max(worst, code)
    return worst


if __name__ == "__main__":
    sys.exit(main())
