"""Options of plain types, read without what typer loads for all types.

typer reads every option through a pydantic adapter of its own, which is made when the option is read: loading pydantic
and making some forty adapters takes longer than checking an article. Texts, flags and paths need none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin

_READERS: Mapping[object, Callable[[Any], Any]] = {str: str, bool: bool, Path: Path}


class _Plain:
    """Takes the place of typer's adapter: turns what stands on the command line into the option's type."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002
        """The value as the option's type; of an option that may stand several times, each of its values."""
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        return [self._read(one) for one in value] if several else self._read(value)


def quicken(command: Any) -> Any:
    """Let a command and its subcommands read their plain options so; all others stay typer's affair.

    Should typer come to keep its adapters elsewhere, everything works as without this, and as slowly as before.
    """
    for param in command.params:
        _lighten(param)
    made = command.get_help_option

    def get_help_option(ctx: Any) -> Any:
        option = made(ctx)
        if option is not None:
            _lighten(option)
        return option

    command.get_help_option = get_help_option
    for sub in getattr(command, "commands", {}).values():
        quicken(sub)
    return command


def _lighten(param: Any) -> None:
    annotation = param.type_descriptor.annotation
    read = _READERS.get(get_args(annotation)[0] if get_origin(annotation) is list else annotation)
    if read is not None and not param.type_descriptor.parameter_info.parser:
        param._runtime_param = _Plain(read)  # noqa: SLF001, RUF100 - typer has no door for it
