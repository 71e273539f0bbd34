"""One field of several records changed at once: one change, taken back with one key."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec

from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import Field, Shape, field_of
from briefing.model.formatting import value_line
from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Record
from briefing.model.labels import short_label
from briefing.model.validation import build, plain
from briefing.store.errors import Conflict, StoreError
from briefing.store.store import Store
from briefing.tui.actions.host import Stage
from briefing.tui.actions.listing import counted

if TYPE_CHECKING:
    from briefing.tui.forms.spec import FormSpec, Raw

SET, ADD, TAKE_OUT, CLEAR = "", "add", "take out", "clear"
_FIRST = "tags"
"""The field offered first: what several records are marked for most often."""

_TEXTS = (Shape.TEXT, Shape.PROSE, Shape.CHOICE, Shape.DATE, Shape.REF)
"""Shapes of which an empty one is an empty text."""

Change = Callable[[Record], Record]
"""What is made of one record."""


class Bulk:
    """Changes several records of one screen at once.

    Args:
        stage: The screen.
        store: What is changed.
        spec: Makes what a form is opened for, of a title, a class and fields.
    """

    def __init__(self, stage: Stage, store: Store, spec: "Callable[..., FormSpec]") -> None:
        self._stage = stage
        self._store = store
        self._spec = spec

    def change(self, refs: Sequence[str]) -> None:
        """Choose a field of some records of one kind, and change it in all of them."""
        from briefing.tui.dialogs.menu import MenuScreen

        records = self._there(refs)
        if not records:
            return
        ways = {_term(field, way): (field, way) for field, way in _ways(records)}

        def chosen(term: str | None) -> None:
            if term is None:
                return
            field, way = ways[term]
            if way == TAKE_OUT:
                self._take_out(records, field)
            elif way == CLEAR:
                self._clear(records, field)
            else:
                self.set(refs, field.name)

        terms = {term: field.help for term, (field, _way) in ways.items()}
        first = next(term for term, (field, _way) in ways.items() if field.name == _FIRST)
        title = f"Change what of {counted(list(records))}?"
        self._stage.app.push_screen(MenuScreen(title, terms, first), chosen)

    def set(
        self,
        refs: Sequence[str],
        name: str,
        row: "Raw | None" = None,
        done: "Callable[[Raw], None]" = lambda _raw: None,
    ) -> None:
        """Fill in a field of some records of one kind; lists get what is filled in as well.

        Args:
            refs: The records.
            name: The field.
            row: What the form of a row holds to begin with.
            done: Called with the fields of the form once they are saved.
        """
        from briefing.tui.forms.form import FormScreen

        records = self._there(refs)
        first = next(iter(records.values()), None)
        field = field_of(type(first), name) if first else None
        if first is None or field is None:
            return
        many = counted(list(records))
        whole = {**plain(first), name: _begin(field, records)}
        is_row = field.shape is Shape.ROWS and field.row is not None
        if is_row:
            spec = self._spec(f"{field.label} of {many}", field.row, row or {}, holder=type(first))
        else:
            title = (
                f"{field.label} to add to {many}" if field.is_list else f"{field.label} of {many}"
            )
            spec = replace(self._spec(title, type(first), whole), only=name)

        def submit(raw: "Raw") -> Sequence[Fault]:
            given = [raw] if is_row else raw.get(name)
            if not given and given != 0:
                return [Fault(name, f"nothing to set; “{_term(field, CLEAR)}” empties it")]
            try:
                value = getattr(build(first.kind_name, {**whole, name: given}), field.attribute)
            except InvalidRecord as error:
                return [_of(first, error)]
            return self._save(records, field, lambda record: _filled_in(record, field, value))

        words = f"ctrl+s saves it in {many} · esc leaves"

        def answered(raw: "Raw | None") -> None:
            if raw is not None:
                done(raw)

        form = FormScreen(replace(spec, submit=submit, words=words))
        self._stage.app.push_screen(form, answered)

    def _take_out(self, records: Mapping[str, Record], field: Field) -> None:
        """Choose an item of a list, and take it out of all records."""
        from briefing.tui.dialogs.menu import MenuScreen

        counts: dict[Any, int] = {}
        for record in records.values():
            for item in getattr(record, field.attribute):
                counts[item] = counts.get(item, 0) + 1
        items = dict(zip(self._told_apart(field, list(counts)), counts, strict=True))
        terms = {line: f"in {counts[item]:,} of {len(records):,}" for line, item in items.items()}

        def chosen(line: str | None) -> None:
            if line is not None:
                item = items[line]
                self._save_now(records, field, lambda record: _without(record, field, item))

        title = f"{field.label} to take out of {counted(list(records))}"
        self._stage.app.push_screen(MenuScreen(title, terms), chosen)

    def _told_apart(self, field: Field, items: Sequence[Any]) -> list[str]:
        """Items in a line each, with the ref or a number behind those that read alike."""
        lines = [value_line(field, (item,), self._store.label) for item in items]
        counts = Counter(lines)
        return [
            line if counts[line] == 1 else f"{line}  {item if isinstance(item, str) else at}"
            for at, (line, item) in enumerate(zip(lines, items, strict=True), start=1)
        ]

    def _clear(self, records: Mapping[str, Record], field: Field) -> None:
        empty = field.default or ("" if field.shape in _TEXTS else None)
        self._save_now(records, field, lambda record: _filled_in(record, field, empty))

    def _save_now(self, records: Mapping[str, Record], field: Field, change: Change) -> None:
        """Change all records where no form stands open to show what is wrong."""
        for fault in self._save(records, field, change):
            self._stage.tell(str(fault), severity="error")

    def _save(self, records: Mapping[str, Record], field: Field, change: Change) -> Sequence[Fault]:
        """Change all records or, where one would be wrong then, none; returns what is wrong."""
        why = f"changed {field.label.lower()} of {counted(list(records))}"
        try:
            with self._store.transaction(why) as draft:
                for ref, record in records.items():
                    draft.put(ref, change(record), record)
        except InvalidRecord as error:
            return [_of(self._store.need(error.ref), error)]
        except Conflict as conflict:
            return [Fault("", f"{conflict}; nothing was changed, leave and begin again")]
        except StoreError as error:
            return [Fault("", str(error))]
        count = len(draft.done.changes)
        done = f"changed {counted([each.ref for each in draft.done.changes])}" if count else ""
        self._stage.tell(f"{done}; u takes it back" if done else "nothing was changed")
        return []

    def _there(self, refs: Sequence[str]) -> dict[str, Record]:
        return {ref: record for ref in refs if (record := self._store.get(ref)) is not None}


def _ways(records: Mapping[str, Record]) -> Iterator[tuple[Field, str]]:
    """The fields that can be changed, and how; the name is for each record alone."""
    kind = kind_for(next(iter(records.values())))
    for field in kind.fields:
        if field.attribute == kind.named_by:
            continue
        yield field, ADD if field.is_list else SET
        if any(getattr(each, field.attribute) for each in records.values()):
            if field.is_list:
                yield field, TAKE_OUT
            elif not field.required:
                yield field, CLEAR


def _term(field: Field, way: str) -> str:
    return f"{field.label}: {way}" if way else field.label


def _begin(field: Field, records: Mapping[str, Record]) -> Any:
    """What a form begins with: what all records have in common, of lists nothing."""
    if field.is_list:
        return []
    values = [plain(record).get(field.name) for record in records.values()]
    return values[0] if all(value == values[0] for value in values) else None


def _filled_in(record: Record, field: Field, value: Any) -> Record:
    """A record with a field filled in, or with more in its list."""
    if field.is_list:
        value = tuple(dict.fromkeys((*getattr(record, field.attribute), *value)))
    changed: Record = msgspec.structs.replace(record, **{field.attribute: value})
    return changed


def _without(record: Record, field: Field, item: Any) -> Record:
    kept = tuple(each for each in getattr(record, field.attribute) if each != item)
    changed: Record = msgspec.structs.replace(record, **{field.attribute: kept})
    return changed


def _of(record: Record, error: InvalidRecord) -> Fault:
    """What is wrong with a record, and with which."""
    first = error.faults[0]
    return first._replace(problem=f"{short_label(record)}: {first.problem}")
