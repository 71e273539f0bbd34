"""A record under edit in a form: saved, or put together with what others made of it meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import msgspec

from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import Shape, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds.record import Record
from briefing.model.labels import slug_for
from briefing.model.merging import merge
from briefing.model.refs import LabelOf, kind_of, slug_of
from briefing.model.validation import build, plain, struct_faults
from briefing.store.errors import Conflict, StoreError
from briefing.store.store import Store
from briefing.tui.actions.host import Stage
from briefing.tui.dialogs.conflict import Answer, Clash, ConflictScreen
from briefing.tui.forms.form import FormScreen
from briefing.tui.forms.spec import FormSpec, Raw
from briefing.tui.input.safe_text import clipped, content, one_line

_TRIES = 5
"""How often a record is put together with what others make of it before the reader is asked."""

_WIDEST = 60
"""Characters of a value shown beside a field."""


class Saving:
    """Saves what a form gives, on top of what the record was when the edit began.

    Args:
        store: Where to.
        ref: The record; `kind:` for a new one.
        base: What it was; None when it did not exist.
        merges: Whether what others changed in other fields is taken in unasked.

    Attributes:
        ref: The record; a new one gets its slug when it is first saved.
        base: What it was.
    """

    def __init__(
        self, store: Store, ref: str, base: Record | None, *, merges: bool = False
    ) -> None:
        self._store = store
        self._is_new = not slug_of(ref)
        self._merges = merges
        self.ref = ref
        self.base = base

    def save(self, raw: Raw) -> Sequence[Fault]:
        """Save the fields.

        Returns:
            What is wrong with them; nothing when they are saved.

        Raises:
            Conflict: Somebody else changed the record; nothing was saved.
        """
        try:
            self._put(build(kind_of(self.ref), raw))
        except InvalidRecord as error:
            return error.faults
        except Conflict:
            raise
        except StoreError as error:
            return [Fault("", str(error))]
        return []

    def _put(self, record: Record) -> None:
        for _ in range(_TRIES):
            try:
                self._put_once(record)
            except Conflict:
                merged = self._merged(record)
                if merged is None:
                    raise
                record = merged
            else:
                return
        self._put_once(record)

    def _put_once(self, record: Record) -> None:
        if self._is_new:
            ref = self._store.unused_ref(kind_of(self.ref), slug_for(record))
            self._store.put(ref, record)
            self.ref, self._is_new = ref, False
        elif self.base is None and self._store.get(self.ref) is not None:
            raise last_conflict(self._store, self.ref)
        else:
            self._store.put(self.ref, record, base=self.base)

    def _merged(self, record: Record) -> Record | None:
        """The record with what others changed, where that can be taken in; it is the base then."""
        theirs = self._store.get(self.ref)
        if self._is_new:
            return record
        if not self._merges or self.base is None or theirs is None:
            return None
        merged = merge(self.base, record, theirs)
        if merged.clashes:
            return None
        self.base = theirs
        return build(kind_of(self.ref), plain(merged.record))


class RowOf(NamedTuple):
    """A row that a form adds to a record.

    Attributes:
        record: The record, without it.
        name: The field that has such rows.
        cls: The class of the row.
    """

    record: Record
    name: str
    cls: type[msgspec.Struct]

    def whole(self, row: Raw) -> Raw:
        """The fields of the record with the row."""
        fields = plain(self.record)
        return {**fields, self.name: [*fields.get(self.name, []), row]}

    def in_row(self, fault: Fault) -> Fault:
        """A fault of the record as the form of the row has to show it."""
        place = len(plain(self.record).get(self.name, []))
        return fault._replace(path=fault.path.removeprefix(f"{self.name}[{place}]."))


class Revising:
    """One record in a form, until it is saved or given up.

    Args:
        stage: The screen it happens on.
        store: The briefing.
        saving: What saves it.
        spec: What the form is opened for; its `submit` is set here.
        done: Called with the fields of the form once they are saved.
        row: What the form adds to the record, where it does not show all of it.
        notes: What is to be said beside some fields from the beginning.
        dropped: Called when the reader goes on with what somebody else made of the record.
        left: Called when the form is closed and nothing was saved.
    """

    def __init__(
        self,
        stage: Stage,
        store: Store,
        saving: Saving,
        spec: FormSpec,
        done: Callable[[Raw], None],
        row: RowOf | None = None,
        notes: Sequence[Fault] = (),
        dropped: Callable[[], None] = lambda: None,
        left: Callable[[], None] = lambda: None,
    ) -> None:
        self._stage = stage
        self._store = store
        self._saving = saving
        self._spec = replace(spec, submit=self._submit)
        self._done = done
        self._row = row
        self._dropped = dropped
        self._left = left
        self._form = _NotedForm(self._spec, notes)

    def open(self) -> None:
        """Show the form."""

        def answered(saved: Raw | None) -> None:
            if saved is not None:
                self._done(saved)
            else:
                self._left()

        self._stage.app.push_screen(self._form, answered)

    def _submit(self, raw: Raw) -> Sequence[Fault]:
        self._form.notes = ()
        if self._row and (found := list(struct_faults(self._row.cls, raw))):
            return found
        whole = self._row.whole(raw) if self._row else raw
        try:
            found = list(self._saving.save(whole))
        except Conflict as conflict:
            return self._ask(conflict, raw, build(kind_of(self._saving.ref), whole))
        return [self._row.in_row(fault) for fault in found] if self._row else found

    def _ask(self, conflict: Conflict, raw: Raw, mine: Record) -> Sequence[Fault]:
        """Somebody else changed the record: which version is saved?

        Returns:
            What the form says meanwhile; nothing when there is nothing to ask.
        """
        base, theirs = self._saving.base, self._store.get(conflict.ref)
        clash = Clash(conflict, base, mine, theirs, can_merge=self._row is None)
        if theirs is not None and mine in (theirs, base):
            self._stage.tell(f"{clash.who} changed it meanwhile; nothing of yours is missing")
            return []

        def answered(answer: Answer | None) -> None:
            if answer == "mine":
                self._put_mine(raw, theirs)
            elif answer == "both" and theirs is not None:
                self._review(clash, raw, theirs)
            elif answer == "theirs":
                self._drop()
                if theirs is not None:
                    self._stage.visit(conflict.ref)

        self._stage.app.push_screen(ConflictScreen(clash, self._store.label), answered)
        self._form.notes = self._notes(clash)
        return self._form.notes

    def _notes(self, clash: Clash) -> Sequence[Fault]:
        """What the other side did, to stand beside the fields of the form."""
        first = fields_of(self._spec.cls)[0].name
        if clash.theirs is None:
            return [Fault(first, f"{clash.who} deleted the record")]
        if self._row:
            return [Fault(first, f"{clash.who} changed the record; save again")]
        names = [
            field.attribute
            for field in fields_of(self._spec.cls)
            if getattr(clash.base, field.attribute, None) != getattr(clash.theirs, field.attribute)
        ]
        return what_others_have(clash.who, clash.theirs, names, self._store.label)

    def _put_mine(self, raw: Raw, theirs: Record | None) -> None:
        """Save the form's version over theirs, unless they changed it again."""
        self._saving.base = theirs
        found = self._submit(raw)
        if not found:
            self._form.dismiss(raw)
        elif found is not self._form.notes:
            self._stage.tell("; ".join(map(str, found)), severity="error")

    def _drop(self) -> None:
        self._form.dismiss(None)
        self._dropped()

    def _review(self, clash: Clash, raw: Raw, theirs: Record) -> None:
        """Show both put together in a form on top: who leaves that is back in his own."""
        merged = merge(clash.base, clash.mine, theirs)
        notes = what_others_have(clash.who, theirs, merged.clashes, self._store.label)
        swaps = "ctrl+t takes theirs in a field · " if notes else ""
        spec = replace(
            self._spec,
            others=values_of(theirs, merged.clashes),
            title=f"{self._spec.title}   both put together",
            raw=plain(merged.record),
            begin_at=notes[0].path if notes else "",
            words=f"ctrl+s saves · {swaps}esc goes back to yours",
        )
        saving = Saving(self._store, clash.ref, theirs)

        def done(_merged: Raw) -> None:
            self._form.dismiss(raw)

        Revising(
            self._stage, self._store, saving, spec, done, notes=notes, dropped=self._drop
        ).open()


class _NotedForm(FormScreen):
    """A form that says beside some fields what somebody else made of them.

    Args:
        spec: What it is opened for.
        notes: What it says from the beginning.
    """

    # What is said of a `FormScreen` is meant for this one too.
    SCOPED_CSS = False

    def __init__(self, spec: FormSpec, notes: Sequence[Fault]) -> None:
        super().__init__(spec)
        self.notes = notes

    def on_mount(self) -> None:
        """Say it once the form is there."""
        if self.notes:
            self.call_after_refresh(self._place, self.notes)

    def _tell(self) -> None:
        super()._tell()
        said = [fault for row in self._all_rows() for fault in row.faults]
        count = sum(fault in self.notes for fault in said)
        if count and count == len(said):
            fields = "a field" if count == 1 else f"{count} fields"
            words = f"somebody else changed {fields} · {self._spec.words}"
            if self._spec.others:
                words = self._spec.words
            self.query_one("#form").border_subtitle = content(words)


def last_conflict(store: Store, ref: str) -> Conflict:
    """Says who changed a record last."""
    last = next(store.newest_first(ref), None)
    return Conflict(ref, last.by, last.at) if last else Conflict(ref)


def values_of(theirs: Record, attributes: Sequence[str]) -> Raw:
    """What another version or record has in some fields, as plain values to be taken from there."""
    given = plain(theirs)
    return {
        field.name: given.get(field.name, field.default)
        for field in fields_of(type(theirs))
        if field.attribute in attributes
    }


def what_others_have(
    who: str, theirs: Record, attributes: Sequence[str], label_of: LabelOf
) -> list[Fault]:
    """Say what another version or record has in some fields, to stand beside them.

    Args:
        who: Whose it is, as it is said: "a.analyst", "the other".
        theirs: What it is.
        attributes: The fields.
        label_of: Gives the name of a record.
    """
    notes = []
    for field in fields_of(type(theirs)):
        if field.attribute in attributes:
            value = value_line(field, getattr(theirs, field.attribute), label_of)
            shown = clipped(one_line(value), _WIDEST)
            # Prose may be somebody's words, or not quite: our marks would say which.
            words = shown if field.shape is Shape.PROSE else f"“{shown}”"
            notes.append(Fault(field.name, f"{who} has {words if value else 'nothing'}"))
    return notes
