"""Cite a source for a record, for one field of it, or for several records."""

from briefing.model.kinds.record import Cite
from briefing.model.labels import short_label
from briefing.tui.actions.save import add_row
from briefing.tui.actions.workspace import Selection, Workspace


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

    work.last_source = row.get("source", work.last_source)
    for ref in refs:
        tell_if_against(work, ref)
