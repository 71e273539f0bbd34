"""A change shows at once and moves nothing in view."""

from collections.abc import Sequence

import pytest

from briefing.model.kinds import PANES
from briefing.model.kinds.record import Record
from briefing.store.store import Store
from briefing.tui.widgets.row_list import RowList
from invented import FRONT, QUOTE, REPORT, TALON, fill, group, record
from onscreen import NARROW, WIDE, Reader, opened, rows_in_sight, text_of

COUNT = 60


def many_groups() -> Store:
    """Groups sorted by number, two apart."""
    store = Store.in_memory("Karsa highlands", by="analyst")
    with store.transaction("groups") as draft:
        for number in range(0, 2 * COUNT, 2):
            draft.put(ref(number), numbered(number))
    return store


def ref(number: int) -> str:
    return f"group:g{number:03}"


def numbered(number: int) -> Record:
    return group(f"Group {number:03}")


def change(store: Store, puts: Sequence[int] = (), deletes: Sequence[int] = ()) -> None:
    """Add and delete numbered groups in one change."""
    with store.transaction("change") as draft:
        for number in puts:
            draft.put(ref(number), numbered(number))
        for number in deletes:
            draft.delete(ref(number))


async def in_the_middle(reader: Reader) -> RowList:
    """The pane of groups with the cursor on number 60, far from both ends."""
    pane = reader.pane("group")
    pane.go_to(ref(60))
    pane.scroll_to(y=pane.cursor - 5, animate=False)
    await reader.rest()
    assert rows_in_sight(pane)[5] == "Group 060"
    return pane


async def test_what_changes_out_of_sight_moves_nothing_in_sight() -> None:
    store = many_groups()
    async with opened(store) as reader:
        pane = await in_the_middle(reader)
        seen = text_of(pane)
        for puts, deletes in (([1], []), ([119], []), ([], [2]), ([3, 5, 7], [4]), ([], [118])):
            change(store, puts, deletes)
            await reader.rest()
            assert text_of(pane) == seen
            assert (pane.current, reader.here) == (ref(60), ref(60))
        assert pane.ids[:6] == [ref(number) for number in (0, 1, 3, 5, 6, 7)]
        count = len(store.all("group"))
        assert str(pane.border_subtitle) == str(count)
        assert f"{count} groups" in reader.lines()[0]


async def test_what_changes_in_sight_leaves_the_cursor_on_its_line() -> None:
    store = many_groups()
    async with opened(store) as reader:
        pane = await in_the_middle(reader)
        change(store, [57, 61], [50])
        await reader.rest()
        assert rows_in_sight(pane)[2:8] == [f"Group 0{n}" for n in (56, 57, 58, 60, 61, 62)]
        assert (pane.current, rows_in_sight(pane)[5]) == (ref(60), "Group 060")

        pane.scroll_to(y=pane.cursor + 2, animate=False)
        await reader.rest()
        seen = text_of(pane)
        change(store, [1, 59], [60])
        await reader.rest()
        assert text_of(pane) == seen, "a view scrolled away from the cursor stays where it is"
        assert pane.current == ref(61)


async def test_a_row_that_goes_hands_the_cursor_to_its_neighbour() -> None:
    store = many_groups()
    async with opened(store) as reader:
        pane = await in_the_middle(reader)
        change(store, [1], [60])
        await reader.rest()
        assert (pane.current, reader.here) == (ref(62), ref(62))
        assert rows_in_sight(pane)[5] == "Group 062"
        change(store, [], [64, 62, 58, 66])
        await reader.rest()
        assert reader.here == ref(68)

        await reader.press("G")
        change(store, [], [118])
        await reader.rest()
        assert reader.here == ref(116) == pane.ids[-1]
        assert "Group 116" in rows_in_sight(pane)[-1], "the list ends where its last row stands"
        change(store, [1, 3, 5], [116])
        await reader.rest()
        assert reader.here == ref(114), "at the end it is the one before"
        store.undo()
        await reader.rest()
        assert reader.here == ref(114)
        change(store, range(1, 60, 2))
        await reader.press("G")
        assert reader.here == ref(116)
        assert "Group 116" in rows_in_sight(pane)[-1]


async def test_a_row_that_is_renamed_takes_the_cursor_along() -> None:
    store = many_groups()
    async with opened(store) as reader:
        pane = await in_the_middle(reader)
        store.put(ref(60), group("Group 063½"))
        await reader.rest()
        assert rows_in_sight(pane)[5:8] == ["Group 062", "Group 063½", "Group 064"]
        assert (pane.current, pane.cursor) == (ref(60), 31)
        store.put(ref(60), group("Aa"))
        await reader.rest()
        assert rows_in_sight(pane)[0] == "Aa"
        assert (pane.current, pane.cursor, reader.here) == (ref(60), 0, ref(60))
        assert "Aa" in text_of(reader.main.dossier)
        change(store, [1])
        store.put(ref(2), group("A"))
        await reader.rest()
        assert rows_in_sight(pane)[:3] == ["A", "Aa", "Group 000"], "what comes first is seen"


async def test_rows_that_go_with_all_those_near_them_leave_the_cursor_in_its_place() -> None:
    store = many_groups()
    with store.transaction("more") as draft:
        for number in range(2 * COUNT, 900):
            draft.put(ref(number), numbered(number))
    async with opened(store) as reader:
        pane = reader.pane("group")
        pane.go_to(ref(400))
        await reader.rest()
        place = pane.cursor
        change(store, deletes=range(300, 500))
        await reader.rest()
        assert pane.cursor == place
        assert pane.current == reader.here == ref(600)
        assert "▌Group 600" in text_of(pane)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_last_rows_of_all_may_go_and_the_first_may_come(size: tuple[int, int]) -> None:
    store = many_groups()
    async with opened(store, size) as reader:
        pane = await in_the_middle(reader)
        change(store, deletes=range(0, 2 * COUNT, 2))
        await reader.rest()
        assert (list(pane.ids), pane.current, reader.here) == ([], "", "")
        assert rows_in_sight(pane) == []
        assert "no groups yet: press n" in text_of(pane)
        assert str(pane.border_subtitle) == "0"
        change(store, [60])
        await reader.rest()
        assert (pane.current, reader.here) == (ref(60), ref(60))
        store.undo()
        store.undo(2)
        await reader.rest()
        assert len(pane.ids) == COUNT
        assert pane.ids[0] == reader.here == pane.current


async def test_a_pane_in_another_order_is_kept_in_it() -> None:
    store = Store.in_memory("Karsa highlands", by="analyst")
    with store.transaction("events") as draft:
        for number in range(40):
            event = record("event", title=f"Event {number}", date=f"20{number % 20 + 10}")
            draft.put(f"event:e{number:02}", event)
    async with opened(store) as reader:
        await reader.press("3", "o", "j", "j")
        pane = reader.pane("event")
        assert list(pane.ids[:5]) == [
            "event:e19",
            "event:e39",
            "event:e18",
            "event:e38",
            "event:e17",
        ]
        assert pane.current == "event:e18"
        store.put("event:e25", record("event", title="Moved", date="2029"))
        store.put("event:e26", record("event", title="Moved", date="2028"))
        await reader.rest()
        assert list(pane.ids[:6]) == [f"event:e{n}" for n in (19, 25, 39, 18, 26, 38)]
        assert pane.current == reader.here == "event:e18"
        for _ in range(4):
            await reader.press("o")
            store.put("event:e25", record("event", title=f"Z{pane.ids[0]}", date="2009"))
            store.put("event:e26", record("event", title="Event 1", date="2011"))
            ids = list(pane.ids)
            reader.main.fill()
            assert list(pane.ids) == ids


async def test_rows_show_names_that_changed_elsewhere() -> None:
    store = fill(Store.in_memory("Karsa highlands", by="analyst"))
    async with opened(store) as reader:
        assert "Idris Talon" in text_of(reader.pane("quote"))
        await reader.press("4")
        reader.main.visit(QUOTE)
        await reader.rest()
        store.put(TALON, record("leader", name="Idris the Elder"))
        await reader.rest()
        assert "Idris the Elder" in text_of(reader.pane("quote"))
        assert "Idris the Elder" in reader.shown()
        assert "Idris Talon" not in reader.shown()


async def test_a_change_elsewhere_leaves_the_letters_of_the_links() -> None:
    store = fill(Store.in_memory("Karsa highlands", by="analyst"))
    async with opened(store) as reader:
        reader.main.visit(TALON)
        await reader.press("f")
        store.put("group:new", group("New"))
        await reader.rest()
        assert reader.main.dossier.is_following
        store.put(FRONT, group("Front of the North"))
        await reader.rest()
        assert "Front of the North" in text_of(reader.main.dossier)
        assert not reader.main.dossier.is_following, "the links may be others now"


async def test_a_lens_takes_in_what_comes_to_be_linked_and_loses_what_no_longer_is() -> None:
    store = many_groups()
    store.put(TALON, record("leader", name="Idris Talon"))
    store.put(REPORT, record("source", title="Report"))
    with store.transaction("members") as draft:
        for number in range(0, 2 * COUNT, 4):
            link = record("link", type="member", from_=TALON, to=ref(number))
            draft.put(f"link:l{number:03}", link)
    async with opened(store) as reader:
        await reader.press("2", "space", "1")
        pane = await in_the_middle(reader)
        assert len(pane.ids) == COUNT // 2
        seen = text_of(pane)
        store.put("link:l002", record("link", type="member", from_=TALON, to=ref(2)))
        store.put(ref(59), numbered(59))
        await reader.rest()
        assert (len(pane.ids), str(pane.border_subtitle)) == (COUNT // 2 + 1, "31")
        assert text_of(pane) == seen
        assert (pane.current, reader.here) == (ref(60), ref(60))

        store.delete("link:l060")
        await reader.rest()
        assert pane.current == reader.here == ref(64), "it is outside the lens now"
        assert rows_in_sight(pane)[5] == "Group 064"
        store.delete(ref(64), unlink=True)
        await reader.rest()
        assert pane.current == reader.here == ref(68)
        store.put(TALON, record("leader", name="Idris the Elder"))
        await reader.rest()
        assert "lens: Idris the Elder" in reader.lines()[0]
        store.delete(TALON, unlink=True)
        await reader.rest()
        assert [len(reader.pane(kind).ids) for kind in PANES] == [0, 0, 0, 0]
        assert "no groups in the lens" in text_of(pane)
        assert "lens: Idris the Elder" in reader.lines()[0], "it is known by its last name"
        await reader.press("escape")
        assert len(pane.ids) == COUNT


async def test_f_works_from_a_list_that_fills_a_narrow_screen(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("2")
        await reader.press("f")
        assert reader.main.dossier.is_following
        assert reader.messages() == []
        await reader.press("a")
        assert reader.here != TALON
