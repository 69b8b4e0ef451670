"""A run's report with everything in it that a view has to tell, made by hand."""

from __future__ import annotations

from dataclasses import replace

from builders import TEXT, article, document, finding, judged, marker, report, rich_report, span

from crackcite.model import (
    Article,
    Document,
    Edit,
    Judged,
    Report,
    SetAside,
    Severity,
    Span,
    Unreadable,
    fingerprinted,
    say,
)

AWAY = "Only answers kept from before could be used: nothing answered in time."
INTERRUPTED = "Interrupted: this report is partial, and what has no answer yet is unverified."
HOSTILE = (
    "]|<b>`x`</b>\r\n::error::%0A,a:b=\x1b[31m\u202e*_#$ @all https://evil.example www.evil.example &amp; \\| ##[error]"
)


def set_aside() -> tuple[SetAside, ...]:
    dead = finding(
        span(TEXT, "https://www.housingfirstbelgium.be/"), "CC401", "dead-link", message="It is gone.", entry=2
    )
    known = replace(dead, rule="CC102", name="uncited-source", severity=Severity.WARNING, subject="known")
    accepted = replace(dead, rule="CC403", name="moved-link", severity=Severity.WARNING, subject="moved")
    one, two, three = fingerprinted("article.txt", [dead, known, accepted])
    return (
        SetAside(one, "comment", "archived copy on file"),
        SetAside(two, "baseline"),
        SetAside(three, "accept", "https://www.housingfirstbelgium.be/*"),
    )


def markdown_article() -> Judged:
    """An article whose text and file differ: markup, letters of several bytes, a fix, a finding over two lines."""
    text = "Été 😀 toit1.\nFin\n"
    source = "Été **😀** toit<sup>1</sup>.\nFin\n"
    anchors = tuple((text.index(part), source.index(part)) for part in ("Été ", "😀", " toit", "1", ".\n"))
    of = Article(Document("articles/été 1.md", "markdown", text, source=source, anchors=anchors), (marker(text, "1"),))
    fin = span(text, "Fin")
    found = [
        finding(span(text, "1"), message="Number 1 is cited, but there is no list."),
        finding(fin, "CC205", "doi-form", Severity.INFO, "Old.", "Write “New”.", fix=Edit(fin, "New")),
        finding(Span(text.index("."), fin.end), "CC206", "placeholder", message="Two lines."),
    ]
    return judged(of, found)


def word_article() -> Judged:
    """An article in a format without lines."""
    text = "Toit1."
    of = Article(document(text, "b/rapport.docx", places=((0, "paragraph 12"),)), (marker(text, "1"),))
    return judged(of, [finding(span(text, "1"), fix=Edit(span(text, "1"), "2"))])


def hostile() -> Judged:
    return judged(
        Article(document("x1", f"evil/{HOSTILE}.txt")),
        [finding(Span(0, 1), rule="CC101", message=f"About {HOSTILE}", hint=f"Do {HOSTILE}")],
    )


def full_report() -> Report:
    """Three articles of the same words in different folders, one in Markdown, one in Word, one that is hostile; a file
    that cannot be read, a network that is away, an interruption, remarks, and findings that were set aside.
    """
    rich = rich_report()
    first = replace(rich.articles[0], set_aside=set_aside())
    same = [judged(article(path=f"{folder}/article.txt"), first.findings) for folder in ("a", "b")]
    return report(
        first,
        *same,
        markdown_article(),
        word_article(),
        hostile(),
        offline=False,
        away=AWAY,
        partial=True,
        unreadable=(Unreadable("gone.txt", "There is no such file: check the path."),),
        remarks=(say("The cache cannot be used: {reason}.", reason="no space"),),
        lookups=rich.lookups,
    )
