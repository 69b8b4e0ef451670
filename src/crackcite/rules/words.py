"""How rules put numbers and quotations into their messages."""

from __future__ import annotations

from collections.abc import Sequence

from crackcite.model import say_list


def listed(numbers: Sequence[int]) -> str:
    """Numbers as an editor writes them: ``1, 3–5 and 9``. They are sorted first."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return say_list([part for run in runs for part in _run(run)])


def _run(run: list[int]) -> list[str]:
    return [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run]


def shortened(text: str, limit: int = 60) -> str:
    """``text`` on one line, cut at a word's end to at most ``limit`` characters and an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[:limit].rsplit(" ", 1)[0] or line[:limit]
    return cut.rstrip(" ,;:.–-") + "…"
