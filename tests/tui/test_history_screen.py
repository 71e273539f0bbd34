"""The history screen, gesture by gesture."""

import re
from collections.abc import Callable, Iterator

import pytest
from textual.widgets import Static

from briefing.model.validation import build, plain
from briefing.store.changes import Operation, Transaction
from briefing.store.store import Store
from briefing.tui.actions.restore import restore
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.history.screen import HistoryScreen
from briefing.tui.widgets.differences import PieceView
from briefing.tui.widgets.line_input import FilterInput
from briefing.tui.widgets.row_list import RowList
from fakehost import FakeHost
from filling_in import in_file
from invented import AMBUSH, ARMY, LEADS, MARTYRS, SPLIT, TALON, contents, group, record
from onscreen import MIDDLE, NARROW, WIDE, Reader, opened, rows_in_sight, text_of

WHEN = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


def change(store: Store, ref: str, why: str = "", **raw: object) -> Transaction:
    """Change some fields of a record."""
    whole = {**plain(store.need(ref)), **raw}
    return store.put(ref, build(ref.partition(":")[0], whole), why=why)


def elsewhere(book: Store, do: Callable[[Store], object], by: str = "colleague") -> None:
    """Another program changes the briefing."""
    other = Store.open(book.location, by=by)
    do(other)
    other.close()


def rows(reader: Reader) -> RowList:
    return reader.on(HistoryScreen).query_one(RowList)


def listed(reader: Reader) -> list[str]:
    """The visible rows, without dates."""
    return [" ".join(WHEN.sub("", line).split()) for line in rows_in_sight(rows(reader))]


def shown_differences(reader: Reader) -> str:
    """The differences shown, on one line."""
    return " ".join(text_of(reader.on(HistoryScreen).query_one(PieceView)).split())


def question(reader: Reader) -> str:
    """The question shown."""
    return "\n".join(str(each.content) for each in reader.on(ConfirmScreen).query(Static))


async def open_history(reader: Reader, key: str, ref: str = "") -> None:
    """Open a history and wait until it is read."""
    if ref:
        reader.main.visit(ref)
        await reader.rest()
    await reader.press(key)
    await reader.until(lambda: "read" in reader.lines()[0] and "…" not in reader.lines()[0])


@SIZES
async def test_h_opens_the_history_of_the_record_on_screen(
    book: Store, size: tuple[int, int]
) -> None:
    change(book, TALON, "by the wire", status="dead")
    change(book, ARMY, status="active")
    change(book, TALON, position="Commander of the north", aliases=["Idriss Tallon", "the Hawk"])
    async with opened(book, size) as reader:
        await open_history(reader, "h", TALON)
        assert "History of Idris Talon" in reader.lines()[0]
        assert "3 changes read" in reader.lines()[0]
        assert listed(reader)[:2] == [
            "4 ~ Idris Talon · position and aliases analyst",
            "2 ~ Idris Talon · by the wire analyst",
        ]
        assert listed(reader)[2].startswith("1 + Idris Talon and 11 more · the invent")
        assert "changed leader Idris Talon" in shown_differences(reader)
        assert "Position: Commander → Commander of the north" in shown_differences(reader)
        assert "Aliases: + the Hawk" in shown_differences(reader)
        await reader.press("j")
        assert "revision 2" in shown_differences(reader)
        assert "by the wire" in shown_differences(reader)
        assert "Status: at large → dead" in shown_differences(reader)
        await reader.press("G")
        found = shown_differences(reader)
        assert found.index("added leader Idris Talon Name: Idris Talon") < 120, "it comes first"
        assert "→" not in found
        before = shown_differences(reader)
        await reader.press("J", "J")
        assert shown_differences(reader) != before
        await reader.press("K", "K")
        assert shown_differences(reader) == before
        assert all(len(line) == size[0] for line in reader.lines())
        await reader.press("h")
        assert reader.app.screen is reader.main
        assert reader.here == TALON


@SIZES
async def test_capital_h_opens_the_history_of_everything(
    book: Store, size: tuple[int, int]
) -> None:
    change(book, TALON, status="dead")
    book.delete(MARTYRS, unlink=True, why="double")
    async with opened(book, size) as reader:
        await open_history(reader, "H", ARMY)
        assert listed(reader)[0].startswith("3 − Martyrs of Selim and 1 more · double")
        assert listed(reader)[1] == "2 ~ Idris Talon · status analyst"
        assert "deleted group Martyrs of Selim" in shown_differences(reader)
        assert "Martyrs of Selim split from Front du Nord" in shown_differences(reader)

        await reader.press("j", "enter")
        assert reader.app.screen is reader.main
        assert reader.here == TALON, "enter goes to the record"
        await open_history(reader, "H")
        await reader.press("enter")
        assert "no longer exists; r restores it" in reader.messages()[-1]


async def test_tab_goes_from_this_record_to_everything_to_what_was_deleted(book: Store) -> None:
    book.delete(SPLIT)
    async with opened(book, MIDDLE) as reader:
        await open_history(reader, "h", ARMY)
        assert len(rows(reader).ids) == 1
        await reader.press("tab")
        await reader.until(lambda: len(rows(reader).ids) == 2)
        await reader.press("tab")
        await reader.until(lambda: "split from" in reader.shown())
        (only,) = listed(reader)
        assert only.startswith("2 − Martyrs of Selim split from Front du Nord")
        await reader.press("tab")
        await reader.until(lambda: "History of Karsa Army" in reader.lines()[0])


async def test_an_empty_list_says_what_it_means_and_what_to_press() -> None:
    async with opened(Store.in_memory("New", by="analyst"), NARROW) as reader:
        await open_history(reader, "h")
        assert "no changes yet; esc, then n adds a record" in reader.shown()
        await reader.press("u", "r", "enter", "J", "K", "j", "G", "tab")
        await reader.until(lambda: "nothing is deleted" in reader.shown())
        await reader.press("/")
        await reader.write("x")
        assert "nothing is deleted" in reader.shown(), "nothing is there to be narrowed"
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.main


async def test_a_record_older_than_the_history_has_none(book: Store) -> None:
    store = Store.in_memory("New", by="analyst")
    store._records.snapshot.tables["group"]["old"] = group("Old")
    async with opened(store, MIDDLE) as reader:
        await open_history(reader, "h", "group:old")
        assert "no changes to this record" in reader.shown()


async def test_u_takes_back_the_change_under_the_cursor(book: Store) -> None:
    change(book, TALON, "by the wire", status="dead")
    change(book, ARMY, status="active")
    async with opened(book, NARROW) as reader:
        await open_history(reader, "H")
        await reader.press("j", "u")
        reader.on(ConfirmScreen)
        assert "Undo revision 2?" in reader.shown()
        assert "reverts leader Idris Talon" in reader.shown()
        assert "Status: dead → at large" in reader.shown()
        await reader.press("n")
        assert in_file(book, TALON)["status"] == "dead"

        await reader.press("u", "y")
        await reader.until(lambda: len(rows(reader).ids) == 4)
        assert in_file(book, TALON)["status"] == "at large"
        assert reader.messages()[-1] == (
            "undid revision 2: changed Idris Talon (by the wire); undo revision 4 to redo it"
        )
        assert listed(reader)[0] == "4 ~ Idris Talon · undone: by the wire analyst"
        assert "undone · analyst" in listed(reader)[2]
        assert rows(reader).current == f"2 {TALON}", "the cursor stays"
        assert "undone by revision 4" in shown_differences(reader)

        await reader.press("u")
        assert "already undone by revision 4" in reader.messages()[-1]
        await reader.press("g")
        assert "undoes revision 2" in shown_differences(reader)
        await reader.press("u", "y")
        await reader.until(lambda: len(rows(reader).ids) == 5)
        assert in_file(book, TALON)["status"] == "dead"
        assert reader.messages()[-1].startswith("redid revision 4: changed Idris Talon (by the")
        assert not any("2 ~ Idris Talon undone" in line for line in listed(reader))


async def test_a_change_is_undone_with_those_that_depend_on_it(book: Store) -> None:
    before = contents(book)
    change(book, TALON, "first", status="dead")
    change(book, TALON, "second", position="Nothing")
    async with opened(book, NARROW) as reader:
        await open_history(reader, "h", TALON)
        await reader.press("j", "u", "y")
        shown = " ".join(reader.shown().split())
        assert "Undo revision 3 first, then 2?" in shown
        assert "Position: Nothing → Commander" in shown
        await reader.press("n")
        assert book.meta.revision == 3
        await reader.press("u", "y", "y")
        await reader.until(lambda: len(rows(reader).ids) == 5)
        assert contents(book) == before
        assert "undid revisions 3, 2; undo revision 5" in reader.messages()[-1]
        assert [line[0] for line in listed(reader) if "undone ·" in line] == ["3", "2"]


async def test_an_addition_that_is_referred_to_goes_with_what_refers_to_it(book: Store) -> None:
    before = contents(book)
    book.put("group:new", group("New"))
    change(book, AMBUSH, actors=[{"ref": "group:new"}])
    async with opened(book, MIDDLE) as reader:
        await open_history(reader, "h", "group:new")
        await reader.press("u")
        assert "deletes group New" in " ".join(reader.shown().split())
        await reader.press("y")
        assert "Undo revision 3 first, then 2?" in reader.shown()
        await reader.press("y")
        assert contents(book) == before


async def test_a_deleted_record_is_found_and_restored_as_it_last_was(book: Store) -> None:
    change(book, MARTYRS, status="defunct")
    before = contents(book)
    book.delete(MARTYRS, unlink=True)
    change(book, ARMY, name="Army")
    async with opened(book, NARROW) as reader:
        await open_history(reader, "H")
        await reader.press("tab", "/")
        await reader.write("MÁRTYRS split")
        await reader.until(lambda: len(rows(reader).ids) == 1)
        await reader.press("enter", "r")
        await reader.until(lambda: isinstance(reader.app.screen, ConfirmScreen))
        shown = question(reader)
        assert "Restore Martyrs of Selim split from" in shown
        assert "which come back too:" in shown
        assert "group Martyrs of Selim" in shown
        await reader.press("n")
        assert book.get(SPLIT) is None
        await reader.press("r")
        await reader.until(lambda: isinstance(reader.app.screen, ConfirmScreen))
        await reader.press("y")
        assert contents(book) == {**before, ARMY: book.get(ARMY)}
        assert next(book.newest_first()).why == "restore"
        assert "and 1 more" in reader.messages()[-1]
        await reader.press("escape")
        await reader.until(lambda: "nothing is deleted" in reader.shown())


async def test_the_question_does_not_open_over_another_screen(book: Store) -> None:
    army = book.need(ARMY)
    book.delete(ARMY, unlink=True)
    host = FakeHost()

    def another_opens() -> None:
        host.in_front = "a form"

    host.meanwhile = another_opens
    await restore(host, book, {ARMY: army})
    assert host.asked == []


async def test_each_record_deleted_is_shown_first_where_it_is_listed(book: Store) -> None:
    book.delete(MARTYRS, unlink=True)
    async with opened(book, NARROW) as reader:
        await open_history(reader, "H")
        await reader.press("tab")
        await reader.until(lambda: len(rows(reader).ids) == 2)
        for ref, first in ((MARTYRS, "deleted group Martyrs"), (SPLIT, "deleted link Martyrs")):
            assert rows(reader).current == f"2 {ref}"
            assert first in shown_differences(reader)[:100]
            await reader.press("j")


async def test_r_restores_all_that_a_change_deleted(book: Store) -> None:
    book.delete(MARTYRS, unlink=True)
    async with opened(book, MIDDLE) as reader:
        await open_history(reader, "H")
        await reader.press("r")
        await reader.until(lambda: isinstance(reader.app.screen, ConfirmScreen))
        assert "Restore Martyrs of Selim and 1 more?" in reader.shown()
        await reader.press("y")
        assert book.get(MARTYRS)
        assert book.get(SPLIT)
        await reader.until(lambda: len(rows(reader).ids) == 3)
        await reader.press("r")
        assert "exists again" in reader.messages()[-1]
        await reader.press("G", "r")
        assert "nothing was deleted here" in reader.messages()[-1]


@SIZES
async def test_a_change_of_thousands_is_one_line_that_opens(
    book: Store, size: tuple[int, int]
) -> None:
    with book.transaction("from the field office", Operation("import")) as draft:
        for number in range(5_000):
            draft.put(f"group:g{number}", group(f"Group {number}"))
    async with opened(book, size) as reader:
        await open_history(reader, "H")
        assert listed(reader)[0].startswith("2 + added 5,000 groups · from the")
        await reader.until(lambda: "added group Group 0" in shown_differences(reader))

        await reader.press("enter")
        await reader.until(lambda: "5,000 records read" in reader.lines()[0])
        assert "Revision 2" in reader.lines()[0]
        assert "added 5,000 groups" in reader.lines()[1]
        assert "tab" not in reader.lines()[-1], "there is one list only"
        await reader.press("j", "tab")
        assert listed(reader)[1] == "group + Group 1"
        assert shown_differences(reader).endswith("added group Group 1 Name: Group 1")
        await reader.press("G")
        assert rows(reader).current == "2 group:g4999"
        await reader.press("/")
        await reader.write("group 321")
        assert len(rows(reader).ids) == 15
        await reader.press("enter", "u")
        assert "Undo revision 2?" in reader.shown()
        await reader.press("n", "escape", "escape")
        assert listed(reader)[0].startswith("2 + added 5,000 groups"), "back where it was opened"

        await reader.press("enter")
        await reader.until(lambda: "5,000 records read" in reader.lines()[0])
        await reader.press("u", "y")
        await reader.until(lambda: "undid revision 2: added 5,000 groups" in reader.messages()[-1])
        await reader.press("escape")
        await reader.until(lambda: len(rows(reader).ids) == 3)
        await reader.press("enter")
        await reader.until(lambda: "5,000 records read" in reader.lines()[0])
        await reader.press("u")
        assert "already undone by revision 3" in reader.messages()[-1]
        await reader.press("r", "y")
        assert reader.messages()[-1].startswith("nothing was deleted here")


async def test_enter_among_the_records_of_a_change_goes_to_one(book: Store) -> None:
    with book.transaction("", Operation("import")) as draft:
        for number in range(30):
            draft.put(f"group:g{number}", group(f"Group {number}"))
    async with opened(book, WIDE) as reader:
        await open_history(reader, "H")
        await reader.press("enter")
        await reader.until(lambda: "30 records read" in reader.lines()[0])
        await reader.press("j", "enter")
        assert reader.app.screen is reader.main
        assert reader.here == "group:g1"


async def test_what_cannot_be_restored_says_why(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = record("link", type="member", **{"from": TALON, "to": "group:unheard-of"})
    deleted = record("link", type="member", **{"from": TALON, "to": ARMY})
    book.put("link:lost", deleted)
    book.delete("link:lost")
    real = book.newest_first

    def altered(ref: str = "") -> Iterator[Transaction]:
        for each in real(ref):
            changes = (
                one._replace(before=lost) if one.before == deleted else one for one in each.changes
            )
            yield Transaction(each.rev, each.at, each.by, each.why, tuple(changes))

    monkeypatch.setattr(book, "newest_first", altered)
    async with opened(book, MIDDLE) as reader:
        await open_history(reader, "H")
        await reader.press("r")
        await reader.until(lambda: "history does not contain" in "".join(reader.messages()))
        assert "group:unheard-of" in reader.messages()[-1]


async def test_words_typed_narrow_the_list_and_escape_shows_all_again(book: Store) -> None:
    change(book, TALON, "Déjà vu", status="dead")
    elsewhere(book, lambda store: change(store, ARMY, status="active"))
    async with opened(book, NARROW) as reader:
        await open_history(reader, "H")
        await reader.until(lambda: len(rows(reader).ids) == 3)
        found = {}
        for words in ("deja VU", "colleague", "group:karsa", "talon dead", "analyst talon wire"):
            await reader.press("/")
            await reader.write(words)
            found[words] = [row.partition(" ")[0] for row in rows(reader).ids]
            await reader.press("escape")
            assert len(rows(reader).ids) == 3
        assert found == {
            "deja VU": ["2"],
            "colleague": ["3"],
            "group:karsa": ["3", "1"],
            "talon dead": [],
            "analyst talon wire": ["1"],
        }
        await reader.press("/")
        await reader.write("uqrh talon")
        assert "no change contains these words; esc shows all again" in reader.shown()
        await reader.press("ctrl+u")
        await reader.write("talon")
        assert "2 of 3" in reader.shown()
        await reader.press("down", "enter", "k")
        assert rows(reader).has_focus
        assert rows(reader).current == f"2 {TALON}"
        await reader.press("tab", "tab")
        await reader.until(lambda: "2 of 3" in reader.shown())
        await reader.press("escape")
        assert len(rows(reader).ids) == 3
        assert not reader.app.screen.query_one(FilterInput).display
        await reader.press("escape")
        assert reader.app.screen is reader.main


async def test_the_list_grows_while_it_is_open_and_the_cursor_stays(book: Store) -> None:
    for number in range(40):
        change(book, ARMY, f"edit {number}", summary=f"{number}")
    async with opened(book, NARROW) as reader:
        await open_history(reader, "h", ARMY)
        await reader.press(*"jjjjj")
        stands_on = rows(reader).current
        elsewhere(book, lambda store: change(store, ARMY, status="active"))
        elsewhere(book, lambda store: change(store, TALON, status="dead"))
        await reader.until(lambda: len(rows(reader).ids) == 42)
        assert rows(reader).current == stands_on
        await reader.press("tab")
        await reader.until(lambda: len(rows(reader).ids) == 43)
        elsewhere(book, lambda store: store.delete(LEADS))
        await reader.until(lambda: len(rows(reader).ids) == 44)
        assert "− Idris Talon leads" in listed(reader)[0]
        await reader.press("tab")
        await reader.until(lambda: len(rows(reader).ids) == 1)
        elsewhere(book, lambda store: store.delete(SPLIT))
        await reader.until(lambda: len(rows(reader).ids) == 2)
        elsewhere(book, lambda store: store.undo(44))
        await reader.until(lambda: [row.partition(" ")[2] for row in rows(reader).ids] == [SPLIT])
        await reader.press("escape")
        assert len(book._listeners) == 1, "a history that was closed hears of nothing"
