"""What has been found in a phrase so far: rows, possible perpetrators, and what is not stored."""

from collections.abc import Iterable
from typing import Final

from briefing.model.parsers.casualties.spans import (
    DETERMINERS,
    OR,
    People,
    Spans,
    is_people,
)
from briefing.model.parsers.casualties.vocabulary import NO_PEOPLE, Part, Voice
from briefing.model.parsers.words import NotUnderstood, quoted

_SMALL: Final = frozenset(("of", "de", "as", "to"))
_TAKEN: Final = ("abducted", "arrested", "captured")
_JOINTS: Final = (Part.COMMA, Part.AUXILIARY, Part.ADVERB)
MOST_NAMES: Final = 4
"""Words before a comma that may be a member of a list: local chief, three soldiers."""


class Findings(Spans):
    """A phrase, and what has been found in it so far."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._left: list[str] = []
        # Words that may name the perpetrator, until that is decided.
        self._subject: list[int] = []
        self._may_go_on = True
        self._row_end = 0
        # Whether a figure is a death toll, which includes the others.
        self._is_total = False
        # Whether the words before a comma may begin a list: local chief, three boys killed.
        self._dangling = False

    # People and their fate

    def _add(self, listed: Iterable[People], outcome: str, end: int) -> int:
        for people in listed:
            words = people.who.casefold().split()
            if words and (words[0] in ("a", "an") or words[-1] in NO_PEOPLE):
                raise NotUnderstood(f"{quoted(people.who)} names nobody")
        self._rows += [people.row(outcome) for people in listed]
        self._may_go_on = False
        self._dangling = False
        self._row_end = end
        return end

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
