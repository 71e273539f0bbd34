"""No change may break a reference that was whole before."""

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
        records: The records as they are.
        changes: What is to be made of them.

    Raises:
        BrokenReference: A record would refer to one that does not exist.
        StillReferenced: A record to be deleted is still referred to.
    """
    for broken in broken_references(records, changes):
        raise broken


def broken_references(
    records: Records, changes: Sequence[Change]
) -> Iterator[BrokenReference | StillReferenced]:
    """What each of some changes would break, the first for each record; arguments as above."""
    after = {change.ref: change.after for change in changes}
    for ref, before, record in changes:
        known = mentioned(before) if before else ()
        for found in references(record) if record else ():
            there = after[found.ref] if found.ref in after else records.get(found.ref)
            if there is None and (found.ref not in known or found.ref in after):
                yield BrokenReference(ref, found.path, found.ref)
                break
    for ref, before, record in changes:
        if record is None and before is not None:
            left = [other for other in records.referrers(ref) if other not in after]
            if left:
                yield StillReferenced(ref, left, ())


def mended(
    records: Records, changes: Sequence[Change], recall: Callable[[str], Record | None]
) -> tuple[Change, ...]:
    """Changes that break no reference, although others changed something meanwhile.

    A mention of a record that is gone is removed, as when a record is deleted with its mentions; if
    the mentioning record needs it, the one that is gone is brought back. A record that others came
    to mention meanwhile is not deleted.

    Args:
        records: The records as they are.
        changes: What was to be made of them.
        recall: Gives the last state of a record that is gone.
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
