"""Split a phrase about casualties into pieces by function; `phrases` parses them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefing.model.parsers.casualties.figures import Figure, read_figure
from briefing.model.parsers.casualties.vocabulary import (
    DESIGNATORS,
    ONE,
    UNITS,
    Meaning,
    Part,
    Voice,
    longest,
    meanings,
)
from briefing.model.parsers.dates.calendar import months, named, weekdays
from briefing.model.parsers.words import (
    NotUnderstood,
    Token,
    TokenType,
    low_at,
    quoted,
    tokens,
    word_set,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a phrase.

    Attributes:
        meaning: Its function.
        start: Where it begins in the text.
        end: Where it ends.
        low: Its words, for comparison.
        figure: The figure, if it is one.
    """

    meaning: Meaning
    start: int
    end: int
    low: str
    figure: Figure | None = None

    @property
    def part(self) -> Part:
        """Its function."""
        return self.meaning.part


_SIGNS: Final = {
    ",": Part.COMMA,
    ";": Part.STOP,
    "|": Part.STOP,
    "!": Part.STOP,
    "?": Part.DOUBT,
    "-": Part.STOP,
    ":": Part.COLON,
    "(": Part.OPENING,
    ")": Part.CLOSING,
    "&": Part.AND,
}
_SKIPPED: Final = frozenset("“”\"'«»‘’‹›*#[]…")
_MOST_PIECES: Final = 200
"""Pieces of a phrase that is parsed: more than any sentence has."""
_ABBREVIATED: Final = word_set(
    "gen lt col maj capt sgt cmdr brig adm dr mr mrs st gov vs jr sr jan feb aug sept oct nov "
    "dec no"
)
# The 5th regiment, a 7-year-old, le 3e bataillon.
_NO_NUMBER: Final = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|ère|e|ème|eme)|\d{1,3}-[^\W\d]\S*")
_LEAD: Final = re.compile(
    r"\s*(?:(?:update|wrapup|corrected|refile)\s+\d\d?\s*-|\d(?:st|nd|rd|th)\s+ld,?\s+writethru\s*:)",
    re.IGNORECASE,
)
"""Prefixes that wire services put before a headline."""
_FIRST_YEAR, _LAST_YEAR = 1800, 2100


def pieces(text: str) -> Sequence[Piece]:
    """Split a phrase into pieces.

    Raises:
        NotUnderstood: A number in it cannot be parsed.
    """
    lead = _LEAD.match(text)
    begin = lead.end() if lead else 0
    found = list(_split(_without_marks(tokens(" " * begin + text[begin:]))))
    return [_one(found, at) for at in range(len(found))]


def _without_marks(found: Sequence[Token]) -> Sequence[Token]:
    """The tokens without quotation marks, except beside brackets, where they enclose a word."""
    return [
        token
        for at, token in enumerate(found)
        if token.text not in _SKIPPED
        or low_at(found, at + 1) == ")"
        or (at and found[at - 1].low == "(")
    ]


def _split(found: Sequence[Token]) -> Iterator[Piece]:
    at = count = 0
    while at < len(found):
        if count == _MOST_PIECES:
            raise NotUnderstood("too long; paste one sentence")
        count += 1
        part, end, figure = _next(found, at)
        if part is not None:
            low = " ".join(token.low for token in found[at:end])
            yield Piece(part, found[at].start, found[end - 1].end, low, figure)
        at = end


def _next(found: Sequence[Token], at: int) -> tuple[Meaning | None, int, Figure | None]:
    """The piece that begins at a token: its function, the token after it, and its figure."""
    token = found[at]
    if end := _time(found, at):
        return Meaning(Part.TIME), end, None
    if token.low in DESIGNATORS and token.text[0].isupper() and _is_plain_number(found, at + 1):
        return Meaning(Part.WORD), at + 2, None
    if _is_minus(found, at):
        raise NotUnderstood("fewer than zero is impossible")
    figure = read_figure(found, at)
    if figure and not (figure.end == at + 1 and token.low in _ARTICLES):
        if low_at(found, figure.end) in UNITS:
            return Meaning(Part.TIME), figure.end + 1, None
        return Meaning(Part.FIGURE), figure.end, figure
    for length in range(longest(), 0, -1):
        words = " ".join(each.low for each in found[at : at + length])
        if (meaning := meanings().get(words)) and not _is_acronym(token, meaning, found):
            return meaning, min(at + length, len(found)), None
    if token.type is TokenType.SIGN:
        return _sign(found, at), at + 1, None
    if token.type is TokenType.NUMBER or (
        token.low[0].isdecimal() and not _NO_NUMBER.fullmatch(token.low)
    ):
        raise NotUnderstood(f"the number {quoted(token.text)} was not understood")
    return Meaning(Part.WORD), at + 1, None


def _is_acronym(token: Token, meaning: Meaning, found: Sequence[Token]) -> bool:
    """Whether IS is the Islamic State rather than a verb: in capitals where other words are not."""
    is_upper = len(token.text) > 1 and token.text.isupper() and meaning.part is not Part.FATE
    return is_upper and any(each.text[1:].islower() for each in found)


def _time(found: Sequence[Token], at: int) -> int:
    """The token after a date or time of day that begins here; 0 if there is none."""
    token = found[at]
    if token.type in (TokenType.DATE, TokenType.CLOCK):
        return at + 1
    if _is_plain_number(found, at) and int(token.text) <= 31:
        month = named(months(), found, at + 1)
        return _with_year(found, month[1]) if month else 0
    if (day := named(weekdays(), found, at)) and (token.text[0].isupper() or len(token.text) > 4):
        return day[1]
    if not token.text[0].isupper():
        return 0
    if month := named(months(), found, at):
        end = month[1] + (low_at(found, month[1]) == ".")
        if _is_plain_number(found, end) and int(found[end].text) <= 31:
            return _with_year(found, end + 1)
        return _with_year(found, end) if _is_year(found, end) else 0
    return 0


def _with_year(found: Sequence[Token], at: int) -> int:
    """The token after the year that may follow, with or without a comma."""
    after = at + (low_at(found, at) == ",")
    return after + 1 if _is_year(found, after) else at


def _is_year(found: Sequence[Token], at: int) -> bool:
    return (
        _is_plain_number(found, at)
        and len(found[at].text) == 4
        and (_FIRST_YEAR <= int(found[at].text) <= _LAST_YEAR)
    )


def _is_plain_number(found: Sequence[Token], at: int) -> bool:
    return at < len(found) and found[at].type is TokenType.NUMBER and found[at].text.isdecimal()


def _is_minus(found: Sequence[Token], at: int) -> bool:
    """Whether a sign makes the number after it negative."""
    if found[at].low != "-" or at + 1 >= len(found) or found[at + 1].type is not TokenType.NUMBER:
        return False
    is_close = found[at].end == found[at + 1].start
    return is_close and (at == 0 or found[at - 1].end < found[at].start)


def _sign(found: Sequence[Token], at: int) -> Meaning | None:
    sign = found[at].low
    if sign in _SIGNS:
        return Meaning(_SIGNS[sign])
    if sign == ".":
        is_last = at + 1 == len(found)
        before = low_at(found, at - 1) if at else ""
        is_short = len(before) == 1 or "." in before or before in _ABBREVIATED
        ends = (
            is_last
            or found[at + 1].low == "."
            or (found[at + 1].text[0].isupper() and not is_short)
        )
        return Meaning(Part.STOP) if ends else None
    return None if sign in _SKIPPED else Meaning(Part.DOUBT)


def _one(found: Sequence[Piece], at: int) -> Piece:
    """The piece; an article before one person is a figure: "a soldier", "un civil"."""
    piece = found[at]
    if piece.low not in _ARTICLES:
        return piece
    after = found[at + 1].meaning if at + 1 < len(found) else Meaning(Part.STOP)
    if piece.low in ("un", "une") and after.voice is Voice.PASSIVE:
        return replace(piece, meaning=Meaning(Part.FIGURE), figure=Figure(1, 1, 1, "", 0))
    last = ""
    for each in found[at + 1 : at + 1 + _MOST_WORDS]:
        if each.part is not Part.WORD:
            break
        last = each.low
    if last not in ONE:
        return piece
    return replace(piece, meaning=Meaning(Part.FIGURE), figure=Figure(1, 1, 1, "", 0))


_ARTICLES: Final = frozenset(("a", "an", "another", "un", "une"))
_MOST_WORDS: Final = 8
"""Words between an article and its person."""
