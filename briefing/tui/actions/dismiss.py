"""Settle findings of checks: dismiss them, let them wait again, tell two records apart."""

from briefing.checks import Check, Finding, dismissed, restored
from briefing.model.kinds.link import Link
from briefing.tui.actions.save import put_new
from briefing.tui.actions.workspace import Workspace
from briefing.tui.commands.command import keys_shown
from briefing.tui.commands.main import COMMANDS
from briefing.tui.dialogs.prompt import PromptScreen


async def settle(work: Workspace, check: Check, finding: Finding) -> None:
    """Dismiss a finding with a reason; of two look-alikes, say that they are different."""
    if check.mend == "merge":
        await tell_apart(work, finding.ref, finding.other)
    elif check.instead:
        keys = [f" ({keys_shown(each)})" for each in COMMANDS if each.id == check.mend]
        work.host.tell(f"this cannot be dismissed: {check.instead}{''.join(keys)}")
    elif reason := await _ask(work, "Dismiss – why does this need no more work?"):
        record = work.store.need(finding.ref)
        settled = dismissed(record, [finding], reason)
        work.store.put(finding.ref, settled, f"dismissed {check.id}: {reason}", record)
        work.host.tell("dismissed; tab shows it with the weighed ones, u undoes it")


async def tell_apart(work: Workspace, ref: str, other: str) -> None:
    """Link two records as not the same, with the reason."""
    names = f"{work.store.label(ref)} and {work.store.label(other)}"
    reason = await _ask(work, f"{names} are different – how do you know?")
    if reason:
        put_new(work.store, "link", Link(type="not-same-as", from_=ref, to=other, summary=reason))
        work.host.tell(f"marked as different: {names}; u undoes it")


async def restore(work: Workspace, finding: Finding) -> None:
    """Let a dismissed finding wait again."""
    if not finding.dismissed:
        work.host.tell("this was not dismissed; w weighs a contradiction again")
        return
    record = work.store.need(finding.ref)
    why = f"no longer dismissed: {finding.check}"
    work.store.put(finding.ref, restored(record, finding), why, record)
    work.host.tell("it waits again; u undoes it")


async def _ask(work: Workspace, title: str) -> str | None:
    def judge(line: str) -> str:
        return "" if line else "a few words, so that others can follow it"

    return await work.host.ask(PromptScreen(title, "", judge))
