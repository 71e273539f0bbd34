"""Merging two records, and splitting them again without losing what was changed since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import msgspec

from briefing.model import merging
from briefing.model.faults import Fault, InvalidRecord
from briefing.model.fields import fields_of
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Cite, Record
from briefing.model.labels import label
from briefing.model.merged_cites import placed, with_own_cites
from briefing.model.references import mentioned, with_references, without_references
from briefing.model.refs import LabelOf, kind_of, slug_of
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
        since: Records changed since, by present ref, as the merge left them; None if they did not
            exist then.
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
    """The effect of a split.

    Attributes:
        back: The restored record.
        moved: The records that refer to it again.
        kept: Fields changed since the merge, which keep their present value, by record.
        newcomers: Records that refer to the other one, but did not before the merge.
    """

    back: str
    moved: Sequence[str]
    kept: Mapping[str, Sequence[str]]
    newcomers: Sequence[str]


def merge(draft: Draft, ref: str, gone: str, record: Record) -> None:
    """Merge one record into another and redirect all references to the one that stays.

    A link between the two, or from the one that stays to itself, is deleted. If two links become
    equal, one of them is deleted. A cite for a whole record is narrowed to what that record said.

    Args:
        draft: The draft to make the changes in.
        ref: The record that stays.
        gone: The record that goes, of the same kind.
        record: The contents of the one that stays.

    Raises:
        UnknownRecord: One of them does not exist.
        InvalidRecord: The record has faults, the two are of different kinds, or the record would
            be part of itself through a third.
    """
    sides = []
    for each in (ref, gone):
        side = draft.get(each)
        if side is None:
            raise UnknownRecord(each)
        sides.append(with_references(side, {gone: ref}))

    def label_of(named: str) -> str:
        found = draft.get(named)
        return label(found) if found else named

    if ref == gone or kind_of(ref) != kind_of(gone):
        problem = f"cannot be merged with {gone}: they are not two of a kind"
        raise InvalidRecord([Fault("", problem)], ref)
    draft.does(Operation("merge", (gone, ref)))
    merged = with_references(record, {gone: ref})
    kept = without_references(merged, {ref: label(record)})
    joined = _with_cites_placed(merged if kept is None else kept, sides, label_of)
    draft.put(ref, with_own_cites(joined, sides, label_of))
    draft.redirect(gone, ref)
    seen: list[Record] = []
    for referrer in draft.referrers(ref):
        link = draft.get(referrer)
        if isinstance(link, Link):
            if link.from_ == link.to or link in seen:
                draft.delete(referrer)
            seen.append(link)
    draft.refuse_cycles(ref)


def _with_cites_placed(merged: Record, sides: Sequence[Record], label_of: LabelOf) -> Record:
    """The merged record with each cite of a single item where that item now is."""
    cites: list[Cite] = []
    for cite in merged.cites:
        own = [side for side in sides if cite in side.cites]
        is_of_item = len(own) == 1 and "[" in cite.field
        now = placed(cite, own[0], merged, label_of) if is_of_item else cite
        cites += [] if now is None else [now]
    moved: Record = msgspec.structs.replace(merged, cites=tuple(cites))
    return moved


def mergers(newest_first: Iterable[Transaction], ref: str) -> Iterator[Merger]:
    """Find the merges into a record that have not been split, the last first.

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
        gone, other = transaction.redirected() or ("", "")
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
    """Split a merged record off again.

    The effect of the merge on a record is undone unless somebody changed it since. The merged
    record gets its ref back, or a similar one if another record has that.

    Args:
        draft: The draft to make the changes in.
        merger: The merge.

    Raises:
        InvalidRecord: What was changed since would make a record break a rule.
    """
    back, number = merger.gone, 2
    while draft.get(back) is not None:
        back, number = f"{merger.gone}-{number}", number + 1
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
            record, clashes = _without_merge(change, now, called, back, merger.stays)
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


def _without_merge(
    change: Change, now: Record, called: Mapping[str, str], back: str, stays: str
) -> tuple[Record, Sequence[str]]:
    """A record without the effect of a merge, and the fields that were changed since.

    Args:
        change: The effect of the merge.
        now: The present record.
        called: The present refs of records renamed since.
        back: The restored record.
        stays: The one it was merged into.
    """
    was, made = (with_references(each, called) for each in change if isinstance(each, Record))
    record: Record
    record, clashes = merging.merge(made, now, was)
    changed = list(clashes)
    for field in fields_of(type(now)):
        of = attrgetter(field.attribute)
        if field.is_list and of(made) not in (of(was), of(now)):
            # For each item the merge did not add, the items it came from.
            origins: dict[Any, list[Any]] = {}
            for item in of(was):
                redirected = stays if item == back else item
                if isinstance(item, msgspec.Struct):
                    redirected = with_references(item, {back: stays})
                origins.setdefault(redirected, []).append(item)
            items: list[Any] = []
            for item in of(now):
                if item in origins:
                    items += origins[item]
                elif item not in of(made):
                    items.append(item)
            for item, sources in origins.items():
                if item not in of(made):
                    # The merge removed it.
                    at = of(was).index(sources[0])
                    items[at:at] = sources
            record = msgspec.structs.replace(record, **{field.attribute: tuple(items)})
            removed = [item for item in of(made) if item not in of(now)]
            if any(origins.get(item) != [item] for item in removed):
                changed.append(field.attribute)
    return record, changed


def _drop_missing(draft: Draft, ref: str, gone: Mapping[str, Record | None], back: str) -> None:
    """Remove mentions of records deleted since; delete a record that needs one of them."""
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
