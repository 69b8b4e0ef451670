"""The answers of earlier runs, in one SQLite file.

Answers are kept, not HTTP responses: several libraries ask, and what matters is what was learnt. The key is the
question and the address of who answered it, so that a mirror's answer, or a test server's, is never taken for the real
one's. The file serves several runs at once. Whatever is wrong with it, a run goes on without it and says so.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from crackcite.errors import CrackciteError
from crackcite.lookups.codec import decode, encode
from crackcite.lookups.lifetimes import LIFETIMES, lifetime
from crackcite.model import Answer, Question, say, words_of
from crackcite.settings import Settings, cache_folder, seconds

#: Kept in the file's ``user_version``. A file with a higher one was made by a newer crackcite and is left alone.
FORMAT = 1

_PATIENCE = 5.0  # seconds to wait for another run that is writing
_KEEP_AT_ONCE = 100  # answers in one transaction
_KEEP_EVERY = 2.0  # seconds

_CREATE = """
create table if not exists answers (
    kind text not null, key text not null, origin text not null, outcome text not null,
    kept_at real not null, answer text not null, primary key (kind, key, origin)
) without rowid
"""
_SELECT = "select kept_at, answer from answers where kind = ? and key = ? and origin = ?"
_DELETE = "delete from answers where kind = ? and key = ? and origin = ?"
_INSERT = "insert or replace into answers values (?, ?, ?, ?, ?, ?)"


class UnusableCacheError(CrackciteError):
    """The file cannot be used; the message says why and what to do."""


def cache_file(settings: Settings) -> Path:
    """Where the answers of such a run are kept."""
    return cache_folder(settings) / "answers.sqlite3"


def _opened(file: Path) -> sqlite3.Connection:
    """An open file of answers, made if there is none. Raises :class:`UnusableCacheError`."""
    connection: sqlite3.Connection | None = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
        # A run that dies loses nothing by this; a machine that loses power may lose the file, which is only a cache.
        connection.execute("pragma synchronous = off")
        version = connection.execute("pragma user_version").fetchall()[0][0]
        if version < FORMAT:
            with _transaction(connection):
                connection.execute(_CREATE)
                connection.execute(f"pragma user_version = {FORMAT}")
    except (OSError, sqlite3.Error) as error:
        _close(connection)
        raise UnusableCacheError(_why(file, error)) from error
    if version > FORMAT:
        connection.close()
        raise UnusableCacheError(
            say("{file} was made by a newer crackcite; name another with --cache-dir", file=str(file))
        )
    return connection


def _close(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        connection.close()


def _why(file: Path, error: Exception) -> str:
    if isinstance(error, sqlite3.OperationalError | OSError):
        return say(
            "{file} cannot be used ({error}); choose another folder with --cache-dir",
            file=str(file),
            error=str(error).rstrip("."),
        )
    return say("{file} is damaged ({error}); crackcite cache clear makes a new one", file=str(file), error=str(error))


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


class Cache:
    """The answers kept for one run. Used by one thread; never raises."""

    def __init__(self, settings: Settings) -> None:
        self.remarks: tuple[str, ...] = ()
        self._reads = not settings.refresh
        self._at_most = seconds(settings.max_age)
        self._connection: sqlite3.Connection | None = None
        self._new: list[tuple[str, str, str, str, float, str]] = []
        self._kept_at = time.monotonic()
        if settings.cache:
            try:
                self._connection = _opened(cache_file(settings))
            except UnusableCacheError as error:
                self._remark(words_of(error))

    def _remark(self, problem: str) -> None:
        self.remarks = (*self.remarks, say("Answers are not kept: {problem}.", problem=problem))

    def get(self, question: Question, origin: str) -> Answer | None:
        """A kept answer that is still good, marked as cached."""
        if self._connection is None or not self._reads:
            return None
        try:
            rows = self._connection.execute(_SELECT, (question.kind.value, question.key, origin)).fetchall()
            answer = decode(question, rows[0][1]) if rows else None
        except sqlite3.Error as error:
            self._stop(error)
            return None
        except (ValueError, TypeError, KeyError):  # a text that SQLite cannot hold, or a row that is no answer
            return None
        if answer is None or not 0 <= time.time() - rows[0][0] < lifetime(question.kind, answer.outcome, self._at_most):
            return None
        return answer

    def put(self, answer: Answer, origin: str) -> None:
        """Keep an answer, if its kind is kept; written with others a little later."""
        if self._connection is None or not lifetime(answer.question.kind, answer.outcome):
            return
        key = (answer.question.kind.value, answer.question.key, origin)
        self._new.append((*key, answer.outcome.value, time.time(), encode(answer)))
        if len(self._new) >= _KEEP_AT_ONCE or time.monotonic() - self._kept_at > _KEEP_EVERY:
            self._keep()

    def forget(self, answers: Iterable[tuple[Question, str]]) -> None:
        """Keep the answers to these questions, each with its origin, no longer: they were none."""
        keys = {(question.kind.value, question.key, origin) for question, origin in answers}
        self._new = [row for row in self._new if row[:3] not in keys]
        if self._connection is None or not keys:
            return
        try:
            with _transaction(self._connection):
                self._connection.executemany(_DELETE, [key for key in keys if all(map(_storable, key))])
        except sqlite3.Error as error:
            self._stop(error)

    def _keep(self) -> None:
        self._kept_at = time.monotonic()
        if self._connection is None or not self._new:
            return
        rows = [row for row in self._new if all(_storable(text) for text in row[:3])]
        try:
            with _transaction(self._connection):
                self._connection.executemany(_INSERT, rows)
            self._new.clear()
        except sqlite3.Error as error:
            self._stop(error)

    def _stop(self, error: sqlite3.Error) -> None:
        """Go on without the file."""
        self._remark(say("the cache gave an error ({error})", error=str(error)))
        _close(self._connection)
        self._connection = None
        self._new.clear()

    def close(self) -> None:
        """Write what is waiting, and close the file. Calling it twice does no harm."""
        self._keep()
        _close(self._connection)
        self._connection = None


def _storable(text: str) -> bool:
    """Whether the text is one that SQLite can hold: half of a surrogate pair is not."""
    return text.isascii() or text.encode("utf-8", "ignore") == text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """What is in the file of answers. ``answers`` counts by kind; ``expired`` of them are no longer good, by their kind
    or because ``max_age`` wants newer ones.
    """

    path: Path
    exists: bool
    bytes: int
    answers: Mapping[str, int]
    expired: int
    problem: str = ""


def _rows(connection: sqlite3.Connection) -> list[tuple[str, str, float]]:
    return connection.execute("select kind, outcome, kept_at from answers").fetchall()


def _good_for(settings: Settings) -> dict[tuple[str, str], float]:
    """The seconds for which answers are good here, by kind and outcome as the file has them."""
    at_most = seconds(settings.max_age)
    return {(kind.value, outcome.value): lifetime(kind, outcome, at_most) for kind, outcome in LIFETIMES}


def cache_info(settings: Settings) -> CacheInfo:
    """Where the cache is and what it holds; a file that cannot be used has ``problem`` set."""
    file = cache_file(settings)
    if file.parent.exists() and not file.parent.is_dir():
        problem = say("{file} is a file; choose a folder with --cache-dir", file=str(file.parent))
        return CacheInfo(file, exists=False, bytes=0, answers={}, expired=0, problem=problem)
    if not file.exists():
        return CacheInfo(file, exists=False, bytes=0, answers={}, expired=0)
    size = sum(part.stat().st_size for part in _parts(file))
    try:
        with contextlib.closing(_opened(file)) as connection:
            rows = _rows(connection)
    except (UnusableCacheError, sqlite3.Error) as error:
        return CacheInfo(file, exists=True, bytes=size, answers={}, expired=0, problem=words_of(error))
    now, limits = time.time(), _good_for(settings)
    expired = sum(not 0 <= now - kept_at < limits.get((kind, outcome), 0) for kind, outcome, kept_at in rows)
    return CacheInfo(file, True, size, dict(sorted(Counter(kind for kind, *_ in rows).items())), expired)


def prune(settings: Settings) -> int:
    """Remove the answers that are no longer good, as :func:`cache_info` counts them; gives how many.

    Raises :class:`UnusableCacheError`.
    """
    file = cache_file(settings)
    if not file.exists():
        return 0
    try:
        with contextlib.closing(_opened(file)) as connection:
            before = len(_rows(connection))
            with _transaction(connection):
                connection.execute("create temp table good (kind, outcome, since real)")
                now = time.time()
                good = [(kind, outcome, now - limit) for (kind, outcome), limit in _good_for(settings).items()]
                connection.executemany("insert into good values (?, ?, ?)", good)
                connection.execute(
                    "delete from answers where not exists (select 1 from good where good.kind = answers.kind"
                    " and good.outcome = answers.outcome and answers.kept_at between good.since and ?)",
                    (now,),
                )
            removed = before - len(_rows(connection))
            connection.execute("vacuum")
            return removed
    except sqlite3.Error as error:
        raise UnusableCacheError(_why(file, error)) from error


def _parts(file: Path) -> list[Path]:
    names = (file.name, *(f"{file.name}-{suffix}" for suffix in ("journal", "wal", "shm")))
    return [part for name in names if (part := file.with_name(name)).exists()]


def clear(settings: Settings) -> int:
    """Remove all answers, and the file with them, damaged or not; gives how many there were (0 in a damaged file).

    Raises :class:`UnusableCacheError` where the file cannot be removed.
    """
    file = cache_file(settings)
    answers = sum(cache_info(settings).answers.values())
    try:
        for part in _parts(file):
            part.unlink()
    except OSError as error:
        raise UnusableCacheError(_why(file, error)) from error
    return answers
