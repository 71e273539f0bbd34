"""Casualties as reports give them: "11 militants killed", "kills 4, wounds 5", "12 morts".

A phrase is understood completely, or refused. It is split into pieces by function (a figure with
its people, their fate, a circumstance); then

* every figure belongs to an outcome, to a circumstance ("in two attacks", "in 24 hours"), to the
  cause of death ("two bombs kill 12"), or is a part of another one ("including 3 children");
* every outcome has its people or its figure;
* words that deny or doubt (not, feared, would), or leave the fate open ("killed and wounded",
  "casualties"), are refused;
* circumstances and perpetrators are not casualties: they are reported as not kept, and so is
  hearsay (reportedly, apparently).

A refusal says which words were not understood. No part of a figure is ever left in the words for
the people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from briefing.model.parsers.casualties.displayed import read_shown
from briefing.model.parsers.casualties.figures import Figure
from briefing.model.parsers.casualties.pieces import (
    DETERMINERS,
    MOST_NAMES,
    OR,
    UNPLAIN,
    WHOM,
    Findings,
    People,
    is_people,
)
from briefing.model.parsers.casualties.vocabulary import (
    HEARSAY,
    LIVES,
    NOBODY,
    NOUNS,
    PARTICLES,
    RISES,
    SEVERITIES,
    TAKES,
    TOPS,
    Part,
    Voice,
)
from briefing.model.parsers.words import (
    LONGEST,
    NotUnderstood,
    clauses,
    legible,
    shortened,
)

_NO_OUTCOME: Final = (
    "how many people were killed, wounded, captured, abducted, arrested, missing or displaced?"
)
_TEXT_BREAKS: Final = frozenset(
    (
        *(Part.STOP, Part.COMMA, Part.COLON, Part.OPENING, Part.CLOSING),
        *(Part.CLAUSE, Part.OPENER, Part.VERB),
    )
)
_WITH: Final = ("with", "avec")


@dataclass(frozen=True, slots=True)
class Count:
    """The rows understood of a phrase, and what of it is not stored.

    `is_shown` marks a line as the program displays it; such lines may give two figures.
    """

    rows: Sequence[dict[str, Any]]
    left: Sequence[str]
    is_shown: bool = False


def count_line(line: str) -> Count:
    """Parse the phrases of a line, separated by semicolons.

    Raises:
        NotUnderstood: Part of one is not understood; the message says which words.
    """
    counts = [_count_of(clause, line) for clause in clauses(line)]
    if not counts:
        raise NotUnderstood(_NO_OUTCOME)
    _each_once(row for each in counts if not each.is_shown for row in each.rows)
    return Count(
        [row for each in counts for row in each.rows],
        [words for each in counts for words in each.left],
    )


def _count_of(clause: str, line: str) -> Count:
    try:
        return count(clause)
    except NotUnderstood as reason:
        if str(reason) != _NO_OUTCOME or clause == line.strip():
            raise
        raise NotUnderstood(f"{shortened(clause)}: {_NO_OUTCOME}") from None


def count(text: str) -> Count:
    """Parse how many of whom: "killed 11 militants", "two soldiers killed, one wounded".

    Raises:
        NotUnderstood: Part of it is not understood; the message says which words.
    """
    if len(text) > LONGEST:
        raise NotUnderstood(f"longer than {LONGEST:,} characters; paste one sentence")
    rows = read_shown(text)
    if rows is not None:
        return Count(rows, (), is_shown=True)
    return _CasualtyPhrase(legible(text)).read()


class _CasualtyPhrase(Findings):
    """Parses one phrase, piece by piece."""

    def read(self) -> Count:
        """Parse the whole phrase."""
        at = 0
        while at < len(self._pieces):
            at = self._step(at)
        self._leave_subject()
        if not self._rows:
            raise NotUnderstood(_NO_OUTCOME)
        if self._is_total and sum(row["outcome"] == "killed" for row in self._rows) > 1:
            raise NotUnderstood("a death toll and another figure for the killed: give one of them")
        kept = {word for left in self._left for word in left.casefold().split()}
        words = (piece.low for piece in self._pieces)
        hearsay = (each for each in words if each in HEARSAY and each not in kept)
        return Count(_each_once(self._rows), [*self._left, *dict.fromkeys(hearsay)])

    def _step(self, at: int) -> int:
        """Parse what begins at a piece; return the piece after it."""
        part = self._part(at)
        if part is Part.FIGURE:
            return self._figures(at)
        if part is Part.FATE:
            return self._fate(at)
        if part is Part.NONE:
            return self._nobody(at)
        if part is Part.INCLUDING:
            return self._parts(at)
        if part is Part.PREPOSITION:
            return self._circumstance(at)
        if part is Part.OPENING:
            return self._bracket(at)
        if part in UNPLAIN:
            raise self._unplain(at)
        if part is Part.FREED:
            return self._freed(at)
        if part is Part.TOLL:
            self._has_toll = True
        elif part is Part.WORD and not self._may_go_on:
            # 12 killed fighting in Gao
            if not self._low(at).endswith("ing"):
                raise self._refusal(at, at + 1)
            self._may_go_on = True
        elif part in (Part.WORD, Part.OF, Part.AMONG) or (part is Part.AND and self._subject):
            self._subject.append(at)
        elif part is Part.AND or part in _TEXT_BREAKS:
            self._leave_subject(at + (part in (Part.VERB, Part.OPENER)))
            self._may_go_on = True
            self._dangling = self._dangling and part is Part.COMMA
            self._has_toll = self._has_toll and part is not Part.STOP
        return at + 1

    # Figures first: 11 killed, 33 rebels, 4 police killed

    def _figures(self, at: int) -> int:
        is_loose = self._is_loose(at)
        listed, after = self._listed(at)
        first, last = listed[0].start, listed[-1]
        if self._part(after) is Part.AMONG:
            return self._leave(first, after + 1)
        if last.is_part or self._is_apart(after):
            # "12 people, 3 of them children, were killed": the fate of the others is yet to come.
            *listed, last = listed
            after = self._end_of_parts(last.start, is_waiting=bool(listed))
            if not listed:
                return self._leave(first, after)
            after += self._part(after) is Part.COMMA
        after = self._after_circumstances(after)
        listed[0] = self._last_toll(listed[0])
        if is_loose and not all(each.is_thing for each in listed):
            raise self._refusal(at - 1, listed[0].end)
        if self._has_toll and len(listed) > 1:
            # The toll rises to nine, 3 wounded.
            return self._toll(listed[0], listed[0].end)
        if self._part(after) is Part.FATE:
            end = self._fate_of(listed, after)
            self._leave_between(listed[-1].end, after)
            return end
        if last.who in LIVES and len(listed) == 1 and self._low(first - 1) in TAKES:
            self._leave_subject()
            return self._add([replace(last, who="")], "killed", after)
        if self._has_toll and len(listed) == 1:
            return self._toll(listed[0], last.end)
        if self._is_breakdown(listed):
            return self._leave(first, listed[-1].end)
        if self._part(after) is Part.FREED or self._part(first - 1) is Part.FREED:
            start = first - (self._part(first - 1) is Part.FREED)
            self._leave(start, after + (self._part(after) is Part.FREED))
            return after
        is_subject = self._part(after) is Part.VERB or self._part(first - 1) is Part.CLAUSE
        if is_subject or all(each.is_thing for each in listed):
            # A perpetrator, or another event: 200 rebels attacked, 40 houses burned.
            return self._leave(first, after)
        if self._part(after) in UNPLAIN:
            raise self._unplain(after)
        if (first, after) == (0, len(self._pieces)):
            raise NotUnderstood(_NO_OUTCOME)
        raise self._refusal(first, after)

    def _is_breakdown(self, listed: Sequence[People]) -> bool:
        """Whether people add up to those before a colon: 12 killed: 9 civilians, 3 troops."""
        before = listed[0].start - 1
        if self._part(before) is not Part.COLON or self._row_end != before or len(listed) < 2:
            return False
        parts = [each.figure.best if each.figure else None for each in listed]
        return None not in parts and sum(filter(None, parts)) == self._rows[-1].get("best")

    def _last_toll(self, counted: People) -> People:
        """Of a toll that rose from 30 to 40, keep the latter."""
        words = [self._low(each) for each in self._subject[-2:]]
        figure = counted.figure
        if not self._has_toll or len(words) < 2 or words[1] != "de" or words[0] not in RISES:
            return counted
        del self._subject[-2:]
        last = figure.high if figure else None
        return replace(counted, figure=Figure(last, last, last, "", 0))

    def _toll(self, counted: People, end: int) -> int:
        """Parse a death toll: it rises to 40, is 40, tops 40."""
        self._has_toll = False
        words = [self._low(each) for each in self._subject]
        figure = counted.figure
        if words and words[-1] in TOPS and figure and figure.low == figure.high is not None:
            counted = replace(counted, figure=Figure(figure.high + 1, None, None, "", 0))
        elif words and words[-1] not in RISES:
            raise self._refusal(self._subject[0], end)
        if all(word in RISES or word in TOPS for word in words):
            self._subject.clear()
        self._leave_subject()
        self._is_total = True
        return self._add([counted], "killed", end)

    def _is_loose(self, at: int) -> bool:
        """Whether a figure follows words it may belong to: Al-Quds 93 men, Smith and 3 boys."""
        before = at - 1
        while self._subject and self._low(self._subject[-1]) in DETERMINERS:
            before = self._subject.pop() - 1
        if self._subject and self._part(self._subject[-1]) is Part.AMONG:
            self._leave_subject()
            self._dangling = False
        if self._dangling:
            return True
        return bool(self._subject) and self._subject[-1] == before and not self._has_toll

    def _fate_of(self, listed: Sequence[People], at: int) -> int:
        """Assign people the fate after them, unless others after that fate have it."""
        fate, first = self._pieces[at].meaning, listed[0].start
        after = at + 1
        if fate.voice in (Voice.ACTIVE, Voice.EITHER) and self._part(after) is Part.FIGURE:
            second, end = self._listed(after)
            is_label = self._part(end) is Part.FATE and not (listed[-1].who or second[-1].who)
            if not is_label or fate.voice is Voice.ACTIVE:
                if self._part(end) is Part.FATE or not all(each.who for each in listed):
                    raise self._refusal(first, end)
                self._leave(first, at)
                return self._objects(at, after)
        if fate.voice is Voice.ACTIVE:
            if all(each.is_thing for each in listed):
                self._leave(first, at)
                return self._fate(at)
            raise self._refusal(first, after)
        self._check_one_fate(first, after)
        if any(each.is_thing for each in listed) or not all(each.is_member for each in listed[:-1]):
            raise self._refusal(first, after)
        if len(listed) == 1 and not listed[0].who:
            return self._people_after(listed[0], at)
        if not all(each.who for each in listed):
            raise self._refusal(first, after)
        return self._add(listed, fate.outcome, after)

    def _people_after(self, counted: People, at: int) -> int:
        """Parse 90 killed soldiers and civilians: the people may follow their fate."""
        end = at + 1
        while self._part(end) in (Part.WORD, Part.OF) or (
            self._part(end) is Part.AND and self._part(end + 1) is Part.WORD
        ):
            end += 1
        if end > at + 1 and is_people(self._pieces[end - 1].low):
            start = at + 1 + (self._part(at + 1) is Part.OF)
            counted = replace(counted, who=self._words(start, end))
            return self._add([counted], self._pieces[at].meaning.outcome, end)
        return self._add([counted], self._pieces[at].meaning.outcome, at + 1)

    # The fate first: kills 12, dead: 12, the deaths of 12, Abou Zeid killed

    def _fate(self, at: int) -> int:
        fate = self._pieces[at].meaning
        after = at + 1
        is_label = self._part(after) in (Part.COLON, Part.STOP)
        is_of = fate.voice is Voice.NOUN and (
            self._part(after) is Part.OF or self._pieces[at].low.endswith(" of")
        )
        place = after + (is_label or self._part(after) is Part.OF)
        while self._low(place) in DETERMINERS:
            place += 1
        if self._part(place) is Part.FIGURE and (is_label or is_of or fate.voice is not Voice.NOUN):
            return self._objects(at, place)
        if fate.voice in (Voice.ACTIVE, Voice.EITHER) and self._low(place) in NOBODY:
            return self._nobody(place, fate.outcome)
        if fate.voice is Voice.NOUN and (self._has_toll or self._part(after) is Part.TOLL):
            return after
        if fate.voice in (Voice.ACTIVE, Voice.NOUN):
            if self._low(at) in NOUNS and not self._has_one_object(at):
                self._subject.append(at)
                return after
            return self._one_object(at)
        self._check_one_fate(at, after)
        return self._add([self._named(at)], fate.outcome, after)

    def _objects(self, at: int, place: int) -> int:
        """Parse those who come after their fate: kills 4 soldiers and 2 civilians."""
        listed, end = self._listed(place)
        after = end
        while self._part(after) in (Part.AUXILIARY, Part.ADVERB):
            after += 1
        following = self._pieces[after].meaning if after < len(self._pieces) else None
        if following and following.part is Part.FATE and following.voice is not Voice.ACTIVE:
            is_next_label = self._part(after + 1) in (Part.FIGURE, Part.COLON) and after == end
            if not is_next_label:
                # The last one has a fate of its own: kills 4, 5 wounded.
                *listed, last = listed
                if len(listed) != 1:
                    raise self._refusal(at, after + 1)
                end = last.start
        if len(listed) > 1 and self._low(end) in SEVERITIES:
            # Wounds 12 soldiers, two seriously.
            *listed, part = listed
            end = self._leave(part.start, end + 1)
        is_bare = len(listed) > 1 and any(each.end - each.start == 1 for each in listed)
        if is_bare or any(each.is_thing for each in listed):
            raise self._refusal(at, end)
        self._leave_subject()
        return self._add(listed, self._pieces[at].meaning.outcome, end)

    def _one_object(self, at: int) -> int:
        """Parse one person without a figure: police kill gunman."""
        end = self._end_of_words(at + 1)
        person = self._without_figure(at + 1, end) if end > at + 1 else None
        if not self._has_one_object(at) or person is None or person.figure is None:
            raise self._refusal(at, end)
        self._leave_subject()
        return self._add([person], self._pieces[at].meaning.outcome, end)

    def _named(self, at: int) -> People:
        """Parse people named before a fate without a figure: Abou Zeid killed."""
        subject = self._subject
        if not subject or subject[-1] - subject[0] + 1 != len(subject):
            raise self._refusal(at, at + 1)
        first, end = subject[0], subject[-1] + 1
        is_list = any(self._part(each) in (Part.AND, Part.AMONG) for each in subject)
        # After a comma they may end a list, but not after people with another fate.
        is_last = self._part(first - 1) in (Part.COMMA, Part.AND) and self._row_end < first - 1
        people = self._without_figure(first, end)
        names = [word[0].isupper() for word in people.who.split() if word not in PARTICLES]
        is_name = 0 < len(names) <= MOST_NAMES and all(names) and not people.is_thing
        if is_list or is_last or not (is_name or is_people(self._head(first, end))):
            raise self._refusal(first, at + 1)
        self._subject = []
        return people

    # Nobody

    def _nobody(self, at: int, outcome: str = "") -> int:
        """Parse no one was killed, no casualties, killed no civilians."""
        end = at + 1
        if self._part(end) is Part.OF and self._low(end + 1) in WHOM:
            end += 2
        who_from = end
        while self._part(end) in (Part.WORD, Part.OF):
            end += 1
        while self._part(who_from) is Part.OF or self._low(who_from) in DETERMINERS:
            who_from += 1
        who = self._words(who_from, end)
        place = end
        while self._part(place) in (Part.AUXILIARY, Part.ADVERB):
            place += 1
        outcomes = [outcome] if outcome else []
        while not outcome and self._part(place) is Part.FATE:
            outcomes.append(self._pieces[place].meaning.outcome)
            place += 1 + (self._low(place + 1) in OR)
        if not outcomes and self._low(place) in ("casualties", "victims", "victimes", "victime"):
            outcomes, place = ["killed"], place + 1
        if not outcomes or self._part(place) is Part.FIGURE:
            raise self._refusal(at, place + 1)
        for each in outcomes:
            nobody = People(Figure(0, 0, 0, "", 0), "" if who == "one" else who, at, place)
            self._add([nobody], each, place)
        return place

    # Parts that are not stored

    def _circumstance(self, at: int) -> int:
        """Skip in Gao, during two attacks, by gunmen."""
        is_rise = self._has_toll and self._part(at + 1) is Part.FIGURE
        figure = self._pieces[at + 1].figure if is_rise else None
        if figure is not None and self._low(at) in ("from", "de") and figure.high is not None:
            # The toll rose from 30 to 40: the latter counts.
            last = Figure(figure.high, figure.high, figure.high, "", 0)
            return self._toll(People(last, "", at + 1, at + 2), at + 2)
        if self._is_risen(at + 1) and is_rise:
            return at + 1
        if self._low(at) in _WITH and self._is_figure(at + 1) and self._people(at + 1).is_member:
            # Killed with 3 bodyguards: the fate of these is unclear.
            raise self._refusal(at, self._people(at + 1).end)
        return self._leave(at, self._end_of_circumstance(at))


def _each_once(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows without duplicates; two figures for the same people are refused."""
    known: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["outcome"], row.get("who", ""))
        if known.setdefault(key, row) != row:
            raise NotUnderstood(
                f"two figures are given for the {' '.join(filter(None, key))}; give one"
            )
    return [{name: row[name] for name in row if row[name] != ""} for row in known.values()]
