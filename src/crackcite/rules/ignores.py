"""CC903: comments that silence findings. It is the sifting that applies them, and finds the useless ones."""

from __future__ import annotations

from collections.abc import Iterator

from crackcite.model import Severity
from crackcite.rules.registry import Case, Hit, rule


@rule("CC903", "unused-ignore", Severity.WARNING)
def unused_ignore(case: Case) -> Iterator[Hit]:  # noqa: ARG001
    """A comment that is to silence findings silences nothing, or is not written as one that counts.

    A comment is not called unused where its rule could not be judged: offline, with the rule left out, or where the
    registry or the site gave no answer. Of CC501, CC901 and CC902, which come and go, it is never said.

    Why: a comment that is left behind hides what goes wrong there later; one with a typing error hides nothing, and its
    author believes that it does.

    Example: `<!-- crackcite: ignore[CC401] archived copy on file -->` behind a link that answers again.

    Fix: take the comment out, or correct the rule that it names.
    """
    yield from ()
