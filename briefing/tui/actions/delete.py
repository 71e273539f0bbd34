"""Delete records, after showing what else that changes."""

from briefing.model.labels import short_label
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.confirm import ConfirmScreen, counted, listed

_SHOWN = 12
"""Records listed under each heading of the question."""


async def delete(work: Workspace, chosen: Selection) -> None:
    """Delete the selected records in one change."""
    store, name_of = work.store, work.store.label
    refs = [ref for ref in chosen.refs if store.get(ref) is not None]
    if not refs:
        work.host.tell("there is no record here to delete")
        return
    is_one = len(refs) == 1
    them = "it" if is_one else "them"
    named = short_label(store.need(refs[0])) if is_one else counted(refs)
    edited, dropped = store.removal(*refs)
    details = (
        *(() if is_one else listed("", refs, name_of, _SHOWN)),
        *listed(f"These will no longer mention {them}:", edited, name_of, _SHOWN),
        *listed(f"These depend on {them} and will be deleted too:", dropped, name_of, _SHOWN),
        "u undoes it.",
    )
    if not await work.host.ask(ConfirmScreen(f"Delete {named}?", details, yes="yes, delete")):
        return
    name = name_of(refs[0]) if is_one else named
    with store.transaction("" if is_one else f"deleted {named}") as draft:
        draft.delete_all(refs)
    work.host.tell(f"deleted {name}; u undoes it")
