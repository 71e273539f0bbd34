"""Add a record: of the kind in use, of any kind, or like another one."""

from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of
from briefing.model.validation import plain
from briefing.tui.actions.save import save_form
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.forms.spec import Raw

_OF_ONE = ("cites", "reviewed")
"""Fields that are true of one record only, and are not copied to another."""


async def add(work: Workspace, chosen: Selection) -> None:
    """Add a record of the kind in use; a quote is begun from what was copied elsewhere."""
    if KINDS[chosen.kind].reads_passages:
        from briefing.tui.actions.quote import quote_copied

        await quote_copied(work)
    else:
        await fill_in(work, chosen.kind)


async def add_any(work: Workspace, _chosen: Selection) -> None:
    """Choose a kind, then add a record of it."""
    from briefing.tui.dialogs.menu import MenuScreen

    kinds = {name: (kind.cls.__doc__ or "").rstrip(".") for name, kind in KINDS.items()}
    if kind := await work.host.ask(MenuScreen("A new …", kinds)):
        await fill_in(work, kind)


async def duplicate(work: Workspace, chosen: Selection) -> None:
    """Begin a new record from the fields of another."""
    if record := work.need(chosen.ref, "begin from"):
        raw = {name: value for name, value in plain(record).items() if name not in _OF_ONE}
        await fill_in(work, kind_of(chosen.ref), raw)


async def fill_in(work: Workspace, kind: str, raw: Raw | None = None) -> None:
    """Fill in a new record.

    Args:
        work: The workspace.
        kind: Its kind.
        raw: Its fields to begin with.
    """
    declared = KINDS[kind]
    if declared.reads_passages:
        from briefing.tui.actions.quote import Turn, quote_in_turn

        await quote_in_turn(work, [Turn(raw or {})])
        return
    raw = dict(raw or {})
    if not declared.is_source and (source := work.source):
        # What is added while a report is read is known from that report.
        raw.setdefault("cites", [{"source": source}])
    spec = work.spec(f"New {kind}", declared.cls, raw)
    saved = await save_form(work, f"{kind}:", None, spec)
    if saved is None:
        return
    if declared.is_source:
        work.last_source = saved.ref
        work.host.tell("source in use: what you add from now on is known from it")
    if not declared.is_tie:
        work.host.visit(saved.ref)
