"""SVG that is always well-formed: what the pictures draw with.

Colours follow the page: `INK` is the colour of its text, the others are variables that it may set.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeAlias
from xml.etree import ElementTree

WIDTH: Final = 660
"""The width of every picture, in its own units; it is scaled to the page."""

SIZE: Final = 12
"""The size of type."""

_SMALL: Final = 11
_TOLD: Final = 100
"""Marks that a description names."""

INK: Final = "currentColor"
ACCENT: Final = "var(--picture, #8c2d19)"
PAPER: Final = "var(--paper, #fff)"
FAINT: Final = 0.3
"""How opaque is what is only possible."""
RULE: Final = 0.18
"""How opaque a line of a grid is."""
QUIET: Final = 0.7
"""How opaque notes and labels of an axis are."""

_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW: Final = frozenset("ijlftrI.,:;'’|!()[] /-")
_BROAD: Final = frozenset("mwMW@%—…")


Look: TypeAlias = dict[str, str | float]
"""Attributes of SVG, with `_` for `-`."""


class Drawing:
    """A picture that grows from the top.

    Args:
        title: What it is.
        shows: What it shows, for readers who cannot see it.
    """

    def __init__(self, title: str, shows: Sequence[str]) -> None:
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "role": "img",
            "font-family": "var(--sans, system-ui, sans-serif)",
            "font-size": str(SIZE),
        }
        self._root = ElementTree.Element("svg", attributes)
        more = [f"and {len(shows) - _TOLD} more"] if len(shows) > _TOLD else []
        self._into = self._root
        for tag, words in (("title", title), ("desc", "; ".join([*shows[:_TOLD], *more]))):
            ElementTree.SubElement(self._root, tag).text = _clean(words)

    @contextmanager
    def cut_off(self, height: float, top: float = 0) -> Iterator[None]:
        """Cut off what is added meanwhile, which begins at the top, at the edges and a height."""
        size = {"y": _figure(top), "width": _figure(WIDTH), "height": _figure(height)}
        self._into = ElementTree.SubElement(self._root, "svg", size)
        try:
            yield
        finally:
            self._into = self._root

    def add(self, tag: str, tip: str = "", /, **attributes: str | float) -> None:
        """Add a shape.

        Args:
            tag: Its SVG element.
            tip: What is said when it is pointed at.
            attributes: Those of SVG, with `_` for `-`.
        """
        self._add(tag, "", tip, attributes)

    def write(self, words: str, x: float, y: float, /, **attributes: str | float) -> None:
        """Add a line of text on its baseline, readable across lines that were drawn before."""
        if not words:
            return
        halo: Look = {"stroke": PAPER, "stroke_width": 3, "paint_order": "stroke"}
        self._add("text", words, "", {"x": x, "y": y, "fill": INK, **halo, **attributes})

    def notes(self, notes: Iterable[str], y: float) -> float:
        """Write what is to be said below the picture; returns the height to there."""
        lines: list[str] = []
        for note in filter(None, notes):
            longer = f"{lines[-1]} · {note}" if lines else note
            if lines and width_of(longer, _SMALL) <= WIDTH:
                lines[-1] = longer
            else:
                lines.append(note)
        for number, line in enumerate(lines, 1):
            self.write(line, 0, y + number * (_SMALL + 5), fill_opacity=QUIET, font_size=_SMALL)
        return y + len(lines) * (_SMALL + 5) + 6

    def svg(self, height: float) -> str:
        """The picture, cut to a height."""
        self._root.set("viewBox", f"0 0 {WIDTH} {_figure(height)}")
        return ElementTree.tostring(self._root, encoding="unicode")

    def _add(self, tag: str, words: str, tip: str, attributes: Look) -> None:
        given = {
            name.replace("_", "-"): value if isinstance(value, str) else _figure(value)
            for name, value in attributes.items()
        }
        element = ElementTree.SubElement(self._into, tag, given)
        element.text = _clean(words)
        if tip:
            ElementTree.SubElement(element, "title").text = _clean(tip)


def width_of(words: str, size: float = SIZE) -> float:
    """About how wide a text is: no font is known here, so it is a little too wide for most."""
    return sum(map(_em, words)) * size


def shortened(words: str, room: float, size: float = SIZE) -> str:
    """A text in one line that fits, with "…" for what does not."""
    line = " ".join(words.split())
    if width_of(line, size) <= room:
        return line
    while line and width_of(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF" or character in _BROAD:
        return 1
    if character in _NARROW:
        return 0.38
    return 0.7 if character.isupper() else 0.6


def _clean(words: str) -> str:
    """A text without the characters that no XML may contain."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words)


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
