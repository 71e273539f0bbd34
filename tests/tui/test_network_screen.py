"""The network on the screen: walking, another middle, paths, ranking, parts."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.dialogs.record import RecordScreen
from briefing.tui.network import screen as network
from briefing.tui.network.screen import NetworkScreen
from onscreen import MIDDLE, NARROW, WIDE, Reader, opened, sample_store

AQIM, BELMOKHTAR, ABOU_ZEID, SIGNATORIES = (
    "group:aqim",
    "leader:mokhtar-belmokhtar",
    "leader:abdelhamid-abou-zeid",
    "group:signatories-in-blood",
)


@asynccontextmanager
async def around(
    store: Store, ref: str = AQIM, size: tuple[int, int] = MIDDLE
) -> AsyncIterator[Reader]:
    async with opened(store, size) as reader:
        reader.main.visit(ref)
        await reader.rest()
        await reader.press("W")
        yield reader


def hand(reader: Reader) -> str:
    return reader.on(NetworkScreen).hand


def star(store: Store, count: int) -> list[str]:
    """Give the shipped briefing a group with many allies."""
    others = [f"group:ally-{number:02}" for number in range(count)]
    with store.transaction("a star") as draft:
        for ref in ("group:hub", *others):
            draft.put(ref, build("group", {"name": ref[6:].capitalize()}))
        for number, ref in enumerate(others):
            raw = {"type": "allied", "from": "group:hub", "to": ref}
            draft.put(f"link:hub-{number}", build("link", raw))
    return others


async def test_arrows_walk_enter_opens_and_escape_returns_to_the_same_spot(tmp_path: Path) -> None:
    async with around(sample_store(tmp_path)) as reader:
        assert "al-Qaeda in the Islamic Maghreb · 2 steps · links" in reader.shown()
        assert "6 ties, 6 records" in reader.shown()
        await reader.press("right", "down")
        assert hand(reader) == BELMOKHTAR
        await reader.press("enter")
        assert reader.on(RecordScreen).is_current
        await reader.press("escape")
        assert hand(reader) == BELMOKHTAR
        await reader.press("l", "h", "h")
        assert hand(reader) == AQIM
        await reader.press("tab", "j", "j")
        screen = reader.on(NetworkScreen)
        assert screen.list.has_focus
        assert hand(reader) == screen.list.ids[2] == "group:fighters-loyal-to-abou-zeid"
        await reader.press("escape")
        assert reader.here == AQIM


async def test_another_record_becomes_the_middle_and_back(tmp_path: Path) -> None:
    async with around(sample_store(tmp_path)) as reader:
        await reader.press("right", "down", "c", "1")
        assert "Mokhtar Belmokhtar · 1 step · links" in reader.shown()
        await reader.press("e")
        assert "Mokhtar Belmokhtar · 1 step · links and common events" in reader.shown()
        await reader.press("e", "3", "left_square_bracket")
        assert "al-Qaeda in the Islamic Maghreb · 3 steps · links" in reader.shown()
        assert hand(reader) == BELMOKHTAR
        await reader.press("left_square_bracket")
        assert "nothing was shown before this" in reader.messages()[-1]
        await reader.press("f", "o", "p", "p", "enter")
        assert "· opposes" in reader.shown()


async def test_paths_lead_to_another_record_or_between_two_marked(tmp_path: Path) -> None:
    async with around(sample_store(tmp_path)) as reader:
        await reader.press("x", "right", "right", "right", "c")
        await reader.press("o")
        await reader.write("african forces")
        await reader.press("enter")
        assert "to African forces" in reader.shown()
        assert "○ African forces" in reader.shown()
        await reader.press("left_square_bracket", "right", "x", "o")
        assert "Paths from al-Qaeda in the Islamic Maghreb to" in reader.shown()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_ranking_and_parts_say_what_they_are_worth(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with around(sample_store(tmp_path), size=size) as reader:
        await reader.press("r")
        assert "Central in what is recorded · by betweenness" in reader.shown()
        screen = reader.on(NetworkScreen)
        assert "note:0" in screen.list.ids
        assert "not in the world" in screen.row("note:0").main
        await reader.press("g")
        assert hand(reader) == "group:french-army"
        await reader.press("r")
        assert "by number of ties" in reader.shown()
        await reader.press("s")
        assert "2 separate parts" in reader.shown()
        assert screen.row("group:malian-army").lead == "alone"
        await reader.press("c")
        assert "French army · 2 steps" in reader.shown()


async def test_what_is_folded_unfolds_and_the_list_reaches_what_is_folded(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    others = star(store, 40)
    async with around(store, "group:hub", NARROW) as reader:
        assert "more ties" in reader.shown()
        screen = reader.on(NetworkScreen)
        folded = next(each for each in screen.picture.canvas.targets() if each.startswith("more:"))
        screen.take_hand(folded)
        await reader.rest()
        await reader.press("enter")
        assert hand(reader) in others
        assert "more ties" not in reader.shown()
        screen.take_hand(others[-1])
        await reader.rest()
        assert others[-1] in screen.picture.canvas.targets()


async def test_days_a_filter_and_changes_are_followed(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    async with around(store) as reader:
        await reader.press("p")
        await reader.write("2013")
        await reader.press("enter")
        assert "╌ formerly led by · ≈ ended by 2013" in reader.shown()
        assert "1 tie without a date, not drawn" in reader.shown()
        assert "undated" in reader.shown()
        store.delete("link:belmokhtar-split-from-aqim")
        await reader.rest()
        assert "split off" not in reader.shown()
        store.delete("link:abou-zeid-leads-aqim")
        await reader.rest()
        assert "Abdelhamid Abou Zeid" not in reader.shown()


async def test_much_is_worked_out_in_a_thread_that_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = sample_store(tmp_path)
    async with around(store) as reader:
        monkeypatch.setattr("briefing.tui.actions.workspace.LARGE", 1)
        await reader.press("r")
        await reader.until(lambda: "by betweenness" in reader.shown())
        await reader.press("left_square_bracket")
        assert "Maghreb · 2 steps" in reader.shown()

        def endless(_ties: object, _by: object, tick: Callable[[int, int], None]) -> None:
            while True:
                tick(1, 2)

        monkeypatch.setattr(network, "central", endless)
        await reader.press("r")
        await reader.until(lambda: "paths from 1 of 2 records" in reader.shown())
        await reader.press("escape")
        await reader.until(lambda: "Maghreb · 2 steps" in reader.shown())
        assert isinstance(reader.app.screen, NetworkScreen)


async def test_it_is_written_as_svg_and_copied_as_text(tmp_path: Path) -> None:
    async with around(sample_store(tmp_path)) as reader:
        screen = reader.on(NetworkScreen)
        assert screen.svg(screen.sight).startswith("<svg ")
        assert screen.answer().title.startswith("Network of al-Qaeda in the Islamic Maghreb")
        await reader.press("y")
        assert "split from AQIM (2013)" in reader.app.clipboard


async def test_the_list_of_central_records_never_cuts_what_they_are_ranked_by(
    tmp_path: Path,
) -> None:
    async with around(sample_store(tmp_path), size=WIDE) as reader:
        await reader.press("r")
        screen = reader.on(NetworkScreen)
        first = screen.list.ids[0]
        row = screen.row(first)
        assert (row.tail, row.behind) == ("49.5 pairs", "tied to 5")
        await reader.press("r")
        assert screen.row(first).tail.startswith("tied to ")
