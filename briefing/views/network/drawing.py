"""A tree of ties in the cells of a terminal: the middle on the left, a column for each step."""

from collections.abc import Sequence

from briefing.model.plurals import plural
from briefing.model.terminal_text import cells, cut
from briefing.views.network.bars import first_in_sight, look_of
from briefing.views.network.lines import Label, Line, fitting, label_of
from briefing.views.network.neighbourhood import Tree, nothing_said
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import Glyphs

_STEP = 3
"""Cells that each step is farther to the right."""
_NAME_SHARE, _LEAST_NAME = 0.38, 14
"""The share of a line that is left for a name, and its cells at least."""


def draw_tree(
    tree: Tree,
    width: int,
    height: int,
    glyphs: Glyphs,
    hand: str = "",
    lines: Sequence[Line] = (),
) -> Canvas:
    """Draw a neighbourhood, or the paths between two records.

    Args:
        tree: The tree.
        width: Columns.
        height: Lines; 0 for as many as it has with nothing folded.
        glyphs: What it is drawn with.
        hand: The target to keep in sight.
        lines: Its lines; those that fit if none are given.
    """
    below = 1 if tree.undated or not tree.shown else 0
    lines = lines or fitting(tree, max(1, height - below) if height else 0)
    room = max(1, min(len(lines), height - below) if height else len(lines))
    canvas = Canvas(width, height or room + below, glyphs)
    first = first_in_sight([line.target for line in lines], room, hand)
    pen = _Pen(tree, canvas, glyphs, lines)
    pen.draw(first, room)
    if below:
        count = len(tree.undated)
        undated = f"{count:,} {plural(count, 'tie')} without a date, not drawn" if count else ""
        canvas.write(0, room, undated or nothing_said(tree), "dim")
    return canvas


class _Pen:
    def __init__(self, tree: Tree, canvas: Canvas, glyphs: Glyphs, lines: Sequence[Line]) -> None:
        self._tree = tree
        self._canvas = canvas
        self._glyphs = glyphs
        self._lines = lines
        self._places = {line.ref: at for at, line in enumerate(lines) if line.is_first}

    def draw(self, first: int, room: int) -> None:
        last = first + room
        drawn = self._lines[first:last]
        labels = [self._label(line) for line in drawn]
        columns = self._columns(drawn, labels)
        for y, (line, label) in enumerate(zip(drawn, labels, strict=True)):
            is_cut_above = first > 0 and y == 0
            is_cut_below = last < len(self._lines) and y == room - 1
            if is_cut_above or is_cut_below:
                left = first + 1 if is_cut_above else len(self._lines) - last + 1
                arrow = self._glyphs.see_above if is_cut_above else self._glyphs.see_below
                said = f"{arrow} {left:,} more {plural(left, 'line')}"
                self._canvas.write(0, y, said, "dim")
            else:
                x = self._draw_line(y, line, label, columns[line.depth])
                self._draw_name(x, y, line, first + y)

    def _label(self, line: Line) -> Label | None:
        return label_of(self._tree, line.edge, self._glyphs) if line.edge else None

    def _columns(self, lines: Sequence[Line], labels: Sequence[Label | None]) -> dict[int, int]:
        """The cells for labels at each depth, so that the names there are aligned."""
        widest: dict[int, int] = {}
        for line, label in zip(lines, labels, strict=True):
            wide = label.width if label else 0
            widest[line.depth] = max(widest.get(line.depth, 0), wide)
        return {depth: min(wide, self._most_label(depth)) for depth, wide in widest.items()}

    def _most_label(self, depth: int) -> int:
        room = self._canvas.width - _STEP * depth
        return max(0, room - max(_LEAST_NAME, round(room * _NAME_SHARE)))

    def _draw_line(self, y: int, line: Line, label: Label | None, wide: int) -> int:
        """Draw the tie, and give the column where the name begins."""
        glyphs, canvas = self._glyphs, self._canvas
        if not line.depth:
            return canvas.write(0, y, glyphs.middle, "key", line.ref)
        for at, goes_on in enumerate(line.goes_on[:-1]):
            canvas.draw(at * _STEP, y, glyphs.down if goes_on else " ", "dim")
        x = (line.depth - 1) * _STEP
        canvas.draw(x, y, glyphs.branch if line.goes_on[-1] else glyphs.corner, "dim")
        if label is None:
            canvas.draw(x + 1, y, glyphs.across, "dim")
            return x + _STEP - 1
        across = glyphs.dotted if label.is_possible else glyphs.across
        end = x + _STEP + wide
        canvas.draw(x + 1, y, across * (end - x - 1), "dim", line.target)
        role = cut(label.role, wide - cells(label.behind) - 2, glyphs.ellipsis)
        x = canvas.write(x + 2, y, f" {role}", "", line.target)
        canvas.write(x, y, f"{label.behind} ", "dim", line.target, max(1, end - x))
        return end

    def _draw_name(self, x: int, y: int, line: Line, at: int) -> None:
        tree, canvas, glyphs = self._tree, self._canvas, self._glyphs
        if not line.ref:
            said = f" + {line.hidden:,} more {plural(line.hidden, 'tie')}"
            canvas.write(x, y, said, "key", line.target)
            return
        name = f" {tree.ties.book.label(line.ref)}"
        if not line.is_first:
            place = self._places.get(line.ref)
            arrow = glyphs.ellipsis
            if place is not None:
                arrow = glyphs.see_above if place < at else glyphs.see_below
            canvas.write(x, y, f" {arrow}{name}", "dim", line.target)
            return
        more = tree.beyond(line.ref) if line.depth == tree.depth and not tree.goal else 0
        behind = f" (+{more:,})" if more else ""
        if line.ref == tree.goal:
            name = f" {glyphs.ring}{name}"
        room = max(1, canvas.width - x - len(behind))
        look = look_of(line.ref) if line.depth else "strong"
        x = canvas.write(x, y, name, look, line.ref, room)
        canvas.write(x, y, behind, "dim", line.ref)
