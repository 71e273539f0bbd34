"""Give a record another id, and update all references to it."""

from briefing.model.plurals import plural
from briefing.model.refs import is_slug, kind_of, slug_of
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.prompt import PromptScreen


async def rename(work: Workspace, chosen: Selection) -> None:
    """Ask for the new id, then rename."""
    ref, store = chosen.ref, work.store
    if work.need(ref, "rename") is None:
        return
    kind, slug = kind_of(ref), slug_of(ref)

    def judge(wanted: str) -> str:
        if not is_slug(wanted):
            return "letters, digits, - and _, such as ansar-dine"
        if wanted != slug and store.get(f"{kind}:{wanted}") is not None:
            return f"{kind}:{wanted} already exists"
        return ""

    count = len(store.referrers(ref))
    records = f"{count} {plural(count, 'record')}"
    hint = f"updates every reference to it, in {records}" if count else ""
    prompt = PromptScreen(f"New id for {ref}", slug, judge, lambda _line: hint)
    wanted = await work.host.ask(prompt)
    if not wanted or wanted == slug:
        return
    new = f"{kind}:{wanted}"
    is_active = work.source == ref
    with store.transaction() as draft:
        draft.rename(ref, new)
    if is_active:
        work.use_source(new)
    work.host.visit(new)
    others = len(draft.done.changes) - 2
    referrers = f"{others} {plural(others, 'record that refers', 'records that refer')} to it"
    more = f" and updated {referrers}" if others > 0 else ""
    work.host.tell(f"renamed {ref} to {new}{more}; u undoes it")
