"""Bring the catalogues of translations up to date: ``python tools/translations.py``, after any change of a sentence.

It finds the templates in the source, merges them into ``languages/locale/*/LC_MESSAGES/crackcite.po`` (new ones empty,
those that are said no more gone), compiles the ``.mo`` beside each, and tells what is still to be translated. Needs
Babel.
"""

from __future__ import annotations

import io
import struct
import sys
from itertools import dropwhile, takewhile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from templates import SOURCE, Template, all_templates

LOCALES = SOURCE / "languages" / "locale"
LANGUAGES = ("fr", "nl")


def main() -> int:
    """Update every catalogue; 1 where a translation is missing."""
    templates = all_templates()
    return int(sum(_updated(language, templates) for language in LANGUAGES) > 0)


def file_of(language: str) -> Path:
    """The catalogue of a language, to be edited by hand."""
    return LOCALES / language / "LC_MESSAGES" / "crackcite.po"


def _updated(language: str, templates: dict[Template, list[str]]) -> int:
    """Write a language's catalogue, its messages in the order of the source; gives how many are missing."""
    old = _read(language)
    new = Catalog(locale=language, project="crackcite", charset="utf-8", fuzzy=False)
    for template, places in templates.items():
        key = (template.text, template.plural) if template.plural else template.text
        known = old.get(template.text, template.context or None)
        kept = known.string if known and known.id == key else ""
        new.add(key, kept, [(place, None) for place in places], context=template.context or None)
    _write(language, new)
    missing = [message for message in new if message.id and not _is_said(message)]
    for message in missing:
        print(f"{language}: {message.id!r} is not translated")
    return len(missing)


def _is_said(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def _read(language: str) -> Catalog:
    with file_of(language).open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def _write(language: str, catalogue: Catalog) -> None:
    written = io.BytesIO()
    write_po(written, catalogue, width=100, ignore_obsolete=True)
    lines = written.getvalue().decode().splitlines(keepends=True)
    po = file_of(language)
    notes = takewhile(lambda line: line.startswith("#"), po.read_text(encoding="utf-8").splitlines(keepends=True))
    entries = dropwhile(lambda line: line.startswith("#"), lines)
    text = "".join((*notes, *(line for line in entries if not line.startswith(_CHANGING))))
    po.write_text(text, encoding="utf-8", newline="\n")
    po.with_suffix(".mo").write_bytes(compiled(_header(catalogue), catalogue))


#: Header fields that would change with every run, or say nothing.
_CHANGING = tuple(
    f'"{name}'
    for name in (
        "POT-Creation",
        "PO-Revision",
        "Report-Msgid",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
        "Project-Id",
    )
)


def _header(catalogue: Catalog) -> str:
    fields = {"Language": str(catalogue.locale), "Content-Type": "text/plain; charset=utf-8"}
    fields["Plural-Forms"] = catalogue.plural_forms
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def compiled(header: str, catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it: the GNU MO format (GNU gettext manual, section 10.3), strings in order."""
    pairs = {b"": header.encode()}
    for message in catalogue:
        if message.id and _is_said(message):
            ids, strings = (message.id, message.string) if message.pluralizable else ((message.id,), (message.string,))
            key = f"{message.context}\x04" if message.context else ""
            pairs[(key + "\0".join(ids)).encode()] = "\0".join(strings).encode()
    ordered = sorted(pairs.items())
    count, tables, texts, at = len(ordered), ([], []), [], 28 + 16 * len(ordered)
    for column in (0, 1):
        for pair in ordered:
            tables[column].append(struct.pack("<II", len(pair[column]), at))
            texts.append(pair[column] + b"\0")
            at += len(pair[column]) + 1
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, at)
    return b"".join([head, *tables[0], *tables[1], *texts])


if __name__ == "__main__":
    sys.exit(main())
