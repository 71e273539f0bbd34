"""What pictures are drawn from: when and where a record was, and how many died."""

from collections.abc import Iterator

from briefing.model.kinds import kind_for
from briefing.model.kinds.event import Event, doubt_of, toll
from briefing.model.kinds.record import Record
from briefing.report.document import Mark
from briefing.views.filters.periods import time_of
from briefing.views.map.listing import event_of, sign_of
from briefing.views.map.places import Seen, reach_of
from briefing.views.tolls import add_up


def mark_of(ref: str, record: Record, label: str = "") -> Mark:
    """A record in a picture.

    Args:
        ref: The record.
        record: It itself.
        label: Its name; by default its title.
    """
    mark = Mark(ref, label or kind_for(record).label(record), time_of(record))
    if not isinstance(record, Event):
        return mark
    killed = [row for row in record.casualties if row.outcome == "killed"]
    total = add_up(killed) if killed else None
    place = record.place
    return mark._replace(
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        is_exact=bool(place and place.precision == "exact"),
        reach=reach_of(place) if place else 0.0,
        low=total.low if total and not total.unknown else None,
        best=total.best if total and not total.is_open else None,
        high=total.high if total else None,
        note=" ".join(filter(None, (toll(record), doubt_of(record)))),
    )


def marks_on_map(seen: Seen) -> Iterator[Mark]:
    """The marks of a map: of each event in its period, and of other places sources give.

    Those without coordinates are among them, to be counted.
    """
    placed = [ref for spot in seen.listed for ref in seen.refs_at(spot)]
    for ref in (*placed, *(ref for unplaced in seen.unplaced for ref in unplaced.refs)):
        event = event_of(seen, ref)
        own = mark_of(ref, event, f"{sign_of(seen, ref)}{event.title}")
        yield own._replace(is_sure=seen.is_sure(ref), dead=seen.dead_of(ref))
    for claim, latitude, longitude in seen.claims:
        own = mark_of(claim.ref, event_of(seen, claim.ref))
        by = seen.places.book.label(claim.source)
        yield own._replace(latitude=latitude, longitude=longitude, claimed_by=by)
