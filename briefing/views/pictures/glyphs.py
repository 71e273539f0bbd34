"""The characters of pictures: those of Unicode, or ASCII for terminals that have no others."""

import os
import re
from typing import NamedTuple


class Glyphs(NamedTuple):
    """What pictures are drawn with.

    Attributes:
        solid: What is certain.
        faint: What is only possible.
        levels: From nothing to the most, upright.
        shades: From nothing to the most, filling a cell; never solid.
        earlier: It reaches back beyond the edge.
        later: It reaches on beyond the edge.
        mark: One thing at one point.
        ring: One thing near a point.
        claim: What another source says instead.
        grid: A point of a line that helps to read the picture.
        about: Before a number of things that are only possible.
        across: A line from left to right.
        down: A line downwards.
        tee: A line across, from which one goes down.
        branch: A line down, from which one goes right.
        corner: The last of these.
        ellipsis: What was cut off.
        dotted: A line from left to right that is only possible.
        middle: What all else stands around.
        see_above: It stands in full farther up.
        see_below: It stands in full farther down.
        dot: What separates words.
        vague: One thing somewhere about a point, nobody says how near.
        mixed: Several things at about one point, some of them near it.
        many: Several things where there is no room to say how many.
        perhaps: It is only possible.
        crossing: Where lines of a grid cross.
        speck: A dot of a line or an area, where there are no finer ones.
    """

    solid: str = "█"
    faint: str = "░"
    levels: str = " ▁▂▃▄▅▆▇█"
    shades: str = " ░▒▓"
    earlier: str = "←"
    later: str = "→"
    mark: str = "●"
    ring: str = "○"
    claim: str = "≠"
    grid: str = "·"
    about: str = "≈"
    across: str = "─"
    down: str = "│"
    tee: str = "┬"
    branch: str = "├"
    corner: str = "└"
    ellipsis: str = "…"
    dotted: str = "╌"
    middle: str = "◉"
    see_above: str = "↑"
    see_below: str = "↓"
    dot: str = "·"
    vague: str = "◌"
    mixed: str = "◐"
    many: str = "*"
    perhaps: str = "≈"
    crossing: str = "┼"
    speck: str = "·"

    @property
    def is_ascii(self) -> bool:
        """Whether nothing but ASCII is drawn."""
        return self.mark.isascii()

    def text(self, text: str) -> str:
        """A text as it can be drawn: in ASCII, letters of other scripts as they are romanised."""
        if not self.is_ascii or text.isascii():
            return text
        from anyascii import anyascii

        return anyascii(_SAID.sub(lambda found: _WORDS[found[0]], text))

    def level(self, share: float) -> str:
        """How high a share of the most stands; anything above 0 can be seen."""
        return _of(self.levels, share)

    def shade(self, share: float) -> str:
        """How dark a share of the most is; anything above 0 can be seen."""
        return _of(self.shades, share)


_WORDS = {"†": " dead", "≈": "~", "≠": "!", "…": "~", "·": "-"}
"""Signs that no romanisation has."""

_SAID = re.compile("|".join(_WORDS))


def _of(scale: str, share: float) -> str:
    if share <= 0:
        return scale[0]
    return scale[max(1, min(len(scale) - 1, round(share * (len(scale) - 1))))]


UNICODE = Glyphs()
ASCII = Glyphs(
    solid="#",
    faint=":",
    levels=" .:-=+*%#",
    shades=" .:*",
    earlier="<",
    later=">",
    mark="@",
    ring="o",
    claim="!",
    grid=".",
    about="?",
    across="-",
    down="|",
    tee="+",
    branch="+",
    corner="`",
    ellipsis="~",
    dotted=".",
    middle="*",
    see_above="^",
    see_below="v",
    dot="-",
    vague="?",
    mixed="&",
    many="*",
    perhaps="~",
    crossing="+",
    speck=".",
)


def is_ascii_only() -> bool:
    """Whether the terminal has only ASCII, as the locale of the environment says (POSIX, 8.2)."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    return bool(locale) and "utf" not in locale.lower() and os.name == "posix"


def glyphs(*, ascii_only: bool) -> Glyphs:
    """The characters to draw with."""
    return ASCII if ascii_only else UNICODE
