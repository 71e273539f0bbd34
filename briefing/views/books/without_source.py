"""If a source falls: the briefing without it, and what would no longer be supported."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple, get_args

import msgspec

from briefing.model.fields import field_of
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.record import Record
from briefing.model.quotation_marks import quoted
from briefing.model.refs import kind_of
from briefing.provenance import origin
from briefing.reasoning import grounds_in
from briefing.store.book import Book
from briefing.views.answer import Answer, Part, Row
from briefing.views.books.changed_book import ChangedBook
from briefing.views.sources import copies_note, field_said, resting, with_copies

Effect = Literal["gone", "unsupported", "uncited", "single origin"]
"""What happens, the worst first: the record rests on nothing else and goes, or stays without any
source; a field is left without one, or with one origin where it had several."""

_HEADINGS: Final[Mapping[Effect, str]] = {
    "gone": "Gone: nothing else is cited for the words",
    "unsupported": "Unsupported: no source is left for the record",
    "uncited": "Uncited: no source is left for the field",
    "single origin": "Single origin: one is left where there were several",
}

_IN_ROW: Final[Mapping[Effect, str]] = {"single origin": "one origin left"}
"""How an effect is said in a row of a list, if not by its own name."""

_FALLEN: Final = "fallen"

_SEVERITY: Final = {effect: place for place, effect in enumerate(get_args(Effect))}


class Consequence(NamedTuple):
    """What falls with some sources.

    Attributes:
        effect: What happens.
        ref: The record.
        field: The field; empty for the whole record, or for all fields without cites of their own.
        origins: The origins that are left.
    """

    effect: Effect
    ref: str
    field: str
    origins: Sequence[str]


class WithoutSources(ChangedBook):
    """The briefing if some sources supported nothing, nor anything derived from them.

    Cites of them are left out, so that those left are numbered anew, as a dossier lists them. The
    records stay, cited or not; so do the sources, as documents that support nothing. A quote rests
    on the source that printed it: it is absent, unless another source is cited for its words, which
    then takes that place.

    Args:
        book: The briefing.
        sources: The sources that fall.

    Attributes:
        fallen: These, and those derived from them when the view was made.

    Raises:
        UnknownRecord: A source does not exist.
    """

    def __init__(self, book: Book, sources: Iterable[str]) -> None:
        super().__init__(book)
        self.fallen = with_copies(book, sources)

    def summary(self) -> str:
        """One line for a header: "without “Ambush kills soldiers”, “Its copy”"."""
        return f"without {', '.join(quoted(self.label(ref)) for ref in sorted(self.fallen))}"

    def notes(self, ref: str) -> Sequence[str]:
        """What a reader of a record should know: what it loses.

        Raises:
            UnknownRecord: The record is not there.
        """
        return (*super().notes(ref), *self._losses(ref))

    def label(self, ref: str) -> str:
        """The name of a record, which needs no source."""
        return self._book.label(ref)

    def row_tail(self, ref: str, tail: str) -> str:
        """The worst that happens to a record; what it says itself if nothing does."""
        if ref in self.fallen:
            return _FALLEN
        found = min(self._consequences(ref), key=_order, default=None)
        return _IN_ROW.get(found.effect, found.effect) if found else super().row_tail(ref, tail)

    def has(self, record: Record) -> bool:
        """Whether a record does not rest on the fallen sources alone."""
        source_by = kind_for(record).source_by
        return not (
            source_by
            and getattr(record, source_by) in self.fallen
            and not self._printed_elsewhere(record)
        )

    def _changed(self, record: Record) -> Record:
        source_by = kind_for(record).source_by
        changes: dict[str, object] = {}
        if any(cite.source in self.fallen for cite in record.cites):
            changes["cites"] = tuple(
                cite for cite in record.cites if cite.source not in self.fallen
            )
        if source_by and getattr(record, source_by) in self.fallen:
            changes[source_by] = self._printed_elsewhere(record)
        return msgspec.structs.replace(record, **changes) if changes else record

    def _consequences(self, ref: str) -> Iterable[Consequence]:
        record = self._book.get(ref)
        return (
            _of_record(self, self._book, ref, record) if record and ref not in self.fallen else ()
        )

    def _losses(self, ref: str) -> Iterator[str]:
        if ref in self.fallen:
            yield "It is taken to support nothing."
        found = sorted(self._consequences(ref), key=_order)
        if any(each.effect == "unsupported" for each in found):
            yield "No source is left for it."
        if uncited := [field_said(ref, each.field) for each in found if each.effect == "uncited"]:
            yield f"Uncited without the source: {', '.join(uncited)}."
        for each in found:
            if each.effect == "single origin":
                left = quoted(self.label(each.origins[0]))
                yield f"Rests on {left} alone without the source: {field_said(ref, each.field)}."

    def _printed_elsewhere(self, record: Record) -> str:
        """Another source of the words of a record; empty if there is none."""
        words = ("", kind_for(record).named_by)
        found = (
            cite.source
            for cite in record.cites
            if cite.source not in self.fallen
            and cite.field in words
            and cite.stance == "supports"
            and not cite.value
        )
        return next(found, "")


def consequences(book: Book, sources: Iterable[str]) -> list[Consequence]:
    """What would rest on nothing, or on one origin only, without some sources; the worst first.

    Args:
        book: The briefing.
        sources: The sources that fall, with all derived from them.

    Raises:
        UnknownRecord: A source does not exist.
    """
    without = WithoutSources(book, sources)
    found: list[Consequence] = []
    for ref in resting(book, without.fallen):
        if ref not in without.fallen:
            found += _of_record(without, book, ref, book.need(ref))
    return sorted(found, key=_order)


def falls_answer(book: Book, source: str) -> Answer:
    """What falls with a source, as an answer: under each effect the records and fields."""
    found = consequences(book, [source])
    parts = [
        Part(
            heading,
            [_row(book, each) for each in found if each.effect == effect],
            is_counted=True,
        )
        for effect, heading in _HEADINGS.items()
    ]
    title = f"What falls with {book.label(source)}"
    return Answer(title, parts, copies_note(book, source), "nothing falls with it")


def _row(book: Book, found: Consequence) -> Row:
    left = ", ".join(quoted(book.label(each)) for each in found.origins)
    tail = f"only {left} is left" if left else ""
    is_whole = found.effect in ("gone", "unsupported")
    lead = kind_of(found.ref) if is_whole else field_said(found.ref, found.field)
    return Row(book.label(found.ref), lead, tail, found.ref)


def affected(found: Iterable[Consequence]) -> frozenset[str]:
    """The records that some consequences are about, for a lens."""
    return frozenset(each.ref for each in found)


def _of_record(
    without: WithoutSources, book: Book, ref: str, record: Record
) -> Iterable[Consequence]:
    if not without.has(record):
        return [Consequence("gone", ref, "", ())]
    known = grounds_in(book, record)
    left = {
        name: [source for source in sources if source not in without.fallen]
        for name, sources in known.items()
    }
    if not any(left.values()):
        return [Consequence("unsupported", ref, "", ())] if any(known.values()) else []
    found: list[Consequence] = []
    for name, sources in known.items():
        before, after = (
            tuple(dict.fromkeys(origin(book, source) for source in each))
            for each in (sources, left[name])
        )
        if before and not after:
            found.append(Consequence("uncited", ref, name, after))
        elif len(before) > 1 and len(after) == 1:
            found.append(Consequence("single origin", ref, name, after))
    return found


def _order(found: Consequence) -> tuple[object, ...]:
    kind = KINDS[kind_of(found.ref)]
    field = field_of(kind.cls, found.field)
    place = kind.fields.index(field) if field else -1
    return _SEVERITY[found.effect], list(KINDS).index(kind.name), found.ref, place
