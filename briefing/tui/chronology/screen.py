"""The chronology: an axis of time with lanes, and the list of what is on it."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Event
from briefing.tui.commands.command import Command
from briefing.tui.commands.pictures import IN_CHRONOLOGY
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.pictures.screen import PictureScreen
from briefing.tui.widgets.row_list import ListRow, row_of
from briefing.views.answer import Answer
from briefing.views.chronology.chronology import (
    LANES,
    Chronology,
    datable,
    day_at,
    lanes_of,
    ranked,
)
from briefing.views.chronology.drawing import Setting, counted, draw
from briefing.views.chronology.listing import POSSIBLY, chronology_answer
from briefing.views.chronology.scale import window_around
from briefing.views.filters.periods import Period
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.moving import Direction
from briefing.views.pictures.sight import Sight

_EVENTS = (Event.kind_name,)


class _Left(NamedTuple):
    """How it was left."""

    lanes: str
    kinds: tuple[str, ...]


class ChronologyScreen(PictureScreen):
    """Shows what happened, and when. The days shown are those that all pictures are about."""

    NAME: ClassVar[str] = "chronology"
    OFFERED: ClassVar[Sequence[Command]] = IN_CHRONOLOGY
    EMPTY: ClassVar[str] = "nothing is dated in these days: a shows all, K other kinds"

    _chronology: Chronology
    _lanes = "none"
    _kinds: tuple[str, ...] = _EVENTS
    _lanes_of: Sequence[Sequence[str]] = ()
    _skipped = 0

    # What a picture must have

    def prepare(self, sight: Sight) -> None:
        """Take in what is in sight."""
        self._chronology = self.prepared(lambda: Chronology(sight, self._kinds), self._kinds)
        self._chronology.sight = sight
        self._part()

    def use_sight(self, sight: Sight) -> None:
        """Take in other days."""
        self._chronology.sight = sight

    def draw(self, width: int, height: int) -> Canvas:
        """Draw it."""
        setting = Setting(self._window, self._lanes, self._lanes_of, self.hand, self._skipped)
        return draw(self._chronology, setting, width, height, self.glyphs)

    def rows(self) -> Sequence[str]:
        """What is in these days, then what has no date."""
        listed, undated = self._chronology.listed(self.sight.period), self._chronology.undated
        return [*listed, *undated] if undated else listed

    def row(self, row_id: str) -> ListRow:
        """A record as lists have it, with what its date leaves open."""
        row = row_of(self._chronology.record(row_id), self.work.book.label)
        chronology, period = self._chronology, self.sight.period
        if row_id not in chronology.places:
            return row._replace(lead="undated".rjust(len(row.lead)), lead_look="unreviewed")
        is_possibly = period is not None and not chronology.is_certain(row_id, period)
        signs = (POSSIBLY if is_possibly else "", "≠" if row_id in chronology.claims else "")
        return row._replace(tail=" ".join(filter(None, (*signs, row.tail))))

    def answer(self) -> Answer:
        """All of it as text."""
        return chronology_answer(self._chronology, self._lanes)

    def svg(self, sight: Sight) -> str:
        """All of it as SVG."""
        from briefing.report.pictures import chronology

        return chronology.draw(Chronology(sight, self._kinds), self._lanes)

    def headings(self) -> tuple[str, str]:
        """Which days are shown, and how much is in them."""
        lanes = "" if self._lanes == "none" else f" · by {self._lanes}"
        kinds = "" if self._kinds == _EVENTS else f" · {len(self._kinds)} kinds"
        return f"Chronology{lanes}{kinds}", counted(self._chronology, self.sight.period)

    # What a picture may have

    def state(self) -> _Left:
        """How it was left."""
        return _Left(self._lanes, self._kinds)

    def restore(self, left: _Left) -> None:
        """Show it as it was left."""
        if (self._lanes, self._kinds) != left:
            self._lanes, self._kinds = left
            self.prepare(self.sight)

    def show_hand(self) -> None:
        """Go to the days of what is in hand."""
        number = self._chronology.places.get(self.hand)
        if number is None or self.hand in self._chronology.listed(self.sight.period):
            return
        first, last = self._window
        middle = int(self._chronology.first[number])
        around = Period(first, last)
        moved = window_around(around, self._chronology.whole, middle, 0)
        self._use_window(moved)

    def step(self, direction: Direction) -> str:
        """Left and right go on in time, up and down to other lines."""
        if direction in ("left", "right"):
            ids = self.list.ids
            at = self.list.place_of(self.hand)
            to = 0 if at is None else at + (1 if direction == "right" else -1)
            return ids[to] if 0 <= to < len(ids) else ""
        if found := super().step(direction):
            return found
        self._scroll(1 if direction == "down" else -1)
        return ""

    @property
    def _window(self) -> Period:
        return self.sight.period or self._chronology.whole

    def _part(self) -> None:
        self._skipped = 0
        lanes = self._lanes
        self._lanes_of = lanes_of(self._chronology, lanes) if lanes != "none" else ()

    def _scroll(self, step: int) -> None:
        """Show other lanes."""
        if self._lanes == "none":
            return
        count = len(ranked(self._lanes_of))
        skipped = max(0, min(count - 1, self._skipped + step))
        if skipped != self._skipped:
            self._skipped = skipped
            self.redraw()

    def _use_window(self, period: Period | None) -> None:
        self.use_period(period)

    # Commands: one method for each id of its own in `IN_CHRONOLOGY`

    def action_zoom(self, step: int) -> None:
        """Show fewer or more days, around what is in hand."""
        window, chronology = self._window, self._chronology
        number = chronology.places.get(self.hand)
        first, last = (day.toordinal() for day in window)
        middle = (first + last) // 2
        if number is not None:
            middle = max(first, min(last, int(chronology.first[number])))
        self._use_window(window_around(window, chronology.whole, middle, step))

    def action_fit(self) -> None:
        """Show all days."""
        self._use_window(None)

    def action_pan(self, step: int) -> None:
        """Show earlier or later days: half of what is shown."""
        first, last = (day.toordinal() for day in self._window)
        moved = step * max(1, (last - first + 1) // 2)
        self._use_window(Period(day_at(first + moved), day_at(last + moved)))

    def action_lanes(self) -> None:
        """Choose the lanes."""
        self.work.host.run(self._choose_lanes())

    async def _choose_lanes(self) -> None:
        terms = {name: each.name for name, each in LANES.items()}
        chosen = await self.work.host.ask(MenuScreen("Part it by …", terms, self._lanes))
        if chosen:
            self._lanes = chosen
            self._part()
            self.refill()

    def action_kinds(self) -> None:
        """Choose the kinds of record."""
        self.work.host.run(self._choose_kinds())

    async def _choose_kinds(self) -> None:
        every = tuple(datable())
        terms = {
            **{name: f"only {KINDS[name].plural}" for name in every},
            "all": "everything that has a date",
        }
        now = self._kinds[0] if len(self._kinds) == 1 else "all"
        chosen = await self.work.host.ask(MenuScreen("Show which records?", terms, now))
        if chosen:
            self._kinds = every if chosen == "all" else (chosen,)
            self.prepare(self.sight)
            self.refill()
