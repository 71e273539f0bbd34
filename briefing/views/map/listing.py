"""The map as a list that says what the drawing says, and as plain values."""

from collections.abc import Iterator, Mapping, Sequence

from briefing.model import dates
from briefing.model.codes import country_name
from briefing.model.kinds.event import Event, toll
from briefing.model.plurals import plural
from briefing.model.terms import PLACE_PRECISIONS
from briefing.provenance import best_grade
from briefing.views.answer import Answer, Part, Row
from briefing.views.map.places import NO_PLACE, Claim, Seen, Spot
from briefing.views.pictures.sight import Sight
from briefing.views.tolls import Total, add_up, said, tolls

POSSIBLY, CLAIMED = "≈", "≠"
"""Marks what is only possibly in the picture; marks what another source says."""

KILLED = "killed"


def map_answer(sight: Sight, seen: Seen) -> Answer:
    """What happened where: by country, region and place, then what has no coordinates.

    Args:
        sight: What is in sight.
        seen: The places of its period.
    """
    parts = [
        Part(f"{place_line(spot)}: {summary(seen, refs)}", [*_rows(seen, refs)])
        for number in seen.listed
        for spot, refs in [(seen.places.spots[number], seen.refs_at(number))]
    ]
    parts += [
        Part(
            f"Without coordinates: {unplaced.name}", [*_rows(seen, unplaced.refs)], is_counted=True
        )
        for unplaced in seen.unplaced
    ]
    return Answer(heading(sight, seen), parts, [*_notes(seen)], "nothing is here")


def heading(sight: Sight, seen: Seen) -> str:
    """How much is shown, and what narrows it."""
    return sight.heading(f"Map: {counted(seen)}")


def counted(seen: Seen) -> str:
    """How much is shown: "19 events at 10 places"."""
    events = int(seen.counts.sum())
    places = len(seen.shown)
    return f"{events:,} {plural(events, 'event')} at {places:,} {plural(places, 'place')}"


def place_line(spot: Spot) -> str:
    """A place with its country, region, coordinates and how exact these are."""
    names = dict.fromkeys(filter(None, (country_name(spot.country), spot.region, spot.name)))
    precision = precision_said(spot.precision)
    return f"{' · '.join(names) or 'A place without a name'} ({spot.degrees}, {precision})"


def precision_said(precision: str) -> str:
    """How exactly a place is known, in words."""
    return PLACE_PRECISIONS.get(precision, "nobody says how near")


def summary(seen: Seen, refs: Sequence[str]) -> str:
    """Some events in one line: "3 events, 1 only possibly, 91 killed (disputed: 3)".

    An operation and its parts are counted once; what is doubtful, or only possible, is said apart.
    """
    sure = [ref for ref in refs if seen.is_sure(ref)]
    others = [ref for ref in refs if not seen.is_sure(ref)]
    words = [f"{len(refs):,} {plural(len(refs), 'event')}"]
    if others:
        words.append(f"{len(others):,} only possibly")
    book = seen.places.book
    found = tolls(book, sure)
    killed = _killed(found.totals)
    not_counted = [(each.why, _killed(each.totals)) for each in found.apart]
    not_counted.append(("possibly", _killed(tolls(book, others).totals) if others else ""))
    apart = ", ".join(f"{why}: {figure}" for why, figure in not_counted if figure)
    if killed:
        words.append(f"{killed} killed" + (f" ({apart})" if apart else ""))
    elif apart:
        words.append(f"killed, not counted: {apart}")
    return ", ".join(words)


def _killed(totals: Sequence[Total]) -> str:
    """How many of some totals were killed, in words; empty without any figure."""
    figures = (each.total for each in totals if each.outcome == KILLED)
    return next((said(each) for each in figures if each.rows > each.unknown), "")


def event_of(seen: Seen, ref: str) -> Event:
    """An event on the map."""
    return seen.places.event(seen.places.number_of[ref])


def _rows(seen: Seen, refs: Sequence[str]) -> Iterator[Row]:
    book = seen.places.book
    for ref in refs:
        event = event_of(seen, ref)
        grade = best_grade(book, event) or "ungraded"
        tail = " ".join(filter(None, (toll(event), event.status, grade)))
        yield Row(f"{sign_of(seen, ref)}{event.title}", when(event), tail, ref)
        for claim in seen.places.claims.get(ref, ()):
            yield Row(f"  {CLAIMED} {book.label(claim.source)} says {claim.said}", ref=ref)


def sign_of(seen: Seen, ref: str) -> str:
    """`≈ ` before what is only possibly in the picture; empty without one."""
    return "" if seen.is_sure(ref) else f"{POSSIBLY} "


def when(event: Event) -> str:
    """The date of an event for a reader."""
    return dates.describe(event.date)


def _notes(seen: Seen) -> Iterator[str]:
    if seen.possibly.any():
        yield "≈ only possibly: in these days, or what was asked for."
    if any(ref in seen.places.claims for spot in seen.listed for ref in seen.refs_at(spot)):
        yield "≠ another source gives another place."


def as_plain(seen: Seen) -> Mapping[str, object]:
    """The map for JSON: features as in GeoJSON (RFC 7946), and what has no coordinates."""
    period = seen.period
    return {
        "period": [day.isoformat() for day in period] if period else None,
        "type": "FeatureCollection",
        "features": [
            _feature(seen, ref, seen.places.spots[number])
            for number in seen.listed
            for ref in seen.refs_at(number)
        ],
        "unplaced": [
            {"place": "" if each.name == NO_PLACE else each.name, "events": list(each.refs)}
            for each in seen.unplaced
        ],
    }


def _feature(seen: Seen, ref: str, spot: Spot) -> Mapping[str, object]:
    event = event_of(seen, ref)
    place = event.place
    rows = [row for row in event.casualties if row.outcome == KILLED]
    total = add_up(rows) if rows else None
    return {
        "type": "Feature",
        "id": ref,
        "geometry": {"type": "Point", "coordinates": [spot.longitude, spot.latitude]},
        "properties": {
            "title": event.title,
            "date": event.date,
            "place": place.name if place else "",
            "region": place.admin1 if place else "",
            "country": place.country if place else "",
            "precision": spot.precision or None,
            "certain": seen.is_sure(ref),
            "status": event.status,
            "killed": None
            if total is None
            else {
                "low": None if total.unknown else total.low,
                "best": total.best,
                "high": total.high,
                "at_least": total.is_open,
            },
            "claims": [_claim(claim) for claim in seen.places.claims.get(ref, ())],
        },
    }


def _claim(claim: Claim) -> Mapping[str, object]:
    return {
        "source": claim.source,
        "said": claim.said,
        "latitude": claim.latitude,
        "longitude": claim.longitude,
    }
