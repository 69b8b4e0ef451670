"""The characters of identifiers as they survive typesetting: folding, invisible characters, trailing punctuation."""

from __future__ import annotations

from html import unescape

from crackcite.patterns import lazy

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Zero-width characters and the soft hyphen: left inside identifiers by web pages and PDF viewers."""

CLOSES = {")": "(", "]": "[", "}": "{", ">": "<"}
_TRAILING = frozenset(".,;:!?'’‘\"*~·…—–|\\({[<" + INVISIBLE)
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width forms to ASCII
_FOLD |= dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u3000"), ord(" "))
_FOLD |= {ord("。"): ord("."), ord("、"): ord(",")}
_REFERENCE = lazy(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_GONE = lazy(f"[{INVISIBLE}]|(?:(?<![ \\t])[ \\t]++)?(?:\\r\\n|\\r|\\n)[ \\t]*")


def folded(text: str) -> str:
    """``text`` with full-width forms as ASCII and every kind of space as a space; offsets stay true."""
    return text.translate(_FOLD)


def joined(text: str) -> str:
    """``text`` without invisible characters and without line breaks and the indents around them."""
    return _GONE.sub("", text)


def plain(text: str) -> str:
    """``text`` joined, its HTML character references decoded; ``&region=`` in an address is none."""
    text = joined(text)
    return _REFERENCE.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def trimmed(text: str, end: int, also: str = "") -> int:
    """Where ``text[:end]`` ends without punctuation that belongs to the sentence around it.

    A closing bracket stays where its opening one is inside; ``also`` names further characters to leave out.
    """
    surplus = {close: text.count(close, 0, end) - text.count(open_, 0, end) for close, open_ in CLOSES.items()}
    while end:
        last = text[end - 1]
        if last in surplus:
            if surplus[last] <= 0:
                break
            surplus[last] -= 1
        elif last in _TRAILING or last in also:
            for close, open_ in CLOSES.items():
                surplus[close] += last == open_
        else:
            break
        end -= 1
    return end
