"""Characters that steer what shows them, shown instead of obeyed; shared by every view for people."""

from __future__ import annotations

import re

# C0 and C1 controls, what hides or reorders its neighbours (Unicode TR36, "bidirectional text spoofing"), line and
# paragraph separators, the soft hyphen, surrogates. The joiners U+200C and U+200D stay: words and emoji need them.
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] in "\t\n\r\v\f":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def visible(text: str) -> str:
    """``text`` with nothing in it that a terminal or a browser would obey: controls and bidirectional overrides are
    shown.

    It works character by character: ``visible(a + b) == visible(a) + visible(b)``.
    """
    return UNSAFE.sub(_shown, text)
