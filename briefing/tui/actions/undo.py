"""Undo the last change, or redo it."""

import re

from briefing.model.differences import differences
from briefing.model.labels import label
from briefing.model.refs import kind_of
from briefing.store.changes import Change, Transaction
from briefing.tui.actions.workspace import Selection, Workspace

_UNDOING = re.compile(r"^(?:(?:undo|redo)\b ?)+")
"""Prefixes of the reasons of undone and redone changes."""


async def undo(work: Workspace, _chosen: Selection) -> None:
    """Undo the last change."""
    # Undo reverses the order of changes: the main one comes last.
    _show(work, "undid", work.store.undo(), main=-1)


async def redo(work: Workspace, _chosen: Selection) -> None:
    """Redo the change last undone."""
    _show(work, "redid", work.store.redo(), main=0)


def _show(work: Workspace, what: str, done: Transaction, main: int) -> None:
    """Tell what was undone or redone, and show its main record."""
    change = done.changes[main]
    record = change.after or change.before
    name = label(record) if record else change.ref
    more = f" and {len(done.changes) - 1} more" if len(done.changes) > 1 else ""
    work.host.tell(f"{what}: {name}{more}{_in_short(change, done.why)}")
    if change.after is not None and kind_of(change.ref) != "link":
        work.host.reveal(change.ref)


def _in_short(change: Change, why: str) -> str:
    """The reason of a change, else the fields it changed; empty for whole records."""
    reason = _UNDOING.sub("", why)
    if not reason and change.before is not None and change.after is not None:
        found = differences(change.before, change.after)
        reason = ", ".join(dict.fromkeys(each.label for each in found))
    return f" ({reason})" if reason else ""
