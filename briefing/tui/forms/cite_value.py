"""What the value that a cite gives says, read as the field it speaks of."""

from typing import Any

import msgspec

from briefing.model.cited_values import stored_value
from briefing.model.fields import field_at
from briefing.model.parsers.rows import left_in
from briefing.model.parsers.values import shown
from briefing.model.parsers.words import NotUnderstood
from briefing.tui.forms.spec import FormSpec, Raw

_GIVES = ("source", "field", "value")


def meant_by(spec: FormSpec, holder: type[msgspec.Struct] | None, cite: Raw) -> str:
    """Say what a value means while it is typed; empty where the words say it themselves.

    Args:
        spec: What the form is opened for.
        holder: The class of the record that is cited for.
        cite: The cite so far.
    """
    field = field_at(holder, str(cite.get("field") or "")) if holder else None
    text = str(cite.get("value") or "").strip()
    if holder is None or field is None or not text:
        return ""
    try:
        value = stored_value(holder, cite, spec.label_of, spec.day_of, spec.find)
    except NotUnderstood as reason:
        return f"no {field.label.lower()} that can be read; kept in words: {reason}"
    meant = shown(field, value, spec.label_of)
    notes = [] if meant == text else [f"= {meant}"]
    if field.row and (left := left_in(field.row, text)):
        notes.append(f"not kept: {', '.join(left)}")
    return "; ".join(notes)


def as_kept(spec: FormSpec, holder: type[msgspec.Struct] | None, cite: Raw, was: Raw) -> Raw:
    """A cite with its value as it is kept; as it is where it gives what it gave, or is not read.

    Args:
        spec: What the form is opened for.
        holder: The class of the record that is cited for.
        cite: The cite.
        was: What it was before.
    """
    if holder is None or not cite.get("value") or _gives(cite) == _gives(was):
        return cite
    try:
        value = stored_value(holder, cite, spec.label_of, spec.day_of, spec.find)
    except NotUnderstood:
        return cite
    return {**cite, "value": value}


def _gives(cite: Raw) -> list[Any]:
    return [cite.get(name) or "" for name in _GIVES]
