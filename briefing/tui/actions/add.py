"""Add a record: of the current kind, of any kind, or as a copy."""

from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of
from briefing.model.validation import plain
from briefing.tui.actions.save import save_form
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.forms.spec import Raw

_OF_ONE = ("cites", "reviewed", "dismissed")
"""Fields that are not copied to another record."""


async def add(work: Workspace, chosen: Selection) -> None:
    """Add a record of the current kind; a quote starts from the clipboard."""
    if KINDS[chosen.kind].reads_passages:
        from briefing.tui.actions.quote import quote_copied

        await quote_copied(work)
    else:
        await fill_in(work, chosen.kind)


async def add_any(work: Workspace, _chosen: Selection) -> None:
    """Choose a kind, then add a record of it."""
    from briefing.tui.dialogs.menu import MenuScreen

    kinds = {name: (kind.cls.__doc__ or "").rstrip(".") for name, kind in KINDS.items()}
    if kind := await work.host.ask(MenuScreen("A new …", kinds, at_once=True)):
        await fill_in(work, kind)


async def duplicate(work: Workspace, chosen: Selection) -> None:
    """Start a new record from a copy of another."""
    if record := work.need(chosen.ref, "duplicate"):
        raw = {name: value for name, value in plain(record).items() if name not in _OF_ONE}
        await fill_in(work, kind_of(chosen.ref), raw)


async def fill_in(work: Workspace, kind: str, raw: Raw | None = None, begin_at: str = "") -> None:
    """Fill in a new record of a kind, starting from some fields."""
    declared = KINDS[kind]
    if declared.reads_passages:
        from briefing.tui.actions.quote import Turn, quote_in_turn

        await quote_in_turn(work, [Turn(raw or {})])
        return
    raw = dict(raw or {})
    if not (declared.is_source or declared.is_own) and (source := work.source):
        # Whoever adds records while reading a report takes them from that report.
        raw.setdefault("cites", [{"source": source}])
    spec = work.spec(f"New {kind}", declared.cls, raw, begin_at)
    saved = await save_form(work, f"{kind}:", None, spec)
    if saved is None:
        return
    if declared.is_source:
        work.use_source(saved.ref)
        work.host.tell("active source: new records will cite it")
    if not declared.is_tie:
        work.host.visit(saved.ref)
