"""``crackcite fix``: the mechanical fixes, shown as a diff or written."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Annotated

import typer

from crackcite.cli import console
from crackcite.cli.console import UsageError, complain, put
from crackcite.cli.logs import obeyed, shown
from crackcite.cli.options import with_settings
from crackcite.cli.tongue import tongue
from crackcite.cli.words import Color, InputFormat, demand_input, regret
from crackcite.inputs import STDIN, is_address
from crackcite.model import say, say_many, words_of
from crackcite.reports.visible import visible
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.mending import Mending
    from crackcite.model import Report
    from crackcite.rules import Rule

_EPILOG = (
    "Exit codes: 0 nothing to fix, or all of it written; 1 fixes are offered and not written; 2 the job could not be "
    "done; 130 interrupted."
)

_Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Articles, folders, or - for standard input.", show_default=False),
]
_Write = Annotated[
    bool, typer.Option("--write", "-w", metavar="", help="Write the fixes into the files, in place of showing them.")
]
_Rules = Annotated[
    str | None,
    typer.Option("--rule", metavar="CODE,…", help="Make the fixes of these rules alone: codes, beginnings, names."),
]
_Archived = Annotated[
    bool, typer.Option("--archived", metavar="", help="Put the archived copy beside a dead link, where there is one.")
]
_Renumber = Annotated[
    bool,
    typer.Option(
        "--renumber",
        metavar="",
        help="Number markers and sources in the order of first citation, and fix nothing else.",
    ),
]
_Merge = Annotated[
    bool, typer.Option("--merge", metavar="", help="With --renumber: keep a work that is listed twice only once.")
]


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog=_EPILOG)(fix)


@with_settings(*(one.name for one in fields(Settings) if not one.name.startswith(("archive", "fail_on"))))
def fix(
    paths: _Paths,
    settings: Settings,
    write: _Write = False,
    rule: _Rules = None,
    archived: _Archived = False,
    renumber: _Renumber = False,
    merge: _Merge = False,
    input_format: InputFormat = None,
    color: Color = "auto",
) -> int:
    """Fix what can be fixed with certainty: show the changes as a diff, or write them."""
    from crackcite import rules, sift
    from crackcite.mending import mend

    demand_input(input_format)
    colored = console.colored(color, None)
    _refuse_pages(paths)
    if renumber or merge:
        return _renumber(paths, settings, input_format, write, merge if renumber else None, colored, rule or archived)
    table = rules.table()
    codes = sift.resolved(rule.split(",") if rule else (), table)
    _require_fixes(codes, table.values(), archived)
    with console.progress(settings) as progress:
        report, mended = mend(paths, settings, input_format, progress, codes=codes, copies=archived)
    regret(report.unreadable)
    for sentence in (report.away, *report.remarks):
        if sentence:
            complain(sentence)
    for one in mended:
        _say_left(one)
    return max(_code(report), _delivered(mended, write, colored))


def _renumber(
    paths: Sequence[str],
    settings: Settings,
    input_format: str | None,
    write: bool,
    merge: bool | None,
    colored: bool,
    more: object,
) -> int:
    from crackcite.cli import renumbering

    if merge is None:
        raise UsageError(say("--merge goes with --renumber"))
    if more:
        raise UsageError(say("--renumber is run by itself: run crackcite fix again for the other fixes"))
    return renumbering.renumber(paths, settings, input_format, write=write, merge=merge, colored=colored)


def _refuse_pages(paths: Sequence[str]) -> None:
    page = next((path for path in paths if is_address(path)), None)
    if page:
        raise UsageError(say("{page} is a published page: save it and give the file", page=page))
    if STDIN in paths and len(paths) > 1:
        raise UsageError(say("- is standard input, whose fixed text goes to standard output: give it alone"))


def _require_fixes(codes: Sequence[str], table: Iterable[Rule], archived: bool) -> None:
    """Refuse rules that have no fix: what they find is for a person to mend."""
    from crackcite.fixes.copies import DEAD

    mended = [one.code for one in table if one.fixable or (archived and one.code in DEAD)]
    hopeless = next((code for code in codes if not any(one.startswith(code) for one in mended)), None)
    if hopeless and hopeless.startswith(DEAD):
        raise UsageError(say("--rule {rule}: archived copies are put beside dead links by --archived", rule=hopeless))
    if hopeless:
        known = ", ".join(mended)
        raise UsageError(
            say("--rule {rule}: there is no fix for it; there are for {rules}", rule=hopeless, rules=known)
        )


def _code(report: Report) -> int:
    return 2 if report.unreadable or report.away or not report.articles else 0


def _delivered(mended: Sequence[Mending], write: bool, colored: bool) -> int:
    """Show or write what was mended; gives the exit code."""
    if [one.path for one in mended] == [STDIN]:
        return _piped(mended[0])
    codes = [_written(one) if write and not one.obstacle else _shown(one, colored) for one in mended if one.changed]
    number = sum(len(one.made) for one in mended)
    if not number:
        complain(say("nothing to fix"))
    elif not write:
        complain(
            say_many(
                "1 fix is offered; crackcite fix --write makes it",
                "{number} fixes are offered; crackcite fix --write makes them",
                number,
            )
        )
    return max(codes, default=0)


def _piped(one: Mending) -> int:
    """The fixed text of standard input on standard output, byte for byte."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if one.obstacle:
        complain(say("{file}: {reason}", file=one.path, reason=one.obstacle))
        put(_diff(one))
        return 1
    if stream is not None:
        stream.write(one.new)
        stream.flush()
    return 0


def _shown(one: Mending, colored: bool) -> int:
    if one.obstacle:
        complain(say("{file}: {reason}", file=one.path, reason=one.obstacle))
    put(drawn(_diff(one), colored))
    return 1


def _written(one: Mending) -> int:
    from crackcite.fixes.files import ReplacementError, replaced

    try:
        replaced(one.path, one.data, one.new)
    except ReplacementError as error:
        complain(say("{file}: {reason}", file=one.path, reason=words_of(error)))
        return 2
    tr = tongue()
    done = tr.many("1 fix written.", "{number} fixes written.", len(one.made))
    put(visible(tr("{file}: {reason}", file=one.path, reason=done)) + "\n")
    for made in one.made:
        where = tr.place(made.where.place) or str(made.where.line)
        put(f"  {where}: {made.finding.rule} {visible(tr.said(made.finding.message))}\n")
    return 0


def _say_left(one: Mending) -> None:
    for left in one.left:
        said = say(
            "{file}: {rule} is not fixed: {reason}. ({message})",
            file=one.path,
            rule=left.finding.rule,
            reason=left.reason,
            message=left.finding.message,
        )
        complain(visible(tongue().said(said)))


def _diff(one: Mending) -> str:
    from crackcite.fixes import diff

    return diff(one.before, one.after, one.path)


_PAINT = {"+": "32", "-": "31", "@": "36"}


def drawn(text: str, colored: bool) -> str:
    """A diff as it is shown: in colour, or on a terminal with nothing in it that the terminal would obey."""
    if colored:
        return _painted(text)
    if sys.stdout.isatty():
        return "\n".join(map(visible, text.split("\n")))
    return shown(text) if obeyed() else text


def _painted(text: str) -> str:
    """A diff with the colours that version control gives it, and nothing in it that a terminal would obey."""
    lines = text.split("\n")
    paints = ["1", "1", *(_PAINT.get(line[:1], "") for line in lines[2:])]
    shown = zip(map(visible, lines), paints, strict=False)
    return "\n".join(f"\x1b[{paint}m{line}\x1b[0m" if paint and line else line for line, paint in shown)
