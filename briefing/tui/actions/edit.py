"""Edit a record in a form: all of it, one field, or a draft left unsaved."""

from contextlib import suppress
from dataclasses import replace

from briefing.model.faults import InvalidRecord
from briefing.model.fields import Shape, field_of, fields_of
from briefing.model.formatting import value_line
from briefing.model.kinds import KINDS
from briefing.model.labels import short_label
from briefing.model.refs import kind_of, slug_of
from briefing.model.validation import build, plain
from briefing.tui.actions.save import save_form
from briefing.tui.actions.workspace import Selection, Workspace

_ONE_LINE = (Shape.TEXT, Shape.DATE, Shape.CHOICE, Shape.INTEGER, Shape.DECIMAL)


async def edit(work: Workspace, chosen: Selection) -> None:
    """Edit the record in a form, or one field of all marked records."""
    if chosen.marked:
        from briefing.tui.actions.bulk_edit import bulk_edit

        await bulk_edit(work, chosen)
    elif record := work.need(chosen.ref, "edit"):
        title = f"{chosen.ref}   {short_label(record)}"
        spec = work.spec(title, type(record), plain(record), begin_at=chosen.field)
        await save_form(work, chosen.ref, record, spec)


async def edit_field(work: Workspace, chosen: Selection) -> None:
    """Edit one field of the record; in a one-line field, enter saves."""
    record = work.store.get(chosen.ref)
    field = field_of(type(record), chosen.field) if record else None
    if record is None or field is None:
        await edit(work, chosen)
        return
    title = f"{field.label} of {short_label(record)}"
    spec = work.spec(title, type(record), plain(record), begin_at=field.name)
    words = "enter save · esc leave" if field.shape in _ONE_LINE else spec.words
    await save_form(work, chosen.ref, record, replace(spec, only=field.name, words=words))


async def choose_field(work: Workspace, chosen: Selection) -> None:
    """Choose a field of the record by name and edit only that."""
    from briefing.tui.dialogs.menu import MenuScreen

    record = work.store.get(chosen.ref)
    if chosen.marked or record is None:
        await edit(work, chosen)
        return
    fields = {field.label: field for field in fields_of(type(record)) if not field.is_aside}
    held = {
        label: value_line(field, getattr(record, field.attribute), work.store.label)
        for label, field in fields.items()
    }
    title = f"Edit which field of {short_label(record)}?"
    if label := await work.host.ask(MenuScreen(title, held)):
        await edit_field(work, chosen._replace(field=fields[label].name))


async def offer_drafts(work: Workspace) -> None:
    """Offer the drafts that ended programs left; reopen the first one accepted."""
    if work.drafts is None or work.store.read_only:
        return
    for left in work.drafts.left_over():
        draft = left.draft
        kind = kind_of(draft.ref)
        if kind not in KINDS:
            continue
        from briefing.tui.dialogs.confirm import ConfirmScreen

        what = work.store.label(draft.ref) if slug_of(draft.ref) else f"a new {kind}"
        when = f"{draft.at.astimezone():%Y-%m-%d %H:%M}"
        details = (
            f"The program ended on {when} before this form was saved.",
            "To discard it, open the form and leave.",
        )
        question = f"Continue editing {what}?"
        if not await work.host.ask(ConfirmScreen(question, details, "yes, open the form", "later")):
            continue
        try:
            work.drafts.adopt(left)
        except OSError:
            work.host.tell("another program has already taken it over", severity="warning")
            return
        base = None
        # Without a valid base the form opens too, and asks before it overwrites the record.
        with suppress(InvalidRecord):
            base = build(kind, draft.base) if draft.base is not None else None
        spec = work.spec(f"{draft.ref}   not saved yet", KINDS[kind].cls, draft.raw)
        spec = replace(spec, saved=draft.base or {})
        if saved := await save_form(work, draft.ref, base, spec):
            work.host.visit(saved.ref)
        return
