"""How well crackcite judges works: clean references, planted faults, missing DOIs, retractions.

    python benchmarks/works.py [FOLDER] [--count 3000] [--seed 1] [--show 10]

FOLDER holds the shared real data (default: ../shared beside the project). Nothing is asked of any network.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import shared
from styles import STYLES, with_doi, worn, written

from crackcite.extract.identifiers import identifiers
from crackcite.extract.parts import parts
from crackcite.lookups.records import work_of
from crackcite.matching import compare, search_key
from crackcite.model import (
    Answer,
    Article,
    Contributor,
    Document,
    Evidence,
    Outcome,
    Parts,
    Question,
    QuestionKind,
    Reference,
    Span,
    Work,
)
from crackcite.rules.registry import Case, table


@dataclass(frozen=True)
class Trial:
    """A reference, what the registry answers about it, and the rule that ought to fire (empty: none)."""

    text: str
    doi: str
    answered: tuple[Work, ...]
    expected: str = ""
    kind: QuestionKind = QuestionKind.CROSSREF_WORK


def parsed(text: str) -> Reference:
    """The reference as crackcite extracts it; with ``--bare`` without its parts, as if no parser could read it."""
    span = Span(0, len(text))
    found = identifiers(text, span)
    return Reference(1, span, text, Span(0, 0), found, Parts() if BARE else parts(text, span, found))


BARE = "--bare" in sys.argv


def fired(trial: Trial) -> list[str]:
    """The rules that fire on a trial, with their messages."""
    reference = parsed(trial.text)
    key = trial.doi if trial.kind is QuestionKind.CROSSREF_WORK else search_key(reference)
    question = Question(trial.kind, key)
    answer = Answer(question, Outcome.FOUND, works=trial.answered)
    article = Article(Document("a.txt", "text", trial.text), (), (reference,))
    case = Case(article, Evidence({question: answer}))
    rules = [table()[code] for code in CODES]
    return [f"{found.rule} {found.message}" for rule in rules for found in rule.findings(case)]


CODES = ("CC301", "CC302", "CC303", "CC304", "CC305", "CC306", "CC307", "CC308", "CC309", "CC901")
SEARCHED = ("journal-article", "proceedings-article", "book-chapter", "book", "monograph", "report", "dissertation")
JUDGED = ("CC302", "CC303", "CC304", "CC305")


def citable(work: Work) -> bool:
    """Whether a person could write a reference from the record."""
    return bool(
        re.search(r"[^\W\d_]{4}", work.title)
        and "CrossRef Listing of Deleted DOIs" not in work.containers
        and work.year
        and (work.containers or work.publisher)
    )


def clean(works: list[Work], count: int, chance: random.Random) -> Iterator[Trial]:
    for index in range(count):
        work = works[chance.randrange(len(works))]
        text = written(work, STYLES[index % len(STYLES)], chance)
        yield Trial(with_doi(text, work.doi, chance), work.doi, (work,))


def _other_author(work: Work, works: list[Work], chance: random.Random) -> Work | None:
    first = work.authors[0] if work.authors else None
    if not first or first.group or not first.given:
        return None
    for _ in range(20):
        other = works[chance.randrange(len(works))]
        if other.authors and other.authors[0].given and not other.authors[0].group:
            wrong = Contributor(other.authors[0].family, other.authors[0].given)
            if wrong.family[:3].lower() != first.family[:3].lower():
                return replace(work, authors=(wrong, *work.authors[1:]))
    return None


def planted(works: list[Work], count: int, chance: random.Random) -> Iterator[Trial]:
    """Another work's DOI, a wrong first author, a year off by two or more, another volume: a quarter each."""
    made = 0
    while made < count:
        work = works[chance.randrange(len(works))]
        style = STYLES[made % len(STYLES)]
        fault = ("doi", "author", "year", "volume")[made % 4]
        trial = _fault(work, works, style, fault, chance)
        if trial:
            made += 1
            yield trial


def _fault(work: Work, works: list[Work], style: str, fault: str, chance: random.Random) -> Trial | None:
    if fault == "doi":
        other = works[chance.randrange(len(works))]
        if other.doi == work.doi or other.title.lower() == work.title.lower():
            return None
        return Trial(with_doi(written(work, style, chance), other.doi, chance), other.doi, (other,), "CC302")
    if fault == "author":
        wrong = _other_author(work, works, chance)
        code = "CC303"
    elif fault == "year":
        off = chance.choice((-1, 1)) * chance.randint(2, 12)
        year = (work.year or 0) + off
        ok = year <= 2026 and all(abs(year - one) > 1 for one in work.years) and work.kind not in ("posted-content",)
        wrong = replace(work, year=year) if ok else None
        code = "CC304"
    else:
        number = int(work.volume) if work.volume.isdigit() else 0
        shifted = number + chance.choice((-2, -1, 1, 2, 10))
        wrong = replace(work, volume=str(shifted)) if number and shifted > 0 and style != "x" else None
        code = "CC305"
    if not wrong:
        return None
    return Trial(with_doi(written(wrong, style, chance), work.doi, chance), work.doi, (work,), code)


def report(name: str, trials: Iterable[Trial], show: int) -> None:
    """Count the rules that fired, and print what went wrong."""
    total, right, wrong, shown = Counter(), Counter(), Counter(), Counter()
    started = time.perf_counter()
    for trial in trials:
        found = fired(trial)
        codes = {one[:5] for one in found}
        total[trial.expected] += 1
        good = trial.expected in codes if trial.expected else not codes & set(JUDGED)
        right[trial.expected] += good
        wrong.update(codes - {trial.expected})
        if not good and shown[trial.expected] < show:
            shown[trial.expected] += 1
            print(f"   {trial.expected or 'clean'}: {trial.text}\n      {found}\n      {_facts(trial.answered[:1])}")
    seconds = time.perf_counter() - started
    for code, count in sorted(total.items()):
        print(f"{name} {code or 'clean'}: {right[code]} of {count} right ({100 * right[code] / count:.2f} %)")
    each = 1000 * seconds / sum(total.values())
    print(f"{name}: other rules that fired {dict(sorted(wrong.items()))}; {each:.2f} ms each")


def _facts(works: tuple[Work, ...]) -> list[object]:
    return [
        (w.kind, w.title, [a.family for a in w.authors][:2], w.containers, w.years, w.volume, w.issue, w.pages)
        for w in works
    ]


def missing_doi(
    works: list[Work], citable_works: list[Work], where: object, count: int, chance: random.Random, show: int
) -> None:
    """References without DOI, their work in the registry or not; real ones and written ones."""
    search = shared.Search(works)
    known = {work.doi for work in works}
    tallies: dict[str, Counter[str]] = {}
    shown: Counter[tuple[str, str]] = Counter()
    pool = [work for work in citable_works if work.kind in SEARCHED]
    cases = []
    for index in range(count):
        style, one, other, third = STYLES[index % 7], *chance.choices(pool, k=3)
        cases.append(("written, work in the registry", written(one, style, chance), one.doi, ""))
        cases.append(("careless, work in the registry", worn(other, style, chance), other.doi, ""))
        cases.append(("written, work taken out", written(third, style, chance), "", third.doi))
    for one in shared.references(where):
        gold = (one["doi"] or "").lower()
        text = re.sub(r"(?:https?://\S*|\bdoi\b[:\s]*)?10\.\d{4,9}/\S+", "", one["raw"])
        cases.append(("real, in" if gold in known else "real, not in", text, gold if gold in known else "", ""))
    for name, text, gold, without in cases:
        reference = parsed(text)
        found = search.find(search_key(reference), without=without)
        trial = Trial(text, "", found, kind=QuestionKind.CROSSREF_SEARCH)
        said = [one for one in fired(trial) if one.startswith("CC306")]
        doi = re.search(r"does not give: (\S+), ", said[0]).group(1) if said else ""
        outcome = ("right" if doi == gold else "wrong") if doi else ("none" if not gold else "missed")
        tallies.setdefault(name, Counter())[outcome] += 1
        if outcome in ("wrong", "missed") and shown[name, outcome] < show:
            shown[name, outcome] += 1
            best = next((w for w in found if w.doi == (doi or gold)), None)
            print(f"   {name} {outcome}: {text}\n      {said} {_facts((best,) if best else ())}")
            print("     ", *([compare(reference, best)] if best else []))
    print(
        "missing DOI: for comparison, Crossref's search-based matching with validation: precision 0.980, recall 0.945"
    )
    for name, tally in tallies.items():
        suggested = tally["right"] + tally["wrong"]
        wanted = tally["right"] + tally["missed"]
        line = f"missing DOI, {name}: {sum(tally.values())} references, {dict(tally)}"
        if wanted:
            line += f"; precision {tally['right'] / max(suggested, 1):.4f}, recall {tally['right'] / wanted:.4f}"
        print(line)


def retractions(items: list[dict[str, Any]]) -> None:
    """Every record, cited by its DOI: which are called retracted, and which are by their own data."""
    chance, named, truly = random.Random(7), set(), set()
    for item in items:
        work = work_of(item, "Crossref")
        text = with_doi(written(work, "nature", chance) or "A work", work.doi, chance)
        if any(one.startswith("CC307") for one in fired(Trial(text, work.doi, (work,)))):
            named.add(work.doi)
        if is_retracted(item):
            truly.add(work.doi)
    print(f"retractions: {len(named & truly)} of {len(truly)} found, {len(named - truly)} others called so", end=" ")
    print(f"among {len(items)} records{''.join(f'; {doi}' for doi in sorted(named ^ truly))}")


def is_retracted(item: dict[str, Any]) -> bool:
    """Whether a record says so itself: updated by a retraction, retracting itself, or marked in its title."""
    own = [one for one in item.get("update-to") or [] if one.get("DOI", "").lower() == item["DOI"].lower()]
    kinds = {one.get("type") for one in (item.get("updated-by") or []) + own}
    title = work_of(item, "Crossref").title.upper()
    return bool(kinds & {"retraction", "withdrawal"}) or title.startswith(("RETRACTED:", "WITHDRAWN:"))


def main() -> int:
    """Run all parts and print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?")
    options.add_argument("--count", type=int, default=3000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=3)
    options.add_argument("--bare", action="store_true")
    options.add_argument("--only", default="clean,planted,missing,retractions")
    chosen = options.parse_args()
    where = shared.folder(chosen.folder)
    works = shared.works(where)
    pool = [work for work in works if citable(work)]
    chance = random.Random(chosen.seed)
    if "clean" in chosen.only:
        report("clean references", clean(pool, chosen.count, chance), chosen.show)
    if "planted" in chosen.only:
        report("planted faults", planted(pool, chosen.count, chance), chosen.show)
    if "missing" in chosen.only:
        missing_doi(works, pool, where, chosen.count, chance, chosen.show)
    if "retractions" in chosen.only:
        retractions([*shared.items(where), *shared.recorded(where)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
