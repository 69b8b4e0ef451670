"""Reports of any kind, for the laws that hold of every report: hypothesis makes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from crackcite.model import (
    Answer,
    Article,
    Document,
    Doubt,
    Edit,
    Finding,
    Heading,
    Hint,
    Identifier,
    Judged,
    Lookups,
    Marker,
    Page,
    Question,
    Reference,
    Report,
    SetAside,
    SourceList,
    Span,
    Unreadable,
    Verdict,
    Work,
)

texts = st.text(max_size=8)
spans = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda ends: Span(min(ends), max(ends)))


def few(values: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=most).map(tuple)


def some(kind: type[Any], **more: Any) -> st.SearchStrategy[Any]:
    return st.builds(kind, **more)


hints = few(some(Hint, span=spans, value=texts, level=st.integers(0, 6)))
documents = some(
    Document,
    path=texts,
    format=texts,
    text=texts,
    hints=hints,
    encoding=texts,
    language=st.none() | texts,
    source=st.none() | texts,
    anchors=st.sampled_from([(), ((0, 0),), ((0, 1), (2, 5))]),
    places=st.sampled_from([(), ((0, "page 1"),)]),
    remarks=few(texts),
)
works = some(Work, registry=texts, title=texts, score=st.floats(0, 200), years=few(st.integers(1900, 2030)))
questions = some(Question, key=texts)
answers = some(
    Answer, question=questions, detail=texts, source=texts, checked_at=texts, value=texts, works=few(works, 1),
    page=st.none() | some(Page, url=texts, status=st.integers(0, 999)), cached=st.booleans(),
)  # fmt: skip
identifiers = some(Identifier, value=texts, span=spans, written=spans, flaw=texts)
references = some(
    Reference, number=st.none() | st.integers(), span=spans, text=texts, label=spans, identifiers=few(identifiers)
)
findings = some(
    Finding, rule=texts, name=texts, message=texts, hint=texts, span=spans, subject=texts, fingerprint=texts,
    fix=st.none() | st.builds(Edit, spans, texts), entry=st.none() | st.integers(0, 2),
)  # fmt: skip
aside = st.builds(SetAside, findings, st.sampled_from(["comment", "file", "accept", "baseline"]), texts)
articles = some(
    Article,
    document=documents,
    markers=few(some(Marker, span=spans, text=texts, numbers=few(st.integers()), flaw=texts)),
    references=few(references),
    lists=few(
        some(SourceList, span=spans, heading=st.none() | st.builds(Heading, spans, texts), scope=st.none() | spans), 1
    ),
    doubts=few(st.builds(Doubt, spans, texts, texts, texts), 1),
    remarks=few(texts),
)


@st.composite
def judgements(draw: st.DrawFn) -> Judged:
    """Of every article: one verdict and one set of answers a source."""
    of = draw(articles)
    verdicts = tuple(draw(st.sampled_from(Verdict)) for _ in of.references)
    evidence = tuple(draw(few(answers)) for _ in of.references)
    found = tuple(about(one, of) for one in draw(few(findings)))
    left = tuple(replace(one, finding=about(one.finding, of)) for one in draw(few(aside)))
    return Judged(of, verdicts, evidence, found, left)


def about(found: Finding, of: Article) -> Finding:
    """The finding, about a source that the article has, or about the text."""
    there = found.entry is not None and found.entry < len(of.references)
    return found if there else replace(found, entry=None)


reports = some(
    Report,
    version=texts,
    started_at=texts,
    seconds=st.floats(0, 1e6),
    lookups=some(Lookups, asked=st.integers(0, 99)),
    articles=few(judgements()),
    unreadable=few(st.builds(Unreadable, texts, texts)),
    away=texts,
    remarks=few(texts),
    partial=st.booleans(),
)
