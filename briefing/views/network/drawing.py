"""A tree of ties in the cells of a terminal: the middle on the left, a column for each step."""

from collections.abc import Sequence
from typing import TypeAlias

from briefing.model.kinds.event import Event
from briefing.model.plurals import plural
from briefing.model.refs import kind_of
from briefing.model.terminal_text import cells, cut, cut_middle
from briefing.views.network.bars import first_in_sight, look_of
from briefing.views.network.lines import Label, Line, fitting, label_of
from briefing.views.network.neighbourhood import Tree
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import Glyphs

_STEP = 3
"""Cells that each step is farther to the right."""
_NAME_SHARE, _LEAST_NAME = 0.38, 14
"""The share of a line that is left for a name, and its cells at least."""

_Name: TypeAlias = tuple[str, str]
"""The name at the end of a line, and what is behind it."""


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
    below = 1 if tree.below else 0
    lines = lines or fitting(tree, max(1, height - below) if height else 0)
    room = max(1, min(len(lines), height - below) if height else len(lines))
    canvas = Canvas(width, height or room + below, glyphs)
    first = first_in_sight([line.target for line in lines], room, hand)
    pen = _Pen(tree, canvas, glyphs, lines)
    pen.draw(first, room)
    if below:
        canvas.write(0, room, tree.below, "dim")
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
        names = [self._name(line, at) for at, line in enumerate(drawn, first)]
        columns = self._columns(drawn, labels, names)
        for y, (line, label, name) in enumerate(zip(drawn, labels, names, strict=True)):
            is_cut_above = first > 0 and y == 0
            is_cut_below = last < len(self._lines) and y == room - 1
            if is_cut_above or is_cut_below:
                left = first + 1 if is_cut_above else len(self._lines) - last + 1
                arrow = self._glyphs.see_above if is_cut_above else self._glyphs.see_below
                said = f"{arrow} {left:,} more {plural(left, 'line')}"
                self._canvas.write(0, y, said, "dim")
            else:
                x = self._draw_line(y, line, label, columns[line.depth])
                self._draw_name(x, y, line, name)

    def _label(self, line: Line) -> Label | None:
        return label_of(self._tree, line.edge, self._glyphs) if line.edge else None

    def _columns(
        self, lines: Sequence[Line], labels: Sequence[Label | None], names: Sequence[_Name]
    ) -> dict[int, int]:
        """The cells for labels at each depth, so that the names there are aligned.

        Names have a share of the line; what they leave of it is for the labels.
        """
        widest, widest_name = dict[int, int](), dict[int, int]()
        for line, label, name in zip(lines, labels, names, strict=True):
            wide, wide_name = label.width if label else 0, cells("".join(name))
            widest[line.depth] = max(widest.get(line.depth, 0), wide)
            widest_name[line.depth] = max(widest_name.get(line.depth, 0), wide_name)
        rooms = {depth: self._canvas.width - _STEP * depth for depth in widest}
        return {
            depth: min(wide, max(0, rooms[depth] - min(most, widest_name[depth])))
            for depth, wide in widest.items()
            for most in [max(_LEAST_NAME, round(rooms[depth] * _NAME_SHARE))]
        }

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
        # The end of the title of an event says against whom, or where.
        is_event = line.edge is not None and kind_of(line.edge.via) == Event.kind_name
        shorten = cut_middle if is_event else cut
        role = shorten(label.role, wide - cells(label.behind) - 2, glyphs.ellipsis)
        x = canvas.write(x + 2, y, f" {role}", "", line.target)
        canvas.write(x, y, f"{label.behind} ", "dim", line.target, max(1, end - x))
        return end

    def _name(self, line: Line, at: int) -> _Name:
        """The name at the end of a line, and what is behind it."""
        tree, glyphs = self._tree, self._glyphs
        if not line.ref:
            return f" + {line.hidden:,} more {plural(line.hidden, 'tie')}", ""
        name = glyphs.text(f" {tree.ties.book.label(line.ref)}")
        if not line.is_first:
            place = self._places.get(line.ref)
            arrow = glyphs.ellipsis
            if place is not None:
                arrow = glyphs.see_above if place < at else glyphs.see_below
            return f" {arrow}{name}", ""
        more = tree.beyond(line.ref) if line.depth == tree.depth and not tree.goal else 0
        if line.ref == tree.goal:
            name = f" {glyphs.ring}{name}"
        return name, f" (+{more:,})" if more else ""

    def _draw_name(self, x: int, y: int, line: Line, name: _Name) -> None:
        said, behind = name
        look = "strong" if not line.depth else "dim"
        if not line.ref:
            look = "key"
        elif line.depth and line.is_first:
            look = look_of(line.ref)
        room = max(1, self._canvas.width - x - len(behind))
        x = self._canvas.write(x, y, said, look, line.target, room)
        self._canvas.write(x, y, behind, "dim", line.target)
