"""A record told in sentences that can be pasted elsewhere and still say what is known, and how.

Behind each statement stand the numbers of the sources that bear it out, each with its best grade
for that, as `[1 B2]`; behind the name those cited for the record as a whole, which bear out all
that follows. What a source gives otherwise stands right behind the value that was picked, with what
was made of it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from briefing.model import dates
from briefing.model.fields import Field, field_of
from briefing.model.formatting import has_ended, people, place_line, time_line, value_line
from briefing.model.grades import grade
from briefing.model.labels import NOT_KNOWN_VERBATIM, is_verbatim, label
from briefing.model.parsers.values import items_in, shown
from briefing.model.quotation_marks import quoted
from briefing.model.records import Casualties, Event, Group, Leader, Link, Quote, Record, Source
from briefing.model.terms import UNSURE_STATUSES
from briefing.provenance import Against, Provenance, grade_of, provenance_of
from briefing.store.store import Store

_VERBS = {
    "leads": ("leads", "led"),
    "member": ("is a member of", "was a member of"),
    "part-of": ("is part of", "was part of"),
    "split-from": ("split from", "split from"),
    "succeeds": ("succeeds", "succeeded"),
    "allied": ("is allied with", "was allied with"),
    "opposes": ("opposes", "opposed"),
    "supports": ("supports", "supported"),
    "same-as": ("is the same as", "was the same as"),
    "not-same-as": ("is not the same as", "was not the same as"),
}
"""How each type of link is told while it lasts, and once it has ended."""

_SAID_LAST = "casualties"
"""The field that ends its sentence, so that what contradicts it can follow there."""

_UNSOURCED = " [no source]"


class Told(NamedTuple):
    """A record told.

    Attributes:
        before: What stands before its name, as the authors of a source do.
        head: Its name; of a quote the words, in quotation marks where they are the exact ones.
        marks: The sources of that.
        rest: What else is told of it, and the sources by their numbers.
    """

    before: str
    head: str
    marks: str
    rest: str


def told(store: Store, record: Record) -> Told:
    """Tell a record in sentences.

    Args:
        store: Where the sources are.
        record: The record.
    """
    if isinstance(record, Source):
        return _source(record)
    telling = _Telling(store, record)
    found = _TOLD[type(record)](telling, record)
    return found._replace(rest=" ".join([found.rest, *telling.more()]))


def source_line(source: Source) -> str:
    """Return a source as a bibliography names it.

    The order is that of the Chicago Manual of Style, 17th edition, 14.191 and 14.205: authors,
    title, publisher, date, address.
    """
    return "".join(_source(source))


def _source(source: Source) -> Told:
    authors = ", ".join(source.authors)
    title = source.title if source.title[-1:] in ".?!…" else f"{source.title}."
    published = ", ".join(
        part for part in (source.publisher, dates.describe(source.published)) if part
    )
    rest = f" {published.rstrip('.')}." if published else ""
    if source.url:
        retrieved = f" (retrieved {dates.describe(source.retrieved)})" if source.retrieved else ""
        rest += f" {source.url}{retrieved}."
    return Told(f"{authors.rstrip('.')}. " if authors else "", quoted(title), "", rest)


class _Telling:
    """Tells one record, and counts the sources it names.

    Args:
        store: Where they are.
        record: The record.
    """

    def __init__(self, store: Store, record: Record) -> None:
        self.store = store
        self._record = record
        self._provenance = provenance_of(store, record)
        self._numbers: dict[str, int] = {}
        self._standing: list[str] = []

    def statement(self, text: str, *names: str) -> str:
        """What some fields say, with its sources; empty where they are contradicted or say nothing.

        What is contradicted is told in a sentence of its own.
        """
        is_contested = any(self._of(name).against for name in names if name != _SAID_LAST)
        return f"{text}{self.marks(*names)}" if text and not is_contested else ""

    def marks(self, *names: str) -> str:
        """The sources that stand for some fields, each with its best grade: ` [1 B2][3 C3]`."""
        numbers = [number for name in names for number in self._of(name).numbers]
        found: dict[str, str] = {}
        for number in numbers:
            cite = self._record.cites[number - 1]
            given = grade_of(self.store, cite)
            found[cite.source] = min(filter(None, (found.get(cite.source), given)), default="")
        if isinstance(self._record, Quote) and "" in names:
            # The words were printed there, whether or not a cite says so again.
            found.setdefault(self._record.source, self._reliability(self._record.source))
        self._standing += found
        shown_marks = (f"[{f'{self._number(ref)} {how}'.strip()}]" for ref, how in found.items())
        if found:
            return f" {''.join(shown_marks)}"
        return _UNSOURCED if self._is_unsourced(names) else ""

    def otherwise(self, name: str) -> str:
        """What sources give otherwise for a field, and what was made of that."""
        given = self._given_by_all(name)
        return f"; otherwise: {given}" if given else ""

    def more(self) -> Iterator[str]:
        """Yield the sentences that follow: what is contradicted, and the sources."""
        for name, found in self._provenance.items():
            if not found.against or name in (_SAID_LAST, "cites"):
                continue
            field = field_of(type(self._record), name)
            if field is None:
                yield f"Contradicted as a whole: {self._given_by_all(name)}."
            else:
                held = value_line(field, getattr(self._record, field.attribute), self.store.label)
                given = f"{held}{self.marks(name)}{self.otherwise(name)}"
                yield f"{field.label}: {given if held else self._given_by_all(name)}."
        if isinstance(self._record, Event):
            yield from _how_it_stands(self, self._record)
        yield from self._sources()

    def published(self) -> Sequence[str]:
        """When each source that stands for something came out; empty where that is not known."""
        found = (self.store.get(ref) for ref in self._standing)
        return [source.published for source in found if isinstance(source, Source)]

    def _of(self, name: str) -> Provenance:
        return self._provenance.get(name, Provenance())

    def _is_unsourced(self, names: Sequence[str]) -> bool:
        is_covered = any(self._of(name).whole for name in names) or "" in names
        return bool(self._record.cites) and not is_covered and not isinstance(self._record, Quote)

    def _number(self, ref: str) -> int:
        return self._numbers.setdefault(ref, len(self._numbers) + 1)

    def _reliability(self, ref: str) -> str:
        source = self.store.get(ref)
        return grade(source.reliability, None) if isinstance(source, Source) else ""

    def _given_by_all(self, name: str) -> str:
        field = field_of(type(self._record), name)
        return "; ".join(self._given(field, each) for each in self._of(name).against)

    def _given(self, field: Field | None, against: Against) -> str:
        """What one source gives, who it is, how good, and the verdict on it."""
        cite = against.cite
        value = _value(field, cite.value, self.store.label) if field and cite.value else ""
        given = value or (quoted(cite.passage) if cite.passage else "not so")
        source = self.store.get(cite.source)
        name = source.publisher or quoted(source.title) if isinstance(source, Source) else ""
        who = ", ".join(part for part in (name, against.grade) if part)
        verdict = against.judgement.replace(": ", ", ", 1)
        return f"{given} ([{self._number(cite.source)}] {who}: {verdict})"

    def _sources(self) -> Iterator[str]:
        if not self._numbers and not self._record.cites:
            yield "No source is cited."
        lines = {ref: self._source_line(ref, number) for ref, number in self._numbers.items()}
        for heading, is_for in (("Sources", True), ("Contradicting", False)):
            listed = [line for ref, line in lines.items() if (ref in self._standing) is is_for]
            if listed:
                yield f"{heading}: {' '.join(listed)}"

    def _source_line(self, ref: str, number: int) -> str:
        source = self.store.get(ref)
        if not isinstance(source, Source):
            return f"[{number}] {ref}."
        line = f"[{number}] {source_line(source)}"
        origin = source.derived_from
        if not origin:
            return line
        # Two that copy each other confirm nothing.
        known = self._numbers.get(origin)
        return f"{line} Copied from {f'[{known}]' if known else quoted(self.store.label(origin))}."


def _value(field: Field, text: str, label_of: Callable[[str], str]) -> str:
    if field.row is Casualties and (rows := items_in(field, text)):
        return ", ".join(map(_toll, rows))
    return shown(field, text, label_of)


def _toll(row: Casualties) -> str:
    return f"{people(row)} {row.outcome}".strip()


def _after(*parts: str) -> str:
    """What follows a name with commas between."""
    return "".join(f", {part}" for part in parts if part)


def _happening(telling: _Telling, event: Any) -> Told:
    doubt = f" ({event.status})" if event.status in UNSURE_STATUSES else ""
    place = place_line(event.place) if event.place else ""
    marks = f"{doubt}{telling.marks('', 'title')}"
    said = _after(
        telling.statement(dates.describe(event.date), "date"), telling.statement(place, "place")
    )
    dead = telling.statement(", ".join(map(_toll, event.casualties)), _SAID_LAST)
    otherwise = telling.otherwise(_SAID_LAST)
    if otherwise and not dead:
        dead = "casualties unknown"
    return Told("", event.title, marks, f"{said}: {dead}{otherwise}." if dead else f"{said}.")


def _how_it_stands(telling: _Telling, event: Event) -> Iterator[str]:
    """Yield how sure an event is, where its title does not say so, and if it was only planned."""
    said = telling.statement(event.status, "status").removesuffix(_UNSOURCED)
    if said and event.status not in UNSURE_STATUSES:
        yield f"Status: {said}."
    published = telling.published()
    if dates.is_date(event.date) and published and all(map(dates.is_date, published)):
        last = max(dates.parse(each).latest for each in published)
        if dates.parse(event.date).earliest > last:
            yield "Announced beforehand; no source here says that it took place."


def _party(telling: _Telling, party: Any) -> Told:
    letters = f" ({party.abbreviation})" if getattr(party, "abbreviation", "") else ""
    marks = telling.marks("", "name")
    what = "kind" if isinstance(party, Group) else "position"
    about = _after(
        telling.statement(getattr(party, what), what), telling.statement(party.status, "status")
    )
    return Told("", f"{party.name}{letters}", marks, f"{about.replace(',', ':', 1)}.")


def _tie(telling: _Telling, link: Any) -> Told:
    lasting, ended = _VERBS[link.type]
    ends = (telling.store.label(link.from_), telling.store.label(link.to))
    head = f" {ended if has_ended(link) else lasting} ".join(ends)
    marks = telling.marks("", "type", "from", "to")
    about = _after(
        telling.statement(f"as {link.role}" if link.role else "", "role"),
        telling.statement(time_line(link), "start", "end"),
    )
    return Told("", head, marks, f"{about}.")


def _quotation(telling: _Telling, quote: Any) -> Told:
    marks = telling.marks("", "text")
    speaker = telling.store.label(quote.speaker) if quote.speaker else ""
    # A speaker's own attribution says what he was when he spoke, often with his name.
    named = () if speaker.casefold() in quote.attribution.casefold() else (speaker,)
    who = ", ".join(part for part in (*named, quote.attribution) if part)
    about = _after(
        telling.statement(who, "speaker", "attribution"),
        telling.statement(dates.describe(quote.said), "said"),
    )
    last = telling.statement(quote.translation, "translation")
    if last:
        language = f" from {quote.language}" if quote.language else ""
        last = f" Translated{language}: {last}{_stop(last)}"
    if is_verbatim(quote):
        return Told("", label(quote), marks, f"{about}.{last}")
    how = "in paraphrase" if quote.mode else NOT_KNOWN_VERBATIM
    before = f"{about}, {how}: ".removeprefix(", ")
    rest = f"{_stop(quote.text)}{last}"
    return Told(before[:1].upper() + before[1:], quote.text, marks, rest)


def _stop(text: str) -> str:
    """What ends a sentence that does not end itself."""
    return "" if text[-1:] in ".?!…" else "."


_TOLD: dict[type[Record], Callable[[_Telling, Any], Told]] = {
    Quote: _quotation,
    Event: _happening,
    Group: _party,
    Leader: _party,
    Link: _tie,
}
