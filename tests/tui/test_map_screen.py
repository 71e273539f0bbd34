"""The map on the screen."""

import datetime as dt
from pathlib import Path

import pytest

from briefing.store.store import Store
from briefing.tui.dialogs.record import RecordScreen
from briefing.tui.main.screen import MainScreen
from briefing.tui.map.screen import MapScreen
from briefing.views.filters.periods import Period
from briefing.views.map.drawing import UNPLACED
from onscreen import MIDDLE, NARROW, WIDE, Reader, opened, rows_in_sight, sample_store, text_of
from onscreen import title_of as title

KATI = "event:2014-kati-prayers"
IN_AMENAS = "event:2013-in-amenas-raid"


@pytest.fixture
def book(tmp_path: Path) -> Store:
    return sample_store(tmp_path)


def the_map(reader: Reader) -> MapScreen:
    return reader.on(MapScreen)


def picture(reader: Reader) -> str:
    return text_of(the_map(reader).picture)


async def to(reader: Reader, target: str) -> None:
    """Put the cursor of the map on something."""
    the_map(reader).take_hand(target)
    await reader.rest()


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
async def test_every_event_is_in_the_list_and_what_is_on_the_map_is_there(
    book: Store, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        await reader.press("m")
        screen = the_map(reader)
        events = [each for each in screen.list.ids if each.startswith("event:")]
        assert len(events) == len(set(events)) == len(book.all("event"))
        assert screen.picture.canvas.targets().keys() <= {*screen.list.ids}
        assert title(screen.list) == "19 events at 10 places"
        assert "6 without coordinates, not drawn" in picture(reader)
        assert "Kati" in picture(reader)


async def test_arrows_go_from_place_to_place_and_the_list_follows(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("m")
        await to(reader, KATI)
        await reader.press("up")
        screen = the_map(reader)
        assert screen.hand not in ("", KATI)
        assert screen.list.current == screen.picture.hand == screen.hand
        await to(reader, IN_AMENAS)
        await reader.press("up")
        assert screen.hand == "event:2013-aqim-expansion-tunisia"


async def test_enter_reads_the_record_and_escape_returns_to_the_same_spot(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("m")
        await to(reader, KATI)
        await reader.press("+", "+", "enter")
        reader.on(RecordScreen)
        await reader.press("escape")
        screen = the_map(reader)
        frame = screen.state().frame
        assert frame is not None
        assert screen.hand == KATI
        await reader.press("escape", "m")
        left = the_map(reader).state().frame
        assert left is not None
        assert left.scale == frame.scale, "it is found as it was left"
        await to(reader, KATI)
        await reader.press("enter", "enter")
        reader.on(MainScreen)


async def test_a_mark_with_several_events_opens_as_a_list(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("m")
        screen = the_map(reader)
        mali = next(each for each in screen.list.ids if each.startswith("place:17.57"))
        await to(reader, mali)
        await reader.press("enter")
        assert screen.list.has_focus
        assert len(screen.list.ids) == 7, "the place and its six events"
        assert "Mali" in title(screen.list)
        await reader.press("down", "enter")
        reader.on(RecordScreen)
        await reader.press("escape", "escape")
        assert len(the_map(reader).list.ids) > 25, "first the whole list again"
        await reader.press("escape")
        reader.on(MainScreen)


async def test_what_has_no_coordinates_is_in_the_list_by_place(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("m", "tab", "end")
        screen = the_map(reader)
        ids = list(screen.list.ids)
        assert len(ids[ids.index(UNPLACED) :]) == 7
        assert any("Without coordinates" in row for row in rows_in_sight(screen.list))


async def test_zooming_keeps_what_is_in_hand_on_the_map(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("m")
        await to(reader, KATI)
        for _ in range(8):
            await reader.press("+")
        screen = the_map(reader)
        assert KATI in screen.picture.canvas.targets()
        assert "beyond the edges" in picture(reader)
        await to(reader, IN_AMENAS)
        assert IN_AMENAS in screen.picture.canvas.targets(), "the map goes there"
        await reader.press("a")
        assert KATI in screen.picture.canvas.targets()


async def test_the_map_is_moved_by_capital_letters(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("m", "+")
        frame = the_map(reader).state().frame
        assert frame is not None
        await reader.press("L")
        moved = the_map(reader).state().frame
        assert moved is not None
        assert moved.longitude > frame.longitude
        assert moved.latitude == frame.latitude
        await reader.press("H", "K")
        moved = the_map(reader).state().frame
        assert moved is not None
        assert moved.longitude == pytest.approx(frame.longitude)
        assert moved.latitude > frame.latitude
        await reader.press("J")


async def test_days_move_on_and_the_map_stays_where_it_is(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("m")
        screen = the_map(reader)
        whole = screen._now_laid_out.frame
        screen.use_period(Period(dt.date(2013, 12, 1), dt.date(2013, 12, 31)))
        await reader.press(">")
        assert screen.sight.period == Period(dt.date(2014, 1, 1), dt.date(2014, 1, 31))
        assert screen._now_laid_out.frame == whole
        assert KATI in screen.list.ids
        assert "event:2012-aguelhoc-massacre" not in screen.list.ids
        assert "≈" in picture(reader)


async def test_it_is_copied_as_text(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("m", "y")
        assert "Algeria · In Amenas gas plant" in reader.app.clipboard


async def test_what_is_marked_above_the_level_is_not_in_the_svg(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("m")
        screen = the_map(reader)
        svg = screen.svg(screen.sight)
        assert svg.startswith("<svg")
        assert "Prayers at Kati" in svg
        narrowed = screen.svg(screen.sight.among([IN_AMENAS]))
        assert "Prayers at Kati" not in narrowed


async def test_a_terminal_without_unicode_gets_ascii_only(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    async with opened(book, NARROW) as reader:
        await reader.press("m")
        assert picture(reader).isascii()
