"""The fixes of an article that was handed in."""

from __future__ import annotations

from crackcite.fixes import Plan, UnwritableError, patched, plan
from crackcite.model import Judged
from crackcite.serving.jobs import Job


def writable(job: Job, judged: Judged) -> tuple[Plan, str]:
    """The fixes that the file can hold, and why it can hold none."""
    found = plan(judged.findings)
    for _ in range(len(found.edits) + 1):
        try:
            patched(job.data, judged.article.document, found.edits)
        except UnwritableError as error:
            if error.edit is None:
                return found, error.args[0]
            found = found.without({error.edit: error.args[0]})
        else:
            break
    return found, ""


def mended(job: Job, judged: Judged) -> bytes:
    """The file with every fix made that it can hold."""
    found, problem = writable(job, judged)
    return job.data if problem else patched(job.data, judged.article.document, found.edits)
