"""Patterns on the screen: a cursor on cells, and the events of each beside it."""

from pathlib import Path

import pytest

from briefing.store.store import Store
from briefing.tui.chronology.screen import ChronologyScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.record import RecordScreen
from briefing.tui.main.screen import MainScreen
from briefing.tui.patterns.screen import PatternsScreen
from briefing.views.patterns.strips import cell_at, target_of
from onscreen import MIDDLE, NARROW, WIDE, Reader, opened, sample_store, text_of, title_of

MASSACRE = "event:2012-aguelhoc-massacre"
CAPTURE = "event:2012-aguelhoc-capture"


@pytest.fixture
def book(tmp_path: Path) -> Store:
    return sample_store(tmp_path)


def patterns(reader: Reader) -> PatternsScreen:
    return reader.on(PatternsScreen)


async def to(reader: Reader, row: str, column: str = "") -> None:
    """Put the cursor on a cell."""
    patterns(reader).take_hand(target_of(row, column))
    await reader.rest()


async def choose(reader: Reader, key: str, term: str) -> None:
    """Press a key that opens a menu, and choose there."""
    await reader.press(key)
    menu = reader.on(MenuScreen)
    menu.dismiss(term)
    await reader.rest()


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
async def test_the_table_fits_and_has_all_events_in_its_total(
    book: Store, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        await reader.press("B")
        screen = patterns(reader)
        shown = text_of(screen.picture)
        assert "strategic developments" in shown or "violence against civilia" in shown
        assert "Total" in shown
        await to(reader, "")
        assert len(screen.list.ids) == len(book.all("event"))
        assert title_of(screen.list) == "All events · events: 25"


async def test_the_list_shows_the_events_of_the_cell_and_escape_returns_to_it(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("B")
        await choose(reader, "c", "month")
        screen = patterns(reader)
        await choose(reader, "c", "month")
        await to(reader, "battles", "2012-01")
        assert title_of(screen.list) == "battles · January 2012 · events: 1 + 1 possibly"
        assert list(screen.list.ids) == [CAPTURE, "event:2012-takeover-of-northern-mali"]
        assert text_of(screen.list).splitlines()[1].endswith("≈")
        await reader.press("enter", "enter")
        assert "Capture" in text_of(reader.on(RecordScreen).query_one("DossierView"))
        await reader.press("escape")
        assert patterns(reader).hand == CAPTURE
        await reader.press("escape")
        assert patterns(reader).picture.has_focus
        assert cell_at(patterns(reader).spot) == ("battles", "2012-01")
        await reader.press("escape", "B")
        assert cell_at(patterns(reader).spot) == ("battles", "2012-01")


async def test_arrows_lead_over_cells_and_totals_beyond_what_is_in_sight(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("B")
        await choose(reader, "c", "month")
        screen = patterns(reader)
        await to(reader, "battles", "2012-01")
        await reader.press(*["right"] * 24)
        assert cell_at(screen.spot) == ("battles", "2014-01")
        assert screen.spot in screen.picture.canvas.targets()
        await reader.press("right", "down", "down")
        assert cell_at(screen.spot) == ("", "")
        await reader.press("right", "down")
        assert cell_at(screen.spot) == ("", "")


async def test_rows_columns_and_measure_are_chosen_and_come_back(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("B")
        await choose(reader, "r", "country")
        await choose(reader, "n", "killed")
        await choose(reader, "N", "events")
        await choose(reader, "c", "none")
        screen = patterns(reader)
        assert title_of(screen.picture) == "killed and events, by country"
        assert "at least 103" in text_of(screen.picture)
        await reader.press("escape", "B")
        assert title_of(patterns(reader).picture) == "killed and events, by country"


async def test_what_is_chosen_can_be_typed(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("B", "n", *"killed", "enter")
        assert patterns(reader).table.asked.measure == "killed"
        for name in ("grade", "kind", "quarter"):
            await reader.press("r", *name, "enter")
            assert patterns(reader).table.asked.rows == name


async def test_stretches_get_shorter_and_longer_and_sides_are_swapped(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("B")
        await choose(reader, "c", "quarter")
        screen = patterns(reader)
        await reader.press("plus")
        assert screen.table.asked.columns == "month"
        await reader.press("minus", "minus")
        assert screen.table.asked.columns == "year"
        await reader.press("s")
        assert (screen.table.asked.rows, screen.table.asked.columns) == ("year", "kind")
        await choose(reader, "r", "kind")
        assert (screen.table.asked.rows, screen.table.asked.columns) == ("kind", "year")


async def test_enter_on_the_others_gives_each_a_line(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("B")
        await choose(reader, "r", "actor")
        screen = patterns(reader)
        assert any(line.label == "others (6)" for line in screen.table.rows)
        await to(reader, "…")
        await reader.press("enter")
        assert len(screen.table.rows) == 19
        await reader.press("a")
        assert len(screen.table.rows) == 14


async def test_the_days_asked_for_and_the_record_in_hand_are_those_of_all_pictures(
    book: Store,
) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("t")
        reader.on(ChronologyScreen).take_hand(MASSACRE)
        await reader.press("B")
        screen = patterns(reader)
        assert screen.hand == MASSACRE
        assert cell_at(screen.spot)[0] == "violence against civilians"
        await reader.press("p", *"2012", "enter")
        assert len(screen.table.columns) == 12
        assert "possibly" in screen.headings()[1]


async def test_marks_and_the_way_out(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("B")
        await choose(reader, "c", "month")
        await to(reader, "battles", "2012-01")
        await reader.press("x")
        assert CAPTURE in patterns(reader).work.host.marked
        await reader.press("q")
        reader.on(MainScreen)
