"""Delete records, after showing what else that changes."""

from collections.abc import Sequence

from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.store.store import Store
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.confirm import ConfirmScreen, counted, listed

_SHOWN = 12
"""Records listed under each heading of the question."""


async def delete(work: Workspace, chosen: Selection) -> None:
    """Delete the selected records in one change."""
    store, host = work.store, work.host
    while True:
        refs = [ref for ref in chosen.refs if store.get(ref) is not None]
        if not refs:
            host.tell("there is no record here to delete")
            return
        is_one = len(refs) == 1
        # No quotation marks: a paraphrase must never seem to be a quotation.
        one = f"this {kind_of(refs[0])}: {store.label(refs[0])}"
        named = one if is_one else counted(refs)
        asked_about = _affected(store, refs)
        question = ConfirmScreen(f"Delete {named}?", _details(store, refs), yes="yes, delete")
        if not await host.ask(question):
            return
        now = _affected(store, refs)
        if now == asked_about:
            break
        changed = next(ref for ref in asked_about | now if now.get(ref) != asked_about.get(ref))
        host.tell(str(store.conflict(changed)), severity="warning")
    name = store.label(refs[0]) if is_one else named
    with store.transaction("" if is_one else f"deleted {named}") as draft:
        draft.delete_all(refs)
    host.tell(f"deleted {name}; u undoes it")


def _affected(store: Store, refs: Sequence[str]) -> dict[str, Record | None]:
    """The records that deleting some changes, as they are now."""
    edited, dropped = store.removal(*(ref for ref in refs if store.get(ref) is not None))
    return {ref: store.get(ref) for ref in (*refs, *edited, *dropped)}


def _details(store: Store, refs: Sequence[str]) -> tuple[str, ...]:
    """What is deleted and what else changes; the way back comes first, where it is always seen."""
    them = "it" if len(refs) == 1 else "them"
    edited, dropped = store.removal(*refs)
    return (
        "u undoes it." if edited or dropped else "Nothing else changes. u undoes it.",
        *(() if len(refs) == 1 else listed("", refs, store.label, _SHOWN)),
        *listed(f"Deleted too, as they say nothing without {them}:", dropped, store.label, _SHOWN),
        *listed(f"Kept, but without mentioning {them}:", edited, store.label, _SHOWN),
    )
