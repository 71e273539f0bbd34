"""The slug a new record gets: readable, and sorted by time where it has one."""

from briefing.model.labels import label
from briefing.model.records import Event, Group, Link, Quote, Record, Source
from briefing.model.refs import slug_of, slugify

_QUOTED_WORDS = 4


def slug_for(record: Record) -> str:
    """Make a slug from what a record says: `2012-massacre-of-aguelhoc`."""
    match record:
        case Group(abbreviation=letters) if letters:
            return slugify(letters)
        case Event():
            return slugify(_year(record.date), record.title)
        case Source():
            return slugify(_day(record.published), record.title)
        case Quote():
            who = slug_of(record.speaker) or record.attribution
            return slugify(_day(record.said), who, *record.text.split()[:_QUOTED_WORDS])
        case Link():
            return slugify(slug_of(record.from_), record.type, slug_of(record.to))
        case _:
            return slugify(label(record))


def _year(date: str) -> str:
    return date[:4] if date[:4].isdigit() else ""


def _day(date: str) -> str:
    return date if date.replace("-", "").isdigit() else _year(date)
