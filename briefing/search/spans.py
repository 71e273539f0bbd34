"""Which characters of the text on screen matched: ranges of the original, and the passage shown."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from briefing.search.folding import fold_with_map

Span = tuple[int, int]

_PASSAGE: Final = 80
_LEAD: Final = 12  # how much of a passage stands before the match


def word_starts(folded: str, words: Sequence[str]) -> list[Span]:
    """Find each of `words` at the start of a word of `folded`, each at a place of its own.

    Args:
        folded: A folded name or text.
        words: Folded query words.

    Returns:
        One range of `folded` per word, or nothing when one of them begins no word.
    """
    padded = " " + folded
    together = padded.find(" " + " ".join(words))
    if together >= 0:
        return [(together, together + sum(map(len, words)) + len(words) - 1)]
    found: list[Span] = []
    # Longest first: a short word can stand in more places than a long one.
    for word in sorted(words, key=len, reverse=True):
        taken = {start for start, _ in found}
        at = padded.find(" " + word)
        while at in taken:
            at = padded.find(" " + word, at + 1)
        if at < 0:
            return []
        found.append((at, at + len(word)))
    return sorted(found)


def words_at(folded: str, places: Iterable[int]) -> list[Span]:
    """Return the ranges of the words of `folded` with these numbers."""
    ranges: list[Span] = []
    start = 0
    for word in folded.split(" "):
        ranges.append((start, start + len(word)))
        start += len(word) + 1
    return [ranges[place] for place in sorted(places)]


def initials(folded: str, acronym: str) -> list[Span]:
    """Return where the letters of `acronym` open words of `folded`, in order."""
    found: list[Span] = []
    at = -1
    padded = " " + folded
    for letter in acronym:
        at = padded.find(" " + letter, at + 1)
        if at < 0:
            return found
        found.append((at, at + 1))
    return found


def in_original(text: str, folded_spans: Iterable[Span]) -> tuple[Span, ...]:
    """Turn ranges of the folded text into ranges of the text as written, merged and sorted."""
    _, places = fold_with_map(text)
    merged: list[Span] = []
    for low, high in sorted(folded_spans):
        start, end = places[low], places[high - 1] + 1
        # Accents written as characters of their own belong to the letter before them.
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def passage(text: str, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """Cut `text` to what fits on a line around the first match.

    Args:
        text: The whole text.
        spans: Its matched ranges, sorted.

    Returns:
        The passage, with … where something was left out, and the ranges in it.
    """
    if len(text) <= _PASSAGE:
        return text, tuple(spans)
    first = spans[0][0] if spans else 0
    low = max(0, min(first - _LEAD, len(text) - _PASSAGE))
    if low > 0:
        # Begin at a word, if one begins before the match.
        space = text.find(" ", low, first)
        low = space + 1 if space >= 0 else low
    high = min(len(text), low + _PASSAGE)
    if high < len(text):
        space = text.rfind(" ", max(low, spans[0][1] if spans else low), high)
        high = space if space > low else high
    before, after = ("…" if low > 0 else ""), ("…" if high < len(text) else "")
    shift = len(before) - low
    kept = tuple(
        (max(start, low) + shift, min(end, high) + shift)
        for start, end in spans
        if start < high and end > low
    )
    return before + text[low:high] + after, kept
