"""No change may leave a reference that leads nowhere, where there was none before."""

from collections.abc import Sequence

from briefing.model.references import references
from briefing.store.changes import Change
from briefing.store.contents import Contents
from briefing.store.errors import BrokenReference, StillReferenced


def check_references(contents: Contents, changes: Sequence[Change]) -> None:
    """Refuse changes that would break a reference.

    Args:
        contents: The records as they are.
        changes: What is to be made of them.

    Raises:
        BrokenReference: A record would refer to one that does not exist.
        StillReferenced: A record to be deleted is still referred to.
    """
    after = {change.ref: change.after for change in changes}
    for ref, before, record in changes:
        known = {found.ref for found in references(before)} if before else set()
        for found in references(record) if record else ():
            there = after[found.ref] if found.ref in after else contents.get(found.ref)
            if there is None and (found.ref not in known or found.ref in after):
                raise BrokenReference(ref, found.path, found.ref)
    for ref, before, record in changes:
        if record is None and before is not None:
            left = [other for other in contents.referrers(ref) if other not in after]
            if left:
                raise StillReferenced(ref, left, ())
