"""The query line and saved views, at the keyboard."""

import threading
from pathlib import Path
from typing import Any

import pytest

from briefing.search import entries
from briefing.search.index import SearchIndex
from briefing.store.backends.jsonfile.backend import JsonFileBackend
from briefing.store.store import Store
from briefing.tui.actions.workspace import Selection
from briefing.tui.app import BriefingApp
from briefing.tui.filters.saved import choose_view
from briefing.tui.filters.screen import FilterScreen
from briefing.tui.main.screen import MainScreen
from briefing.tui.main.start import Start
from briefing.tui.widgets.row_list import RowList
from fakehost import workspace
from invented import AMBUSH, FRONT, MARTYRS, OPERATION, fill, group
from onscreen import MIDDLE, NARROW, WIDE, Reader, opened, running

NOWHERE = Selection("")
SIZES = pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW], ids=["wide", "middle", "narrow"])


@pytest.fixture
def book() -> Store:
    return fill(Store.in_memory("Karsa"))


def said(reader: Reader) -> str:
    return str(reader.app.screen.query_one("#filter .said").render())


def choices(reader: Reader) -> list[str]:
    rows = reader.app.screen.query_one("#filter RowList", RowList)
    return [rows._draw(each).main for each in rows.ids]


def main(reader: Reader) -> MainScreen:
    screen = reader.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def filtered_by(reader: Reader) -> str:
    return main(reader).filtered_by


def listed(reader: Reader, kind: str) -> list[str]:
    return list(reader.pane(kind).ids)


@SIZES
async def test_the_lists_narrow_while_a_filter_is_typed(book: Store, size: tuple[int, int]) -> None:
    async with opened(book, size) as reader:
        await reader.press("backslash")
        await reader.write("kind:battle")
        assert listed(reader, "event") == [AMBUSH]
        assert said(reader) == "1 record: kind battles"
        await reader.press("enter")
        assert "filter: kind:battle (esc clears)" in reader.lines()[0]
        assert reader.here == AMBUSH, "the first list with anything in it is gone to"
        await reader.press("escape")
        assert OPERATION in listed(reader, "event")
        assert "filter" not in reader.lines()[0]


async def test_escape_leaves_the_filter_as_it_was(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("backslash")
        await reader.write("kind:battle")
        await reader.press("enter", "backslash")
        await reader.write(" killed>9")
        assert listed(reader, "event") == []
        await reader.press("escape")
        assert listed(reader, "event") == [AMBUSH]
        assert filtered_by(reader) == "kind:battle"


async def test_a_wrong_query_says_so_and_keeps_the_last_good_result(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("backslash")
        await reader.write("kind:battle statu:x in:2019")
        assert said(reader) == "nothing is called “statu”; did you mean status?"
        assert reader.app.screen.query_one("#filter .said").has_class("-wrong")
        assert listed(reader, "event") == [AMBUSH]
        await reader.press("enter")
        assert isinstance(reader.app.screen, FilterScreen), "it is not kept"
        assert "esc leaves the filter as it was" in said(reader)


async def test_everything_can_be_chosen_without_typing_a_word(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("3", "backslash")
        assert choices(reader)[0] == "what happened, where"
        await reader.write("ki")
        await reader.press("tab")
        assert "battles" in choices(reader)
        await reader.press("down", "enter", "enter")
        assert filtered_by(reader).startswith("kind:")
        assert len(listed(reader, "event")) + len(listed(reader, "group")) > 0


async def test_values_are_counted_among_what_the_rest_of_the_query_leaves(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("backslash")
        await reader.write("killed>1 actor:")
        assert choices(reader) == ["Front du Nord – الجبهة الشمالية", "Karsa Army", "herders"]
        await reader.press("tab")
        assert listed(reader, "event") == [AMBUSH]


async def test_rows_that_only_possibly_match_are_marked(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("backslash")
        await reader.write("is:event in:2019-05-15")
        assert "1 of them only possibly (≈)" in said(reader)
        await reader.press("enter")
        assert "≈ Ambush at Wadi Selim" in reader.shown()
        assert "2 of 2, 1 possibly" in reader.shown()


async def test_lens_and_filter_compose_and_are_cleared_one_by_one(book: Store) -> None:
    async with opened(book) as reader:
        main(reader).visit(FRONT)
        await reader.press("space", "backslash")
        await reader.write("is:group")
        await reader.press("enter")
        assert set(listed(reader, "group")) == {FRONT, MARTYRS}
        assert "(\\ changes)" in reader.lines()[0]
        await reader.press("escape")
        assert len(listed(reader, "group")) == 3
        assert listed(reader, "event") == []
        await reader.press("escape")
        assert len(listed(reader, "event")) == 2


async def test_the_filter_follows_changes(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("backslash")
        await reader.write("status:active")
        await reader.press("enter")
        assert listed(reader, "group") == [FRONT]
        book.put(MARTYRS, group("Martyrs of Selim", status="active"))
        await reader.rest()
        assert set(listed(reader, "group")) == {FRONT, MARTYRS}


async def test_a_filter_on_a_record_that_goes_stays_until_it_is_cleared(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("backslash")
        await reader.write(f"linked:{MARTYRS}")
        await reader.press("enter")
        before = listed(reader, "group")
        book.delete(MARTYRS, unlink=True)
        await reader.rest()
        assert listed(reader, "group") == [ref for ref in before if ref != MARTYRS]


async def test_a_view_is_saved_and_applied(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("V")
        assert "no view is saved yet" in reader.messages()[-1]
        await reader.press("backslash")
        await reader.write("kind:battle")
        await reader.press("enter", "V", "enter")
        await reader.write("Battles")
        await reader.press("enter")
        assert "saved as “Battles”" in reader.messages()[-1]
        await reader.press("escape", "V")
        assert "Battles" in reader.shown()
        await reader.press("b", "enter")
        assert filtered_by(reader) == "kind:battle"
        assert listed(reader, "event") == [AMBUSH]


def test_a_view_is_there_for_whoever_opens_the_briefing(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "db.json", "Karsa")
    work, host = workspace(store, "save this filter …", "Near the wells")
    host.filter_by("place:wells")
    host.run(choose_view(work, NOWHERE))
    store.close()
    other = Store(JsonFileBackend(tmp_path / "db.json", by="colleague"))
    work, host = workspace(other, "Near the wells")
    host.run(choose_view(work, NOWHERE))
    assert host.filtered_by == "place:wells"


def test_replacing_a_view_asks(book: Store) -> None:
    save = "save this filter …"
    work, host = workspace(book, save, "Mine", save, "Mine", False)
    host.filter_by("a")
    host.run(choose_view(work, NOWHERE))
    host.filter_by("b")
    host.run(choose_view(work, NOWHERE))
    assert [view.query for view in book.all("view").values()] == ["a"]  # type: ignore[attr-defined]  # they are views


@pytest.mark.parametrize("query", ["is:event actor:front", "is:event linked:front"])
@pytest.mark.parametrize("is_kept", [False, True], ids=["being typed", "kept"])
async def test_names_are_found_once_they_can_be_searched(
    book: Store, monkeypatch: pytest.MonkeyPatch, query: str, *, is_kept: bool
) -> None:
    may_go_on = threading.Event()
    made = entries.index_of

    def slowly(*args: Any, **options: Any) -> SearchIndex:
        may_go_on.wait(30)
        return made(*args, **options)

    monkeypatch.setattr(entries, "index_of", slowly)
    async with running(BriefingApp(Start(lambda _keep: book))) as reader:
        await reader.press("backslash")
        await reader.write(query)
        assert listed(reader, "event") == []
        assert "“front”, looked for once all names are read" in said(reader)
        if is_kept:
            await reader.press("enter")
        may_go_on.set()
        await reader.until(lambda: listed(reader, "event") == [AMBUSH])
        assert isinstance(reader.app.screen, MainScreen if is_kept else FilterScreen)


async def test_what_only_the_present_is_known_of_is_said_as_of_a_day(book: Store) -> None:
    caveat = "undated, so filtered as judged today: status"
    async with opened(book) as reader:
        await reader.press("backslash")
        await reader.write("status:active")
        assert caveat not in said(reader)
        await reader.press("escape", "@")
        await reader.write("1 june 2019")
        await reader.press("enter")
        await reader.until(lambda: reader.on(MainScreen).viewpoint is not None)
        await reader.press("backslash")
        await reader.write("status:active")
        assert caveat in said(reader)


@pytest.mark.parametrize("query", ["role: target", "not wounded", "front or place"])
async def test_a_query_is_kept_whose_last_word_could_begin_a_name(book: Store, query: str) -> None:
    async with opened(book) as reader:
        await reader.press("backslash")
        await reader.write(query)
        await reader.press("enter")
        assert filtered_by(reader) == query


async def test_a_name_that_lacks_its_value_is_not_kept(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("backslash")
        await reader.write("is:event kind:")
        await reader.press("enter")
        assert isinstance(reader.app.screen, FilterScreen)
        assert "esc leaves the filter as it was" in said(reader)
