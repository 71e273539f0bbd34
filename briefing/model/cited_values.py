"""The values of cites as stored: what a source gives, in the form of its field.

What a source gives comes in its own words, "30 January 2013", and is stored as what it means,
`2013-01-30`. This happens when a cite comes in, from a form, a phrase, a script or an editor;
existing cites stay as they are. What no field can hold stays in words.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from briefing.model.fields import field_at
from briefing.model.kinds.record import Cite, Record
from briefing.model.parsers.rows import kinds_in
from briefing.model.parsers.values import kept
from briefing.model.parsers.words import NotUnderstood
from briefing.model.refs import LabelOf

FindAmong = Callable[[str, Sequence[str]], str]
"""Gives the ref of the record a name means, among some kinds; "" if unclear."""

DayOf = Callable[[str], date | None]
"""Gives the day a source came out; None if unknown."""


def nobody(_name: str, _kinds: Sequence[str]) -> str:
    """Find no record: names stay as written."""
    return ""


def kept_value(
    cls: type[msgspec.Struct],
    cite: Mapping[str, Any],
    label_of: LabelOf,
    day_of: DayOf,
    find: FindAmong = nobody,
) -> str:
    """What a cite gives, as stored.

    Args:
        cls: The class of the record that has the cite.
        cite: Its plain values.
        label_of: Gives the label of a record.
        day_of: Gives the day a source came out, which relative dates count from.
        find: Finds the records that are named.

    Raises:
        NotUnderstood: It is not a value of its field.
    """
    text = str(cite.get("value") or "")
    field = field_at(cls, str(cite.get("field") or ""))
    if field is None or not text.strip():
        return text
    kinds = kinds_in(field.row) if field.row else field.kinds
    day = day_of(str(cite.get("source") or ""))
    return kept(field, text, lambda name: find(name, kinds), label_of, day)


def with_values_kept(
    record: Record, before: Record | None, label_of: LabelOf, day_of: DayOf
) -> Record:
    """The record with what its new cites give as stored; existing cites stay as they are.

    Args:
        record: The record.
        before: Its previous state; None if it is new.
        label_of: Gives the label of a record.
        day_of: Gives the day a source came out.
    """
    old = {_gives(cite) for cite in before.cites} if before else set()
    cites = [
        cite if _gives(cite) in old else _kept(type(record), cite, label_of, day_of)
        for cite in record.cites
    ]
    changed: Record = msgspec.structs.replace(record, cites=tuple(cites))
    return changed


def _gives(cite: Cite) -> tuple[str, str, str]:
    return cite.source, cite.field, cite.value


def _kept(cls: type[Record], cite: Cite, label_of: LabelOf, day_of: DayOf) -> Cite:
    try:
        value = kept_value(cls, msgspec.structs.asdict(cite), label_of, day_of)
    except NotUnderstood:
        return cite
    return msgspec.structs.replace(cite, value=value)
