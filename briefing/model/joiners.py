"""Zero-width characters that belong to the spelling of a word: علی‌رضا is not علیرضا.

Source: RFC 5892 (IDNA), appendix A.1 and A.2: a joiner follows a virama, or comes between letters
of a script that joins them.
"""

import unicodedata

JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner."""

_VIRAMA = 9
"""The combining class of signs that remove a letter's vowel."""


def is_spelling(text: str, at: int) -> bool:
    """Whether the character there is a joiner that is part of a word's spelling."""
    if text[at] not in JOINERS or at == 0:
        return False
    if unicodedata.combining(text[at - 1]) == _VIRAMA:
        return True
    is_arabic = [unicodedata.bidirectional(each) == "AL" for each in text[at - 1 : at + 2 : 2]]
    return is_arabic == [True, True]
