"""Referential integrity: no change may break a valid reference."""

from collections.abc import Callable, Iterator, Sequence

from briefing.model.kinds.record import Record
from briefing.model.labels import label
from briefing.model.references import mentioned, references, without_references
from briefing.store.changes import Change
from briefing.store.errors import BrokenReference, StillReferenced
from briefing.store.records import Records


def check_references(records: Records, changes: Sequence[Change]) -> None:
    """Refuse changes that would break a reference.

    Args:
        records: The present records.
        changes: The changes to be made.

    Raises:
        BrokenReference: A record would refer to one that does not exist.
        StillReferenced: A record to be deleted is still referred to.
    """
    for broken in broken_references(records, changes):
        raise broken


def broken_references(
    records: Records, changes: Sequence[Change]
) -> Iterator[BrokenReference | StillReferenced]:
    """What changes would break, the first reference for each record; see `check_references`."""
    after = {change.ref: change.after for change in changes}
    for ref, before, record in changes:
        known = mentioned(before) if before else ()
        for found in references(record) if record else ():
            target = after[found.ref] if found.ref in after else records.get(found.ref)
            if target is None and (found.ref not in known or found.ref in after):
                yield BrokenReference(ref, found.path, found.ref)
                break
    for ref, before, record in changes:
        if record is None and before is not None:
            left = [other for other in records.referrers(ref) if other not in after]
            if left:
                yield StillReferenced(ref, left, ())


def mend_references(
    records: Records, changes: Sequence[Change], recall: Callable[[str], Record | None]
) -> tuple[Change, ...]:
    """Adapt changes so that they break no reference after others changed something.

    A mention of a deleted record is removed, unless the mentioning record needs it: then the
    deleted one is restored. A record that others have begun to mention is not deleted.

    Args:
        records: The present records.
        changes: The changes to be made.
        recall: Returns the last state of a deleted record.
    """
    by_ref = {change.ref: change for change in changes}
    while True:
        try:
            check_references(records, tuple(by_ref.values()))
        except BrokenReference as error:
            ref, before, after = by_ref[error.ref]
            known = records.get(error.missing)
            name = error.missing if known is None else label(known)
            kept = after and without_references(after, {error.missing: name})
            gone = recall(error.missing) if kept is None else None
            if gone is not None:
                by_ref[error.missing] = Change(error.missing, None, gone)
            elif kept is not None and kept != before:
                by_ref[ref] = Change(ref, before, kept)
            else:
                del by_ref[ref]
        except StillReferenced as error:
            del by_ref[error.ref]
        else:
            return tuple(by_ref.values())
