"""Which line of its lane each mark stands on, and where its label is."""

from collections.abc import Sequence
from math import log10
from typing import Final, NamedTuple

from briefing.model.kinds import kind_for
from briefing.model.kinds.event import Event, toll
from briefing.model.terminal_text import cells, cut
from briefing.model.terms import UNSURE_STATUSES
from briefing.views.chronology.chronology import Chronology
from briefing.views.chronology.marks import UNKNOWN_END, Extent, Mark
from briefing.views.chronology.scale import Scale
from briefing.views.pictures.glyphs import Glyphs

_LABEL: Final = 70
"""Columns of a label, at most."""

_LEAST: Final = 4
"""Columns of a label, at least: less says nothing."""

_BESIDE: Final = 12
"""Columns beside a bar in which a label can still be recognised."""

_DEADLIEST: Final = 1000
"""The dead from which the sign of size is full."""


class Placed(NamedTuple):
    """A mark on a line of its lane.

    Attributes:
        mark: The mark.
        line: The line, from 0.
        start: Its first column.
        end: Its last column.
        label_at: The first column of its label.
        label: Its label, which may be cut or empty.
    """

    mark: Mark
    line: int
    start: int
    end: int
    label_at: int
    label: str


class Packing:
    """Puts marks on lines on which they cover no other.

    Args:
        chronology: The marks.
        scale: The columns of days.
        glyphs: What is drawn.
        edge: The first column behind the picture.
    """

    def __init__(self, chronology: Chronology, scale: Scale, glyphs: Glyphs, edge: int) -> None:
        self._chronology = chronology
        self._scale = scale
        self._glyphs = glyphs
        self._edge = edge

    def pack(
        self, numbers: Sequence[int], most: int, *, all_or_none: bool = False
    ) -> Sequence[Placed] | None:
        """Put each mark on the first line on which it has room.

        Args:
            numbers: The marks.
            most: How many lines there are; what finds no room is left out.
            all_or_none: Whether nothing is placed if one finds no room.

        Returns:
            None if all were to be placed, and one found no room.
        """
        placed = []
        lines: list[int] = []
        for number in numbers:
            mark = self._chronology.mark(number)
            span = self.columns(mark.extent)
            if span is None:
                continue
            start, end = span
            label_at, label = self._label(mark, span)
            first, last = min(start, label_at), max(end, label_at + cells(label))
            line = _free(lines, _bits(first, last))
            if line >= most:
                if all_or_none:
                    return None
                continue
            if line == len(lines):
                lines.append(0)
            lines[line] |= _bits(first, last + 1)
            placed.append(Placed(mark, line, start, end, label_at, label))
        return placed

    def columns(self, extent: Extent) -> tuple[int, int] | None:
        """The first and the last column of a mark; None if it is not in the picture."""
        spans = [span for days in extent.drawn() if (span := self._scale.span(*days))]
        return (spans[0][0], spans[-1][1]) if spans else None

    def size(self, mark: Mark) -> str:
        """A bar for the dead, by the logarithm of how many; empty if none are known."""
        dead = dead_of(self._chronology, mark.ref)
        return self._glyphs.level(log10(1 + dead) / log10(1 + _DEADLIEST)) if dead else ""

    def _label(self, mark: Mark, span: tuple[int, int]) -> tuple[int, str]:
        """Where the label of a mark begins, and what of it has room.

        It stands behind the mark, or before it if there is more room. If there is none on either
        side, it stands in the widest part of the bar, so that no end of what is certain is hidden.
        """
        start, end = span
        label = self._words(mark, is_bar=start != end)
        wide = min(cells(label), _LABEL)
        behind, before = self._edge - end - 2, start - 1 - self._scale.left
        # "→?" stands behind what has no known end.
        at = end + (4 if mark.extent.after == UNKNOWN_END else 2)
        if wide > behind and before > behind:
            wide = min(wide, before)
            at = start - 1 - wide
        if wide > max(behind, before) < _BESIDE:
            first, last = self._widest(mark.extent, span)
            at, wide = first + 2, min(cells(label), _LABEL, max(0, last - first - 3))
        wide = min(wide, self._edge - at)
        return at, cut(label, wide, self._glyphs.ellipsis) if wide >= _LEAST else ""

    def _widest(self, extent: Extent, span: tuple[int, int]) -> tuple[int, int]:
        """The widest part of a bar that is all certain, or all only possible."""
        sure = self._scale.span(*extent.sure) if extent.sure else None
        if sure is None:
            return span
        parts = [(span[0], sure[0] - 1), sure, (sure[1] + 1, span[1])]
        return max(parts, key=lambda part: part[1] - part[0])

    def _words(self, mark: Mark, *, is_bar: bool) -> str:
        """What a mark is called: its title, figure, and doubt."""
        record = self._chronology.record(mark.ref)
        label = self._chronology.sight.book.label(mark.ref)
        if mark.source:
            return self._glyphs.text(f"{self._glyphs.claim} {label}")
        figure = toll(record) if isinstance(record, Event) else ""
        status = kind_for(record).status(record) if isinstance(record, Event) else ""
        doubt = status if status in UNSURE_STATUSES else ""
        is_sized = mark.extent.sure is not None and (mark.extent.is_day or not is_bar)
        size = "" if is_sized else self.size(mark)
        return self._glyphs.text(" ".join(filter(None, (size, label, figure, doubt))))


def _bits(first: int, last: int) -> int:
    """Some columns as the bits of a number."""
    return (1 << last + 1) - (1 << max(0, first))


def _free(lines: Sequence[int], columns: int) -> int:
    """The first line on which some columns are free; one more than there are if none is."""
    return next((line for line, taken in enumerate(lines) if not taken & columns), len(lines))


def dead_of(chronology: Chronology, ref: str) -> int:
    """The dead of an event, as its figure counts them; 0 if none are known."""
    record = chronology.record(ref)
    if not isinstance(record, Event):
        return 0
    rows = [row for row in record.casualties if row.outcome == "killed"]
    return sum(row.low or 0 if row.best is None else row.best for row in rows)
