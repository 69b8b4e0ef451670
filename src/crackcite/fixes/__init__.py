"""From findings to a mended file: plan the edits, write them into the file's bytes, show them as a diff.

All of it is pure but :mod:`crackcite.fixes.files`, which replaces a file in one step.

A format is written by one function, named in the table of :mod:`crackcite.fixes.writing`:

    patched_docx(data: bytes, document: Document, edits: Sequence[Edit]) -> bytes

``edits`` are sorted and do not overlap, their spans are into ``document.text``; the writer changes what they say and
nothing else, and raises :class:`UnwritableError` with the edit that cannot be written. :func:`patched` proves the
result by reading it again, so that no writer has to.
"""

from crackcite.fixes.diff import diff
from crackcite.fixes.edits import applied
from crackcite.fixes.making import make
from crackcite.fixes.plan import Left, Plan, plan
from crackcite.fixes.writing import UnwritableError, patched

__all__ = ["Left", "Plan", "UnwritableError", "applied", "diff", "make", "patched", "plan"]
