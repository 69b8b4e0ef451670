"""doi.org, DataCite, Open Library and PubMed, through requests.

doi.org: https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation (handles, which agency,
content negotiation); DataCite: https://support.datacite.org/docs/api-get-doi; Open Library:
https://openlibrary.org/dev/docs/api/books.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from crackcite.dois import is_short, unversioned
from crackcite.lookups.answers import absent, failure_sentence, found, unanswered
from crackcite.lookups.other_records import from_datacite, from_open_library, from_pubmed
from crackcite.lookups.records import cleaned, doi_text, mappings, work_of
from crackcite.lookups.registry import Registry, StrangeAnswerError
from crackcite.lookups.resolve import Names
from crackcite.lookups.service import Pace
from crackcite.model import Answer, Question, QuestionKind, Reason, say
from crackcite.settings import Settings

if TYPE_CHECKING:
    from crackcite.lookups.caller import Fetched

_CSL = "application/vnd.citationstyles.csl+json"


class DoiOrg(Registry):
    """The DOI system: which agency registered a DOI, whether it exists, and its metadata from any agency.

    No limit is published: a handful at once, as a reader's browser would ask, then an even pace.
    """

    name = "doi.org"
    kinds = frozenset({QuestionKind.DOI_AGENCY, QuestionKind.DOI_HANDLE, QuestionKind.DOI_METADATA})
    _pace = Pace(5, 1.0, 4, burst=5)

    def __init__(self, settings: Settings, names: Names) -> None:
        super().__init__(settings, settings.doi_url, names)

    def batch(self, question: Question) -> int:
        """The agencies of several DOIs are told at once."""
        return 20 if question.kind is QuestionKind.DOI_AGENCY and len(question.key) < 100 else 1

    def _accept(self, question: Question) -> str:
        return _CSL if question.kind is QuestionKind.DOI_METADATA else "application/json"

    def _follows(self, question: Question) -> bool:
        """The agency's own server has the metadata, and doi.org sends there."""
        return question.kind is QuestionKind.DOI_METADATA

    def _address(self, questions: Sequence[Question]) -> str:
        kind, doi = questions[0].kind, quote(questions[0].key, safe="/")
        if kind is QuestionKind.DOI_AGENCY:
            return f"{self._base}/ra/{','.join(quote(question.key, safe='/') for question in questions)}"
        if kind is QuestionKind.DOI_HANDLE:
            # A shortDOI has an alias in the place of an address.
            return f"{self._base}/api/handles/{doi}" + ("" if is_short(doi) else "?type=URL")
        return f"{self._base}/{doi}"

    def _read(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        if questions[0].kind is QuestionKind.DOI_AGENCY:
            return self._agencies(questions, answer)
        read = self._handle if questions[0].kind is QuestionKind.DOI_HANDLE else self._metadata
        return [read(questions[0], answer)]

    def _agencies(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        said = {doi_text(item.get("DOI")): item for item in mappings(answer.json())}
        known = [question for question in questions if question.key.lower() in said]
        if not known and len(questions) == 1:
            raise StrangeAnswerError
        return [self._agency(question, said[question.key.lower()]) for question in known]

    def _agency(self, question: Question, item: Mapping[str, Any]) -> Answer:
        agency, status = cleaned(item.get("RA")), cleaned(item.get("status"))
        if agency:
            return found(question, self.name, value=agency, detail=say("registered with {agency}", agency=agency))
        if status in ("DOI does not exist", "Invalid DOI"):
            return absent(question, self.name, say("doi.org says “{words}”", words=status))
        return unanswered(
            question,
            self.name,
            Reason.BAD_ANSWER,
            say("doi.org does not say who registered it ({status})", status=status),
        )

    def _handle(self, question: Question, answer: Fetched) -> Answer:
        """By the response code of the handle system (https://doi.pidconsortium.net/docs/responses)."""
        record = answer.json()
        if not isinstance(record, Mapping) or doi_text(record.get("handle", question.key)) != question.key.lower():
            raise StrangeAnswerError
        code = record.get("responseCode")
        if code in (1, 200):
            return found(question, self.name, value=_target(record), detail=say("the DOI exists"))
        if code == 100:
            return absent(question, self.name, say("doi.org does not know this DOI"))
        raise StrangeAnswerError

    def _metadata(self, question: Question, answer: Fetched) -> Answer:
        """A DOI without metadata exists all the same: nothing here proves an absence."""
        record = answer.json() if answer.status == 200 else None
        if not isinstance(record, Mapping) or not (record.get("title") or record.get("author")):
            said = say("the agency that registered the DOI gives no description of the work")
            return unanswered(question, self.name, Reason.BAD_ANSWER, said)
        return found(question, self.name, (work_of({"DOI": question.key, **record}, self.name),))


def _target(record: Mapping[str, Any]) -> str:
    """Where a handle leads: the handle that it is an alias of (so shortDOIs are made), or else an address."""
    values = mappings(record.get("values"))
    data = [value.get("data") for kind in ("HS_ALIAS", "URL") for value in values if value.get("type") == kind]
    return next((str(one.get("value", "")) for one in data if isinstance(one, Mapping)), "")


class DataCite(Registry):
    """DataCite's REST API. 500 requests in 5 minutes, 1,000 for those who give an e-mail address."""

    name = "DataCite"
    kinds = frozenset({QuestionKind.DATACITE_WORK})
    _pace = Pace(400, 300.0, 4, burst=60)

    def __init__(self, settings: Settings, names: Names) -> None:
        super().__init__(settings, settings.datacite_url, names)
        if settings.mailto:
            self._pace = Pace(800, 300.0, 4, burst=120)

    def _address(self, questions: Sequence[Question]) -> str:
        return f"{self._base}/dois/{quote(unversioned(questions[0].key), safe='/')}"

    def _read(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        question, record = questions[0], answer.json()
        if not isinstance(record, Mapping):
            raise StrangeAnswerError
        if answer.status == 404 and mappings(record.get("errors")):
            return [absent(question, self.name, say("DataCite has no record of {doi}", doi=question.key))]
        data = record.get("data")
        attributes = data.get("attributes") if isinstance(data, Mapping) else None
        if answer.status != 200 or not isinstance(attributes, Mapping):
            raise StrangeAnswerError
        work = from_datacite(attributes)
        if work.doi and work.doi != question.key.lower():
            if work.doi != unversioned(question.key).lower():
                raise StrangeAnswerError
            work = replace(work, aliases=(question.key.lower(),))
        return [found(question, self.name, (work,))]


class OpenLibrary(Registry):
    """Open Library's books by ISBN. A book that it lacks may exist all the same.

    Three requests a second are allowed to those who say who they are, one to others.
    """

    name = "Open Library"
    kinds = frozenset({QuestionKind.BOOK})
    _pace = Pace(2, 1.0, 1)

    def __init__(self, settings: Settings, names: Names) -> None:
        super().__init__(settings, settings.openlibrary_url, names)

    def batch(self, question: Question) -> int:
        """Several ISBNs are told at once."""
        return 25 if len(question.key) < 20 else 1

    def _address(self, questions: Sequence[Question]) -> str:
        keys = ",".join(quote(_key(question)) for question in questions)
        return f"{self._base}/api/books?bibkeys={keys}&format=json&jscmd=data"

    def _read(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        books = answer.json()
        if answer.status != 200 or not isinstance(books, Mapping):
            raise StrangeAnswerError
        return [self._book(question, books.get(_key(question))) for question in questions]

    def _book(self, question: Question, book: object) -> Answer:
        if isinstance(book, Mapping):
            return found(question, self.name, (from_open_library(book),))
        return absent(question, self.name, say("Open Library has no book with the ISBN {isbn}", isbn=question.key))


class PubMed(Registry):
    """PubMed's and PubMed Central's articles and their DOIs. Three requests a second are allowed without a key.

    https://www.ncbi.nlm.nih.gov/books/NBK25497/ (limits; who asks is to be named by ``tool`` and ``email``).
    """

    name = "PubMed"
    kinds = frozenset({QuestionKind.PMID_DOI, QuestionKind.PMCID_DOI})
    _pace = Pace(2, 1.0, 1)

    def __init__(self, settings: Settings, names: Names) -> None:
        super().__init__(settings, settings.pubmed_url, names)

    def batch(self, question: Question) -> int:
        """Several articles are told at once."""
        return 100 if _number(question).isdecimal() and len(question.key) < 12 else 1

    def _address(self, questions: Sequence[Question]) -> str:
        who = f"&email={quote(self._settings.mailto)}" if self._settings.mailto else ""
        ids = ",".join(quote(_number(question), safe="") for question in questions)
        base = "pmc" if questions[0].kind is QuestionKind.PMCID_DOI else "pubmed"
        return f"{self._base}/entrez/eutils/esummary.fcgi?db={base}&id={ids}&retmode=json&tool=crackcite{who}"

    def _read(self, questions: Sequence[Question], answer: Fetched) -> list[Answer]:
        said = answer.json()
        records = said.get("result") if isinstance(said, Mapping) else None
        if answer.status != 200 or not isinstance(records, Mapping):
            raise StrangeAnswerError
        known = [question for question in questions if isinstance(records.get(_number(question)), Mapping)]
        if not known and len(questions) == 1:
            raise StrangeAnswerError
        return [self._article(question, records[_number(question)]) for question in known]

    def _article(self, question: Question, record: Mapping[str, Any]) -> Answer:
        if record.get("error"):
            return absent(question, self.name, say("PubMed has no article {identifier}", identifier=question.key))
        work = from_pubmed(record)
        if not work.title:
            return unanswered(question, self.name, Reason.BAD_ANSWER, failure_sentence(Reason.BAD_ANSWER, self.name))
        return found(question, self.name, (work,), value=work.doi)


def _number(question: Question) -> str:
    """The number under which the E-utilities know an article: PubMed Central's without its letters."""
    return question.key.removeprefix("PMC")


def _key(question: Question) -> str:
    return "ISBN:" + question.key.replace("-", "").replace(" ", "")
