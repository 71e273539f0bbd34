"""Find contradictions between a record and its cites, and resolve them.

The record holds the value the analyst chose. A cite contradicts it if it gives another value or its
stance says so; a verdict on the cite resolves the contradiction.
"""

import re
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import msgspec

from briefing.model.fields import Field, Shape, field_of, fields_of
from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Cite, Record
from briefing.model.parsers.values import agree, agrees, items_in, say
from briefing.model.refs import LabelOf
from briefing.model.validation import build, plain

SET_ASIDE, DISPUTED = "set aside", "disputed"


def field_name(cite: Cite) -> str:
    """The field a cite is about; empty for the whole record."""
    return field_at(cite.field)


def field_at(path: str) -> str:
    """The field that a path is in: `actors` of `actors[0].ref`."""
    return path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]


def contradicting(record: Record, label_of: LabelOf) -> Mapping[str, Sequence[int]]:
    """Find the cites that contradict a record.

    Args:
        record: The record.
        label_of: Returns the name of a record.

    Returns:
        The numbers of those cites, from 1, by field; under "" those that contradict the whole
        record.
    """
    found: dict[str, list[int]] = {}
    for number, cite in enumerate(record.cites, start=1):
        if _contradicts(record, cite, label_of):
            found.setdefault(field_name(cite), []).append(number)
    return found


def has_open_contradiction(record: Record, label_of: LabelOf) -> bool:
    """Whether a cite contradicts a record and has no verdict."""
    return any(
        not cite.verdict and _contradicts(record, cite, label_of)
        for cite in record.cites
        # Most cites say nothing that could: a list of 100,000 records is counted by this.
        if cite.value or cite.stance == "contradicts"
    )


def keep(record: Record, name: str, verdict: str, reason: str, label_of: LabelOf) -> Record:
    """Resolve the contradictions of a field by keeping its value.

    Resolved ones keep their verdict, unless all are resolved.

    Args:
        record: The record.
        name: The field.
        verdict: `SET_ASIDE`, or `DISPUTED`.
        reason: Why.
        label_of: Returns the name of a record.
    """
    against = contradicting(record, label_of).get(name, ())
    against = [each for each in against if not record.cites[each - 1].verdict] or against
    return _with_cites(
        record,
        [
            msgspec.structs.replace(cite, verdict=verdict, reason=reason)
            if number in against
            else cite
            for number, cite in enumerate(record.cites, start=1)
        ],
    )


def take(record: Record, number: int, value: Any, reason: str, label_of: LabelOf) -> Record:
    """Resolve a contradiction by taking the value of a cite instead.

    Rows replace those of the same role or outcome; the others stay. A figure that does not say who
    was counted leaves that as it is. Nothing a source said is lost: cites that supported the old
    value now give it and are set aside, like all others that contradict the new one. A
    source cited for the whole record gets a cite of its own for that.

    Args:
        record: The record.
        number: The cite, from 1.
        value: The new value, as a plain value of its field.
        reason: Why.
        label_of: Returns the name of a record.

    Raises:
        InvalidRecord: The field cannot hold that value.
    """
    taken = record.cites[number - 1]
    field = _need(record, field_name(taken))
    was = getattr(record, field.attribute)
    held = say(field, was, label_of)
    cites = [_with_old_value(cite, field, held) for cite in record.cites]
    cites += _cites_of_old_value(record, field, held, label_of)
    given = value
    if field.shape is Shape.ROWS:
        value = _with_rows_replaced(field, was, value)
    raw = {**plain(_with_cites(record, cites)), field.name: value}
    changed = build(record.kind_name, raw)
    now = getattr(changed, field.attribute)
    is_all = not isinstance(now, tuple) or (
        len(now) == len(items_in(field, taken.value)) and all(item in value for item in given)
    )
    cites[number - 1] = msgspec.structs.replace(
        taken, value="" if is_all else taken.value, stance="supports", verdict="", reason=""
    )
    cites = [_without_stale_row(cite, field, was, now) for cite in cites]
    changed = _with_cites(changed, cites)
    for other in contradicting(changed, label_of).get(field.name, ()):
        cite = cites[other - 1]
        if cite.verdict != SET_ASIDE:
            cites[other - 1] = msgspec.structs.replace(cite, verdict=SET_ASIDE, reason=reason)
    return _with_cites(changed, cites)


def covers(record: Record, against: Mapping[str, Sequence[int]], name: str) -> Sequence[int]:
    """The cites for the whole record that support one field too, by number, from 1.

    They support every field, except the analyst's own and those that the same source contradicts.

    Args:
        record: The record.
        against: The result of `contradicting`.
        name: The field.
    """
    if is_own(name):
        return ()
    others = {record.cites[number - 1].source for number in against.get(name, ())}
    return tuple(
        number
        for number, cite in enumerate(record.cites, start=1)
        if not cite.field and number not in against.get("", ()) and cite.source not in others
    )


def is_own(name: str) -> bool:
    """Whether a field is the analyst's own, not from a source."""
    return name in _OWN


_OWN = (
    "summary",
    "tags",
    "ids",
    "cites",
    "reviewed",
    "marking",
    "dismissed",
    "reading",
    "text_sha256",
    "decided",
    "anchor",
)
"""Fields that are the analyst's own, not from a source."""


def _contradicts(record: Record, cite: Cite, label_of: LabelOf) -> bool:
    field = field_of(type(record), field_name(cite))
    if field is None or cite.field != field.name:
        # Values are compared for whole fields only; elsewhere the stance decides.
        return cite.stance == "contradicts" and (field is not None or not cite.field)
    if cite.stance == "contradicts":
        return True
    held = getattr(record, field.attribute)
    if held not in (None, "", ()):
        return bool(cite.value) and not agrees(field, held, cite.value, label_of)
    return any(
        other.value
        and cite.value
        and other.field == cite.field
        and not agree(field, cite.value, other.value, label_of)
        for other in record.cites
    )


def _with_rows_replaced(
    field: Field, held: Sequence[msgspec.Struct], given: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Replace rows of the same role or outcome; if several have it, those of the same people.

    A row that replaces none is added.
    """
    old = dict(enumerate(plain(row) for row in held))
    columns = fields_of(field.row) if field.row else ()
    part = next((each.name for each in columns if each.choices), "")
    who = [each.name for each in columns if each.name in _WHO]
    new: list[tuple[int, dict[str, Any]]] = []
    for row in given:
        alike = [at for at in old if old[at].get(part) == row.get(part)]
        same = [at for at in alike if all(old[at].get(name) == row.get(name) for name in who)]
        is_named = any(row.get(name) for name in who)
        places = same or (alike if len(alike) == 1 or not is_named else [])
        people = [{name: old[at][name] for name in who if name in old[at]} for at in places]
        if not is_named and people and all(each == people[0] for each in people):
            row = {**row, **people[0]}  # noqa: PLW2901  completed
        new.append((min(places, default=len(held)), row))
        for at in places:
            del old[at]
    return [row for _, row in sorted([*old.items(), *new], key=itemgetter(0))]


_WHO = ("ref", "name", "who")
"""Fields of a row that say who it is about."""


def _without_stale_row(cite: Cite, field: Field, was: Any, now: Any) -> Cite:
    """Cite the whole record instead of a row whose number now belongs to another row."""
    found = re.match(r"\w+\[(\d+)\]", cite.field)
    if found is None or field_name(cite) != field.name or not isinstance(now, tuple):
        return cite
    at = int(found[1])
    is_there = at < len(was) and at < len(now) and was[at] == now[at]
    return cite if is_there else msgspec.structs.replace(cite, field="")


def _cites_of_old_value(record: Record, field: Field, held: str, label_of: LabelOf) -> list[Cite]:
    """Cites that give the old value of a field, for sources cited for the whole record."""
    numbers = covers(record, contradicting(record, label_of), field.name) if held else ()
    known = {cite.source for cite in record.cites if field_name(cite) == field.name}
    whole = [record.cites[number - 1] for number in numbers]
    return [
        Cite(cite.source, field.name, held, credibility=cite.credibility)
        for cite in {each.source: each for each in reversed(whole)}.values()
        if cite.source not in known
    ]


def _with_old_value(cite: Cite, field: Field, held: str) -> Cite:
    """A cite that supported the old value of a field now gives it."""
    if cite.field != field.name or cite.value or cite.stance != "supports":
        return cite
    if held:
        return msgspec.structs.replace(cite, value=held)
    # The field was empty: the cite must not support a value from another source.
    return msgspec.structs.replace(cite, field="")


def _need(record: Record, name: str) -> Field:
    field = field_of(type(record), name)
    if field is None:
        raise ValueError(f"{kind_for(record).plural} have no field {name}")
    return field


def _with_cites(record: Record, cites: Sequence[Cite]) -> Record:
    changed: Record = msgspec.structs.replace(record, cites=tuple(cites))
    return changed
