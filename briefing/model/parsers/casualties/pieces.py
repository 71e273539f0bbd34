"""Split a phrase about casualties into pieces by function, and find what belongs together.

`Findings` tells which pieces are the people of a figure, a circumstance or a subset, and keeps what
has been found so far; `parse` decides what it means.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, Final

from briefing.model.parsers.casualties.figures import Figure, read_figure
from briefing.model.parsers.casualties.vocabulary import (
    DESIGNATORS,
    NO_PEOPLE,
    ONE,
    RISES,
    SEVERITIES,
    THINGS,
    TOPS,
    UNITS,
    UNSURE,
    Meaning,
    Part,
    Voice,
    longest,
    meanings,
)
from briefing.model.parsers.dates.items import months, named, weekdays
from briefing.model.parsers.words import (
    NotUnderstood,
    Token,
    TokenType,
    low_at,
    shortened,
    tokens,
    word_set,
)

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
    """gen lt col maj capt sgt cmdr brig adm dr mr mrs st gov vs jr sr jan feb aug sept oct nov dec
    no"""
)
# The 5th regiment, a 7-year-old, le 3e bataillon.
_NO_NUMBER: Final = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|ère|e|ème|eme)|\d{1,3}-[^\W\d]\S*")
_LEAD: Final = re.compile(
    r"\s*(?:(?:update|wrapup|corrected|refile)\s+\d\d?\s*-|\d(?:st|nd|rd|th)\s+ld,?\s+writethru\s*:)",
    re.IGNORECASE,
)
"""Prefixes that wire services put before a headline."""
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_ARTICLES: Final = frozenset(("a", "an", "another", "un", "une"))
_MOST_BEFORE_ONE: Final = 8
"""Words between an article and its person."""
DETERMINERS: Final = word_set(
    """the all another further its only just these those their his her such first other a additional
    ces leurs ses autres le les la un des"""
)
"""Words that may precede a figure: all 12, a further 5, a total of 20."""
_FILLERS: Final = word_set("total x more other others another additional further autres")
"""Words that describe people only as more or other."""
_RISES_TO: Final = frozenset(("to", "at", "à", "from", "de"))
_PLURALS: Final = word_set(
    """people persons men women children police troops forces youths policemen policewomen gunmen
    militiamen herdsmen fishermen servicemen tribesmen personnel gens personnes policiers hommes
    femmes enfants"""
)
WHOM: Final = word_set("whom them which those these eux elles")
_COLLECTIVES: Final = word_set("taliban taleban isis daesh houthi tuareg hamas hezbollah maoist")
OR: Final = frozenset(["or", "nor", "ou", "ni"])
UNPLAIN: Final[Mapping[Part | None, str]] = {
    Part.DOUBT: "{} leaves open what happened",
    Part.OPEN: "{} does not say whether they were killed, wounded or something else",
    Part.VAGUE: "{} is not a figure; say how many, or the fewest it was, such as 3+",
}
"""What is wrong with words that leave something open."""
_CIRCUMSTANCES: Final = frozenset(
    (
        *(Part.WORD, Part.OF, Part.TIME, Part.ADVERB, Part.PREPOSITION, Part.FIGURE, Part.AND),
        Part.VAGUE,
    )
)
_MOST_WORDS: Final = 12
"""Words in a description of people."""
_SMALL: Final = frozenset(("of", "de", "as", "to"))
_TAKEN: Final = ("abducted", "arrested", "captured")
_JOINTS: Final = (Part.COMMA, Part.AUXILIARY, Part.ADVERB)
_LY: Final = word_set("family elderly ally assembly")
"""People whose word only looks like an adverb."""
MOST_NAMES: Final = 4
"""Words before a comma that may be a member of a list: local chief, three soldiers."""


@dataclass(frozen=True, slots=True)
class PhrasePiece:
    """A part of a phrase: its function, where it is in the text, its words for comparison."""

    meaning: Meaning
    start: int
    end: int
    low: str
    figure: Figure | None = None

    @property
    def part(self) -> Part:
        """Its function."""
        return self.meaning.part


def pieces(text: str) -> Sequence[PhrasePiece]:
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


def _split(found: Sequence[Token]) -> Iterator[PhrasePiece]:
    at = count = 0
    while at < len(found):
        if count == _MOST_PIECES:
            raise NotUnderstood("too long; paste one sentence")
        count += 1
        part, end, figure = _next(found, at)
        if part is not None:
            low = " ".join(token.low for token in found[at:end])
            yield PhrasePiece(part, found[at].start, found[end - 1].end, low, figure)
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
        raise NotUnderstood(f"the number {shortened(token.text)} was not understood")
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
        after = "." if is_last else found[at + 1].text
        ends = after == "." or (after[0].isupper() and not is_short)
        return Meaning(Part.STOP) if ends else None
    return None if sign in _SKIPPED else Meaning(Part.DOUBT)


def _one(found: Sequence[PhrasePiece], at: int) -> PhrasePiece:
    """The piece; an article before one person is a figure: "a soldier", "un civil"."""
    piece = found[at]
    if piece.low not in _ARTICLES:
        return piece
    after = found[at + 1 : at + 1 + _MOST_BEFORE_ONE]
    is_passive = any(each.meaning.voice is Voice.PASSIVE for each in after[:1])
    nouns = [each.low for each in takewhile(lambda each: each.part is Part.WORD, after)]
    is_one = nouns[-1:] and nouns[-1] in ONE
    if not (is_one or (is_passive and piece.low in ("un", "une"))):
        return piece
    return replace(piece, meaning=Meaning(Part.FIGURE), figure=Figure(1, 1, 1, "", 0))


def is_people(word: str) -> bool:
    """Whether a lower-case word names one or several people."""
    return word in ONE or word in _PLURALS or (word.endswith("s") and word[:-1] in ONE)


@dataclass(frozen=True, slots=True)
class People:
    """People counted, or named without a figure; `is_part` if of others: "37 of whom"."""

    figure: Figure | None
    who: str
    start: int
    end: int
    is_part: bool = False

    def row(self, outcome: str) -> dict[str, Any]:
        """The row of casualties for an outcome."""
        known = self.figure.fields() if self.figure else {}
        return {"who": self.who, "outcome": outcome} | known

    @property
    def is_thing(self) -> bool:
        """Whether it counts attacks, villages or cows rather than people."""
        words = self.who.casefold().split(" of ")[0].split()
        is_named_after = bool(words) and is_people(words[-1])
        return not is_named_after and any(word in THINGS for word in words)

    @property
    def is_member(self) -> bool:
        """Whether they are certainly people, as not in "12 flee, 3 soldiers killed"."""
        head = self.who.split(" of ")[0].split()
        return bool(head) and (
            is_people(head[-1].casefold())
            or head[-1].casefold() in _COLLECTIVES
            or (head[-1][0].isupper() and head[-1].endswith("s"))
        )


class Findings:
    """A phrase in pieces, what belongs together in it, and what has been found in it so far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces = pieces(text)
        self._rows: list[dict[str, Any]] = []
        self._row_end = 0
        self._left: list[str] = []
        # Words that may name the perpetrator, until that is decided.
        self._subject: list[int] = []
        self._may_go_on = True
        self._has_toll = False
        # Whether a figure is a death toll, which includes the others.
        self._is_total = False
        # Whether the words before a comma may begin a list: local chief, three boys killed.
        self._dangling = False
        self._known_after: dict[tuple[bool, int], dict[int, int | NotUnderstood]] = {}

    def _end_of_parts(self, at: int, *, is_waiting: bool) -> int:
        """The piece after a subset; `is_waiting` if the fate of the whole is yet to come."""
        place = at + 1
        while place < len(self._pieces):
            part, before = self._part(place), self._part(place - 1)
            if part in (Part.STOP, Part.CLOSING):
                break
            if is_waiting and part in (Part.AUXILIARY, Part.FATE):
                return place
            if part is Part.FATE and self._is_another_fate(at, place):
                raise self._refusal(at, place + 1)
            if before in (Part.COMMA, Part.AND):
                fate = self._pieces[place].meaning
                if fate.voice in (Voice.ACTIVE, Voice.EITHER) and self._is_figure(place + 1):
                    return place
                if place > at + 1 and (outcome := self._outcome_of(place)):
                    # "Including 3 children and 5 wounded": the wounded may be part of them.
                    is_set_off = before is Part.COMMA or self._part(place - 2) is Part.COMMA
                    if not is_set_off or any(row["outcome"] == outcome for row in self._rows):
                        raise self._refusal(at, place + 2)
                    return place
            place += 1
        return place

    def _is_another_fate(self, at: int, fate: int) -> bool:
        """Whether others have their own fate: 12 killed, some rebels wounded."""
        if not self._rows or self._part(fate - 1) is not Part.WORD:
            return False
        is_other = self._pieces[fate].meaning.outcome != self._rows[-1]["outcome"]
        return is_other and any(self._part(each) is Part.COMMA for each in range(at, fate))

    def _outcome_of(self, at: int) -> str:
        """The fate of a figure's own; "" for none."""
        if self._part(at) is not Part.FIGURE:
            return ""
        people = self._people(at)
        fate = self._after_circumstances(people.end)
        is_fated = self._part(fate) is Part.FATE and not people.is_part
        return self._pieces[fate].meaning.outcome if is_fated else ""

    def _end_of_bracket(self, at: int) -> int:
        """The piece after a bracket that is a remark; the bracket itself otherwise."""
        place = at + 1
        while self._part(place) not in (None, Part.CLOSING):
            if self._part(place) in (Part.FATE, Part.DOUBT, Part.OPEN, Part.NONE):
                return at
            place += 1
        return place + 1 if self._part(place) is Part.CLOSING else at

    def _has_one_object(self, at: int) -> bool:
        """Whether exactly one person follows a verb: "kill suspected gunman"."""
        end = self._end_of_words(at + 1)
        words = range(at + 1, end)
        is_alone = self._part(end) not in (Part.COMMA, Part.FIGURE, Part.FATE)
        is_list = any(self._part(each) is Part.AND for each in words)
        return bool(words) and is_alone and not is_list and self._head(at + 1, end) in ONE

    def _is_apart(self, at: int) -> bool:
        """Whether the words before are a subset: "2 seriously", "40 soldiers among the dead"."""
        if self._part(at) is Part.INCLUDING:
            return self._low(at).startswith("among the")
        is_severity = self._low(at) in SEVERITIES and self._rows[-1:] != []
        is_severity = is_severity and self._rows[-1]["outcome"] == "wounded"
        return is_severity and self._part(at + 1) not in (Part.FATE, Part.AUXILIARY)

    def _is_counted(self, at: int) -> bool:
        """Whether a figure in a circumstance counts casualties: "with 3 missing", "… to 40"."""
        if self._is_risen(at):
            return True
        return bool(self._outcome_of(at)) and not self._people(at).is_thing

    def _is_rise(self, at: int) -> bool:
        """Whether a word leads to a death toll: rises to 40, tops 40."""
        if not self._has_toll or self._low(at) not in RISES | TOPS:
            return False
        is_led = self._low(at + 1) in _RISES_TO
        return self._is_figure(at + 1 + is_led)

    def _is_risen(self, at: int) -> bool:
        """Whether a figure is a death toll: "… to 40"."""
        return self._has_toll and self._low(at - 1) in ("to", "at", "à")

    def _end_of_circumstance(self, at: int) -> int:
        place, is_near, has_figure = at + 1, True, False
        while True:
            part = self._part(place)
            if not is_near and self._is_rise(place):
                break
            if part is Part.FIGURE and (not is_near or self._is_counted(place)):
                break
            if part is Part.AND and self._part(place + 1) is not Part.WORD:
                break
            has_figure = has_figure or part is Part.FIGURE
            if part not in _CIRCUMSTANCES and (part is not Part.OPEN or has_figure):
                break
            is_near = part is Part.PREPOSITION or (is_near and self._low(place) in DETERMINERS)
            place += 1
        return place

    def _after_circumstances(self, at: int) -> int:
        """The piece after whatever may separate people and their fate."""
        known = self._known_after.setdefault((self._has_toll, len(self._rows)), {})
        # Backwards, so that nothing is searched twice and calls do not nest deeply.
        for place in range(len(self._pieces), at - 1, -1):
            if place not in known:
                try:
                    known[place] = self._find_after(place)
                except NotUnderstood as reason:
                    known[place] = reason
        found = known[at]
        if isinstance(found, NotUnderstood):
            raise found
        return found

    def _find_after(self, at: int) -> int:
        place = at
        while True:
            is_set_off = self._part(place) is Part.COMMA
            if self._part(place + is_set_off) is Part.INCLUDING:
                place = self._end_of_parts(place + is_set_off, is_waiting=True)
                place += self._part(place) is Part.COMMA
            elif self._part(place) is Part.OPENING and self._end_of_bracket(place) > place:
                place = self._end_of_bracket(place)
            elif self._part(place) is Part.PREPOSITION:
                place = self._end_of_circumstance(place)
            elif self._part(place) in (Part.AUXILIARY, Part.ADVERB, Part.TIME):
                place += 1
            else:
                return place

    def _listed(self, at: int) -> tuple[list[People], int]:
        """The people counted one after another from a figure on, and the piece after them."""
        listed = [self._people(at)]
        while True:
            end = place = listed[-1].end
            while self._part(place) in (Part.COMMA, Part.AND):
                place += 1
            while place > end and self._low(place) in DETERMINERS and not self._is_figure(place):
                place += 1
            if place == end or not self._is_figure(place) or listed[-1].is_part:
                return listed, end
            listed.append(self._people(place))

    def _people(self, at: int) -> People:
        """The figure at a piece, with the people it counts."""
        begin = at + 1
        if self._part(begin) is Part.OF:
            begin += 1
            while self._low(begin) in DETERMINERS:
                begin += 1
            if self._low(begin) in WHOM:
                return People(self._pieces[at].figure, "", at, begin + 1, is_part=True)
        end = begin
        while end - begin < _MOST_WORDS and (length := self._describes(end)):
            end += length
        figure, who = self._pieces[at].figure, self._words(begin, end)
        if self._low(begin) in DESIGNATORS and who[:1].isupper():
            # May be the 93 Brigade, or 93 of a brigade.
            raise self._refusal(at, end)
        if figure and self._part(end) is Part.LEAST and figure.low == figure.high:
            figure, end = replace(figure, best=None, high=None), end + 1
        return People(figure, who, at, end)

    def _describes(self, at: int) -> int:
        """How many pieces from here on describe the people counted; 0 for none."""
        part = self._part(at)
        is_before_word = self._part(at + 1) is Part.WORD
        if part is Part.WORD:
            return int(self._low(at) not in OR)
        if part is Part.OF and is_before_word:
            return 2
        if part is Part.AND and is_before_word:
            end = self._end_of_words(at + 1)
            is_fated = self._part(end) in (Part.FATE, Part.AUXILIARY, Part.ADVERB)
            # One more, "and their mother", would not be included in the figure.
            last = self._low(end - 1)
            are_several = last not in ONE and (is_people(last) or (is_fated and last.endswith("s")))
            return 2 if are_several else 0
        fate = self._pieces[at].meaning if part is Part.FATE else None
        if fate and fate.voice is not Voice.ACTIVE and fate.outcome != "killed":
            # Captured soldiers killed, four displaced killed.
            end = self._after_circumstances(self._end_of_words(at + 1))
            return int(self._part(end) is Part.FATE)
        if self._low(at) == "from" and is_before_word:
            end = self._end_of_words(at + 1)
            return 2 if self._part(end) in (Part.FATE, Part.AUXILIARY) else 0
        return 0

    def _end_of_words(self, at: int) -> int:
        while self._part(at) in (Part.WORD, Part.OF, Part.AND):
            at += 1
        return at

    def _head(self, start: int, end: int) -> str:
        """The word for the people meant: *members* of the regular forces."""
        of = (place for place in range(start + 1, end) if self._part(place) is Part.OF)
        return self._low(next(of, end) - 1)

    def _without_figure(self, start: int, end: int) -> People:
        one = Figure(1, 1, 1, "", 0) if self._head(start, end) in ONE else None
        return People(one, self._words(start, end), start, end)

    def _is_figure(self, at: int) -> bool:
        return self._part(at) is Part.FIGURE

    def _part(self, at: int) -> Part | None:
        return self._pieces[at].part if 0 <= at < len(self._pieces) else None

    def _low(self, at: int) -> str:
        return self._pieces[at].low if 0 <= at < len(self._pieces) else ""

    def _words(self, start: int, end: int) -> str:
        """The words between two pieces, without marks and fillers."""
        if end <= start:
            return ""
        said = self._text[self._pieces[start].start : self._pieces[end - 1].end].split()
        words = (word.strip("“”\"'«»‘’#*[]") for word in said)
        return " ".join(word for word in words if word and word.casefold() not in _FILLERS)

    def _unplain(self, at: int) -> NotUnderstood:
        words = shortened(self._text[self._pieces[at].start : self._pieces[at].end])
        return NotUnderstood(UNPLAIN[self._pieces[at].part].format(words))

    def _refusal(self, start: int, end: int) -> NotUnderstood:
        first, last = self._pieces[max(start, 0)], self._pieces[min(end, len(self._pieces)) - 1]
        return NotUnderstood(f"{shortened(self._text[first.start : last.end])} was not understood")

    # People and their fate

    def _add(self, listed: Iterable[People], outcome: str, end: int) -> int:
        listed = [self._without_adverb(people) for people in listed]
        for people in listed:
            words = people.who.casefold().split()
            if words and words[-1] in UNSURE:
                raise NotUnderstood(UNPLAIN[Part.DOUBT].format(shortened(words[-1])))
            if words and (words[0] in ("a", "an") or words[-1] in NO_PEOPLE):
                raise NotUnderstood(f"{shortened(people.who)} names nobody")
        self._rows += [people.row(outcome) for people in listed]
        self._may_go_on = False
        self._dangling = False
        self._row_end = end
        return end

    def _without_adverb(self, people: People) -> People:
        """People without the adverb before their fate: 12 civilians mistakenly killed."""
        who, _, last = people.who.rpartition(" ")
        if not (last.islower() and last.endswith("ly")) or last in _LY:
            return people
        self._left.append(last)
        return replace(people, who=who)

    def _check_one_fate(self, start: int, after: int) -> None:
        """Refuse "killed and wounded" for the same people."""
        place = after
        while self._part(place) in (Part.AND, Part.COMMA) or self._low(place) in OR:
            place += 1
        if self._part(place) is not Part.FATE or self._pieces[place].meaning.voice is Voice.ACTIVE:
            return
        if place == after or not self._is_figure(place + 1):
            raise self._refusal(start, place + 1)

    # Parts that are not stored

    def _parts(self, at: int) -> int:
        """Skip a part of those already counted."""
        return self._leave(at, self._end_of_parts(at, is_waiting=False))

    def _bracket(self, at: int) -> int:
        """Skip a bracket that says nothing about anybody's fate."""
        end = self._end_of_bracket(at)
        return self._leave(at, end) if end > at else at + 1

    def _freed(self, at: int) -> int:
        """Skip people who were freed; if they are the ones counted as taken, refuse."""
        before = at
        while self._part(before - 1) in (Part.AUXILIARY, Part.ADVERB):
            before -= 1
        if self._rows and self._row_end == before and self._rows[-1]["outcome"] in _TAKEN:
            raise self._refusal(max(0, before - 1), at + 1)
        if self._subject:
            self._leave_subject(at + 1)
        elif self._part(at + 1) is not Part.FIGURE and self._part(before - 1) is not Part.FIGURE:
            self._leave(before, at + 1)
        self._may_go_on = True
        return at + 1

    def _leave(self, start: int, end: int) -> int:
        last = end
        while last > start and self._part(last - 1) in (Part.COMMA, Part.AND):
            last -= 1
        said = (
            self._text[self._pieces[start].start : self._pieces[last - 1].end]
            if last > start
            else ""
        )
        if any(word not in DETERMINERS | _SMALL for word in said.casefold().split()):
            self._left.append(" ".join(said.split()))
        return end

    def _leave_between(self, start: int, end: int) -> None:
        """Record the words between people and their fate: 12, most of them boys, were killed."""
        while start < end and self._part(start) in _JOINTS:
            start += 1
        while start < end and self._part(end - 1) in _JOINTS:
            end -= 1
        self._leave(start, end)

    def _leave_subject(self, end: int = 0) -> None:
        """Record who did something, and what they did up to a piece."""
        subject, self._subject = self._subject, []
        if subject:
            after = subject[-1] + 1
            self._leave(subject[0], end if end == after + 1 else after)
            is_short = len(subject) <= MOST_NAMES
            self._dangling = is_short and is_people(self._low(subject[-1]))
