"""How a record is named in a list, a link, a sentence and a ref; each kind says it of its own."""

from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Record
from briefing.model.refs import LabelOf


def label(record: Record) -> str:
    """The name of a record for a reader; a quote is its words, a link its two ends."""
    return kind_for(record).label(record)


def full_label(record: Record, label_of: LabelOf) -> str:
    """The name of a record for a reader; a link has the names of both its ends."""
    return kind_for(record).title(record, label_of)


def short_label(record: Record) -> str:
    """As `label`, but what is known by its letters is called by them."""
    return kind_for(record).short_label(record)


def names(record: Record) -> tuple[str, ...]:
    """Every name a record can be found by: its label, its letters, its aliases."""
    return kind_for(record).names(record)


def slug_for(record: Record) -> str:
    """The slug a new record gets: readable, and sorted by time where it has one."""
    return kind_for(record).slug(record)
