"""What a passage of a report is read as, told in lines; the names that are in an invented book."""

from datetime import date

from briefing.model.parsers.quotes.parse import capture

TALON, VEDRA, FRONT = "leader:idris-talon", "leader:ana-vedra", "group:northern-front"

NAMES = {TALON: "Idris Talon", VEDRA: "Ana Vedra", FRONT: "Northern Front"}
_KNOWN = {
    "Idris Talon": TALON,
    "Talon": TALON,
    "Ana Vedra": VEDRA,
    "Vedra": VEDRA,
    "Northern Front": FRONT,
}

THE_DAY = date(2019, 5, 24)
"""A Friday."""


def find(name: str) -> str:
    """The record of a name, as the search gives it: surely his, also by the surname alone."""
    return _KNOWN.get(name, "")


def name_of(ref: str) -> str:
    """The name of a record."""
    return NAMES[ref]


def told(passage: str) -> list[str]:
    """Who says what in a passage, a line each: “?” where nobody is known to, words in marks."""
    lines = []
    for quote in capture(passage, find, on=THE_DAY, name_of=name_of):
        who = quote.get("attribution") or NAMES.get(quote.get("speaker", ""), "?")
        if "mode" in quote:
            text = quote["text"]
            lines.append(f"{who}: “{text}”" if quote["mode"] == "direct" else f"{who}: {text}")
    return lines
