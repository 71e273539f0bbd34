"""Save what a form gives, merging concurrent changes or asking which version is kept."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import msgspec

from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import Shape, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds.record import Record
from briefing.model.labels import names, slug_for
from briefing.model.merging import merge
from briefing.model.refs import LabelOf, kind_of, slug_of
from briefing.model.validation import build, plain, struct_faults
from briefing.store.errors import Conflict, StoreError
from briefing.store.store import Store
from briefing.tui.actions.workspace import Workspace
from briefing.tui.dialogs.conflict import Clash, ConflictScreen
from briefing.tui.forms.form import FormScreen
from briefing.tui.forms.spec import FormSpec, Raw
from briefing.tui.input.safe_text import clipped, one_line

_TRIES = 5
"""How often a record is merged with what others make of it before the reader is asked."""

_WIDEST = 60
"""Characters of a value shown beside a field."""


class Saved(NamedTuple):
    """What a form saved: the record, and the fields of the form."""

    ref: str
    raw: Raw


class AddedRow(NamedTuple):
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


async def save_form(work: Workspace, ref: str, base: Record | None, spec: FormSpec) -> Saved | None:
    """Open a form for a record and save what it gives.

    Args:
        work: The workspace.
        ref: The record; `kind:` for a new one.
        base: What it is; None for a new one.
        spec: What the form is opened for.

    Returns:
        What was saved; None when the form was left.
    """
    if work.drafts is not None:
        was, keep = plain(base) if base else None, work.drafts.keep
        spec = replace(spec, kept=lambda raw: keep(ref, was, raw))
    form = _RecordForm(work, ref, base, spec)
    raw = await form.fill_in()
    if raw is None:
        return None
    _tell_lookalike(work, form.ref, base)
    return Saved(form.ref, raw)


async def add_row(
    work: Workspace,
    ref: str,
    record: Record,
    name: str,
    cls: type[msgspec.Struct],
    title: str,
    raw: Raw,
) -> Raw | None:
    """Fill in one more row of a record and save the record with it.

    Args:
        work: The workspace.
        ref: The record.
        record: What it is.
        name: The field that has such rows.
        cls: The class of the row.
        title: What is filled in.
        raw: The fields of the row to begin with.

    Returns:
        The row; None when the form was left.
    """
    begin_at = next((field.name for field in fields_of(cls) if field.name not in raw), "")
    spec = work.spec(title, cls, raw, holder=type(record), begin_at=begin_at)
    return await _RecordForm(work, ref, record, spec, AddedRow(record, name, cls)).fill_in()


def _tell_lookalike(work: Workspace, ref: str, before: Record | None) -> None:
    """Say that a record under its new names looks like another one."""
    after = work.store.get(ref)
    if after is None or (before is not None and names(before) == names(after)):
        return
    for pair in work.finder.lookalikes(ref)[:1]:
        work.host.tell(
            f"“{pair.name}” looks like {work.store.label(pair.other)} ({pair.other}); "
            "M makes them one, a links them as not-same-as",
            severity="warning",
        )


class _RecordForm:
    """One record in a form, until it is saved or given up.

    Args:
        work: The workspace.
        ref: The record; `kind:` for a new one.
        base: What it was when the edit began; None for a new one.
        spec: What the form is opened for; its `submit` is set here.
        row: What the form adds to the record, where it does not show all of it.

    Attributes:
        ref: The record; a new one gets its slug when it is saved.
    """

    def __init__(
        self,
        work: Workspace,
        ref: str,
        base: Record | None,
        spec: FormSpec,
        row: AddedRow | None = None,
    ) -> None:
        self._work = work
        self._store = work.store
        self._base = base
        self._row = row
        self._form = FormScreen(replace(spec, submit=self._submit))
        self._is_dropped = False
        self.ref = ref

    async def fill_in(self) -> Raw | None:
        """Show the form; gives its fields once they are saved, None when it is left."""
        return await self._work.host.ask(self._form)

    def _submit(self, raw: Raw) -> Sequence[Fault]:
        """Save the fields; returns what is wrong with them."""
        row = self._row
        if row and (found := list(struct_faults(row.cls, raw))):
            return found
        whole = row.whole(raw) if row else raw
        try:
            self._save(build(kind_of(self.ref), whole))
        except InvalidRecord as error:
            return [row.in_row(fault) for fault in error.faults] if row else error.faults
        except Conflict as conflict:
            return self._meet(conflict, raw, build(kind_of(self.ref), whole))
        except StoreError as error:
            return [Fault("", str(error))]
        return []

    def _save(self, record: Record) -> None:
        if not slug_of(self.ref):
            self.ref = put_new(self._store, kind_of(self.ref), record)
        elif self._row:
            put_merged(self._store, self.ref, record, self._base)
        elif self._base is None and self._store.get(self.ref) is not None:
            raise _last_conflict(self._store, self.ref)
        else:
            self._store.put(self.ref, record, base=self._base)

    def _meet(self, conflict: Conflict, raw: Raw, mine: Record) -> Sequence[Fault]:
        """Somebody else changed the record: ask which version is kept.

        Returns:
            What the form says meanwhile; nothing when there is nothing to ask.
        """
        base, theirs = self._base, self._store.get(conflict.ref)
        clash = Clash(conflict, base, mine, theirs, can_merge=self._row is None)
        if theirs is not None and mine in (theirs, base):
            self._work.host.tell(f"{clash.who} changed it meanwhile; nothing of yours is missing")
            return []
        self._work.host.run(self._resolve(clash, raw))
        self._form.notes = self._notes(clash)
        return self._form.notes

    async def _resolve(self, clash: Clash, raw: Raw) -> None:
        """Ask which version is kept, and close the form once one is."""
        host, theirs = self._work.host, clash.theirs
        kept = await host.ask(ConflictScreen(clash, self._store.label))
        if kept == "mine":
            # Unless they changed it again: then the question comes anew.
            self._base = theirs
            found = self._submit(raw)
            if not found:
                self._form.dismiss(raw)
            elif found is not self._form.notes:
                host.tell("; ".join(map(str, found)), severity="error")
        elif kept == "both" and theirs is not None:
            review = self._review(clash, theirs)
            if await review.fill_in() is not None:
                self._form.dismiss(raw)
            elif review.is_dropped:
                self._drop()
        elif kept == "theirs":
            self._drop()
            if theirs is not None:
                host.visit(clash.ref)

    @property
    def is_dropped(self) -> bool:
        """Whether the reader went on with what somebody else made of the record."""
        return self._is_dropped

    def _drop(self) -> None:
        self._is_dropped = True
        self._form.dismiss(None)

    def _review(self, clash: Clash, theirs: Record) -> "_RecordForm":
        """A form on top with both versions merged: leaving it goes back to this one."""
        merged = merge(clash.base, clash.mine, theirs)
        notes = what_others_have(clash.who, theirs, merged.clashes, self._store.label)
        swaps = "ctrl+t takes theirs in a field · " if notes else ""
        spec = replace(
            self._form.spec,
            others=values_of(theirs, merged.clashes),
            notes=notes,
            title=f"{self._form.spec.title}   both put together",
            raw=plain(merged.record),
            begin_at=notes[0].path if notes else "",
            words=f"ctrl+s saves · {swaps}esc goes back to yours",
        )
        return _RecordForm(self._work, clash.ref, theirs, spec)

    def _notes(self, clash: Clash) -> Sequence[Fault]:
        """What the other side did, to be shown beside the fields of the form."""
        fields = fields_of(self._form.spec.cls)
        if clash.theirs is None:
            return [Fault(fields[0].name, f"{clash.who} deleted the record")]
        if self._row:
            return [Fault(fields[0].name, f"{clash.who} changed the record; save again")]
        changed = [
            field.attribute
            for field in fields
            if getattr(clash.base, field.attribute, None) != getattr(clash.theirs, field.attribute)
        ]
        return what_others_have(clash.who, clash.theirs, changed, self._store.label)


def put_new(store: Store, kind: str, record: Record) -> str:
    """Save a new record under the first slug that is free; returns its ref."""
    for attempt in range(_TRIES + 1):
        ref = store.unused_ref(kind, slug_for(record))
        try:
            store.put(ref, record)
        except Conflict:
            # Somebody else has just taken that slug.
            if attempt == _TRIES:
                raise
        else:
            return ref
    raise AssertionError("the last attempt returns or raises")


def put_merged(store: Store, ref: str, record: Record, base: Record | None) -> None:
    """Save a record, taking in what others changed in other fields.

    Args:
        store: Where to.
        ref: The record.
        record: What it shall be.
        base: What it was when the edit began.

    Raises:
        Conflict: Others changed the same fields, or deleted it.
        StoreError: It cannot be saved.
    """
    for _ in range(_TRIES):
        try:
            store.put(ref, record, base=base)
        except Conflict:
            theirs = store.get(ref)
            if base is None or theirs is None:
                raise
            merged = merge(base, record, theirs)
            if merged.clashes:
                raise
            base, record = theirs, build(kind_of(ref), plain(merged.record))
        else:
            return
    store.put(ref, record, base=base)


def faults_of(change: Callable[[], None], on_conflict: str) -> Sequence[Fault]:
    """Make a change a form asks for; returns what is wrong where it is refused.

    Args:
        change: Makes it.
        on_conflict: What to do when somebody else changed the record.
    """
    try:
        change()
    except InvalidRecord as error:
        return error.faults
    except Conflict as conflict:
        return [Fault("", f"{conflict}; {on_conflict}")]
    except StoreError as error:
        return [Fault("", str(error))]
    return []


def _last_conflict(store: Store, ref: str) -> Conflict:
    """Names who changed a record last."""
    last = next(store.newest_first(ref), None)
    return Conflict(ref, last.by, last.at) if last else Conflict(ref)


def values_of(theirs: Record, attributes: Sequence[str]) -> Raw:
    """What another version or record has in some fields, as plain values to take over."""
    given = plain(theirs)
    return {
        field.name: given.get(field.name, field.default)
        for field in fields_of(type(theirs))
        if field.attribute in attributes
    }


def what_others_have(
    who: str, theirs: Record, attributes: Sequence[str], label_of: LabelOf
) -> list[Fault]:
    """Say what another version or record has in some fields, to be shown beside them.

    Args:
        who: Whose it is, as it is shown: "a.analyst", "the other".
        theirs: What it is.
        attributes: The fields.
        label_of: Gives the name of a record.
    """
    notes = []
    for field in fields_of(type(theirs)):
        if field.attribute in attributes:
            value = value_line(field, getattr(theirs, field.attribute), label_of)
            shown = clipped(one_line(value), _WIDEST)
            # Quotation marks around prose would claim that it is quoted word for word.
            words = shown if field.shape is Shape.PROSE else f"“{shown}”"
            notes.append(Fault(field.name, f"{who} has {words if value else 'nothing'}"))
    return notes
