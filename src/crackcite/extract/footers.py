"""What closes a page and never goes on with a source: a rule, a copyright, sharing, comments, about the author."""

from __future__ import annotations

import re

from crackcite.patterns import lazy

_OPENINGS = """
copyright|all rights reserved|tous droits r[ée]serv[ée]s|alle rechten voorbehouden|alle rechte vorbehalten
todos los derechos|todos os direitos|tutti i diritti
partager|share (?:this|on)|delen|teilen|compartir|condividi|compartilhar
comment(?:aire)?s?\\b|reacties|kommentare|comentarios|commenti|comentários
about the authors?|[àa] propos de l|over de auteurs?|über (?:den autor|die autor)|sobre (?:el|o) autor
informazioni sull.autore
publié|published|publicado|pubblicato|gepubliceerd|veröffentlicht
tags?\\s?:|newsletter|related (?:articles|posts)|lire aussi|lees ook|read (?:more|also)|voir aussi|leer también
"""
_FOOTER = lazy(r"[-_*=–—]{3,}$|©|\(c\) ?\d{4}|(?:" + "|".join(_OPENINGS.split("\n")[1:-1]) + ")", re.IGNORECASE)


def is_footer(line: str) -> bool:
    """Whether a line without surrounding white space opens a page's footer."""
    return _FOOTER.match(line) is not None
