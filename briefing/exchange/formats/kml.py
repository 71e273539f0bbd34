"""Events on a map with a time line: KML 2.2 (OGC 07-147r2)."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from briefing.exchange.format import Format, Losses
from briefing.exchange.formats._days import days_of
from briefing.exchange.formats._event import told
from briefing.exchange.formats._xml import HEAD, Xml
from briefing.model.kinds.event import Event, Place
from briefing.store.book import Book

_LOST_PLACES: Final = "events without coordinates"
_LOST_CITES: Final = "passages and values of cites"


def _write(book: Book, refs: Sequence[str], out: BinaryIO) -> Losses:
    losses = Losses()
    xml = Xml(losses)
    out.write(f'{HEAD}<kml xmlns="http://www.opengis.net/kml/2.2">\n'.encode())
    out.write(b"<Document>\n<name>Briefing</name>\n")
    for ref in sorted(set(refs)):
        event = book.need(ref)
        if not isinstance(event, Event):
            continue
        if event.place is None or event.place.latitude is None:
            losses.add(_LOST_PLACES, ref)
            continue
        if event.cites:
            losses.add(_LOST_CITES, ref)
        out.writelines(line.encode() for line in _placemark(book, ref, event, event.place, xml))
    out.write(b"</Document>\n</kml>\n")
    return losses


def _placemark(book: Book, ref: str, event: Event, place: Place, xml: Xml) -> Iterator[str]:
    """An event; elements come in the order of the schema (9.1.3)."""
    # An id of XML has no colon and begins with a letter.
    yield xml.tag("Placemark", {"id": ref.replace(":", ".")}, ref)
    yield xml.element("name", event.title, ref)
    yield xml.element("description", "\n".join(told(book, ref, event)), ref)
    first, last = days_of(event.date, event.date).texts
    if first or last:
        begin = xml.element("begin", first, ref) if first else ""
        end = xml.element("end", last, ref) if last else ""
        yield f"<TimeSpan>{begin}{end}</TimeSpan>"
    data = {
        "ref": ref,
        "date": event.date,
        "kind": event.kind,
        "subkind": event.subkind,
        "status": event.status,
        "precision": place.precision,
    }
    yield "<ExtendedData>"
    for name, value in data.items():
        if value:
            yield xml.tag("Data", {"name": name}, ref)
            yield f"{xml.element('value', value, ref)}</Data>"
    yield "</ExtendedData>"
    # Longitude comes first (9.3, coordinates).
    yield f"<Point><coordinates>{place.longitude!r},{place.latitude!r}</coordinates></Point>"
    yield "</Placemark>\n"


FORMATS = (
    Format(
        name="kml",
        title="KML",
        suffixes=(".kml",),
        about="events on a map, with the days that their dates can mean",
        write=_write,
        kinds=(Event.kind_name,),
        cannot_hold=(_LOST_PLACES, _LOST_CITES),
    ),
)
