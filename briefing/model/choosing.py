"""Which of some choices a typed text means."""

from collections.abc import Sequence
from itertools import zip_longest

_LEAST = 3
"""Letters from which a text may be misspelt."""

_CLOSE = 75
"""Least similarity of a misspelt text, in percent."""


def likely(
    typed: str,
    choices: Sequence[str],
    meanings: Sequence[str] = (),
    synonyms: Sequence[str] = (),
) -> Sequence[str]:
    """The choices a text may mean, the likeliest first.

    Args:
        typed: The beginning of a choice, or of a word in it or in its meaning; of three letters or
            more, also misspelt. One letter is the beginning of a choice where any begins with it.
        choices: The choices.
        meanings: Their meanings; empty where they explain themselves.
        synonyms: Other words for them; these come last, and no single letter begins one.
    """
    begun = _plain(typed)
    if not begun:
        return ()
    texts = [
        (_plain(choice), _plain(f"{choice} {meaning}"), _plain(others))
        for choice, meaning, others in zip_longest(choices, meanings, synonyms, fillvalue="")
    ]
    firsts = [at for at, (choice, _, _) in enumerate(texts) if choice.startswith(begun)]
    words = [at for at, (_, text, _) in enumerate(texts) if f" {begun}" in f" {text}"]
    others = [at for at, (_, _, text) in enumerate(texts) if f" {begun}" in f" {text}"]
    if len(begun) == 1:
        found = dict.fromkeys(firsts or words)
    else:
        found = dict.fromkeys((*firsts, *words, *others))
    if not found and len(begun) >= _LEAST:
        found = {
            at: None
            for at, (_, text, others) in enumerate(texts)
            if _resembles(begun, f"{text} {others}")
        }
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
