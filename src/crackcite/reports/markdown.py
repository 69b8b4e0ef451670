"""A summary in GitHub-flavoured Markdown: for a step summary, a comment on a pull request, a mail.

Sources: the GitHub Flavored Markdown specification, sections 2.4 and 6.1 (ASCII punctuation can be escaped), 4.6 and
4.10 (HTML blocks, tables); docs.github.com, *Workflow commands for GitHub Actions*: a step's summary holds 1 MiB.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from crackcite.languages import Voice, voice
from crackcite.model import Finding, Judged, Report, SetAside, Severity, Verdict, say
from crackcite.reports.flat import region, told
from crackcite.reports.views import Look
from crackcite.reports.visible import visible
from crackcite.reports.wording import SEVERITY, conclusion, errors, infos, listed, warnings

MOST = 1_000_000
"""Bytes of the whole: GitHub refuses a summary above 1 MiB, and other tools of the step may want some of it."""

_EACH = 200
"""Findings of one article that are told: its details would else leave no room for another's."""

_SIGN = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "ℹ️"}

_BY = {
    "comment": say("by a comment in the article"),
    "file": say("by the settings for this file"),
    "accept": say("by the settings, which accept it"),
    "baseline": say("by the baseline"),
}


def view(report: Report, look: Look) -> str:
    """One line with the verdict, a table of the articles, and the details of each folded away.

    The worst articles stand first. What does not fit below :data:`MOST` bytes is left out and counted.
    """
    tr = voice(look.language)
    ordered = sorted(report.articles, key=_badness)
    head = list(_verdict(report, tr))
    unread, unread_left = _fitting(_unreadable(report, look, tr), MOST // 4)
    head += [*unread, *([""] if unread else [])]
    table = [_row(report, judged, look) for judged in ordered]
    details = [block for judged in ordered if (block := _details(judged, look, tr))]
    room = MOST - _size(head) - 1000  # for the table's heading and the sentences about what was left out
    shown, rows_left = _fitting(table, room)
    folded, blocks_left = _fitting(details, room - _size(shown))
    lines = [*head, *(_heading(tr) if shown else []), *shown]
    lines += _left_out(unread_left, rows_left, blocks_left, tr)
    return "\n".join([*lines, "", *folded]).rstrip("\n") + "\n"


def _verdict(report: Report, tr: Voice) -> Iterator[str]:
    worst = next((severity for severity in (Severity.ERROR, Severity.WARNING) if report.count(severity)), None)
    sign = _SIGN[worst] if worst else "❔" if report.away or report.partial or not report.articles else "✅"
    yield f"{sign} **crackcite:** {_plain(conclusion(report, tr))}"
    yield ""
    remarks = [tr.said(remark) for remark in report.remarks]
    if report.partial:
        remarks.insert(0, tr("Interrupted: this report is partial, and what has no answer yet is unverified."))
    yield from (f"- {_plain(remark)}" for remark in remarks)
    if remarks:
        yield ""


def _unreadable(report: Report, look: Look, tr: Voice) -> Iterator[str]:
    for failed in report.unreadable:
        yield f"- {_SIGN[Severity.ERROR]} CC001 {_plain(told(failed.path, look))}: {_plain(tr.said(failed.reason))}"


def _badness(judged: Judged) -> tuple[int, ...]:
    """Ascending: the article with most errors first, then with most warnings, then with most sources not verified."""
    counts = [sum(f.severity is severity for f in judged.findings) for severity in (Severity.ERROR, Severity.WARNING)]
    return (*(-count for count in counts), judged.verdicts.count(Verdict.VERIFIED) - len(judged.verdicts))


def _heading(tr: Voice) -> list[str]:
    names = (tr("article"), tr("sources"), tr.of("column", "verified"), tr("errors"), tr("warnings"), tr("infos"))
    return [f"| {' | '.join(names)} |", "|---|--:|--:|--:|--:|--:|"]


def _row(report: Report, judged: Judged, look: Look) -> str:
    counts = [sum(f.severity is severity for f in judged.findings) for severity in Severity]
    verified = judged.verdicts.count(Verdict.VERIFIED)
    asked = not (report.offline or report.away)
    numbers = (len(judged.article.references), verified if asked or verified else "–", *counts)
    return f"| {_plain(told(judged.article.path, look))} | {' | '.join(map(str, numbers))} |"


def _details(judged: Judged, look: Look, tr: Voice) -> str:
    """The findings of one article, folded away; empty where there is nothing to say."""
    remarks = [f"- {_plain(tr.said(remark))}" for remark in judged.article.remarks]
    aside = [f"- {_plain(_set_aside(one, tr))}" for one in judged.set_aside]
    if not (judged.findings or remarks or aside):
        return ""
    path = html.escape(visible(told(judged.article.path, look)))
    lines = [f"<details><summary>{path}{tr(': ')}{html.escape(_counted(judged, tr))}</summary>", ""]
    if remarks:
        lines += [*remarks, ""]
    if judged.findings:
        lines += [f"| | {tr('where')} | {tr('what')} |", "|---|---|---|"]
        lines += [*(_finding(judged, finding, tr) for finding in _sorted(judged)[:_EACH]), ""]
    if len(judged.findings) > _EACH:
        more = len(judged.findings) - _EACH
        lines += [_plain(tr.many("and {number} more finding", "and {number} more findings", more)), ""]
    if aside:
        lines += [_plain(tr("Set aside:")), "", *aside[:_EACH], ""]
    return "\n".join([*lines, "</details>", ""])


def _counted(judged: Judged, tr: Voice) -> str:
    found = [sum(f.severity is severity for f in judged.findings) for severity in Severity]
    said = [word(number, tr) for word, number in zip((errors, warnings, infos), found, strict=True) if number]
    if judged.set_aside:
        said.append(tr.many("{number} finding set aside", "{number} findings set aside", len(judged.set_aside)))
    return listed(said, tr) if said else tr("nothing found")


def _sorted(judged: Judged) -> list[Finding]:
    return sorted(judged.findings, key=lambda finding: finding.severity.rank)


def _finding(judged: Judged, finding: Finding, tr: Voice) -> str:
    where = region(judged.article.document, finding.span)
    place = _plain(tr.place(where.place)) if where.place else f"{where.line}:{where.column}"
    what = f"**{_plain(f'{finding.rule} {finding.name}')}** {_plain(tr.said(finding.message))}"
    hint = f"<br>→ {_plain(tr.said(finding.hint))}" if finding.hint else ""
    return f"| {_SIGN[finding.severity]} {_plain(tr.said(SEVERITY[finding.severity]))} | {place} | {what}{hint} |"


def _set_aside(one: SetAside, tr: Voice) -> str:
    by = tr.said(_BY[one.by]) if one.by in _BY else one.by
    said = tr("{rule}, {by}: {message}", rule=one.finding.rule, by=by, message=tr.said(one.finding.message))
    return tr("{finding} Reason: {reason}", finding=said, reason=one.reason) if one.reason else said


def _fitting(parts: Iterable[str], room: int) -> tuple[list[str], int]:
    """The parts that fit into ``room`` bytes, and how many do not."""
    kept, left = [], 0
    for part in parts:
        size = _size([part])
        if size > room:
            left += 1
        else:
            kept.append(part)
            room -= size
    return kept, left


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode("utf-8", "replace")) + 1 for line in lines)


def _left_out(unread: int, rows: int, blocks: int, tr: Voice) -> Iterator[str]:
    if unread or rows or blocks:
        yield ""
    if unread:
        yield _plain(
            tr.many(
                "{number} more file that cannot be read is not named here.",
                "{number} more files that cannot be read are not named here.",
                unread,
            )
        )
    if rows:
        yield _plain(
            tr.many(
                "{number} article is left out of this table.", "{number} articles are left out of this table.", rows
            )
        )
    if blocks:
        yield _plain(
            tr.many(
                "The details of {number} article are left out, because the summary would be too large.",
                "The details of {number} articles are left out, because the summary would be too large.",
                blocks,
            )
        )


_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"})

# What begins emphasis, code, links, strikethrough, formulas, emoji and bare addresses.
_INLINE = re.compile(r"[\\`*_\[\]~$]|:(?=\S)|(?<=[wW]{3})\.")

# What begins a list, a heading or a rule where a line begins.
_FIRST = re.compile(r"^([0-9]*)(?=[#+=.)-])")


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line: no markup, link, formula or emoji begins in it."""
    line = _INLINE.sub(r"\\\g<0>", " ".join(visible(text).split()).translate(_ENTITIES))
    return _FIRST.sub(r"\1\\", line)
