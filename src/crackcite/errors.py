"""What goes wrong for a reason that the user can mend."""

from __future__ import annotations


class CrackciteError(Exception):
    """The job cannot be done as asked; the message is one sentence that says why and what to do."""
