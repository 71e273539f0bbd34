"""Records that are part of themselves, or derived from themselves, by way of others."""

from collections.abc import Callable, Iterator

from briefing.model.fields import Field, Shape, fields_of
from briefing.model.kinds.record import Record


def cycles(get: Callable[[str], Record | None], ref: str) -> Iterator[tuple[Field, list[str]]]:
    """Find where a record leads round to itself.

    Args:
        get: Gives the record a ref names, or None.
        ref: The record.

    Yields:
        The field that leads round, and the refs on the way, the record itself first.
    """
    record = get(ref)
    for field in fields_of(type(record)) if record else ():
        if field.shape is Shape.REF and record is not None and record.kind_name in field.kinds:
            way = _way(get, ref, field)
            if way:
                yield field, way


def _way(get: Callable[[str], Record | None], ref: str, field: Field) -> list[str]:
    seen = [ref]
    while True:
        record = get(seen[-1])
        following = getattr(record, field.attribute, "") if record else ""
        if following == ref:
            return seen
        if not following or following in seen:
            return []
        seen.append(following)
