"""Every animal of the zoo gets its one right answer: none that lives is called dead, no wall is called anything."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import zoo

from crackcite.lookups.web import Web
from crackcite.model import Answer, Outcome, Question, QuestionKind
from crackcite.settings import Settings

SECONDS = 2.0
_seen: dict[str, tuple[Answer, str]] = {}


def _asked(web: Web, url: str) -> Answer:
    """The answer after the tries that the scheduler would make."""
    question = Question(QuestionKind.PAGE, url)
    for _ in range(3):
        reply = web.ask([question], SECONDS)
        if reply.answers[0].answered or reply.retry_after is None:
            break
        time.sleep(min(reply.retry_after, 1.0))
    return reply.answers[0]


@pytest.fixture
def seen() -> dict[str, tuple[Answer, str]]:
    """What is found at every animal's link, asked once, many at a time."""
    if not _seen:
        web = Web(Settings(allow_private=True, per_host=96))
        with zoo.opened() as cage, ThreadPoolExecutor(96) as pool:
            answers = pool.map(lambda animal: _asked(web, cage.url(animal)), zoo.ANIMALS)
            _seen.update(
                (animal.name, (answer, cage.base)) for animal, answer in zip(zoo.ANIMALS, answers, strict=True)
            )
    return _seen


def _of(kind: str) -> pytest.MarkDecorator:
    animals = [animal for animal in zoo.ANIMALS if animal.kind == kind]
    return pytest.mark.parametrize("animal", animals, ids=[animal.name for animal in animals])


@_of("alive")
def test_what_lives_is_found(animal: zoo.Animal, seen: dict[str, tuple[Answer, str]]) -> None:
    answer, base = seen[animal.name]
    assert answer.outcome in (Outcome.FOUND, Outcome.MOVED), answer
    assert answer.value.removeprefix(base) == animal.moved_to
    assert answer.page is not None
    assert answer.page.fragment is animal.fragment


@_of("problem")
def test_what_a_reader_cannot_see_is_not_called_fine(animal: zoo.Animal, seen: dict[str, tuple[Answer, str]]) -> None:
    answer, _ = seen[animal.name]
    if animal.fragment is False:
        assert answer.page is not None
        assert answer.page.fragment is False
    else:
        assert answer.outcome in (Outcome.ABSENT, Outcome.UNANSWERED), answer
        assert answer.detail
        assert (answer.outcome is Outcome.ABSENT) == animal.proved, answer


@_of("wall")
def test_a_wall_leaves_the_question_open(animal: zoo.Animal, seen: dict[str, tuple[Answer, str]]) -> None:
    answer, _ = seen[animal.name]
    assert answer.outcome is Outcome.UNANSWERED, answer
    assert answer.detail
