"""Runs of text about the fields of a record, each with the cites that support it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from briefing.model.contradictions import SET_ASIDE, contradicting, covers, field_name, is_own
from briefing.model.english import capitalised, in_sentence, listed
from briefing.model.fields import Field, field_of
from briefing.model.formatting import value_line
from briefing.model.kinds import KINDS, kind_for
from briefing.model.quotation_marks import quoted
from briefing.model.refs import kind_of
from briefing.provenance import Provenance, provenance_of
from briefing.report.document import Note, Run, Sentence, Style
from briefing.store.book import Book

_CONTESTED: Final = " (contested)"
"""Follows a statement that a source contradicts, until the contradiction is set aside."""


class Narrator:
    """Tells what one record says.

    Args:
        book: The briefing.
        ref: The record.

    Raises:
        UnknownRecord: There is no such record.
    """

    def __init__(self, book: Book, ref: str) -> None:
        self.book = book
        self.ref = ref
        self.record = book.need(ref)
        self._kind = kind_for(self.record)
        self._noted: dict[tuple[int, ...], tuple[Note, ...]] = {}

    @cached_property
    def is_contested(self) -> bool:
        """Whether a cite says anything that could contradict; most records have none."""
        return any(cite.value or cite.stance == "contradicts" for cite in self.record.cites)

    @cached_property
    def _against(self) -> Mapping[str, Sequence[int]]:
        return contradicting(self.record, self.book.label) if self.is_contested else {}

    @property
    def against(self) -> Collection[int]:
        """The cites that contradict the record, by number."""
        return set().union(*self._against.values())

    @cached_property
    def provenance(self) -> Mapping[str, Provenance]:
        """How each field is known."""
        return provenance_of(self.book, self.record)

    def states(self, text: str, *fields: str, style: Style = "plain") -> Run:
        """A run that states some fields, or rows such as `casualties[0]`, with what supports it."""
        notes = self.notes(*fields)
        if self._against and any(map(self._is_open, fields)):
            head = text.rstrip(". ")
            text = f"{head}{_CONTESTED}{text[len(head) :]}"
        names = tuple(dict.fromkeys(each.partition("[")[0] for each in fields))
        return Run(text, self.ref, names, notes, style, is_unsourced=not (notes or self._is_own))

    def states_name(self, ref: str, *fields: str) -> tuple[Run, ...]:
        """Runs that state some fields by naming another record."""
        named, stated = names(self.book, ref), self.states("", *fields)
        if stated.text:
            # A name may be shortened, so what is said of it stands apart.
            return named, stated
        return (stated._replace(text=named.text, names=ref),)

    def notes(self, *fields: str) -> tuple[Note, ...]:
        """The cites that support some fields, each once; else the source that printed it all."""
        if len(fields) == 1:
            found = tuple(self._numbers(fields[0]))
        else:
            found = tuple(
                dict.fromkeys(number for name in fields for number in self._numbers(name))
            )
        if not found and self._kind.source_by:
            found = (0,)
        # Most fields of a record rest on the same cites.
        if found not in self._noted:
            self._noted[found] = tuple(Note(self.ref, number) for number in found)
        return self._noted[found]

    def all_notes(self) -> tuple[Note, ...]:
        """All cites that support the record or a part of it."""
        return tuple(Note(self.ref, number) for number in self._all_numbers)

    @property
    def named_by(self) -> str:
        """The field that contains the name of the record."""
        return self._kind.named_by

    def value(self, name: str) -> str:
        """The value of a field for a reader; empty if it has none."""
        field = self.field(name)
        return value_line(field, getattr(self.record, field.attribute), self.book.label)

    def field(self, name: str) -> Field:
        """The declaration of a field."""
        field = field_of(type(self.record), name)
        if field is None:
            raise LookupError(f"{self.ref} has no field {name}")
        return field

    def summary(self) -> Sequence[Sentence]:
        """The analyst's own words, with all that supports the record."""
        text = " ".join(self.record.summary.split())
        return [(self.states(text, "summary"),)] if text else []

    def aliases(self) -> Sequence[Sentence]:
        """The other names of the record."""
        if not self.record.aliases:
            return []
        return [(self.states(f"Also known as {listed(self.record.aliases)}.", "aliases"),)]

    @property
    def _is_own(self) -> bool:
        return self._kind.is_own

    def _is_open(self, place: str) -> bool:
        cites = self.record.cites
        against = [*self._at(place, self._against.get(place.partition("[")[0], ()))]
        if place == self.named_by:
            # What contradicts the whole record contradicts that there is what it is named after.
            against += self._against.get("", ())
        return any(cites[number - 1].verdict != SET_ASIDE for number in against)

    def _at(self, place: str, numbers: Sequence[int]) -> Sequence[int]:
        """Those of some cites of a field that are not about another row of it."""
        name, _, row = place.partition("[")
        if not row:
            return numbers
        fields = {number: self.record.cites[number - 1].field for number in numbers}
        return [
            number
            for number, field in fields.items()
            if not field.startswith(f"{name}[") or field.startswith(place)
        ]

    def _numbers(self, place: str) -> Sequence[int]:
        """The cites that support a field, by number: its own, else those for the whole record."""
        name = place.partition("[")[0]
        if name and (own := self._at(place, self._own_numbers.get(name, ()))):
            return own
        whole = self._own_numbers.get("", ())
        if is_own(name):
            # A summary is the analyst's own, and rests on whatever the record does.
            return self._all_numbers
        return covers(self.record, self._against, name) if self._against else whole

    @cached_property
    def _own_numbers(self) -> Mapping[str, Sequence[int]]:
        """The cites that support each field by itself; under "" those for the whole record."""
        found: dict[str, list[int]] = {}
        for number, cite in enumerate(self.record.cites, start=1):
            name = field_name(cite) if cite.field else ""
            if not self._against or number not in self._against.get(name, ()):
                found.setdefault(name, []).append(number)
        return found

    @cached_property
    def _all_numbers(self) -> Sequence[int]:
        against = {number for numbers in self._against.values() for number in numbers}
        return [at for at, _ in enumerate(self.record.cites, 1) if at not in against]


def names(book: Book, ref: str) -> Run:
    """A run that names a record within a sentence."""
    kind = KINDS[kind_of(ref)]
    label = book.label(ref)
    if kind.is_named and not kind.is_party:
        return Run(quoted(label))  # a title
    return Run(label if kind.is_person else in_sentence(label), names=ref)


def named(book: Book, refs: Iterable[str], others: Sequence[str] = ()) -> list[Run]:
    """Runs that name some records, and names without a record, in a row: “A, B and C”."""
    runs = [*(names(book, ref) for ref in refs), *map(Run, others)]
    if len(runs) < 2:
        return runs
    between = [*([Run(", ")] * (len(runs) - 2)), Run(" and "), Run("")]
    return [part for run, sign in zip(runs, between, strict=True) for part in (run, sign)][:-1]


def begun(sentence: Sequence[Run]) -> Sentence:
    """A sentence with a capital at its beginning, but for words of somebody else."""
    first, *rest = sentence
    if first.style == "verbatim":
        return tuple(sentence)
    return (first._replace(text=capitalised(first.text)), *rest)
