"""Makes user text safe to show: it is never markup and contains no control characters."""

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from briefing.model.terminal_text import MARK, harmless, one_line

__all__ = ["MARK", "clipped", "content", "one_line", "paragraphs", "typed", "wrapped"]


def typed(text: str) -> str:
    """Text for an input: spaces kept, unshowable characters marked."""
    return harmless(text.replace("\n", " ").replace("\t", " "))


def paragraphs(text: str) -> list[str]:
    """The lines of a text, unshowable characters marked."""
    return [harmless(line.expandtabs(4)) for line in text.splitlines()] or [""]


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
