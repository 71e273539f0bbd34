"""Merge two records, after a review of the merged fields in a form."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.links import known_distinct
from briefing.model.faults import Fault
from briefing.model.labels import label, short_label
from briefing.model.merging import merge_records, with_old_name
from briefing.model.refs import kind_of
from briefing.model.validation import build, plain
from briefing.store import merge_split
from briefing.store.errors import Conflict
from briefing.tui.actions.save import faults_of, values_of, what_others_have
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.forms.form import FormScreen
from briefing.tui.forms.spec import Raw


async def merge(work: Workspace, chosen: Selection) -> None:
    """Merge another record into the selected one, or two marked records."""
    stays, goes = await _choose(work, chosen)
    is_active = bool(goes) and work.source == goes
    if goes and await _is_sure(work, stays, goes) and await _review(work, stays, goes):
        if is_active:
            work.use_source(stays)
        work.host.visit(stays)
        work.host.tell(f"merged {goes} into {stays}; u undoes it, S splits them later")


async def _choose(work: Workspace, chosen: Selection) -> tuple[str, str]:
    """The record that stays and the one merged into it; the latter is empty for none."""
    ref, marked = chosen.ref, chosen.marked
    if len(marked) > 2:
        work.host.tell(f"merge two at a time; {len(marked):,} are marked")
        return ref, ""
    if len(marked) == 2:
        return (marked[0], marked[1]) if ref != marked[1] else (marked[1], marked[0])
    record = work.need(ref, "merge")
    if record is None:
        return ref, ""
    title = f"Merge which record into {short_label(record)}?"
    # A possible duplicate is found by the name it shares.
    typed = label(record) if work.finder.lookalikes(ref) else ""
    return ref, await work.host.pick((kind_of(ref),), title, typed=typed, besides=ref)


async def _is_sure(work: Workspace, ref: str, other: str) -> bool:
    """Ask first where a link says that the two are different."""
    from briefing.tui.dialogs.confirm import ConfirmScreen

    link = known_distinct(work.store, ref, other)
    if not link:
        return True
    said = work.store.need(link)
    reasons = filter(None, [said.summary, *(cite.passage for cite in said.cites)])
    details = (
        f"{link} says that they are not the same.",
        *reasons,
        "Merging deletes that link. u undoes it.",
    )
    both = " and ".join(work.store.label(each) for each in (ref, other))
    question = ConfirmScreen(
        f"{both} are known to be different. Merge them?", details, "yes, merge them"
    )
    return await work.host.ask(question) is True


async def _review(work: Workspace, ref: str, other: str) -> bool:
    """Show the merged record in a form; returns whether it was saved."""
    store = work.store
    stays, goes = store.need(ref), store.need(other)
    record, clashes = merge_records(stays, goes)
    notes = [
        fault._replace(problem=f"{fault.problem}; ctrl+t takes it")
        for fault in what_others_have("the other", goes, clashes, store.label)
    ]

    def save(raw: Raw) -> None:
        kept = with_old_name(build(kind_of(ref), raw), stays)
        for each, base in ((ref, stays), (other, goes)):
            if store.get(each) != base:
                raise Conflict(each)
        with store.transaction() as draft:
            merge_split.merge(draft, ref, other, kept)

    def submit(raw: Raw) -> Sequence[Fault]:
        return faults_of(lambda: save(raw), "leave the form and start the merge again")

    title = f"Merge {label(goes)} into {ref}"
    begin_at = notes[0].path if notes else ""
    spec = replace(
        work.spec(title, type(record), plain(record), begin_at=begin_at),
        submit=submit,
        others=values_of(goes, clashes),
        notes=notes,
        about="Its names, cites and links come here, then it is deleted; u undoes it.",
        words="ctrl+s merge · ctrl+t take the other's value · esc cancel",
    )
    return await work.fill_in(FormScreen(spec)) is not None
