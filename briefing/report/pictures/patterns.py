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
from briefing.views.patterns.strips import legend, overs, widths_of
from briefing.views.patterns.table import Line, Table
from briefing.views.patterns.telling import TOTAL, heading, notes, words
from briefing.views.pictures.glyphs import UNICODE

_ROW: Final = 22
_BAR: Final = 10
_NAMES: Final = 190
_WIDEST: Final = 90
_SMALL: Final = 10
_HEAD: Final = 66
"""Room for the heading of a column that has no shorter one."""

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
    """Draw a cell for each row and column, in as many parts as they need; returns the height."""
    labels = [TOTAL, *(row.label for row in table.rows)]
    names = min(_NAMES, max(map(width_of, labels)) + 8)
    totals = [amount_of(table, key) for key in ("", *(row.key for row in table.rows))]
    total = max(width_of(TOTAL), *(width_of(_short(each)) for each in totals)) + 8
    wide = _cell_width(table, WIDTH - names - total)
    fit = max(1, int((WIDTH - names - total) / wide))
    parts = -(-len(table.columns) // fit)
    fit = -(-len(table.columns) // parts)
    y = SIZE + 0.0
    for start in range(0, len(table.columns), fit):
        columns = table.columns[start : start + fit]
        beside = names + wide * len(columns) + total if start + fit >= len(table.columns) else 0
        y = _draw_part(drawing, table, columns, (names, wide, beside), y)
    return y


def _cell_width(table: Table, room: float) -> float:
    """The width of a cell: all of them in the room if that lets each say the least it can."""
    keys = ("", *(row.key for row in table.rows))
    amounts = [amount_of(table, key, column.key) for key in keys for column in table.columns]
    head = max(
        width_of(line.under, _SMALL) if line.under else min(_HEAD, width_of(line.label, _SMALL))
        for line in table.columns
    )
    least = max(head, widths_of(amounts, UNICODE, lambda text: width_of(text, _SMALL))[-1]) + 3
    return max(least, min(_WIDEST, room / len(table.columns)))


def _draw_part(
    drawing: Drawing,
    table: Table,
    columns: Sequence[Line],
    place: tuple[float, float, float],
    y: float,
) -> float:
    """Draw some columns.

    Args:
        drawing: Where they are drawn.
        table: The table.
        columns: The columns.
        place: The width of names, that of a cell, and where the totals end; 0 for no totals.
        y: Where they begin.

    Returns:
        Where they end.
    """
    names, wide, beside = place
    top = y + SIZE * 2 + 12
    _draw_heads(drawing, columns, names, wide, top)
    right: Look = {"text_anchor": "end"}
    if beside:
        drawing.write(TOTAL, beside, top - 4, **right)
    for number, row in enumerate(table.rows):
        y = top + number * _ROW
        drawing.write(shortened(row.label, names - 6), 0, y + _ROW * 0.7)
        for at, column in enumerate(columns):
            says = f"{row.label}, {column.label}: {words(table, row.key, column.key)}"
            amount = amount_of(table, row.key, column.key)
            _draw_cell(drawing, amount, table.most, says, (names + at * wide, y, wide))
        if beside:
            drawing.write(_short(amount_of(table, row.key)), beside, y + _ROW * 0.7, **right)
    y = top + len(table.rows) * _ROW
    end = beside or names + wide * len(columns)
    drawing.add("path", d=f"M0 {y:.1f}H{end:.1f}", stroke=INK, stroke_opacity=QUIET)
    drawing.write(TOTAL, 0, y + _ROW * 0.7)
    for at, column in enumerate(columns):
        _write_in(drawing, amount_of(table, "", column.key), (names + at * wide, y, wide))
    if beside:
        drawing.write(_short(amount_of(table)), beside, y + _ROW * 0.7, **right)
    return y + _ROW


def _draw_heads(
    drawing: Drawing, columns: Sequence[Line], names: float, wide: float, top: float
) -> None:
    is_wide = all(_fits(line.wide, wide) for line in columns)
    fit = [line.wide if is_wide else line.under for line in columns]
    for at, over in overs(columns, fit, lambda over: (width_of(over) + 4) / wide):
        drawing.write(over, names + at * wide + 2, top - SIZE - 6, fill_opacity=QUIET)
    for at, (line, head) in enumerate(zip(columns, fit, strict=True)):
        lines = [head] if head else _in_two(line.label, wide - 4)
        for up, text in enumerate(reversed(lines)):
            y = top - 4 - up * (_SMALL + 2)
            drawing.write(text, names + at * wide + 2, y, font_size=_SMALL)


def _in_two(label: str, room: float) -> Sequence[str]:
    """A label in one line or two, the second with what fits of the rest."""
    first, *rest = label.split() or [""]
    while rest and width_of(f"{first} {rest[0]}", _SMALL) <= room:
        first = f"{first} {rest.pop(0)}"
    return [shortened(each, room, _SMALL) for each in (first, " ".join(rest)) if each]


def _fits(text: str, wide: float) -> bool:
    return bool(text) and width_of(text, _SMALL) <= wide - 2


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
    """Write as much of what a cell says as fits."""
    x, y, wide = place
    if amount.is_empty:
        return
    shorts = amount.shorts(UNICODE)
    text = next((each for each in shorts if _fits(each, wide)), shorts[-1])
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
