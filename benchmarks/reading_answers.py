"""Reports with their right answers, of `reading/proposals`, which say how they are written."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "reading" / "proposals"
SETS = ("tuning", "held_out")
"""The sets: rules were tuned on the first only."""


class Said(NamedTuple):
    """A quotation: some of its words, and the speaker; "?" for nobody certain."""

    speaker: str
    words: str


class Figure(NamedTuple):
    """A figure of casualties."""

    outcome: str
    low: int | None
    best: int | None
    high: int | None
    who: str


class Answered(NamedTuple):
    """A report with its right answers."""

    title: str
    published: dt.date
    text: str
    said: Sequence[Said]
    figures: Sequence[Figure]


def reports(name: str) -> Iterator[Answered]:
    """The reports of a set."""
    whole = (_FOLDER / f"{name}.txt").read_text()
    for part in whole.split("\n=== ")[1:]:
        head, _, rest = part.partition("\n")
        day, _, title = head.partition(" | ")
        lines = rest.split("\n")
        answers = [line for line in lines if line.startswith(("said:", "count:"))]
        body = "\n".join(line for line in lines if line not in answers).strip()
        yield Answered(
            title,
            dt.date.fromisoformat(day),
            f"{title}\n\n{body}\n",
            [_said(line) for line in answers if line.startswith("said:")],
            [_figure(line) for line in answers if line.startswith("count:")],
        )


def _said(line: str) -> Said:
    speaker, _, words = line.removeprefix("said:").partition("|")
    return Said(speaker.strip(), words.strip())


def _figure(line: str) -> Figure:
    found = re.fullmatch(r"count: (\S+)/(\S+)/(\S+) (\w+)(.*)", line)
    if found is None:
        raise ValueError(line)
    low, best, high = (None if each == "-" else int(each) for each in found.groups()[:3])
    return Figure(found[4], low, best, high, found[5].strip())
