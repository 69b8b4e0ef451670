"""A recorded run: every answer of it, so that it can be judged again with no network. Pure: text in, values out.

What is recorded is what the world said: the answers, and the published pages that were articles of the run. What the
author said stays in the articles; of them the recording keeps a fingerprint, to tell which have been edited since. The
rules, and the settings about them, are those of the run that replays.
"""

from __future__ import annotations

import base64
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from crackcite.errors import CrackciteError
from crackcite.model import Answer, Evidence, Outcome, Question, Reason, say
from crackcite.reports.plain import all_heard, from_plain, heard, said, to_plain

#: The version of the file's form; raised when a field changes its meaning.
FORM = 1


class RecordingError(CrackciteError):
    """A text that is not the recording of a run, or not one that this crackcite can read; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class RecordedFile:
    """An article of the run: where it was, and the SHA-256 of its bytes."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, order=True)
class RecordedPage:
    """A published page that was an article of the run, whole; or ``unreadable``, why it could not be fetched.

    The bytes are in ``text`` where they are UTF-8, else in ``base64``.
    """

    url: str
    media_type: str = ""
    charset: str = ""
    text: str = ""
    base64: str = ""
    unreadable: str = ""

    @property
    def data(self) -> bytes:
        """The page's bytes. Raises ``ValueError`` where they are damaged."""
        return base64.b64decode(self.base64, validate=True) if self.base64 else self.text.encode()


@dataclass(frozen=True, slots=True)
class Recording:
    """What the world said in one run. ``recorded_at`` is when it began, an ISO 8601 time in UTC.

    ``offline`` and ``archive`` are the settings of that run that decided what was asked; ``partial`` tells that the
    user ended it early. ``remarks`` are those about the asking.
    """

    version: str
    recorded_at: str
    offline: bool = False
    archive: bool = False
    partial: bool = False
    articles: tuple[RecordedFile, ...] = ()
    pages: tuple[RecordedPage, ...] = ()
    remarks: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()

    def page(self, url: str) -> RecordedPage | None:
        """The published page at an address, if it was an article of the run."""
        return next((page for page in self.pages if page.url == url), None)


def page_of(url: str, data: bytes, media_type: str, charset: str) -> RecordedPage:
    """A fetched page as it is recorded."""
    try:
        return RecordedPage(url, media_type, charset, text=data.decode())
    except UnicodeDecodeError:
        return RecordedPage(url, media_type, charset, base64=base64.b64encode(data).decode())


# What is asked of a recording in place of the world.


def replayed(
    first: Iterable[Question], follow: Callable[[Answer, Evidence], Iterable[Question]], recording: Recording
) -> Evidence:
    """The recorded answers to the questions and to what follows from them.

    A question that the recording does not hold stays unanswered for that reason; where the question that led to it is
    unanswered itself, that reason is told already, and it is left out.
    """
    known = {answer.question: answer for answer in recording.answers}
    answers: dict[Question, Answer] = {}
    evidence = Evidence(answers, recording.offline, recording.remarks, partial=recording.partial)
    waiting = deque((question, True) for question in first)
    while waiting:
        question, due = waiting.popleft()
        if question in answers or not (due or question in known):
            continue
        answers[question] = answer = known.get(question) or _missing(question)
        waiting.extend((following, answer.answered) for following in follow(answer, evidence))
    return evidence


def _missing(question: Question) -> Answer:
    return Answer(question, Outcome.UNANSWERED, Reason.NOT_RECORDED, say("the recording does not hold this question"))


def edited(recording: Recording, files: Mapping[str, str]) -> Iterable[str]:
    """The paths whose articles are not those of the recording; ``files`` gives the SHA-256 of each."""
    known = {file.sha256 for file in recording.articles}
    return (path for path, digest in files.items() if digest not in known)


# The file.


def dumps(recording: Recording) -> str:
    """The recording as JSON, one answer a line, in an order that does not depend on who answered first."""
    head = to_plain(replace(recording, articles=(), pages=(), answers=())) | said(remarks=recording.remarks)
    fields = {"crackcite-recording": FORM, **head}
    rows = {
        "articles": [to_plain(file) for file in sorted(recording.articles)],
        "pages": [_page(page) for page in sorted(recording.pages)],
        "answers": [_answer(answer) for answer in sorted(recording.answers, key=lambda one: one.question)],
    }
    lines = [f"{json.dumps(name)}: {_json(value)}" for name, value in fields.items()]
    lines += [f"{json.dumps(name)}: [{_lines(row)}]" for name, row in rows.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(row: list[Any]) -> str:
    return "\n" + ",\n".join(f"  {_json(value)}" for value in row) + "\n" if row else ""


def _page(page: RecordedPage) -> Any:
    return to_plain(page) | said(unreadable=page.unreadable)


def _answer(answer: Answer) -> Any:
    sign = answer.page.sign if answer.page else ""
    return to_plain(answer) | said(detail=answer.detail, sign=sign)


_LONE = re.compile("[\ud800-\udfff]")


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return _LONE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def loads(text: str, name: str) -> Recording:
    """The recording that :func:`dumps` wrote; ``name`` is what messages call it. Unknown fields are passed over.

    Raises :class:`RecordingError` for anything else.
    """
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise RecordingError(say("{file} is no recording of crackcite, or was cut off", file=name)) from None
    form = plain.get("crackcite-recording") if isinstance(plain, dict) else None
    if not isinstance(form, int) or form < 1:
        raise RecordingError(say("{file} is no recording of crackcite: --record makes one", file=name))
    if form > FORM:
        raise RecordingError(say("{file} was recorded by a newer crackcite: update this one", file=name))
    try:
        return _loaded(plain)
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        raise RecordingError(say("{file} is damaged: record the run anew with --record", file=name)) from None


def _loaded(plain: Mapping[str, Any]) -> Recording:
    recording = from_plain(Recording, plain)
    for page in recording.pages:
        page.data  # noqa: B018 - a damaged one is found here
    return replace(
        recording,
        remarks=all_heard(plain, "remarks") if recording.remarks else (),
        pages=tuple(map(_page_heard, recording.pages, plain.get("pages", ()))),
        answers=tuple(map(_answer_heard, recording.answers, plain.get("answers", ()))),
    )


def _page_heard(page: RecordedPage, plain: Mapping[str, Any]) -> RecordedPage:
    return replace(page, unreadable=heard(plain, "unreadable")) if "said" in plain else page


def _answer_heard(answer: Answer, plain: Mapping[str, Any]) -> Answer:
    if "said" not in plain:
        return answer
    sign = answer.page.sign if answer.page else ""
    texts = {"detail": answer.detail, "sign": sign, "said": plain["said"]}
    page = replace(answer.page, sign=heard(texts, "sign")) if answer.page else None
    return replace(answer, detail=heard(texts, "detail"), page=page)
