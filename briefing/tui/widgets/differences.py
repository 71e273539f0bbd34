"""Differences between two versions of a record: as lines with changed words marked, and shown."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import ClassVar

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from textual.strip import Strip

from briefing.model.differences import Difference
from briefing.tui.input.safe_text import one_line
from briefing.tui.widgets.dossier_layout import DIM, TEXT, Line, Piece
from briefing.tui.widgets.line_view import LineView

REMOVED, ADDED, WARNING = "removed", "added", "warning"
SEAM = 3
"""Cells between two columns."""

_LONG = 400
"""Characters beyond which unchanged parts of a text are left out."""

_AROUND = 80
"""Unchanged characters kept on either side of a change."""

_MOST_COMPARED = 250_000
"""Most pairs of words compared; more would be too slow."""

LayOut = Callable[[int], Iterable[Line]]
"""Gives the lines of a text for a width in cells."""
AHEAD = 200
"""Lines made beyond the visible ones; an endless text is made as it is scrolled."""

_WORDS = re.compile(r"\S+\s*|\s+")
_PARTS = re.compile(r"\S+|\s+")


def difference_lines(
    difference: Difference, width: int, *, is_whole: bool = False
) -> Iterator[Line]:
    """A field before and after, on one line if it fits, else one below the other.

    Args:
        difference: The difference.
        width: The cells in a line.
        is_whole: Whether the record was added or deleted, so that there is only one version.
    """
    label = Piece(f"  {difference.label}: ", DIM)
    if is_whole:
        value = Piece(_flat(difference.after or difference.before))
        yield from wrapped([value], width, [label], "    ")
        return
    lines = list(value_lines(difference, width, label))
    if len(lines) > 1 and difference.before and difference.after:
        yield Line((label,))
        lines = list(value_lines(difference, width))
    yield from lines


def value_lines(
    difference: Difference,
    width: int,
    label: Piece = Piece("  "),  # noqa: B008  a constant
) -> Iterator[Line]:
    """A value before and after, behind a label."""
    before, after = difference.before, difference.after
    if not before or not after:
        sign, look = ("− ", REMOVED) if before else ("+ ", ADDED)
        yield from wrapped(
            [Piece(_flat(before or after), look)], width, [label, Piece(sign, DIM)], "    "
        )
        return
    was, now = picked(before, after)
    arrow = Piece(" → ", DIM)
    if sum(cell_len(one_line(piece.text)) for piece in (label, *was, arrow, *now)) < width:
        yield from wrapped([*was, arrow, *now], width, [label])
    else:
        yield from wrapped(was, width, [Piece("    ")], "    ")
        yield from wrapped(now, width, [Piece("  → ", DIM)], "    ")


def picked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Two versions of a text, with removed and added words marked."""
    old, new = _WORDS.findall(_flat(before)), _WORDS.findall(_flat(after))
    is_long = len(before) + len(after) > 2 * _LONG
    was, now = [], []
    steps = list(_steps(old, new))
    for place, (is_same, left, right) in enumerate(steps):
        gone, came = "".join(left), "".join(right)
        if is_same and is_long:
            is_last = place == len(steps) - 1
            gone, came = (
                _shortened(text, is_first=place == 0, is_last=is_last) for text in (gone, came)
            )
        was.append(Piece(gone, TEXT if is_same else REMOVED))
        now.append(Piece(came, TEXT if is_same else ADDED))
    return [piece for piece in was if piece.text], [piece for piece in now if piece.text]


def _steps(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Unchanged and changed words, alternating; whitespace makes no difference."""
    olds, news = [word.rstrip() for word in old], [word.rstrip() for word in new]
    start = _common(olds, news)
    end = _common(olds[start:][::-1], news[start:][::-1])
    # Where the common end begins.
    left, right = len(old) - end, len(new) - end
    yield True, old[:start], new[:start]
    if (left - start) * (right - start) > _MOST_COMPARED:
        yield False, old[start:left], new[start:right]
    else:
        matcher = SequenceMatcher(None, olds[start:left], news[start:right], autojunk=False)
        for code, a, b, c, d in matcher.get_opcodes():
            yield code == "equal", old[start + a : start + b], new[start + c : start + d]
    yield True, old[left:], new[right:]


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """The number of words two texts share at the start."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """An unchanged text, cut to the parts near a change."""
    if len(text) <= 2 * _AROUND + 20:
        return text
    head = "" if is_first else text[:_AROUND].rpartition(" ")[0]
    tail = "" if is_last else text[-_AROUND:].partition(" ")[2]
    return f"{head} … {tail}" if head else f"… {tail}"


def wrapped(
    pieces: Iterable[Piece], width: int, before: Sequence[Piece] = (), indent: str = ""
) -> Iterator[Line]:
    """Wrap pieces of text.

    Args:
        pieces: The text, straight from the record.
        width: The cells in a line.
        before: What precedes it on the first line, unchanged.
        indent: What the other lines start with.
    """
    line, at = [*before], sum(cell_len(piece.text) for piece in before)
    blank: Piece | None = None
    for text, look in pieces:
        for part in _PARTS.findall(one_line(text)):
            if part.isspace():
                blank = Piece(" ", look)
                continue
            for chunk in chop_cells(part, max(2, width - len(indent))):
                size = cell_len(chunk)
                if at + bool(blank) + size > width and at > len(indent):
                    yield Line(tuple(line))
                    line, at = [Piece(indent)], len(indent)
                elif blank and at:
                    line.append(blank)
                    at += 1
                blank = None
                line.append(Piece(chunk, look))
                at += size
    yield Line(tuple(line))


def side_by_side(left: Iterable[Line], right: Iterable[Line], width: int) -> Iterator[Line]:
    """Two texts side by side, each `width` cells wide, `SEAM` cells apart."""
    empty = Line(())
    for one, other in zip_longest(left, right, fillvalue=empty):
        gap = width - sum(cell_len(piece.text) for piece in one.pieces)
        yield Line((*one.pieces, Piece(" " * max(0, gap)), Piece(" │ ", DIM), *other.pieces))


def _flat(text: str) -> str:
    """A text on one line, with line breaks marked."""
    return text.replace("\r\n", "\n").replace("\n", " ¶ ")


class PieceView(LineView):
    """Shows lines made of pieces; moving scrolls."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pieces--title",
        "pieces--heading",
        "pieces--text",
        "pieces--dim",
        "pieces--removed",
        "pieces--added",
        "pieces--warning",
    }
    DEFAULT_CSS = """
    PieceView {
        & > .pieces--title { text-style: bold; }
        & > .pieces--heading { color: $heading; text-style: bold; }
        & > .pieces--dim { color: $quiet; }
        & > .pieces--removed { color: $unreviewed; text-style: strike; }
        & > .pieces--added { color: $good; text-style: bold underline; }
        & > .pieces--warning { color: $disputed; text-style: bold; }
    }
    """
    LOOKS = "pieces"

    def __init__(self) -> None:
        super().__init__()
        self._text: LayOut = lambda _width: ()
        self._rest: Iterator[Line] = iter(())
        self._lines: list[Line] = []
        self._width = 0

    @property
    def line_count(self) -> int:
        """The number of lines made so far; a short text is made at once."""
        return len(self._lines)

    def show(self, text: LayOut, *, keep: bool = False) -> None:
        """Show another text; with `keep`, an update of the same one that keeps its place."""
        top = self.scroll_offset.y if keep else 0
        self._text = text
        self._width = 0
        self._break_lines()
        self._make(top + self._height)
        self.scroll_to(y=top, animate=False, immediate=True, force=True)
        self.refresh()

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def action_move(self, step: int) -> None:
        """Scroll by some lines."""
        self._scroll(self.scroll_offset.y + step)

    def action_page(self, direction: int) -> None:
        """Scroll by a screenful."""
        self._scroll(self.scroll_offset.y + direction * max(1, self._height - 1))

    def action_edge(self, place: int) -> None:
        """Scroll to the beginning (0) or to the last line made so far (-1)."""
        self._scroll(0 if place == 0 else len(self._lines))

    def action_choose(self) -> None:
        """Do nothing: there is nothing to choose."""

    def on_resize(self) -> None:
        """Wrap again for the new width."""
        self._break_lines()
        self._make(self.scroll_offset.y + self._height)
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Make more lines, whatever scrolled the view."""
        super().watch_scroll_y(old_value, new_value)
        self._make(int(new_value) + self._height)

    def _scroll(self, top: int) -> None:
        self._make(top + self._height)
        self.scroll_to(y=top, animate=False, immediate=True)

    def _break_lines(self) -> None:
        width = self.scrollable_content_region.width - 2
        if width > 0 and width != self._width:
            self._width = width
            self._rest = iter(self._text(width))
            self._lines = []

    def _make(self, bottom: int) -> None:
        """Make the lines down to a place, and some beyond."""
        if len(self._lines) >= bottom + AHEAD // 2:
            return
        had = len(self._lines)
        for line in self._rest:
            self._lines.append(line)
            if len(self._lines) >= bottom + AHEAD:
                break
        if len(self._lines) != had or not had:
            self.set_lines(len(self._lines))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        if not self._width:
            # The first frame is drawn before the view knows its width.
            self._break_lines()
            self.call_later(self._make, self._height)
            self.call_later(self.refresh)
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self.base_style
        if place >= len(self._lines):
            return Strip.blank(width, base)
        segments = [Segment(" ", base)]
        for text, look in self._lines[place].pieces:
            segments.append(Segment(text, self.look(look, base) if text.strip() else base))
        return Strip(segments).adjust_cell_length(width, base)
