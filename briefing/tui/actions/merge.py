"""Two records made one, after their fields were looked through side by side in a form."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec

from briefing.model.faults import Fault
from briefing.model.kinds import kind_for
from briefing.model.kinds.record import Record
from briefing.model.labels import label, names
from briefing.model.merging import merge
from briefing.model.refs import LabelOf
from briefing.model.validation import plain
from briefing.store import merge_split
from briefing.store.errors import Conflict
from briefing.store.store import Store
from briefing.tui.actions.save import Saving, values_of, what_others_have
from briefing.tui.forms.spec import FormSpec, Raw


class Uniting(Saving):
    """Saves a record that takes another one in.

    Args:
        store: Where to.
        ref: The record that stays.
        gone: The record that goes.
    """

    def __init__(self, store: Store, ref: str, gone: str) -> None:
        super().__init__(store, ref, store.need(ref))
        self._gone = gone
        self._gone_base = store.need(gone)

    def save(self, raw: Raw) -> Sequence[Fault]:
        """Make them one; when either was changed meanwhile, nothing is."""
        try:
            return super().save(raw)
        except Conflict as conflict:
            return [Fault("", f"{conflict}; leave the form and begin the merge again")]

    def _put_once(self, record: Record) -> None:
        for ref, base in ((self.ref, self.base), (self._gone, self._gone_base)):
            if self._store.get(ref) != base:
                raise Conflict(ref)
        if self.base is not None:
            record = with_old_name(record, self.base)
        with self._store.transaction() as draft:
            merge_split.merge(draft, self.ref, self._gone, record)


def with_old_name(record: Record, before: Record) -> Record:
    """The record, with the name it had before among its aliases where it has another one now."""
    name, old = label(record), label(before)
    if old in names(record) or not kind_for(record).is_named:
        return record
    aliases = dict.fromkeys((*record.aliases, old))
    changed: Record = msgspec.structs.replace(
        record, aliases=tuple(alias for alias in aliases if alias != name)
    )
    return changed


def united(stays: Record, goes: Record) -> tuple[Record, tuple[str, ...]]:
    """Put two records of a kind together: lists united, other names kept as aliases.

    Args:
        stays: What it says stands where both say something.
        goes: The other one.

    Returns:
        The record, and the fields in which the two say different things.
    """
    merged = merge(None, stays, goes)
    known = names(merged.record)
    aliases = (*merged.record.aliases, *(name for name in names(goes) if name not in known))
    record: Record = msgspec.structs.replace(merged.record, aliases=tuple(dict.fromkeys(aliases)))
    clashes = tuple(name for name in merged.clashes if name != "aliases")
    return record, clashes


def spec_of(
    ref: str, stays: Record, goes: Record, spec: Callable[..., FormSpec], label_of: LabelOf
) -> tuple[FormSpec, Sequence[Fault]]:
    """Make the form in which two records are put together, and what stands beside its fields.

    Args:
        ref: The record that stays.
        stays: What it is.
        goes: The record that goes.
        spec: Makes a spec from a title, a class and fields.
        label_of: Gives the name of a record.
    """
    record, clashes = united(stays, goes)
    notes = [
        fault._replace(problem=f"{fault.problem}; ctrl+t takes it")
        for fault in what_others_have("the other", goes, clashes, label_of)
    ]
    title = f"{label(goes)} becomes part of {ref}"
    words = "ctrl+s makes them one · ctrl+t takes the other's · esc leaves both"
    begin_at = notes[0].path if notes else ""
    made = spec(title, type(record), plain(record), begin_at=begin_at)
    return replace(made, others=values_of(goes, clashes), words=words), notes
