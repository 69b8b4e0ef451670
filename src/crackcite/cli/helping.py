"""The help of the commands, and what typer says itself, in the language that is spoken.

The help is written in English where the commands are made; here the tree of commands that was built of it is gone
through. What a newer typer says in other words stays English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from crackcite.cli.tongue import tongue
from crackcite.model import template

#: Behind this stand values, which are the same in every language.
_VALUES = " [dim]"

#: A word and the spaces after it, for breaking lines. To rich, no-break spaces are spaces as any other.
_WORD = re.compile(r"[ \t\n]*[^ \t\n]+[ \t\n]*")

_DEFAULT = template("default: {value}")

#: What typer says of a command line that it cannot read.
_ERRORS = (
    (r"No such option: (?P<option>\S+)", template("No such option: {option}")),
    (
        r"No such option: (?P<option>\S+) \(Possible options: (?P<near>.+)\)",
        template("No such option: {option} (Possible options: {near})"),
    ),
    (r"No such command (?P<command>'.+')\.", template("No such command {command}.")),
    (
        r"No such command (?P<command>'.+')\. Did you mean (?P<near>.+)\?",
        template("No such command {command}. Did you mean {near}?"),
    ),
    (r"Missing argument (?P<argument>'.+')\.", template("Missing argument {argument}.")),
    (r"Missing command\.", template("Missing command.")),
    (r"Option (?P<option>'.+') requires an argument\.", template("Option {option} requires an argument.")),
    (r"Option (?P<option>'.+') does not take a value\.", template("Option {option} does not take a value.")),
    (
        r"Got unexpected extra argument\(s\) \((?P<words>.+)\)",
        template("Got unexpected extra argument(s) ({words})"),
    ),
    (r"Invalid value for (?P<option>'.+?'): (?P<problem>.+)", template("Invalid value for {option}: {problem}")),
)

#: How typer shows in a usage line that options, a command and its arguments follow.
_FOLLOWING = {
    "options_metavar": template("[OPTIONS]"),
    "subcommand_metavar": template("COMMAND [ARGS]…"),
}

#: The options that typer adds to the commands.
_TYPERS = {
    "install_completion": template("Install completion for the current shell."),
    "show_completion": template("Show completion for the current shell, to copy it or customize the installation."),
}


def error(said: str) -> str:
    """What typer says of a wrong command line, in the language that is spoken."""
    for pattern, known in _ERRORS:
        if match := re.fullmatch(pattern, said):
            return tongue()(known, **match.groupdict())
    return said


def texts(command: Any) -> Iterator[str]:
    """The English texts in the help of a command and of those below it: what is to be translated of it."""
    yield from (part for owner, name in _places(command) for part in _parts(getattr(owner, name) or ""))
    for sub in getattr(command, "commands", {}).values():
        yield from texts(sub)


def translated(command: Any) -> Any:
    """The command, and those below it, with their help in the language that is spoken."""
    tr = tongue()
    for name, following in _FOLLOWING.items():
        setattr(command, name, tr.paragraph(following))
    for owner, name in (*_places(command), *((param, "help") for param in command.params if param.name in _TYPERS)):
        written = getattr(owner, name) or ""
        body, mark, values = written.partition(_VALUES)
        said = "\n\n".join(tr.paragraph(part) for part in _parts(body))
        setattr(owner, name, said + mark + values.replace("default: ", tr(_DEFAULT, value="")) if written else written)
    _let_speak(command)
    for sub in getattr(command, "commands", {}).values():
        translated(sub)
    return command


def _places(command: Any) -> Iterator[tuple[Any, str]]:
    """Where a command keeps its texts: objects, and the attributes' names."""
    yield from ((command, name) for name in ("help", "epilog"))
    for param in command.params:
        if param.name not in _TYPERS:
            yield from ((param, name) for name in ("help", "metavar", "rich_help_panel"))


def _parts(written: str) -> list[str]:
    """The paragraphs of a text, each on one line."""
    body = written.partition(_VALUES)[0]
    return [" ".join(part.split()) for part in body.split("\n\n") if part.strip()]


def _let_speak(command: Any) -> None:
    """Let a command say what typer says itself in every help, in the language that is spoken."""
    tr = tongue()
    make_option, write = command.get_help_option, command.format_help

    def get_help_option(ctx: Any) -> Any:
        option = make_option(ctx)
        if option is not None:
            option.help, option.metavar = tr("Show this message and exit."), ""
        return option

    def format_usage(ctx: Any, formatter: Any) -> None:
        formatter.write_usage(ctx.command_path, " ".join(command.collect_usage_pieces(ctx)), tr("Usage:") + " ")

    def format_help(ctx: Any, formatter: Any) -> None:
        from rich import _wrap
        from typer import rich_utils

        rich_utils.ARGUMENTS_PANEL_TITLE = tr("Arguments")
        rich_utils.OPTIONS_PANEL_TITLE = tr("Options")
        rich_utils.COMMANDS_PANEL_TITLE = tr("Commands")
        rich_utils.DEFAULT_STRING = f"[{tr(_DEFAULT, value='{}')}]"
        rich_utils.REQUIRED_LONG_STRING = f"[{tr('required')}]"
        usual, _wrap.re_word = _wrap.re_word, _WORD
        try:
            write(ctx, formatter)
        finally:
            _wrap.re_word = usual

    command.get_help_option, command.format_usage, command.format_help = get_help_option, format_usage, format_help
