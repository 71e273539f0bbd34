"""The bands of the score, 0 to 100: what stands in a name as typed above what resembles it.

80 and more: every word typed stands whole in the name, its spaces aside, or is its initials. From
79 down to 65 it is likely to be the name in another spelling, or its beginning while one types;
below 65 it shares only a part. Within a band the share of the name that was typed decides, in few
steps, so that near-equals tie and the record on screen can break the tie.
"""

from typing import Final

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
