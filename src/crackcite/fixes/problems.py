"""Why an edit cannot be written."""

from __future__ import annotations

from crackcite.errors import CrackciteError
from crackcite.model import Edit


class UnwritableError(CrackciteError):
    """An edit, or all of them where ``edit`` is ``None``, cannot be written into the file; the message says why."""

    def __init__(self, reason: str, edit: Edit | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.edit = edit
