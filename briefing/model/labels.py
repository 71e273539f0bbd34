"""How a record is named in a list, a link and a sentence."""

from briefing.model.fields import Shape, field_of
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


def names(record: Record) -> tuple[str, ...]:
    """Every name a record can be found by: its label, its letters, its aliases."""
    abbreviation = getattr(record, "abbreviation", "")
    return tuple(name for name in (label(record), abbreviation, *record.aliases) if name)


def passages(record: Record) -> tuple[str, ...]:
    """Its longer texts, in which words can be searched."""
    fields = (
        field_of(type(record), name)
        for name in ("summary", "translation", "text", "attribution", "position")
    )
    texts = (
        getattr(record, field.attribute)
        for field in fields
        if field and field.shape in (Shape.PROSE, Shape.TEXT)
    )
    return tuple(text for text in texts if text)
