"""Two records are merged, and split again; what was changed in between stays as it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import msgspec

from briefing.model import merging
from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import fields_of
from briefing.model.labels import label
from briefing.model.records import Link, Record
from briefing.model.references import mentioned, with_references, without_references
from briefing.model.refs import kind_of, slug_of
from briefing.store.changes import Change, Operation, Transaction
from briefing.store.draft import Draft
from briefing.store.errors import UnknownRecord
from briefing.store.undo import in_effect


@dataclass(frozen=True, slots=True)
class Merger:
    """A merge that can be taken apart.

    Attributes:
        transaction: What made the two one.
        gone: The record that went, as it was called.
        stays: The one that stayed, as it is called now.
        called: What records that were renamed since are called now.
        since: Records changed since, by their refs now, as the merge left them; None for those
            that did not exist then.
    """

    transaction: Transaction
    gone: str
    stays: str
    called: Mapping[str, str]
    since: Mapping[str, Record | None]

    @property
    def record(self) -> Record | None:
        """The record that went, as it was."""
        return next(each.before for each in self.transaction.changes if each.ref == self.gone)


@dataclass(frozen=True, slots=True)
class Split:
    """What taking a merge apart does.

    Attributes:
        back: The record that comes back.
        moved: The records that refer to it again.
        kept: Fields that were changed since, and stay as they are now, by record.
        newcomers: Records that came to refer to the one that stayed; they stay with it.
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
    """Find the records that became part of one and were not parted from it since, the last first.

    Args:
        newest_first: The log from its end.
        ref: The one that stayed.
    """
    name = ref
    called: dict[str, str] = {}
    since: dict[str, Record | None] = {}
    parted: set[int] = set()
    for transaction in in_effect(newest_first):
        operation = transaction.operation
        if operation.name == "split":
            parted.add(operation.of)
        gone, other = transaction.leads() or ("", "")
        is_rename = operation.name == "rename"
        if gone and other == name and not is_rename and transaction.rev not in parted:
            yield Merger(transaction, gone, ref, dict(called), dict(since))
        if gone and is_rename:
            called[gone] = called.pop(other, other)
            name = gone if other == name else name
        for change in transaction.changes:
            if not (is_rename and change.ref == other):
                since[called.get(change.ref, change.ref)] = change.before


def split(draft: Draft, merger: Merger) -> Split:
    """Take a merge apart.

    What the merge did to a record is taken back where nobody changed it since. The record that
    went has its ref again, or one like it when that was taken meanwhile.

    Args:
        draft: Where the changes are put together.
        merger: The merge.

    Raises:
        InvalidRecord: A record would break a rule because of what was changed since.
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
    """A ref nobody has: the one wanted, or one like it."""
    wanted, number = ref, 2
    while draft.get(wanted) is not None:
        wanted, number = f"{ref}-{number}", number + 1
    return wanted


def _taken_back(
    change: Change, now: Record, called: Mapping[str, str], back: str, stays: str
) -> tuple[Record, Sequence[str]]:
    """A record as it is without what a merge made of it, and the fields that were changed since.

    Args:
        change: What the merge made of it.
        now: What it is.
        called: What records are called now.
        back: The record that comes back.
        stays: The one whose part it was.
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
    """An item of a list with one ref led to another."""
    if isinstance(item, msgspec.Struct):
        return with_references(item, {ref: other})
    return other if item == ref else item


def _items_back(
    came_of: Mapping[Any, Sequence[Any]], made: Sequence[Any], now: Sequence[Any]
) -> tuple[tuple[Any, ...], bool]:
    """A list as it is without what a merge made of it, and whether nothing of that was changed.

    Args:
        came_of: The items from which each came that the merge did not add.
        made: The list it made.
        now: The list as it is.
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
    """Take out of a record what was deleted since; one that cannot stand without it goes."""
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
