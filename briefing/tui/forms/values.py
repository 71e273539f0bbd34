"""Values of fields as editors show them, and what is typed as values."""

from typing import Any

from briefing.tui.input.safe_text import paragraphs, typed


def as_lines(value: Any) -> str:
    """A text, or a list of texts, as the lines of an editor."""
    lines = value if isinstance(value, list | tuple) else paragraphs(value or "")
    return "\n".join(typed(line) for line in lines)


def as_items(value: Any) -> list[Any]:
    """One value, many or none, as the items of a list."""
    return list(value) if isinstance(value, list | tuple) else [value] if value else []


def number_in(text: str) -> Any:
    """The number a text says; the text itself when it says none, for a fault to name."""
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text
