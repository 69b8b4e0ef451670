"""An article that is on the web already: its page, read whole."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message

from crackcite.lookups.answers import failure_sentence
from crackcite.lookups.resolve import Names
from crackcite.lookups.web.address import AddressError, address
from crackcite.lookups.web.fetch import Fetcher, Visit, deadline
from crackcite.model import say, words_of
from crackcite.settings import Settings

#: No article's page comes near this many bytes; a longer one is refused.
LARGEST_ARTICLE = 32_000_000


class UnpublishedError(Exception):
    """There is no article to read at an address; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """What an address gave: the bytes, with the media type and the encoding that the server names, or empty."""

    data: bytes
    media_type: str
    charset: str


def published(url: str, settings: Settings) -> Published:
    """The article at an address. Raises :class:`UnpublishedError`."""
    try:
        target = address(url)
    except AddressError as error:
        raise UnpublishedError(
            say("It is not an address that can be opened: {reason}.", reason=words_of(error))
        ) from None
    fetcher = Fetcher(settings, Names(settings.allow_private), LARGEST_ARTICLE)
    got = fetcher.fetch(target, Visit(url), deadline(settings.timeout))
    if got.status != 200:
        told: str = say("the server answers {status}", status=got.status)
        if got.reason:
            told = got.detail or failure_sentence(got.reason, say("the server"))
        raise UnpublishedError(say("The page cannot be read ({reason}): save it and check the file.", reason=told))
    if not got.whole:
        raise UnpublishedError(say("The page broke off, or is too large for an article: save it and check the file."))
    said = Message()
    said["content-type"] = got.headers.get("content-type", "")
    return Published(got.body, got.content_type, said.get_content_charset(""))
