"""Every setting as a command-line option: generated from the declarations, so that the two never drift apart."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from typing import Annotated, Any

import typer

from crackcite.cli.console import UsageError
from crackcite.cli.tongue import speak
from crackcite.model import say
from crackcite.settings import SETTINGS, Holds, Setting, Settings, configuration, gathered, merge

#: Where the context of a command has the function that reads its settings anew: their file may have changed.
AGAIN = "crackcite.settings"

_CONFIG = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="FILE",
        show_default=False,
        help="Read the settings of this file. The nearest crackcite.toml, here or above, when left out.",
        rich_help_panel="Settings",
    ),
]
_NO_CONFIG = Annotated[
    bool | None,
    typer.Option(
        "--no-config", metavar="", show_default=False, help="Read no file of settings.", rich_help_panel="Settings"
    ),
]


def with_settings(*names: str, runs: bool = True) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command an option for each named setting (all without names) and hand it the merged ``settings``;
    ``--lang`` is every command's.

    It gets ``--config`` and ``--no-config`` too. One that ``runs`` with ``archive`` needs the archive's keys.
    """
    declared = [one for one in SETTINGS if one.is_option and (not names or one.name in (*names, "lang"))]
    joined = merge if runs and any(one.name == "archive" for one in declared) else gathered

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        def run(**values: Any) -> int:
            wanted = _wanted(values.pop("config"), values.pop("no_config"))
            options = {one.name: _said(values.pop(one.name)) for one in declared}

            def said() -> Settings:
                return joined(options, os.environ, configuration(wanted, os.environ), _require_rule)

            settings = said()
            speak(settings.lang, os.environ)
            if "ctx" in values:
                values["ctx"].meta[AGAIN] = said
            return command(**values, settings=settings)

        own = inspect.signature(command, eval_str=True).parameters.values()
        parameters = [one for one in own if one.name != "settings"]
        parameters += [_option(one) for one in declared]
        parameters += [_parameter("config", _CONFIG), _parameter("no_config", _NO_CONFIG)]
        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return run

    return decorate


def _wanted(config: str | None, no_config: bool | None) -> str | None:
    """The file that the command line wants: ``""`` for none, ``None`` where it does not say."""
    if no_config and config is not None:
        raise UsageError(say("--config names a file and --no-config wants none; leave one of them out"))
    return "" if no_config else config or None


def _said(value: Any) -> Any:
    """What an option says; one that may be repeated adds up, and says nothing where it is not there."""
    if isinstance(value, list | tuple):
        return ",".join(value) if value else None
    return value


def _require_rule(word: str) -> None:
    """Refuse a word that names no rule. The rules are loaded where one is named."""
    from crackcite import rules, sift

    sift.resolved([word], rules.table())


def _option(declared: Setting) -> inspect.Parameter:
    """The option of one setting. Unset is ``None``, so that the environment and the file are asked next."""
    is_switch = declared.holds is Holds.SWITCH
    flag = f"--{declared.key}"
    names = [f"{flag}/--no-{declared.key}" if is_switch else flag]
    shown = "" if is_switch or declared.default in ("", (), 0) else f" [dim]\\[default: {declared.default}][/dim]"
    option = typer.Option(
        *names,
        help=declared.about + shown,
        metavar=declared.takes,
        show_default=False,
        rich_help_panel=declared.panel,
    )
    wanted: Any = bool | None if is_switch else list[str] | None if declared.is_list else str | None
    return _parameter(declared.name, Annotated[wanted, option])


def _parameter(name: str, annotation: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
