"""Anchors: where exact words stand in a text, and where they stand once the text has changed.

An anchor is a TextQuoteSelector and a TextPositionSelector of the W3C Web Annotation Data Model
(2017), 4.2.4 and 4.2.5, in one. Offsets count the characters of a Python text, which are the
Unicode code points that the standard asks for.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from typing import Final, NamedTuple

from briefing.model.kinds.record import Anchor

AROUND: Final = 32
"""Characters kept from before and after the words."""

_LONGEST_GAP: Final = 1000
"""Characters that are looked at for a word beyond blanks."""

_MOST_PLACES: Final = 1000
"""Places of the same words that are compared; words that occur more often are lost."""


class Standing(StrEnum):
    """Whether anchored words still stand where they stood."""

    FOUND = "found"
    MOVED = "moved"
    LOST = "lost"


class Place(NamedTuple):
    """Where anchored words stand now.

    Attributes:
        standing: Whether they still stand there.
        start: Their first character.
        end: The character after the last; both are 0 if the words are lost.
    """

    standing: Standing
    start: int = 0
    end: int = 0


LOST: Final = Place(Standing.LOST)


def anchor(text: str, start: int, end: int) -> Anchor:
    """Anchor the words between two offsets of a text.

    Args:
        text: The text of the source.
        start: The first character, from 0.
        end: The character after the last.

    Raises:
        ValueError: There are no words between these offsets.
    """
    if not (0 <= start < end <= len(text)) or text[start:end].isspace():
        raise ValueError(f"no words stand between {start} and {end} of {len(text)} characters")
    return Anchor(end, start, _before(text, start), _after(text, end))


def find(text: str, words: str, anchor: Anchor) -> Place:
    """Find anchored words in a text that may have changed since.

    They are found where they stood, or moved to the one place where the same words stand between
    the same neighbours. Words that merely resemble them, or stand elsewhere, are not taken for
    them.

    Args:
        text: The text of the source as it is now.
        words: The exact words: a cite's passage, or the text of a quote.
        anchor: Where they stood.
    """
    if not words:
        return LOST
    there = anchor.start + len(words)
    is_there = there == anchor.end and text.startswith(words, anchor.start)
    if is_there and _agrees(text, anchor.start, there, anchor):
        return Place(Standing.FOUND, anchor.start, there)
    places = list(islice(_places(text, words), _MOST_PLACES + 1))
    found = [at for at in places if _agrees(text, at, at + len(words), anchor)]
    if len(found) != 1 or len(places) > _MOST_PLACES:
        return LOST
    return Place(Standing.MOVED, found[0], found[0] + len(words))


def _agrees(text: str, start: int, end: int, anchor: Anchor) -> bool:
    """Whether what stands around a place is what stood around the words."""
    before, after = anchor.prefix, anchor.suffix
    # Nothing is kept only of blanks at either end of a text.
    return (
        (bool(before) or not text[max(0, start - _LONGEST_GAP) : start].strip())
        and (bool(after) or not text[end : end + _LONGEST_GAP].strip())
        and text.endswith(before, 0, start)
        and text.startswith(after, end)
    )


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _before(text: str, start: int) -> str:
    """What stands before an offset: more than usual if that is blank, as blanks tell nothing."""
    around = text[max(0, start - AROUND) : start]
    if around.strip():
        return around
    gap = text[max(0, start - _LONGEST_GAP) : start]
    word = gap.rstrip()
    return gap[len(word) - 1 :] if word else ""


def _after(text: str, end: int) -> str:
    around = text[end : end + AROUND]
    if around.strip():
        return around
    gap = text[end : end + _LONGEST_GAP]
    word = gap.lstrip()
    return gap[: len(gap) - len(word) + 1] if word else ""
