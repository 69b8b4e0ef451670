"""Names as the article writes them, taken apart."""

from __future__ import annotations

import re

from crackcite.model import Contributor

_INITIALS = re.compile(r"(?:\w\.?[ -]?){1,4}|(?:\w\.[ -]?)+")


def person(written: str) -> Contributor:
    """A name as a person where it has the comma or the initials of one (``De Courson, B.``), else as an organisation.

    An organisation's name is never cut: cut wrongly, it is worse than whole.
    """
    name = " ".join(written.split()).strip(" ,;")
    family, comma, given = name.partition(", ")
    if comma and family and given:
        return Contributor(family, given)
    first, _, last = name.rpartition(" ")
    if first and _INITIALS.fullmatch(first) and first.upper() == first and len(last) > 1:
        return Contributor(last, first)
    if first and len(last) <= 3 and last.isalpha() and last.isupper() and not first.isupper():
        return Contributor(first, last)
    return Contributor(name, group=True)
