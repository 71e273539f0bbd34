"""What does not fit a dialog is scrolled with the same keys in all of them."""

from typing import Any

import pytest
from textual.containers import ScrollableContainer
from textual.screen import Screen

from briefing.dossier import Dossier, Item, Section
from briefing.model.validation import build
from briefing.store.errors import Conflict, TwoVersions
from briefing.store.store import Store
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.conflict import Clash, ConflictScreen
from briefing.tui.dialogs.resolve import ResolveScreen
from briefing.tui.dialogs.versions import VersionsScreen
from invented import ARMY
from onscreen import NARROW, opened

MANY = tuple(f"group:number-{number}" for number in range(60))


def dialogs(book: Store) -> list[Screen[Any]]:
    """Each dialog with more to read than fits."""
    mine = build("group", {"name": "Mine", "aliases": list(MANY)})
    evidence = Dossier("", "group", "Many", "", "", (Section("mine", tuple(map(Item, MANY))),))
    return [
        ConfirmScreen("Sure?", MANY),
        ConflictScreen(Clash(Conflict(ARMY), book.need(ARMY), mine, None), book.label),
        ResolveScreen(evidence, {"m": "keep mine"}),
        VersionsScreen(TwoVersions("db.json", MANY, MANY, MANY)),
    ]


@pytest.mark.parametrize("place", range(4))
async def test_j_and_k_scroll(book: Store, place: int) -> None:
    async with opened(book, NARROW) as reader:
        screen = dialogs(book)[place]
        await reader.app.push_screen(screen)
        await reader.rest()
        page = screen.query_one(ScrollableContainer)
        assert page.scroll_offset.y == 0
        await reader.press("j")
        assert page.scroll_offset.y > 0
        await reader.press("k")
        assert page.scroll_offset.y == 0
