"""Merging two records, and splitting them again without losing what was changed in between."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import msgspec

from briefing.model import merging
from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import fields_of
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Record
from briefing.model.labels import label
from briefing.model.references import mentioned, with_references, without_references
from briefing.model.refs import kind_of, slug_of
from briefing.store.changes import Change, Operation, Transaction
from briefing.store.draft import Draft
from briefing.store.errors import UnknownRecord
from briefing.store.undo import in_effect


@dataclass(frozen=True, slots=True)
class Merger:
    """A merge that can be split again.

    Attributes:
        transaction: The merge.
        gone: The ref that the merged record had.
        stays: The present ref of the record it was merged into.
        called: The present refs of records renamed since, by the refs they had.
        since: Records changed since, by their present refs, as the merge left them; None for those
            that did not exist then.
    """

    transaction: Transaction
    gone: str
    stays: str
    called: Mapping[str, str]
    since: Mapping[str, Record | None]

    @property
    def record(self) -> Record | None:
        """The merged record as it was before."""
        return next(each.before for each in self.transaction.changes if each.ref == self.gone)


@dataclass(frozen=True, slots=True)
class Split:
    """What splitting does.

    Attributes:
        back: The record that comes back.
        moved: The records that refer to it again.
        kept: Fields changed since the merge, which keep their present value, by record.
        newcomers: Records that refer to the other one only since the merge, and still do.
    """

    back: str
    moved: Sequence[str]
    kept: Mapping[str, Sequence[str]]
    newcomers: Sequence[str]


def merge(draft: Draft, ref: str, gone: str, record: Record) -> None:
    """Merge one record into another; what referred to either refers to the one that stays.

    A link between the two, or from the one that stays to itself, is deleted; so is one of two links
    that come to say the same.

    Args:
        draft: Where the changes are put together.
        ref: The record that stays.
        gone: The one that goes; of the same kind.
        record: What the one that stays will be.

    Raises:
        UnknownRecord: One of them is not there.
        InvalidRecord: The record has faults, the two are of different kinds, or the one would be
            part of itself through a third.
    """
    for each in (ref, gone):
        if draft.get(each) is None:
            raise UnknownRecord(each)
    if ref == gone or kind_of(ref) != kind_of(gone):
        problem = f"cannot be made one with {gone}: they are not two of a kind"
        raise InvalidRecord([Fault("", problem)], ref)
    draft.does(Operation("merge", (gone, ref)))
    merged = with_references(record, {gone: ref})
    kept = without_references(merged, {ref: label(record)})
    draft.put(ref, merged if kept is None else kept)
    draft.lead(gone, ref)
    _drop_spare_links(draft, ref)
    draft.refuse_cycles(ref)


def _drop_spare_links(draft: Draft, ref: str) -> None:
    seen: list[Record] = []
    for referrer in draft.referrers(ref):
        link = draft.get(referrer)
        if not isinstance(link, Link):
            continue
        if link.from_ == link.to or link in seen:
            draft.delete(referrer)
        seen.append(link)


def mergers(newest_first: Iterable[Transaction], ref: str) -> Iterator[Merger]:
    """Find the merges into a record that were not split since, the last first.

    Args:
        newest_first: The log from its end.
        ref: The record.
    """
    name = ref
    called: dict[str, str] = {}
    since: dict[str, Record | None] = {}
    apart: set[int] = set()
    for transaction in in_effect(newest_first):
        operation = transaction.operation
        if operation.name == "split":
            apart.add(operation.of)
        gone, other = transaction.leads() or ("", "")
        is_rename = operation.name == "rename"
        if gone and other == name and not is_rename and transaction.rev not in apart:
            yield Merger(transaction, gone, ref, dict(called), dict(since))
        if gone and is_rename:
            called[gone] = called.pop(other, other)
            name = gone if other == name else name
        for change in transaction.changes:
            if not (is_rename and change.ref == other):
                since[called.get(change.ref, change.ref)] = change.before


def split(draft: Draft, merger: Merger) -> Split:
    """Split a record off again.

    What the merge did to a record is taken back where nobody changed it since. The merged record
    gets its ref back, or a similar one if that was taken meanwhile.

    Args:
        draft: Where the changes are put together.
        merger: The merge.

    Raises:
        InvalidRecord: What was changed since would make a record break a rule.
    """
    back = _free(draft, merger.gone)
    called = {**merger.called, merger.gone: back}
    draft.does(Operation("split", (back, merger.stays), merger.transaction.rev))
    kept: dict[str, Sequence[str]] = {}
    clashes: Sequence[str]
    put: list[str] = []
    for change in merger.transaction.changes:
        ref = called.get(change.ref, change.ref)
        now = draft.get(ref)
        if change.before is None or (now is None) != (change.after is None):
            continue
        if now is None:
            record, clashes = with_references(change.before, called), ()
        else:
            record, clashes = _taken_back(change, now, called, back, merger.stays)
        draft.put(ref, record)
        put.append(ref)
        if clashes:
            kept[ref] = clashes
    gone_since = {each: then for each, then in merger.since.items() if draft.get(each) is None}
    for ref in put:
        _drop_missing(draft, ref, gone_since, back)
    for ref in put:
        draft.refuse_cycles(ref)
    moved = [ref for ref in put if ref not in (back, merger.stays) and draft.get(ref) is not None]
    return Split(back, moved, kept, list(_newcomers(draft, merger)))


def _free(draft: Draft, ref: str) -> str:
    """An unused ref: the one wanted, or a similar one."""
    wanted, number = ref, 2
    while draft.get(wanted) is not None:
        wanted, number = f"{ref}-{number}", number + 1
    return wanted


def _taken_back(
    change: Change, now: Record, called: Mapping[str, str], back: str, stays: str
) -> tuple[Record, Sequence[str]]:
    """A record without what a merge did to it, and the fields that were changed since.

    Args:
        change: What the merge did to it.
        now: What it is.
        called: The present refs of records renamed since.
        back: The record that comes back.
        stays: The one it was merged into.
    """
    was, made = (with_references(each, called) for each in change if isinstance(each, Record))
    record: Record
    record, clashes = merging.merge(made, now, was)
    changed = list(clashes)
    for field in fields_of(type(now)):
        of = attrgetter(field.attribute)
        if field.is_list and of(made) not in (of(was), of(now)):
            came_of: dict[Any, list[Any]] = {}
            for item in of(was):
                came_of.setdefault(_led(item, back, stays), []).append(item)
            items, is_whole = _items_back(came_of, of(made), of(now))
            record = msgspec.structs.replace(record, **{field.attribute: items})
            changed += [] if is_whole else [field.attribute]
    return record, changed


def _led(item: Any, ref: str, other: str) -> Any:
    """An item of a list with one ref replaced by another."""
    if isinstance(item, msgspec.Struct):
        return with_references(item, {ref: other})
    return other if item == ref else item


def _items_back(
    came_of: Mapping[Any, Sequence[Any]], made: Sequence[Any], now: Sequence[Any]
) -> tuple[tuple[Any, ...], bool]:
    """A list without what a merge did to it, and whether nobody changed that since.

    Args:
        came_of: For each item the merge did not add, the items it came from.
        made: The list the merge made.
        now: The list now.
    """
    items: list[Any] = []
    for item in now:
        if item in came_of:
            items += came_of[item]
        elif item not in made:
            items.append(item)
    changed = [item for item in made if item not in now and came_of.get(item) != [item]]
    return tuple(items), not changed


def _drop_missing(draft: Draft, ref: str, gone: Mapping[str, Record | None], back: str) -> None:
    """Remove mentions of what was deleted since; a record that needs one of those is deleted."""
    record = draft.get(ref)
    for other in mentioned(record) if record is not None else ():
        if record is not None and draft.get(other) is None:
            was = gone.get(other)
            name = label(was) if was else slug_of(other)
            record = without_references(record, {other: name})
            if record is None and ref == back:
                problem = f"cannot come back without {other}, which was deleted since"
                raise InvalidRecord([Fault("", problem)], ref)
    if record is not None:
        draft.put(ref, record)
    elif draft.get(ref) is not None:
        draft.delete(ref, unlink=True)


def _newcomers(draft: Draft, merger: Merger) -> Iterator[str]:
    for ref in draft.referrers(merger.stays):
        if ref in merger.since:
            then = merger.since[ref]
            known = mentioned(with_references(then, merger.called)) if then else ()
            if merger.stays not in known:
                yield ref
