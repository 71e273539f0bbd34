"""How far parts of a phrase extend: the people of a figure, a circumstance, a subset."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from briefing.model.parsers.casualties.figures import Figure
from briefing.model.parsers.casualties.pieces import pieces
from briefing.model.parsers.casualties.vocabulary import (
    DESIGNATORS,
    ONE,
    RISES,
    SEVERITIES,
    THINGS,
    TOPS,
    Part,
    Voice,
)
from briefing.model.parsers.words import NotUnderstood, quoted, word_set

DETERMINERS: Final = word_set(
    "the all another further its only just these those their his her such first other a "
    "additional les ces leurs ses autres le la un des"
)
"""Words that may precede a figure: all 12, a further 5, a total of 20."""
_FILLERS: Final = word_set("total x more other others another additional further autres")
"""Words that describe people only as more or other."""
_RISES_TO: Final = frozenset(("to", "at", "à", "from", "de"))
_PLURALS: Final = word_set(
    "people persons men women children police troops forces youths policemen policewomen "
    "gunmen militiamen herdsmen fishermen servicemen tribesmen personnel gens personnes "
    "policiers hommes femmes enfants"
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


def is_people(word: str) -> bool:
    """Whether a lower-case word names one or several people."""
    return word in ONE or word in _PLURALS or (word.endswith("s") and word[:-1] in ONE)


@dataclass(frozen=True, slots=True)
class People:
    """People counted, or named without a figure.

    Attributes:
        figure: How many; None if not given.
        who: The people, in the words of the phrase.
        start: The first piece.
        end: The piece after them.
        is_part: Whether they are expressly part of others: "37 of whom".
    """

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


class Spans:
    """A phrase in pieces, and what belongs together in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces = pieces(text)
        self._rows: list[dict[str, Any]] = []
        self._has_toll = False
        self._known_after: dict[tuple[bool, int], dict[int, int | NotUnderstood]] = {}

    def _end_of_parts(self, at: int, *, is_waiting: bool) -> int:
        """The piece after a subset.

        Args:
            at: Where the subset begins.
            is_waiting: Whether the fate of the whole is yet to come.
        """
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
        words = quoted(self._text[self._pieces[at].start : self._pieces[at].end])
        return NotUnderstood(UNPLAIN[self._pieces[at].part].format(words))

    def _refusal(self, start: int, end: int) -> NotUnderstood:
        first, last = self._pieces[max(start, 0)], self._pieces[min(end, len(self._pieces)) - 1]
        return NotUnderstood(f"{quoted(self._text[first.start : last.end])} was not understood")
