"""The bands of the score, 0 to 100: what stands in a name as typed above what resembles it.

80 and more: every word typed stands whole in the name, its spaces aside, or is its initials. From
79 down to 65 it is likely to be the name in another spelling, or its beginning while one types;
below 65 it shares only a part. Within a band the share of the name that was typed decides, in few
steps, so that near-equals tie and the record on screen can break the tie.
"""

from math import exp
from typing import Final

EXACT: Final = 100.0
PREFIX: Final = 90.0  # up to 98: the name begins with the words typed
UNDRESSED: Final = 98.0  # up to 98.9: the whole name, but for titles and legal forms
WORD: Final = 84.0  # up to 88: all words typed, in any order
SAME_LETTERS: Final = 89.0  # the whole name, but for its spaces
JOINED: Final = 81.0  # words of the name, but for their spaces
ACRONYM: Final = 80.0
NAME_BEGUN: Final = 79.5  # up to 79.9: the name begins so, within a word
WORD_BEGUN: Final = 79.1  # up to 79.4: words of the name begin so
SPELLING: Final = 78.0  # and less, by likeness; up to a point more for its letters
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

_STRETCH: Final = 0.6  # half of what a query could say is more than half a likeness to a reader
_NEEDED: Final = 4.0  # nats more than it takes to tell one name among all
_CHEAPER: Final = 0.053  # less likeness is needed for each nat more, and more for each nat less
_LEAST_NEEDED: Final = 62.0


def spelling(alike: float, said: float) -> float:
    """Return what another spelling of a name scores.

    Two long rare words in common are a person, two short common ones are not, however like they
    are: so it takes more likeness where less was said.

    Args:
        alike: How much of what the query could say was met, 0 to 1.
        said: How much that is, in nats, beyond what it takes to tell one name among all.
    """
    found = SPELLING * alike**_STRETCH
    if found <= LEAST:
        return found
    needed = max(LIKELY * exp(-_CHEAPER * (said - _NEEDED)), _LEAST_NEEDED)
    if found < needed or needed >= SPELLING:
        return LEAST + (found - LEAST) * (LIKELY - LEAST) / (needed - LEAST)
    return LIKELY + (found - needed) * (SPELLING - LIKELY) / (SPELLING - needed)
