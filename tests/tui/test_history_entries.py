"""A history of any length is read and shown without delaying keys."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from unicodedata import category

import pytest
from rich.cells import cell_len

from briefing.model.differences import Difference
from briefing.store.changes import Change, Transaction
from briefing.store.errors import FileFault, NotSaved
from briefing.store.store import Store
from briefing.tui.history import loader
from briefing.tui.history.entries import (
    Entries,
    change_lines,
    deleted_in,
    entry_of,
    row_of_entry,
    transaction_lines,
)
from briefing.tui.history.screen import HistoryScreen
from briefing.tui.widgets.differences import (
    AHEAD,
    PieceView,
    difference_lines,
    picked,
    side_by_side,
)
from briefing.tui.widgets.dossier_layout import Line
from briefing.tui.widgets.row_list import RowList
from invented import AMBUSH, ARMY, TALON, group, record
from onscreen import NARROW, WIDE, Reader, opened, rows_in_sight, text_of

AT = datetime(2024, 5, 6, 12, tzinfo=UTC)
HOSTILE = "[red]x[/red]\x1b[31m\u202e[@click=app.quit]\n[bold"


def many(number: int) -> Store:
    """A briefing with one group changed many times."""
    store = Store.in_memory("Many", by="analyst")
    for each in range(number):
        store.put(ARMY, group(f"Army {each}"), why=f"edit {each}")
    return store


def history(reader: Reader) -> HistoryScreen:
    return reader.on(HistoryScreen)


def rows(reader: Reader) -> RowList:
    return history(reader).query_one(RowList)


def differences_shown(reader: Reader) -> str:
    return " ".join(text_of(history(reader).query_one(PieceView)).split())


def texts(lines: Iterator[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def made(rev: int, *changes: Change, undoes: int = 0, by: str = "a", why: str = "") -> Transaction:
    return Transaction(rev, AT, by, why, changes, undoes)


# Reading


async def test_a_long_history_is_read_to_its_end_and_what_is_far_back_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loader, "MOST_KEPT", 10)
    async with opened(many(1_500), WIDE) as reader:
        await reader.press("H")
        await reader.until(lambda: "1,500 changes read" in reader.lines()[0])
        assert len(rows(reader).ids) == 1_500
        assert len(history(reader)._loader._kept) == 10
        await reader.press("G")
        await reader.until(lambda: "Name: Army 0" in differences_shown(reader))
        await reader.press("k")
        await reader.until(lambda: "Name: Army 0 → Army 1" in differences_shown(reader))
        await reader.press("k", "u")
        await reader.until(lambda: "Undo revision 3?" in reader.shown())
        await reader.press("y")
        assert "Undo revision 1500 first" in reader.shown()


async def test_a_history_without_end_is_given_up_when_its_screen_closes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = many(1)
    (only,) = store.history()
    ended: list[bool] = []

    def endless(_ref: str = "") -> Iterator[Transaction]:
        try:
            for rev in count(10**9, -1):
                yield Transaction(rev, AT, only.by, only.why, only.changes)
        finally:
            ended.append(True)

    async with opened(store, NARROW) as reader:
        monkeypatch.setattr(store, "newest_first", endless)
        await reader.press("H")
        await reader.until(lambda: len(rows(reader).ids) > 1_000)
        assert "read, reading …" in reader.lines()[0]
        await reader.press("j", "j")
        assert rows(reader).cursor == 2, "keys are answered meanwhile"
        await reader.press("escape")
        assert reader.app.screen is reader.main
        await reader.until(lambda: ended)


async def test_a_history_that_cannot_be_read_says_so(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = book.newest_first

    def damaged(ref: str = "") -> Iterator[Transaction]:
        yield from islice(real(ref), 1)
        raise FileFault(Path(book.location), "line 1 is damaged", "repair it")

    async with opened(book, WIDE) as reader:
        monkeypatch.setattr(book, "newest_first", damaged)
        await reader.press("H")
        await reader.until(lambda: any("line 1 is damaged" in said for said in reader.messages()))
        assert len(rows(reader).ids) == 1, "what could be read is there"


async def test_changes_that_wait_and_get_other_numbers_are_listed_once(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_entries: object) -> None:
        raise NotSaved("no space left")

    async with opened(book, WIDE) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(book._backend, "append", full)
            book.put(ARMY, group("Mine"))
            await reader.press("H")
            await reader.until(lambda: len(rows(reader).ids) == 2)
            other = Store.open(book.location, by="colleague")
            other.put(TALON, record("leader", name="Theirs"))
            other.close()
        assert book.save_waiting()
        await reader.until(lambda: len(rows(reader).ids) == 3)
        assert rows(reader).ids[:] == [f"3 {ARMY}", f"2 {TALON}", rows(reader).ids[2]]
        assert "colleague" in rows_in_sight(rows(reader))[1]


async def test_hostile_text_is_harmless(book: Store) -> None:
    other = Store.open(book.location, by=HOSTILE)
    other.put(ARMY, group(HOSTILE, summary=f"{HOSTILE}\n" * 30), why=HOSTILE)
    other.put(ARMY, group("W" * 3_000, aliases=["馬" * 300, "o" + "\u0301" * 50]), why="W" * 500)
    other.delete(ARMY, why=HOSTILE, unlink=True)
    other.close()
    for size in (WIDE, NARROW):
        async with opened(book, size) as reader:
            await reader.press("H")
            await reader.until(lambda: len(rows(reader).ids) > 3)
            for key in ("g", "j", "u", "n", "j", "J", "u", "n", "tab", "/", "escape", "r", "n"):
                await reader.press(key)
                shown = reader.shown()
                assert not {each for each in shown if category(each) in ("Cc", "Cf")} - {"\n"}
                assert all(cell_len(line) == size[0] for line in reader.lines()), key
            await reader.press("escape", "h")


# What a list needs


def test_an_undone_undo_undoes_nothing() -> None:
    entries = Entries()
    change = Change(ARMY, None, group("A"))
    undos = {4: 0, 3: 2, 2: 1, 1: 0}
    entries.add([entry_of(made(rev, change, undoes=undone), str) for rev, undone in undos.items()])
    assert [entries.undone_by(entry) for entry in entries.entries] == [0, 0, 3, 0]
    assert "undone · a" in row_of_entry(entries.entries[2], 1, 3).tail
    entries.put_before([entry_of(made(5, change, undoes=3), str)], last=4)
    assert [entries.undone_by(entry) for entry in entries.entries] == [0, 0, 5, 0, 2]


def test_entries_are_found_by_their_ids_and_by_folded_words() -> None:
    entries = Entries()
    entries.add(entry_of(made(rev, Change(ARMY, None, group(f"Á{rev}"))), str) for rev in (9, 7, 2))
    assert [entries.ids.index(row_id) for row_id in entries.ids] == [0, 1, 2]
    assert entries.ids.find(f"8 {ARMY}") is None
    assert entries.ids.find("") is None
    entries.narrow("a7 karsa")
    assert list(entries.ids) == [f"7 {ARMY}"]
    entries.add([entry_of(made(1, Change(ARMY, None, group("a7"))), str)])
    assert len(entries.ids) == 2, "what is read later is narrowed too"
    entries.narrow("2024 05")
    assert len(entries.ids) == 4, "a day can be typed"


def test_a_deleted_record_is_listed_once_as_it_was_last_deleted() -> None:
    entries = Entries(each_once=True)
    gone = Change(ARMY, group("A"), None)
    for rev in (5, 3):
        entries.add(
            deleted_in(made(rev, gone, Change(TALON, None, record("leader", name="T"))), str)
        )
    assert list(entries.ids) == [f"5 {ARMY}"]
    entries.put_before(list(deleted_in(made(7, gone), str)), last=5)
    assert list(entries.ids) == [f"7 {ARMY}"]
    entries.keep(lambda entry: entry.ref != ARMY)
    assert list(entries.ids) == []
    assert entry_of(made(1), str).label == "", "also a change of nothing"


def row_text(*changes: Change, ref: str = "", why: str = "") -> str:
    """A row of a history after the revision and the time."""
    transaction = Transaction(7, AT, "a", why, changes)
    return row_of_entry(entry_of(transaction, str, ref), 1, 0).text


def test_a_row_names_the_fields_an_edit_changed() -> None:
    before = group("Front", status="active")
    edit = Change(ARMY, before, group("Front", status="defunct"))
    assert row_text(edit) == "~ Front · status"
    assert row_text(edit, why="a slip") == "~ Front · a slip"
    more = group("Army", kind="other", abbreviation="A", summary="x", status="defunct")
    assert row_text(Change(ARMY, before, more)) == "~ Army · name, abbreviation and 3 more"
    assert (
        row_text(edit, Change(TALON, before, group("F"))) == "~ Front and 1 more · status and name"
    )
    assert row_text(edit, Change(TALON, before, None)) == "~ Front and 1 more"
    assert row_text(Change(ARMY, None, before)) == "+ Front"


async def test_fields_are_in_sight_beside_a_long_name_in_80_columns(book: Store) -> None:
    long = "The Movement for the Unity and the Defence of the Highlands"
    book.put(ARMY, group(long))
    book.put(ARMY, group(long, status="active", founded="2012", summary="x", kind="other"))
    async with opened(book, NARROW) as reader:
        await reader.press("H")
        await reader.until(lambda: len(rows(reader).ids) > 2)
        assert "… · kind, founded and 2 more  analyst" in rows_in_sight(rows(reader))[0]


# What is shown of a change


def test_changed_words_are_picked_out_and_the_rest_of_a_long_text_left_out() -> None:
    was, now = picked("killed at Wadi Selim in May", "killed near Wadi Selim in June")
    assert [piece.text for piece in was if piece.look == "removed"] == ["at ", "May"]
    assert [piece.text for piece in now if piece.look == "added"] == ["near ", "June"]
    was, now = picked("soldiers and civilians", "soldiers")
    assert [piece.text for piece in (*was, *now) if piece.look != "text"] == ["and civilians"]
    long = "word " * 500
    was, now = picked(f"{long}one {long}", f"{long}two {long}")
    assert "".join(piece.text for piece in was).startswith("… word")
    assert len("".join(piece.text for piece in now)) < 200
    was, now = picked("a " * 3_000, "b " * 3_000)
    assert [piece.look for piece in (*was, *now)] == ["removed", "added"]
    was, now = picked("one\n\ntwo", "one\ntwo")
    assert "".join(piece.text for piece in was) == "one ¶  ¶ two"


def test_a_field_is_shown_in_one_line_where_it_fits() -> None:
    field = Difference("status", "Status", "at large", "dead")
    assert texts(difference_lines(field, 60)) == ["  Status: at large → dead"]
    assert texts(difference_lines(field, 20)) == ["  Status: ", "  at large → dead"]
    assert texts(difference_lines(field, 15)) == ["  Status: ", "    at large", "  → dead"]
    assert texts(difference_lines(field._replace(before=""), 60)) == ["  Status: + dead"]
    assert texts(difference_lines(field._replace(after=""), 60)) == ["  Status: − at large"]
    left, right = (difference_lines(each, 28) for each in (field, field._replace(after="")))
    assert texts(side_by_side(left, right, 28)) == [
        "  Status: at large → dead    │   Status: − at large"
    ]


@pytest.mark.parametrize("width", [20, 36, 77])
def test_no_line_is_wider_than_there_is_room(width: int) -> None:
    for text in ("W" * 500, "馬" * 500, HOSTILE * 40, "a " * 500, "o\u0301" * 300, " lead  two "):
        change = Change(AMBUSH, group("A"), group(text or "x", summary=f"{text}\n{text}x"))
        lines = texts(change_lines(change, width, str))
        assert max(map(cell_len, lines)) <= max(width, cell_len("changed  event  ")), text


async def test_of_ten_thousand_records_only_what_is_scrolled_to_is_laid_out() -> None:
    store = Store.in_memory("Import", by="analyst")
    with store.transaction("import") as draft:
        for number in range(10_000):
            draft.put(f"group:g{number}", group(f"Group {number}"))
    async with opened(store, NARROW) as reader:
        await reader.press("h")
        await reader.until(lambda: "1 change read" in reader.lines()[0])
        await reader.until(lambda: "added group" in differences_shown(reader))
        view = history(reader).query_one(PieceView)
        assert view.line_count < 3 * AHEAD
        for _ in range(100):
            view.action_page(1)
        await reader.rest()
        assert view.scroll_offset.y > 1_000
        assert view.line_count < 1_300 + 3 * AHEAD
        view.action_edge(0)
        await reader.rest()
        assert "revision 1" in text_of(view)
        view.action_edge(-1)
        await reader.resize(*WIDE)
        assert "added group" in differences_shown(reader)
        (whole,) = store.history()
        assert len(list(transaction_lines(whole, 80, str))) > 20_000
