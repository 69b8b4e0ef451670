"""Programs that Ctrl-C ends, however the tests themselves were started."""

from __future__ import annotations

import signal


def listening() -> None:
    """Let a child process hear Ctrl-C: one whose parent was started in the background inherits deafness to it.

    For ``preexec_fn`` of :class:`subprocess.Popen`.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
