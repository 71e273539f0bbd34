"""The cites of a merged record: none supports what only the other record said."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from briefing.model.contradictions import contradicting, covers, field_name
from briefing.model.fields import Field, field_of, fields_of
from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Cite, Record
from briefing.model.labels import names
from briefing.model.parsers.values import say
from briefing.model.refs import LabelOf


def with_own_cites(merged: Record, sides: Sequence[Record], label_of: LabelOf) -> Record:
    """Narrow the cites for a whole record, or for a whole list, to what their own record said.

    A cite that would support more becomes one for each fact, or item, that its record had and the
    merged one still has. A cite that neither record had stays as it is.

    Args:
        merged: The merged record.
        sides: The two records it was merged from.
        label_of: Returns the name of a record.
    """
    if not any(is_wide(merged, cite) for cite in merged.cites):
        return merged
    held = [field for field in fields_of(type(merged)) if _has(merged, field)]
    covered = _covered(merged, held, label_of)
    origins = [(side, _covered(side, held, label_of), {*side.cites}) for side in sides]
    there = {*merged.cites}
    cites: dict[Cite, None] = {}
    for cite in merged.cites:
        own = [(side, covers) for side, covers, known in origins if cite in known]
        if not own or not is_wide(merged, cite):
            cites[cite] = None
            continue
        facts = [field for field in held if cite.field == field.name or cite in covered[field.name]]
        paths = [path for field in facts for path in _said(field, merged, own, cite)]
        if paths == [field.name for field in facts] or (cite.field and not paths):
            cites[cite] = None
            continue
        narrowed = (msgspec.structs.replace(cite, field=path, value="") for path in paths)
        cites |= dict.fromkeys(each for each in narrowed if each not in there)
    changed: Record = msgspec.structs.replace(merged, cites=tuple(cites))
    return changed


def _has(record: Record, field: Field) -> bool:
    return getattr(record, field.attribute) not in (None, "", ())


def _covered(
    record: Record, fields: Sequence[Field], label_of: LabelOf
) -> Mapping[str, Collection[Cite]]:
    """The cites for a whole record that support each of some fields."""
    against = contradicting(record, label_of)
    return {
        field.name: {record.cites[number - 1] for number in covers(record, against, field.name)}
        for field in fields
    }


def placed(cite: Cite, given: Record, merged: Record, label_of: LabelOf) -> Cite | None:
    """The cite of a record, as it is right in the record that this one is merged into.

    An item is found where it now is. What the merged record does not hold becomes the value that
    the cite gives; None if the cite denies it.

    Args:
        cite: A cite of `given`.
        given: The record it is from.
        merged: The merged record.
        label_of: Returns the name of a record.
    """
    field = field_of(type(given), field_name(cite))
    if field is None:
        return cite
    value, held = getattr(given, field.attribute), getattr(merged, field.attribute)
    rest = cite.field.removeprefix(field.name)
    named_by = kind_for(merged).named_by
    if field.attribute == named_by and value != held and value in merged.aliases:
        return msgspec.structs.replace(cite, field=f"aliases[{merged.aliases.index(value)}]")
    if not rest:
        return cite
    if field.is_list:
        found = re.match(r"\[(\d+)\]", rest)
        items = value[int(found[1]) :][:1] if found else ()
        if found and items and items[0] in held:
            path = f"{field.name}[{held.index(items[0])}]{rest.removeprefix(found[0])}"
            return msgspec.structs.replace(cite, field=path)
        if field.name == "aliases" and items and items[0] in names(merged):
            return msgspec.structs.replace(cite, field=named_by)
        value = items or value
    elif _part(value, rest) == _part(held, rest):
        return cite
    if cite.stance == "contradicts":
        return None
    words = cite.value or say(field, value, label_of)
    return msgspec.structs.replace(cite, field=field.name, value=words)


def _part(value: object, path: str) -> object:
    """A part of a group of fields, by its path, such as `.name`."""
    return getattr(value, path.removeprefix("."), None)


def is_wide(record: Record, cite: Cite) -> bool:
    """Whether a cite supports a whole record, or a whole list."""
    field = field_of(type(record), cite.field)
    is_list = field is not None and field.is_list and cite.stance == "supports" and not cite.value
    return not cite.field or is_list


def _said(
    field: Field,
    merged: Record,
    own: Sequence[tuple[Record, Mapping[str, Collection[Cite]]]],
    cite: Cite,
) -> Iterator[str]:
    """The path of a field if its value is what the records of a cite said; else of such items."""
    values: list[Any] = [
        names(side) if field.name == "aliases" else getattr(side, field.attribute)
        for side, covered in own
        if cite.field or cite in covered[field.name]
    ]
    held = getattr(merged, field.attribute)
    if not field.is_list:
        if held in values:
            yield field.name
        return
    known = {item for value in values for item in value}
    if known.issuperset(held):
        yield field.name
    else:
        yield from (f"{field.name}[{at}]" for at, item in enumerate(held) if item in known)
