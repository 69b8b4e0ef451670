"""Every pattern of the program, and for each the texts that would make it slow if anything does.

    python tests/pumping.py [-n 1500] [NAME…]

A pattern is slow where a repeated part is tried at many places and fails late. So each of its repetitions is pumped: a
beginning that matches what stands before it, the repeated part ``n`` times, and an end at which the whole fails. The
time for ``2n`` is compared with that for ``n``: about two where it is linear, four where it is quadratic.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from re import _constants as parts  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import crackcite

HOUSE = Path(crackcite.__file__).parent
_LONG = 20  # a repetition up to so many times is no danger
_ENDS = ("\0", "a", " ", "1")
_SEARCHING = {"search", "finditer", "findall", "sub", "subn", "split"}


class Pattern(NamedTuple):
    """A pattern: where it is written, what it is, and whether it is tried at every place of a text."""

    where: str
    written: str | bytes
    flags: int
    searches: bool


# Which patterns there are


def patterns() -> list[Pattern]:
    """Every pattern that is compiled when modules are loaded, and those that functions give to ``re`` themselves."""
    told = subprocess.run(
        [sys.executable, __file__, "--list"], capture_output=True, text=True, check=True, errors="surrogatepass"
    )
    found = [
        Pattern(where, written.encode("latin-1") if is_bytes else written, flags, searches)
        for where, written, flags, is_bytes, searches in json.loads(told.stdout)
    ]
    return [*found, *_inline()]


def _listed() -> list[list[Any]]:
    """The patterns that loading every module compiles: ``re.compile`` and ``lazy`` are watched meanwhile."""
    found: dict[tuple[str, str | bytes, int], tuple[str, int]] = {}
    compile_ = re.compile

    def watched(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        caller = sys._getframe(1)
        if caller.f_code.co_filename.startswith(str(HOUSE)) and caller.f_code.co_name == "<module>":
            found[Path(caller.f_code.co_filename).relative_to(HOUSE).as_posix(), pattern, int(flags)] = (
                "", caller.f_lineno)  # fmt: skip
        return compile_(pattern, flags)

    from crackcite import patterns as late

    re.compile, late.lazy = watched, watched  # type: ignore[assignment]
    for module in pkgutil.walk_packages(crackcite.__path__, "crackcite."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    used = _used()
    rows = []
    compiled = {(module, value.pattern, value.flags & ~re.UNICODE): name for module, value, name in _values()}
    for (room, pattern, flags), (_, line) in found.items():
        name = compiled.get((room, pattern, compile_(pattern, flags).flags & ~re.UNICODE), "")
        methods = used.get(_full(name, f"{room} "), {"search"}) or {"search"}
        written = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
        rows.append([f"{room}:{line} {name}", written, flags, isinstance(pattern, bytes), bool(methods & _SEARCHING)])
    return rows


def _values() -> Iterator[tuple[str, re.Pattern[Any], str]]:
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("crackcite"):
            for name, value in list(vars(module).items()):
                if isinstance(value, re.Pattern):
                    yield Path(module.__file__ or "").relative_to(HOUSE).as_posix(), value, name


def _used() -> dict[str, set[str]]:
    """The methods that are called of each name; a name that is given away may be searched with.

    A private name is that of its module, and has it before it.
    """
    used: dict[str, set[str]] = {}
    for path in HOUSE.rglob("*.py"):
        room = f"{path.relative_to(HOUSE).as_posix()} "
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used.setdefault(_full(node.value.id, room), set()).add(node.attr)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called:
                used.setdefault(_full(node.id, room), set()).add("search")
    return used


def _full(name: str, room: str) -> str:
    return room + name if name.startswith("_") else name


def _inline() -> Iterator[Pattern]:
    """Patterns written out in calls of ``re.search`` and its like."""
    for path in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and node.func.attr not in {"compile", "escape"}
                and isinstance(node.args[0], ast.Constant)
            ):
                where = f"{path.relative_to(HOUSE).as_posix()}:{node.lineno}"
                yield Pattern(where, node.args[0].value, 0, node.func.attr in _SEARCHING)


# Texts that pump


def pumped(pattern: Pattern, n: int) -> Iterator[str]:
    """Texts of about ``n`` repetitions, for each part of the pattern that may be repeated without end."""
    tree = parser.parse(pattern.written, pattern.flags)
    texts: dict[str, None] = {}
    for before, body in _repeated(tree, ""):
        for unit in _examples(body):
            if unit:
                for end in _ENDS:
                    texts[before + unit * max(n // len(unit), 1) + end] = None
                if before:
                    texts[(before + unit) * max(n // len(before + unit), 1)] = None
    whole = "".join(_example(tree))
    if whole:
        texts[whole * max(n // len(whole), 1)] = None
        texts[whole[:-1] * max(n // len(whole), 1)] = None
    yield from texts


def _repeated(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    """The repeated parts of a parsed pattern, each with a text that matches what stands before it."""
    for code, value in tree:
        if code in (parts.MAX_REPEAT, parts.MIN_REPEAT, parts.POSSESSIVE_REPEAT):
            least, most, body = value
            if most > _LONG:
                yield before, body
            yield from _repeated(body, before)
            before += _example(body) * max(least, 1)
            continue
        for inside in _inside(code, value):
            yield from _repeated(inside, before)
        before += _one(code, value)


def _inside(code: Any, value: Any) -> list[Any]:
    if code is parts.SUBPATTERN:
        return [value[3]]
    if code is parts.BRANCH:
        return list(value[1])
    if code in (parts.ASSERT, parts.ASSERT_NOT):
        return [value[1]]
    if code is parts.ATOMIC_GROUP:
        return [value]
    return []


def _example(tree: Any) -> str:
    """A short text that the parsed pattern probably matches."""
    return "".join(_one(code, value) for code, value in tree)


def _examples(tree: Any) -> list[str]:
    """Texts that match a repeated part: one for each of its ways, and for each kind of character that it takes."""
    found = {_example(tree): None}
    for code, value in tree:
        if code is parts.BRANCH:
            found.update(dict.fromkeys(map(_example, value[1])))
        elif code is parts.SUBPATTERN:
            found.update(dict.fromkeys(_examples(value[3])))
        elif code in (parts.IN, parts.ANY, parts.NOT_LITERAL):
            found.update(dict.fromkeys(_members(code, value)))
        elif code in (parts.MAX_REPEAT, parts.MIN_REPEAT):
            found.update(dict.fromkeys(_examples(value[2])))
    return list(found)[:6]


_TRIED = "a1 A.\n-,;:/([\"'\t_%&<é\u00a0"


def _members(code: Any, value: Any) -> list[str]:
    return [char for char in _TRIED if _takes(code, value, char)] or [_one(code, value)]


def _takes(code: Any, value: Any, char: str) -> bool:
    if code is parts.ANY:
        return char != "\n"
    if code is parts.NOT_LITERAL:
        return ord(char) != value
    if code is parts.LITERAL:
        return ord(char) == value
    inverted = any(kind is parts.NEGATE for kind, _ in value)
    return any(_is_in(kind, one, char) for kind, one in value) != inverted


_CATEGORIES = {
    parts.CATEGORY_DIGIT: r"\d", parts.CATEGORY_NOT_DIGIT: r"\D", parts.CATEGORY_SPACE: r"\s",
    parts.CATEGORY_NOT_SPACE: r"\S", parts.CATEGORY_WORD: r"\w", parts.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _is_in(kind: Any, one: Any, char: str) -> bool:
    if kind is parts.LITERAL:
        return bool(ord(char) == one)
    if kind is parts.RANGE:
        return bool(one[0] <= ord(char) <= one[1])
    return kind is parts.CATEGORY and re.match(_CATEGORIES[one], char) is not None


def _one(code: Any, value: Any) -> str:
    """A text that one part of a pattern matches."""
    if code is parts.LITERAL:
        return chr(value)
    if code in (parts.MAX_REPEAT, parts.MIN_REPEAT, parts.POSSESSIVE_REPEAT):
        return _example(value[2]) * value[0]
    if code is parts.BRANCH:
        return _example(value[1][0])
    if code is parts.SUBPATTERN:
        return _example(value[3])
    if code is parts.ATOMIC_GROUP:
        return _example(value)
    if code in (parts.IN, parts.ANY, parts.NOT_LITERAL):
        members = [char for char in _TRIED if _takes(code, value, char)]
        first = next((chr(one if kind is parts.LITERAL else one[0]) for kind, one in (value if code is parts.IN else ())
                      if kind in (parts.LITERAL, parts.RANGE)), "")  # fmt: skip
        return members[0] if members else first
    return ""


# How they grow


def seconds(pattern: Pattern, text: str) -> float:
    """CPU seconds to try the pattern on a text in the way that the program does."""
    compiled = re.compile(pattern.written, pattern.flags)
    subject: Any = text.encode("utf-8", "replace") if isinstance(pattern.written, bytes) else text
    began = time.process_time()
    if pattern.searches:
        for _ in compiled.finditer(subject):
            pass
    else:
        compiled.match(subject)
    return time.process_time() - began


class TooSlowError(Exception):
    """A pattern took seconds for a few thousand characters."""


def _give_up(*_: object) -> None:
    raise TooSlowError


def growth(pattern: Pattern, n: int, least: float) -> tuple[float, float, str]:
    """How many times longer twice the text takes, with the seconds and the text; 0 where no text of all takes more than
    ``least`` seconds and three times as long as half of it.
    """
    for small, large in zip(pumped(pattern, n), pumped(pattern, 2 * n), strict=False):
        signal.setitimer(signal.ITIMER_VIRTUAL, 2)
        try:
            first = seconds(pattern, large)
        except TooSlowError:
            return 99.0, 2.0, large
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if first > least:
            twice = min(seconds(pattern, large) for _ in range(3))
            ratio = twice / max(min(seconds(pattern, small) for _ in range(3)), 1e-9)
            again = min(seconds(pattern, one) for one in [large + large] * 3) / twice if ratio > 3 else 0
            if twice > least and ratio > 3 and again > 1.5:
                return ratio, twice, large
    return 0.0, 0.0, ""


def main() -> None:
    """Print the patterns that grow faster than their texts."""
    if "--list" in sys.argv:
        print(json.dumps(_listed()))
        return
    signal.signal(signal.SIGVTALRM, _give_up)
    n = int(sys.argv[sys.argv.index("-n") + 1]) if "-n" in sys.argv else 1500
    names = [one for one in sys.argv[1:] if not one.startswith("-") and not one.isdecimal()]
    tried = 0
    for pattern in patterns():
        if names and not any(name in pattern.where for name in names):
            continue
        tried += 1
        ratio, taken, text = growth(pattern, n, n / 1_500 * 0.004)
        if ratio:
            print(f"{pattern.where:60} ×{ratio:4.1f}  {taken:7.3f} s  {text[:20]!r}…{text[-12:]!r}", flush=True)
    print(f"{tried} patterns tried")


if __name__ == "__main__":
    main()
