"""The briefing as of a date, and without a source, at the keyboard."""

import re
from pathlib import Path

import pytest

from briefing.checks import check
from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.actions import workspace as workspaces
from briefing.tui.actions.viewpoint import choose_date
from briefing.tui.actions.workspace import Selection
from briefing.tui.checks.screen import InboxScreen
from briefing.tui.jump import finder
from briefing.tui.main.screen import MainScreen
from briefing.tui.widgets.bars import TitleBar
from briefing.tui.widgets.row_list import RowList
from briefing.views.books.viewpoint import Shown, Viewpoint
from fakehost import workspace
from invented import AMBUSH, FRONT, OPERATION, QUOTE, REPORT, TALON, UNNAMED, WIRE, fill, group
from onscreen import MIDDLE, NARROW, WIDE, Reader, opened, sample_store

SIZES = pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW], ids=["wide", "middle", "narrow"])


@pytest.fixture
def book() -> Store:
    return fill(Store.in_memory("Karsa"))


def main(reader: Reader) -> MainScreen:
    screen = reader.app.screen_stack[0]
    assert isinstance(screen, MainScreen)
    return screen


def listed(reader: Reader, kind: str) -> list[str]:
    return list(reader.pane(kind).ids)


async def show_as_of(reader: Reader, text: str) -> None:
    await reader.press("@")
    await reader.press("ctrl+u")
    await reader.write(text)
    before = main(reader).viewpoint
    await reader.press("enter")
    await reader.until(lambda: main(reader).viewpoint != before)


@SIZES
async def test_the_lists_and_the_dossier_show_the_world_on_a_date(
    book: Store, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        await reader.press("@")
        await reader.write("1 april 2019")
        assert "as of 1 April 2019" in reader.shown()
        await reader.press("escape")
        await show_as_of(reader, "1 april 2019")
        assert "as of 1 Apr 2019" in reader.lines()[0]
        assert listed(reader, "event") == [OPERATION]
        assert listed(reader, "quote") == []
        await reader.press("escape")
        assert AMBUSH in listed(reader, "event")
        assert "as of" not in reader.lines()[0]


async def test_who_led_aqim_on_1_january_2013(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path), WIDE) as reader:
        await reader.press("/")
        await reader.write("aqim")
        await reader.press("enter")
        await show_as_of(reader, "1 January 2013")
        assert reader.here == "group:aqim", "the record in hand stays in hand"
        assert "led by" in reader.shown()
        assert "2014" not in "".join(reader.shown().split("Sources")[0].split("Events")[1])


async def test_what_may_be_later_is_marked(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await show_as_of(reader, "15 may 2019")
        assert "≈ Ambush at Wadi Selim" in reader.shown()
        main(reader).visit(AMBUSH)
        await reader.rest()
        assert "It may not have begun by then." in reader.shown()


async def test_what_was_known_at_a_revision(book: Store) -> None:
    book.put(FRONT, group("Northern Front, renamed"))
    book.delete(UNNAMED)
    async with opened(book, WIDE) as reader:
        await show_as_of(reader, "known rev 1")
        assert "Northern Front, renamed" not in reader.shown()
        assert UNNAMED in listed(reader, "quote")
        await show_as_of(reader, "1 june 2019, known rev 1")
        assert "as of 1 Jun 2019, known rev 1" in reader.lines()[0]
        await show_as_of(reader, "")
        assert "Northern Front, renamed" in reader.shown()


@pytest.mark.parametrize("at_once", [0, 1_000], ids=["in a thread", "at once"])
async def test_records_are_found_by_the_names_they_had_then(
    book: Store, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(finder, "AT_ONCE", at_once)
    book.put(FRONT, group("Azure League"))
    async with opened(book, WIDE) as reader:
        await show_as_of(reader, "known rev 1")
        await reader.press("/")
        await reader.write("front du nord")
        await reader.until(lambda: FRONT in reader.app.screen.query_one(RowList).ids)
        await reader.press("escape")
        reader.main.filter_by('actor:"front du nord"')
        await reader.until(lambda: listed(reader, "event") == [AMBUSH])
        await show_as_of(reader, "")
        assert listed(reader, "event") == []


async def test_a_filter_by_a_name_waits_for_the_names_of_then(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "AT_ONCE", 0)
    book.put(FRONT, group("Azure League"))
    async with opened(book, WIDE) as reader:
        reader.main.filter_by('actor:"front du nord"')
        await show_as_of(reader, "known rev 1")
        await reader.until(lambda: listed(reader, "event") == [AMBUSH])


async def test_nothing_is_changed_from_another_time(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await show_as_of(reader, "2019")
        assert "e edit" not in reader.lines()[-1]
        for key in ("e", "n", "d", "a"):
            await reader.press(key)
            assert "nothing can be changed as of 31 December 2019" in reader.messages()[-1]
        await reader.paste("“We will go,” said Idris Talon.")
        assert "nothing can be changed" in reader.messages()[-1]
        assert book.meta.revision == 1
        await reader.press("escape")
        assert "e edit" in reader.lines()[-1]


@pytest.mark.parametrize(("screen", "change"), [("v", "x"), ("v", "m"), ("H", "u"), ("H", "r")])
async def test_no_screen_changes_anything_from_another_time(
    book: Store, screen: str, change: str
) -> None:
    book.delete(UNNAMED)
    async with opened(book, WIDE) as reader:
        await show_as_of(reader, "2019")
        await reader.press(screen)
        await reader.until(lambda: not re.search("checking|reading", reader.lines()[0]))
        opened_first = reader.app.screen
        await reader.press(change)
        assert reader.app.screen is opened_first, "nothing is asked"
        assert "nothing can be changed as of 31 December 2019" in reader.messages()[-1]
        assert book.meta.revision == 2


def found(reader: Reader) -> set[tuple[str, str]]:
    inbox = reader.on(InboxScreen)._inbox
    rows = (inbox.finding(row) for row in reader.on(InboxScreen).query_one(RowList).ids)
    return {(each.check, each.ref) for each in rows if each}


async def checked(reader: Reader) -> None:
    await reader.until(lambda: not reader.on(InboxScreen).query_one(TitleBar).state)


@SIZES
async def test_the_inbox_checks_what_is_shown(book: Store, size: tuple[int, int]) -> None:
    async with opened(book, size) as reader:
        await reader.press("v")
        await checked(reader)
        now = found(reader)
        assert any(ref == AMBUSH for _, ref in now)
        await reader.press("escape")
        await show_as_of(reader, "1 april 2019")
        await reader.press("v")
        await checked(reader)
        assert "Inbox as of 1 Apr 2019" in reader.lines()[0]
        assert found(reader) == {(each.check, each.ref) for each in check(main(reader).work.book)}
        assert not any(ref == AMBUSH for _, ref in found(reader))
        await reader.press("m")
        assert "nothing can be changed as of 1 April 2019" in reader.messages()[-1]
        await reader.press("escape", "escape", "v")
        await checked(reader)
        assert found(reader) == now


async def test_the_inbox_of_a_large_briefing_says_that_it_is_about_the_present(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspaces, "LARGE", 1)
    async with opened(book, WIDE) as reader:
        await show_as_of(reader, "2019")
        await reader.press("v")
        title = reader.app.screen.query_one(TitleBar).title
        assert title == "Inbox of today's briefing, not as of 31 Dec 2019"


async def test_a_date_lens_and_filter_compose(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        main(reader).visit(FRONT)
        await show_as_of(reader, "20 may 2019")
        await reader.press("space", "backslash")
        await reader.write("is:event")
        await reader.press("enter")
        assert listed(reader, "event") == [AMBUSH]
        assert listed(reader, "quote") == []
        await reader.press("escape", "escape")
        assert set(listed(reader, "event")) == {AMBUSH, OPERATION}
        assert "as of" in reader.lines()[0]


@pytest.mark.parametrize("size", [(100, 30), NARROW])
async def test_date_lens_and_filter_are_recognised_beside_each_other(size: tuple[int, int]) -> None:
    book = fill(Store.in_memory("The long conflict of the Karsa highlands"))
    async with opened(book, size) as reader:
        main(reader).visit(FRONT)
        await show_as_of(reader, "31 december 2019")
        await reader.press("space")
        reader.main.filter_by("kind:battle")
        await reader.rest()
        assert re.search("as of 31 Dec 2019.* lens: F.* filter: kind:b", reader.lines()[0])
        assert reader.lines()[0].rstrip().endswith("in memory")


async def test_the_jump_finds_what_there_was(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await show_as_of(reader, "1 april 2019")
        await reader.press("/")
        await reader.write("wadi selim")
        found = reader.app.screen.query_one(RowList).ids
        assert found
        assert AMBUSH not in found


async def test_others_changes_are_seen_from_there_too(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await show_as_of(reader, "1 june 2019")
        book.put("group:later", group("Later Group", founded="2020"))
        book.put("group:earlier", group("Earlier Group", founded="2010"))
        await reader.rest()
        assert "group:earlier" in listed(reader, "group")
        assert "group:later" not in listed(reader, "group")


async def test_marks_of_deleted_records_are_cleared_from_there_too(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("4", "ctrl+a")
        await show_as_of(reader, "1 july 2019")
        book.delete(UNNAMED)
        await reader.rest()
        assert main(reader).panes.marks("quote") == {QUOTE}


async def test_an_empty_list_names_what_empties_it(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await show_as_of(reader, "1 april 2019")
        assert "no quotes there then: esc shows the present" in reader.shown()
        await reader.press("escape")
        main(reader).visit(FRONT)
        await reader.press("space")
        reader.main.filter_by("is:group")
        await reader.rest()
        assert "no events match the filter: \\ changes it" in reader.shown()
        reader.main.filter_by("")
        main(reader).visit(OPERATION)
        await reader.press("space")
        reader.main.filter_by("is:event")
        await reader.rest()
        assert "no leaders in the lens: esc clears it" in reader.shown()


async def test_what_is_marked_and_not_there_then_is_counted(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("3", "ctrl+a")
        await show_as_of(reader, "1 april 2019")
        assert "2 marked, 1 not there then · 1 of 2" in reader.shown()
        await reader.press("escape", "5")
        reader.pane("source").go_to(REPORT)
        await reader.press("F")
        await reader.until(lambda: main(reader).viewpoint is not None)
        assert "2 marked, 1 not affected · 1 of 2" in reader.shown()


async def test_a_source_falls_and_stands_again(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("5")
        reader.pane("source").go_to(REPORT)
        await reader.rest()
        await reader.press("F")
        await reader.until(lambda: main(reader).viewpoint is not None)
        assert "without Report of the observer mission (F)" in reader.lines()[0]
        assert set(listed(reader, "event")) == {AMBUSH}
        assert listed(reader, "leader") == [TALON], "the wire story copies the report"
        assert set(listed(reader, "quote")) == {QUOTE, UNNAMED}
        assert re.search("We will stay.* gone", reader.shown()), "it rests on who printed it"
        assert re.search("Ambush at Wadi.* unsupported", reader.shown())
        assert re.search("Report of the.* fallen", reader.shown())
        main(reader).visit(AMBUSH)
        await reader.rest()
        assert "No source is left for it." in reader.shown()
        assert "[1]" not in reader.shown()
        await reader.press("escape", "escape")
        await reader.until(lambda: main(reader).viewpoint is None)
        await reader.press("5")
        assert WIRE in listed(reader, "source")


async def test_only_a_source_can_fall(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("F")
        assert "go to a source first" in reader.messages()[-1]


async def test_a_revision_that_does_not_exist_is_refused_as_it_is_typed(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("@")
        await reader.write("known rev 99")
        assert "there is no revision 99" in reader.shown()
        await reader.press("enter")
        assert "there is no revision 99" in reader.shown(), "what is typed next goes there"
        await reader.press("backspace", "backspace")
        await reader.write("1")
        await reader.press("enter")
        await reader.until(lambda: main(reader).viewpoint is not None)


async def test_no_date_is_refused_as_it_is_typed(book: Store) -> None:
    async with opened(book, WIDE) as reader:
        await reader.press("@")
        await reader.write("known someday")
        assert "not understood" in reader.shown()
        await reader.press("enter", "escape")
        assert main(reader).viewpoint is None


# Without a screen


def test_what_is_changed_meanwhile_is_shown_too(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.actions.workspace.LARGE", 1)
    work, host = workspace(book, "1 june 2019, known 2100")

    def change_once() -> None:
        host.meanwhile = lambda: None
        book.put("group:new", group("New Group"))

    host.meanwhile = change_once
    host.run(choose_date(work, Selection("")))
    assert host.shown is not None
    assert host.shown.within is not None
    assert "group:new" in host.shown.within


def test_a_viewpoint_is_worked_out_while_records_are_added(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show(_self: Viewpoint, store: Store) -> Shown:
        listed = store.records()
        next(listed)
        if book.meta.revision == 1:
            book.put("event:new", build("event", {"title": "New", "date": "2019"}))
        return Shown(store, store, frozenset(ref for ref, _ in listed))

    monkeypatch.setattr(Viewpoint, "show", show)
    monkeypatch.setattr("briefing.tui.actions.workspace.LARGE", 1)
    work, host = workspace(book, "1 june 2019, known 2100")
    host.run(choose_date(work, Selection("")))
    assert host.shown is not None
    assert host.shown.within is not None
    assert "event:new" in host.shown.within
