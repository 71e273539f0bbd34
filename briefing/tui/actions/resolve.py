"""Resolve contradictions between sources: keep the value, take another, or mark it disputed."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from briefing.dossier import Dossier, Item, Section
from briefing.model.contradictions import DISPUTED, SET_ASIDE, keep, take
from briefing.model.faults import InvalidRecord
from briefing.model.fields import Field, Shape, field_of
from briefing.model.formatting import value_line
from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Cite, Record
from briefing.model.labels import label, short_label
from briefing.model.parsers.rows import kinds_in
from briefing.model.parsers.values import read, shown
from briefing.model.parsers.words import NotUnderstood
from briefing.model.quotation_marks import quoted
from briefing.provenance import Provenance, day_of, grade_of, provenance_of
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.prompt import PromptScreen
from briefing.tui.dialogs.resolve import ResolveScreen
from briefing.tui.input.safe_text import clipped, one_line

_LETTERS = "abcefghilnoprsu"
"""Keys for values of cites beyond the ninth; the remaining letters are taken."""

_WIDEST = 50
"""Characters of a value within a question or a reason."""

_WHOLE = Field(shape=Shape.PROSE, label="")
"""Stands in for a field where a source contradicts the record as a whole."""


class Resolution(NamedTuple):
    """A way to resolve a contradiction.

    Attributes:
        words: What it does, as shown.
        done: What it did, as told.
        asks: What is asked about the reason for it.
        change: Gives the resolved record for a reason.
        problem: Why it cannot be done; empty where it can.
        taken: What was preferred to the current value, which its reason says too.
    """

    words: str
    done: str
    asks: str
    change: Callable[[str], Record]
    problem: str = ""
    taken: str = ""

    def reason(self, typed: str) -> str:
        """The reason as kept, which says what it is for: “2011 preferred – seen by witnesses”."""
        return f"{self.taken} preferred – {typed}" if self.taken and typed else typed


async def resolve(work: Workspace, chosen: Selection) -> None:
    """Show what contradicts the selected field, have a resolution chosen, and ask for the reason.

    Without a contradicted field selected, the first unresolved one is shown.
    """
    record = work.need(chosen.ref, "resolve")
    if record is None:
        return
    name, provenance = _contradicted(work, record, chosen.field)
    field = field_of(type(record), name) if name else _WHOLE
    if field is None or not provenance.against:
        work.host.tell("no source disagrees here; c on a field cites one with another value")
        return
    contradiction = _Contradiction(work, chosen.ref, record, field, provenance)
    answers = contradiction.answers()
    words = {key: answer.words for key, answer in answers.items()}
    key = await work.host.ask(ResolveScreen(contradiction.evidence(), words))
    if not key:
        return
    answer = answers[key]
    if answer.problem:
        work.host.tell(answer.problem, severity="warning")
        return
    before = {each.cite.reason for each in provenance.against}
    prompt = PromptScreen(
        answer.asks,
        before.pop() if len(before) == 1 and not answer.taken else "",
        lambda _line: "",
        example="a few words, or press enter to give no reason",
    )
    typed = await work.host.ask(prompt)
    if typed is not None:
        reason = answer.reason(typed)
        work.store.put(chosen.ref, answer.change(reason), reason, record)
        work.host.tell(f"resolved: {answer.done}; u undoes it")


def tell_if_against(work: Workspace, ref: str) -> None:
    """Tell the user when the last cite of a record contradicts it."""
    record = work.store.get(ref)
    last = len(record.cites) if record else 0
    found = provenance_of(work.store, record).items() if record else ()
    for name, provenance in found:
        if any(each.number == last and each.is_open for each in provenance.against):
            what = f"the {name} on record" if name else "the record as a whole"
            work.host.tell(f"this contradicts {what}; w resolves it")


def _contradicted(work: Workspace, record: Record, name: str) -> tuple[str, Provenance]:
    """The field to resolve: the one named, else the first unresolved, else any."""
    found = {each: of for each, of in provenance_of(work.store, record).items() if of.against}
    if name and name in found:
        return name, found[name]
    waiting = [each for each, of in found.items() if any(one.is_open for one in of.against)]
    first = next(iter((*waiting, *found)), "")
    return first, found.get(first, Provenance())


def _named(held: str) -> str:
    """A value within a sentence."""
    return clipped(one_line(held), _WIDEST)


class _Contradiction:
    """One field of a record, and the values its sources give."""

    def __init__(
        self, work: Workspace, ref: str, record: Record, field: Field, provenance: Provenance
    ) -> None:
        self._store = work.store
        self._finder = work.finder
        self._ref = ref
        self._record = record
        self._field = field
        self._provenance = provenance

    def answers(self) -> dict[str, Resolution]:
        """The possible resolutions by key."""
        field, label_of = self._field, self._store.label
        # A cite about the cites themselves holds no value to take.
        against = self._provenance.against if field.row is not Cite else ()
        given = [each.number for each in against if each.cite.value and field is not _WHOLE]
        keys = [str(number) if number < 10 else "" for number in given] if given[1:] else ["t"]
        spare, held = iter(_LETTERS), self._held(self._record)
        keys = [key or next(spare, "") for key in keys]
        theirs = {
            key: self._taking(number) for key, number in zip(keys, given, strict=False) if key
        }
        return {
            "m": Resolution(
                f"keep the current value: {held}",
                f"kept {held}",
                f"Why keep {_named(held)}?",
                lambda reason: keep(self._record, field.name, SET_ASIDE, reason, label_of),
            ),
            **theirs,
            "d": Resolution(
                "mark as disputed, keep the current value",
                "marked as disputed",
                "Why is it disputed?",
                lambda reason: keep(self._record, field.name, DISPUTED, reason, label_of),
            ),
        }

    def _taking(self, number: int) -> Resolution:
        """Take the value of one cite; the words show what the field will hold."""
        record, field, label_of = self._record, self._field, self._store.label
        given = record.cites[number - 1].value
        day = day_of(self._store.get(record.cites[number - 1].source))
        try:
            kinds = kinds_in(field.row) if field.row else field.kinds
            value = read(field, given, lambda name: self._finder.find(name, kinds), day)
            taken = take(record, number, value, "", label_of)
        except (NotUnderstood, InvalidRecord) as fault:
            words = f"take the other value [{number}]: {shown(field, given, label_of)}"
            problem = f"{fault}; e edits the field itself"
            words = f"{words} (cannot be taken as is)"
            return Resolution(words, "", "", lambda _reason: record, problem)
        is_cited = self._provenance.numbers or self._provenance.whole
        lost = (
            "" if is_cited else " (the current one, which nothing cites, stays only in the history)"
        )
        held = self._held(taken)
        return Resolution(
            f"take the other value [{number}]: {held}{lost}",
            f"took {held}",
            f"Why prefer {_named(held)}?",
            lambda reason: take(record, number, value, reason, label_of),
            taken=_named(held),
        )

    def _held(self, record: Record) -> str:
        if self._field is _WHOLE:
            return label(record)
        value = getattr(record, self._field.attribute)
        return value_line(self._field, value, self._store.label) or "nothing"

    def evidence(self) -> Dossier:
        """Both sides as a dossier."""
        record, field, provenance = self._record, self._field, self._provenance
        mine = f"current value: {self._held(record)}   {provenance.marks}"
        against = [
            item for each in provenance.against for item in self._cite_items(each.number, field)
        ]
        return Dossier(
            ref=self._ref,
            kind=record.kind_name,
            title=" of ".join(part for part in (field.label, short_label(record)) if part),
            status="",
            subtitle="",
            sections=(
                Section(mine, tuple(self._support())),
                Section("other sources", tuple(against)),
            ),
        )

    def _support(self) -> Iterator[Item]:
        """The support for the value: its own cites, or those for the whole record."""
        record, provenance = self._record, self._provenance
        for number in provenance.numbers:
            yield from self._cite_items(number)
        if not provenance.numbers and provenance.whole:
            yield Item("cited for the record as a whole:")
            for number in provenance.whole:
                yield from self._cite_items(number)
        elif not provenance.numbers and (source_by := kind_for(record).source_by):
            yield Item(f"printed in {self._store.label(getattr(record, source_by))}")
        elif not provenance.numbers:
            yield Item("no source is cited for it")

    def _cite_items(self, number: int, field: Field | None = None) -> Iterator[Item]:
        """What a cite says, and its verdict; `field` only where it gives another value."""
        cite = self._record.cites[number - 1]
        given = shown(field, cite.value, self._store.label) if field and cite.value else ""
        passage = quoted(cite.passage) if cite.passage else ""
        source = self._store.label(cite.source)
        said = " ".join(part for part in (given, passage) if part)
        marks = grade_of(self._store, cite)
        yield Item(said or source, f"[{number}]", source if said else "", marks)
        if cite.verdict:
            yield Item(": ".join(part for part in (cite.verdict, cite.reason) if part))
