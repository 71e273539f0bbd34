"""What a file would change, and the change itself: one plan for both.

The preview shows the plan, and the plan is what is committed, in one transaction that one undo
takes back. Committing it is refused if the briefing has changed since in what it touches.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import msgspec

from briefing.exchange.identity import Candidate, Known
from briefing.exchange.joining import Difference, Joined, join
from briefing.exchange.reading import (
    Dataset,
    Handle,
    Item,
    Named,
    Note,
    Proposal,
    ReadFault,
    Skipped,
    handles,
    names,
)
from briefing.exchange.rows import ROWS, Rows
from briefing.model.faults import InvalidRecord
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Cite, Record
from briefing.model.kinds.source import Source
from briefing.model.labels import slug_for
from briefing.model.parsers.words import shortened
from briefing.model.references import mentioned, without_references
from briefing.model.refs import is_slug, kind_of, make_ref
from briefing.model.validation import build, plain
from briefing.store.book import Book
from briefing.store.changes import Operation, Transaction
from briefing.store.store import Store

if TYPE_CHECKING:
    from briefing.search.index import SearchIndex


class Outcome(StrEnum):
    """What becomes of a proposal."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICTING = "conflicting"
    SAME = "same"
    REJECTED = "rejected"


OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.NEW: "a record is added",
    Outcome.CHANGED: "a record gains what it lacks",
    Outcome.CONFLICTING: "a record gains a cite that contradicts it",
    Outcome.SAME: "the briefing has all of it",
    Outcome.REJECTED: "it, or a record it needs, was left out in the review",
}
"""Each outcome, and what it means."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided on a proposal.

    Attributes:
        rejects: Whether it is left out.
        match: The record that it is; empty for what the rules of identity say.
        is_new: Whether it is none of the records that it may be.
    """

    rejects: bool = False
    match: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One proposal, and what becomes of it.

    Attributes:
        number: Its number in the file, from 1.
        proposal: The proposal.
        outcome: What becomes of it.
        ref: The record that it is or becomes.
        before: That record as it is; None for a new one.
        after: That record as it becomes; None if it was rejected.
        added: The fields that are filled or grow.
        differs: Where the two differ.
        candidates: The records that it may also be, if that is doubtful.
    """

    number: int
    proposal: Proposal
    outcome: Outcome
    ref: str
    before: Record | None
    after: Record | None
    added: Sequence[str] = ()
    differs: Sequence[Difference] = ()
    candidates: Sequence[Candidate] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a reviewer should say which record it is."""
        return bool(self.candidates)


@dataclass(slots=True)
class Plan:
    """What a file would change.

    Attributes:
        name: The file.
        source: The source that everything in it rests on; empty for none.
        entries: The proposals, in the order of the file.
        faults: What is wrong in the file; with any, nothing is committed.
        skipped: What the briefing has no place for, each with how often.
        notes: How the file was understood.
    """

    name: str
    source: str = ""
    entries: list[Entry] = field(default_factory=list)
    faults: list[ReadFault] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def counts(self) -> Mapping[str, int]:
        """How many proposals have each outcome; also how many are doubtful."""
        found = Counter(each.outcome.value for each in self.entries)
        counts = {
            outcome.value: found[outcome.value] for outcome in Outcome if found[outcome.value]
        }
        doubtful = sum(each.is_doubtful for each in self.entries)
        return {**counts, **({"doubtful": doubtful} if doubtful else {})}

    def changes(self) -> Iterator[Entry]:
        """The proposals that change something."""
        for each in self.entries:
            if each.after is not None and each.after != each.before:
                yield each

    def commit(self, store: Store, why: str = "") -> Transaction | None:
        """Make the changes, all or none; None if there is nothing to change.

        Args:
            store: The briefing, in the state the plan was made for.
            why: The reason; the name of the file if empty.

        Raises:
            ValueError: The file has faults.
            Conflict: A record has changed since.
            StoreError: The change cannot be saved.
        """
        if self.faults:
            raise ValueError(f"{self.name} has faults")
        changed: dict[str, tuple[Record | None, Record]] = {}
        for each in self.changes():
            if each.after is not None:
                before = changed[each.ref][0] if each.ref in changed else each.before
                changed[each.ref] = before, each.after
        if not changed:
            return None
        operation = Operation("import", (self.source,) if self.source else ())
        with store.transaction(why or f"import {self.name}", operation) as draft:
            draft.put_all((ref, after, before) for ref, (before, after) in changed.items())
        return draft.done


class Planner:
    """Makes the plan of a file.

    Args:
        store: The briefing, or its records at one moment.
        name: The file, for messages.
        index: Gives the search index of the briefing, for look-alikes; None to look for none.
        decisions: What was decided on proposals, by their numbers.
        least: Look-alikes of this score and more are taken for the record; above 100 for none.
    """

    def __init__(
        self,
        store: Book,
        name: str,
        index: "Callable[[], SearchIndex] | None" = None,
        decisions: Mapping[int, Decision] | None = None,
        least: float = 101,
    ) -> None:
        self._store = store
        self._known = Known(store, index)
        self._rows = Rows(store, self._known)
        self._decisions = decisions or {}
        self._least = least
        self._taken: dict[str, set[str]] = {kind: set(store.all(kind)) for kind in KINDS}
        self._numbers: dict[tuple[str, str], int] = {}
        self._refs: dict[str, str] = {}
        self._left_out: dict[str, str] = {}
        self._keys: set[str] = set()
        self._faulty: set[str] = set()
        self._claims: dict[str, str] = {}
        self._is_last_resort = False
        self._resembling = 0
        self.plan = Plan(name)

    def make(
        self, items: Iterable[Item], step: Callable[[int, int], None] = lambda _done, _all: None
    ) -> Plan:
        """Plan what a reader yields.

        Args:
            items: The items; proposals may refer to later ones.
            step: Called before each proposal is planned, with how many are and how many there are.
        """
        proposals: list[Proposal] = []
        for item in items:
            match item:
                case Proposal():
                    proposals.append(item)
                case Dataset():
                    proposals.insert(0, _source_of(item, self._other_version(item)))
                    self._is_last_resort = item.is_last_resort
                case ReadFault():
                    self.plan.faults.append(item)
                    self._faulty.add(item.key)
                case Skipped():
                    self.plan.skipped[item.what] += 1
                case Note():
                    self.plan.notes.append(item.text)
        self._keys = {each.key for each in proposals}
        done = 0
        for alike in _in_order(proposals):
            built = [(*each, self._prepared(*each)) for each in alike]
            for _, proposal, record in built:
                if isinstance(record, ROWS):
                    self._rows.expect(_said(record, proposal), proposal.ref or proposal.mark)
            for number, proposal, record in sorted(built, key=self._turn):
                step(done, len(proposals))
                done += 1
                if record is not None:
                    self._add(number, proposal, record)
        if self._resembling:
            said = "rows that resemble an earlier one, each kept as a record of its own"
            self.plan.notes.append(f"{said}: {self._resembling}")
        self.plan.entries.sort(key=lambda each: each.number)
        if self._is_last_resort and not self._is_cited(self.plan.source):
            self.plan.entries = [each for each in self.plan.entries if each.number]
            self.plan.source = ""
        return self.plan

    def _other_version(self, dataset: Dataset) -> str:
        """The source of a version that came before; empty if there is none, or no new one."""
        found = {
            ref: each
            for ref, each in self._store.records()
            if isinstance(each, Source)
            and dataset.series
            and each.title.startswith(dataset.series)
            and each.publisher == dataset.raw.get("publisher")
        }
        if any(each.title == dataset.title for each in found.values()):
            return ""
        ref = next((ref for ref, each in found.items() if not each.derived_from), "")
        if ref:
            other = self._known.label(ref)
            said = f"{dataset.title} is derived from {other}: two versions are one origin"
            self.plan.notes.append(said)
        return ref

    def _is_cited(self, source: str) -> bool:
        return any(
            cite.source == source
            for each in self.plan.entries
            if each.after is not None
            for cite in each.after.cites
        )

    def _turn(self, row: tuple[int, Proposal, Record | None]) -> int:
        """When a row is planned among its like: the surer it is which record it is, the earlier."""
        _, proposal, record = row
        if not isinstance(record, ROWS):
            return 0
        said = _said(record, proposal)
        equal = self._rows.equal(said)
        if (
            self._known.sure(said, proposal.ref)
            or self._known.resembling(said, record.ids) in equal
        ):
            return 0
        return 1 if equal else 2

    def _prepared(self, number: int, proposal: Proposal) -> Record | None:
        """What a proposal says, as a record; None if it has faults or is left out."""
        if self._decisions.get(number, Decision()).rejects:
            self._leave_out(number, proposal)
            return None
        record = self._built(proposal)
        if record is None:
            self._faulty.add(proposal.key)
        elif self._left_out:
            # An actor keeps the name that it has in the file; a link needs both its ends.
            record = without_references(record, self._left_out)
            if record is None:
                self._leave_out(number, proposal)
        return record

    def _add(self, number: int, proposal: Proposal, record: Record) -> None:
        said = _said(record, proposal)
        ref, candidates = self._identified(said, proposal, self._decisions.get(number, Decision()))
        held = self._known.get(ref)
        if held is None:
            ref = ref or self._unused(proposal.kind, slug_for(record))
            before = None
            self._enter(number, proposal, Outcome.NEW, ref, before, record, candidates=candidates)
        else:
            found = self._joined(held, record, proposal, ref)
            for each in found.lost:
                self._note_lost(each, ref)
            record = found.record
            outcome = Outcome.CHANGED if record != held else Outcome.SAME
            outcome = Outcome.CONFLICTING if found.differs else outcome
            self._enter(
                number,
                proposal,
                outcome,
                ref,
                held,
                record,
                added=found.added,
                differs=found.differs,
                candidates=candidates,
            )
        self._known.add(ref, record)
        if isinstance(said, ROWS):
            self._rows.add(ref, said, proposal.ref or proposal.mark)
        if proposal.key:
            self._refs[proposal.key] = ref
        if proposal.ref:
            self._claims.setdefault(ref, proposal.ref)

    def _joined(self, held: Record, record: Record, proposal: Proposal, *refs: str) -> Joined:
        """A record with what a proposed one adds to it; `refs` are those of both."""
        if proposal.is_named_only:
            return Joined(held, (), ())
        if self._cite(proposal):
            # Joined with a record, each of its fields is cited, and not the whole.
            record = msgspec.structs.replace(record, cites=())
        return join(
            held,
            record,
            "" if proposal.raw.get("cites") or self._is_last_resort else self.plan.source,
            proposal.passage,
            self._known.label,
            reason=proposal.reason,
            otherwise=self.plan.source,
            is_free=lambda name: self._known.is_free(proposal.kind, name, *refs),
        )

    def _note_lost(self, lost: Difference, ref: str) -> None:
        """Note what a file gives and a record does not keep."""
        label, given = shortened(self._known.label(ref)), shortened(lost.given)
        said = f"{given} is no alias of {label}, as another {kind_of(ref)} bears that name"
        if lost.held:
            held = shortened(lost.held)
            said = f"{label} keeps its {lost.field} {held}, and the file gives {given}"
        if said not in self.plan.notes:
            self.plan.notes.append(said)

    def would_join(self, entry: Entry, ref: str) -> Joined | None:
        """What a record would gain if it were what a proposal is; None if it is not there.

        To be asked once the plan is made.
        """
        held, record = self._known.get(ref), self._built(entry.proposal)
        if held is None or record is None or held.kind_name != record.kind_name:
            return None
        return self._joined(held, record, entry.proposal, ref, entry.ref)

    def _leave_out(self, number: int, proposal: Proposal) -> None:
        """Reject a proposal; what refers to it is built all the same, and then loses it."""
        if proposal.key:
            name = proposal.raw.get(KINDS[proposal.kind].named_by, "")
            ref = self._unused(proposal.kind, "left-out")
            self._refs[proposal.key] = ref
            self._left_out[ref] = str(name)
        self._enter(number, proposal, Outcome.REJECTED, "", None, None)

    def _identified(
        self, record: Record, proposal: Proposal, decision: Decision
    ) -> tuple[str, Sequence[Candidate]]:
        """The record that a proposal is, and those it may be; an empty ref for a new record."""
        there = self._known.get(decision.match)
        if there is not None and there.kind_name == proposal.kind:
            return decision.match, ()
        ref = self._found(record, proposal)
        kind = KINDS[proposal.kind]
        if not ref and proposal.is_named_only and set(proposal.raw) == {kind.named_by}:
            ref = self._known.named(proposal.raw[kind.named_by], (kind.name,))
        # Two records of one briefing are two, however alike.
        if ref and not (proposal.ref and self._claims.get(ref, proposal.ref) != proposal.ref):
            return ref, ()
        if decision.is_new:
            return self._own_ref(proposal), ()
        is_marked = proposal.ref or proposal.mark
        if not is_marked and any(
            each in self._rows.taken for each in self._known.named_alike(record)
        ):
            self._resembling += 1
        candidates = self._known.candidates(record, proposal.ref, self._rows.taken, proposal.ids)
        sure = [each for each in candidates if each.score >= self._least]
        if len(sure) == 1:
            return sure[0].ref, ()
        return self._own_ref(proposal), candidates

    def _found(self, record: Record, proposal: Proposal) -> str:
        """The one record that a proposal is by the rules of identity; empty if there is none."""
        if not isinstance(record, ROWS):
            return self._sure(record, proposal) or self._known.find(record)

        def adds(ref: str) -> bool:
            held = self._known.get(ref)
            return held is None or self._joined(held, record, proposal, ref).record != held

        return self._sure(record, proposal) or self._rows.find(
            record, proposal.ref or proposal.mark, adds
        )

    def _sure(self, record: Record, proposal: Proposal) -> str:
        """The one record that a proposal is by its ref or ids; empty if there is none."""
        ref = self._known.sure(record, proposal.ref)
        if ref or not (proposal.mark and proposal.ids):
            return ref
        ref = self._known.resembling(record, proposal.ids)
        if isinstance(record, ROWS):
            # Ids may have been given anew: a record that says the same goes before.
            free = self._rows.free(self._rows.equal(record))
            is_it = ref in free or (not free and ref not in self._rows.taken)
            return ref if is_it else ""
        return ref

    def _own_ref(self, proposal: Proposal) -> str:
        """The ref a proposal had, if that is free here."""
        kind, _, slug = proposal.ref.partition(":")
        if kind != proposal.kind or not is_slug(slug) or slug in self._taken[kind]:
            return ""
        self._taken[kind].add(slug)
        return proposal.ref

    def _enter(
        self,
        number: int,
        proposal: Proposal,
        outcome: Outcome,
        ref: str,
        before: Record | None,
        after: Record | None,
        **more: Any,
    ) -> None:
        self.plan.entries.append(
            Entry(
                number=number,
                proposal=proposal,
                outcome=outcome,
                ref=ref,
                before=before,
                after=after,
                **more,
            )
        )
        if number == 0:
            self.plan.source = ref

    def _built(self, proposal: Proposal) -> Record | None:
        """The proposed record, its references resolved; None if it has faults, which are noted."""
        raw = self._resolved(self._with_sound_cites(proposal.raw))
        if lost := list(handles(raw)):
            faulty = [key for key in lost if key in self._faulty]
            unplanned = [key for key in lost if key in self._keys]
            why = "refers to it in turn" if unplanned else "is not in the file"
            why = "has a fault" if faulty else why
            self._tell(
                proposal, f"refers to {', '.join((faulty or unplanned or lost)[:3])}, which {why}"
            )
            return None
        if not isinstance(raw, dict):
            return None
        if unclear := [*names(raw)]:
            kinds = " or ".join(unclear[0].kinds)
            problem = f"no single {kinds} is named “{unclear[0]}”; add it, or give its ref"
            self._tell(proposal, problem)
            return None
        ids = [*raw.get("ids", ()), *proposal.ids]
        if ids:
            raw["ids"] = list(dict.fromkeys(ids))
        if cite := self._cite(proposal):
            raw["cites"] = [plain(cite)]
        try:
            record = build(proposal.kind, raw)
        except InvalidRecord as error:
            for fault in error.faults:
                self._tell(proposal, str(fault))
            return None
        away = [ref for ref in mentioned(record) if not self._is_there(ref)]
        if away:
            named = ", ".join(dict.fromkeys(away[:3]))
            self._tell(
                proposal, f"refers to {named}, which is in neither the file nor the briefing"
            )
            return None
        return record

    def _tell(self, proposal: Proposal, problem: str) -> None:
        self.plan.faults.append(ReadFault(proposal.place, problem))

    def _is_there(self, ref: str) -> bool:
        return self._known.get(ref) is not None or ref in self._left_out

    def _with_sound_cites(self, raw: Mapping[str, Any]) -> Mapping[str, Any]:
        """The fields without cites of sources that have faults, which are told there."""
        cites = raw.get("cites")
        if not cites or self._faulty.isdisjoint(handles(cites)):
            return raw
        return {**raw, "cites": [each for each in cites if self._faulty.isdisjoint(handles(each))]}

    def _resolved(self, value: Any) -> Any:
        """Plain values with refs for handles, but for those that lead nowhere."""
        if isinstance(value, Handle):
            return self._refs.get(value) or (str(value) if self._known.get(value) else value)
        if isinstance(value, Named):
            return self._known.named(value, value.kinds) or value
        if isinstance(value, Mapping):
            found = {name: self._resolved(each) for name, each in value.items()}
            for name, each in [*found.items()]:
                if isinstance(each, Named) and each.otherwise:
                    del found[name]
                    found[each.otherwise] = found.get(each.otherwise) or str(each)
            return found
        if isinstance(value, list | tuple):
            return [self._resolved(each) for each in value]
        return value

    def _cite(self, proposal: Proposal) -> Cite | None:
        """The cite of the source of the file that a new record gets; None if it cites others."""
        kind = KINDS[proposal.kind]
        source = "" if self._is_last_resort else self.plan.source
        if not source or proposal.raw.get("cites") or kind.is_source or kind.is_own:
            return None
        return Cite(source=source, passage=proposal.passage, reason=proposal.reason)

    def _unused(self, kind: str, wanted: str) -> str:
        taken = self._taken[kind]
        slug = wanted
        while slug in taken:
            number = self._numbers[kind, wanted] = self._numbers.get((kind, wanted), 1) + 1
            slug = f"{wanted}-{number}"
        taken.add(slug)
        return make_ref(kind, slug)


def _said(record: Record, proposal: Proposal) -> Record:
    """What a proposal says, without ids that another file may have for other records."""
    if not proposal.mark or not proposal.ids:
        return record
    ids = tuple(each for each in record.ids if each not in proposal.ids)
    return msgspec.structs.replace(record, ids=ids)


SOURCE_KEY: Final = "source of the file"


def _source_of(dataset: Dataset, origin: str) -> Proposal:
    """The proposal of the source that everything in a file rests on."""
    raw = {"title": dataset.title, "derived_from": origin, **dataset.raw}
    if dataset.licence:
        raw["summary"] = dataset.licence
    return Proposal(kind="source", raw=raw, place="", key=SOURCE_KEY)


Numbered: TypeAlias = tuple[int, Proposal]


def _in_order(proposals: Sequence[Proposal]) -> Iterator[Sequence[Numbered]]:
    """Proposals with their numbers, each after those that it refers to, where there is no cycle.

    Rows that may be alike come together, so that none is taken for a record that another equals.
    """
    has_source = bool(proposals) and proposals[0].key == SOURCE_KEY
    together: dict[Hashable, list[Numbered]] = {}
    for number, proposal in enumerate(proposals, start=0 if has_source else 1):
        likeness = _likeness(proposal) if issubclass(KINDS[proposal.kind].cls, ROWS) else number
        together.setdefault(likeness, []).append((number, proposal))
    groups = [*together.values()]
    by_key = {each.key: at for at, group in enumerate(groups) for _, each in group if each.key}
    done: set[int] = set()
    named_only = {each.key for each in proposals if each.is_named_only}

    def is_by_name(at: int) -> bool:
        return any(
            each.is_named_only
            or any(names(each.raw))
            or not named_only.isdisjoint(handles(each.raw))
            for _, each in groups[at]
        )

    # What refers to others by name comes last, when all that bear names are known.
    for first in sorted(range(len(groups)), key=is_by_name):
        todo = [first]
        waiting: set[int] = set()
        while todo:
            place = todo[-1]
            if place in done:
                todo.pop()
                continue
            keys = (key for _, each in groups[place] for key in handles(each.raw))
            needed = [by_key[key] for key in keys if key in by_key]
            later = [each for each in needed if each not in done and each not in waiting]
            if later and place not in waiting:
                waiting.add(place)
                todo += reversed(later)
            else:
                done.add(place)
                todo.pop()
                yield groups[place]


def _likeness(proposal: Proposal) -> Hashable:
    """What rows that may be alike have in common.

    Parts do not come together with their whole, as that is planned before them.
    """
    name = proposal.raw.get(KINDS[proposal.kind].named_by)
    return proposal.kind, str(name).casefold(), str(proposal.raw.get("part_of"))


def undecided(plan: Plan) -> Collection[Entry]:
    """The proposals on which a reviewer should decide."""
    return [each for each in plan.entries if each.is_doubtful]
