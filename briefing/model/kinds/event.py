"""Events: what happened, where, who took part, and the casualties."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, ClassVar

from briefing.model import dates
from briefing.model import fields as f
from briefing.model.faults import Fault
from briefing.model.kinds.citation import UNSOURCED, Citation, CitationWriter, with_commas
from briefing.model.kinds.kind import (
    Kind,
    Order,
    RowParts,
    by_field,
    day_column,
    day_of,
    name_key,
    tied,
    year_in,
)
from briefing.model.kinds.record import Record, Row
from briefing.model.kinds.registry import PARTIES
from briefing.model.kinds.rules import Raw, both_or_neither, counting, either, reading
from briefing.model.refs import LabelOf, slugify
from briefing.model.terms import (
    ACTOR_ROLES,
    EVENT_KINDS,
    EVENT_STATUSES,
    OUTCOMES,
    PLACE_PRECISIONS,
    UNSURE_STATUSES,
)

UNKNOWN_NUMBER = "an unknown number"
_POSITION = ("latitude", "longitude")


class Place(Row, frozen=True):
    """Where an event happened, and how precisely that is known."""

    rules: ClassVar = (both_or_neither(*_POSITION),)
    known_by: ClassVar = "name"

    name: Annotated[str, f.term("Name", "town, region or feature", "Aguelhoc")] = ""
    admin1: Annotated[str, f.term("Region", "first-level division", "Kidal")] = ""
    country: Annotated[str, f.country("Country")] = ""
    latitude: Annotated[float | None, f.degrees("Latitude", 90, "19.46", _POSITION)] = None
    longitude: Annotated[float | None, f.degrees("Longitude", 180, "0.86", _POSITION)] = None
    precision: Annotated[str, f.choice("Precision", PLACE_PRECISIONS)] = ""


class Actor(Row, frozen=True):
    """Who took part in an event, and as what: a record, or the name as printed."""

    rules: ClassVar = (either("ref", "name", "nobody is named", "group:…"),)

    ref: Annotated[str, f.ref("Who", PARTIES, "a group or leader", "group:…", otherwise="name")] = (
        ""
    )
    name: Annotated[str, f.term("Name", "as printed, when there is no record", "militants")] = ""
    role: Annotated[str, f.choice("Role", ACTOR_ROLES)] = ""


@reading("low", "best", "high")
def _figures_in_order(raw: Raw) -> Iterator[Fault]:
    """0 <= low <= best <= high, as far as known."""
    known = [
        (name, raw[name]) for name in ("low", "best", "high") if isinstance(raw.get(name), int)
    ]
    for (lower, less), (higher, more) in pairwise(known):
        if more < less:
            yield Fault(higher, f"{more} is below {lower}, {less}", str(less))


@counting("who", "outcome", "low", "best", "high")
def _figures_given(raw: Raw) -> Iterator[Fault]:
    """A row of casualties says who, what became of them, or how many."""
    if not any(raw.get(name) is not None for name in ("who", "outcome", "low", "best", "high")):
        yield Fault("who", "the row is empty: say who, what became of them or how many", "soldiers")


class Casualties(Row, frozen=True):
    """How many of whom; "more than ninety" is low 91 and no best figure."""

    rules: ClassVar = (_figures_given, _figures_in_order)

    who: Annotated[str, f.term("Who", "the people counted", "soldiers and civilians")] = ""
    outcome: Annotated[str, f.choice("Outcome", OUTCOMES)] = ""
    low: Annotated[int | None, f.integer("Low", "the fewest it can be", "91")] = None
    best: Annotated[int | None, f.integer("Best", "the figure you would print", "95")] = None
    high: Annotated[int | None, f.integer("High", "the most it can be", "100")] = None
    as_said: Annotated[str, f.term("As said", "words the figure stands for", "dozens")] = ""


class Event(Record, frozen=True):
    """Something that happened, once or over a period; an operation contains other events."""

    kind_name: ClassVar = "event"

    title: Annotated[str, f.text("Title", "what happened, where", "Massacre of Aguelhoc")]
    date: Annotated[str, f.date("Date", "when, as exactly as is known", "2012-01-24")]
    kind: Annotated[str, f.choice("Kind", tuple(EVENT_KINDS))] = ""
    subkind: Annotated[str, f.narrowed_choice("Sub-kind", "kind", EVENT_KINDS)] = ""
    place: Annotated[Place | None, f.row("Place", "where, and how exactly that is known")] = None
    actors: Annotated[
        tuple[Actor, ...], f.rows("Actors", "who took part, and as what", role="participant")
    ] = ()
    casualties: Annotated[tuple[Casualties, ...], f.rows("Casualties", "how many of whom")] = ()
    part_of: Annotated[
        str,
        f.ref(
            "Part of",
            "event",
            "the operation it belongs to",
            inverse="includes",
            heading="Includes",
        ),
    ] = ""
    status: Annotated[str, f.choice("Status", EVENT_STATUSES)] = ""


def figures(row: Casualties) -> str:
    """The number in words: "11", "at least 91", "90 to 100", "95 (90 to 100)", "about 95"."""
    low, best, high = row.low, row.best, row.high
    if low is not None and low == high:
        return str(low)
    if low is not None and high is not None:
        span = f"{low} to {high}"
    elif low is not None:
        span = f"at least {low}" + (f" (“{row.as_said}”)" if row.as_said else "")
    elif high is not None:
        span = f"at most {high}"
    else:
        return "" if best is None else f"about {best}"
    return span if best is None else f"{best} ({span})"


def people(row: Casualties) -> str:
    """The number and the people: "at least 91 soldiers and civilians"."""
    return " ".join(filter(None, (figures(row), row.who))) or UNKNOWN_NUMBER


def toll(event: Event) -> str:
    """The casualties of an event as a figure: "11†", "91+†", "~95†"; empty if unknown.

    Of an event without known dead, those of its first outcome: "30 wounded".
    """
    outcomes = dict.fromkeys(("killed", *(row.outcome for row in event.casualties if row.outcome)))
    found = {each: _of_outcome(event, each) for each in outcomes}
    # No dead say less than thirty wounded.
    known = [each for each in found if _total(found[each])]
    told = next((each for each in known if any(map(_figure, found[each]))), next(iter(known), ""))
    figure = _total(found.get(told, ()))
    return f"{figure}†" if told == "killed" else f"{figure} {told}".strip()


def _of_outcome(event: Event, outcome: str) -> Sequence[Casualties]:
    return [row for row in event.casualties if row.outcome == outcome]


def _total(rows: Sequence[Casualties]) -> str:
    """The sum of some figures, with the signs for "at least" and "about"; empty if unknown."""
    known = [figure for row in rows if (figure := _figure(row)) is not None]
    if not known:
        return ""
    at_least = any(row.best is None and row.high != row.low for row in rows)
    about = "~" if any(row.best is not None and row.low is None for row in rows) else ""
    return f"{about}{sum(known)}{'+' if at_least else ''}"


def _figure(row: Casualties) -> int | None:
    """The figure to count with: the best, else the lowest."""
    return row.low if row.best is None else row.best


def _date_key(event: Event) -> dates.SortKey:
    return dates.sort_key(event.date)


def _dead(event: Event) -> int:
    return sum(_figure(row) or 0 for row in _of_outcome(event, "killed"))


def doubt_of(event: Event) -> str:
    """The status, if it says that the event may not have happened."""
    return event.status if event.status in UNSURE_STATUSES else ""


def _row(event: Event, _label_of: LabelOf) -> RowParts:
    behind = " ".join(part for part in (doubt_of(event), toll(event)) if part)
    return day_column(event.date), event.title, behind


def _when_and_where(event: Event) -> str:
    place = event.place.name if event.place else ""
    return " · ".join(part for part in (day_of(event), place) if part)


def _tied(event: Event, role: str, label_of: LabelOf) -> tuple[str, str]:
    lead, tail = tied(event, role, label_of)
    return lead, " · ".join(part for part in (tail, doubt_of(event)) if part)


def _citation(event: Event, writer: CitationWriter) -> Citation:
    doubt = f" ({event.status})" if doubt_of(event) else ""
    marks = f"{doubt}{writer.marks('', 'title')}"
    said = with_commas(*(writer.statement(writer.value(name), name) for name in ("date", "place")))
    rows = ", ".join(f"{people(row)} {row.outcome}".strip() for row in event.casualties)
    dead = writer.statement(rows, "casualties")
    otherwise = writer.otherwise("casualties")
    if otherwise and not dead:
        dead = "casualties unknown"
    return Citation(event.title, marks, f"{said}: {dead}{otherwise}." if dead else f"{said}.")


def _citation_notes(event: Event, writer: CitationWriter) -> Iterator[str]:
    """Give the status where the title does not, and say if the event was only announced."""
    said = writer.statement(event.status, "status").removesuffix(UNSOURCED)
    if said and not doubt_of(event):
        yield f"Status: {said}."
    published = writer.last_published()
    if not dates.is_date(event.date) or not dates.is_date(published):
        return
    if dates.parse(event.date).earliest > dates.parse(published).latest:
        yield "Announced beforehand; no source here says that it took place."


EVENT = Kind(
    cls=Event,
    named_by="title",
    keys="3",
    is_pane=True,
    letter="e",
    orders=(
        Order("date", _date_key),
        Order("latest first", _date_key, is_reversed=True),
        Order("dead", _dead, is_reversed=True),
        Order("title", name_key),
        by_field("kind"),
    ),
    slug=lambda event: slugify(year_in(event.date), event.title),
    row=_row,
    told_by=_when_and_where,
    tied=_tied,
    citation=_citation,
    citation_notes=_citation_notes,
)
