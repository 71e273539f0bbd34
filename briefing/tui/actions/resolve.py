"""Sources that disagree weighed: what the record holds is kept, changed, or marked as disputed."""

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
from briefing.store.store import Store
from briefing.tui.actions.host import Finder, Stage, attempt

_LETTERS = "abcefghilnoprsu"
"""Keys for what sources give beyond the ninth cite; the others are those of the question."""

_WHOLE = Field(shape=Shape.PROSE, label="")
"""Stands for a field where a source contradicts a record as a whole."""


class Answer(NamedTuple):
    """What can be made of a contradiction.

    Attributes:
        words: What that is, for the reader.
        change: Makes the record of a reason.
        problem: Why it cannot be done; empty where it can.
    """

    words: str
    change: Callable[[str], Record]
    problem: str = ""


class Weighing:
    """Weighs the contradictions of one screen.

    Args:
        stage: The screen.
        store: Where they are.
        finder: Finds the records that sources name.
    """

    def __init__(self, stage: Stage, store: Store, finder: Finder) -> None:
        self._stage = stage
        self._store = store
        self._finder = finder

    def weigh(self, ref: str, name: str = "") -> None:
        """Weigh what contradicts one field of a record.

        Args:
            ref: The record.
            name: The field; the first that waits for it when empty or not contradicted.
        """
        from briefing.tui.dialogs.resolve import WeighScreen

        record = self._store.get(ref)
        if record is None:
            self._stage.tell("there is no record here to weigh; n adds one")
            return
        name, provenance = self._contradicted(record, name)
        field = field_of(type(record), name) if name else _WHOLE
        if field is None or not provenance.against:
            self._stage.tell(
                "no source disagrees here; c on a field cites one, with what it gives instead"
            )
            return
        answers = self._answers(record, field, provenance)

        def answered(key: str | None) -> None:
            if key:
                self._ask_why(ref, record, field, answers[key])

        words = {key: answer.words for key, answer in answers.items()}
        evidence = self._evidence(ref, record, field, provenance)
        self._stage.app.push_screen(WeighScreen(evidence, words), answered)

    def tell_if_against(self, ref: str) -> None:
        """Say that the cite a record was given last contradicts it."""
        record = self._store.get(ref)
        last = len(record.cites) if record else 0
        found = provenance_of(self._store, record).items() if record else ()
        for name, provenance in found:
            if any(each.number == last and each.is_open for each in provenance.against):
                what = f"the {name} there is" if name else "the record as a whole"
                self._stage.tell(f"that is against {what}; w weighs the two")

    def _contradicted(self, record: Record, name: str) -> tuple[str, Provenance]:
        """The field to weigh: the one named, else one nobody has weighed, else any."""
        found = {each: of for each, of in provenance_of(self._store, record).items() if of.against}
        if name and name in found:
            return name, found[name]
        waiting = [each for each, of in found.items() if any(one.is_open for one in of.against)]
        chosen = next(iter((*waiting, *found)), "")
        return chosen, found.get(chosen, Provenance())

    def _answers(self, record: Record, field: Field, provenance: Provenance) -> dict[str, Answer]:
        """What can be made of it, by the key that does so."""
        label_of = self._store.label
        mine = self._held(record, field)
        # A cite of the cites themselves gives nothing that could stand there.
        against = provenance.against if field.row is not Cite else ()
        given = [each.number for each in against if each.cite.value and field is not _WHOLE]
        keys = [str(number) if number < 10 else "" for number in given] if given[1:] else ["t"]
        spare = iter(_LETTERS)
        keys = [key or next(spare, "") for key in keys]
        theirs = {
            key: self._taking(record, field, provenance, number)
            for key, number in zip(keys, given, strict=False)
            if key
        }
        return {
            "m": Answer(
                f"keep mine: {mine}",
                lambda reason: keep(record, field.name, SET_ASIDE, reason, label_of),
            ),
            **theirs,
            "d": Answer(
                "marked as disputed; mine stays",
                lambda reason: keep(record, field.name, DISPUTED, reason, label_of),
            ),
        }

    def _taking(self, record: Record, field: Field, provenance: Provenance, number: int) -> Answer:
        """Take what one cite gives; the words say what the field will hold then."""
        label_of = self._store.label
        given = record.cites[number - 1].value
        day = day_of(self._store.get(record.cites[number - 1].source))
        try:
            kinds = kinds_in(field.row) if field.row else field.kinds
            value = read(field, given, lambda name: self._finder.find(name, kinds), day)
            taken = take(record, number, value, "", label_of)
        except (NotUnderstood, InvalidRecord) as fault:
            words = f"take theirs [{number}]: {shown(field, given, label_of)}"
            problem = f"{fault}; e edits the field itself"
            return Answer(
                f"{words} (cannot be taken as it stands)", lambda _reason: record, problem
            )
        is_cited = provenance.numbers or provenance.whole
        lost = "" if is_cited else " (mine stays in the history alone: nothing cites it)"
        words = f"take theirs [{number}]: {self._held(taken, field)}{lost}"
        return Answer(words, lambda reason: take(record, number, value, reason, label_of))

    def _held(self, record: Record, field: Field) -> str:
        if field is _WHOLE:
            return label(record)
        value = getattr(record, field.attribute)
        return value_line(field, value, self._store.label) or "nothing"

    def _evidence(self, ref: str, record: Record, field: Field, provenance: Provenance) -> Dossier:
        """Both sides, as a dossier shows them."""
        mine = self._held(record, field)
        against = [
            item
            for each in provenance.against
            for item in self._cite_items(record, each.number, field)
        ]
        return Dossier(
            ref=ref,
            kind=record.kind_name,
            title=" of ".join(part for part in (field.label, short_label(record)) if part),
            status="",
            subtitle="",
            sections=(
                Section(
                    f"mine: {mine}   {provenance.marks}", tuple(self._standing(record, provenance))
                ),
                Section("theirs", tuple(against)),
            ),
        )

    def _standing(self, record: Record, provenance: Provenance) -> Iterator[Item]:
        """What the value there is rests on: its own cites, those for all of it, or nothing."""
        for number in provenance.numbers:
            yield from self._cite_items(record, number)
        if not provenance.numbers and provenance.whole:
            yield Item("cited for the record as a whole:")
            for number in provenance.whole:
                yield from self._cite_items(record, number)
        elif not provenance.numbers and (source_by := kind_for(record).source_by):
            yield Item(f"printed in {self._store.label(getattr(record, source_by))}")
        elif not provenance.numbers:
            yield Item("no source is cited for it")

    def _cite_items(
        self, record: Record, number: int, field: Field | None = None
    ) -> Iterator[Item]:
        """What a cite says, and what was made of that before.

        Args:
            record: The record.
            number: The cite, from 1.
            field: The field it gives something else for; None where it stands for what is held.
        """
        cite = record.cites[number - 1]
        given = shown(field, cite.value, self._store.label) if field and cite.value else ""
        passage = quoted(cite.passage) if cite.passage else ""
        source = self._store.label(cite.source)
        said = " ".join(part for part in (given, passage) if part)
        marks = grade_of(self._store, cite)
        yield Item(said or source, f"[{number}]", source if said else "", marks)
        if cite.verdict:
            yield Item(": ".join(part for part in (cite.verdict, cite.reason) if part))

    def _ask_why(self, ref: str, record: Record, field: Field, answer: Answer) -> None:
        """Have the reason said, then save what was made of it."""
        from briefing.tui.dialogs.prompt import PromptScreen

        if answer.problem:
            self._stage.tell(answer.problem, severity="warning")
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                attempt(
                    self._stage,
                    lambda: self._store.put(ref, answer.change(reason), reason, record),
                    lambda _done: self._stage.tell(f"{answer.words}; u takes it back"),
                )

        example = "in a few words; enter alone leaves it unsaid"
        before = {each.cite.reason for each in self._provenance(record, field).against}
        reason = before.pop() if len(before) == 1 else ""
        title = f"{answer.words.partition(':')[0].capitalize()} – why?"
        prompt = PromptScreen(title, reason, lambda _line: "", example=example)
        self._stage.app.push_screen(prompt, answered)

    def _provenance(self, record: Record, field: Field) -> Provenance:
        return provenance_of(self._store, record).get(field.name, Provenance())
