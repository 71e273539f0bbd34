"""The names of a record, as its kind declares them."""

from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Record
from briefing.model.refs import LabelOf


def label(record: Record) -> str:
    """The name of a record for a reader; for a quote its words, for a link its two ends."""
    return kind_for(record).label(record)


def full_label(record: Record, label_of: LabelOf) -> str:
    """The name of a record for a reader; a link has the names of both its ends."""
    return kind_for(record).title(record, label_of)


def short_label(record: Record) -> str:
    """The abbreviation of a record, or its label if it has none."""
    return kind_for(record).short_label(record)


def names(record: Record) -> tuple[str, ...]:
    """Every name a record can be found by: its label, its abbreviation, its aliases."""
    return kind_for(record).names(record)


def slug_for(record: Record) -> str:
    """The slug of a new record: readable, and sorted by date if it has one."""
    return kind_for(record).slug(record)
