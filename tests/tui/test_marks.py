"""Several records marked, and something done to all of them in one change."""

import os
from pathlib import Path

import pytest

from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from filling_in import choices, in_file, records_in_file, save
from invented import ARMY, FRONT, MARTYRS, REPORT, TALON, contents, group
from onscreen import NARROW, Reader, opened, text_of


def field(store: Store, ref: str, name: str) -> object:
    return plain(store.need(ref)).get(name)


async def mark(reader: Reader, *refs: str) -> None:
    """Mark rows of the list in use."""
    for ref in refs:
        assert reader.main.panes.current.go_to(ref)
        await reader.rest()
        await reader.press("x")


async def choose(reader: Reader, term: str) -> None:
    """Choose a term of the menu in front."""
    at = choices(reader).index(term)
    await reader.press("g", *["j"] * at, "enter")


def frame(reader: Reader, kind: str) -> str:
    return str(reader.pane(kind).border_subtitle)


async def test_a_mark_is_seen_and_the_cursor_goes_on(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        first, second, *_ = reader.pane("group").ids
        await reader.press("x")
        assert reader.pane("group").current == second
        assert [line[0] for line in text_of(reader.pane("group")).splitlines()[:2]] == ["✓", "▌"]
        assert "1 marked" in frame(reader, "group")
        assert "X clears the marks" in reader.told()[-1]
        await reader.press("x")
        assert "2 marked" in frame(reader, "group")
        await reader.press("k", "x")
        assert "1 marked" in frame(reader, "group"), "a second time takes the mark away"
        assert tuple(reader.main.selection.marked) == (first,)


async def test_all_marks_are_cleared_or_set_with_one_key(book: Store) -> None:
    async with opened(book) as reader:
        await mark(reader, ARMY, FRONT)
        await reader.press("ctrl+a")
        assert "3 marked" in frame(reader, "group")
        await reader.press("X")
        assert "marked" not in frame(reader, "group")
        await reader.press("X")
        assert "marked" not in frame(reader, "group"), "once more does no harm"


async def test_a_tag_is_put_on_all_that_are_marked_in_one_change(book: Store) -> None:
    book.put(ARMY, group("Karsa Army", tags=["old", "north"]))
    before = contents(book)
    async with opened(book, NARROW) as reader:
        await mark(reader, ARMY, MARTYRS)
        await reader.press("e")
        assert "Change what of 2 groups?" in reader.shown()
        await reader.press("enter")
        await reader.write("north")
        await save(reader)
        assert in_file(book, ARMY)["tags"] == ["old", "north"], "one it has is not there twice"
        assert in_file(book, MARTYRS)["tags"] == ["north"]
        assert field(book, FRONT, "tags") is None
        assert "changed 1 group" in reader.told()[-1]
        await reader.press("u")
        assert contents(book) == before


async def test_an_item_is_taken_out_of_all(book: Store) -> None:
    book.put(ARMY, group("Karsa Army", tags=["old", "north"]))
    book.put(MARTYRS, group("Martyrs of Selim", tags=["north"]))
    async with opened(book) as reader:
        await mark(reader, ARMY, MARTYRS)
        await reader.press("e")
        await choose(reader, "Tags: take out")
        assert choices(reader) == ["old", "north"]
        assert "in 2 of 2" in reader.shown()
        await choose(reader, "north")
        assert field(book, ARMY, "tags") == ("old",)
        assert field(book, MARTYRS, "tags") is None


async def test_a_field_is_set_in_all_and_a_fault_says_of_which(book: Store) -> None:
    before = contents(book)
    async with opened(book, NARROW) as reader:
        await mark(reader, ARMY, MARTYRS)
        await reader.press("e")
        await choose(reader, "Dissolved")
        await reader.write("2013")
        await reader.press("ctrl+s")
        assert "Martyrs of Selim" in reader.note("dissolved"), "it was founded in 2018"
        assert contents(book) == before, "of two changes none is made"
        await reader.fill_in("dissolved", "2020")
        await reader.press("enter")
        assert {field(book, ref, "dissolved") for ref in (ARMY, MARTYRS)} == {"2020"}


async def test_what_all_have_is_there_to_begin_with(book: Store) -> None:
    async with opened(book) as reader:
        await mark(reader, FRONT, MARTYRS)
        await reader.press("e")
        await choose(reader, "Kind")
        assert "rebel group" in text_of(reader.on(MenuScreen).query_one("RowList")), "the terms"
        await reader.press("escape")
        assert reader.editor("kind").given() == "rebel group"
        await reader.press("escape")
        await reader.press("e")
        await choose(reader, "Founded")
        assert reader.editor("founded").given() == "", "they differ"


async def test_one_source_is_cited_for_all(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await mark(reader, ARMY, FRONT, MARTYRS)
        await reader.press("c")
        editor = reader.editor("source")
        await reader.go_to("source")
        await reader.press("enter")
        await reader.write("observer mission")
        await reader.press("enter")
        assert editor.given() == REPORT
        await reader.fill_in("passage", "three groups were seen")
        await save(reader)
        for ref in (ARMY, FRONT, MARTYRS):
            assert in_file(book, ref)["cites"][-1]["passage"] == "three groups were seen"
        await reader.press("X", "c")
        assert reader.editor("source").given() == REPORT, "the source is in use from then on"


async def test_all_that_are_marked_are_deleted_and_brought_back_with_one_key(book: Store) -> None:
    before = contents(book)
    async with opened(book, NARROW) as reader:
        await mark(reader, ARMY, FRONT)
        await reader.press("d")
        reader.on(ConfirmScreen)
        assert "Delete 2 groups?" in reader.shown()
        await reader.press("y")
        left = records_in_file(book)
        assert ARMY not in left
        assert FRONT not in left
        assert "marked" not in frame(reader, "group")
        await reader.press("u")
        assert contents(book) == before


async def test_two_that_are_marked_are_merged_without_searching(book: Store) -> None:
    async with opened(book) as reader:
        await mark(reader, MARTYRS, FRONT)
        reader.main.panes.current.go_to(MARTYRS)
        await reader.rest()
        await reader.press("M")
        assert f"becomes part of {MARTYRS}" in reader.shown()
        await save(reader)
        assert book.get(FRONT) is None


async def test_all_that_are_marked_are_edited_as_text(
    book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor"
    script.write_text("#!/bin/sh\nsed -i 's/rebel group/identity militia/' \"$1\"\n")
    script.chmod(0o755)
    monkeypatch.setitem(os.environ, "VISUAL", str(script))
    async with opened(book) as reader:
        await mark(reader, FRONT, MARTYRS)
        await reader.press("E")
        assert field(book, FRONT, "kind") == field(book, MARTYRS, "kind") == "identity militia"
        assert "saved 2 records" in reader.told()[-1]


async def test_all_that_are_marked_are_copied(book: Store) -> None:
    async with opened(book) as reader:
        await mark(reader, ARMY, MARTYRS)
        await reader.press("Y")
        await choose(reader, "ref")
        assert reader.app.clipboard == f"{ARMY}\n{MARTYRS}"


async def test_marks_are_of_the_list_and_not_of_what_is_read(book: Store) -> None:
    async with opened(book) as reader:
        await mark(reader, ARMY, MARTYRS)
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("d")
        assert "Delete Idris Talon?" in reader.shown()
        await reader.press("n", "1")
        assert set(reader.main.selection.marked) == {ARMY, MARTYRS}, "they are still there on coming back"


async def test_what_the_lens_hides_is_told(book: Store) -> None:
    async with opened(book) as reader:
        await mark(reader, ARMY, MARTYRS)
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("space", "1")
        assert "2 marked, 2 not in the lens" in frame(reader, "group")


async def test_somebody_else_changed_one_of_them_meanwhile(book: Store) -> None:
    assert book.path is not None
    async with opened(book) as reader:
        await mark(reader, ARMY, MARTYRS)
        await reader.press("e", "enter")
        await reader.write("north")
        Store.open(book.path, by="other").put(ARMY, group("Army of Karsa"))
        await reader.press("ctrl+s")
        assert "nothing was changed" in reader.told()[-1]
        assert "tags" not in in_file(book, MARTYRS)


async def test_values_that_differ_are_never_emptied_by_saving_nothing(book: Store) -> None:
    before = contents(book)
    async with opened(book, NARROW) as reader:
        await mark(reader, FRONT, MARTYRS)
        await reader.press("e")
        await choose(reader, "Founded")
        await reader.press("ctrl+s")
        assert "Founded: clear" in " ".join(reader.note("founded").split())
        assert contents(book) == before
        await reader.press("escape", "e")
        await choose(reader, "Founded: clear")
        assert field(book, FRONT, "founded") is None
        assert field(book, MARTYRS, "founded") is None


async def test_items_that_read_alike_are_told_apart(book: Store) -> None:
    for number in (1, 2):
        book.put(f"leader:selim-{number}", build("leader", {"name": "Selim"}))
        about = [f"leader:selim-{number}"]
        fields = {"text": "We", "source": REPORT, "attribution": "x", "about": about}
        book.put(f"quote:{number}", build("quote", fields))
    async with opened(book) as reader:
        await reader.press("4")
        await mark(reader, "quote:1", "quote:2")
        await reader.press("e")
        await choose(reader, "About: take out")
        assert choices(reader) == ["Selim  leader:selim-1", "Selim  leader:selim-2"]
        await choose(reader, "Selim  leader:selim-2")
        assert field(book, "quote:1", "about") == ("leader:selim-1",)
        assert field(book, "quote:2", "about") is None


async def test_more_than_two_are_not_merged_at_a_time(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("ctrl+a", "M")
        assert "3 are marked" in reader.told()[-1]
        assert reader.app.screen is reader.main


async def test_a_mark_made_while_reading_counts_in_the_list(book: Store) -> None:
    async with opened(book) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("x")
        assert "marked in its list" in reader.told()[-1]
        await reader.press("2")
        assert tuple(reader.main.selection.marked) == (TALON,)


async def test_however_much_is_deleted_the_keys_that_answer_are_in_sight(book: Store) -> None:
    for number in range(40):
        about = [{"ref": ARMY}, {"ref": FRONT}]
        fields = {"title": f"Clash {number}", "date": "2020", "actors": about}
        book.put(f"event:{number}", build("event", fields))
    async with opened(book, NARROW) as reader:
        await reader.press("ctrl+a", "d")
        assert "y  yes, delete      n  no, go back" in reader.shown()
        await reader.press("n", "3", "ctrl+a", "d")
        assert "y  yes, delete      n  no, go back" in reader.shown()
