"""An event in lines of plain English, for formats that hold a description."""

from collections.abc import Iterator

from briefing.model.fields import fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds.event import Event
from briefing.provenance import grade_of
from briefing.store.book import Book

_ELSEWHERE = ("title", "cites", "dismissed")


def told(book: Book, ref: str, event: Event) -> Iterator[str]:
    """All that a briefing holds of an event, a field a line, then its sources with their grades."""
    for field in fields_of(Event):
        value = getattr(event, field.attribute)
        if field.name in _ELSEWHERE or not (said := value_line(field, value, book.label)):
            continue
        # The words are for a reader, the notation says exactly what is known.
        exact = f" ({value})" if field.name == "date" and said != value else ""
        yield f"{field.label}: {said}{exact}"
    sources = dict.fromkeys(
        " ".join(part for part in (book.label(cite.source), grade_of(book, cite)) if part)
        for cite in event.cites
    )
    if sources:
        yield f"Sources: {'; '.join(sources)}"
    yield from (f"Note: {each}" for each in book.notes(ref))
