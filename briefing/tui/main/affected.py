"""Which changes show in the dossier of a record."""

from collections.abc import Sequence

from briefing.model.references import mentioned
from briefing.store.changes import Change
from briefing.store.store import Store

MANY = 100
"""Changes beyond which finding out costs more than showing a dossier anew."""


def affects(store: Store, changes: Sequence[Change], ref: str) -> bool:
    """Whether the dossier of a record may read differently after some changes.

    A dossier tells of the record, of what it mentions, of those that mention it, and of what
    these mention: the other end of a link, the speaker of a quote.

    Args:
        store: The briefing, changed already.
        changes: What changed.
        ref: The record.
    """
    if len(changes) > MANY:
        return True
    nearby = {ref, *store.referrers(ref)}
    return any(_is_near(store, change, ref, nearby) for change in changes)


def _is_near(store: Store, change: Change, ref: str, nearby: set[str]) -> bool:
    versions = (version for version in (change.before, change.after) if version)
    if change.ref == ref or any(ref in mentioned(version) for version in versions):
        return True
    return not nearby.isdisjoint(store.referrers(change.ref))
