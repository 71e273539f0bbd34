"""What ties records to one another: links and, on demand, events that both took part in.

Links that deny a tie, of type `not-same-as`, are none. A tie is in sight if its link or event is,
or if what it ties is. In a period count those that certainly or possibly lasted then; one without
a date is neither, and is kept apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from briefing.links import ties as all_ties
from briefing.model import dates
from briefing.model.fields import field_of
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.event import Event
from briefing.model.kinds.kind import day_of
from briefing.model.kinds.link import Link, time_line
from briefing.model.kinds.record import Cite, Record
from briefing.model.labels import short_label
from briefing.model.parsers.values import shown
from briefing.model.references import references
from briefing.model.refs import kind_of, make_ref
from briefing.model.terms import LINK_TYPES, MOMENTARY_LINKS, UNSURE_STATUSES
from briefing.provenance import best_of, cites_for, origins, provenance_of, supporting
from briefing.store.book import Book
from briefing.views.answer import Row
from briefing.views.filters.periods import Holds, time_between, time_of
from briefing.views.pictures.sight import Sight

NO_TIES = ("not-same-as",)
"""The types of link that say what is no tie."""

TIE_TYPES = tuple(each for each in LINK_TYPES if each not in NO_TIES)
"""The types of link that are ties."""


class Claim(NamedTuple):
    """What another source says of a tie.

    Attributes:
        field: The field it says it of.
        value: What it gives instead; empty if it only contradicts.
        source: The source.
        grade: The grade of its cite; empty if ungraded.
    """

    field: str
    value: str
    source: str
    grade: str


class Ties:
    """The ties between the records in sight; each is worked out when it is first asked for.

    Args:
        sight: The records and the period.
        events: Whether having taken part in the same event is a tie.
        types: The types of link that count; None for all but `NO_TIES`.
    """

    def __init__(
        self, sight: Sight, *, events: bool = False, types: Collection[str] | None = None
    ) -> None:
        self.sight = sight
        self.events = events
        self.types = None if types is None else frozenset(types)
        self._tied: dict[str, tuple[str, ...]] = {}
        self._holds: dict[str, Holds] = {}
        self._of: dict[str, tuple[str, ...]] = {}
        self._grounds: dict[tuple[str, str], Mapping[str, Sequence[Cite]]] = {}
        self._grades: dict[tuple[str, str], str] = {}

    @classmethod
    def of_book(cls, book: Book, *, events: bool = False) -> "Ties":
        """The ties of a whole briefing, whenever they were."""
        return cls(Sight(book), events=events)

    @property
    def book(self) -> Book:
        """The briefing."""
        return self.sight.book

    @property
    def what(self) -> str:
        """What makes a tie here, in words: "links and common events"."""
        links = "links" if self.types is None else ", ".join(sorted(self.types)) or "no links"
        return f"{links} and common events" if self.events else links

    def about(self, ref: str) -> "Ties":
        """The same with a record in sight, whatever else is."""
        if self.sight.has(ref):
            return self
        refs = frozenset((*(self.sight.refs or ()), ref))
        return Ties(replace(self.sight, refs=refs), events=self.events, types=self.types)

    def of(self, ref: str) -> Sequence[str]:
        """The links and events in the period that tie a record to others."""
        if ref not in self._of:
            self._of[ref] = tuple(via for via in self._candidates(ref) if ref in self.ends(via))
        return self._of[ref]

    def undated_of(self, ref: str) -> Sequence[str]:
        """The links and events that tie a record to others at a time that is unknown.

        Without a period they are among the ties, and there are none here.
        """
        if self.sight.period is None:
            return ()
        return [
            via for via in self._candidates(ref) if self.is_undated(via) and ref in self.tied(via)
        ]

    def ends(self, via: str) -> Sequence[str]:
        """The records that a link or event ties together in the period; fewer than two never."""
        return self.tied(via) if self.holds(via) else ()

    def tied(self, via: str) -> Sequence[str]:
        """The records that a link or event ties together, whenever it was."""
        if via not in self._tied:
            self._tied[via] = self._tied_by(via)
        return self._tied[via]

    def count_undated(self) -> int:
        """How many links and events would tie records together, but for an unknown time."""
        if self.sight.period is None:
            return 0
        return sum(self.is_undated(via) and bool(self.tied(via)) for via in self._everything())

    def all(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Every link and event in the period that is a tie, with the records it ties together."""
        for via in self._everything():
            if ends := self.ends(via):
                yield via, ends

    def holds(self, via: str) -> Holds:
        """Whether a link or event was in the period, and is what was asked for."""
        if via not in self._holds:
            found = self.sight.when(self.book.need(via))
            if found is Holds.CERTAINLY and self.sight.is_doubtful(via):
                found = Holds.POSSIBLY
            self._holds[via] = found
        return self._holds[via]

    def is_undated(self, via: str) -> bool:
        """Whether it is unknown when a link or event was."""
        return time_between(*time_of(self.book.need(via))) is None

    def grade(self, via: str, *ends: str) -> str:
        """The grade of a tie between some records: that of whose part in it is worst founded.

        Returns:
            The grade; empty if a part is ungraded.
        """
        grades = [self.grade_of_part(via, each) for each in ends if each != via]
        return max(grades) if all(grades) else ""

    def grade_of_part(self, via: str, ref: str) -> str:
        """How well founded it is that a record is one of those a link or event ties together.

        What an event rests on says when it was, and how many were killed, but not always who took
        part: only cites for that count, or else for the whole event.
        """
        key = via, ref
        if key not in self._grades:
            grades = [best_of(self.book, cites) for cites in self._cites(via, ref).values()]
            self._grades[key] = max(grades, default="") if all(grades) else ""
        return self._grades[key]

    def origins(self, via: str, ends: Sequence[str]) -> int:
        """How many independent sources a tie rests on, at its least founded end."""
        parts = (chain.from_iterable(self._cites(via, each).values()) for each in ends)
        return min(len(origins(self.book, cites)) for cites in parts)

    def sources(self, via: str, *ends: str) -> Sequence[str]:
        """The sources that say that some records are tied together."""
        parts = (cites for each in ends if each != via for cites in self._cites(via, each).values())
        return [*dict.fromkeys(cite.source for cites in parts for cite in cites)]

    def _cites(self, via: str, ref: str) -> Mapping[str, Sequence[Cite]]:
        """The cites for the part of a record in a link or event, by its role."""
        key = via, ref
        if key not in self._grounds:
            record = self.book.need(via)
            if isinstance(record, Link):
                self._grounds[key] = {"": supporting(self.book, record)}
            else:
                self._grounds[key] = self._cites_of(via, ref) or self._cites_of(ref, via)
        return self._grounds[key]

    def _cites_of(self, holder: str, ref: str) -> Mapping[str, Sequence[Cite]]:
        """The cites for the references of one record to another, by their role."""
        record, found = self.book.need(holder), defaultdict[str, list[Cite]](list)
        for each in references(record):
            if each.ref == ref:
                found[each.role] += cites_for(self.book, record, each.path)
        return found

    def claims(self, via: str, *ends: str) -> Sequence[Claim]:
        """What other sources say of a tie, as long as that is unresolved.

        Of an event it is when it was, and who took part; where it was is no matter of the tie.
        """
        record = self.book.need(via)
        if not any(cite.value or cite.stance == "contradicts" for cite in record.cites):
            return ()
        is_reference, kind = via in ends, kind_for(record)
        refers = {each.path.partition("[")[0] for each in references(record) if each.ref in ends}
        about = {"", *refers, *(() if is_reference else kind.dated_by)}
        return [
            Claim(field, each.cite.value, each.cite.source, each.grade)
            for field, known in provenance_of(self.book, record).items()
            if kind.is_tie or field in about
            for each in known.against
            if each.is_open
        ]

    def said(self, via: str, before: str, ref: str) -> str:
        """A tie in a sentence, with its time; names are abbreviated, as a path has many.

        Args:
            via: The link or event, or one of the two records if that refers to the other.
            before: The record it is walked from.
            ref: The record it leads to.
        """
        record = self.book.need(via)
        if via in (before, ref):
            about, other = self.role(via, before, ref), ref if via == before else before
            return f"{self._name(via)}: {about} {self._name(other)}"
        if isinstance(record, Link):
            sentence, when = kind_for(record).title(record, self._name), time_line(record)
            about = ", ".join(filter(None, [record.role and f"as {record.role}", when]))
            return f"{sentence} ({about})" if about else sentence
        if isinstance(record, Event):
            return self._took_part(record, before, ref)
        raise TypeError(f"{record.kind_name} ties nothing together")

    def role(self, via: str, before: str, ref: str) -> str:
        """How a tie reads from a record it is walked from: "leads", "formerly led by"."""
        record = self.book.need(via)
        if via in (before, ref):
            return self.references(via).get(ref if via == before else before, "")
        if isinstance(record, Link):
            role = record.type.replace("-", " ")
            if before == record.to:
                role = LINK_TYPES.get(record.type, record.type)
            return kind_for(record).tied(record, role, self.book.label)[0]
        if isinstance(record, Event):
            doubt = f" ({record.status})" if record.status in UNSURE_STATUSES else ""
            return f"both in {record.title}{doubt}"
        raise TypeError(f"{record.kind_name} ties nothing together")

    def time(self, via: str) -> str:
        """When a link or event was, in short; "undated" if that is unknown."""
        return short_time(self.book.need(via))

    def references(self, ref: str) -> Mapping[str, str]:
        """The groups and leaders in sight that a record of another kind is about, and as what.

        They are those it refers to: who took part in an event, the speaker of a quote; and those
        that refer to it. Groups and leaders are tied by links instead, and have none.
        """
        if KINDS[kind_of(ref)].is_party:
            return {}
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for tie in all_ties(self.book, ref):
            if KINDS[kind_of(tie.ref)].is_party and self.book.get(tie.ref) is not None:
                found[tie.ref][tie.role] = None
        return {each: ", ".join(roles) for each, roles in found.items() if self.sight.has(each)}

    @property
    def _kinds(self) -> Sequence[str]:
        return (Link.kind_name, Event.kind_name) if self.events else (Link.kind_name,)

    def _everything(self) -> Iterator[str]:
        """All links and events that may be ties."""
        return (make_ref(kind, slug) for kind in self._kinds for slug in self.book.all(kind))

    def _candidates(self, ref: str) -> Iterator[str]:
        """The links and events that may tie a record to others, in an order that stays."""
        return (via for via in sorted(set(self.book.referrers(ref))) if kind_of(via) in self._kinds)

    def _tied_by(self, via: str) -> tuple[str, ...]:
        record = self.book.get(via)
        if isinstance(record, Link):
            is_meant = record.type not in NO_TIES and (
                self.types is None or record.type in self.types
            )
            named: tuple[str, ...] = (record.from_, record.to) if is_meant else ()
        elif isinstance(record, Event) and self.events:
            named = tuple(row.ref for row in record.actors if row.ref)
        else:
            return ()
        ends = dict.fromkeys(
            ref
            for ref in named
            if (self.sight.has(via) or self.sight.has(ref))
            # A reference to nothing is for `check` to find.
            and self.book.get(ref) is not None
        )
        return tuple(ends) if len(ends) > 1 else ()

    def _took_part(self, event: Event, before: str, ref: str) -> str:
        roles = {row.ref: row.role for row in event.actors if row.role != "participant"}
        both = (
            f"{self._name(each)} ({roles[each]})" if roles.get(each) else self._name(each)
            for each in (before, ref)
        )
        told = kind_for(event).told_by(event)
        return f"{' and '.join(both)} took part in {event.title}" + (f" ({told})" if told else "")

    def _name(self, ref: str) -> str:
        return short_label(self.book.need(ref))


def short_time(record: Record) -> str:
    """When something was, in short; "undated" if that is unknown."""
    if not isinstance(record, Link):
        return day_of(record) or "undated"
    start, end = dates.short(record.start), dates.short(record.end)
    if record.type in MOMENTARY_LINKS or record.start == record.end:
        return start or end or "undated"
    if start and end:
        return f"{start} → {end}"
    return f"since {start}" if start else f"ended {end}"


def tie_row(ties: Ties, via: str, before: str, ref: str) -> Row:
    """A tie in a row of an answer: the sentence with its sources, and what others say instead."""
    label = ties.book.label
    sources = "; ".join(map(label, ties.sources(via, before, ref)))
    said = [ties.said(via, before, ref), f"[{sources}]" if sources else ""]
    for claim in ties.claims(via, before, ref):
        field = field_of(type(ties.book.need(via)), claim.field)
        value = shown(field, claim.value, label) if field else claim.value
        otherwise = f"{claim.field} {value}".strip() if value else "it is not so"
        source = " ".join(filter(None, [label(claim.source), claim.grade]))
        said.append(f"≠ {otherwise} [{source}]")
    is_unsure = via not in (before, ref) and ties.holds(via) is Holds.POSSIBLY
    tail = " ".join(filter(None, ["≈ possibly" if is_unsure else "", ties.grade(via, before, ref)]))
    return Row(" ".join(filter(None, said)), tail=tail, ref=ref)
