"""``crackcite baseline``: today's findings accepted, so that only new ones fail."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crackcite.cli import console
from crackcite.cli.console import complain, put
from crackcite.cli.options import with_settings
from crackcite.cli.tongue import tongue
from crackcite.cli.words import InputFormat, Paths, demand_input, regret
from crackcite.model import Report, Verdict, say, say_many
from crackcite.reports.visible import visible
from crackcite.settings import Settings

Target = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write the baseline to this file. The one that check would find when left out, else "
        "crackcite-baseline.json in the folder of the settings or at the repository’s root.",
        show_default=False,
    ),
]


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(baseline)


@with_settings()
def baseline(paths: Paths, settings: Settings, output: Target = None, input_format: InputFormat = None) -> int:
    """Accept today's findings, so that only new ones fail; findings that are gone are taken out of the file.

    Entries of articles that are not named stay as they are. What could not be verified is never accepted.
    """
    from crackcite import rules, sift
    from crackcite import run as story
    from crackcite.sift import keeping

    demand_input(input_format)
    where = keeping.target(settings, paths, output)
    old = keeping.load(where, renew=True)
    table = rules.table()
    policy = sift.policy(settings, table, keeping.home(settings, where), old)
    with console.progress(settings) as progress:
        report = story.check(paths, settings, input_format, progress, policy=policy)
    regret(report.unreadable)
    if report.away or not report.articles:
        complain(report.away or say("nothing was read; the baseline stays as it was"))
        return 2
    new = sift.renewed(report, old, policy, table, settings.fail_on, keeping.gone(old))
    keeping.save(where, sift.written(new))
    put(_told(where, len(new), len(set(new) - set(old.entries)), len(set(old.entries) - set(new))))
    for sentence in _caveats(report):
        complain(sentence)
    return 0


def _told(where: Path, whole: int, added: int, removed: int) -> str:
    counted = say_many("{number} finding", "{number} findings", whole)
    said = say(
        "{file}: {findings}, {added} new, {removed} gone.", file=where, findings=counted, added=added, removed=removed
    )
    return visible(tongue().said(said)) + "\n"


def _caveats(report: Report) -> list[str]:
    """What the baseline does not hold although somebody might think so."""
    if report.offline:
        return [say("Offline: what registries and sites would say is not in the baseline.")]
    verdicts = [verdict for judged in report.articles for verdict in judged.verdicts]
    unverified = verdicts.count(Verdict.UNVERIFIED)
    if not unverified:
        return []
    return [
        say_many(
            "{number} source could not be verified: what may be wrong with it is not in the baseline.",
            "{number} sources could not be verified: what may be wrong with them is not in the baseline.",
            unverified,
        )
    ]
