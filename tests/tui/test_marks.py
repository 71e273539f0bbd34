"""Marked records: how marks show, and commands on all of them."""

from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.dialogs.confirm import ConfirmScreen
from filling_in import in_file, records_in_file, save
from invented import ARMY, FRONT, MARTYRS, REPORT, TALON, contents, group
from onscreen import NARROW, Reader, opened, text_of


def field(store: Store, ref: str, name: str) -> object:
    return plain(store.need(ref)).get(name)


async def mark(reader: Reader, *refs: str) -> None:
    """Mark rows of the current list."""
    for ref in refs:
        assert reader.main.panes.current.go_to(ref)
        await reader.rest()
        await reader.press("x")


def frame(reader: Reader, kind: str) -> str:
    return str(reader.pane(kind).border_subtitle)


async def test_a_mark_shows_and_the_cursor_moves_on(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        first, second, *_ = reader.pane("group").ids
        await reader.press("x")
        assert reader.pane("group").current == second
        assert [line[0] for line in text_of(reader.pane("group")).splitlines()[:2]] == ["✓", "▌"]
        assert "1 marked" in frame(reader, "group")
        assert "X clears the marks" in reader.messages()[-1]
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
        assert "Change which field of 2 groups?" in reader.shown()
        await reader.press("enter")
        await reader.write("north")
        await save(reader)
        assert in_file(book, ARMY)["tags"] == ["old", "north"], "one it has is not there twice"
        assert in_file(book, MARTYRS)["tags"] == ["north"]
        assert field(book, FRONT, "tags") is None
        assert "changed 1 group" in reader.messages()[-1]
        await reader.press("u")
        assert contents(book) == before


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


async def test_marks_are_of_the_list_and_not_of_what_is_read(book: Store) -> None:
    async with opened(book) as reader:
        await mark(reader, ARMY, MARTYRS)
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("d")
        assert "Delete this leader: Idris Talon?" in reader.shown()
        await reader.press("n", "1")
        assert set(reader.main.selection.marked) == {ARMY, MARTYRS}, (
            "they are still there on coming back"
        )


async def test_marks_hidden_by_the_lens_are_counted(book: Store) -> None:
    async with opened(book) as reader:
        await mark(reader, ARMY, MARTYRS)
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("space", "1")
        assert "2 marked, 2 not in the lens" in frame(reader, "group")


async def test_a_mark_made_while_reading_counts_in_the_list(book: Store) -> None:
    async with opened(book) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("x")
        assert "marked in its list" in reader.messages()[-1]
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
