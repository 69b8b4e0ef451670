"""Which report goes where: each ``--output`` is for the ``--format`` before it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

from crackcite.cli import console
from crackcite.cli.console import UsageError, complain, put, require
from crackcite.cli.tongue import tongue
from crackcite.cli.words import regret
from crackcite.model import say
from crackcite.reports.views import VIEWS, Look

if TYPE_CHECKING:
    from typer import Context

    from crackcite.model import Report

STDOUT = Path("-")

#: The views that say by themselves what could not be read and what is to be remarked of the run.
_TOLD_BY_ITSELF = ("terminal", "summary")

_ORDER = "crackcite.order"


class InOrder(TyperCommand):
    """A command that remembers the order in which its options were written."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Note the options' names in ``ctx.meta`` before they are grouped by name."""
        _, _, order = self.make_parser(ctx).parse_args(args=list(args))
        ctx.meta[_ORDER] = [one.name for one in order]
        return super().parse_args(ctx, args)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One report that is wanted: the view's name, and the file for it; none for standard output."""

    name: str
    output: Path | None = None


def deliveries(ctx: Context, formats: Sequence[str] | None, outputs: Sequence[Path] | None) -> tuple[Delivery, ...]:
    """What the command line asks for, every file checked.

    ``ctx`` is that of an :class:`InOrder` command whose parameters are named ``formats`` and ``outputs``. Raises
    :class:`~crackcite.cli.console.UsageError` for a combination that cannot be meant, or a file that cannot be written.
    """
    for name in formats or ():
        require(name, tuple(VIEWS), "--format")
    values = {"formats": iter(formats or ()), "outputs": iter(outputs or ())}
    said = [(name, next(values[name])) for name in ctx.meta[_ORDER] if name in values]
    wanted = paired(said)
    for one in wanted:
        console.writable(one.output)
    return wanted


def paired(said: Iterable[tuple[str, Any]]) -> tuple[Delivery, ...]:
    """The reports asked for by options in their order: pairs of ``"formats"`` or ``"outputs"`` and the value.

    One format and one output belong together whichever stands first; ``-`` is standard output.
    """
    ordered = list(said)
    if [name for name, _ in ordered] == ["outputs", "formats"]:
        ordered.reverse()
    if not any(name == "formats" for name, _ in ordered):
        ordered.insert(0, ("formats", "terminal"))
    wanted: list[Delivery] = []
    for name, value in ordered:
        if name == "formats":
            wanted.append(Delivery(value))
            continue
        if not wanted:
            raise UsageError(say("--output {file} has no --format before it: write -f FORMAT -o FILE", file=value))
        if wanted[-1].output is not None:
            raise UsageError(
                say(
                    "--output {file}: the --format before it, {format}, already goes to {other}; say -f {format} again",
                    file=value,
                    format=wanted[-1].name,
                    other=wanted[-1].output,
                )
            )
        wanted[-1] = replace(wanted[-1], output=value)
    _refuse_collisions(wanted)
    return tuple(replace(one, output=None) if one.output == STDOUT else one for one in wanted)


def _refuse_collisions(wanted: Sequence[Delivery]) -> None:
    """Refuse two reports in one place: they would be mixed, or the second would replace the first."""
    spoken = [one.name for one in wanted if one.output in (None, STDOUT)]
    if len(spoken) > 1:
        raise UsageError(
            say(
                "{first} and {second} cannot both go to standard output: write -o FILE behind one of them",
                first=spoken[0],
                second=spoken[1],
            )
        )
    files = [os.path.abspath(one.output) for one in wanted if one.output]  # noqa: PTH100 - no look at the disk
    for index, file in enumerate(files):
        if file in files[:index]:
            raise UsageError(say("--output {file} is named twice: one report would replace the other", file=file))


def deliver(report: Report, wanted: Sequence[Delivery], look: Look, color: str) -> None:
    """Write every report; where all went to files, the summary is shown.

    What could not be read, and remarks, go to standard error unless the report on standard output is one for people.
    """
    spoken = next((one for one in wanted if one.output is None), Delivery("summary"))
    if not report.articles or spoken.name not in _TOLD_BY_ITSELF:
        regret(report.unreadable)
        for remark in report.remarks:
            complain(remark)
    for one in (*wanted, spoken) if spoken not in wanted else wanted:
        if one.output or report.articles or one.name not in _TOLD_BY_ITSELF:
            seen = replace(look, color=console.colored(color, one.output))
            put(VIEWS[one.name].render(report, seen), one.output, view=one.name)


def look(verbose: bool = False, language: str = "") -> Look:
    """How views are wanted here: as wide as the terminal, paths told from the repository that CI has checked out.

    GITHUB_WORKSPACE and CI_PROJECT_DIR (GitLab) name that folder; elsewhere it is the working folder.
    """
    here = Path.cwd()
    told = (Path(os.environ[name]).resolve() for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR") if os.environ.get(name))
    root = str(next((folder for folder in told if here.is_relative_to(folder)), here))
    return Look(console.width(), verbose=verbose, language=language or tongue().language, root=root, folder=str(here))
