"""Who is tied to whom: a record on the left, a column for each step from it, a line for each tie.

What only possibly was in the period has a dashed line. Rankings and separate parts are bars.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from briefing.model.plurals import plural
from briefing.report.pictures.drawing import (
    ACCENT,
    INK,
    QUIET,
    SIZE,
    WIDTH,
    Drawing,
    Look,
    shortened,
    width_of,
)
from briefing.views.network.bars import Chart
from briefing.views.network.edges import edge_said
from briefing.views.network.lines import Label, Line, fitting, label_of
from briefing.views.network.neighbourhood import Tree
from briefing.views.pictures.glyphs import UNICODE

_ROW: Final = 22
_ROWS: Final = 60
"""Lines that fill a page."""
_STEP: Final = 22
_SMALL: Final = 11
_NAME: Final = 200
"""Room for a name, at least."""
_NAMES: Final = 260


def draw_tree(tree: Tree) -> str:
    """Draw a neighbourhood, or the paths between two records.

    Args:
        tree: The tree.

    Returns:
        An SVG element; empty if there are no ties.
    """
    if not tree.shown:
        return ""
    lines = fitting(tree, _ROWS)
    shown, ties = lines[:_ROWS], tree.ties
    says = {line: edge_said(ties, line.edge) for line in shown if line.edge}
    title = ties.sight.heading(f"Network of {ties.book.label(tree.root)}")
    drawing = Drawing(title, list(says.values()))
    labels = {line: label_of(tree, line.edge, UNICODE) for line in shown if line.edge}
    places = {line.ref: at for at, line in enumerate(shown) if line.is_first}
    columns = _columns(labels)
    _draw_stems(drawing, shown)
    for at, line in enumerate(shown):
        x = columns.get(line.depth, 0) if line.edge else _STEP * line.depth
        if line in labels:
            _draw_tie(drawing, line, labels[line], at, x, says[line])
        name = _name(tree, line, at, places)
        look: Look = {"font_weight": "bold"} if line.is_first else {"fill_opacity": QUIET}
        drawing.write(shortened(name, WIDTH - x), x, _base(at), **look)
    left = len(lines) - len(shown)
    notes = (
        "dashed: possible, not certain"
        if any(each.is_possible for each in labels.values())
        else "",
        tree.below,
        f"{left} more {plural(left, 'line')}, not drawn" if left else "",
    )
    return drawing.svg(drawing.notes(notes, len(shown) * _ROW))


def _base(at: int) -> float:
    """The baseline of a line of text."""
    return at * _ROW + _ROW / 2 + 4


def _columns(labels: Mapping[Line, Label]) -> Mapping[int, float]:
    """Where names begin at each depth."""
    widest: dict[int, float] = {}
    for line, label in labels.items():
        wide = width_of(f" {label.role}{label.behind} ", _SMALL) + _STEP
        widest[line.depth] = max(widest.get(line.depth, 0), wide)
    return {
        depth: min(_STEP * (depth - 1) + wide + 12, WIDTH - _NAME) for depth, wide in widest.items()
    }


def _draw_stems(drawing: Drawing, lines: Sequence[Line]) -> None:
    """The lines down from each record to those under it."""
    for at, line in enumerate(lines):
        for depth, goes_on in enumerate(line.goes_on, 1):
            is_own = depth == line.depth
            if goes_on or is_own:
                x, top = _STEP * (depth - 1) + 4, at * _ROW
                bottom = top + (_ROW if goes_on else _ROW / 2)
                drawing.add("path", d=f"M{x} {top}V{bottom}", **_stroke())


def _draw_tie(drawing: Drawing, line: Line, label: Label, at: int, x: float, said: str) -> None:
    left, middle = _STEP * (line.depth - 1) + 4, at * _ROW + _ROW / 2
    look = _stroke() | ({"stroke_dasharray": "2 3"} if label.is_possible else {})
    words = shortened(f"{label.role}{label.behind}", x - left - 20, _SMALL)
    behind = left + 16 + width_of(words, _SMALL)
    path = f"M{left} {middle}H{left + 8}M{behind:.0f} {middle}H{max(behind, x - 4):.0f}"
    drawing.add("path", said, d=path, **look)
    drawing.write(words, left + 12, _base(at), font_size=_SMALL, fill_opacity=QUIET)


def _name(tree: Tree, line: Line, at: int, places: Mapping[str, int]) -> str:
    """The name at the end of a line; an arrow points to where a record stands in full."""
    if not line.ref:
        return f"+ {line.hidden} more {plural(line.hidden, 'tie')}"
    name = tree.ties.book.label(line.ref)
    if line.is_first:
        return name
    place = places.get(line.ref)
    arrow = UNICODE.ellipsis if place is None else "↑" if place < at else "↓"
    return f"{arrow} {name}"


def draw_bars(chart: Chart, title: str) -> str:
    """Draw a ranking or the separate parts.

    Args:
        chart: The rows.
        title: What it is.

    Returns:
        An SVG element; empty if there are no rows.
    """
    rows = chart.rows[:_ROWS]
    if not rows:
        return ""
    headings = chart.headings
    said = [
        f"{row.name}: "
        + ", ".join(f"{head} {value[1]}" for head, value in zip(headings, row.values, strict=True))
        for row in rows
    ]
    drawing = Drawing(title, said)
    each = (WIDTH - _NAMES) / len(headings)
    for column, heading in enumerate(headings):
        left = _NAMES + 12 + column * each
        drawing.write(heading, left, SIZE, fill_opacity=QUIET, font_size=_SMALL)
        most = max(row.values[column][0] for row in rows) or 1
        figures = max(width_of(f" {row.values[column][1]}", _SMALL) for row in rows)
        for at, row in enumerate(rows, 1):
            value, figure = row.values[column]
            long = max(1, (each - figures - 24) * value / most) if value else 0
            drawing.add(
                "rect", said[at - 1], x=left, y=at * _ROW + 6, width=long, height=10, fill=ACCENT
            )
            drawing.write(figure, left + long + 4, _base(at), font_size=_SMALL)
    for at, row in enumerate(rows, 1):
        drawing.write(shortened(row.name, _NAMES), 0, _base(at))
    left_out = len(chart.rows) - len(rows)
    notes = (chart.below, f"{left_out} more, not drawn" if left_out else "")
    return drawing.svg(drawing.notes(notes, (len(rows) + 1) * _ROW))


def _stroke() -> Look:
    return {"stroke": INK, "stroke_opacity": 0.5, "fill": "none"}
