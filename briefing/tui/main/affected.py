"""Which changes affect the dossier of a record."""

from collections.abc import Sequence

from briefing.model.references import mentioned
from briefing.store.changes import Change
from briefing.store.store import Store

MANY = 100
"""Changes beyond which checking costs more than rebuilding the dossier."""


def affects(store: Store, changes: Sequence[Change], ref: str) -> bool:
    """Whether some changes may alter the dossier of a record.

    A dossier shows the record, what it mentions, what mentions it, and what those mention: the
    other end of a link, the speaker of a quote.

    Args:
        store: The briefing, already changed.
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
