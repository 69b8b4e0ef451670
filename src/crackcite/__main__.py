"""``crackcite`` and ``python -m crackcite``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. The version is answered without importing the rest, so that it comes at once."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from crackcite import __version__

        sys.stdout.write(f"crackcite {__version__}\n")
        return
    from crackcite.cli import run

    sys.exit(run())


if __name__ == "__main__":
    main()
