"""Makes user text safe to show: it is never markup and contains no control characters.

A record may hold anything: terminal escapes, characters that reverse the reading direction or have
no width. They are shown as a visible mark; the record itself is not changed.
"""

import re
from functools import lru_cache
from unicodedata import category

from rich.cells import cell_len, set_cell_size
from textual.content import Content

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
        return _harmless(_BLANKS.sub(" ", text))
    return text


def typed(text: str) -> str:
    """Text for an input: spaces kept, unshowable characters marked."""
    return _harmless(text.replace("\n", " ").replace("\t", " "))


def paragraphs(text: str) -> list[str]:
    """The lines of a text, unshowable characters marked."""
    return [_harmless(line.expandtabs(4)) for line in text.splitlines()] or [""]


def content(text: str, style: str = "") -> Content:
    """User text for a widget that would parse a string as markup."""
    return Content.styled(one_line(text), style)


def clipped(text: str, width: int) -> str:
    """Text cut to a width in cells, with an ellipsis if it was cut."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""


def wrapped(text: str, width: int) -> list[str]:
    """Text as the lines of a width in cells; at least one."""
    return [line.plain.rstrip() for line in Content(one_line(text)).wrap(max(2, width))] or [""]


@lru_cache(maxsize=4096)
def _harmless(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    shown: list[str] = []
    combining = 0
    for at, character in enumerate(text):
        if "\ufe00" <= character <= "\ufe0f":
            # Variation selectors: terminals disagree on the resulting width.
            continue
        kind = category(character)
        # Stacked accents would spill over the lines above and below.
        combining = combining + 1 if kind in ("Mn", "Me") else 0
        if kind in _UNSHOWN and not is_spelling(text, at):
            shown.append(MARK)
        elif combining <= _MOST_COMBINING:
            shown.append(character)
    return "".join(shown)
