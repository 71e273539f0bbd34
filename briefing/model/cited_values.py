"""Convert the values of cites from a source's words to the form of the field.

"30 January 2013" becomes `2013-01-30` when a cite is entered in a form, a phrase, a script or an
editor. Existing cites stay unchanged; so do words that the field cannot express.
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
"""Returns the ref of the record a name means, among some kinds; "" if unclear."""

DayOf = Callable[[str], date | None]
"""Returns the day a source was published; None if unknown."""


def nobody(_name: str, _kinds: Sequence[str]) -> str:
    """Find no record: names stay as written."""
    return ""


def stored_value(
    cls: type[msgspec.Struct],
    cite: Mapping[str, Any],
    label_of: LabelOf,
    day_of: DayOf,
    find: FindAmong = nobody,
) -> str:
    """Convert the value of a cite to the form in which it is stored.

    Args:
        cls: The class of the record that has the cite.
        cite: Its plain values.
        label_of: Returns the label of a record.
        day_of: Returns the day a source was published, from which relative dates count.
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


def with_stored_values(
    record: Record, before: Record | None, label_of: LabelOf, day_of: DayOf
) -> Record:
    """Convert the values of a record's new cites.

    Args:
        record: The record.
        before: Its previous state, whose cites stay unchanged; None if it is new.
        label_of: Returns the label of a record.
        day_of: Returns the day a source was published.
    """
    old = {(cite.source, cite.field, cite.value) for cite in before.cites} if before else set()

    def converted(cite: Cite) -> Cite:
        if (cite.source, cite.field, cite.value) in old:
            return cite
        try:
            value = stored_value(type(record), msgspec.structs.asdict(cite), label_of, day_of)
        except NotUnderstood:
            return cite
        return msgspec.structs.replace(cite, value=value)

    changed: Record = msgspec.structs.replace(record, cites=tuple(map(converted, record.cites)))
    return changed
