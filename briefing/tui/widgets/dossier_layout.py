"""The layout of a dossier in lines of a given width."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len

from briefing.dossier import Dossier, Item, Section
from briefing.tui.input.safe_text import clipped, one_line, paragraphs, wrapped
from briefing.tui.theme import tone, with_grades

TITLE, SUBTITLE, HEADING, TEXT, DIM, LINK, OPEN, HINT = (
    "title",
    "subtitle",
    "heading",
    "text",
    "dim",
    "link",
    "open",
    "hint",
)
HINT_WIDTH = 2
"""Cells before an item, for the letters that follow its link."""

WHOLE, NO_ITEM = -1, -2
"""What a line of the title, and a line of no item, have for the number of an item."""

_WIDEST_LEAD = 20
_NARROWEST_TEXT = 20
_TAIL_SHARE, _SOURCE_SHARE = 0.5, 0.33


class Piece(NamedTuple):
    """A text and its look."""

    text: str
    look: str = TEXT


class Line(NamedTuple):
    """One line and the number of its item; `WHOLE` for the title."""

    pieces: tuple[Piece, ...]
    item: int = NO_ITEM

    @property
    def is_first(self) -> bool:
        """Whether it is the first line of an item."""
        return bool(self.pieces) and self.pieces[0].look == HINT


def lay_out(dossier: Dossier, width: int) -> list[Line]:
    """Lay out a dossier.

    Args:
        dossier: The dossier.
        width: The cells in a line.

    Returns:
        The lines; items are numbered through all sections from 0. The first piece of an item is
        blank, for the letters that follow its link.
    """
    lines = [*_head(dossier, width)]
    number = 0
    for section in dossier.sections:
        lines.append(Line(()))
        if section.heading:
            lines.append(Line((Piece(section.heading, HEADING),)))
        lead = _lead_width(section)
        for item in section.items:
            lines += _item_lines(item, number, lead, width, is_prose=section.is_prose)
            number += 1
    return lines


def items_of(dossier: Dossier) -> list[Item]:
    """All items, in the order in which `lay_out` numbers them."""
    return [item for section in dossier.sections for item in section.items]


def _head(dossier: Dossier, width: int) -> Iterator[Line]:
    status = one_line(dossier.status)
    room = max(_NARROWEST_TEXT, width - cell_len(status) - 2)
    for number, text in enumerate(wrapped(dossier.title, room)):
        pieces = [Piece(text, TITLE)]
        if number == 0 and status:
            gap = max(1, width - cell_len(text) - cell_len(status))
            pieces += [Piece(" " * gap), Piece(status, tone(status) or SUBTITLE)]
        yield Line(tuple(pieces), WHOLE)
    for text in wrapped(dossier.subtitle, width) if dossier.subtitle else ():
        yield Line((Piece(text, SUBTITLE),))


def _lead_width(section: Section) -> int:
    widest = max((cell_len(one_line(item.lead)) for item in section.items), default=0)
    return min(widest, _WIDEST_LEAD)


def _item_lines(
    item: Item, number: int, lead: int, width: int, *, is_prose: bool
) -> Iterator[Line]:
    hint = Piece(" " * HINT_WIDTH, HINT)
    before = f"{clipped(one_line(item.lead), lead):<{lead}}  " if lead else ""
    room = width - HINT_WIDTH - cell_len(before)
    share = _SOURCE_SHARE if item.field == "cites" else _TAIL_SHARE
    tail = one_line(item.tail)
    shortened = clipped(tail, max(_NARROWEST_TEXT, int(room * share)))
    behind = "  ".join(part for part in (shortened, item.marks) if part)
    beside = cell_len(behind) + 2 if behind else 0
    fits = not is_prose and room - beside >= min(_NARROWEST_TEXT, cell_len(item.text))
    if not fits:
        # Below the text it need not be shortened.
        behind, beside = "  ".join(part for part in (tail, item.marks) if part), 0
    # Every cite links to its source; underlining them all would drown the other links.
    look = LINK if item.ref and item.field != "cites" else TEXT
    if item.against:
        look = OPEN if item.is_open else DIM
    elif item.field == "status":
        look = tone(item.text) or look
    tail_look = tone(item.tail) or DIM
    texts = _wrapped_prose(item.text, room) if is_prose else wrapped(item.text, room - beside)
    for place, text in enumerate(texts):
        first = place == 0
        pieces = [
            hint if first else Piece(" " * HINT_WIDTH),
            Piece(before if first else " " * cell_len(before), DIM),
            Piece(text, look),
        ]
        if first and beside:
            gap = room - cell_len(text) - cell_len(behind)
            pieces += [Piece(" " * gap), Piece(shortened, tail_look)]
            pieces += [Piece("  ")] if shortened and item.marks else []
            pieces += _marks(item.marks)
        yield Line(tuple(pieces), number)
    if behind and not beside:
        for text in wrapped(behind, room):
            indent = " " * (HINT_WIDTH + cell_len(before))
            yield Line((Piece(indent), *_marks(text)), number)


def _marks(text: str) -> list[Piece]:
    return [Piece(part, look) for part, look in with_grades(text, DIM)]


def _wrapped_prose(text: str, width: int) -> list[str]:
    return [line for part in paragraphs(text) for line in wrapped(part, width)]
