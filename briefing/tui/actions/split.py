"""Split off a record that was merged into another, after showing what that does."""

from collections.abc import Iterator

from briefing.model.faults import InvalidRecord
from briefing.model.fields import fields_of
from briefing.model.labels import label
from briefing.store.draft import Draft
from briefing.store.merge_split import Merger, Split, mergers
from briefing.store.merge_split import split as split_in
from briefing.store.store import Store
from briefing.tui.actions.host import looked_up
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.confirm import ConfirmScreen, listed
from briefing.tui.dialogs.menu import MenuScreen


async def split(work: Workspace, chosen: Selection) -> None:
    """Choose a record that was merged into this one, and split it off."""
    store, host = work.store, work.host
    merger = await _choose(work, chosen.ref)
    if merger is None:
        return
    draft = store.draft()
    try:
        done = split_in(draft, merger)
    except InvalidRecord as error:
        host.tell(f"cannot be split: {error}", severity="error")
        return
    record = draft.get(done.back)
    name = label(record) if record else done.back
    question = f"Split {name} from {store.label(merger.stays)}?"
    details = (*_details(store, merger, done, draft), "u merges them again.")
    if not await host.ask(ConfirmScreen(question, details, "yes, split them")):
        return
    with store.transaction() as change:
        back = split_in(change, merger).back
    host.visit(back)
    host.tell(f"split off {back}; u undoes it")


async def _choose(work: Workspace, ref: str) -> Merger | None:
    """The merge to reverse: the only one, else the one chosen."""
    if work.need(ref, "split") is None:
        return None
    # The merge may be long ago, so the whole history is read.
    found = await looked_up(
        work.host, lambda: list(mergers(work.store.newest_first(), ref)), "split"
    )
    if found is None:
        return None
    name = work.store.label(ref)
    if not found:
        work.host.tell(f"nothing was merged into {name}; M merges another record into it")
        return None
    if len(found) == 1:
        return found[0]
    by_ref: dict[str, Merger] = {}
    for merger in found:
        by_ref.setdefault(merger.gone, merger)
    terms = {gone: _when(merger) for gone, merger in by_ref.items()}
    gone = await work.host.ask(MenuScreen(f"Split which record from {name}?", terms))
    return by_ref[gone] if gone else None


def _details(store: Store, merger: Merger, done: Split, draft: Draft) -> Iterator[str]:
    yield f"They were merged on {_when(merger)}. {done.back} comes back."

    def name_of(ref: str) -> str:
        record = None if store.get(ref) else draft.get(ref)
        return label(record) if record else store.label(ref)

    yield from listed("These will refer to it again:", done.moved, name_of)
    yield from listed("Added since, and staying where they are:", done.newcomers, name_of)
    for ref, attributes in done.kept.items():
        record = draft.get(ref)
        fields = fields_of(type(record)) if record else ()
        names = ", ".join(each.label for each in fields if each.attribute in attributes)
        yield f"Changed since, and kept as is: {names} of {store.label(ref)}"


def _when(merger: Merger) -> str:
    return f"{merger.transaction.at.astimezone():%Y-%m-%d %H:%M}"
