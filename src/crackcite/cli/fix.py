"""``crackcite fix``: the mechanical fixes, shown as a diff or written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crackcite.cli import console
from crackcite.cli.console import UsageError, complain, put
from crackcite.cli.options import with_settings
from crackcite.cli.tongue import tongue
from crackcite.cli.words import Color, InputFormat, demand_input, regret
from crackcite.inputs import STDIN, is_address
from crackcite.model import say, say_many, words_of
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.mending import Mending
    from crackcite.model import Report

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


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog=_EPILOG)(fix)


@with_settings()
def fix(
    paths: _Paths,
    settings: Settings,
    write: _Write = False,
    rule: _Rules = None,
    archived: _Archived = False,
    input_format: InputFormat = None,
    color: Color = "auto",
) -> int:
    """Fix what can be fixed with certainty: show the changes as a diff, or write them."""
    from crackcite import rules, sift
    from crackcite.mending import mend

    demand_input(input_format)
    colored = console.colored(color, None)
    _refuse_pages(paths)
    codes = sift.resolved((rule or "").split(",") if rule else (), rules.table())
    with console.progress(settings) as progress:
        report, mended = mend(paths, settings, input_format, progress, codes=codes, copies=archived)
    regret(report.unreadable)
    for sentence in (report.away, *report.remarks):
        if sentence:
            complain(sentence)
    for one in mended:
        _say_left(one)
    return max(_code(report), _delivered(mended, write, colored))


def _refuse_pages(paths: Sequence[str]) -> None:
    page = next((path for path in paths if is_address(path)), None)
    if page:
        raise UsageError(say("{page} is a published page: save it and give the file", page=page))
    if STDIN in paths and len(paths) > 1:
        raise UsageError(say("- is standard input, whose fixed text goes to standard output: give it alone"))


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
    put(_painted(_diff(one)) if colored else _diff(one))
    return 1


def _written(one: Mending) -> int:
    from crackcite.fixes.files import ReplacementError, replaced

    try:
        replaced(one.path, one.data, one.new, Path.cwd())
    except ReplacementError as error:
        complain(say("{file}: {reason}", file=one.path, reason=words_of(error)))
        return 2
    tr = tongue()
    done = tr.many("1 fix written.", "{number} fixes written.", len(one.made))
    put(tr("{file}: {reason}", file=one.path, reason=done) + "\n")
    put("".join(f"  {made.line}: {made.finding.rule} {tr.said(made.finding.message)}\n" for made in one.made))
    return 0


def _say_left(one: Mending) -> None:
    for left in one.left:
        complain(
            say(
                "{file}: {rule} is not fixed: {reason}. ({message})",
                file=one.path,
                rule=left.finding.rule,
                reason=left.reason,
                message=left.finding.message,
            )
        )


def _diff(one: Mending) -> str:
    from crackcite.fixes import diff

    return diff(one.before, one.after, one.path)


_PAINT = {"+": "32", "-": "31", "@": "36"}


def _painted(text: str) -> str:
    """A diff with the colours that version control gives it, and nothing in it that a terminal would obey."""
    from crackcite.reports.terminal.ink import visible

    lines = ((line, _PAINT.get(line[:1], "1" if line.startswith(("+++", "---")) else "")) for line in text.split("\n"))
    return "\n".join(f"\x1b[{paint}m{visible(line)}\x1b[0m" if paint else visible(line) for line, paint in lines)
