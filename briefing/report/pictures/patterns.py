"""Counts and figures over time, place and more: a grid, or a bar for each row.

In a grid a cell is as dark as what is certain in it is much, and a frame alone is what is only
possible. Of a bar, what is certain is solid, and what is possible is faint.
"""

from collections.abc import Sequence
from typing import Final

from briefing.report.pictures.drawing import (
    ACCENT,
    FAINT,
    INK,
    QUIET,
    RULE,
    SIZE,
    WIDTH,
    Drawing,
    Look,
    shortened,
    width_of,
)
from briefing.views.patterns.amounts import Amount, amount_of
from briefing.views.patterns.strips import legend
from briefing.views.patterns.table import Line, Table
from briefing.views.patterns.telling import TOTAL, heading, notes, words
from briefing.views.pictures.glyphs import UNICODE

_ROW: Final = 22
_BAR: Final = 10
_NAMES: Final = 190
_WIDEST: Final = 90
_SMALL: Final = 10
_LIGHTEST: Final = 0.12
"""How opaque a cell with the least is."""


def draw_table(table: Table) -> str:
    """Draw a table.

    Args:
        table: The table.

    Returns:
        An SVG element; empty if there are no events.
    """
    if not table.events:
        return ""
    told = [f"{line.label}: {words(table, line.key)}" for line in table.rows]
    drawing = Drawing(heading(table), [*told, f"{TOTAL}: {words(table)}"])
    drawing.write(shortened(heading(table), WIDTH), 0, SIZE, font_weight="bold")
    height = _draw_bars(drawing, table) if table.is_bars else _draw_grid(drawing, table)
    return drawing.svg(drawing.notes((legend(table, UNICODE), *notes(table)), height + 4))


def _draw_grid(drawing: Drawing, table: Table) -> float:
    """Draw a cell for each row and column; returns the height."""
    totals = [_short(amount_of(table, line.key)) for line in (*table.rows,)]
    end = WIDTH - max(map(width_of, (*totals, _short(amount_of(table)), TOTAL))) - 6
    wide = min(_WIDEST, (end - _NAMES) / max(1, len(table.columns)))
    top = SIZE * 3 + 12.0
    _draw_heads(drawing, table.columns, wide, top)
    right: Look = {"text_anchor": "end"}
    beside = _NAMES + wide * len(table.columns) + WIDTH - end
    drawing.write(TOTAL, beside, top - 4, **right)
    for number, row in enumerate(table.rows):
        y = top + number * _ROW
        drawing.write(shortened(row.label, _NAMES - 6), 0, y + _ROW * 0.7)
        for at, column in enumerate(table.columns):
            says = f"{row.label}, {column.label}: {words(table, row.key, column.key)}"
            amount = amount_of(table, row.key, column.key)
            _draw_cell(drawing, amount, table.most, says, (_NAMES + at * wide, y, wide))
        drawing.write(_short(amount_of(table, row.key)), beside, y + _ROW * 0.7, **right)
    y = top + len(table.rows) * _ROW
    drawing.add("path", d=f"M0 {y:.1f}H{beside:.1f}", stroke=INK, stroke_opacity=QUIET)
    drawing.write(TOTAL, 0, y + _ROW * 0.7)
    for at, column in enumerate(table.columns):
        _write_in(drawing, amount_of(table, "", column.key), (_NAMES + at * wide, y, wide))
    drawing.write(_short(amount_of(table)), beside, y + _ROW * 0.7, **right)
    return y + _ROW


def _draw_heads(drawing: Drawing, columns: Sequence[Line], wide: float, top: float) -> None:
    over, free = "", 0.0
    for at, line in enumerate(columns):
        x = _NAMES + at * wide
        head = line.wide or line.label
        if width_of(head, _SMALL) > wide - 2:
            head = line.under or shortened(head, wide - 2, _SMALL)
        is_said = head[:3] == line.over[:3]
        if line.over and line.over != over and x >= free and not is_said:
            drawing.write(line.over, x + 2, top - SIZE - 6, fill_opacity=QUIET)
            free = x + width_of(line.over) + 4
        over = line.over
        if width_of(head, _SMALL) <= wide:
            drawing.write(head, x + 2, top - 4, font_size=_SMALL)


def _draw_cell(
    drawing: Drawing, amount: Amount, most: int, says: str, place: tuple[float, float, float]
) -> None:
    x, y, wide = place
    look: Look = {"x": x + 0.5, "y": y + 0.5, "width": max(0.5, wide - 1), "height": _ROW - 1}
    if amount.certain and most:
        share = min(1.0, amount.certain / most)
        opacity = _LIGHTEST + share * (0.75 - _LIGHTEST)
        drawing.add("rect", says, fill=ACCENT, fill_opacity=opacity, **look)
    elif not amount.is_empty:
        edge: Look = {"fill": "none", "stroke": ACCENT, "stroke_opacity": FAINT}
        drawing.add("rect", says, **edge, **look)
    _write_in(drawing, amount, place)


def _write_in(drawing: Drawing, amount: Amount, place: tuple[float, float, float]) -> None:
    """Write what fits of what a cell says."""
    x, y, wide = place
    if amount.is_empty:
        return
    shorts = amount.shorts(UNICODE)
    text = next((each for each in shorts if width_of(each, _SMALL) <= wide - 2), "")
    look: Look = {"text_anchor": "middle", "font_size": _SMALL}
    drawing.write(text, x + wide / 2, y + _ROW * 0.68, **look)


def _short(amount: Amount) -> str:
    return amount.shorts(UNICODE)[0]


def _draw_bars(drawing: Drawing, table: Table) -> float:
    """Draw a bar for each row, and those of a second measure beside them; returns the height."""
    measures = [each for each in (table.asked.measure, table.asked.against) if each]
    room = (WIDTH - _NAMES) / len(measures)
    top = SIZE * 2 + 14.0
    for number, row in enumerate(table.rows):
        drawing.write(shortened(row.label, _NAMES - 6), 0, top + number * _ROW + _ROW * 0.7)
    bottom = top + len(table.rows) * _ROW
    drawing.write(TOTAL, 0, bottom + _ROW * 0.7)
    for at, measure in enumerate(measures):
        x = _NAMES + at * room
        drawing.write(measure, x, top - 4, fill_opacity=QUIET)
        amounts = [amount_of(table, row.key, "", measure) for row in table.rows]
        total = amount_of(table, "", "", measure)
        said = max(width_of(each.brief) for each in (*amounts, total)) + 12
        length = max(room * 0.2, room - said - 14)
        most = max((max(each.most, each.certain) for each in amounts), default=0)
        for number, (row, amount) in enumerate(zip(table.rows, amounts, strict=True)):
            y = top + number * _ROW
            says = f"{row.label}: {amount.words}"
            _draw_bar(drawing, amount, says, (x, y), length / most if most else 0)
            text = shortened(amount.brief, room - length - 18)
            drawing.write(text, x + length + 14, y + _ROW * 0.7)
        drawing.write(
            shortened(total.brief, room - length - 18), x + length + 14, bottom + _ROW * 0.7
        )
    drawing.add("path", d=f"M0 {bottom:.1f}H{WIDTH}", stroke=INK, stroke_opacity=RULE)
    return bottom + _ROW


def _draw_bar(
    drawing: Drawing, amount: Amount, says: str, place: tuple[float, float], unit: float
) -> None:
    x, y = place
    look: Look = {"y": y + (_ROW - _BAR) / 2, "height": _BAR, "fill": ACCENT}
    most = max(amount.most, amount.certain)
    if most > amount.certain:
        at, wide = x + amount.certain * unit, (most - amount.certain) * unit
        drawing.add("rect", says, x=at, width=max(1, wide), fill_opacity=FAINT, **look)
    if amount.certain:
        drawing.add("rect", says, x=x, width=max(1, amount.certain * unit), **look)
    if amount.is_open:
        end, middle = x + most * unit, y + _ROW / 2
        arrow = f"M{end + 2:.1f} {middle - 4}L{end + 9:.1f} {middle}L{end + 2:.1f} {middle + 4}Z"
        drawing.add("path", "no upper figure", d=arrow, fill=ACCENT, fill_opacity=2 * FAINT)
