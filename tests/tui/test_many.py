"""Lists, dossiers, menus, hints and questions bear any number of entries."""

import pytest

from briefing.store.store import Store
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.history.screen import HistoryScreen
from invented import group, record
from onscreen import NARROW, opened

COUNTS = (0, 1, 700, 20_000)
HUB = "group:hub"


def with_links(count: int) -> Store:
    """A group linked to many others, all added in one change."""
    store = Store.in_memory("Many")
    with store.transaction("imported") as draft:
        draft.put(HUB, group("Hub"))
        for number in range(count):
            other = f"group:g{number}"
            draft.put(other, group(f"Front {number}"))
            link = {"type": "allied", "from": HUB, "to": other}
            draft.put(f"link:l{number}", record("link", **link))
    return store


@pytest.mark.parametrize("count", COUNTS)
async def test_a_record_with_so_many_links(count: int) -> None:
    async with opened(with_links(count)) as reader:
        reader.main.visit(HUB)
        await reader.rest()
        for keys in ("f", "escape", "G", "f", "escape", "space", "escape", "6", "G", "g", "1", "/"):
            await reader.press(keys)
        assert len(reader.hits()) >= min(count, 1)
        await reader.press("escape", "d")
        assert "Delete" in reader.shown()
        await reader.press(
            "n", "x", "ctrl+a", "e", "escape", "X", "h", "escape", "H", "G", "escape"
        )
        await reader.press("ctrl+g", "G", "escape", "e", "escape", "?", "escape", "o", "o")
        assert reader.app.screen is reader.main


@pytest.mark.parametrize("count", COUNTS)
async def test_a_menu_and_a_question_of_so_many(count: int) -> None:
    terms = {f"term {number}": "its meaning" for number in range(count)}
    async with opened(Store.in_memory(), NARROW) as reader:
        await reader.app.push_screen(MenuScreen("Choose", terms))
        await reader.press("G", "g", "t", "down", "up", "pagedown", "escape")
        # A question lists a few of many; even one that lists more scrolls.
        await reader.app.push_screen(ConfirmScreen("Sure?", tuple(terms)[:2_000]))
        await reader.press("j", "k", "n")
        assert reader.app.screen is reader.main


@pytest.mark.parametrize("count", [0, 1, 700, 2_000])
async def test_a_history_of_so_many_changes(count: int) -> None:
    store = Store.in_memory()
    for number in range(count):
        store.put(HUB, group(f"Hub {number}"))
    async with opened(store) as reader:
        await reader.press("H")
        await reader.until(lambda: reader.on(HistoryScreen)._is_read)
        await reader.press("G", "g", "J", "K", "tab", "tab", "escape")
        assert reader.app.screen is reader.main
