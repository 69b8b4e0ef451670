"""``crackcite`` and ``python -m crackcite``."""

from __future__ import annotations

import gc
import sys

#: Loading modules makes many objects and no garbage: collecting at Python's usual pace is a tenth of a short run.
_COLLECT_AFTER = 50_000


def main() -> None:
    """Run the command line. The version is answered without importing the rest, so that it comes at once."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from crackcite import __version__

        sys.stdout.write(f"crackcite {__version__}\n")
        return
    gc.set_threshold(_COLLECT_AFTER, 20, 20)
    try:
        from crackcite.cli import run
    except KeyboardInterrupt:  # the user thought better of it before there was anything to say
        sys.exit(130)
    sys.exit(run())


if __name__ == "__main__":
    main()
