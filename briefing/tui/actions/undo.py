"""Undo the last change, or redo it."""

from briefing.model.refs import kind_of
from briefing.store.changes import Transaction
from briefing.store.wording import described
from briefing.tui.actions.workspace import Selection, Workspace


async def undo(work: Workspace, _chosen: Selection) -> None:
    """Undo the last change; ask first if it was not made in this session."""
    store = work.store
    last = store.to_undo()
    if not store.is_own(last) and not await _is_sure(work, last):
        return
    # Undo reverses the order of changes: the main one comes last.
    _show(work, "undid", store.undo(last.rev), main=-1)


async def redo(work: Workspace, _chosen: Selection) -> None:
    """Redo the change last undone; ask first if it was not undone in this session."""
    last = work.store.to_redo()
    if not work.store.is_own(last) and not await _is_sure(work, last, "Redo", "yes, redo it"):
        return
    _show(work, "redid", work.store.redo(), main=0)


async def _is_sure(
    work: Workspace, last: Transaction, what: str = "Undo", yes: str = "yes, undo it"
) -> bool:
    """Ask whether to undo or redo a change made by somebody else, or in another session."""
    from briefing.tui.actions.restore import made_on, undoing_lines
    from briefing.tui.dialogs.confirm import ConfirmScreen

    store = work.store
    by = f" by {last.by}" if last.by else ""
    details = (
        described(store.original(last), store.label),
        f"made{by} on {made_on(last)}",
        "",
        *undoing_lines(last, store.label),
    )
    question = ConfirmScreen(f"{what} a change of another session?", details, yes)
    return await work.host.ask(question) or False


def _show(work: Workspace, what: str, done: Transaction, main: int) -> None:
    """Tell what was undone or redone, and show its main record."""
    store, change = work.store, done.changes[main]
    work.host.tell(f"{what}: {described(store.original(done), store.label)}")
    if change.after is not None and kind_of(change.ref) != "link":
        work.host.reveal(change.ref)
