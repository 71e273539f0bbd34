"""Who is named where in a text: records of the briefing, and people and groups it does not hold."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple, Protocol

from briefing.exchange.reading import Handle
from briefing.model.parsers.quotes.sentences import Word, printed
from briefing.model.parsers.words import Find, word_set
from briefing.model.refs import kind_of
from briefing.reading.proposals.groups import Group, groups_in
from briefing.reading.proposals.people import People, Person, bare, capital_runs
from briefing.reading.proposals.report import Report, Sentence

_PARTIES: Final = ("leader", "group")
_LONGEST_NAME: Final = 80
_SMALL: Final = word_set("in of for the and to on")
_MOST_SMALL: Final = 3
_MOST_WORDS: Final = 12
"""Words of the longest name that is looked for."""
_WITH_BRANCHES: Final = word_set("al-qaeda al-qaida qaeda islamic movement front army")
"""Words that begin names of several groups, told apart by what follows."""


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
        self._mentions = sorted(mentions, key=lambda each: each.start)
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

    def is_person(self, name: str) -> bool:
        """Whether a name is that of a person of the text, or how it ends."""
        return self.people.full_name(name) in self._people

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
        found = [
            _name(each.name, each.first, each.last, self.person(each.name), "leader")
            for each in people
        ]
        for group in groups:
            end = group.letters + 2 if group.letters > 0 else group.last
            found.append(_name(group.name, group.first, end, self.group(group.name), "group"))
        taken = {at for each in found for at in range(each.first, each.last)}
        for name in (*self._mentioned(sentence), *self._others(sentence)):
            if taken.isdisjoint(range(name.first, name.last)):
                found.append(name)
                taken |= {*range(name.first, name.last)}
        return sorted(found, key=lambda each: each.first)

    def _mentioned(self, sentence: Sentence) -> Iterator[Name]:
        """The known records in a sentence that were found beforehand."""
        if not self._mentions:
            return
        tokens = sentence.tokens
        spans = [self._span(token.start, token.end) if token.is_word else None for token in tokens]
        starts = {span.start: at for at, span in enumerate(spans) if span is not None}
        ends = {span.end: at + 1 for at, span in enumerate(spans) if span is not None}
        whole = self._span(sentence.start, sentence.end)
        first = bisect_left(self._mentions, whole.start, key=lambda each: each.start)
        for mention in islice(self._mentions, first, None):
            if mention.start >= whole.end:
                break
            at, last = starts.get(mention.start, -1), ends.get(mention.end, -1)
            if at >= 0 and last > at and mention.ref and kind_of(mention.ref) in _PARTIES:
                words = bare(printed(tokens, at, last))
                yield Name(words, at, last, mention.ref, kind_of(mention.ref))

    def _others(self, sentence: Sentence) -> Iterator[Name]:
        """Names known from the briefing, or from elsewhere in the text; the longest first."""
        tokens = sentence.tokens
        runs = [*capital_runs(tokens)]
        for at, (first, last) in enumerate(runs):
            goes_on = at + 1 < len(runs) and _is_one_name(tokens[last : runs[at + 1][0]])
            if goes_on and (name := self._named_as(tokens, first, runs[at + 1][1])):
                yield name
                continue
            if goes_on and tokens[first].low in _WITH_BRANCHES:
                # Al-Qaeda in the Islamic Maghreb is not al-Qaeda.
                continue
            nearest = max(first, last - _MOST_WORDS)
            found = (self._named_as(tokens, start, last) for start in range(nearest, last))
            if (name := next(filter(None, found), None)) is not None:
                yield name

    def _named_as(self, tokens: Sequence[Word], first: int, last: int) -> Name | None:
        if last - first > _MOST_WORDS:
            return None
        words = bare(printed(tokens, first, last))
        ref = self.ref_of(words)
        if ref and kind_of(ref) in _PARTIES:
            return Name(words, first, last, ref, kind_of(ref))
        to = self.known(words)
        return _name(words, first, last, to, str(to).partition(" ")[0]) if to else None


def _is_one_name(between: Sequence[Word]) -> bool:
    """Whether the words between two runs of capitals can be inside one name."""
    return 0 < len(between) <= _MOST_SMALL and all(token.low in _SMALL for token in between)


def key_of(kind: str, name: str) -> Handle:
    """The key of the suggestion for a new record."""
    return Handle(f"{kind} {' '.join(name.split())}")


def _name(words: str, first: int, last: int, to: str, kind: str) -> Name:
    return Name(words, first, last, to, kind if isinstance(to, Handle) else kind_of(to))
