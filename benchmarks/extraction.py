"""How well crackcite reads articles: flattened text, formats with markup, other forms of the marker, slips; its speed.

    python benchmarks/extraction.py [FOLDER] [--worst 20] [--no-slips] [--no-speed]

FOLDER holds the shared real data (default: ../shared beside the project). Beside each line stands what a regular
expression reads of the same texts: digits glued to a letter or to closing punctuation, or a number in brackets.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import shared
from slips import slips

from crackcite.extract import extract
from crackcite.extract.headings import is_heading
from crackcite.extract.numerals import numerals
from crackcite.model import Article, Document
from crackcite.readers import read

TOLERANCE = 2  # characters by which a marker's offset may differ from the truth
Found = tuple[int, tuple[int, ...]]  # an offset and the numbers that are cited there


@dataclass
class Tally:
    """Right, wrong and missed markers; documents read without a fault; sources and headings."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    documents: int = 0
    exact: int = 0
    sources: list[int] = field(default_factory=lambda: [0, 0, 0])
    headings: list[int] = field(default_factory=lambda: [0, 0])

    def add(self, right: int, wrong: int, missed: int) -> None:
        """Count one document."""
        self.right, self.wrong, self.missed = self.right + right, self.wrong + wrong, self.missed + missed
        self.documents += 1
        self.exact += not wrong and not missed

    def line(self, name: str) -> str:
        """One line of the table."""
        precision, recall, f1 = rates(self.right, self.wrong, self.missed)
        source = rates(*self.sources)[2]
        heading = self.headings[0] / self.headings[1] if self.headings[1] else 1.0
        return (
            f"{name:34}{self.documents:5}{precision:8.3f}{recall:8.3f}{f1:8.3f}"
            f"{self.exact / max(1, self.documents):8.3f}{source:9.3f}{heading:9.3f}"
        )


HEAD = f"{'':34}{'docs':>5}{'P':>8}{'R':>8}{'F1':>8}{'exact':>8}{'sources':>9}{'heading':>9}"


def rates(right: int, wrong: int, missed: int) -> tuple[float, float, float]:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return precision, recall, 2 * right / (2 * right + wrong + missed) if right + wrong + missed else 1.0


_LIST = r"[0-9]{1,3}(?:\s?[,;–-]\s?[0-9]{1,3})*"
_PLAIN = re.compile(
    rf"\[({_LIST})\]|\(({_LIST})\)|(?<=[^\W\d_])({_LIST})(?![\w%])|(?<=[.,;:!?»”\"’)\]])({_LIST})(?![\w%])"
)


def by_expression(text: str) -> list[Found]:
    """What a straightforward regular expression takes for markers before the last heading of sources."""
    end, at = len(text), 0
    for line in text.splitlines(keepends=True):
        end = at if is_heading(line.strip()) else end
        at += len(line)
    return [(match.start(), numerals(match[match.lastindex or 0]).numbers) for match in _PLAIN.finditer(text, 0, end)]


def by_crackcite(text: str) -> list[Found]:
    return found_in(extract(Document("article.txt", "text", text)))


def found_in(article: Article) -> list[Found]:
    return [(marker.span.start, marker.numbers) for marker in article.markers]


def compared(gold: dict[str, Any], found: Iterable[Found]) -> tuple[int, int, int]:
    """Right, wrong and missed; what lies on a place that the truth leaves open counts neither way."""
    open_places = [(start - TOLERANCE, end + TOLERANCE) for start, end in gold["ignore_spans"]]
    left = [(marker["offset"], tuple(marker["numbers"])) for marker in gold["markers"]]
    right = wrong = 0
    for offset, numbers in found:
        match = next((m for m in left if m[1] == numbers and abs(m[0] - offset) <= TOLERANCE), None)
        if match:
            left.remove(match)
            right += 1
        elif not any(start <= offset <= end for start, end in open_places):
            wrong += 1
    return right, wrong, len(left)


def key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()[:24]


def add_sources(tally: Tally, gold: dict[str, Any], article: Article) -> None:
    truth = {(entry["number"], key(entry["text"])) for entry in gold["references"]}
    read_as = {(entry.number, key(entry.text)) for entry in article.references if entry.number is not None}
    for at, count in enumerate((len(truth & read_as), len(read_as - truth), len(truth - read_as))):
        tally.sources[at] += count
    if gold["heading"]:
        tally.headings[1] += 1
        tally.headings[0] += any(
            found.heading is not None and key(found.heading.text) == key(gold["heading"]["text"])
            for found in article.lists
        )


def restyled(gold: dict[str, Any], text: str, style: Callable[[str], str]) -> tuple[dict[str, Any], str]:
    """The same article with its markers written another way, and the truth moved along."""
    pieces, markers, at, length = [], [], 0, 0
    for marker in sorted(gold["markers"], key=lambda each: each["offset"]):
        pieces.append(text[at : marker["offset"]])
        length += len(pieces[-1])
        pieces.append(style(re.sub(r"[\[\]() ]", "", marker["text"])))
        markers.append({"offset": length, "numbers": marker["numbers"]})
        length += len(pieces[-1])
        at = marker["offset"] + len(marker["text"])
    return {**gold, "markers": markers, "ignore_spans": []}, "".join([*pieces, text[at:]])


_RAISED = str.maketrans("0123456789-–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
STYLES: dict[str, Callable[[str], str]] = {
    "[4]": lambda inside: f"[{inside}]",
    "(4)": lambda inside: f"({inside})",
    "⁴": lambda inside: inside.translate(_RAISED),
    "^4^": lambda inside: f"^{inside}^",
    "<sup>4</sup>": lambda inside: f"<sup>{inside}</sup>",
}


def corpus(folder: Path) -> Iterator[tuple[dict[str, Any], str, Path]]:
    for path in sorted((folder / "corpus" / "dev").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        plain = path.with_name(path.name.replace(".gold.json", ".txt"))
        with plain.open(encoding="utf-8", newline="") as file:
            yield gold, file.read(), plain


def flattened(folder: Path) -> list[tuple[int, str, str]]:
    """Print the table on flattened text; return the faults of each document with examples."""
    ours: dict[str, Tally] = defaultdict(Tally)
    theirs: dict[str, Tally] = defaultdict(Tally)
    faults = []
    for gold, text, _ in corpus(folder):
        article = extract(Document(f"{gold['id']}.txt", "text", text))
        score = compared(gold, found_in(article))
        names = ("all", f"language {gold['language']}", f"form {gold['style']['form']}")
        for name in names:
            ours[name].add(*score)
            add_sources(ours[name], gold, article)
            theirs[name].add(*compared(gold, by_expression(text)))
        faults.append((score[1] + score[2], gold["id"], examples(gold, text, found_in(article))))
    print(HEAD)
    for name in sorted(ours, key=lambda each: (each != "all", each)):
        print(ours[name].line(f"text, {name}"))
        precision, recall, f1 = rates(theirs[name].right, theirs[name].wrong, theirs[name].missed)
        exact = theirs[name].exact / theirs[name].documents
        print(f"{'    a regular expression':34}{'':5}{precision:8.3f}{recall:8.3f}{f1:8.3f}{exact:8.3f}")
    return faults


def examples(gold: dict[str, Any], text: str, found: Iterable[Found]) -> str:
    truth = {(marker["offset"], tuple(marker["numbers"])) for marker in gold["markers"]}
    told = set(found)
    wrong = [f"+ {text[max(0, at - 20) : at]}⟦{text[at : at + 6]}" for at, _ in sorted(told - truth)[:2]]
    missed = [f"- {text[max(0, at - 20) : at]}⟦{text[at : at + 6]}" for at, _ in sorted(truth - told)[:2]]
    return "   ".join(repr(each) for each in wrong + missed)


def forms(folder: Path) -> None:
    """Print the table on other forms of the marker, made from the articles whose markers are raised numbers."""
    for name, style in STYLES.items():
        ours, theirs = Tally(), Tally()
        for gold, text, _ in corpus(folder):
            if gold["style"]["form"] != "glued":
                continue
            moved, other = restyled(gold, text, style)
            article = extract(Document("article.txt", "text", other))
            ours.add(*compared(moved, found_in(article)))
            add_sources(ours, gold, article)
            theirs.add(*compared(moved, by_expression(other)))
        print(ours.line(f"text, restyled {name}"))
        print(
            f"{'    a regular expression':39}"
            + "".join(f"{rate:8.3f}" for rate in rates(theirs.right, theirs.wrong, theirs.missed))
        )


def formats(folder: Path) -> None:
    """Print the table on files with markup: the sequence of markers is compared, as their text has other offsets."""
    for suffix in (".html", ".md", ".docx"):
        tally = Tally()
        for gold, text, plain in corpus(folder):
            path = plain.with_suffix(suffix)
            if path.exists():
                article = extract(read(path.read_bytes(), path.name))
                tally.add(*in_sequence(gold, text, article))
                add_sources(tally, gold, article)
        print(tally.line(f"format {suffix[1:]}"))


def in_sequence(gold: dict[str, Any], text: str, article: Article) -> tuple[int, int, int]:
    """Right, wrong and missed; markers in tables and on places that the truth leaves open count neither way.

    ``text`` is the flattened text, to which the truth's offsets belong.
    """
    left_open = [(marker["offset"], tuple(marker["numbers"])) for marker in gold["table_markers"]]
    left_open += [(start, numerals(text[start:end].strip("[]() ")).numbers) for start, end in gold["ignore_spans"]]
    read_as = [marker.numbers for marker in article.markers]
    scores = []
    for more in ([], left_open):
        places = [(marker["offset"], tuple(marker["numbers"]), True) for marker in gold["markers"]]
        places = sorted([*places, *((offset, numbers, False) for offset, numbers in more)])
        truth = [numbers for _, numbers, _ in places]
        blocks = SequenceMatcher(None, truth, read_as, autojunk=False).get_matching_blocks()
        matched = [places[at][2] for block in blocks for at in range(block.a, block.a + block.size)]
        due = len(gold["markers"])
        scores.append((sum(matched), len(read_as) - len(matched), due - sum(matched)))
    return min(scores, key=lambda score: score[1] + score[2])


_SIZES = (0.01, 0.1, 1.0, 4.0, 10.0, 50.0)  # million characters


def _peak() -> float:
    """The most memory that this process has had, in MB (Linux counts in kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def speed(folder: Path) -> None:
    """Print the extractor's throughput over the articles, and time and memory as one text grows."""
    texts = [text for _, text, _ in corpus(folder)]
    began = time.process_time()
    for text in texts:
        extract(Document("article.txt", "text", text))
    took = time.process_time() - began
    print(f"\nthroughput: {sum(map(len, texts)) / 1e6 / took:.2f} million characters a second, {len(texts)} articles")
    body = "".join(texts[15:40])
    prose = "\n".join(line for line in body.splitlines() if len(line) > 200 and len(re.findall("[0-9]", line)) < 12)
    print(f"{'one text, million characters':34}{'seconds':>9}{'a second':>9}{'peak MB':>9}")
    for name, base in (("articles in a row", body), ("prose", prose), ("mot 12, mot 12, ...", "mot 12, ")):
        for size in _SIZES:
            long = (base * (int(size * 1e6) // len(base) + 1))[: int(size * 1e6)]
            began = time.process_time()
            for _ in range(repeats := max(1, int(0.2 / size))):
                extract(Document("article.txt", "text", long))
            took = (time.process_time() - began) / repeats
            print(f"{name:26}{size:8.2f}{took:9.2f}{size / took:9.2f}{_peak():9.0f}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("--no-slips", action="store_true")
    parser.add_argument("--no-speed", action="store_true")
    options = parser.parse_args()
    folder = shared.folder(options.folder)
    if not (folder / "corpus").is_dir():
        print(f"no corpus in {folder}", file=sys.stderr)
        return 2
    faults = flattened(folder)
    forms(folder)
    formats(folder)
    print(f"\nthe {options.worst} worst of the flattened texts (+ taken wrongly, - missed)")
    for count, name, told in sorted(faults, reverse=True)[: options.worst]:
        if count:
            print(f"{count:4}  {name:44} {told}")
    if not options.no_slips:
        slips(folder, ((gold, text) for gold, text, _ in corpus(folder)))
    if not options.no_speed:
        speed(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
