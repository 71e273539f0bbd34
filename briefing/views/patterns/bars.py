"""A table without columns drawn in characters: a bar for each row.

What is certain is solid; what is only possible, and figures up to the highest, are faint.
"""

from collections.abc import Sequence
from typing import Final

from briefing.model.terminal_text import cells, one_line
from briefing.views.patterns.amounts import Amount, amount_of
from briefing.views.patterns.strips import cell_at, page, rows_said, target_of, write_notes
from briefing.views.patterns.table import Line, Table
from briefing.views.patterns.tallies import EVENTS
from briefing.views.patterns.telling import TOTAL, notes
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import Glyphs

_WIDEST_NAME: Final = 32
_SHORTEST_BAR: Final = 8


def draw_bars(table: Table, width: int, height: int, glyphs: Glyphs, hand: str = "") -> Canvas:
    """Draw a table as bars, with those of a second measure beside the first.

    Args:
        table: The table, without columns.
        width: Cells from left to right.
        height: Lines.
        glyphs: What to draw with.
        hand: The id of the row in hand.
    """
    canvas = Canvas(width, height, glyphs)
    rows, _ = page(table.rows, cell_at(hand)[0], max(1, height - 3))
    longest = max((cells(one_line(line.label)) for line in table.rows), default=0)
    name = min(max(longest, len(TOTAL)), _WIDEST_NAME, width // 3) + 1
    measures = [each for each in (table.asked.measure, table.asked.against) if each]
    room = (width - name) // len(measures)
    canvas.write(0, 0, rows_said(table.rows, rows), "dim", "", name - 1)
    for y, line in enumerate(rows, 1):
        canvas.write(0, y, line.label, "", target_of(line.key, ""), name - 1)
    canvas.write(0, len(rows) + 1, TOTAL, "strong", target_of("", ""), name - 1)
    for at, measure in enumerate(measures):
        x = name + at * room
        canvas.write(x, 0, measure, "heading", "", room - 1)
        _draw_measure(canvas, table, rows, measure, (x, room - 1), glyphs)
    has_faint = any(
        each.most > each.certain
        for line in rows
        for each in (amount_of(table, line.key, "", measure) for measure in measures)
    )
    what = "possibly, or at most" if measures != [EVENTS] else "possibly"
    signs = [f"{glyphs.solid} certainly  {glyphs.faint} {what}"] if has_faint else []
    write_notes(canvas, len(rows) + 2, (*signs, *notes(table)))
    return canvas


def _draw_measure(
    canvas: Canvas,
    table: Table,
    rows: Sequence[Line],
    measure: str,
    place: tuple[int, int],
    glyphs: Glyphs,
) -> None:
    """Draw the bars of one measure, with its words behind them."""
    x, width = place
    amounts = [amount_of(table, line.key, "", measure) for line in rows]
    total = amount_of(table, "", "", measure)
    longest = max(len(each.brief) for each in (*amounts, total))
    room = max(_SHORTEST_BAR, min(width - longest - 2, width // 2))
    most = max((amount_of(table, line.key, "", measure).most for line in table.rows), default=0)
    for y, (line, amount) in enumerate(zip(rows, amounts, strict=True), 1):
        target = target_of(line.key, "")
        bar = bar_of(amount, most, room - 1, glyphs)
        canvas.draw(x, y, bar.ljust(room), "" if amount.certain else "dim", target)
        canvas.write(x + room + 1, y, amount.brief, "", target, width - room - 1)
    words = total.brief
    canvas.write(x + room + 1, len(rows) + 1, words, "strong", target_of("", ""), width - room - 1)


def bar_of(amount: Amount, most: int, room: int, glyphs: Glyphs) -> str:
    """The bar of a row; anything that is not nothing can be seen."""
    if not most:
        return glyphs.later if amount.is_open else ""
    reaches = max(amount.most, amount.certain)
    full = max(1, round(reaches / most * room)) if reaches else 0
    solid = min(full, max(1, round(amount.certain / most * room))) if amount.certain else 0
    if solid == full and reaches > amount.certain and full < room:
        full += 1
    return f"{glyphs.solid * solid}{glyphs.faint * (full - solid)}" + (
        glyphs.later if amount.is_open else ""
    )


def draw_patterns(table: Table, width: int, height: int, glyphs: Glyphs, hand: str = "") -> Canvas:
    """Draw a table as what it is: a grid, or bars where it has no columns."""
    from briefing.views.patterns.strips import draw_strips

    if not table.events:
        canvas = Canvas(width, height, glyphs)
        canvas.write(0, 0, "there are no events", "dim")
        return canvas
    draw = draw_bars if table.is_bars else draw_strips
    return draw(table, width, height, glyphs, hand)
