"""The chronology as SVG: a timeline, in lanes if it is parted."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from briefing.report.document import Mark
from briefing.report.marks import mark_of
from briefing.report.pictures import timeline
from briefing.views.chronology.chronology import Chronology
from briefing.views.chronology.listing import parted

_LINES: Final = 120
"""Lines of the picture, at most: about three pages."""


def draw(chronology: Chronology, lanes: str) -> str:
    """A chronology as SVG; empty if nothing has a date.

    Args:
        chronology: What happened; its period is drawn.
        lanes: How it is parted, one of `LANES`.
    """
    marks = [*marks_of(chronology)]
    parts: list[tuple[str, Sequence[Mark]]] = []
    if lanes != "none":
        shown = chronology.listed(chronology.sight.period)
        parts = [
            (heading, [*_marks(chronology, refs)])
            for heading, refs in parted(chronology, shown, lanes)
        ]
    title = chronology.sight.heading("Chronology")
    return timeline.draw(marks, title=title, parts=parts, most=_LINES)


def marks_of(chronology: Chronology) -> Iterator[Mark]:
    """The marks of a chronology in its period: of each record, and of other dates sources give."""
    yield from _marks(chronology, chronology.listed(chronology.sight.period))
    label_of = chronology.sight.book.label
    for ref in chronology.undated:
        yield mark_of(ref, chronology.record(ref), label_of(ref))._replace(when=("", ""))


def _marks(chronology: Chronology, refs: Iterable[str]) -> Iterator[Mark]:
    label_of = chronology.sight.book.label
    for ref in refs:
        own = mark_of(ref, chronology.record(ref), label_of(ref))
        yield own
        for number in chronology.claims.get(ref, ()):
            source = chronology.mark(number).source
            yield own._replace(when=chronology.time(number), claimed_by=label_of(source))
