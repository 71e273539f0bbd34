"""What a search takes and returns: entries, hits, their scores and the characters that matched.

The score ranks literal matches above similar ones. From 80 up, every word typed is a whole word of
the name (spaces aside) or the query is its initials. From 79 down to 65, the name is probably meant
in another spelling, or is still being typed. Below 65 it shares only a part. Within a band, the
share of the name that was typed decides, in few steps: near-equals tie, and the caller can break
the tie with the record on screen.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from briefing.search.folding import fold_with_map

Why = Literal["exact", "prefix", "word", "alias", "spelling", "part", "text"]
Span = tuple[int, int]
"""A half-open range of characters."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What can be found of one record.

    Attributes:
        ref: The record, "leader:mokhtar-belmokhtar".
        kind: Its kind, "leader".
        names: The label first, then abbreviation and aliases.
        texts: Longer texts, found by their words.
        is_named: Whether the first name is really a name. The beginning of a quotation, used as
            one, has no other spellings.
    """

    ref: str
    kind: str
    names: tuple[str, ...]
    texts: tuple[str, ...] = ()
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found, and what matched.

    Attributes:
        ref: The record.
        kind: Its kind.
        label: Its first name.
        text: What matched: one of its names, or a passage of a text.
        spans: The ranges of `text` that matched, sorted and not touching.
        score: 0 to 100.
        why: How it matched; "alias" for a precise match on another name than the label.
    """

    ref: str
    kind: str
    label: str
    text: str
    spans: tuple[Span, ...]
    score: float
    why: Why


class Score:
    """The bands of the score, 0 to 100, with the highest score within each."""

    EXACT: Final = 100.0
    PREFIX: Final = 90.0  # up to 98: the name begins with the words typed
    UNDRESSED: Final = 98.0  # up to 98.9: the whole name, but for titles and legal forms
    WORD: Final = 84.0  # up to 88: all words typed, in any order
    SAME_LETTERS: Final = 89.0  # the whole name, but for its spaces
    JOINED: Final = 81.0  # up to 83.5: words of the name, but for their spaces
    ACRONYM: Final = 80.0
    NAME_BEGUN: Final = 79.5  # up to 79.9: the name begins so, within a word
    WORD_BEGUN: Final = 79.1  # up to 79.4: words of the name begin so
    SPELLING: Final = 77.5  # and less, by likeness; up to a point more for its letters
    WORD_CUT: Final = 57.0  # up to 60: only the beginning of a word, where whole words were given
    PART: Final = 56.0  # up to 59: inside a word
    TEXT: Final = 52.0  # and 55: words of a text
    TEXT_ALIKE: Final = 47.0  # and 48: the same with a slip, or in another spelling
    ALIAS_PENALTY: Final = 0.5
    """Taken off when another name than the label matched."""

    LEAST: Final = 44.0
    """Below this, names look alike by chance; `briefing search` and the jump leave them out."""

    LIKELY: Final = 65.0
    """From this on, another spelling is likely to be the name that was meant."""


_PASSAGE: Final = 80
_LEAD: Final = 12  # characters of a passage before the match


def word_starts(folded: str, words: Sequence[str]) -> list[Span]:
    """Find each of `words` at the start of a different word of `folded`.

    Args:
        folded: A folded name or text.
        words: Folded query words.

    Returns:
        One range of `folded` per word, or nothing if one of them begins no word.
    """
    padded = " " + folded
    together = padded.find(" " + " ".join(words))
    if together >= 0:
        return [(together, together + sum(map(len, words)) + len(words) - 1)]
    found: list[Span] = []
    # Longest first: a short word fits in more places than a long one.
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
    """Return where the letters of `acronym` begin words of `folded`, in order."""
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
        # Combining accents belong to the letter before them.
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
        The passage, with … where text was cut, and the ranges in it.
    """
    if len(text) <= _PASSAGE:
        return text, tuple(spans)
    first = spans[0][0] if spans else 0
    low = max(0, min(first - _LEAD, len(text) - _PASSAGE))
    if low > 0:
        # Begin with a whole word, if one begins before the match.
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
