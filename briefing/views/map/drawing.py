"""The map in the cells of a terminal.

From the back to the front: outlines, a grid, discs for the dead, rings for imprecise places, signs
with their numbers, names where there is room, and a line for what is not drawn. What may be
anywhere in a ring is said in brackets; names in capitals are only those of the outlines.
"""

import math
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
_LONGEST, _SHORTEST = 26, 8
"""Cells of a name with its figures, and of a name at least."""
_HIGH: Final = 0.7
"""The share of the radius of a ring that its name may be above or below the middle."""
_CELLS_PER_NAME: Final = 60
"""How many cells of the map there are for each name: those with most events have one."""
_COAST, _BORDER, _FRONT = ".", "'", ":"
"""Dots of a cell in ASCII."""
_REGIONS_FROM: Final = 14.0
"""Dots of a degree from which regions have names."""
_AREAS: Final = "CAPITALS"
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
        self._taken: dict[Cell, str] = {}
        """The cells of signs, numbers and names, with the mark they are of."""
        self._signs: set[str] = set()
        """What is drawn that the legend explains, and that is not the sign of a mark."""

    def paint(self) -> None:
        """Draw everything."""
        self._paint_dots()
        self._paint_grid()
        self._paint_scale()
        # The signs first, so that no number covers one.
        for mark in self._marks:
            self._take(*mark.cell, 1, mark.id)
        for mark in self._marks:
            if not mark.radius:
                self._paint_sign(mark)
        self._paint_claims()
        most = self._lines * self.canvas.width // _CELLS_PER_NAME
        marks = sorted(self._marks, key=lambda mark: mark is not self._held)
        for number, mark in enumerate(marks):
            if mark.radius:
                self._paint_ring(mark, is_named=number < most)
            elif number < most:
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

        front, coasts, owner = self._layout.front, self._layout.coasts, self._layout.owner
        all_dots = front | coasts | self._layout.borders
        lines, columns = np.nonzero(all_dots)
        drawn = zip(
            columns.tolist(),
            lines.tolist(),
            all_dots[lines, columns].tolist(),
            coasts[lines, columns].tolist(),
            np.where(front > 0, owner, -1)[lines, columns].tolist(),
            strict=True,
        )
        for x, y, mask, coast, number in drawn:
            sign = (
                chr(_BRAILLE + mask)
                if not self._is_ascii
                else (_FRONT if number >= 0 else _COAST if coast else _BORDER)
            )
            if number < 0:
                self.canvas.draw(x, y, sign, _OUTLINES)
            else:
                mark = self._marks[number]
                self.canvas.draw(x, y, sign, _look(mark), self._target(mark))

    def _paint_sign(self, mark: Mark) -> None:
        """The sign of a mark, with the number of its events where that has room."""
        look = _look(mark)
        x, y = mark.cell
        number = ("" if mark.is_sure else self._glyphs.perhaps) + (
            f"{mark.events:,}" if mark.events > 1 else ""
        )
        sign = self._sign(mark)
        if number and self._is_free(x + 1, y, len(number) + 1):
            self.canvas.draw(x + 1, y, number, look, self._target(mark))
            self._take(x + 1, y, len(number), mark.id)
        elif number:
            sign = self._crowded(mark)
        self.canvas.draw(x, y, sign, look, self._target(mark))

    def _crowded(self, mark: Mark) -> str:
        """The sign of a mark whose number has no room."""
        sign = self._glyphs.many if mark.events > 1 else self._glyphs.perhaps
        self._signs.add(sign)
        return sign

    def _paint_claims(self) -> None:
        """Other places that sources give, where no sign is."""
        for claim, latitude, longitude in self._seen.claims:
            x, y = self._frame.at(latitude, longitude)
            cell = int(x) // ACROSS, int(y) // DOWN
            if self._frame.holds(x, y) and self._is_free(*cell, 1):
                self.canvas.draw(*cell, self._glyphs.claim, _CLAIM, claim.ref)
                self._take(*cell, 1, claim.ref)

    def _is_free(self, x: int, y: int, width: int, own: str = "") -> bool:
        """Whether cells are within the map, without sign, number or name of any other mark."""
        if not (0 <= y < self._lines and x >= 0 and x + width <= self.canvas.width):
            return False
        return all(self._taken.get((x + n, y), own) == own for n in range(width))

    def _sign(self, mark: Mark) -> str:
        """How exactly the places of a mark are known."""
        if mark.precisions == {EXACT}:
            return self._glyphs.mark
        if mark.precisions == {""}:
            return self._glyphs.vague
        return self._glyphs.mixed if EXACT in mark.precisions else self._glyphs.ring

    def _paint_name(self, mark: Mark) -> None:
        """Name a mark where that covers nothing."""
        text = self._name(mark)
        at = self._room(mark, text)
        if at is not None:
            self.canvas.write(*at, text, _look(mark), self._target(mark))
            self._take(*at, cells(text), mark.id)

    def _paint_ring(self, mark: Mark, *, is_named: bool) -> None:
        """The number of a ring, with its name if that has room, in brackets somewhere inside.

        A sign or a number alone would look like a place.
        """
        number = ("" if mark.is_sure else self._glyphs.perhaps) + f"{mark.events:,}"
        if is_named:
            known = number if mark.events > 1 else number[:-1]
            within = min(_LONGEST, int(2 * mark.radius) // ACROSS - cells(number) - 4)
            for longest in (within, _LONGEST) if within >= 2 * _SHORTEST else (_LONGEST, within):
                text = f"({' '.join(filter(None, (known, self._name(mark, longest))))})"
                if self._put_inside(mark, text):
                    return
        if not self._put_inside(mark, f"({number})"):
            self._write_at(mark, *mark.cell, self._crowded(mark))

    def _put_inside(self, mark: Mark, text: str) -> bool:
        """Write in a ring, as near its middle as that covers nothing; returns whether it did."""
        width = cells(text)
        places = [*_places_inside(mark, width, self._lines)]
        # A text too long for the ring reaches beyond it on both sides.
        places.sort(key=lambda at: math.dist(at, (mark.cell[0] - width / 2, mark.cell[1])))
        for x, y in places:
            if self._is_free(x - 1, y, width + 2, mark.id):
                self._write_at(mark, x, y, text)
                return True
        return False

    def _write_at(self, mark: Mark, x: int, y: int, text: str) -> None:
        """Write what is said of a mark, instead of the cell kept free for that."""
        self._taken.pop(mark.cell)
        self.canvas.write(x, y, text, _look(mark), self._target(mark))
        self._take(x, y, cells(text), mark.id)

    def _name(self, mark: Mark, longest: int = _LONGEST) -> str:
        """What a mark is called; what it tells in figures is never cut."""
        name = self._seen.places.spots[mark.spots[0]].label
        if mark.events == 1:
            tail = toll(event_of(self._seen, mark.id))
        else:
            tail = f"+{len(mark.spots) - 1}" if len(mark.spots) > 1 else ""
        tail = self._glyphs.text(f" {tail}" if tail else "")
        return self._cut(name, max(_SHORTEST, longest - cells(tail))) + tail

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

    def _take(self, x: int, y: int, width: int, own: str) -> None:
        self._taken.update(((x + n, y), own) for n in range(width))

    def _paint_areas(self, areas: Iterable[Area]) -> None:
        """Name countries or regions in their middle, where nothing else is."""
        for area in areas:
            x, y = self._frame.at(area.latitude, area.longitude)
            if not self._frame.holds(x, y):
                continue
            name = self._glyphs.text(area.name).upper()
            width = cells(name)
            at = int(x) // ACROSS - width // 2, int(y) // DOWN
            if self.canvas.is_free(at[0] - 1, at[1], width + 2):
                self.canvas.write(*at, name, _NAME)
                self._take(*at, width, _AREAS)
                self._signs.add(_AREAS)

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
            self._take(x, 0, len(text), text)

    def _paint_notes(self) -> None:
        """What is not drawn, and what the signs mean."""
        if self._lines == self.canvas.height:
            return
        said = ", ".join(not_drawn(self._seen, self._layout.marks)) or "everything is drawn"
        width = self.canvas.width
        target = UNPLACED if self._seen.unplaced else ""
        self.canvas.write(0, self._lines, self._cut(said, width), target=target)
        lines: list[list[str]] = [[] for _ in range(self._lines + 1, self.canvas.height)]
        for words in self._legend():
            with_room = (each for each in lines if cells(", ".join((*each, words))) <= width)
            next(with_room, lines[-1]).append(words)
        for y, each in enumerate(lines, self._lines + 1):
            self.canvas.write(0, y, self._cut(", ".join(each), width), _NAME)

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
            yield "(n) somewhere in its ring"
        if glyphs.many in self._signs:
            yield f"{glyphs.many} several, too close to count"
        if any(mark.dead and not mark.radius for mark in marks):
            yield "larger: more killed"
        if any(len(mark.spots) > 1 for mark in marks):
            yield "+n more places"
        if self._seen.claims:
            yield f"{glyphs.claim} another source"
        if not all(mark.is_sure for mark in marks):
            yield f"{glyphs.perhaps} only possibly"
        if _AREAS in self._signs:
            yield f"{_AREAS} areas"
        if glyphs.is_ascii:
            yield f"{_COAST} coast"
            yield f"{_BORDER} border"


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


def _places_inside(mark: Mark, width: int, lines: int) -> Iterator[Cell]:
    """Where a text can begin on the lines through a ring: so that it is within, or else centred."""
    high = mark.radius * _HIGH
    first, last = ((mark.y + side * high) / DOWN for side in (-1, 1))
    for y in {*range(max(0, int(first)), min(lines, int(last) + 1)), mark.cell[1]}:
        off = (y + 0.5) * DOWN - mark.y
        half = math.sqrt(max(0.0, mark.radius**2 - off**2)) / ACROSS
        middle, slack = mark.x / ACROSS - width / 2, max(0.5, half - width / 2)
        for x in range(max(0, math.ceil(middle - slack)), int(middle + slack) + 1):
            yield x, y
