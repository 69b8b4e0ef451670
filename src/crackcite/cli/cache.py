"""``crackcite cache``: the answers kept for the next run."""

from __future__ import annotations

import typer

from crackcite.cli.console import complain, put
from crackcite.cli.options import with_settings
from crackcite.cli.tongue import tongue
from crackcite.settings import Settings

cache_app = typer.Typer(help="The answers kept for the next run: where they are, how many, how large.")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.add_typer(cache_app, name="cache", invoke_without_command=True)


@cache_app.callback()
@with_settings("cache_dir", "max_age")
def cache(ctx: typer.Context, settings: Settings) -> int:
    """Show where the answers are kept, how many there are, and how large the file is."""
    ctx.obj = settings
    if ctx.invoked_subcommand is None:
        from crackcite.lookups import cache_info

        info = cache_info(settings)
        said = tongue().many(
            "{number} answer, {expired} of them too old to be used, {size} kB",
            "{number} answers, {expired} of them too old to be used, {size} kB",
            sum(info.answers.values()),
            expired=info.expired,
            size=f"{info.bytes / 1024:.0f}",
        )
        put(f"{info.path}\n{said}\n")
        put("".join(f"  {count:6} {kind}\n" for kind, count in info.answers.items()))
        if info.problem:
            complain(info.problem)
            return 2
    return 0


@cache_app.command("prune")
def cache_prune(ctx: typer.Context) -> int:
    """Remove the answers that are too old to be used."""
    from crackcite.lookups import prune

    put(_removed(prune(ctx.obj)))
    return 0


@cache_app.command("clear")
def cache_clear(ctx: typer.Context) -> int:
    """Remove all answers."""
    from crackcite.lookups import clear

    put(_removed(clear(ctx.obj)))
    return 0


def _removed(answers: int) -> str:
    return tongue().many("{number} answer removed.", "{number} answers removed.", answers) + "\n"
