"""What the title bar shows of the settings in force, and of what waits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefing.tui.input.safe_text import clipped
from briefing.tui.widgets.bars import Chip

_SET: Final = "$key"
"""The look of something set that changes what is shown or added."""

_ELSEWHERE: Final = "bold $disputed"
"""The look of what is not the present briefing."""

_WAITS: Final = "$unreviewed"

_BRIEFEST: Final = 7
"""Characters of a name by which it is recognised where there is little room."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What is set, each in one line for a reader, and empty if it is not.

    Attributes:
        is_sample: Whether this is the sample, not the reader's own briefing.
        date: From when the briefing is shown.
        without: The source that is taken to support nothing.
        lens: The record that all lists are narrowed to.
        query: The filter on all lists.
        period: The days that a picture is about.
        source: The active source.
        marked: How many records are marked.
        waits: What waits to be weighed.
        news: Which questions have news.
        orders: How lists are sorted, if not as usual.
        counts: How many records there are.
    """

    is_sample: bool = False
    date: str = ""
    without: str = ""
    lens: str = ""
    query: str = ""
    period: str = ""
    source: str = ""
    marked: int = 0
    waits: str = ""
    news: str = ""
    orders: Sequence[str] = ()
    counts: str = ""

    def chips(self) -> tuple[Chip, ...]:
        """What the title bar shows of them, the first to be seen first."""
        return tuple(self._chips())

    def _chips(self) -> Iterator[Chip]:
        if self.is_sample:
            yield Chip("SAMPLE: q back", _SET)
        if self.date:
            yield Chip(f"{self.date} (@)", _ELSEWHERE, self.date)
        if self.without:
            yield _named("without", self.without, 36, "F", _ELSEWHERE)
        if self.lens:
            yield _named("lens:", self.lens, 36, "esc clears")
        if self.query:
            # esc clears the lens first.
            yield _named("filter:", self.query, 48, "\\ changes" if self.lens else "esc clears")
        if self.period:
            yield Chip(f"{self.period} (p)", _SET, self.period)
        if self.source:
            yield Chip(f"source: {clipped(self.source, 24)} (U)", _SET)
        if self.marked:
            yield Chip(f"{self.marked:,} marked (X clears)", _SET)
        yield from (Chip(each, _WAITS) for each in (self.waits, self.news) if each)
        yield from (Chip(f"{each} (o)") for each in self.orders)
        if self.counts:
            yield Chip(self.counts)


def _named(what: str, name: str, room: int, key: str, style: str = _SET) -> Chip:
    """A setting that is a name: cut to some letters, and to a few where there is little room."""
    return Chip(
        f"{what} {clipped(name, room)} ({key})", style, f"{what} {clipped(name, _BRIEFEST)}"
    )
