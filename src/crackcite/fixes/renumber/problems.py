"""Why an article cannot be renumbered."""

from __future__ import annotations

from crackcite.errors import CrackciteError


class UncertainError(CrackciteError):
    """Renumbering could change what a marker points at, or the text: nothing is changed, and the message says why."""
