"""How fast each format is read, and how time and memory grow with the file.

    python benchmarks/reading.py [--formats text html …] [--sizes 10 100 1000 8000] [--rounds 3] [--profile]

Articles are made: paragraphs of some 450 characters with two markers each, and one source a paragraph, with a DOI,
an address or neither. Sizes are thousands of characters of text; above ten million crackcite refuses a file, which
the last line shows with 50 MB. Every figure comes from processes of their own, CPU seconds, the median of
``--rounds``; "exponent" is the slope of the logarithms of time over length (1: linear) from the second size on. Memory
is what the process has at its peak beyond what it had before, as a multiple of the file.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import html
import json
import math
import pstats
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

import making
from measuring import clean, machine

from crackcite.extract import extract
from crackcite.inputs import read as whole
from crackcite.readers import UnreadableError, read

_WORDS = (
    "The numbers of the city’s own services tell another story, and those who sleep outside are counted twice a year "
    "by volunteers, while a bed for a night is dearer than a room for a month. Between two elections the waiting list "
    "grew by a third{}; nobody who has worked there believes that it can be done in {} years, whatever was promised in "
    "spring, and the report was read by few and quoted by many who had not opened it{}."
)
_FAMILIES = ("Castel", "Nettle", "Verhaegen", "Dubois", "Okafor", "Lindqvist", "Moreau", "Peeters", "Rossi", "Tanaka")
_UNIT = 580  # characters of text for a paragraph and its source


def _source(number: int) -> str:
    author = f"{_FAMILIES[number % 10]}, A., & {_FAMILIES[number * 7 % 10]}, B."
    start = f"{author} ({1990 + number % 33}). Counting those who wait, part {number}. "
    journal = f"Journal of Urban Health, {number % 60 + 1}({number % 6 + 1}), {number % 900 + 1}–{number % 900 + 12}."
    ends = (f" https://doi.org/10.5555/bench.{number}", f" https://example.org/reports/{number}", "")
    return start + journal + ends[number % 3]


def _paragraph(number: int, first: str, second: str) -> str:
    return _WORDS.format(first, number % 90 + 2, second)


Made = Callable[[int], bytes]


def _bracketed(number: int) -> str:
    return _paragraph(number, f" [{number}]", f" [{max(1, number - 3)}]")


def _raised(number: int, before: str = "<sup>", after: str = "</sup>") -> str:
    return _paragraph(number, f"{before}{number}{after}", f"{before}{max(1, number - 3)}{after}")


def _text(units: int, paragraph: Callable[[int], str] = _bracketed, heading: str = "Sources") -> bytes:
    numbers = range(1, units + 1)
    listed = "\n".join(f"{number}. {_source(number)}" for number in numbers)
    return ("\n\n".join(map(paragraph, numbers)) + f"\n\n{heading}\n\n{listed}\n").encode()


def _flat(units: int) -> bytes:
    return _text(units, lambda number: _raised(number, "", ""))


def _markdown(units: int) -> bytes:
    return _text(units, _raised, "## Sources")


def _html_body(units: int) -> str:
    numbers = range(1, units + 1)
    body = "\n".join(f"<p>{_raised(number)}</p>" for number in numbers)
    listed = "".join(f"<li>{html.escape(_source(number))}</li>\n" for number in numbers)
    return f"{body}\n<h2>Sources</h2>\n<ol>{listed}</ol>"


def _html(units: int) -> bytes:
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>A</title><body>{_html_body(units)}".encode()


def _epub(units: int) -> bytes:
    body = _html_body(units).replace("&nbsp;", " ")
    return making.epub({"one.xhtml": body})


def _docx(units: int) -> bytes:
    numbers = range(1, units + 1)
    cut = (_paragraph(number, "\0", "\0").split("\0") for number in numbers)
    body = "".join(
        making.paragraph(
            *(making.run(one), making.raised(str(n)), making.run(two)),
            *(making.raised(str(max(1, n - 3))), making.run(three)),
        )
        for n, (one, two, three) in zip(numbers, cut, strict=True)
    )
    listed = "".join(making.paragraph(making.run(f"{n}. {html.escape(_source(n))}")) for n in numbers)
    return making.docx(body + making.paragraph(making.run("Sources")) + listed)


def _odt(units: int) -> bytes:
    numbers = range(1, units + 1)
    up = '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>'
    span = ('<text:span text:style-name="up">', "</text:span>")
    body = "".join(f"<text:p>{_raised(number, *span)}</text:p>" for number in numbers)
    listed = "".join(f"<text:p>{n}. {html.escape(_source(n))}</text:p>" for n in numbers)
    return making.odt(f"{body}<text:p>Sources</text:p>{listed}", up)


def _rtf(units: int) -> bytes:
    def plain(text: str) -> str:
        return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in text)

    numbers = range(1, units + 1)
    body = "".join(plain(_raised(number, "{\\super ", "}")) + "\\par\n" for number in numbers)
    listed = "".join(f"{number}. {plain(_source(number))}\\par\n" for number in numbers)
    return f"{{\\rtf1\\ansi\\uc1 {body}Sources\\par\n{listed}}}".encode("ascii")


def _latex(units: int) -> bytes:
    numbers = range(1, units + 1)
    body = "\n\n".join(_paragraph(n, f"~\\cite{{k{n}}}", f"~\\cite{{k{max(1, n - 3)}}}") for n in numbers)
    listed = "\n".join(f"\\bibitem{{k{n}}} {_source(n).replace('&', chr(92) + '&')}" for n in numbers)
    start = "\\documentclass{article}\n\\begin{document}\n"
    ended = "\\end{thebibliography}\n\\end{document}\n"
    return f"{start}{body}\n\n\\begin{{thebibliography}}{{9}}\n{listed}\n{ended}".encode()


def _jats(units: int) -> bytes:
    numbers = range(1, units + 1)
    marks = '<xref ref-type="bibr" rid="r{0}"><sup>{0}</sup></xref>'
    body = "".join(f"<p>{_paragraph(n, marks.format(n), marks.format(max(1, n - 3)))}</p>" for n in numbers)
    cited = "<mixed-citation>{}</mixed-citation>"
    listed = "".join(f'<ref id="r{n}"><label>{n}</label>{cited.format(html.escape(_source(n)))}</ref>' for n in numbers)
    back = f"<back><ref-list><title>References</title>{listed}</ref-list></back>"
    return f'<article xmlns:xlink="http://www.w3.org/1999/xlink"><body>{body}</body>{back}</article>'.encode()


FORMATS: dict[str, tuple[Made, str]] = {
    "text": (_text, "a.txt"),
    "text, bare digits": (_flat, "a.txt"),
    "markdown": (_markdown, "a.md"),
    "html": (_html, "a.html"),
    "docx": (_docx, "a.docx"),
    "odt": (_odt, "a.odt"),
    "rtf": (_rtf, "a.rtf"),
    "epub": (_epub, "a.epub"),
    "latex": (_latex, "a.tex"),
    "jats": (_jats, "a.xml"),
}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def _once(name: str, units: int) -> None:
    """In a process of its own: read one file; print seconds, sizes, counts and memory as JSON."""
    made, path = FORMATS[name]
    gc.set_threshold(50_000, 20, 20)  # as the command does
    whole(made(5), path)  # so that everything is loaded
    (data := [made(units)]).append(b"")
    gc.collect()
    before, repeats = _peak(), max(1, 300 // units)
    start = time.process_time()
    for _ in range(repeats):
        document = read(data[0], path)
    middle = time.process_time()
    for _ in range(repeats):
        article = extract(document)
    end = time.process_time()
    print(
        json.dumps(
            {
                "read": (middle - start) / repeats,
                "extract": (end - middle) / repeats,
                "bytes": len(data[0]),
                "characters": len(document.text),
                "markers": len(article.markers),
                "sources": len(article.references),
                "memory": _peak() - before,
            }
        )
    )


def _measured(name: str, units: int, rounds: int) -> dict[str, float]:
    told = []
    for _ in range(rounds):
        command = [sys.executable, __file__, "--once", name, str(units)]
        ran = subprocess.run(command, capture_output=True, text=True, check=True, env=clean())
        told.append(json.loads(ran.stdout))
    return {key: statistics.median(one[key] for one in told) for key in told[0]}


def _slope(points: list[tuple[float, float]]) -> float:
    """The slope of the least-squares line through the logarithms."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    middle = sum(xs) / len(xs), sum(ys) / len(ys)
    over = sum((x - middle[0]) * (y - middle[1]) for x, y in zip(xs, ys, strict=True))
    return over / sum((x - middle[0]) ** 2 for x in xs)


def growth(names: list[str], sizes: list[int], rounds: int) -> None:
    print(f"{machine()}; CPU seconds for reading and extracting\n")
    print("| format | " + " | ".join(f"{size} k" for size in sizes) + " | MB/s | exponent | memory, of the file |")
    print("|---|" + "--:|" * (len(sizes) + 3))
    for name in names:
        found = [_measured(name, max(2, size * 1000 // _UNIT), rounds) for size in sizes]
        took = [one["read"] + one["extract"] for one in found]
        cells = " | ".join(f"{t:.3f} ({one['read'] / t:.0%})" for t, one in zip(took, found, strict=True))
        slope = _slope([(one["characters"], t) for one, t in zip(found, took, strict=True)][1:])
        speed = found[-1]["characters"] / 1e6 / took[-1]
        memory = found[-1]["memory"] / (found[-1]["bytes"] / 1e6)
        print(f"| {name} | {cells} | {speed:.2f} | {slope:.2f} | {memory:.0f} |", flush=True)
    print("\nIn brackets the reader's part of the time.")


def many(rounds: int) -> None:
    """10,000 markers and 5,000 sources."""
    for name in ("markdown", "text", "text, bare digits"):
        one = _measured(name, 5000, rounds)
        print(
            f"{name}: {one['markers']:.0f} markers, {one['sources']:.0f} sources, {one['characters'] / 1e6:.1f} "
            f"million characters: read {one['read']:.2f} s, extracted {one['extract']:.2f} s"
        )


def refused() -> None:
    data = b"mot 12, " * 6_250_000
    start = time.process_time()
    try:
        whole(data, "a.txt")
    except UnreadableError as error:
        print(f"50 MB of text: {error} ({time.process_time() - start:.2f} s)")


def profile() -> None:
    document = read(_markdown(5000), "a.md")
    profiler = cProfile.Profile(time.thread_time)
    profiler.runcall(extract, document)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(40)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--formats", nargs="*", default=list(FORMATS), choices=list(FORMATS))
    parser.add_argument("--sizes", nargs="*", type=int, default=[10, 100, 1000, 8000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--once", nargs=2, help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.once:
        _once(said.once[0], int(said.once[1]))
    elif said.profile:
        profile()
    else:
        many(said.rounds)
        growth(said.formats, said.sizes, said.rounds)
        refused()


if __name__ == "__main__":
    main()
