"""What all parsers share: tokens, clauses, and the error for text that is not understood."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from briefing.model.quotation_marks import parts

Find = Callable[[str], str]
"""Gives the ref of the record a name means, or "" if that is not certain."""


class NotUnderstood(ValueError):
    """Text that could not be parsed; `str()` says what is wrong or missing."""


class NameUnknown(NotUnderstood):
    """Text that is clear but for one name, which matches no record, or several.

    Attributes:
        name: The name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” matches no record, or several")
        self.name = name


class TokenType(StrEnum):
    """The type of a token."""

    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    CLOCK = "clock"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign in a text.

    Attributes:
        text: As written.
        low: For comparison: lower case, with plain hyphens and apostrophes.
        type: Its type.
        start: Where it begins in the text.
        end: Where it ends.
    """

    text: str
    low: str
    type: TokenType
    start: int
    end: int


MOST_CLAUSES: Final = 50
LONGEST: Final = 2_000
"""Characters of a phrase that is parsed; a paste may be endless."""

_PLAIN: Final = str.maketrans("’‘ʼ´`‐‑‒–—−", "''''" + "'" + "------")


_UNSEEN: Final = dict.fromkeys(
    (0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
)
"""Soft hyphens, zero-width spaces, direction marks. Joiners stay: names are spelled with them."""


def legible(text: str) -> str:
    """The text without invisible characters, and with ASCII digits.

    Superscripts stay as they are: "12²" is twelve and a footnote, not 122.
    """
    seen = unicodedata.normalize("NFC", text.translate(_UNSEEN))
    if seen.isascii():
        return seen
    return "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() and not char.isascii() else char
        for char in seen
    )


_TYPES: Final = {each.value: each for each in TokenType} | {"elision": TokenType.WORD}


@cache
def _token() -> re.Pattern[str]:
    """Return the pattern of a token, compiled at its first use: it would slow the start by 1 ms.

    No repetition contains another one, so a text is scanned once.
    """
    return re.compile(
        r"""
        (?P<date>(?<![\w.])(?:\d{4}-\d\d-\d\d|\d{1,4}([/.])\d{1,2}\2\d{2,4})(?![\w/]))
        | (?P<clock>(?<!\w)\d{1,2}:\d\d(?!\w))
        | (?P<number>(?<!\w)
            (?:\d{1,3}(?:[,.'’\u00a0\u2009\u202f\ ]\d{3}){1,4} | \d{1,15}(?:[.,]\d{1,2})?)
            (?!\w|[.,]\d|-[^\W\d]))
        | (?P<elision>(?<!\w)(?:[dDlL]|[qQ]u)['’](?=\w))
        | (?P<word>\w+(?:['’.&-]\w+)*)
        | (?P<sign>\S)
        """,
        re.VERBOSE,
    )


def tokens(text: str) -> Sequence[Token]:
    """Split a text into words, numbers and signs."""
    return [
        Token(
            found[0],
            found[0].translate(_PLAIN).casefold(),
            _TYPES[found.lastgroup or ""],
            found.start(),
            found.end(),
        )
        for found in _token().finditer(text)
    ]


def low_at(found: Sequence[Token], at: int) -> str:
    """A token for comparison; "" past the last one."""
    return found[at].low if at < len(found) else ""


def word_set(words: str) -> frozenset[str]:
    """A set from words separated by blanks."""
    return frozenset(words.split())


def quoted(words: str) -> str:
    """Words for a message: on one line, shortened if long."""
    line = " ".join(words.split())
    return f"“{line[:60]}…”" if len(line) > 61 else f"“{line}”"


def clauses(line: str) -> Sequence[str]:
    """The parts of a line between semicolons, without empty ones.

    Raises:
        NotUnderstood: There are more than anybody types.
    """
    found = [part for each in parts(line) if (part := each.strip())]
    if len(found) > MOST_CLAUSES:
        raise NotUnderstood(f"more than {MOST_CLAUSES} entries in one line; split it")
    return found


def find_named(name: str, find: Find) -> str:
    """Find the record a name means, with or without its article ("the MNLA"); "" for none."""
    article, _, rest = name.partition(" ")
    return find(name) or (find(rest) if rest and article.casefold() == "the" else "")
