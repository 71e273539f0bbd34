"""The chronology on the screen, and what it shares with all pictures."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from briefing.links import lens
from briefing.model.refs import kind_of
from briefing.model.validation import build
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from briefing.tui.chronology.screen import ChronologyScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.dialogs.record import RecordScreen
from briefing.tui.main.screen import MainScreen
from briefing.tui.widgets.bars import TitleBar
from onscreen import MIDDLE, NARROW, WIDE, Reader, opened, sample_store, text_of, title_of

MASSACRE = "event:2012-aguelhoc-massacre"


@pytest.fixture
def book(tmp_path: Path) -> Store:
    return sample_store(tmp_path)


def book_of(records: Mapping[str, Mapping[str, object]]) -> Store:
    """A briefing of some records, each after those it refers to."""
    store = Store(MemoryBackend(Snapshot.empty()), by="analyst")
    with store.transaction("a test") as draft:
        for ref, raw in records.items():
            draft.put(ref, build(kind_of(ref), dict(raw), ref))
    return store


def chronology(reader: Reader) -> ChronologyScreen:
    return reader.on(ChronologyScreen)


def picture(reader: Reader) -> str:
    return text_of(chronology(reader).picture)


def chips(reader: Reader) -> list[str]:
    *settings, others = chronology(reader).query_one(TitleBar).chips
    assert others.text == "W network · m map · B patterns"
    return [chip.text for chip in settings]


async def to(reader: Reader, ref: str) -> None:
    """Put the cursor of the chronology on a record."""
    chronology(reader).take_hand(ref)
    await reader.rest()


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
async def test_picture_and_list_hold_the_same_records(book: Store, size: tuple[int, int]) -> None:
    async with opened(book, size) as reader:
        await reader.press("t")
        screen = chronology(reader)
        assert len(screen.list.ids) == len(book.all("event"))
        assert screen.picture.canvas.targets().keys() <= {*screen.list.ids}
        assert title_of(screen.list) == "25 events"
        assert "Jan 2013" in picture(reader)


async def test_left_and_right_go_on_in_time_and_the_list_follows(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t", "home", "right", "right")
        screen = chronology(reader)
        assert screen.hand == screen.list.current == screen.list.ids[2] == MASSACRE
        await reader.press("left")
        assert screen.hand == screen.list.ids[1]
        await reader.press("tab", "down", "down")
        assert screen.hand == screen.picture.hand == screen.list.ids[3]


async def test_enter_reads_the_record_and_escape_returns_to_the_same_spot(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t")
        await to(reader, MASSACRE)
        await reader.press("+", "enter")
        assert "Massacre of Aguelhoc" in reader.on(RecordScreen).query_one(TitleBar).title
        shown = chronology(reader) if isinstance(reader.app.screen, ChronologyScreen) else None
        assert shown is None
        await reader.press("escape")
        assert chronology(reader).hand == MASSACRE
        period = chronology(reader).sight.period
        # The record on the main screen is a group, which has no place in the chronology.
        await reader.press("escape", "1", "t")
        assert chronology(reader).sight.period == period
        assert chronology(reader).hand == MASSACRE


async def test_a_record_is_gone_to_from_its_dossier(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t")
        await to(reader, MASSACRE)
        await reader.press("enter", "enter")
        reader.on(MainScreen)
        assert reader.here


async def test_marks_lens_and_filter_are_those_of_the_main_screen(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t")
        await to(reader, MASSACRE)
        await reader.press("x")
        assert [*reader.main.marked] == [MASSACRE]
        await reader.press("space")
        assert reader.main.lens == MASSACRE
        assert len(chronology(reader).list.ids) < 25
        assert any(chip.startswith("lens: Massacre") for chip in chips(reader))
        await reader.press("space", "backslash")
        await reader.write("killed>50")
        await reader.press("enter")
        assert chronology(reader).list.ids == [MASSACRE]
        await reader.press("escape")
        assert reader.main.filtered_by == "killed>50"


async def test_the_days_are_typed_moved_on_and_cleared(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t", "p")
        await reader.write("January 2012")
        await reader.press("enter")
        assert chips(reader)[0].startswith("1 to 31 January 2012")
        assert MASSACRE in chronology(reader).list.ids
        assert "only possibly" in title_of(chronology(reader).list)
        assert "≈" in reader.shown()
        await reader.press(">")
        assert chips(reader)[0].startswith("1 to 29 February 2012")
        assert MASSACRE not in chronology(reader).list.ids
        await reader.press("p", "ctrl+u", "enter")
        assert chips(reader) == []
        await reader.press(">")
        assert reader.messages()[-1] == "all days are shown; p chooses some"


async def test_days_that_are_none_are_refused(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t", "p")
        await reader.write("when hell freezes")
        await reader.press("enter")
        assert "not understood" in reader.shown() or "no date" in reader.shown()
        await reader.press("escape")
        assert chips(reader) == []


async def test_zooming_keeps_what_is_in_hand_in_sight(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t")
        await to(reader, MASSACRE)
        for _ in range(9):
            await reader.press("+")
        screen = chronology(reader)
        assert screen.sight.period is not None
        assert (screen.sight.period.last - screen.sight.period.first).days == 6
        assert MASSACRE in screen.picture.canvas.targets()
        for _ in range(9):
            await reader.press("-")
        assert screen.sight.period is None


async def test_lanes_and_kinds_are_chosen_and_found_again(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t", "o")
        reader.on(MenuScreen)
        await reader.press("down", "enter")
        assert "French army 8" in picture(reader)
        await reader.press("K")
        await reader.press("end", "enter")
        assert "undated" in picture(reader)
        assert "link:french-army-part-of-france" in chronology(reader).list.ids
        await reader.press("escape", "t")
        assert title_of(chronology(reader).picture).startswith("Chronology · by group · 5 kinds")


async def test_a_change_is_shown_at_once(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t")
        book.delete(MASSACRE, unlink=True)
        await reader.rest()
        assert MASSACRE not in chronology(reader).list.ids
        assert title_of(chronology(reader).list) == "24 events"


async def test_as_of_a_date_nothing_later_is_drawn(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t", "at")
        await reader.write("2012-12-31")
        await reader.press("enter")
        assert MASSACRE in chronology(reader).list.ids
        assert "event:2014-timbuktu-offensive" not in chronology(reader).list.ids
        assert chips(reader)[0].startswith("as of 31 Dec 2012")


async def test_a_terminal_with_nothing_but_ascii_gets_nothing_else(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    async with opened(book) as reader:
        await reader.press("t")
        assert picture(reader).isascii()


async def test_it_is_copied_as_text_and_written_as_svg(book: Store, tmp_path: Path) -> None:
    async with opened(book) as reader:
        await reader.press("t", "y")
        assert reader.app.clipboard.startswith("Chronology: 25 events\n\n  2012")
        await reader.press("w")
        for _ in range(40):
            await reader.press("backspace")
        path = tmp_path / "time.svg"
        await reader.write(str(path))
        await reader.press("enter")
        await reader.until(path.exists)
        assert "Massacre of Aguelhoc" in path.read_text()


async def test_an_empty_briefing_says_what_to_press() -> None:
    async with opened(Store(MemoryBackend(Snapshot.empty()), by="analyst")) as reader:
        await reader.press("t")
        assert reader.messages()[-1].startswith("there is nothing to show yet")


async def test_names_in_headings_are_never_markup() -> None:
    raw = {"title": "A raid", "date": "2013-01-05", "actors": [{"ref": "group:b"}]}
    async with opened(book_of({"group:b": {"name": "B [/x] [red]"}, "event:a": raw})) as reader:
        await reader.press("1", "W")
        assert "B [/x] [red]" in reader.shown()


async def test_what_only_a_source_dates_in_these_days_leaves_the_days_alone() -> None:
    cite = {"source": "source:a", "field": "date", "value": "2014-06-01"}
    raw = {"title": "A raid", "date": "2013-01-01", "cites": [cite]}
    async with opened(book_of({"source:a": {"title": "A"}, "event:a": raw})) as reader:
        await reader.press("t", "p")
        await reader.write("2014")
        await reader.press("enter")
        assert chips(reader)[0].startswith("1 January to 31 December 2014")
        assert chronology(reader).list.ids == ["event:a"]
        assert "≠ A raid" in picture(reader)


async def test_panning_stops_at_the_ends_of_the_calendar(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("t", "p")
        await reader.write("since 2 January 2013")
        await reader.press("enter", "L", "L", "H")
        assert chronology(reader).sight.period is not None


async def test_lanes_are_scrolled_to_the_record_in_hand() -> None:
    groups = {f"group:g{n:02}": {"name": f"Group {n:02}"} for n in range(60)}
    events = {
        f"event:e{n:02}": {
            "title": f"Raid {n:02}",
            "date": f"2013-01-{n % 28 + 1:02}",
            "actors": [{"ref": f"group:g{n:02}"}],
        }
        for n in range(60)
    }
    async with opened(book_of({**groups, **events}), NARROW) as reader:
        await reader.press("t", "o", "down", "enter")
        await to(reader, "event:e55")
        assert "Raid 55" in picture(reader)


async def test_opened_from_a_group_it_begins_at_its_first_event_and_goes_on_from_the_group(
    book: Store,
) -> None:
    async with opened(book) as reader:
        reader.main.visit("group:signatories-in-blood")
        await reader.rest()
        await reader.press("t")
        screen = chronology(reader)
        near = lens(book, "group:signatories-in-blood")
        first = next(each for each in screen.list.ids if each in near)
        assert screen.hand == screen.list.current == first != screen.list.ids[0]
        await reader.press("W")
        assert "Signatories in Blood · 2 steps" in reader.shown()
        await reader.press("t", "right", "W")
        assert "Signatories in Blood · 2 steps" not in reader.shown()
