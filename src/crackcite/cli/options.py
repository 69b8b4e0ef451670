"""Every setting as a command-line option: generated from the declarations, so that the two never drift apart."""

from __future__ import annotations

import dataclasses
import inspect
import os
from collections.abc import Callable
from typing import Annotated, Any, get_type_hints

import typer

from crackcite.settings import Settings, merge


def with_settings(*names: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command an option for each named setting (all without names) and hand it the merged ``settings``."""
    shown = [one for one in dataclasses.fields(Settings) if not (one.metadata["secret"] or one.metadata["hidden"])]
    declared = [one for one in shown if not names or one.name in names]

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        def run(**values: Any) -> int:
            options = {one.name: values.pop(one.name) for one in declared}
            return command(**values, settings=merge(options, os.environ))

        kinds = get_type_hints(Settings)
        own = inspect.signature(command, eval_str=True).parameters.values()
        parameters = [one for one in own if one.name != "settings"]
        parameters += [_option(one, kinds[one.name]) for one in declared]
        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        return run

    return decorate


def _option(declared: dataclasses.Field[Any], kind: Any) -> inspect.Parameter:
    """The option of one setting. Unset is ``None``, so that the environment is asked next."""
    flag = "--" + declared.name.replace("_", "-")
    names = [f"{flag}/--no-{flag[2:]}" if kind is bool else flag]
    shown = "" if kind is bool or declared.default in ("", (), 0) else f" [dim]\\[default: {declared.default}][/dim]"
    option = typer.Option(
        *names,
        help=declared.metadata["about"] + shown,
        metavar=declared.metadata["takes"],
        show_default=False,
        rich_help_panel=declared.metadata["panel"],
    )
    wanted: Any = bool | None if kind is bool else str | None
    annotation = Annotated[wanted, option]
    return inspect.Parameter(declared.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
