"""What all parsers share: tokens, clauses, quoted names, and the error for text not understood.

In “Kidal, old town”, Mali the comma inside the marks separates nothing: while the rest of a line is
parsed, a private-use character stands in for each quoted name (`Quoted`).
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from briefing.model.quotation_marks import CLOSING, closings, parts, taken_out

Find = Callable[[str], str]
"""Gives the ref of the record a name means, or "" if that is not certain."""
_MOST_CLAUSES: Final = 50
LONGEST: Final = 2_000
"""Characters of a phrase that is parsed; a paste may be endless."""
_PLAIN: Final = str.maketrans("’‘ʼ´`‐‑‒–—−", "''''" + "'" + "------")
_UNSEEN: Final = dict.fromkeys(
    (0xAD, 0x61C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)
)
"""Soft hyphens, zero-width spaces, direction marks. Joiners stay: names are spelled with them."""
_LONGEST = 10_000
"""Characters of a line that is parsed; nobody types more."""
_MOST = 1000
"""Quoted names in a line that is parsed."""
_SIGNS = range(0xF0000, 0xFFFFE)
"""A Unicode plane for private use."""
_SIGN = re.compile(f"[{chr(_SIGNS[0])}-{chr(_SIGNS[-1])}]")
# A mark opens only where a name can begin: 16°16'18" opens nothing.
_OPENING = re.compile(rf"{_SIGN.pattern}|(?<![^\s,;:(&\[])[{''.join(CLOSING)}]")


class NotUnderstood(ValueError):
    """Text that could not be parsed; `str()` says what is wrong or missing."""


class NameUnknown(NotUnderstood):
    """Text that is clear but for one name, which matches no record, or several."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no single record matches “{name}”")
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

    `low` is for comparison: lower case, with plain hyphens and apostrophes.
    """

    text: str
    low: str
    type: TokenType
    start: int
    end: int


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
    """A set from words separated by blanks; "raid(s)" stands for "raid" and "raids"."""
    both = (each.partition("(s)") for each in words.split())
    return frozenset(word for stem, plural, _ in both for word in (stem, stem + plural[1:2]))


def shortened(words: str) -> str:
    """Words for a message: on one line, shortened if long."""
    line = " ".join(words.split())
    return f"“{line[:60]}…”" if len(line) > 61 else f"“{line}”"


def clauses(line: str) -> Sequence[str]:
    """The parts of a line between semicolons, without empty ones.

    Raises:
        NotUnderstood: There are more than anybody types.
    """
    found = [part for each in parts(line) if (part := each.strip())]
    if len(found) > _MOST_CLAUSES:
        raise NotUnderstood(f"more than {_MOST_CLAUSES} entries in one line; split it")
    return found


def find_named(name: str, find: Find) -> str:
    """Find the record a name means, with or without its article ("the MNLA"); "" for none."""
    article, _, rest = name.partition(" ")
    return find(name) or (find(rest) if rest and article.casefold() == "the" else "")


class Quoted:
    """A line with its quoted names replaced by placeholders.

    Args:
        line: The line.

    Attributes:
        text: The line with a placeholder for each quoted name, and every run of blanks as one
            blank.

    Raises:
        NotUnderstood: It is too long, or a quotation mark is never closed.
    """

    def __init__(self, line: str) -> None:
        if len(line) > _LONGEST:
            raise NotUnderstood(f"longer than {_LONGEST:,} characters")
        self._names: list[str] = []
        self._written: list[str] = []
        self.text = " ".join(self._without_names(line).split())

    def __call__(self, part: str) -> str:
        """Restore part of the line; a quoted name on its own comes without its marks."""
        if self.is_name(part):
            return self._names[ord(part) - _SIGNS[0]]
        return _SIGN.sub(lambda sign: self._written[ord(sign[0]) - _SIGNS[0]], part)

    def is_name(self, part: str) -> bool:
        """Whether part of the line is exactly one quoted name."""
        return len(part) == 1 and _SIGN.match(part) is not None

    def _without_names(self, line: str) -> str:
        pieces: list[str] = []
        ends = closings(line)
        at = 0
        for found in _OPENING.finditer(line):
            start = found.start()
            if start < at:
                continue
            # A private-use character in the text itself is replaced like a name, to be restored.
            name, end = found[0], start + 1
            if found[0] in CLOSING:
                closing = ends.get(start, start)
                name, end = taken_out(line, start, closing), closing + 1
                if not name.strip() or line[end : end + 1].isalnum():
                    raise NotUnderstood(f"“{found[0]}” is never closed")
            if len(self._names) == _MOST:
                raise NotUnderstood("there are too many names in quotation marks")
            pieces += [line[at:start], chr(_SIGNS[len(self._names)])]
            self._names.append(name.strip() if found[0] == "«" else name)
            self._written.append(line[start:end])
            at = end
        return "".join([*pieces, line[at:]])


def outside(text: str) -> str:
    """The text with every character inside round brackets blanked out, same length.

    Raises:
        NotUnderstood: A bracket is never closed, or never opened.
    """
    depth = 0
    kept: list[str] = []
    for char in text:
        depth -= char == ")"
        if depth < 0:
            break
        kept.append("\0" if depth else char)
        depth += char == "("
    if depth:
        raise NotUnderstood("“(” is never closed" if depth > 0 else "“)” is never opened")
    return "".join(kept)


def split(text: str, signs: str) -> Sequence[str]:
    """Split a line, its quoted names replaced, at any of some signs outside round brackets.

    Returns:
        The parts, stripped, without empty ones.
    """
    parts: list[str] = []
    start = 0
    for at, char in enumerate(outside(text)):
        if char in signs:
            parts.append(text[start:at])
            start = at + 1
    return [part for each in (*parts, text[start:]) if (part := each.strip())]
