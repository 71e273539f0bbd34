"""Change one field of several records at once, as one change."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import Field, Shape, field_of
from briefing.model.formatting import value_line
from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Record
from briefing.model.labels import short_label
from briefing.model.validation import build, plain
from briefing.store.errors import Conflict, StoreError
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.confirm import counted
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.forms.form import FormScreen
from briefing.tui.forms.spec import Raw

SET, ADD, REMOVE, CLEAR = "", "add", "remove", "clear"
_FIRST = "tags"
"""The field offered first; tagging is the usual reason to mark records."""

_TEXTS = (Shape.TEXT, Shape.PROSE, Shape.CHOICE, Shape.DATE, Shape.REF)
"""Shapes whose empty value is an empty text."""

Edit = Callable[[Record], Record]
"""Gives a record with the change made."""


async def bulk_edit(work: Workspace, chosen: Selection) -> None:
    """Choose a field and change it in all marked records."""
    records = _existing(work, chosen.refs)
    if not records:
        return
    ways = {_term(field, way): (field, way) for field, way in _ways(records)}
    terms = {term: field.help for term, (field, _way) in ways.items()}
    first = next(term for term, (field, _way) in ways.items() if field.name == _FIRST)
    title = f"Change which field of {counted(list(records))}?"
    term = await work.host.ask(MenuScreen(title, terms, first))
    if term is None:
        return
    field, way = ways[term]
    if way == REMOVE:
        await _remove(work, records, field)
    elif way == CLEAR:
        empty = field.default or ("" if field.shape in _TEXTS else None)
        _save_now(work, records, field, lambda record: _filled_in(record, field, empty))
    else:
        await set_field(work, chosen.refs, field.name)


async def set_field(
    work: Workspace, refs: Sequence[str], name: str, row: Raw | None = None
) -> Raw | None:
    """Set one field of several records of one kind; values are added to lists.

    Args:
        work: The workspace.
        refs: The records.
        name: The field.
        row: The initial fields where the field holds rows.

    Returns:
        The fields of the form; None when it was cancelled.
    """
    records = _existing(work, refs)
    first = next(iter(records.values()), None)
    field = field_of(type(first), name) if first else None
    if first is None or field is None:
        return None
    many = counted(list(records))
    whole = {**plain(first), name: _begin(field, records)}
    row_cls = field.row if field.shape is Shape.ROWS else None
    if row_cls is not None:
        spec = work.spec(f"{field.label} of {many}", row_cls, row or {}, holder=type(first))
    else:
        title = f"{field.label} to add to {many}" if field.is_list else f"{field.label} of {many}"
        spec = replace(work.spec(title, type(first), whole), only=name)

    def submit(raw: Raw) -> Sequence[Fault]:
        given = [raw] if row_cls else raw.get(name)
        if not given and given != 0:
            return [Fault(name, f"nothing to set; to empty it, choose “{_term(field, CLEAR)}”")]
        try:
            value = getattr(build(first.kind_name, {**whole, name: given}), field.attribute)
        except InvalidRecord as error:
            return [_of(first, error)]
        return _save(work, records, field, lambda record: _filled_in(record, field, value))

    words = f"ctrl+s save to {many} · esc leave"
    return await work.fill_in(FormScreen(replace(spec, submit=submit, words=words)))


async def _remove(work: Workspace, records: Mapping[str, Record], field: Field) -> None:
    """Choose an item of a list field and remove it from all records."""
    counts = Counter(item for each in records.values() for item in getattr(each, field.attribute))
    lines = _distinct_lines(work, field, list(counts))
    items = dict(zip(lines, counts, strict=True))
    terms = {line: f"in {counts[item]:,} of {len(records):,}" for line, item in items.items()}
    title = f"{field.label} to remove from {counted(list(records))}"
    line = await work.host.ask(MenuScreen(title, terms))
    if line is not None:
        item = items[line]
        _save_now(work, records, field, lambda record: _without(record, field, item))


def _distinct_lines(work: Workspace, field: Field, items: Sequence[Any]) -> list[str]:
    """One line per item; those that read alike get their ref or a number."""
    lines = [value_line(field, (item,), work.store.label) for item in items]
    counts = Counter(lines)
    return [
        line if counts[line] == 1 else f"{line}  {item if isinstance(item, str) else at}"
        for at, (line, item) in enumerate(zip(lines, items, strict=True), start=1)
    ]


def _save_now(work: Workspace, records: Mapping[str, Record], field: Field, edit: Edit) -> None:
    """Save where no form is open to show what is wrong."""
    for fault in _save(work, records, field, edit):
        work.host.tell(str(fault), severity="error")


def _save(
    work: Workspace, records: Mapping[str, Record], field: Field, edit: Edit
) -> Sequence[Fault]:
    """Change all records, or none where one would become invalid; returns the faults."""
    why = f"changed {field.label.lower()} of {counted(list(records))}"
    try:
        with work.store.transaction(why) as draft:
            for ref, record in records.items():
                draft.put(ref, edit(record), record)
    except InvalidRecord as error:
        return [_of(work.store.need(error.ref), error)]
    except Conflict as conflict:
        return [Fault("", f"{conflict}; nothing was changed: leave the form and start again")]
    except StoreError as error:
        return [Fault("", str(error))]
    changed = [each.ref for each in draft.done.changes]
    work.host.tell(f"changed {counted(changed)}; u undoes it" if changed else "nothing was changed")
    return []


def _existing(work: Workspace, refs: Sequence[str]) -> dict[str, Record]:
    return {ref: record for ref in refs if (record := work.store.get(ref)) is not None}


def _ways(records: Mapping[str, Record]) -> Iterator[tuple[Field, str]]:
    """The fields that can be changed, and how; never the name."""
    kind = kind_for(next(iter(records.values())))
    for field in kind.fields:
        if field.attribute == kind.named_by or field.is_aside:
            continue
        yield field, ADD if field.is_list else SET
        if any(getattr(each, field.attribute) for each in records.values()):
            if field.is_list:
                yield field, REMOVE
            elif not field.required:
                yield field, CLEAR


def _term(field: Field, way: str) -> str:
    return f"{field.label}: {way}" if way else field.label


def _begin(field: Field, records: Mapping[str, Record]) -> Any:
    """The value a form starts with: what all records share; lists start empty."""
    if field.is_list:
        return []
    values = [plain(record).get(field.name) for record in records.values()]
    return values[0] if all(value == values[0] for value in values) else None


def _filled_in(record: Record, field: Field, value: Any) -> Record:
    if field.is_list:
        value = tuple(dict.fromkeys((*getattr(record, field.attribute), *value)))
    changed: Record = msgspec.structs.replace(record, **{field.attribute: value})
    return changed


def _without(record: Record, field: Field, item: Any) -> Record:
    kept = tuple(each for each in getattr(record, field.attribute) if each != item)
    changed: Record = msgspec.structs.replace(record, **{field.attribute: kept})
    return changed


def _of(record: Record, error: InvalidRecord) -> Fault:
    """The first fault of an error, naming the record."""
    first = error.faults[0]
    return first._replace(problem=f"{short_label(record)}: {first.problem}")
