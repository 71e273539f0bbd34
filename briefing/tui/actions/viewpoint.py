"""Choose from when the briefing is shown, and without which sources."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from briefing.model.kinds import KINDS
from briefing.model.refs import kind_of
from briefing.tui.actions.host import looked_up
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.prompt import PromptScreen, judged_by

if TYPE_CHECKING:
    from briefing.views.books.viewpoint import Viewpoint

_HINT = "a date: the world then · known and a date: what was known then · empty: the present"


async def choose_date(work: Workspace, _selection: Selection) -> None:
    """Show the briefing as it stood, or was known, on a date."""
    from briefing.views.books.known_at import check_moment
    from briefing.views.books.viewpoint import Viewpoint

    host, now = work.host, work.host.viewpoint or Viewpoint()

    def read(line: str) -> "Viewpoint":
        viewpoint = Viewpoint.read(line, work.today())
        if viewpoint.known is not None:
            check_moment(work.store, viewpoint.known)
        return viewpoint

    def meaning(line: str) -> str:
        return f"as of {read(line)}" if line else _HINT

    asked = PromptScreen("As of", str(now), judged_by(read), meaning, "1 January 2013")
    line = await host.ask(asked)
    if line is not None:
        await _show_from(work, replace(read(line), fallen=now.fallen))


async def let_fall(work: Workspace, chosen: Selection) -> None:
    """Show what would be left if some sources supported nothing, or all again."""
    from briefing.views.books.viewpoint import Viewpoint

    now = work.host.viewpoint or Viewpoint()
    refs = tuple(ref for ref in chosen.refs if ref and KINDS[kind_of(ref)].is_source)
    if now.fallen and refs in ((), now.fallen):
        await _show_from(work, replace(now, fallen=()))
    elif refs:
        await _show_from(work, replace(now, fallen=refs))
    else:
        work.host.tell("go to a source first (5): this shows what would be left without it")


async def _show_from(work: Workspace, viewpoint: "Viewpoint") -> None:
    if viewpoint.known is None or not work.is_large:
        # At once, so that the next key finds what it is about; only a long history takes a while.
        work.host.view_from(viewpoint, viewpoint.show(work.store))
        return
    while True:
        # A thread must not iterate over tables that keys can change.
        book = work.store.frozen()
        shown = await looked_up(work.host, partial(viewpoint.show, book), "as of")
        if shown is None:
            return
        if book.meta.revision == work.store.meta.revision:
            work.host.view_from(viewpoint, shown)
            return
