"""Give a record another id, and all that refers to it."""

from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.prompt import PromptScreen


async def rename(work: Workspace, chosen: Selection) -> None:
    """Ask for the new id, and move all references."""
    ref, store = chosen.ref, work.store
    if work.need(ref, "rename") is None:
        return
    kind, slug = kind_of(ref), slug_of(ref)

    def judge(wanted: str) -> str:
        if not is_slug(wanted):
            return "letters, digits, - and _, such as ansar-dine"
        if wanted != slug and store.get(f"{kind}:{wanted}") is not None:
            return f"there is a {kind}:{wanted} already"
        return ""

    count = len(store.referrers(ref))
    hint = f"{count} records that refer to it go along" if count else ""
    prompt = PromptScreen(f"Another id for {ref}", slug, judge, lambda _line: hint)
    wanted = await work.host.ask(prompt)
    if not wanted or wanted == slug:
        return
    new = f"{kind}:{wanted}"
    with store.transaction() as draft:
        draft.rename(ref, new)
    work.host.visit(new)
    others = len(draft.done.changes) - 2
    more = f", and in {others} records that refer to it" if others > 0 else ""
    work.host.tell(f"{ref} is {new} now{more}; u takes it back")
