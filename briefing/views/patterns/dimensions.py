"""What events can be counted by, besides time: each dimension is declared here once.

Where a filter knows a property, its values are those of the filter. Places and regions are told
apart by what they lie in, as two countries may have a region of the same name.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from briefing.model.codes import country_name
from briefing.model.kinds.event import Event
from briefing.store.book import Book
from briefing.views.filters.properties import property_named
from briefing.views.filters.values import Context, Party


class Shown(NamedTuple):
    """A value for a reader.

    Attributes:
        key: What it is called in JSON and kept by.
        label: Its name.
        more: What tells it from another value with that name.
    """

    key: str
    label: str
    more: str = ""


class Dimension(NamedTuple):
    """What events can be counted by.

    Attributes:
        name: Its name in commands.
        label: It for a reader.
        plural: Several of its values.
        none: What an event without a value is said to have.
        read: Gives the values of an event, one or several; none if that is not known.
        show: Gives a value for a reader.
        names: Gives the names of all values, to tell apart what reads alike; None if it is enough
            to look at those shown.
    """

    name: str
    label: str
    plural: str
    none: str
    read: Callable[[Event, Book], Iterable[Hashable]]
    show: Callable[[Hashable, Book], Shown]
    names: Callable[[Iterable[Any]], Iterable[str]] | None = None


def _of_property(name: str, plural: str) -> Dimension:
    known = property_named(name)
    if known is None:
        raise LookupError(f"no property is called {name}")
    reader = known.readers[Event.kind_name][0]

    def show(value: Hashable, book: Book) -> Shown:
        if isinstance(value, Party):
            label = book.label(value.ref) if value.ref else f"“{value.name}”"
            return Shown(value.ref or f"“{value.name}”", label, value.ref)
        return Shown(str(value), reader.values.shown(value, Context(label_of=book.label)))

    return Dimension(name, known.label, plural, f"no {known.label}", reader.read, show)


def _places(event: Event, _book: Book) -> Iterable[Hashable]:
    place = event.place
    return ((place.name, place.admin1, place.country),) if place and place.name else ()


def _regions(event: Event, _book: Book) -> Iterable[Hashable]:
    place = event.place
    return ((place.admin1, place.country),) if place and place.admin1 else ()


def _located(value: Hashable, _book: Book) -> Shown:
    """A place or region with what it lies in."""
    assert isinstance(value, tuple)  # noqa: S101  as both readers give them
    name, *around, country = value
    named = [*filter(None, around), *([country_name(country)] if country else [])]
    key = ", ".join((name, *filter(None, (*around, country))))
    return Shown(key, name, ", ".join(named))


def _names(values: Iterable[Any]) -> Iterable[str]:
    return (value[0] for value in values)


_PLURALS: Final = {
    "kind": "kinds",
    "subkind": "sub-kinds",
    "actor": "actors",
    "perpetrator": "perpetrators",
    "target": "targets",
    "country": "countries",
    "precision": "precisions",
    "part-of": "operations",
    "source": "sources",
    "grade": "grades",
    "status": "statuses",
    "tag": "tags",
    "weakness": "weaknesses",
}
"""The properties that events are counted by."""


@cache
def dimensions() -> Mapping[str, Dimension]:
    """Every dimension but time, by name."""
    found = {name: _of_property(name, plural) for name, plural in _PLURALS.items()}
    found["part-of"] = found["part-of"]._replace(label="operation", none="no operation")
    for name, read in (("region", _regions), ("place", _places)):
        found[name] = Dimension(name, name, f"{name}s", f"no {name}", read, _located, _names)
    order = ("kind", "subkind", "actor", "perpetrator", "target", "country", "region", "place")
    return {name: found[name] for name in dict.fromkeys((*order, *found))}
