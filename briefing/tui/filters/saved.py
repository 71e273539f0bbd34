"""Saved views: filters kept in the briefing under a name."""

from collections.abc import Sequence

from msgspec.structs import replace

from briefing.model.kinds.view import View
from briefing.model.labels import slug_for
from briefing.model.refs import make_ref
from briefing.tui.actions.workspace import Selection, Workspace
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.prompt import PromptScreen

_SAVE, _CLEAR = "save this filter …", "no filter"


async def choose_view(work: Workspace, _selection: Selection) -> None:
    """Apply a saved view, or save the filter that is set as one."""
    host = work.host
    views = {view.name: ref for ref, view in _views(work)}
    terms = {view.name: view.query for _, view in _views(work)}
    if host.filtered_by:
        own = {_SAVE: host.filtered_by, _CLEAR: "show everything"}
        terms = own | terms if not work.host.refusal else {_CLEAR: own[_CLEAR]} | terms
    if not terms:
        host.tell("no view is saved yet: \\ filters the lists, and V then saves the filter")
        return
    chosen = await host.ask(MenuScreen("Views", terms, is_typed=True))
    if chosen == _SAVE:
        await _save(work, views)
    elif chosen == _CLEAR:
        host.filter_by("")
    elif chosen is not None:
        host.filter_by(terms[chosen])


def _views(work: Workspace) -> Sequence[tuple[str, View]]:
    """The saved views by name."""
    found = (
        (make_ref("view", slug), view)
        for slug, view in work.store.all("view").items()
        if isinstance(view, View)
    )
    return sorted(found, key=lambda each: each[1].name.casefold())


async def _save(work: Workspace, views: dict[str, str]) -> None:
    host, query = work.host, work.host.filtered_by
    asked = PromptScreen(
        "Save this filter as",
        "",
        lambda line: "" if line else "a view needs a name",
        lambda line: f"replaces the view of that name · {query}" if line in views else query,
        "Name of the view",
    )
    name = await host.ask(asked)
    if not name:
        return
    ref = views.get(name)
    if ref and not await host.ask(
        ConfirmScreen(f"Replace the view “{name}”?", (query,), "yes, replace")
    ):
        return
    old = work.store.get(ref) if ref else None
    view = replace(old, query=query) if isinstance(old, View) else View(name=name, query=query)
    work.store.put(ref or work.store.unused_ref("view", slug_for(view)), view, base=old)
    host.tell(f"saved as “{name}”; V applies it, for everybody who opens this briefing")
