"""Cite a source for a record, for one field of it, or for several records."""

from briefing.model.kinds import KINDS
from briefing.model.kinds.record import Cite
from briefing.model.labels import short_label
from briefing.model.refs import kind_of
from briefing.tui.actions.save import add_row
from briefing.tui.actions.workspace import Selection, Workspace


async def choose_source(work: Workspace, chosen: Selection) -> None:
    """Make the source on screen the active one, or choose one; once there is one, clear it."""
    is_source = kind_of(chosen.ref) in KINDS and KINDS[kind_of(chosen.ref)].is_source
    wanted = chosen.ref if is_source and chosen.ref != work.source else ""
    if not wanted and not work.source:
        wanted = await work.host.pick(("source",), "Active source", may_make=not work.host.refusal)
        if not wanted:
            return
    work.use_source(wanted)
    name = work.store.label(wanted)
    said = f"active source: {name}; new records will cite it" if wanted else "no active source"
    work.host.tell(said)


async def cite(work: Workspace, chosen: Selection) -> None:
    """Cite a source for the selected records or their selected field."""
    refs = chosen.refs
    record = work.need(refs[0], "cite a source for")
    if record is None:
        return
    given = {"source": work.likely_source, "field": chosen.field}
    raw = {name: value for name, value in given.items() if value}
    if len(refs) > 1:
        from briefing.tui.actions.bulk_edit import set_field

        row = await set_field(work, refs, "cites", raw)
    else:
        title = f"{Cite.__name__} of {short_label(record)}"
        row = await add_row(work, refs[0], record, "cites", Cite, title, raw)
    if row is None:
        return
    from briefing.tui.actions.resolve import tell_if_against

    work.use_source(row.get("source", work.source))
    for ref in refs:
        tell_if_against(work, ref)
