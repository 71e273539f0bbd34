"""Sources that disagree on a field of a record, and what the analyst makes of that.

The record's own value is the analyst's pick. A cite contradicts it when it gives another value, or
says that it contradicts; a verdict on the cite says that this was looked at.
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
    """The field a cite speaks of; empty for the record as a whole."""
    return cite.field.split(".")[0].split("[")[0]


def contradicting(record: Record, label_of: LabelOf) -> Mapping[str, Sequence[int]]:
    """Find the cites that contradict what a record holds.

    Args:
        record: The record.
        label_of: Gives the name of a record.

    Returns:
        For each field contradicted, the numbers of those cites, from 1; under the empty name those
        that contradict the record as a whole.
    """
    found: dict[str, list[int]] = {}
    for number, cite in enumerate(record.cites, start=1):
        if _contradicts(record, cite, label_of):
            found.setdefault(field_name(cite), []).append(number)
    return found


def keep(record: Record, name: str, verdict: str, reason: str, label_of: LabelOf) -> Record:
    """The record with what it holds kept, and a verdict on what contradicts it.

    What was weighed before keeps its verdict, unless there is nothing else to weigh.

    Args:
        record: The record.
        name: The field.
        verdict: `SET_ASIDE`, or `DISPUTED`.
        reason: Why.
        label_of: Gives the name of a record.
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
    """The record with what a cite gives in place of what it held.

    Rows take the place of those of the same role or outcome; the others stay.
    Cites that stood for what it held give that from now on and are set aside, like all others that
    contradict it then; nothing a source said is lost. A source cited for the record as a whole gets
    a cite of its own for that.

    Args:
        record: The record.
        number: The cite, from 1.
        value: What it gives, as a plain value of its field.
        reason: Why.
        label_of: Gives the name of a record.

    Raises:
        InvalidRecord: The field cannot hold that.
    """
    taken = record.cites[number - 1]
    field = _need(record, field_name(taken))
    was = getattr(record, field.attribute)
    held = say(field, was, label_of)
    cites = [_kept(cite, held) if _stands_for(cite, field) else cite for cite in record.cites]
    cites += _of_whole(record, field, held, label_of)
    if field.shape is Shape.ROWS:
        value = _in_place(field, was, value)
    raw = {**plain(_with_cites(record, cites)), field.name: value}
    changed = build(record.kind_name, raw)
    now = getattr(changed, field.attribute)
    is_all = not isinstance(now, tuple) or len(now) == len(items_in(field, taken.value))
    cites[number - 1] = msgspec.structs.replace(
        taken, value="" if is_all else taken.value, stance="supports", verdict="", reason=""
    )
    cites = [_led(cite, field, was, now) for cite in cites]
    changed = _with_cites(changed, cites)
    for other in contradicting(changed, label_of).get(field.name, ()):
        cite = cites[other - 1]
        if cite.verdict != SET_ASIDE:
            cites[other - 1] = msgspec.structs.replace(cite, verdict=SET_ASIDE, reason=reason)
    return _with_cites(changed, cites)


def covers(record: Record, against: Mapping[str, Sequence[int]], name: str) -> Sequence[int]:
    """The cites for a record as a whole that stand for one field too.

    They stand for every field but what is the analyst's own, and but those for which the same
    source gives something else.

    Args:
        record: The record.
        against: What `contradicting` found.
        name: The field.

    Returns:
        The numbers of those cites, from 1.
    """
    if name in _OWN:
        return ()
    others = {record.cites[number - 1].source for number in against.get(name, ())}
    return tuple(
        number
        for number, cite in enumerate(record.cites, start=1)
        if not cite.field and number not in against.get("", ()) and cite.source not in others
    )


_OWN = ("summary", "tags", "cites", "reviewed")
"""Fields that say what the analyst makes of it, and no source."""


def _contradicts(record: Record, cite: Cite, label_of: LabelOf) -> bool:
    field = field_of(type(record), field_name(cite))
    if field is None or cite.field != field.name:
        # Of a whole record and of a part of a field only the cite can say that it is otherwise.
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


def _stands_for(cite: Cite, field: Field) -> bool:
    return cite.field == field.name and not cite.value and cite.stance == "supports"


def _in_place(
    field: Field, held: Sequence[msgspec.Struct], given: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Rows held, with those given in place of the ones of the same role or outcome.

    Of several such, those of the same people are meant; where there are none, the row is added.
    """
    old = dict(enumerate(plain(row) for row in held))
    columns = fields_of(field.row) if field.row else ()
    part = next((each.name for each in columns if each.choices), "")
    who = [each.name for each in columns if each.shape in (Shape.TEXT, Shape.REF)]
    new: list[tuple[int, dict[str, Any]]] = []
    for row in given:
        alike = [at for at in old if old[at].get(part) == row.get(part)]
        same = [at for at in alike if all(old[at].get(name) == row.get(name) for name in who)]
        is_named = any(row.get(name) for name in who)
        places = same or (alike if len(alike) == 1 or not is_named else [])
        new.append((min(places, default=len(held)), row))
        for at in places:
            # What one row takes the place of, no other one can.
            del old[at]
    return [row for _, row in sorted([*old.items(), *new], key=itemgetter(0))]


def _led(cite: Cite, field: Field, was: Any, now: Any) -> Cite:
    """A cite of a row by its place, led to the whole record where another row stands there now."""
    found = re.match(r"\w+\[(\d+)\]", cite.field)
    if found is None or field_name(cite) != field.name or not isinstance(now, tuple):
        return cite
    at = int(found[1])
    is_there = at < len(was) and at < len(now) and was[at] == now[at]
    return cite if is_there else msgspec.structs.replace(cite, field="")


def _of_whole(record: Record, field: Field, held: str, label_of: LabelOf) -> list[Cite]:
    """Cites that say of one field what was known of it from sources for the record as a whole."""
    numbers = covers(record, contradicting(record, label_of), field.name) if held else ()
    known = {cite.source for cite in record.cites if field_name(cite) == field.name}
    whole = [record.cites[number - 1] for number in numbers]
    return [
        Cite(cite.source, field.name, held, credibility=cite.credibility)
        for cite in {each.source: each for each in reversed(whole)}.values()
        if cite.source not in known
    ]


def _kept(cite: Cite, held: str) -> Cite:
    """A cite that stood for what a field held, now that the field will hold something else."""
    if held:
        return msgspec.structs.replace(cite, value=held)
    # It gave nothing for the field; it must not come to stand for what another one gives.
    return msgspec.structs.replace(cite, field="")


def _need(record: Record, name: str) -> Field:
    field = field_of(type(record), name)
    if field is None:
        raise ValueError(f"{kind_for(record).plural} have no field {name}")
    return field


def _with_cites(record: Record, cites: Sequence[Cite]) -> Record:
    changed: Record = msgspec.structs.replace(record, cites=tuple(cites))
    return changed
