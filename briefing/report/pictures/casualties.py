"""How many were killed: a bar for each event, from the fewest to the most.

What is certain is solid: the fewest. What is possible is faint: up to the most, or without an end
where nobody gives one. The figure to print is a tick.
"""

import math
from collections.abc import Sequence
from typing import Final

from briefing.model.dates import short
from briefing.model.kinds.event import Casualties, figures
from briefing.report.document import Mark
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
from briefing.views.chronology.marks import date_text

_ROW: Final = 24
_ROWS: Final = 40
"""Events that fill a page."""
_BAR: Final = 10
_NAMES: Final = 290
_FIGURES: Final = 100
_LEFT: Final = _NAMES + 12
_RIGHT: Final = WIDTH - _FIGURES - 12
_ARROW: Final = 14


def draw(marks: Sequence[Mark]) -> str:
    """Draw how many were killed in events.

    Args:
        marks: The events, in the order to draw them.

    Returns:
        An SVG element; empty if no figure is known.
    """
    known = [mark for mark in marks if _known(mark)]
    if not known:
        return ""
    # Of too many, those with the most dead are drawn, in the order given.
    shown = sorted(known, key=_most, reverse=True)[:_ROWS]
    shown.sort(key=known.index)
    drawing = Drawing("Killed, by event", [f"{mark.label}: {_words(mark)}" for mark in shown])
    step = _step(max(map(_most, shown)))
    steps = max(1, math.ceil(max(map(_most, shown)) / step))
    unit = (_RIGHT - _LEFT - _ARROW) / (steps * step)
    height = len(shown) * _ROW
    for number in range(steps + 1):
        x = round(_LEFT + number * step * unit, 1)
        drawing.add("path", d=f"M{x} 0V{height}", stroke=INK, stroke_opacity=RULE)
        label: Look = {"text_anchor": "middle", "fill_opacity": QUIET}
        drawing.write(f"{number * step:,}", x, height + SIZE + 2, **label)
    for number, mark in enumerate(shown):
        _draw_row(drawing, mark, number * _ROW, unit)
    unknown, fewer = len(marks) - len(known), len(known) - len(shown)
    notes = (
        "killed; solid: at least, faint: at most, tick: best figure",
        f"{fewer} with fewer, not drawn" if fewer else "",
        f"{unknown} without figures, not drawn" if unknown else "",
    )
    return drawing.svg(drawing.notes(notes, height + SIZE + 6))


def _draw_row(drawing: Drawing, mark: Mark, top: float, unit: float) -> None:
    middle, base = top + _ROW / 2, top + _ROW / 2 + 4
    when = short(date_text(*mark.when))
    drawing.write(shortened(mark.label, _NAMES - width_of(f"{when} ")), 0, base)
    drawing.write(when, _NAMES, base, text_anchor="end", fill_opacity=QUIET)
    low, most = mark.low or 0, _most(mark)
    says = f"{mark.label}: {_words(mark)}"
    look: Look = {"y": middle - _BAR / 2, "height": _BAR, "fill": ACCENT}
    if most > low:
        at, wide = _LEFT + low * unit, (most - low) * unit
        drawing.add("rect", says, x=at, width=wide, fill_opacity=FAINT, **look)
    if low:
        drawing.add("rect", says, x=_LEFT, width=max(1, low * unit), **look)
    end = _LEFT + most * unit
    if mark.high is None:
        arrow = f"M{end + 2:.1f} {middle - 4}L{end + 9:.1f} {middle}L{end + 2:.1f} {middle + 4}Z"
        drawing.add("path", "no upper figure", d=arrow, fill=ACCENT, fill_opacity=2 * FAINT)
    if mark.best is not None and mark.low != mark.high:
        x = round(_LEFT + mark.best * unit, 1)
        tick = f"M{x} {middle - _BAR / 2 - 3}V{middle + _BAR / 2 + 3}"
        drawing.add("path", d=tick, stroke=INK, stroke_width=2)
    drawing.write(_words(mark), _RIGHT + 12, base)


def _known(mark: Mark) -> bool:
    return any(figure is not None for figure in (mark.low, mark.best, mark.high))


def _most(mark: Mark) -> int:
    return max(figure or 0 for figure in (mark.low, mark.best, mark.high))


def _words(mark: Mark) -> str:
    return figures(Casualties(low=mark.low, best=mark.best, high=mark.high))


def _step(most: int) -> int:
    """Between the lines of the scale: 1, 2 or 5 times a power of ten, so that there are few."""
    power: int = 10 ** max(0, len(str(most)) - 2)
    return next(factor * power for factor in (1, 2, 5, 10, 20, 50) if most <= 5 * factor * power)
