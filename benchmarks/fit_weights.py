"""Estimate the weights of ``crackcite.extract.weights`` again, and see how well they do on articles never seen.

    python -m pip install numpy scipy        # for this script alone
    python benchmarks/fit_weights.py [FOLDER] [--ridge 1.0] [--folds 8] [--write]

FOLDER holds the shared real data (default: ../shared beside the project). The features are those that the extractor
itself finds; the model is the conditional logit of one site: either one of its readings is the marker or none is
(McFadden, Conditional logit analysis of qualitative choice behavior, 1974), with a ridge penalty, found by L-BFGS.
Weights set by hand (``HAND_SET``) enter with their value and are never estimated.

The articles are fitted as they are, with their markers written in other ways, and with slips planted in them.
``--folds 0`` leaves out the validation; ``--folds N`` holds out families of articles (a journal, a site) in N groups,
every family once; a great N holds out one family at a time. The held-out line says what to expect of other sources,
the in-sample line beside it how much of the result is learned by heart.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sparse
import shared
from extraction import HEAD, Tally, add_sources, compared, corpus, found_in, restyled
from scipy.optimize import minimize

from crackcite.extract import extract, flattened, weights
from crackcite.extract.candidates import Reading, Site
from crackcite.extract.flattened import Habits
from crackcite.extract.ledger import Ledger, classes
from crackcite.extract.sequence import GROUPS
from crackcite.extract.sites import prose_of, sites_of
from crackcite.extract.sources import find_lists
from crackcite.model import Document

FREE = frozenset({"base", "family", "habit"})
"""What every site has: hardly penalised."""
_LEAST = 0.15  # smaller weights are left out of the table
_MUTATIONS = {  # slips planted, and every which of the documents is used
    "marker_typo": 1,
    "range_overflow": 2,
    "swap_order": 2,
    "delete_markers": 2,
    "skip_number": 4,
    "delete_reference": 4,
}
_STYLES: dict[str, tuple[int, Callable[[str], str]]] = {
    "(4)": (1, lambda inside: f"({inside})"),
    "[4]": (4, lambda inside: f"[{inside}]"),
    "⁴": (4, lambda inside: inside.translate(str.maketrans("0123456789-–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻"))),
    "<sup>4</sup>": (5, lambda inside: f"<sup>{inside}</sup>"),
    " 4": (3, lambda inside: f" {inside}"),
}
Labelled = tuple[Site, Reading | None]


@dataclass(frozen=True)
class Sample:
    """An article's sites as rows of features, and which reading of each is the marker."""

    family: str
    sites: list[list[tuple[list[str], float, float]]]  # of each reading: its features, the worth of family and habit
    right: list[int | None]


def documents(folder: Path) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The articles to learn from: their family, the truth and the text."""
    families = {}
    for index, (gold, text, _) in enumerate(corpus(folder)):
        families[gold["id"]] = gold["family"]
        yield gold["family"], gold, text
        if gold["style"]["form"] == "glued":
            for every, style in _STYLES.values():
                if index % every == 0:
                    yield gold["family"], *restyled(gold, text, style)
        elif not gold["id"].startswith("wiki"):
            yield gold["family"], *_glued(gold, text)
    with tempfile.TemporaryDirectory() as planted:
        script = folder / "corpus" / "mutate.py"
        kinds = ["--kinds", ",".join(_MUTATIONS), "--gold", str(folder / "corpus" / "dev"), "--out", planted]
        subprocess.run([sys.executable, str(script), *kinds], check=True, stdout=subprocess.DEVNULL)
        for kind, every in _MUTATIONS.items():
            for path in sorted(Path(planted).glob(f"*__{kind}.expected.json"))[::every]:
                gold = json.loads(path.read_text(encoding="utf-8"))
                plain = path.with_name(path.name.replace(".expected.json", ".txt"))
                yield families[gold["source_id"]], gold, plain.read_text(encoding="utf-8")


def _glued(gold: dict[str, Any], text: str) -> tuple[dict[str, Any], str]:
    """The article with its bracketed or spaced markers as bare digits, no space before them."""
    bare, spaced = restyled(gold, text, lambda inside: inside)
    pieces, markers, at, length = [], [], 0, 0
    for marker in bare["markers"]:
        pieces.append(spaced[at : marker["offset"]].rstrip(" \u00a0"))
        length += len(pieces[-1])
        markers.append({**marker, "offset": length})
        at = marker["offset"]
    return {**bare, "markers": markers}, "".join([*pieces, spaced[at:]])


def sample(family: str, gold: dict[str, Any], text: str) -> Sample:
    """What the extractor sees of an article, beside the truth."""
    document = Document("article.txt", "text", text)
    lists = find_lists(document)
    ledger = Ledger(entry.number for each in lists for entry in each.entries if entry.number is not None)
    labelled = list(_labelled(gold, sites_of(document, prose_of(document, [each.extent for each in lists]))))
    habits = Habits(reading for _, reading in labelled if reading)
    ordered = _in_order(gold)
    state, sites, right = ledger.start, [], []
    for site, marker in labelled:
        rows = []
        for reading in site.readings:
            group = GROUPS.get(reading.family, "x ")
            names, _ = classes(reading.numbers, state, ledger, ordered=ordered)
            features = [
                "base",
                *reading.features,
                *(group + name for name in names),
                *(["flaw"] if reading.flaw else []),
            ]
            own = int(reading is marker)  # a marker must not vouch for itself
            rows.append((features, habits.family(reading, own), habits.place(reading, own)))
        sites.append(rows)
        right.append(next((at for at, reading in enumerate(site.readings) if reading is marker), None))
        if marker:
            state = classes(marker.numbers, state, ledger, ordered=ordered)[1]
    return Sample(family, sites, right)


def _labelled(gold: dict[str, Any], sites: Iterable[Site]) -> Iterator[Labelled]:
    """The sites, each with the reading that is the marker; those on places that the truth leaves open are left out."""
    markers = {(marker["offset"], tuple(marker["numbers"])) for marker in gold["markers"]}
    open_places = gold.get("ignore_spans", [])
    for site in sites:
        if any(start - 2 <= site.start <= end + 2 for start, end in open_places):
            continue
        reach = range(3) if site.readings[0].family != "flat" else range(1)
        yield (
            site,
            next((r for r in site.readings if any((r.start + by, r.numbers) in markers for by in reach)), None),
        )


def _in_order(gold: dict[str, Any]) -> bool:
    first = list(dict.fromkeys(number for marker in gold["markers"] for number in marker["numbers"]))
    ascending = high = 0
    for number in first:
        ascending += number > high
        high = max(high, number)
    return ascending >= 0.6 * len(first)


class Rows:
    """All samples as one sparse matrix."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        """Number the features and lay out the rows: one a reading."""
        names: dict[str, int] = {}
        cells: list[tuple[int, int, float]] = []
        site_of, right, family_of = [], [], []
        for each in samples:
            for rows, marker in zip(each.sites, each.right, strict=True):
                for at, (features, family, habit) in enumerate(rows):
                    worths = [*((name, 1.0) for name in features), ("family", family), ("habit", habit)]
                    cells += [(len(right), names.setdefault(name, len(names)), worth) for name, worth in worths]
                    site_of.append(len(family_of))
                    right.append(float(at == marker))
                family_of.append(each.family)
        lines, columns, values = zip(*cells, strict=True)
        self.matrix = sparse.csr_matrix((values, (lines, columns)), shape=(len(right), len(names)))
        self.names, self.site, self.right, self.family = list(names), np.array(site_of), np.array(right), family_of

    def fitted(self, ridge: float, without: frozenset[str] = frozenset()) -> dict[str, float]:
        """The weights learned from all families but those ``without``, with those set by hand."""
        hand = np.array([weights.HAND_SET.get(name, 0.0) for name in self.names])
        learned = np.array([name not in weights.HAND_SET for name in self.names], float)
        penalty = np.array([ridge * (0.05 if name in FREE else 1.0) for name in self.names])
        offset, matrix = self.matrix @ hand, self.matrix @ sparse.diags(learned)
        turned, count = matrix.T.tocsr(), len(self.family)
        counts = np.array([family not in without for family in self.family], float)

        def loss(weight: np.ndarray) -> tuple[float, np.ndarray]:
            score = matrix @ weight + offset
            top = np.zeros(count)  # 0: the worth of no reading at all
            np.maximum.at(top, self.site, score)
            power = np.exp(score - top[self.site])
            total = np.bincount(self.site, power, count) + np.exp(-top)
            likelihood = np.bincount(self.site, self.right * score, count) - np.log(total) - top
            gradient = turned @ ((power / total[self.site] - self.right) * counts[self.site]) + penalty * weight
            return float(-(likelihood @ counts) + 0.5 * (penalty * weight) @ weight), gradient

        found = minimize(loss, np.zeros(len(self.names)), jac=True, method="L-BFGS-B", options={"maxiter": 150})
        return table(dict(zip(self.names, found.x, strict=True)))


def table(found: dict[str, float]) -> dict[str, float]:
    """The weights as they are written: rounded, the small ones left out, those set by hand as they are."""
    kept = {name: round(worth, 1) for name, worth in sorted(found.items()) if abs(worth) >= _LEAST}
    return {**kept, **weights.HAND_SET}


def tally(folder: Path, chosen: Callable[[str], dict[str, float]]) -> Tally:
    """How the whole extractor does where each family of articles is read with the weights chosen for it."""
    found, before = Tally(), flattened.WEIGHTS.copy()
    for gold, text, _ in corpus(folder):
        flattened.WEIGHTS.clear()
        flattened.WEIGHTS.update(chosen(gold["family"]))
        article = extract(Document("article.txt", "text", text))
        found.add(*compared(gold, found_in(article)))
        add_sources(found, gold, article)
    flattened.WEIGHTS.clear()
    flattened.WEIGHTS.update(before)
    return found


def held_out(rows: Rows, ridge: float, folds: int) -> dict[str, dict[str, float]]:
    """For each family the weights learned without it."""
    families = sorted(set(rows.family))
    groups = [frozenset(families[at::folds]) for at in range(min(folds, len(families)))]
    return {family: found for group in groups for found in [rows.fitted(ridge, group)] for family in group}


def write(found: dict[str, float]) -> None:
    """Put the estimated weights into ``weights.py``; those set by hand and the rest of the file stay."""
    path = Path(weights.__file__)
    lines, line = [], "   "
    for name, worth in sorted(found.items()):
        if name in weights.HAND_SET:
            continue
        cell = f' "{name}": {worth:.1f},'
        if len(line) + len(cell) > 110:
            lines.append(line)
            line = "   "
        line += cell
    body = "\n".join([*lines, line])
    told = path.read_text(encoding="utf-8")
    block = re.compile(r"(?<=\nFITTED: dict\[str, float\] = \{\n).*?(?=\n\}\n)", re.DOTALL)
    path.write_text(block.sub(lambda _: body, told, count=1), encoding="utf-8")


def main() -> int:
    """Fit, compare, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--ridge", type=float, default=1.0)
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--write", action="store_true", help="write the table into weights.py")
    options = parser.parse_args()
    folder = shared.folder(options.folder)
    if not (folder / "corpus").is_dir():
        print(f"no corpus in {folder}", file=sys.stderr)
        return 2
    samples = [sample(*each) for each in documents(folder)]
    rows = Rows(samples)
    print(f"{len(samples)} texts, {len(rows.family)} sites, {len(rows.right)} readings, {len(rows.names)} features")
    everything = rows.fitted(options.ridge)
    print(HEAD)
    standing = weights.WEIGHTS.copy()
    print(tally(folder, lambda _: standing).line("weights.py as it stands"))
    print(tally(folder, lambda _: everything).line("fitted again, in sample"))
    if options.folds:
        found = held_out(rows, options.ridge, options.folds)
        print(tally(folder, found.__getitem__).line("fitted without the article's family"))
    if options.write:
        write(everything)
    return 0


if __name__ == "__main__":
    sys.exit(main())
