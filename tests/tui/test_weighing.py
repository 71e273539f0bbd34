"""The matrix of competing hypotheses, as a user sees and changes it."""

from pathlib import Path

import msgspec
import pytest

from briefing.model.kinds.judgement import Judgement
from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.dialogs.record import RecordScreen
from briefing.tui.hypotheses.grid import Grid, GridHead
from briefing.tui.hypotheses.screen import HypothesesScreen
from briefing.tui.jump.screen import JumpScreen
from briefing.tui.widgets.bars import KeyBar
from briefing.tui.widgets.differences import PieceView
from onscreen import NARROW, Reader, opened, text_of
from weighing import ONE, TWO, Q, worked


def cells(reader: Reader) -> list[str]:
    """The rows of the grid, blanks made one."""
    grid = reader.on(HypothesesScreen).query_one(Grid)
    lines = text_of(grid).splitlines()[: len(grid.ids)]
    return [" ".join(line.lstrip("▌").split()) for line in lines]


def said(reader: Reader) -> str:
    return text_of(reader.on(HypothesesScreen).query_one(PieceView))


def bearing(store: Store, ref: str, key: str) -> str | None:
    """How evidence bears on a judgement; None if that does not list it."""
    record = store.need(ref)
    assert isinstance(record, Judgement)
    return next((row.bearing for row in record.evidence if key in (row.ref, row.what)), None)


@pytest.mark.parametrize("way", [("8",), ("7",), ("8", "enter"), ("7", "enter")])
async def test_it_opens_from_a_question_and_from_an_answer(way: tuple[str, ...]) -> None:
    async with opened(worked(), NARROW) as reader:
        await reader.press(*way, "K")
        assert reader.lines()[0].strip().startswith("Who will hold Kidal?")
        assert cells(reader) == [
            "B2 1/1 An event [−] +",
            "E4 1/1 An event + −",
            "E5 1/1 An event + −",
            "1/1 No tanks seen · −",
        ]
        assert "  2 comes first.\n   By the plain count, 1 comes first." in said(reader)
        assert "1. (2) 3 inconsistent, weighing 0.37" in said(reader)


async def test_the_cursor_moves_in_all_directions_and_says_all_of_its_cell() -> None:
    async with opened(worked(), NARROW) as reader:
        await reader.press("8", "K", "l", "j")
        assert cells(reader)[1] == "E4 1/1 An event + [−]"
        assert said(reader).startswith(" 2  The army\n −  An event (inconsistent; E4, differs")
        await reader.press("left", "up")
        assert cells(reader)[0] == "B2 1/1 An event [−] +"
        await reader.press("h", "k", "right", "right", "G")
        assert cells(reader)[3] == "1/1 No tanks seen · [−]"
        head = text_of(reader.on(HypothesesScreen).query_one(GridHead))
        line = text_of(reader.on(HypothesesScreen).query_one(Grid)).splitlines()[3]
        assert head.index("[2]") == line.index("[−]")


async def test_bearings_are_set_cleared_and_undone_one_at_a_time() -> None:
    store = worked()
    async with opened(store, NARROW) as reader:
        await reader.press("8", "K", "c")
        assert bearing(store, TWO, "event:good") == "consistent"
        assert "1 comes first" in said(reader), "told at once"
        await reader.press("i")
        assert bearing(store, TWO, "event:good") == "inconsistent"
        await reader.press("n")
        assert cells(reader)[0] == "B2 1/1 An event [·] +"
        assert store.history()[-1].why == "judged evidence neutral"
        await reader.press("delete")
        assert bearing(store, TWO, "event:good") is None, "the other judgement still lists it"
        await reader.press("l", "backspace")
        assert bearing(store, ONE, "event:good") == "", "nobody else lists it"
        await reader.press("u", "u")
        assert bearing(store, ONE, "event:good") == "consistent"
        assert cells(reader)[0] == "B2 1/1 An event · [+]"


async def test_a_note_survives_the_bearing_it_explains() -> None:
    store = worked()
    record = store.need(TWO)
    assert isinstance(record, Judgement)
    noted = msgspec.structs.replace(record.evidence[0], note="seen by both sides")
    store.put(TWO, msgspec.structs.replace(record, evidence=(noted, *record.evidence[1:])))
    async with opened(store, NARROW) as reader:
        await reader.press("8", "K")
        assert ": seen by both sides" in said(reader)
        await reader.press("backspace")
        assert bearing(store, TWO, "event:good") == ""


async def test_evidence_is_a_record_or_words() -> None:
    store = worked()
    store.put("event:new", build("event", {"title": "Tanks in Gao", "date": "2014"}))
    async with opened(store, NARROW) as reader:
        await reader.press("8", "K", "l", "a", "r")
        reader.on(JumpScreen)
        await reader.write("tanks gao")
        await reader.press("enter")
        assert cells(reader)[4] == "0/1 Tanks in Gao ? [?]"
        assert bearing(store, ONE, "event:new") == ""
        await reader.press("a", "w")
        await reader.write("the roads are closed")
        await reader.press("enter", "i")
        assert bearing(store, ONE, "the roads are closed") == "inconsistent"
        assert bearing(store, TWO, "the roads are closed") is None
        count = store.meta.revision
        await reader.press("a", "w")
        await reader.write("The roads  are closed")
        await reader.press("enter")
        assert store.meta.revision == count, "it is listed already"
        await reader.press("d")
        assert bearing(store, ONE, "the roads are closed") is None
        await reader.press("a", "escape", "a", "w", "enter", "escape")
        assert store.meta.revision == count + 1


async def test_a_row_is_removed_from_all_judgements_at_once() -> None:
    store = worked()
    async with opened(store, NARROW) as reader:
        await reader.press("8", "K", "d")
        assert bearing(store, ONE, "event:good") is bearing(store, TWO, "event:good") is None
        assert len(store.history()[-1].changes) == 2
        await reader.press("u")
        assert cells(reader)[0] == "B2 1/1 An event − +"


async def test_a_record_is_read_and_left_to_the_same_cell() -> None:
    async with opened(worked(), NARROW) as reader:
        await reader.press("8", "K", "l", "j", "enter")
        reader.on(RecordScreen)
        await reader.press("escape")
        assert cells(reader)[1] == "E4 1/1 An event + [−]"
        await reader.press("t", "enter")
        assert reader.here == ONE
        await reader.press("K", "j", "enter", "enter")
        assert reader.here == "event:a"


async def test_what_tells_most_comes_first_on_demand() -> None:
    store = worked()
    async with opened(store, NARROW) as reader:
        await reader.press("8", "K", "i", "l", "i", "s")
        assert cells(reader)[3] == "B2 0/1 An event − [−]", "the cursor stays on its evidence"
        assert "1 and 2 are level" not in said(reader)
        await reader.press("s")
        assert cells(reader)[0] == "B2 0/1 An event − [−]"


async def test_nothing_is_changed_where_nothing_can_be(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    Store.create(path, "Kidal").close()
    store = Store.open(path, by="analyst")
    with store.transaction() as draft:
        for ref, record in sorted(
            worked().records(), key=lambda each: "requirement" not in each[0]
        ):
            draft.put(ref, record)
    store.close()
    async with opened(Store.read(path, "it is lent to read"), NARROW) as reader:
        await reader.press("8", "K")
        assert "consistent" not in text_of(reader.on(HypothesesScreen).query_one(KeyBar))
        for key in ("c", "backspace", "a", "d", "u"):
            await reader.press(key)
            assert reader.messages()[-1] == "it is lent to read"
        await reader.press("s", "enter", "escape")
        assert cells(reader)[0].startswith("B2")


async def test_what_is_missing_says_what_to_press() -> None:
    store = Store.in_memory()
    store.put(Q, build("requirement", {"text": "Who will hold Kidal?"}))
    store.put(ONE, build("judgement", {"text": "The army"}))
    store.put("group:a", build("group", {"name": "A"}))
    async with opened(store, NARROW) as reader:
        await reader.press("8", "K")
        assert "no current judgement answers this: esc, then 7 n adds one" in reader.shown()
        await reader.press("a", "c", "enter", "t", "escape", "7", "K")
        assert reader.messages()[-1].startswith("this judgement answers no question: press e")
        await reader.press("1", "K")
        assert reader.messages()[-1].startswith("go to a requirement (8) or a judgement (7)")
        store.put(ONE, build("judgement", {"text": "The army", "question": Q}))
        await reader.press("7", "K")
        assert "no evidence yet: a adds a record, or words" in reader.shown()


async def test_many_columns_and_rows_scroll_with_the_cursor() -> None:
    store = Store.in_memory()
    evidence = [{"what": f"sign {at}", "bearing": "neutral"} for at in range(40)]
    with store.transaction() as draft:
        draft.put(Q, build("requirement", {"text": "Who will hold Kidal?"}))
        for at in range(30):
            raw = {"text": f"Answer {at + 1}", "question": Q, "evidence": evidence}
            draft.put(f"judgement:{at:02}", build("judgement", raw))
    async with opened(store, NARROW) as reader:
        await reader.press("8", "K")
        screen = reader.on(HypothesesScreen)
        head = text_of(screen.query_one(GridHead))
        assert "[1]" in head
        assert head.endswith("›")
        await reader.press(*["l"] * 29, "G")
        head = text_of(screen.query_one(GridHead))
        assert "[30]" in head
        assert "‹" in head
        assert "Answer 30" in said(reader)
        assert "sign 39" in reader.shown()
        assert max(map(len, reader.shown().splitlines())) <= NARROW[0]


async def test_it_follows_what_others_change_and_closes_with_its_question() -> None:
    store = worked()
    async with opened(store, NARROW) as reader:
        await reader.press("8", "K", "question_mark")
        assert "is inconsistent with what is judged" in reader.shown()
        await reader.press("escape", "y")
        assert "Who will hold Kidal?\n" in reader.app.clipboard
        store.delete(ONE)
        await reader.rest()
        assert cells(reader)[0] == "B2 An event [−]"
        store.delete(Q, unlink=True)
        await reader.rest()
        assert reader.app.screen is reader.main
