"""Bring the catalogues of translations up to date: ``python tools/translations.py``, after any change of a sentence.

It finds the templates in the source, merges them into ``languages/locale/*/LC_MESSAGES/crackcite.po`` (new ones empty,
those that are said no more gone), compiles the ``.mo`` beside each, and tells what is still to be translated. Needs
Babel.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from templates import SOURCE, Template, all_templates

LOCALES = SOURCE / "languages" / "locale"
LANGUAGES = ("fr", "nl")


def main() -> int:
    """Update every catalogue; 1 where a translation is missing."""
    templates = all_templates()
    return int(any([_updated(language, templates) for language in LANGUAGES]))


def file_of(language: str) -> Path:
    """The catalogue of a language, to be edited by hand."""
    return LOCALES / language / "LC_MESSAGES" / "crackcite.po"


def _updated(language: str, templates: dict[Template, list[str]]) -> int:
    """Write a language's catalogue, its messages in the order of the source; gives how many are missing."""
    old = _read(language)
    new = Catalog(locale=language, project="crackcite", charset="utf-8", fuzzy=False)
    new.header_comment = old.header_comment
    new.mime_headers = [("Language", language), ("Plural-Forms", old.plural_forms)]
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
    po = file_of(language)
    with po.open("wb") as file:
        write_po(file, catalogue, width=100, omit_header=False, sort_output=False, ignore_obsolete=True)
    with po.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    sys.exit(main())
