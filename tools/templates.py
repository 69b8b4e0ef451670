"""Every template in the source that is said to a person, found by a walk over the syntax trees.

Templates are the literal arguments of ``say``, ``say_many``, ``template`` (crackcite.model), and of a voice: ``tr(…)``,
``tr.many(…)``, ``tr.of(context, …)`` (crackcite.languages); the paragraphs of the rules' pages and of the commands'
help are templates too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "crackcite"

#: By the name that is called: at which argument the templates begin, and how many there are.
_FUNCTIONS = {"say": (0, 1), "template": (0, 1), "tr": (0, 1), "say_many": (0, 2)}
_METHODS = {"many": (0, 2), "of": (1, 1)}
_VOICES = ("tongue", "voice")


@dataclass(frozen=True, order=True)
class Template:
    """A template: in the singular, the plural where it has one, and the context where it needs one."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(frozen=True)
class Found:
    """A template and where it stands; ``problem`` says why it is none, where something else was said."""

    template: Template | None
    file: str
    line: int
    problem: str = ""


def found(source: Path = SOURCE) -> Iterator[Found]:
    """Every template in the files under ``source``, and every call that says something else than a template."""
    for file in sorted(source.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        name = file.relative_to(source.parent).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for template, problem in _said(node):
                    yield Found(template, name, node.lineno, problem)


def _said(call: ast.Call) -> Iterator[tuple[Template | None, str]]:
    where = _where(call.func)
    if where is None or len(call.args) < sum(where):
        return
    first, many = where
    if first and not _literal(call.args[0]):
        return
    context = _literal(call.args[0]) if first else ""
    options = [_options(argument) for argument in call.args[first : first + many]]
    if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in call.args[first : first + many]):
        yield None, "a template must be written out"
    elif many == 2 and all(options):
        yield Template(options[0][0], options[1][0], context), ""
    elif many == 2:
        yield None, "both templates must be written out"
    elif many == 1:
        yield from ((Template(text, "", context), "") for text in options[0])


def _where(function: ast.expr) -> tuple[int, int] | None:
    match function:
        case ast.Name(id=name):
            return _FUNCTIONS.get(name)
        case ast.Attribute(attr=name):
            return _FUNCTIONS.get(name) or _METHODS.get(name)
        case ast.Call(func=ast.Name(id=name)) if name in _VOICES:
            return 0, 1
    return None


def _options(argument: ast.expr) -> list[str]:
    """The literal texts that an argument may be."""
    if isinstance(argument, ast.IfExp):
        return _options(argument.body) + _options(argument.orelse)
    return [text] if (text := _literal(argument)) else []


def _literal(argument: ast.expr) -> str:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""


def of_rules() -> Iterator[tuple[str, Template]]:
    """The paragraphs of the rules' pages, each with the code of its rule."""
    from crackcite import rules
    from crackcite.reports.pages import paragraphs

    for code, rule in rules.table().items():
        for texts in paragraphs(rule).values():
            yield from ((code, Template(text)) for text in texts)


def of_help() -> Iterator[tuple[str, Template]]:
    """The texts in the commands' help."""
    from typer.main import get_command

    from crackcite.cli import application, helping

    yield from (("help", Template(text)) for text in helping.texts(get_command(application([]))))


def all_templates() -> dict[Template, list[str]]:
    """Every template with the files in which it stands, or the rules, or that it is one of the help, in their order."""
    places: dict[Template, list[str]] = {}
    for one in found():
        if one.template:
            places.setdefault(one.template, []).append(one.file)
    for code, template in of_rules():
        places.setdefault(template, []).append(f"rule {code}")
    for place, template in of_help():
        places.setdefault(template, []).append(place)
    return {template: list(dict.fromkeys(where)) for template, where in places.items()}
