"""How many of the slips planted in real articles the numbering rules find, and what else they say because of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crackcite.extract import extract
from crackcite.model import Document, Evidence, Finding
from crackcite.rules.registry import Case, table

KINDS = {
    "CC101": "marker_without_source",
    "CC102": "source_never_cited",
    "CC103": "duplicate_number",
    "CC104": "number_gap",
    "CC105": "citation_out_of_order",
    "CC106": "malformed_marker",
}
_ERRORS = frozenset({"CC101", "CC103", "CC104", "CC106"})
_SAME = {
    "range_overflow": {"range_overflow", "marker_without_source"},
    "number_gap": {"number_gap", "marker_without_source"},
    "reference_unnumbered": {"reference_unnumbered", "number_gap"},
}
_MUTATIONS = (
    "delete_reference",
    "delete_markers",
    "skip_number",
    "duplicate_number",
    "swap_order",
    "range_overflow",
    "lose_number",
    "heading_misspelt",
    "heading_removed",
    "marker_typo",
)
_NEAR = 5  # characters by which a finding may stand beside the slip


@dataclass(frozen=True)
class Told:
    """A finding of a numbering rule: its kind, the numbers that it names, its place."""

    kind: str
    numbers: frozenset[int]
    offset: int


def told(text: str) -> list[Told]:
    """What the numbering rules say of a text."""
    case = Case(extract(Document("article.txt", "text", text)), Evidence(offline=True))
    rules = [rule for code, rule in table().items() if code in KINDS]
    return [_told(finding) for rule in rules for finding in rule.findings(case)]


def _told(finding: Finding) -> Told:
    numbers = {finding.reference} if finding.reference is not None else set()
    if finding.rule == "CC101":
        numbers |= set(map(int, re.findall(r"[0-9]+", finding.subject.rpartition(":")[2])))
    if finding.rule == "CC104" and (named := re.search(r": ([0-9]+)", finding.message)):
        numbers = {int(named[1])}
    return Told(KINDS[finding.rule], frozenset(numbers), finding.span.start)


def meant(finding: Told, slip: dict[str, Any]) -> bool:
    """Whether a finding names a slip: the same kind, and the same number or place."""
    if finding.kind not in _SAME.get(slip["kind"], {slip["kind"]}):
        return False
    numbers = {slip.get("number"), *slip.get("numbers", ())}
    starts = (slip["offset"], *slip.get("offsets", ()))
    return bool(finding.numbers & numbers) or any(
        start - _NEAR <= finding.offset <= start + slip.get("length", 1) + _NEAR for start in starts
    )


def unmeant(findings: Iterable[Told], slips: Sequence[dict[str, Any]]) -> Counter[str]:
    """The kinds of the findings that name none of the slips."""
    return Counter(finding.kind for finding in findings if not any(meant(finding, slip) for slip in slips))


def planted(folder: Path, into: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The articles with a slip planted (``mutate.py`` of the shared folder makes them): what is expected, the text."""
    corpus = folder / "corpus"
    command = [str(corpus / "mutate.py"), "--gold", str(corpus / "dev"), "--out", into, "--kinds", ",".join(_MUTATIONS)]
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)
    for path in sorted(Path(into).glob("*.expected.json")):
        with path.with_name(path.name.replace(".expected.json", ".txt")).open(encoding="utf-8", newline="") as file:
            yield json.loads(path.read_text(encoding="utf-8")), file.read()


def slips(folder: Path, untouched: Iterable[tuple[dict[str, Any], str]]) -> None:
    """Print how many articles get a false finding as they are, and how many of the planted slips are found."""
    before: dict[str, Counter[str]] = {
        gold["id"]: unmeant(told(text), gold["natural_findings"]) for gold, text in untouched
    }
    errors = {KINDS[code] for code in _ERRORS}
    wrong = sum(bool(errors & set(kinds)) for kinds in before.values())
    print(f"\nuntouched: of {len(before)} articles {wrong} with a false error, {sum(map(bool, before.values()))} any")
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    with tempfile.TemporaryDirectory() as into:
        for expected, text in planted(folder, into):
            count, findings = counts[expected["mutation"]], told(text)
            due = [slip for slip in expected["planted"] if slip["kind"] in (*KINDS.values(), *_SAME)]
            count[0] += sum(any(meant(finding, slip) for finding in findings) for slip in due)
            count[1] += len(due)
            slips = [*expected["planted"], *expected["also_expected"], *expected["natural"]]
            count[2] += bool(unmeant(findings, slips) - before.get(expected["source_id"], Counter()))
    print(f"{'planted':34}{'slips':>8}{'found':>8}{'share':>8}   articles with another new finding")
    for kind, (found, of, more) in [*sorted(counts.items()), ("all", [*map(sum, zip(*counts.values(), strict=True))])]:
        print(f"{kind:34}{of:8}{found:8}{found / of if of else 1:8.3f}{more:8}")
