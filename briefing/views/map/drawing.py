"""The map in the cells of a terminal.

From the back to the front: outlines, a grid, discs for the dead, rings for imprecise places, signs
with their numbers, names where there is room, and a line for what is not drawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from briefing.model.kinds.event import toll
from briefing.model.plurals import plural
from briefing.model.terminal_text import cells, cut
from briefing.views.map.dots import ACROSS, DOWN
from briefing.views.map.frame import in_degrees
from briefing.views.map.layout import Layout
from briefing.views.map.listing import event_of
from briefing.views.map.marks import Cell, Mark, Marks
from briefing.views.map.outlines import Area, outlines
from briefing.views.map.places import EXACT, Seen
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import Glyphs

UNPLACED: Final = "unplaced"
"""What the line for events without coordinates stands for."""

_BRAILLE: Final = 0x2800
_LONGEST: Final = 26
"""Cells of a name."""
_CELLS_PER_NAME: Final = 60
"""How many cells of the map there are for each name: those with most events have one."""
_REGIONS_FROM: Final = 14.0
"""Dots of a degree from which regions have names."""
_OUTLINES, _EVENT, _UNSURE, _CLAIM, _NAME = "dim", "kind-event", "poor", "disputed", "dim"


def draw_map(layout: Layout, glyphs: Glyphs, hand: str = "") -> Canvas:
    """Draw a map.

    Args:
        layout: What it shows.
        glyphs: What it is drawn with.
        hand: The record or place in hand; empty for none. Its cells are those of what is in hand.
    """
    painter = _Painter(layout, glyphs, hand)
    painter.paint()
    return painter.canvas


class _Painter:
    """Draws one map.

    Args:
        layout: What it shows.
        glyphs: What it is drawn with.
        hand: The record or place in hand.
    """

    def __init__(self, layout: Layout, glyphs: Glyphs, hand: str) -> None:
        self.canvas = Canvas(layout.width, layout.height)
        self._layout = layout
        self._seen = layout.seen
        self._marks = layout.marks.drawn
        self._frame = layout.frame
        self._lines = layout.lines
        self._glyphs = glyphs
        self._is_ascii = glyphs.is_ascii
        self._hand = hand
        self._held = layout.mark_with(hand) if hand else None
        self._taken: set[Cell] = set()

    def paint(self) -> None:
        """Draw everything."""
        self._paint_dots()
        self._paint_grid()
        self._paint_scale()
        # The signs first, so that no number covers one.
        for mark in self._marks:
            self._take(*mark.cell, 1)
        for mark in self._marks:
            self._paint_sign(mark)
        self._paint_claims()
        most = self._lines * self.canvas.width // _CELLS_PER_NAME
        for mark in sorted(self._marks, key=lambda mark: mark is not self._held)[:most]:
            self._paint_name(mark)
        self._paint_areas(outlines().countries)
        if self._frame.scale >= _REGIONS_FROM:
            self._paint_areas(outlines().regions)
        self._paint_notes()

    def _target(self, mark: Mark) -> str:
        return self._hand if mark is self._held else mark.id

    def _paint_dots(self) -> None:
        """Outlines, and over them discs and rings."""
        import numpy as np

        front, owner = self._layout.front, self._layout.owner
        both = front | self._layout.back
        lines, columns = np.nonzero(both)
        drawn = zip(
            columns.tolist(),
            lines.tolist(),
            both[lines, columns].tolist(),
            np.where(front > 0, owner, -1)[lines, columns].tolist(),
            strict=True,
        )
        for x, y, mask, number in drawn:
            sign = self._dot(mask, is_front=number >= 0)
            if number < 0:
                self.canvas.draw(x, y, sign, _OUTLINES)
            else:
                mark = self._marks[number]
                self.canvas.draw(x, y, sign, _look(mark), self._target(mark))

    def _dot(self, mask: int, *, is_front: bool) -> str:
        if not self._is_ascii:
            return chr(_BRAILLE + mask)
        return ":" if is_front else self._glyphs.speck

    def _paint_sign(self, mark: Mark) -> None:
        """The sign of a mark, with the number of its events where that has room."""
        look = _look(mark)
        x, y = mark.cell
        number = ("" if mark.is_sure else self._glyphs.perhaps) + (
            f"{mark.events:,}" if mark.events > 1 else ""
        )
        # A ring is its own sign: another on its line would look like a place.
        sign = self._dots_at(x, y) if mark.radius else self._sign(mark)
        if number and self._is_free(x + 1, y, len(number) + 1):
            self.canvas.draw(x + 1, y, number, look, self._target(mark))
            self._take(x + 1, y, len(number))
        elif number:
            sign = self._glyphs.many if mark.events > 1 else self._glyphs.perhaps
        self.canvas.draw(x, y, sign, look, self._target(mark))

    def _dots_at(self, x: int, y: int) -> str:
        mask = int(self._layout.front[y, x] | self._layout.back[y, x])
        return self._dot(mask, is_front=True)

    def _paint_claims(self) -> None:
        """Other places that sources give, where no sign is."""
        for claim, latitude, longitude in self._seen.claims:
            x, y = self._frame.at(latitude, longitude)
            cell = int(x) // ACROSS, int(y) // DOWN
            if self._frame.holds(x, y) and self._is_free(*cell, 1):
                self.canvas.draw(*cell, self._glyphs.claim, _CLAIM, claim.ref)
                self._take(*cell, 1)

    def _is_free(self, x: int, y: int, width: int) -> bool:
        """Whether some cells are within the map, and neither sign, number nor name is there."""
        if not (0 <= y < self._lines and x >= 0 and x + width <= self.canvas.width):
            return False
        return not any((x + n, y) in self._taken for n in range(width))

    def _sign(self, mark: Mark) -> str:
        """How exactly the places of a mark are known."""
        if mark.precisions == {EXACT}:
            return self._glyphs.mark
        if mark.precisions == {""}:
            return self._glyphs.vague
        return self._glyphs.mixed if EXACT in mark.precisions else self._glyphs.ring

    def _paint_name(self, mark: Mark) -> None:
        """Name a mark where that covers nothing."""
        name = self._seen.places.spots[mark.spots[0]].label
        if mark.events == 1:
            name = " ".join(filter(None, (name, self._toll(mark))))
        elif len(mark.spots) > 1:
            name = f"{name} +{len(mark.spots) - 1}"
        text = self._cut(name, _LONGEST)
        at = self._room(mark, text)
        if at is not None:
            self.canvas.write(*at, text, _look(mark), self._target(mark))
            self._take(*at, cells(text))

    def _toll(self, mark: Mark) -> str:
        """The casualties of the only event of a mark."""
        return toll(event_of(self._seen, mark.id))

    def _room(self, mark: Mark, text: str) -> Cell | None:
        """Where a name beside a mark covers nothing: right, left, above or below."""
        x, y = mark.cell
        width = cells(text)
        right = x + 1
        while (right, y) in self._taken and self.canvas.at(right, y) == self._target(mark):
            right += 1
        for column, line in (
            (right + 1, y),
            (x - 1 - width, y),
            (x - width // 2, y - 1),
            (x - width // 2, y + 1),
        ):
            if self._is_free(column - 1, line, width + 2):
                return column, line
        return None

    def _take(self, x: int, y: int, width: int) -> None:
        self._taken.update((x + n, y) for n in range(width))

    def _paint_areas(self, areas: Iterable[Area]) -> None:
        """Name countries or regions in their middle, where nothing else is."""
        for area in areas:
            x, y = self._frame.at(area.latitude, area.longitude)
            if not self._frame.holds(x, y):
                continue
            name = self._glyphs.text(area.name)
            width = cells(name)
            at = int(x) // ACROSS - width // 2, int(y) // DOWN
            if self.canvas.is_free(at[0] - 1, at[1], width + 2):
                self.canvas.write(*at, name, _NAME)
                self._take(*at, width)

    def _paint_grid(self) -> None:
        """Mark where whole degrees cross, and say at the edges which they are."""
        put = partial(self._put_if_free, look=_OUTLINES)
        for latitude in self._frame.parallels():
            _, y = self._frame.at(latitude, self._frame.longitude)
            put(0, int(y) // DOWN, in_degrees(latitude, "NS"))
            for longitude in self._frame.meridians():
                x, _ = self._frame.at(latitude, longitude)
                put(int(x) // ACROSS, int(y) // DOWN, self._glyphs.crossing)
        for longitude in self._frame.meridians():
            x, _ = self._frame.at(self._frame.latitude, longitude)
            put(int(x) // ACROSS, self._lines - 1, in_degrees(longitude, "EW"))

    def _put_if_free(self, x: int, y: int, text: str, look: str) -> None:
        if self.canvas.is_free(x, y, cells(text)) and y < self._lines:
            self.canvas.write(x, y, self._ascii(text), look)

    def _ascii(self, text: str) -> str:
        return text.replace("°", "") if self._glyphs.is_ascii else text

    def _paint_scale(self) -> None:
        """A bar for a round number of kilometres in a corner, true in the middle of the map."""
        km, dots = self._frame.bar(self._frame.width / 4)
        bar = self._glyphs.across * max(1, round(dots / ACROSS) - 2)
        text = f"{km:g} km {self._glyphs.down}{bar}{self._glyphs.down}"
        x = self.canvas.width - len(text)
        if x > 0:
            self.canvas.draw(x, 0, text, _NAME)
            self._take(x, 0, len(text))

    def _paint_notes(self) -> None:
        """What is not drawn, and what the signs mean."""
        if self._lines == self.canvas.height:
            return
        said = ", ".join(not_drawn(self._seen, self._layout.marks)) or "everything is drawn"
        width = self.canvas.width
        target = UNPLACED if self._seen.unplaced else ""
        self.canvas.write(0, self._lines, self._cut(said, width), target=target)
        legend = "  ".join(self._legend())
        self.canvas.write(0, self._lines + 1, self._cut(legend, width), _NAME)

    def _cut(self, text: str, width: int) -> str:
        return cut(self._glyphs.text(text), width).replace("…", self._glyphs.ellipsis)

    def _legend(self) -> Iterator[str]:
        """What the signs on the map mean."""
        glyphs, marks = self._glyphs, self._marks
        signs = {self._sign(mark) for mark in marks if not mark.radius}
        for sign, meaning in (
            (glyphs.mark, "exact"),
            (glyphs.ring, "imprecise"),
            (glyphs.vague, "nobody says how near"),
            (glyphs.mixed, "some exact"),
        ):
            if sign in signs:
                yield f"{sign} {meaning}"
        if any(mark.radius for mark in marks):
            yield "ring: somewhere in it"
        if any(mark.dead and not mark.radius for mark in marks):
            yield "larger: more killed"
        if any(len(mark.spots) > 1 for mark in marks):
            yield "+n: more places"
        if self._seen.claims:
            yield f"{glyphs.claim} another source"
        if not all(mark.is_sure for mark in marks):
            yield f"{glyphs.perhaps} possibly then"


def not_drawn(seen: Seen, marks: Marks) -> Sequence[str]:
    """What a map does not show, in words."""
    unplaced = sum(len(each.refs) for each in seen.unplaced)
    beyond = sum(seen.counts_at[spot] for spot in marks.beyond)
    wider = sum(seen.counts_at[spot] for spot in marks.wider)
    return [
        f"{count:,} {words}"
        for count, words in (
            (unplaced, "without coordinates, not drawn"),
            (beyond, "beyond the edges"),
            (wider, f"in {plural(len(marks.wider), 'an area', 'areas')} larger than this map"),
        )
        if count
    ]


def _look(mark: Mark) -> str:
    return _EVENT if mark.is_sure else _UNSURE
