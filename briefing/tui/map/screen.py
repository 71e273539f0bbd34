"""The map: places among outlines of countries, and the list of what happened there."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Final, NamedTuple

from briefing.model.codes import country_name
from briefing.tui.commands.command import Command
from briefing.tui.commands.pictures import IN_MAP
from briefing.tui.pictures.screen import PictureScreen
from briefing.tui.widgets.row_list import ListRow, row_of
from briefing.views.answer import Answer
from briefing.views.map.drawing import UNPLACED, draw_map
from briefing.views.map.frame import Frame
from briefing.views.map.layout import Layout, fitted, lay_out
from briefing.views.map.listing import (
    CLAIMED,
    POSSIBLY,
    counted,
    event_of,
    heading,
    map_answer,
    precision_said,
    summary,
)
from briefing.views.map.places import Places, Seen
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.moving import Direction, neighbour
from briefing.views.pictures.sight import Sight

_CLOSER: Final = 1.6
"""What a step closer multiplies the scale by."""
_FAR: Final = 1 / 3
"""The share of the map that a step to a side moves it by."""
_SIDES: Final[dict[Direction, tuple[int, int]]] = {
    "left": (-1, 0),
    "right": (1, 0),
    "up": (0, -1),
    "down": (0, 1),
}


class _Left(NamedTuple):
    """How it was left."""

    frame: Frame | None


class MapScreen(PictureScreen):
    """Shows what happened where. The list has the events of each place below it."""

    NAME: ClassVar[str] = "map"
    OFFERED: ClassVar[Sequence[Command]] = IN_MAP
    EMPTY: ClassVar[str] = "nothing happened in these days: p chooses others"

    _places: Places
    _seen: Seen
    _frame: Frame | None = None
    _layout: Layout | None = None
    _opened: Sequence[int] = ()
    """The places of the mark whose list is shown; none for all."""

    # What a picture must have

    def prepare(self, sight: Sight) -> None:
        """Take in what is in sight."""
        self._places = self.prepared(lambda: Places(sight))
        self._opened = ()
        self.use_sight(sight)

    def use_sight(self, sight: Sight) -> None:
        """Take in other days."""
        self._seen = self._places.during(sight.period)
        self._layout = None
        self._summaries: dict[int, str] = {}

    def draw(self, width: int, height: int) -> Canvas:
        """Draw it."""
        return draw_map(self._laid_out(width, height), self.glyphs, self.hand)

    def rows(self) -> Sequence[str]:
        """The places with their events, then what is not on the map."""
        if self._opened:
            opened = set(self._opened)
            return self._seen.rows_at(spot for spot in self._seen.listed if spot in opened)
        return [*self._seen.rows, *self._not_placed()] if self._seen.unplaced else self._seen.rows

    def row(self, row_id: str) -> ListRow:
        """An event, or the place of several."""
        if (spot := self._places.by_id.get(row_id)) is not None:
            return self._place_row(spot)
        if row_id == UNPLACED:
            count = f"{self._count_unplaced():,}"
            return ListRow("", "Without coordinates, not drawn", count, main_look="key")
        event = event_of(self._seen, row_id)
        row = row_of(event, self.work.book.label)
        place = event.place
        signs = (
            "" if self._seen.is_sure(row_id) else POSSIBLY,
            CLAIMED if row_id in self._places.claims else "",
        )
        behind = (place.name or place.admin1 or country_name(place.country)) if place else ""
        return row._replace(tail=" ".join(filter(None, (*signs, row.tail))), behind=behind)

    def answer(self) -> Answer:
        """All of it as text."""
        return map_answer(self.sight, self._seen)

    def svg(self, sight: Sight) -> str:
        """What happened in these days as SVG."""
        from briefing.report.marks import marks_on_map
        from briefing.report.pictures import map as drawn

        seen = Places(sight).during(sight.period)
        return drawn.draw([*marks_on_map(seen)], heading(sight, seen))

    def headings(self) -> tuple[str, str]:
        """How much is shown, and of what the list is."""
        if not self._opened:
            return "Map", counted(self._seen)
        first = self._places.spots[self._opened[0]].label
        more = f" and {len(self._opened) - 1} more places" if len(self._opened) > 1 else ""
        return "Map", f"{first}{more} · a: all"

    # What a picture may have

    def state(self) -> _Left:
        """How it was left."""
        return _Left(self._frame)

    def restore(self, left: _Left) -> None:
        """Show it as it was left."""
        self._frame = left.frame

    def show_hand(self) -> None:
        """Bring the place of what is in hand onto the map."""
        spot = self._spot_in_hand()
        if self._frame is None or spot is None:
            return
        place = self._places.spots[spot]
        if not self._frame.holds(*self._frame.at(place.latitude, place.longitude)):
            self._use_frame(self._frame.centred(place.latitude, place.longitude), is_drawn=False)

    def step(self, direction: Direction) -> str:
        """The next mark in a direction; without one the map moves there, if more is beyond."""
        layout = self._now_laid_out
        held = layout.mark_with(self.hand)
        cells = {mark.id: mark.cell for mark in layout.marks.drawn}
        if found := neighbour(cells, held.id if held else "", direction):
            return found
        if layout.marks.beyond:
            self._pan(direction)
        return ""

    def open_hand(self) -> None:
        """Go to the list: what is in hand is the place of several events."""
        self.list.focus()

    # The parts

    def _not_placed(self) -> Iterator[str]:
        yield UNPLACED
        for unplaced in self._seen.unplaced:
            yield from unplaced.refs

    def _count_unplaced(self) -> int:
        return sum(len(unplaced.refs) for unplaced in self._seen.unplaced)

    def _place_row(self, number: int) -> ListRow:
        spot = self._places.spots[number]
        if number not in self._summaries:
            self._summaries[number] = summary(self._seen, self._seen.refs_at(number))
        around = dict.fromkeys(filter(None, (spot.region, country_name(spot.country))))
        around.pop(spot.label, None)
        where = ", ".join((*around, precision_said(spot.precision)))
        return ListRow("", spot.label, self._summaries[number], where, main_look="key")

    def _spot_in_hand(self) -> int | None:
        spot = self._places.by_id.get(self.hand, -1)
        spot = self._places.spot_of(self.hand) if spot < 0 else spot
        return spot if spot >= 0 and self._seen.counts_at[spot] else None

    def _laid_out(self, width: int, height: int) -> Layout:
        """What the map shows at some size, worked out once for all places of the cursor."""
        layout = self._layout
        if layout is None or (layout.width, layout.height) != (width, height):
            frame = self._frame or fitted(self._places.during(None), width, height)
            layout = self._layout = lay_out(self._seen, width, height, frame)
        return layout

    @property
    def _now_laid_out(self) -> Layout:
        canvas = self.picture.canvas
        return self._laid_out(canvas.width, canvas.height)

    def _use_frame(self, frame: Frame | None, *, is_drawn: bool = True) -> None:
        self._frame, self._layout = frame, None
        if is_drawn:
            self.redraw()

    def _pan(self, direction: Direction) -> None:
        across, down = _SIDES[direction]
        frame = self._now_laid_out.frame
        self._use_frame(frame.moved(across * frame.width * _FAR, down * frame.height * _FAR))

    # Commands: one method for each id of its own in `IN_MAP`

    def action_zoom(self, step: int) -> None:
        """Show less or more of the world, around what is in hand."""
        frame, spot = self._now_laid_out.frame, self._spot_in_hand()
        place = self._places.spots[spot] if spot is not None else None
        about = (place.latitude, place.longitude) if place else (frame.latitude, frame.longitude)
        self._use_frame(frame.zoomed(_CLOSER**step, about))

    def action_fit(self) -> None:
        """Show everything, on the map and in the list."""
        self._use_frame(None, is_drawn=False)
        self._opened = ()
        self.refill()

    def action_pan_left(self) -> None:
        """Go west."""
        self._pan("left")

    def action_pan_right(self) -> None:
        """Go east."""
        self._pan("right")

    def action_pan_up(self) -> None:
        """Go north."""
        self._pan("up")

    def action_pan_down(self) -> None:
        """Go south."""
        self._pan("down")

    def action_go(self) -> None:
        """Open the record, or from the map the list of what is in a mark with several."""
        mark = self._now_laid_out.mark_with(self.hand)
        if self.list.has_focus or mark is None or mark.events == 1:
            super().action_go()
            return
        self._opened = mark.spots
        self.refill()
        self.list.focus()

    def action_close(self) -> None:
        """Close, or first show the whole list again."""
        if not self._opened:
            super().action_close()
            return
        self._opened = ()
        self.refill()
        self.picture.focus()
