"""How a record is named in a list, a link and a sentence."""

from collections.abc import Callable
from functools import lru_cache

from briefing.model.fields import field_of, fields_of
from briefing.model.quotation_marks import quoted
from briefing.model.records import Group, Link, Quote, Record
from briefing.model.refs import slug_of

NOT_KNOWN_VERBATIM = "not known to be verbatim"
"""Said of words that came without a mode."""


def label(record: Record) -> str:
    """The name of a record for a reader; a quote is its words, a link its two ends."""
    if isinstance(record, Quote):
        return wording(record)
    if isinstance(record, Link):
        return f"{slug_of(record.from_)} {record.type} {slug_of(record.to)}"
    name: str = getattr(record, name_field(type(record)))
    return name


def full_label(record: Record, label_of: Callable[[str], str]) -> str:
    """The name of a record for a reader; a link has the names of both its ends."""
    if isinstance(record, Link):
        return f"{label_of(record.from_)} {record.type} {label_of(record.to)}"
    return label(record)


def is_verbatim(quote: Quote) -> bool:
    """Whether the words of a quote are known to be the exact ones: its mode says so, or nothing."""
    return quote.mode == "direct"


def wording(quote: Quote, most: int | None = None) -> str:
    """The words of a quote, in quotation marks only where they are known to be the exact ones.

    Args:
        quote: The quote.
        most: Characters after which the words are cut; None for never.
    """
    words = quote.text if most is None or len(quote.text) <= most else f"{quote.text[:most]}…"
    return quoted(words) if is_verbatim(quote) else words


def short_label(record: Record) -> str:
    """As `label`, but a group is known by its letters where it has them."""
    if isinstance(record, Group) and record.abbreviation:
        return record.abbreviation
    return label(record)


@lru_cache
def name_field(cls: type[Record]) -> str:
    """The field that names records of a class: `name`, else `title`, else `text`."""
    return next(
        (
            name
            for name in ("name", "title", "text")
            if (field := field_of(cls, name)) and field.required
        ),
        "type",
    )


@lru_cache
def is_named_only(cls: type[Record]) -> bool:
    """Whether a record of a class can stand on its name alone."""
    required = [field.name for field in fields_of(cls) if field.required]
    return required == [name_field(cls)]


def names(record: Record) -> tuple[str, ...]:
    """Every name a record can be found by: its label, its letters, its aliases."""
    abbreviation = getattr(record, "abbreviation", "")
    return tuple(filter(None, (label(record), abbreviation, *record.aliases)))


def passages(record: Record) -> tuple[str, ...]:
    """Its longer texts, in which words can be searched."""
    attributes = _passage_attributes(type(record))
    return tuple(filter(None, [getattr(record, attribute) for attribute in attributes]))


@lru_cache
def _passage_attributes(cls: type[Record]) -> tuple[str, ...]:
    fields = (
        field_of(cls, name)
        for name in ("summary", "translation", "text", "attribution", "position")
    )
    return tuple(field.attribute for field in fields if field)
