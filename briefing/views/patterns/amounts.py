"""What a cell says: in words, in a few characters, and how long its bar is."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.views.patterns.table import Table
from briefing.views.patterns.tallies import EVENTS, Count, Toll, count_words, toll_words
from briefing.views.pictures.glyphs import Glyphs
from briefing.views.tolls import Sum


class Amount(NamedTuple):
    """What is in a cell.

    Attributes:
        certain: What is certain: events, or the fewest casualties.
        most: What may be at most, as far as that is known; at least `certain`.
        is_open: Whether it may be more than that.
        value: The count or figures themselves.
        has_events: Whether any event may be there.
    """

    certain: int
    most: int
    is_open: bool
    value: Count | Toll
    has_events: bool

    @property
    def words(self) -> str:
        """It for a reader."""
        if isinstance(self.value, Count):
            return count_words(self.value)
        return toll_words(self.value) if self.has_events else "no events"

    @property
    def brief(self) -> str:
        """It for a reader, without what is counted apart."""
        return self.words.partition("; ")[0]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is there, not even what is counted apart."""
        if isinstance(self.value, Count):
            return not (self.most or self.value.apart)
        return self.value == Toll(None, None, {})

    def shorts(self, glyphs: Glyphs) -> Sequence[str]:
        """It in a few characters; each of these says less than the one before, none more."""
        if isinstance(self.value, Count):
            return list(dict.fromkeys(_count_shorts(self.value, glyphs)))
        return list(dict.fromkeys(_toll_shorts(self.value, glyphs)))


def amount_of(table: Table, row: str = "", column: str = "", measure: str = "") -> Amount:
    """What a cell of a table says of a measure, by default that of the table."""
    key = (row, column, measure or table.asked.measure)
    if key not in table.amounts:
        table.amounts[key] = _amount_of(table, *key)
    found: Amount = table.amounts[key]
    return found


def _amount_of(table: Table, row: str, column: str, asked: str) -> Amount:
    count = table.count(row, column)
    most = count.certain + count.possible
    has_events = bool(most or count.apart)
    if asked == EVENTS:
        return Amount(count.certain, most, is_open=False, value=count, has_events=has_events)
    toll = table.toll(asked, row, column)
    certain, most, is_open = _bounds(toll.certain)
    _, possible, is_open_too = _bounds(toll.possible)
    return Amount(certain, most + possible, is_open or is_open_too, toll, has_events)


def _bounds(figure: Sum | None) -> tuple[int, int, bool]:
    if figure is None:
        return 0, 0, False
    most = max(figure.low, figure.best or 0, figure.high or 0)
    return figure.low, most, figure.high is None


def _count_shorts(count: Count, glyphs: Glyphs) -> Iterator[str]:
    certain = f"{count.certain}" if count.certain or not count.possible else ""
    possible = f"{glyphs.about}{count.possible}" if count.possible else ""
    apart = f"({sum(count.apart.values())})" if count.apart else ""
    if apart and certain == "0" and not possible:
        yield apart
        return
    yield f"{certain}{possible}{apart}"
    yield f"{certain}{possible}"
    yield f"{certain}{glyphs.about}" if possible else certain


def _toll_shorts(toll: Toll, glyphs: Glyphs) -> Iterator[str]:
    certain, possible = _sum_shorts(toll.certain), _sum_shorts(toll.possible)
    if not toll.certain and not toll.possible:
        # Figures of several statuses are not added up.
        only = next(iter(toll.apart.values())) if len(toll.apart) == 1 else None
        yield f"({_sum_shorts(only)[1] or glyphs.ellipsis})" if toll.apart else ""
        return
    for one, other in zip(certain, possible, strict=True):
        yield f"{one}{glyphs.about}{other}" if other else one
    if toll.possible:
        yield f"{certain[1]}{glyphs.about}"


def _sum_shorts(figure: Sum | None) -> tuple[str, str]:
    """A sum as `tolls.said` words it, and in fewer characters: "95 (90-100)" and "~95"."""
    if figure is None:
        return "", ""
    low, best, high = figure.low, figure.best, figure.high
    if best is None or figure.is_open:
        if high is not None:
            return (f"{low}-{high}",) * 2
        if best is None:
            return ("?",) * 2
        return (f"{best}+",) * 2 if low == best else (f"~{best}+ ({low}+)", f"~{best}+")
    if low == high:
        return (f"{low}",) * 2
    if high is None and not low:
        return (f"~{best}",) * 2
    if not best:
        return (f"{low}-{high}",) * 2
    return f"{best} ({f'{low}+' if high is None else f'{low}-{high}'})", f"~{best}"
