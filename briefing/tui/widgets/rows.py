"""How a record stands in a list, and the orders a list can be in."""

from collections.abc import Callable
from typing import Any, NamedTuple

from briefing.model import dates
from briefing.model.labels import label
from briefing.model.records import (
    KINDS,
    PANES,
    Casualties,
    Event,
    Group,
    Leader,
    Link,
    Quote,
    Record,
    Source,
)
from briefing.model.terms import UNSURE_STATUSES
from briefing.store.store import Store


class Row(NamedTuple):
    """One line of a list: something short before, the name, something short behind."""

    lead: str
    main: str
    tail: str = ""


class Order(NamedTuple):
    """A way to sort a list.

    Attributes:
        name: What it is sorted by, for the reader.
        key: The sort key of a record, made of nothing but the record itself: rows are found by it.
        is_reversed: Whether the last comes first.
    """

    name: str
    key: Callable[[Record], Any]
    is_reversed: bool = False


def row_of(store: Store, record: Record) -> Row:
    """The line of a record in a list."""
    match record:
        case Group(abbreviation=letters, name=name):
            countries = " ".join(record.countries)
            return Row("", f"{letters}  {name}" if letters else name, countries)
        case Leader():
            return Row("", record.name, record.status)
        case Event():
            doubt = record.status if record.status in UNSURE_STATUSES else ""
            behind = " ".join(part for part in (doubt, toll(record)) if part)
            return Row(f"{dates.short(record.date):<10}", record.title, behind)
        case Quote():
            speaker = store.label(record.speaker) if record.speaker else record.attribution
            return Row("", label(record), speaker)
        case Source():
            return Row(f"{dates.short(record.published):<10}", record.title, record.reliability)
        case Link():
            ends = f"{store.label(record.from_)} {record.type} {store.label(record.to)}"
            return Row("", ends, record.role)
        case _:
            return Row("", label(record))


def tally(store: Store) -> str:
    """How many records there are of the kinds that have a pane: "15 groups · 1 leader"."""
    counts = ((len(store.all(kind)), KINDS[kind]) for kind in PANES)
    return " · ".join(
        f"{count:,} {cls.kind_name if count == 1 else cls.plural}" for count, cls in counts
    )


def toll(event: Event) -> str:
    """The dead of an event as a figure: "11†", "91+†", "~95†"; empty where none is known."""
    killed = [row for row in event.casualties if row.outcome == "killed"]
    known = [figure for row in killed if (figure := _figure(row)) is not None]
    if not known:
        return ""
    at_least = any(row.best is None and row.high != row.low for row in killed)
    about = "~" if any(row.best is not None and row.low is None for row in killed) else ""
    return f"{about}{sum(known)}{'+' if at_least else ''}†"


def _figure(row: Casualties) -> int | None:
    """The figure to count with: the best, else the lowest."""
    return row.low if row.best is None else row.best


def _dead(record: Record) -> Any:
    rows = record.casualties if isinstance(record, Event) else ()
    return sum(_figure(row) or 0 for row in rows if row.outcome == "killed")


def _name(record: Record) -> str:
    if isinstance(record, Group) and record.abbreviation:
        return record.abbreviation.casefold()
    return label(record).strip("“").casefold()


def _date(record: Record) -> Any:
    return dates.sort_key(record.date if isinstance(record, Event) else getattr(record, "said", ""))


def _by(attribute: str) -> Callable[[Record], Any]:
    """Sort by a field, records without it last, equals by name."""

    def key(record: Record) -> Any:
        value = getattr(record, attribute)
        return (not value, value, _name(record))

    return key


def _speaker(record: Record) -> Any:
    if not isinstance(record, Quote):
        return ("", "")
    return (record.speaker.partition(":")[2] or record.attribution.casefold(), _date(record))


BY_NAME = Order("name", _name)

ORDERS: dict[str, tuple[Order, ...]] = {
    "group": (BY_NAME, Order("kind", _by("kind")), Order("status", _by("status"))),
    "leader": (BY_NAME, Order("status", _by("status"))),
    "event": (
        Order("date", _date),
        Order("latest first", _date, is_reversed=True),
        Order("dead", _dead, is_reversed=True),
        Order("title", _name),
        Order("kind", _by("kind")),
    ),
    "quote": (
        Order("date", _date),
        Order("speaker", _speaker),
        Order("words", _name),
    ),
}
"""The orders of each pane, the usual one first."""
