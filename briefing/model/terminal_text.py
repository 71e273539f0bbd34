"""Text as a terminal shows it: harmless, in one line, and so many cells wide.

A record may hold anything: terminal escapes, characters that reverse the reading direction or have
no width. They are shown as a visible mark; the record itself is not changed.
"""

import re
from functools import lru_cache
from unicodedata import category, combining, east_asian_width

from briefing.model.joiners import is_spelling

MARK = "·"
"""Replaces a character that cannot be shown."""

# Unicode categories: control, format (bidi, zero-width), surrogate, unassigned, private use,
# line and paragraph separators.
_UNSHOWN = ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
_PLAIN = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_MOST_COMBINING = 4


def one_line(text: str) -> str:
    """Text for one line: whitespace collapsed, unshowable characters marked."""
    if "  " in text or not _PLAIN.fullmatch(text):
        return harmless(_BLANKS.sub(" ", text))
    return text


@lru_cache(maxsize=4096)
def harmless(text: str) -> str:
    """A text with its unshowable characters marked."""
    if _PLAIN.fullmatch(text):
        return text
    shown: list[str] = []
    stacked = 0
    for at, character in enumerate(text):
        if "\ufe00" <= character <= "\ufe0f":
            # Variation selectors: terminals disagree on the resulting width.
            continue
        kind = category(character)
        # Stacked accents would spill over the lines above and below.
        stacked = stacked + 1 if kind in ("Mn", "Me") else 0
        if kind in _UNSHOWN and not is_spelling(text, at):
            shown.append(MARK)
        elif stacked <= _MOST_COMBINING:
            shown.append(character)
    return "".join(shown)


def cells(text: str) -> int:
    """How many cells a terminal draws a text in."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return sum(map(cells_of, text))


@lru_cache(maxsize=4096)
def cells_of(character: str) -> int:
    """How many cells a character takes: 0, 1 or 2."""
    if combining(character) or category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """A text in one line, cut to some cells, with an ellipsis if it was cut."""
    line = one_line(text)
    if cells(line) <= width:
        return line
    kept, room = "", width - 1
    for character in line:
        room -= cells_of(character)
        if room < 0:
            break
        kept += character
    return f"{kept.rstrip()}{ellipsis}" if width > 0 else ""


def cut_middle(text: str, width: int, ellipsis: str = "…") -> str:
    """A text in one line, cut to some cells in its middle, so that its end can be read, too."""
    line = one_line(text)
    if cells(line) <= width:
        return line
    head = cut(line, max(0, width - width // 2), ellipsis)
    at, room = len(line), width - cells(head)
    while at and (room := room - cells_of(line[at - 1])) >= 0:
        at -= 1
    return head + line[at:].lstrip()
