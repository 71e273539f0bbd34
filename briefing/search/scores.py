"""The bands of the score, 0 to 100: precise above fuzzy, whatever the names.

Within a band the share of the name that was typed decides, in whole points only, so that
near-equals tie and the record on screen can break the tie.
"""

from typing import Final

EXACT: Final = 100.0
PREFIX: Final = 90.0  # up to 98
WORD: Final = 82.0  # up to 89
JOINED: Final = 81.0
ACRONYM: Final = 80.0
SPELLING: Final = 79.0  # and less, by likeness
PART: Final = 65.0  # up to 69
TEXT: Final = 60.0  # up to 63
ALIAS_PENALTY: Final = 0.5
"""Taken off when another name than the label matched."""

LEAST: Final = 44.0
"""Below this, names look alike by chance; `briefing search` and the jump leave them out."""
