"""Save a form, merging concurrent changes or asking which version to keep."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import msgspec

from briefing.model.differences import fields_changed, fields_named
from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import Shape, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds.record import Record
from briefing.model.labels import names, slug_for
from briefing.model.merging import merge
from briefing.model.plurals import plural
from briefing.model.refs import LabelOf, kind_of, slug_of
from briefing.model.validation import build, plain, struct_faults
from briefing.provenance import provenance_of
from briefing.store.errors import Conflict, StoreError
from briefing.store.store import Store
from briefing.tui.actions.workspace import Workspace
from briefing.tui.dialogs.conflict import Clash, ConflictScreen
from briefing.tui.forms.form import FormScreen
from briefing.tui.forms.spec import FormSpec, Raw
from briefing.tui.input.safe_text import clipped, one_line

_TRIES = 5
"""Merges tried with concurrent changes before the user is asked."""

_WIDEST = 60
"""Characters shown of a value beside a field."""


class Saved(NamedTuple):
    """The record that a form saved, and the fields of the form."""

    ref: str
    raw: Raw


class AddedRow(NamedTuple):
    """A row that a form adds to a list field of a record."""

    record: Record
    name: str
    cls: type[msgspec.Struct]

    def whole(self, row: Raw) -> Raw:
        """The fields of the record with the row."""
        fields = plain(self.record)
        return {**fields, self.name: [*fields.get(self.name, []), row]}

    def in_row(self, fault: Fault) -> Fault:
        """A fault of the record, with its path as in the form of the row."""
        place = len(plain(self.record).get(self.name, []))
        return fault._replace(path=fault.path.removeprefix(f"{self.name}[{place}]."))


async def save_form(work: Workspace, ref: str, base: Record | None, spec: FormSpec) -> Saved | None:
    """Open a form for a record and save it.

    Args:
        work: The workspace.
        ref: The record; `kind:` for a new one.
        base: Its current state; None for a new one.
        spec: What the form shows.

    Returns:
        What was saved; None when the form was cancelled.
    """
    if work.drafts is not None:
        was, keep = plain(base) if base else None, work.drafts.keep
        spec = replace(spec, kept=lambda raw: keep(ref, was, raw))
    form = _RecordForm(work, ref, base, spec)
    raw = await form.fill_in()
    if raw is None:
        return None
    _tell_lookalike(work, form.ref, base)
    _tell_old_evidence(work, form.ref, base)
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
    """Fill in a new row of a list field and save the record with it.

    Args:
        work: The workspace.
        ref: The record.
        record: Its current state.
        name: The list field.
        cls: The class of its rows.
        title: The title of the form.
        raw: The initial fields of the row.

    Returns:
        The row; None when the form was cancelled.
    """
    begin_at = next((field.name for field in fields_of(cls) if field.name not in raw), "")
    spec = work.spec(title, cls, raw, holder=type(record), begin_at=begin_at)
    return await _RecordForm(work, ref, record, spec, AddedRow(record, name, cls)).fill_in()


def _tell_lookalike(work: Workspace, ref: str, before: Record | None) -> None:
    """Warn when a record, by its new names, looks like another one."""
    after = work.store.get(ref)
    if after is None or (before is not None and names(before) == names(after)):
        return
    for pair in work.finder.lookalikes(ref)[:1]:
        work.host.tell(
            f"“{pair.name}” may be a duplicate of {work.store.label(pair.other)} ({pair.other}): "
            "M merges them, a marks them as different (not-same-as)",
            severity="warning",
        )


def _tell_old_evidence(work: Workspace, ref: str, before: Record | None) -> None:
    """Warn when fields were changed whose cites stayed: these were cited for the old values."""
    after = work.store.get(ref)
    if before is None or after is None or before.cites != after.cites:
        return
    was, now = (provenance_of(work.store, record) for record in (before, after))
    changed = [each for each in fields_changed(before, after) if getattr(after, each.attribute)]
    own = [each for each in changed if each.name in was and was[each.name].numbers]
    rest = [each for each in changed if each.name in now and now[each.name].whole]
    whole = [each for each in rest if each not in own]
    marks, count = _marks([was[each.name].numbers for each in own])
    whole_marks, whole_count = _marks([now[each.name].whole for each in whole])
    said = []
    if own:
        verb, olds = plural(count, "was", "were"), plural(len(own), "value")
        said.append(f"{fields_named(own)}: {marks} {verb} cited for the old {olds}")
    if whole:
        verb, cites = plural(len(whole), "rests", "rest"), plural(whole_count, "cite")
        said.append(f"{fields_named(whole)} now {verb} on the whole-record {cites} {whole_marks}")
        said.append(f"c cites {plural(len(own) + len(whole), 'it', 'them')}")
    elif own:
        said.append("check that it still holds, or cite another source (c)")
    if said:
        work.host.tell("; ".join(said), severity="warning")


def _marks(numbers: Iterable[Sequence[int]]) -> tuple[str, int]:
    """The numbers of some cites as shown, and how many there are."""
    found = sorted({number for each in numbers for number in each})
    return "".join(f"[{number}]" for number in found), len(found)


class _RecordForm:
    """One record in a form, until it is saved or the form cancelled.

    Attributes:
        ref: The record; a new one gets its slug when it is saved.
        is_dropped: Whether the user chose somebody else's version over this one.
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
        self.ref = ref
        self.is_dropped = False

    async def fill_in(self) -> Raw | None:
        """Show the form; returns its fields once saved, None when cancelled."""
        return await self._work.fill_in(self._form)

    def _submit(self, raw: Raw) -> Sequence[Fault]:
        """Save the fields; returns their faults."""
        row = self._row
        if row and (found := list(struct_faults(row.cls, raw))):
            return found
        whole = row.whole(raw) if row else raw
        try:
            self._save(build(kind_of(self.ref), whole))
        except InvalidRecord as error:
            return [row.in_row(fault) for fault in error.faults] if row else error.faults
        except Conflict as conflict:
            return self._on_conflict(conflict, raw, build(kind_of(self.ref), whole))
        except StoreError as error:
            return [Fault("", str(error))]
        return []

    def _save(self, record: Record) -> None:
        if not slug_of(self.ref):
            self.ref = put_new(self._store, kind_of(self.ref), record)
        elif self._row:
            put_merged(self._store, self.ref, record, self._base)
        elif self._base is None and self._store.get(self.ref) is not None:
            raise self._store.conflict(self.ref)
        else:
            self._store.put(self.ref, record, base=self._base)

    def _on_conflict(self, conflict: Conflict, raw: Raw, mine: Record) -> Sequence[Fault]:
        """Ask which version to keep; returns the notes shown in the form meanwhile."""
        base, theirs = self._base, self._store.get(conflict.ref)
        clash = Clash(conflict, base, mine, theirs, can_merge=self._row is None)
        if theirs is not None and mine in (theirs, base):
            self._work.host.tell(f"{clash.who} changed it too; your changes are kept")
            return []
        self._work.host.run(self._resolve(clash, raw))
        self._form.notes = self._notes(clash)
        return self._form.notes

    async def _resolve(self, clash: Clash, raw: Raw) -> None:
        """Ask which version to keep, and close the form once one is saved."""
        host, theirs = self._work.host, clash.theirs
        kept = await host.ask(ConflictScreen(clash, self._store.label))
        if kept == "mine":
            # If they changed it again meanwhile, the question is asked again.
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

    def _drop(self) -> None:
        self.is_dropped = True
        self._form.dismiss(None)

    def _review(self, clash: Clash, theirs: Record) -> "_RecordForm":
        """A form with both versions merged, above this one."""
        merged = merge(clash.base, clash.mine, theirs)
        notes = what_others_have(clash.who, theirs, merged.clashes, self._store.label)
        swaps = "ctrl+t take theirs in a field · " if notes else ""
        spec = replace(
            self._form.spec,
            others=values_of(theirs, merged.clashes),
            notes=notes,
            # The draft is that of the form below, to which escape goes back.
            kept=lambda _raw: None,
            title=f"{self._form.spec.title}   merged",
            raw=plain(merged.record),
            begin_at=notes[0].path if notes else "",
            words=f"ctrl+s save · {swaps}esc back to yours",
        )
        return _RecordForm(self._work, clash.ref, theirs, spec)

    def _notes(self, clash: Clash) -> Sequence[Fault]:
        """What the other side changed, shown beside the fields of the form."""
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
    """Save a new record under the first free slug; returns its ref."""
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
    """Save a record, merging what others changed in other fields.

    Args:
        store: The briefing.
        ref: The record.
        record: Its new state.
        base: Its state when the edit began.

    Raises:
        Conflict: Others changed the same fields or deleted the record.
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
    """Make a change for a form; returns the faults where it is refused.

    Args:
        change: Makes the change.
        on_conflict: Advice shown when somebody else changed the record.
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


def values_of(theirs: Record, attributes: Sequence[str]) -> Raw:
    """The plain values another version or record has in some fields."""
    given = plain(theirs)
    return {
        field.name: given.get(field.name, field.default)
        for field in fields_of(type(theirs))
        if field.attribute in attributes
    }


def what_others_have(
    who: str, theirs: Record, attributes: Sequence[str], label_of: LabelOf
) -> list[Fault]:
    """Notes on what another version or record has in some fields.

    Args:
        who: Whose it is, as shown: "a.analyst", "the other".
        theirs: The other version or record.
        attributes: The fields.
        label_of: Gives the label of a record.
    """
    notes = []
    for field in fields_of(type(theirs)):
        if field.attribute in attributes:
            value = value_line(field, getattr(theirs, field.attribute), label_of)
            shown = clipped(one_line(value), _WIDEST)
            # Quotation marks around prose would suggest a verbatim quotation.
            words = shown if field.shape is Shape.PROSE else f"“{shown}”"
            notes.append(Fault(field.name, f"{who} has {words if value else 'nothing'}"))
    return notes
