"""The title bar says what is set and what waits, and what is set is remembered."""

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from briefing.model.kinds.record import Cite
from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.app import BriefingApp
from briefing.tui.main.remembered import Remembered
from briefing.tui.main.start import Start
from invented import ARMY, MARTYRS, QUOTE, REPORT, TALON, WIRE, fill, group, record
from onscreen import NARROW, WIDE, Reader, opened, running, sample_store


def title(reader: Reader) -> str:
    """The text of the title bar."""
    return reader.lines()[0]


def contradicted(store: Store, ref: str) -> None:
    """Have a source contradict the name of a record."""
    record = store.need(ref)
    cite = {"source": WIRE, "field": "name", "value": "Another name"}
    raw = plain(record)
    store.put(ref, build("group", {**raw, "cites": [*raw.get("cites", []), cite]}))


async def test_the_active_source_is_chosen_and_cleared_with_one_key(book: Store) -> None:
    async with opened(book) as reader:
        assert "source:" not in title(reader)
        await reader.press("5")
        await reader.press("U")
        assert "source: Ambush kills soldiers (U)" in title(reader)
        assert reader.main.work.source == WIRE
        await reader.press("j", "U")
        assert reader.main.work.source == REPORT, "on another source it is chosen instead"
        await reader.press("1", "U")
        assert reader.main.work.source == ""
        assert "source:" not in title(reader)
        await reader.press("U")
        await reader.write("ambush")
        await reader.press("enter")
        assert reader.main.work.source == WIRE, "elsewhere it is found by name"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_sample_beside_ones_own_briefing_says_so_and_how_to_go_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    store = sample_store(tmp_path)
    async with running(BriefingApp(Start(lambda _keep: store, is_sample=True)), size) as reader:
        await reader.until(reader.can_search)
        await reader.press("space", "x")
        assert "SAMPLE: q back" in title(reader)
    async with opened(store, size) as reader:
        assert "SAMPLE" not in title(reader)


async def test_the_active_source_and_the_theme_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    fill(Store.create(path)).close()
    remembered = tmp_path / "state" / "screen.json"

    def program() -> BriefingApp:
        return BriefingApp(Start(lambda _keep: Store.open(path), remembered=remembered))

    async with running(program()) as reader:
        await reader.until(reader.can_search)
        await reader.press("5", "U", "T")
        theme = reader.app.theme
    async with running(program()) as reader:
        await reader.until(reader.can_search)
        assert "source: Ambush kills soldiers" in title(reader)
        assert reader.app.theme == theme
        await reader.press("1", "U")
    assert Remembered(remembered, path).source == ""


def test_what_cannot_be_remembered_is_ignored(tmp_path: Path) -> None:
    file = tmp_path / "screen.json"
    file.write_text("no json", "utf-8")
    assert Remembered(file, "a.json").theme == ""
    Remembered(file, "a.json").source = WIRE
    assert Remembered(file, "a.json").source == WIRE
    assert Remembered(file, "b.json").source == ""
    nowhere = Remembered(tmp_path / "screen.json" / "below a file", "a.json")
    nowhere.theme = "textual-light"
    assert nowhere.theme == ""


async def test_contradictions_and_duplicates_are_counted_as_they_come_and_go(book: Store) -> None:
    contradicted(book, ARMY)
    async with opened(book) as reader:
        assert "2 contradictions" in title(reader), "the book has one of its own"
        contradicted(book, MARTYRS)
        book.put("leader:talon", record("leader", name="Idris Tallon"))
        await reader.rest()
        assert "3 contradictions · 1 possible duplicate" in title(reader)
        link = {"type": "not-same-as", "from": "leader:talon", "to": TALON}
        book.put("link:distinct", record("link", **link))
        book.put(ARMY, group("Karsa Army"))
        await reader.rest()
        assert "2 contradictions " in title(reader)
        assert "duplicate" not in title(reader)
        book.delete("link:distinct")
        await reader.rest()
        assert "1 possible duplicate" in title(reader)


async def test_marks_of_every_list_are_counted(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("x", "3", "x")
        assert "2 marked (X clears)" in title(reader)
        await reader.press("X")
        assert "1 marked" in title(reader)


async def test_the_keys_are_those_of_letters_and_of_typing_while_these_are_taken(
    book: Store,
) -> None:
    async with opened(book) as reader:
        keys = reader.lines()[-1]
        for way_in, words in (("f", "letters before a link"), (".", "beginning of a word")):
            await reader.press("2", way_in)
            assert words in reader.lines()[-1]
            await reader.press("escape")
            assert reader.lines()[-1] == keys


async def test_the_active_source_is_seen_beside_lens_and_marks_on_a_narrow_screen(
    book: Store,
) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("5", "U", "1", "space", "x")
        assert re.search("lens: .*source: .*1 marked", title(reader))


async def test_another_order_of_a_list_is_named(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("3", "o")
        assert "events by latest first (o)" in title(reader)
        for _ in range(4):
            await reader.press("o")
        assert "(o)" not in title(reader)


async def test_what_does_not_fit_is_left_out_and_the_title_and_state_stay(book: Store) -> None:
    contradicted(book, ARMY)
    async with opened(book, (60, 24)) as reader:
        await reader.press("5", "U", "1", "space", "x")
        assert "Karsa highlands" in title(reader)
        assert "lens: " in title(reader)
        assert title(reader).rstrip().endswith("saved")
        assert "marked" not in title(reader)


async def test_keys_that_do_not_work_below_another_screen_are_not_shown(book: Store) -> None:
    async with opened(book) as reader:
        keys = reader.lines()[-1]
        assert "space lens" in keys
        for way_in in ("e", "/", "?", "Y", "d", "ctrl+g"):
            await reader.press(way_in)
            assert reader.lines()[-1].strip() == "", way_in
            assert re.search("esc |n  no", reader.shown()), f"{way_in}: says how to leave"
            await reader.press("escape")
            assert reader.lines()[-1] == keys
        await reader.press("H", "?")
        assert reader.lines()[-1].strip() == ""
        await reader.press("escape")
        assert "esc close" in reader.lines()[-1]


async def test_a_renamed_or_merged_source_stays_the_active_one(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("5", "U", "R")
        await reader.write("-new")
        await reader.press("enter")
        assert reader.main.work.source == f"{WIRE}-new"
        await reader.press("5", "g", "M")
        await reader.write("report")
        await reader.press("enter", "ctrl+s")
        assert reader.app.screen is reader.main
        other = next(iter(book.all("source")))
        assert reader.main.work.source == f"source:{other}"


async def test_many_changes_at_once_are_counted_again_in_a_thread(book: Store) -> None:
    async with opened(book) as reader:
        with book.transaction() as draft:
            for number in range(60):
                draft.put(f"group:n{number}", group(f"Unit {number} of the Karsa Guard"))
            draft.put("leader:talon", record("leader", name="Idris Tallon"))
        assert not reader.main.waiting.is_counted
        await reader.until(lambda: reader.main.waiting.is_counted)
        assert "possible duplicate" in title(reader)


async def test_what_a_cite_gives_contradicts_a_record_that_gets_another_name(book: Store) -> None:
    says = Cite(WIRE, "speaker", book.label(TALON))
    book.put(QUOTE, replace(book.need(QUOTE), cites=(says,)))
    async with opened(book) as reader:
        await reader.until(lambda: reader.main.waiting.is_counted)
        assert "1 contradiction (v)" in title(reader)
        book.put(TALON, record("leader", name="Somebody Else"))
        await reader.rest()
        assert "2 contradictions (v)" in title(reader)
