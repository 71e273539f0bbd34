"""A picture in the cells of a terminal, as plain values: it is printed, or shown and moved over.

Each cell has a character, a look, and the id of what it stands for, so that a picture and the list
beside it speak of the same things.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from briefing.model.terminal_text import cells_of, cut
from briefing.views.pictures.glyphs import UNICODE, Glyphs


class Span(NamedTuple):
    """Cells beside each other that look alike and stand for the same.

    Attributes:
        text: Their characters.
        look: How they look, as the theme names it; empty for plain.
        target: What they stand for: a ref, or another id of the picture; empty for nothing.
    """

    text: str
    look: str = ""
    target: str = ""


_Cell: TypeAlias = tuple[str, str, str]
"""Text, look and target: a plain tuple, as thousands are made at every key."""

_BLANK: _Cell = (" ", "", "")


class Canvas:
    """A picture of a fixed size.

    Args:
        width: Cells from left to right.
        height: Lines.
        glyphs: What it is drawn with.
    """

    def __init__(self, width: int, height: int, glyphs: Glyphs = UNICODE) -> None:
        self.glyphs = glyphs
        self.width = max(0, width)
        self.height = max(0, height)
        self._rows = [[_BLANK] * self.width for _ in range(self.height)]

    def draw(self, x: int, y: int, text: str, look: str = "", target: str = "") -> None:
        """Draw characters that take one cell each; what is beyond an edge is left out."""
        if not 0 <= y < self.height:
            return
        row = self._rows[y]
        for at, character in enumerate(text, x):
            if 0 <= at < self.width:
                row[at] = (character, look, target)

    def write(
        self, x: int, y: int, text: str, look: str = "", target: str = "", room: int | None = None
    ) -> int:
        """Write any text in one line, cut to some cells or to the right edge.

        Returns:
            The first column behind it.
        """
        left = self.width - x if room is None else min(room, self.width - x)
        if x < 0 or not 0 <= y < self.height or left <= 0:
            return x
        row = self._rows[y]
        for character in cut(self.glyphs.text(text), left, self.glyphs.ellipsis):
            width = cells_of(character)
            if not width:
                if x:
                    row[x - 1] = (row[x - 1][0] + character, *row[x - 1][1:])
                continue
            row[x] = (character, look, target)
            if width == 2:
                row[x + 1] = ("", look, target)
            x += width
        return x

    def is_free(self, x: int, y: int, width: int) -> bool:
        """Whether some cells of a line are all blank and within the picture."""
        if not 0 <= y < self.height or x < 0 or x + width > self.width:
            return False
        return all(cell is _BLANK for cell in self._rows[y][x : x + width])

    def at(self, x: int, y: int) -> str:
        """What a cell stands for; empty for nothing, and beyond an edge."""
        if 0 <= y < self.height and 0 <= x < self.width:
            return self._rows[y][x][2]
        return ""

    def line(self, y: int) -> Sequence[Span]:
        """A line, in as few spans as possible: a blank looks like what is before it."""
        spans: list[Span] = []
        text, look, target = list[str](), "", ""
        for cell in self._rows[y]:
            said, looks, stands_for = cell
            same = cell is _BLANK and not target
            if not same and (looks != look or stands_for != target):
                if text:
                    spans.append(Span("".join(text), look, target))
                text, look, target = [], looks, stands_for
            text.append(said)
        if text:
            spans.append(Span("".join(text), look, target))
        return spans

    def lines(self) -> Sequence[str]:
        """All lines as plain text, without blanks at their ends."""
        return ["".join([text for text, _, _ in row]).rstrip() for row in self._rows]

    def targets(self) -> dict[str, tuple[int, int]]:
        """The first cell, as column and line, of everything that cells stand for."""
        found: dict[str, tuple[int, int]] = {}
        for y, row in enumerate(self._rows):
            for x, (_, _, target) in enumerate(row):
                if target:
                    found.setdefault(target, (x, y))
        return found
