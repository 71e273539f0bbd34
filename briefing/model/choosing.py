"""Which of some choices a typed text means."""

from collections.abc import Sequence
from itertools import zip_longest

_LEAST = 3
"""Letters from which a text may be misspelt."""

_CLOSE = 75
"""Least similarity of a misspelt text, in percent."""


def likely(typed: str, choices: Sequence[str], meanings: Sequence[str] = ()) -> Sequence[str]:
    """The choices a text may mean, the likeliest first.

    Args:
        typed: The beginning of a choice, or of a word in it or in its meaning; of three letters or
            more, also misspelt. One letter is the beginning of a choice where any begins with it.
        choices: The choices.
        meanings: Their meanings; empty where they explain themselves.
    """
    begun = _plain(typed)
    if not begun:
        return ()
    texts = [
        (_plain(choice), _plain(meaning))
        for choice, meaning in zip_longest(choices, meanings, fillvalue="")
    ]
    firsts = [at for at, (choice, _) in enumerate(texts) if choice.startswith(begun)]
    words = [at for at, both in enumerate(texts) if any(f" {begun}" in f" {text}" for text in both)]
    found = dict.fromkeys(firsts if firsts and len(begun) == 1 else (*firsts, *words))
    if not found and len(begun) >= _LEAST:
        found = {at: None for at, both in enumerate(texts) if _resembles(begun, " ".join(both))}
    return [choices[at] for at in found]


def is_begun(choice: str, typed: str) -> bool:
    """Whether a choice begins with a typed text."""
    return _plain(choice).startswith(_plain(typed))


def _resembles(begun: str, words: str) -> bool:
    """Whether a text resembles one of some words, or its beginning."""
    from rapidfuzz.fuzz import ratio

    starts = (text[: len(begun) + 1] for text in (words, *words.split()))
    return any(ratio(begun, start) >= _CLOSE for start in starts)


def _plain(text: str) -> str:
    return " ".join(text.replace("-", " ").replace("/", " ").casefold().split())
