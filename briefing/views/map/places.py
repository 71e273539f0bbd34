"""Where the events in sight were: by place, worked out once, then counted for any period.

Nothing is moved to where it might have been: an event without coordinates is among the unplaced.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

import msgspec

from briefing.model import dates
from briefing.model.codes import country_name
from briefing.model.contradictions import SET_ASIDE, contradicting, field_name
from briefing.model.kinds.event import Casualties, Event, Place
from briefing.model.parsers.places import read_place
from briefing.model.parsers.words import NotUnderstood
from briefing.model.refs import LabelOf
from briefing.model.terms import UNSURE_STATUSES
from briefing.views.filters.periods import Holds, Period, time_between
from briefing.views.map.frame import in_degrees
from briefing.views.map.outlines import outlines
from briefing.views.pictures.sight import Sight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EXACT: Final = "exact"
NO_PLACE: Final = "no place"
"""What is said of an event whose record has no place at all."""

_NEAR_KM: Final = 5.0
_DISTRICT_KM: Final = 30.0
_REGION_KM: Final = 100.0
_COUNTRY_KM: Final = 300.0
"""About how far off an imprecise place may be, where the size of its area is not known."""


class Spot(NamedTuple):
    """A place with coordinates.

    Attributes:
        latitude: In degrees (WGS 84).
        longitude: As above.
        precision: How exactly that is known, as `PLACE_PRECISIONS`; empty if unknown.
        name: Its name, as most of its events have it; empty for none.
        region: The first-level division, likewise.
        country: The country's code, likewise.
    """

    latitude: float
    longitude: float
    precision: str
    name: str
    region: str
    country: str

    @property
    def id(self) -> str:
        """What it is called as the target of a cell."""
        return f"place:{self.latitude!r},{self.longitude!r},{self.precision}"

    @property
    def is_exact(self) -> bool:
        """Whether it is the spot itself."""
        return self.precision == EXACT

    @property
    def label(self) -> str:
        """What it is called on the map."""
        return self.name or self.region or country_name(self.country) or self.degrees

    @property
    def degrees(self) -> str:
        """Its coordinates: "19.46°N 0.86°E"."""
        latitude, longitude = (
            in_degrees(self.latitude, "NS", 5),
            in_degrees(self.longitude, "EW", 5),
        )
        return f"{latitude} {longitude}"


_DESCRIPTION: Final = attrgetter("latitude", "longitude", "precision", "name", "admin1", "country")
"""The values of a `Place` that those of a `Spot` are."""


class Unplaced(NamedTuple):
    """Events without coordinates that name the same place.

    Attributes:
        name: The place, with region and country; `NO_PLACE` for none.
        refs: The events, by date.
    """

    name: str
    refs: Sequence[str]


class Claim(NamedTuple):
    """Another place that a source gives for an event, unless it was set aside.

    Attributes:
        ref: The event.
        source: The source.
        said: What it says.
        latitude: Where that is, if it says so; else None.
        longitude: As above.
    """

    ref: str
    source: str
    said: str
    latitude: float | None = None
    longitude: float | None = None


class Places:
    """The events in sight by where they were.

    Args:
        sight: What is in sight; its period is not used.

    Attributes:
        spots: The places with coordinates.
        refs: All events, by date.
    """

    def __init__(self, sight: Sight) -> None:
        import numpy as np

        self.book = sight.book
        self._seen: dict[Period | None, Seen] = {}
        refs, events, on, at = list[str](), list[Event](), list[int](), list[int]()
        days: dict[str, int] = {}
        described: dict[Any, int] = {}
        # Once, as they lie in memory: going through 100,000 records is slow in any other order.
        for ref, event in sight.of_kind(Event.kind_name):
            if isinstance(event, Event):
                refs.append(ref)
                events.append(event)
                on.append(days.setdefault(event.date, len(days)))
                at.append(
                    described.setdefault(event.place and _DESCRIPTION(event.place), len(described))
                )
        self._dates = sorted(days, key=dates.sort_key)
        ranks = {text: rank for rank, text in enumerate(self._dates)}
        date_at = np.array([ranks[text] for text in days], int)[np.array(on, int)]
        order = np.argsort(date_at, kind="stable")
        self._date_at = date_at[order]
        self.refs: list[str] = [refs[number] for number in order.tolist()]
        self._events: list[Event] = [events[number] for number in order.tolist()]
        of = np.array(at, int)[order]
        self.spots, spot_of = _spots([*described], of.tolist())
        self._spot_at = np.array(spot_of, int)[of]
        by_spot = np.argsort(self._spot_at, kind="stable")
        starts = np.searchsorted(self._spot_at[by_spot], np.arange(len(self.spots)))
        self._numbers = np.split(by_spot, starts)[1:]
        self.latitudes = np.array([spot.latitude for spot in self.spots], float)
        self.longitudes = np.array([spot.longitude for spot in self.spots], float)
        self._is_doubtful = np.array([sight.is_doubtful(ref) for ref in self.refs], bool)

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number of each event."""
        return {ref: number for number, ref in enumerate(self.refs)}

    @cached_property
    def by_id(self) -> Mapping[str, int]:
        """The number of each place."""
        return {spot.id: number for number, spot in enumerate(self.spots)}

    def spot_of(self, ref: str) -> int:
        """The number of the place of an event; -1 if it has no coordinates, or is not in sight."""
        number = self.number_of.get(ref, -1)
        return -1 if number < 0 else int(self._spot_at[number])

    @cached_property
    def _dead(self) -> "NDArray[np.float64]":
        """How many were killed in each event, by its best figure, else the lowest.

        Doubtful events count nothing, nor do parts of an operation at the same place.
        """
        import numpy as np

        dead = np.zeros(len(self.refs))
        for number, event in enumerate(self._events):
            if event.casualties and event.status not in UNSURE_STATUSES:
                is_above = event.part_of and self._is_counted_above(number)
                dead[number] = 0 if is_above else _killed(event.casualties)
        return dead

    def _is_counted_above(self, number: int) -> bool:
        """Whether an event is part of an operation at the same place."""
        operation = self.number_of.get(self._events[number].part_of, -1)
        return operation >= 0 and bool(self._spot_at[number] == self._spot_at[operation] >= 0)

    @cached_property
    def unplaced(self) -> "NDArray[np.int_]":
        """The numbers of the events without coordinates."""
        import numpy as np

        return np.flatnonzero(self._spot_at < 0)

    @cached_property
    def claims(self) -> Mapping[str, Sequence[Claim]]:
        """The other places that sources give, by event."""
        # Most cites give no other value.
        given = {
            ref: event
            for ref, event in zip(self.refs, self._events, strict=True)
            for cite in event.cites
            if cite.value
        }
        found = {ref: [*_claims(ref, event, self.book.label)] for ref, event in given.items()}
        return {ref: claims for ref, claims in found.items() if claims}

    @cached_property
    def order(self) -> Sequence[int]:
        """The places by country, region and name."""
        return sorted(range(len(self.spots)), key=lambda spot: _in_order(self.spots[spot]))

    @cached_property
    def reaches(self) -> "NDArray[np.float64]":
        """About how many kilometres off each place may be."""
        import numpy as np

        return np.array([reach_of(spot) for spot in self.spots], float)

    def during(self, period: Period | None) -> "Seen":
        """What is seen of a period; None for all times. All of it and the last period are kept."""
        if period not in self._seen:
            self._seen = {each: seen for each, seen in self._seen.items() if each is None}
            self._seen[period] = self._during(period)
        return self._seen[period]

    def _during(self, period: Period | None) -> "Seen":
        import numpy as np

        holds = np.array([_holds(text, period) for text in self._dates], int)
        held = holds[self._date_at] if len(self.refs) else np.zeros(0, int)
        held[self._is_doubtful & (held == Holds.CERTAINLY)] = Holds.POSSIBLY
        is_placed = self._spot_at >= 0
        size = len(self.spots)
        is_sure = is_placed & (held == Holds.CERTAINLY)
        sure = np.bincount(self._spot_at[is_sure], minlength=size)
        possibly = np.bincount(self._spot_at[is_placed & (held == Holds.POSSIBLY)], minlength=size)
        dead = np.bincount(self._spot_at[is_sure], self._dead[is_sure], minlength=size)
        return Seen(self, period, held, sure, possibly, dead.astype(float))

    def dead_of(self, number: int) -> float:
        """How many were killed in an event by its number, as they are counted."""
        return float(self._dead[number])

    def event(self, number: int) -> Event:
        """An event by its number."""
        return self._events[number]

    def numbers(self, spot: int) -> Sequence[int]:
        """The numbers of the events at a place, by date."""
        return cast("list[int]", self._numbers[spot].tolist())


@dataclass(frozen=True)
class Seen:
    """What is seen of a period.

    Attributes:
        places: The places.
        period: The period; None for all times.
        held: Whether each event was in it, and is what was asked for, as `Holds`.
        sure: How many events were certainly in it, by place.
        possibly: How many possibly, by place.
        dead: How many were killed in those certainly in it, by place.
    """

    places: Places
    period: Period | None
    held: "NDArray[np.int_]"
    sure: "NDArray[np.int_]"
    possibly: "NDArray[np.int_]"
    dead: "NDArray[np.float64]"

    @cached_property
    def counts(self) -> "NDArray[np.int_]":
        """How many events were, or may have been, in the period, by place."""
        return self.sure + self.possibly

    @cached_property
    def counts_at(self) -> Sequence[int]:
        """As `counts`."""
        return cast("list[int]", self.counts.tolist())

    @cached_property
    def sure_at(self) -> Sequence[int]:
        """As `sure`."""
        return cast("list[int]", self.sure.tolist())

    @cached_property
    def dead_at(self) -> Sequence[float]:
        """As `dead`."""
        return cast("list[float]", self.dead.tolist())

    @cached_property
    def shown(self) -> "NDArray[np.int_]":
        """The numbers of the places with an event that was, or may have been, in the period."""
        import numpy as np

        return np.flatnonzero(self.counts)

    @cached_property
    def claims(self) -> Sequence[tuple[Claim, float, float]]:
        """The other places of events on the map that have coordinates, and these."""
        return [
            (claim, claim.latitude, claim.longitude)
            for ref, claims in self.places.claims.items()
            if self.places.spot_of(ref) >= 0 and self.is_shown(ref)
            for claim in claims
            if claim.latitude is not None is not claim.longitude
        ]

    @cached_property
    def listed(self) -> Sequence[int]:
        """The places shown, by country, region and name."""
        return [spot for spot in self.places.order if self.counts_at[spot]]

    @cached_property
    def _held(self) -> Sequence[int]:
        return cast("list[int]", self.held.tolist())

    def refs_at(self, spot: int) -> Sequence[str]:
        """The events at a place that were, or may have been, in the period, by date."""
        refs, held = self.places.refs, self._held
        return [refs[number] for number in self.places.numbers(spot) if held[number]]

    @cached_property
    def rows(self) -> Sequence[str]:
        """All places, those with several events by their ids, each before its events."""
        return self.rows_at(self.listed)

    def rows_at(self, spots: Iterable[int]) -> Sequence[str]:
        """As `rows`, of some places."""
        rows: list[str] = []
        for spot in spots:
            if self.counts_at[spot] > 1:
                rows.append(self.places.spots[spot].id)
            rows += self.refs_at(spot)
        return rows

    def is_shown(self, ref: str) -> bool:
        """Whether an event was, or may have been, in the period."""
        return bool(self.held[self.places.number_of[ref]])

    def is_sure(self, ref: str) -> bool:
        """Whether an event was certainly in the period, and certainly is what was asked for."""
        return bool(self.held[self.places.number_of[ref]] == Holds.CERTAINLY)

    def dead_of(self, ref: str) -> float:
        """How many were killed in an event, as they are counted; 0 if it is only possibly seen."""
        return self.places.dead_of(self.places.number_of[ref]) if self.is_sure(ref) else 0.0

    @cached_property
    def unplaced(self) -> Sequence[Unplaced]:
        """The events of the period without coordinates, by the place they name."""
        found: dict[str, list[str]] = defaultdict(list)
        for number in self.places.unplaced[self.held[self.places.unplaced] > Holds.NOT]:
            name = _named(self.places.event(number).place)
            found[name].append(self.places.refs[number])
        return [
            Unplaced(name, found[name])
            for name in sorted(found, key=lambda name: (name == NO_PLACE, name.casefold()))
        ]


def reach_of(place: Place | Spot) -> float:
    """About how many kilometres off a place may be; 0 if it is exact, or if that is unknown.

    One known only by its region or country may be anywhere in it: that is as far as from the middle
    to the edge of a circle of the same size.
    """
    region = place.region if isinstance(place, Spot) else place.admin1
    match place.precision:
        case "near":
            return _NEAR_KM
        case "admin2":
            return _DISTRICT_KM
        case "admin1":
            size = outlines().size_of_region(place.country, region or place.name)
            return _radius(size, _REGION_KM)
        case "country":
            return _radius(outlines().size_of_country(place.country), _COUNTRY_KM)
    return 0.0


def _claims(ref: str, event: Event, label_of: LabelOf) -> Iterator[Claim]:
    """What sources say of the place of an event that contradicts the record."""
    cites = tuple(
        cite
        for cite in event.cites
        if cite.value and cite.verdict != SET_ASIDE and field_name(cite) == "place"
    )
    if not cites:
        return
    # Nothing else that sources say matters here, and comparing it takes long.
    asked = msgspec.structs.replace(event, cites=cites)
    for number in contradicting(asked, label_of).get("place", ()):
        cite = cites[number - 1]
        yield Claim(ref, cite.source, cite.value, *_position(cite.value))


def _position(text: str) -> tuple[float | None, float | None]:
    try:
        place = read_place(text)
    except NotUnderstood:
        return None, None
    return place.get("latitude"), place.get("longitude")


def _in_order(spot: Spot) -> tuple[object, ...]:
    """Sorts places by country, region and name; those without a country come last."""
    country = country_name(spot.country)
    names = (not country, country, spot.region.casefold(), spot.label.casefold())
    return (*names, spot.latitude, spot.longitude, spot.precision)


def _holds(text: str, period: Period | None) -> Holds:
    if period is None:
        return Holds.CERTAINLY
    time = time_between(text)
    return Holds.NOT if time is None else time.lies_in([period])


def _named(place: Place | None) -> str:
    if place is None:
        return NO_PLACE
    parts = (place.name, place.admin1, country_name(place.country))
    return ", ".join(dict.fromkeys(filter(None, parts))) or NO_PLACE


def _killed(rows: Sequence[Casualties]) -> int:
    killed = [row.low if row.best is None else row.best for row in rows if row.outcome == "killed"]
    return sum(filter(None, killed))


def _spots(described: Sequence[Any], of: Sequence[int]) -> tuple[list[Spot], list[int]]:
    """The places with coordinates, called as most events have it; of as many, as the first.

    Args:
        described: What `_DESCRIPTION` gives, once each; None for no place.
        of: Which of these each event has.

    Returns:
        The places in the order of the events, and the number of the place of each description; -1
        for none.
    """
    counts = Counter(of)
    found: dict[tuple[float, float, str], list[int]] = defaultdict(list)
    for number in counts:
        each = described[number]
        if each and each[0] is not None is not each[1]:
            found[each[:3]].append(number)
    spots = [Spot(*described[max(numbers, key=counts.__getitem__)]) for numbers in found.values()]
    spot_of = [-1] * len(described)
    for spot, numbers in enumerate(found.values()):
        for number in numbers:
            spot_of[number] = spot
    return spots, spot_of


def _radius(size: float | None, otherwise: float) -> float:
    return math.sqrt(size / math.pi) if size else otherwise
