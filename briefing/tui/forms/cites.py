"""How a form reads a cite: the field it is about, and the value it gives."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from briefing.model.cited_values import stored_value
from briefing.model.fields import Field, Shape, field_at, fields_of
from briefing.model.parsers.rows import left_in
from briefing.model.parsers.values import shown
from briefing.model.parsers.words import NotUnderstood
from briefing.model.refs import LabelOf
from briefing.tui.forms.spec import FieldReading, Raw

_GIVES = ("source", "field", "value")


def reading(
    holder: type[msgspec.Struct] | None,
    label_of: LabelOf,
    day_of: Callable[[str], date | None],
    find: Callable[..., str],
) -> FieldReading:
    """How the cites of a record are read.

    Args:
        holder: The class of the record; None where unknown.
        label_of: Gives the label of a record.
        day_of: Gives the publication day of a source, the reference for its dates.
        find: Gives the ref of the record of some kinds with a name; empty when uncertain.
    """
    if holder is None:
        return FieldReading()

    def fitted(field: Field) -> Field:
        """Let the cited field be chosen from those of the record."""
        if field.name != "field":
            return field
        fields = [each for each in fields_of(holder) if not each.is_aside]
        return replace(
            field,
            choices=tuple(each.name for each in fields),
            meanings=tuple(each.help for each in fields),
            shape=Shape.CHOICE,
        )

    def meaning(cite: Raw) -> str:
        """What the value means; empty where the text says it already."""
        field = field_at(holder, str(cite.get("field") or ""))
        text = str(cite.get("value") or "").strip()
        if field is None or not text:
            return ""
        try:
            value = stored_value(holder, cite, label_of, day_of, find)
        except NotUnderstood as reason:
            return f"not a readable {field.label.lower()}, kept as text: {reason}"
        meant = shown(field, value, label_of)
        notes = [] if meant == text else [f"= {meant}"]
        if field.row and (left := left_in(field.row, text)):
            notes.append(f"not kept: {', '.join(left)}")
        return "; ".join(notes)

    def kept(cite: Raw, was: Raw) -> Raw:
        """The cite with its value normalized, if it was edited and can be read."""
        if not cite.get("value") or _gives(cite) == _gives(was):
            return cite
        try:
            return {**cite, "value": stored_value(holder, cite, label_of, day_of, find)}
        except NotUnderstood:
            return cite

    return FieldReading(fitted, {"value": meaning}, kept)


def _gives(cite: Raw) -> list[Any]:
    return [cite.get(name) or "" for name in _GIVES]
