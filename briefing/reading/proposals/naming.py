"""Who is named where in a text: records of the briefing, and people and groups it does not hold."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from briefing.exchange.reading import Handle
from briefing.model.parsers.quotes.sentences import printed
from briefing.model.parsers.words import Find
from briefing.model.refs import kind_of
from briefing.reading.proposals.groups import Group, groups_in
from briefing.reading.proposals.people import People, Person, bare, capital_runs
from briefing.reading.proposals.report import Report, Sentence

_PARTIES: Final = ("leader", "group")
_LONGEST_NAME: Final = 80


class Mention(Protocol):
    """A known record named in the stored text, as `reading.mentions` finds it."""

    @property
    def start(self) -> int:
        """Where it begins in the stored text."""

    @property
    def end(self) -> int:
        """After it."""

    @property
    def ref(self) -> str:
        """The record; empty if it is not certain."""


class Name(NamedTuple):
    """A leader or a group named in a sentence.

    Attributes:
        words: The name as printed, without titles.
        first: Its first token.
        last: The token after it.
        to: What refers to it in a record: a ref, or a `Handle` for a suggestion of the same text.
        kind: Its kind.
    """

    words: str
    first: int
    last: int
    to: str
    kind: str

    @property
    def ref(self) -> str:
        """Its record in the briefing; empty for a new one."""
        return "" if isinstance(self.to, Handle) else self.to


class Naming:
    """The leaders and groups named in a text.

    Args:
        report: The text.
        identify: Gives the ref of the record a name certainly means; empty for none.
        mentions: Known records in the text, found beforehand.
    """

    def __init__(self, report: Report, identify: Find, mentions: Sequence[Mention] = ()) -> None:
        self.people = People(report)
        self.groups = groups_in(report)
        self._known: dict[str, str] = {}
        self._identify = identify
        self._mentioned = {(each.start, each.end): each.ref for each in mentions if each.ref}
        self._span = report.span
        self._letters = {
            group.abbreviation: group.name
            for found in self.groups
            for group in found
            if group.abbreviation
        }
        self._named = {
            name
            for found in self.groups
            for group in found
            for name in (group.name, group.abbreviation)
            if name
        }
        self._people = {
            self.people.full_name(person.name)
            for found in self.people.by_sentence
            for person in found
        }
        self.by_sentence = [
            self._names(sentence, people, groups)
            for sentence, people, groups in zip(
                report.sentences, self.people.by_sentence, self.groups, strict=True
            )
        ]

    def ref_of(self, name: str) -> str:
        """The record a name certainly means; empty for none."""
        if len(name) > _LONGEST_NAME:
            return ""
        if name not in self._known:
            self._known[name] = self._identify(name)
        return self._known[name]

    def person(self, name: str) -> str:
        """What refers to a person: the ref of the record, or the handle of a suggestion."""
        full = self.people.full_name(name)
        return self.ref_of(name) or self.ref_of(full) or key_of("leader", full)

    def group(self, name: str) -> str:
        """What refers to a group: the ref of the record, or the handle of a suggestion."""
        full = self._letters.get(name, name)
        return self.ref_of(full) or self.ref_of(name) or key_of("group", full)

    def known(self, name: str) -> str:
        """What refers to a leader or group the text names; empty if it names none so."""
        if name in self._named:
            return self.group(name)
        full = self.people.full_name(name)
        return self.person(full) if full in self._people else ""

    def named_in(self, phrase: str) -> str:
        """What refers to the one person an attribution names; empty for none."""
        words = phrase.split(",")
        found = {
            full
            for part in words
            for first in range(len(part.split()))
            if (full := self.people.full_name(" ".join(part.split()[first:]))) in self._people
        }
        return self.person(found.pop()) if len(found) == 1 else ""

    def _names(
        self, sentence: Sentence, people: Sequence[Person], groups: Sequence[Group]
    ) -> Sequence[Name]:
        found: dict[int, Name] = {}
        for person in people:
            to = self.person(person.name)
            found[person.first] = _name(person.name, person.first, person.last, to, "leader")
        for group in groups:
            to = self.group(group.name)
            end = group.letters + 2 if group.letters > 0 else group.last
            found[group.first] = _name(group.name, group.first, end, to, "group")
        taken = {at for each in found.values() for at in range(each.first, each.last)}
        for first, last in self._runs(sentence):
            if taken.isdisjoint(range(first, last)):
                name = self._other(sentence, first, last)
                if name is not None:
                    found[first] = name
        return [found[first] for first in sorted(found)]

    def _runs(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Where a name may stand: mentions, and runs of capitals with their titles left out."""
        tokens = sentence.tokens
        if self._mentioned:
            starts = {
                self._span(token.start, token.end).start: at
                for at, token in enumerate(tokens)
                if token.is_word
            }
            for start, end in self._mentioned:
                if start in starts:
                    last = starts[start]
                    while (
                        last < len(tokens)
                        and self._span(tokens[last].start, tokens[last].end).end < end
                    ):
                        last += 1
                    yield starts[start], last + 1
        yield from capital_runs(tokens)

    def _other(self, sentence: Sentence, first: int, last: int) -> Name | None:
        """A name known from the briefing, or from elsewhere in the text."""
        tokens = sentence.tokens
        span = self._span(tokens[first].start, tokens[last - 1].end)
        for start in range(first, last):
            words = bare(printed(tokens, start, last))
            ref = self._mentioned.get((span.start, span.end)) or self.ref_of(words)
            if kind_of(ref) in _PARTIES if ref else False:
                return Name(words, start, last, ref, kind_of(ref))
            if words in self._named:
                to = self.group(words)
                return _name(words, start, last, to, "group")
            full = self.people.full_name(words)
            if full != words:
                return _name(words, start, last, self.person(words), "leader")
        return None


def key_of(kind: str, name: str) -> Handle:
    """The key of the suggestion for a new record."""
    return Handle(f"{kind} {' '.join(name.split())}")


def _name(words: str, first: int, last: int, to: str, kind: str) -> Name:
    return Name(words, first, last, to, kind if isinstance(to, Handle) else kind_of(to))


NameOf = Callable[[str], str]
"""Gives the label of a record by its ref."""
