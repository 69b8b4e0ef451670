"""The pages around a report: the form, the waiting, the fixes, and what went wrong. They need no script."""

from __future__ import annotations

from crackcite.fixes import diff
from crackcite.languages import Voice
from crackcite.mending import Mending
from crackcite.reports.html.markup import BREAK, Markup, el, lines
from crackcite.serving.jobs import Job
from crackcite.serving.style import STYLE

#: The formats that can be pasted; the first is chosen.
_KINDS = ("text", "markdown", "html")


def _page(tr: Voice, title: str, *body: object, class_: str = "") -> str:
    head = (
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        el("style", Markup(STYLE)),
    )
    whole = el("html", el("head", lines(*head)), el("body", lines(*body), class_=class_), lang=tr.language)
    return f"<!doctype html>\n{whole}\n"


def form(tr: Voice, action: str, problem: str = "") -> str:
    """Where an article is handed in."""
    kinds = {"text": tr("plain text"), "markdown": tr("Markdown"), "html": tr("HTML")}
    options = [el("option", kinds[kind], value=kind) for kind in _KINDS]
    pasted = (
        el("label", tr("Paste the article, with its list of sources"), for_="text"),
        el("textarea", name="text", id="text", rows="9", spellcheck="false", autofocus=True),
        el(
            "p",
            el("label", tr("It is"), for_="kind"),
            " ",
            el("select", options, name="kind", id="kind"),
            class_="kind",
        ),
    )
    dropped = (
        el("label", tr("Or drop a file here: Word, OpenDocument, text, Markdown, HTML, RTF, EPUB, LaTeX"), for_="file"),
        el("input", type="file", name="file", id="file"),
    )
    promise = tr(
        "The text stays on this machine. Registries and sites are asked about its sources alone, as a reader would."
    )
    return _page(
        tr,
        "crackcite",
        el("header", el("h1", "crackcite"), el("p", tr("Check the citations and sources of an article."))),
        el(
            "main",
            el("p", tr.said(problem), class_="problem", role="alert") if problem else None,
            el(
                "form",
                el("div", *pasted),
                el("div", *dropped),
                el("p", el("button", tr("Check"), type="submit")),
                action=action,
                method="post",
                enctype="multipart/form-data",
            ),
        ),
        el("footer", el("p", promise)),
    )


def waiting(tr: Voice, job: Job) -> str:
    """How far a check is; the browser asks again by itself."""
    progress = job.progress
    said = tr("Reading the article …")
    if progress is not None:
        said = tr("{done} of {asked} questions answered", done=progress.done, asked=progress.asked)
    bar = el("progress", max=progress.asked, value=progress.done, aria_label=said) if progress else None
    hosts = ", ".join(progress.waiting_for) if progress else ""
    waits = el("p", tr("waiting for {hosts}", hosts=hosts), class_="quiet") if hosts else None
    return _page(tr, tr("Checking {name}", name=job.name), el("main", el("h1", job.name), bar, el("p", said), waits))


def problem(tr: Voice, said: str, home: str, name: str = "") -> str:
    """What went wrong, and the way back."""
    title = name or "crackcite"
    sentence = el("p", tr.said(said), class_="problem", role="alert")
    back = el("p", el("a", tr("Check another article"), href=home)) if home else None
    return _page(tr, title, el("main", el("h1", title), sentence, back))


def result(tr: Voice, job: Job, here: str, home: str) -> str:
    """The report, below a bar with what can be taken away."""
    made = len(job.mending.made) if job.mending else 0
    mend = tr.many("{number} fix", "{number} fixes", made)
    links = [
        el("a", mend, href=f"{here}/fixes") if made else el("span", tr("nothing to fix"), class_="quiet"),
        el("a", tr("save the report"), href=f"{here}/report.html"),
        el(
            "span",
            tr("sources as"),
            " ",
            el("a", "BibTeX", href=f"{here}/sources.bib"),
            ", ",
            el("a", "RIS", href=f"{here}/sources.ris"),
            ", ",
            el("a", "CSL-JSON", href=f"{here}/sources.json"),
        ),
        el("a", tr("check another article"), href=home),
    ]
    bar = el("nav", el("ul", [el("li", link) for link in links]), aria_label=tr("Actions"))
    frame = el("iframe", src=f"{here}/report", title=tr("Report on {name}", name=job.name))
    return _page(tr, job.name, bar, frame, class_="result")


def fixes(tr: Voice, job: Job, mending: Mending) -> str:
    """What would change, line by line, with the mended file to take away."""
    made = [el("li", tr.said(one.finding.message)) for one in mending.made]
    left = [el("li", tr.said(one.finding.message), " – ", tr.said(one.reason)) for one in mending.left]
    take = el("p", el("a", tr("Download the mended text"), href="fixed", class_="button"))
    return _page(
        tr,
        job.name,
        el(
            "main",
            el("h1", tr.many("{number} fix in {name}", "{number} fixes in {name}", len(mending.made), name=job.name)),
            take if mending.data != mending.new else None,
            el("p", tr.said(mending.obstacle), class_="problem") if mending.obstacle else None,
            el("ul", made),
            el("pre", [_diff_line(line) for line in _changes(mending, job.name)], class_="diff", tabindex="0"),
            el("h2", tr("Left as it is")) if left else None,
            el("ul", left) if left else None,
            el("p", el("a", tr("Back to the report"), href="./")),
        ),
    )


def _changes(mending: Mending, name: str) -> list[str]:
    """The lines of a diff without its head, which is for programs; what lies between two places is an ellipsis."""
    shown = diff(mending.before, mending.after, name).split("\n")[3:-1]
    return ["⋯" if line.startswith("@@") else line for line in shown if not line.startswith("\\")]


def _diff_line(line: str) -> Markup:
    return el({"+": "ins", "-": "del"}.get(line[:1], "span"), line.rstrip("\r"), BREAK)
