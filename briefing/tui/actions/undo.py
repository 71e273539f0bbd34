"""Take the last change back, or make it again."""

import re

from briefing.model.differences import differences
from briefing.model.labels import label
from briefing.model.refs import kind_of
from briefing.store.changes import Change, Transaction
from briefing.tui.actions.workspace import Selection, Workspace

_UNDOING = re.compile(r"^(?:(?:undo|redo)\b ?)+")
"""What precedes the reason of a change that was taken back, or made again."""


async def undo(work: Workspace, _chosen: Selection) -> None:
    """Take the last change back."""
    # What takes a change back goes through it from behind.
    _show(work, "took back", work.store.undo(), main=-1)


async def redo(work: Workspace, _chosen: Selection) -> None:
    """Make the change taken back again."""
    _show(work, "made again", work.store.redo(), main=0)


def _show(work: Workspace, what: str, done: Transaction, main: int) -> None:
    """Say what was done to the record the change is named after, and show that record."""
    change = done.changes[main]
    record = change.after or change.before
    name = label(record) if record else change.ref
    more = f" and {len(done.changes) - 1} more" if len(done.changes) > 1 else ""
    work.host.tell(f"{what}: {name}{more}{_in_short(change, done.why)}")
    if change.after is not None and kind_of(change.ref) != "link":
        work.host.reveal(change.ref)


def _in_short(change: Change, why: str) -> str:
    """The reason of a change, else the fields it changed; nothing where that is all of them."""
    reason = _UNDOING.sub("", why)
    if not reason and change.before is not None and change.after is not None:
        found = differences(change.before, change.after)
        reason = ", ".join(dict.fromkeys(each.label for each in found))
    return f" ({reason})" if reason else ""
