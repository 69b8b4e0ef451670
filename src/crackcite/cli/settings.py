"""``crackcite settings``: what holds here, and who said it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from crackcite.cli.console import put, require
from crackcite.cli.options import with_settings
from crackcite.cli.tongue import tongue
from crackcite.reports.visible import visible
from crackcite.settings import SETTINGS, Setting, Settings, plain
from crackcite.settings.schema import reference, schema
from crackcite.settings.toml import toml

_SCHEMA = Annotated[
    bool, typer.Option("--schema", metavar="", help="Print the JSON Schema of crackcite.toml, for editors.")
]
_REFERENCE = Annotated[
    bool, typer.Option("--reference", metavar="", help="Print the table of all settings in Markdown, for the manual.")
]
_FORMAT = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="terminal (for people) or json (for machines).")
]


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(name="settings")(show_settings)


@with_settings(runs=False)
def show_settings(
    settings: Settings, format_: _FORMAT = "terminal", schema_: _SCHEMA = False, reference_: _REFERENCE = False
) -> int:
    """Show every setting that holds here: its value, and whether an option, a variable or a file said it."""
    require(format_, ("terminal", "json"), "--format")
    if schema_:
        put(_json(schema()))
    elif reference_:
        put(reference())
    else:
        put(_json(_data(settings)) if format_ == "json" else _table(settings))
    return 0


def _json(value: Any) -> str:
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _data(settings: Settings) -> dict[str, Any]:
    """The settings for a machine: ``value`` is what stands, or could stand, in crackcite.toml."""
    return {
        "file": settings.file or None,
        "root": settings.root or None,
        "settings": {
            one.key: {"value": _value(one, settings), "from": settings.origin(one.name) or "default"}
            for one in SETTINGS
        },
    }


def _value(setting: Setting, settings: Settings) -> Any:
    """A setting's value; ``None`` or a mask for a secret one."""
    value = getattr(settings, setting.name)
    if setting.secret:
        return "•••" if value else None
    return plain(setting, value)


#: Longer values push what stands behind them aside.
_WIDEST = 40


def _table(settings: Settings) -> str:
    rows = [
        (one.key, _shown(_value(one, settings)), settings.origin(one.name) or tongue()("default")) for one in SETTINGS
    ]
    tr = tongue()
    keys, values = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines = [f"{key:{keys}}  {value:{min(values, _WIDEST)}}  {said}" for key, value, said in rows]
    if settings.file:
        head = tr("{file} is read; its patterns are relative to {root}", file=settings.file, root=settings.root)
    else:
        head = tr("No crackcite.toml is read: there is none here or above, or none is wanted.")
    return "\n".join(map(visible, (head, "", *lines))) + "\n"


def _shown(value: Any) -> str:
    return tongue()("not set") if value is None else toml(value)
