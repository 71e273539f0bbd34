"""How a record is named in a list, a link and a sentence."""

from functools import lru_cache

from briefing.model.fields import field_of, fields_of
from briefing.model.records import Group, Link, Quote, Record
from briefing.model.refs import slug_of


def label(record: Record) -> str:
    """The name of a record for a reader; a quote is its words, a link its two ends."""
    if isinstance(record, Quote):
        return f"“{record.text}”"
    if isinstance(record, Link):
        return f"{slug_of(record.from_)} {record.type} {slug_of(record.to)}"
    name: str = getattr(record, name_field(type(record)))
    return name


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
