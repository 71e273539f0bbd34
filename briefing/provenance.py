"""How each field of a record is known: the cites that support it and those that contradict it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from briefing.model.contradictions import contradicting, covers, field_name, is_own
from briefing.model.fields import Field, field_of, fields_of
from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Cite, Record
from briefing.model.kinds.source import Source
from briefing.model.parsers.values import agree, say
from briefing.model.plurals import plural
from briefing.model.refs import LabelOf
from briefing.store.book import Book

UNGRADED = "–"

Grounds = Mapping[str, Sequence[str]]
"""The sources each field rests on, by the name of the field; under "" those of the whole record,
which support all fields that have no entry of their own."""


class Against(NamedTuple):
    """A cite that contradicts what a record holds.

    Attributes:
        number: Its number among the cites of the record, from 1.
        cite: The cite.
        grade: Its grade.
    """

    number: int
    cite: Cite
    grade: str

    @property
    def is_open(self) -> bool:
        """Whether the contradiction is unresolved."""
        return not self.cite.verdict

    @property
    def judgement(self) -> str:
        """How it was resolved: "set aside: nearer to the event"."""
        said = ": ".join(part for part in (self.cite.verdict, self.cite.reason) if part)
        return said or "unresolved"


class Provenance(NamedTuple):
    """How one field is known.

    Attributes:
        numbers: The cites that support it by itself, from 1.
        whole: The cites for the record as a whole, which support it as well.
        grade: The best grade of those for it, else of those for the whole; empty for none.
        origins: How many independent sources all of them go back to.
        against: The cites that contradict it.
    """

    numbers: Sequence[int] = ()
    grade: str = ""
    origins: int = 0
    against: Sequence[Against] = ()
    whole: Sequence[int] = ()

    @property
    def marks(self) -> str:
        """A short form to show beside the value: `[1][3] B2 2 origins`.

        `whole [1] C3` if only cites for the whole record support it.
        """
        shown = self.numbers or self.whole
        numbers = "".join(f"[{number}]" for number in shown)
        origins = f"{self.origins} {plural(self.origins, 'origin')}"
        whole = "" if self.numbers else "whole"
        is_plural = len(self.numbers) + len(self.whole) > 1
        parts = (whole, numbers, self.grade, origins if is_plural else "")
        return " ".join(part for part in parts if part) if shown else ""


def grounds(record: Record, label_of: LabelOf) -> Grounds:
    """The sources that the fields of a record rest on.

    Args:
        record: The record.
        label_of: Returns the name of a record.
    """
    source_by = _source_by(type(record))
    printed = [getattr(record, source_by)] if source_by else []
    if not record.cites:
        return {"": printed} if printed else {}
    # Most cites say nothing that could contradict; 100,000 records are read by this.
    is_contested = any(cite.value or cite.stance == "contradicts" for cite in record.cites)
    against = contradicting(record, label_of) if is_contested else {}
    own: dict[str, list[str]] = {}
    for number, cite in enumerate(record.cites, start=1):
        name = field_name(cite) if cite.field else ""
        refs = own.setdefault(name, [])
        if not against or number not in against.get(name, ()):
            refs.append(cite.source)
    found: dict[str, Sequence[str]] = {}
    if whole := [*printed, *own.pop("", ())]:
        found[""] = whole
    for name, refs in own.items():
        field = field_of(type(record), name)
        if field and getattr(record, field.attribute) not in (None, "", ()):
            covering = [record.cites[number - 1].source for number in covers(record, against, name)]
            found[name] = [*refs, *covering, *(() if is_own(name) else printed)]
    return found


def chains(book: Book) -> Callable[[str], Sequence[str]]:
    """Gives a source and all those it goes back to, the origin last."""

    @cache
    def chain_of(ref: str) -> Sequence[str]:
        found = [ref]
        while (source := source_at(book, found[-1])) and source.derived_from:
            if source.derived_from in found:
                break
            found.append(source.derived_from)
        return tuple(found)

    return chain_of


def provenance_of(book: Book, record: Record) -> Mapping[str, Provenance]:
    """The provenance of each field that has any, by name; under "" that of the whole record."""
    against = contradicting(record, book.label)
    cites: dict[str, list[int]] = {}
    for number, cite in enumerate(record.cites, start=1):
        cites.setdefault(field_name(cite), []).append(number)
    fields = {field.name: covers(record, against, field.name) for field in fields_of(type(record))}
    names = [name for name in ("", *fields) if name in cites or fields.get(name)]
    return {
        name: _provenance(
            book, record, cites.get(name, ()), against.get(name, ()), fields.get(name)
        )
        for name in names
    }


def source_at(book: Book, ref: str) -> Source | None:
    """The source with a ref; None if there is no such source."""
    record = book.get(ref)
    return record if isinstance(record, Source) else None


def grade(reliability: str, credibility: int | None) -> str:
    """Both halves of a grade together, such as `B2`; an ungraded half is a dash.

    Source: NATO AJP-2.1, evaluation of sources and information (Admiralty code).
    """
    if not reliability and credibility is None:
        return ""
    return f"{reliability or UNGRADED}{UNGRADED if credibility is None else credibility}"


def grade_of(book: Book, cite: Cite) -> str:
    """The grade of a cite: its source's reliability and its own credibility."""
    source = source_at(book, cite.source)
    return grade(source.reliability if source else "", cite.credibility)


def supporting(book: Book, record: Record) -> Sequence[Cite]:
    """The cites that support a record or a part of it: all that contradict nothing."""
    # Most cites say nothing that could contradict: tables grade tens of thousands of records.
    if not any(cite.value or cite.stance == "contradicts" for cite in record.cites):
        return record.cites
    against = set().union(*contradicting(record, book.label).values())
    return [cite for number, cite in enumerate(record.cites, start=1) if number not in against]


def cites_for(book: Book, record: Record, path: str) -> Sequence[Cite]:
    """The cites that support one place in a record, such as `actors[0].ref`.

    They are those of its row or field that do not name others only; else those for the whole
    record.
    """
    place = path.partition(".")[0]
    name = place.partition("[")[0]
    if name == "cites":
        return (record.cites[_number(place)],)
    is_contested = any(cite.value or cite.stance == "contradicts" for cite in record.cites)
    against = contradicting(record, book.label) if is_contested else {}
    field = field_of(type(record), name)
    own = [
        cite
        for number, cite in enumerate(record.cites, start=1)
        if cite.field
        and number not in against.get(name, ())
        and (
            cite.field.startswith((f"{place}.", f"{place}["))
            or cite.field == place
            or (cite.field == name and _names(field, record, place, cite, book.label))
        )
    ]
    return own or [record.cites[number - 1] for number in covers(record, against, name)]


def _names(field: Field | None, record: Record, place: str, cite: Cite, label_of: LabelOf) -> bool:
    """Whether a cite for a list supports one item of it: it gives no value, or one with it."""
    if not cite.value or field is None:
        return True
    item = getattr(record, field.attribute)[_number(place)]
    return agree(field, say(field, (item,), label_of), cite.value, label_of)


def _number(place: str) -> int:
    return int(place.partition("[")[2].removesuffix("]"))


def best_of(book: Book, cites: Iterable[Cite]) -> str:
    """The best grade of some cites; empty for none."""
    return min(filter(None, (grade_of(book, cite) for cite in cites)), default="")


def best_grade(book: Book, record: Record) -> str:
    """The best grade among the cites that support a record or a part of it; empty for none."""
    return min(_grades(book, record), default="")


def weakest_grade(book: Book, record: Record) -> str:
    """The weakest grade among the cites that support a record or a part of it; empty for none."""
    return max(_grades(book, record), default="")


def _grades(book: Book, record: Record) -> Iterator[str]:
    """The grades of the cites that support a record or a part of it."""
    return filter(None, (grade_of(book, cite) for cite in supporting(book, record)))


def origin(book: Book, ref: str) -> str:
    """The source that a source was copied from in the end; its own ref if it is original."""
    seen = [ref]
    while True:
        source = source_at(book, seen[-1])
        before = source.derived_from if source else ""
        if not before or before in seen:
            return seen[-1]
        seen.append(before)


def origins(book: Book, cites: Iterable[Cite]) -> Sequence[str]:
    """The origins of some cites, each once."""
    return tuple(dict.fromkeys(origin(book, cite.source) for cite in cites))


def day_of(source: Record | None) -> date | None:
    """The day a source was published, which its "yesterday" counts from; None if unknown."""
    try:
        return date.fromisoformat(getattr(source, "published", ""))
    except ValueError:  # not a date, or not a single day
        return None


def as_plain(book: Book, record: Record) -> dict[str, Any]:
    """The provenance of each field as plain values for JSON."""
    return {
        name or "record": {
            "supports": [_plain_cite(book, record, number) for number in found.numbers],
            "whole": [_plain_cite(book, record, number) for number in found.whole],
            "contradicts": [
                {
                    **_plain_cite(book, record, each.number),
                    "gives": each.cite.value,
                    "passage": each.cite.passage,
                    "verdict": each.cite.verdict,
                    "reason": each.cite.reason,
                }
                for each in found.against
            ],
            "origins": found.origins,
        }
        for name, found in provenance_of(book, record).items()
    }


def _plain_cite(book: Book, record: Record, number: int) -> dict[str, Any]:
    cite = record.cites[number - 1]
    return {"cite": number, "source": cite.source, "grade": grade_of(book, cite)}


def _provenance(
    book: Book,
    record: Record,
    numbers: Sequence[int],
    against: Sequence[int],
    whole: Sequence[int] | None,
) -> Provenance:
    own = tuple(number for number in numbers if number not in against)
    graded = (grade_of(book, record.cites[number - 1]) for number in own or whole or ())
    return Provenance(
        own,
        min(filter(None, graded), default=""),
        len(origins(book, (record.cites[number - 1] for number in (*own, *(whole or ()))))),
        tuple(
            Against(number, cite, grade_of(book, cite))
            for number in against
            for cite in [record.cites[number - 1]]
        ),
        tuple(whole or ()),
    )


@lru_cache
def _source_by(cls: type[Record]) -> str:
    return KINDS[cls.kind_name].source_by
