"""Questions about records, gesture by gesture, and the screen with the answer."""

from typing import Any

import pytest

from briefing.model.labels import label
from briefing.store.store import Store
from briefing.tui.actions.workspace import Selection
from briefing.tui.answers import questions
from briefing.tui.answers.questions import QUESTIONS, Asked, Question, compare, inquire
from briefing.tui.answers.screen import AnswerScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.jump.screen import JumpScreen
from briefing.tui.widgets.bars import TitleBar
from briefing.tui.widgets.row_list import RowList
from briefing.views.answer import SIDE_BY_SIDE, Answer, Part, Row, answer_text
from fakehost import workspace
from invented import AMBUSH, ARMY, FRONT, MARTYRS, OPERATION, QUOTE, REPORT, TALON, group
from onscreen import NARROW, WIDE, Reader, opened, rows_in_sight

SIZES = pytest.mark.parametrize("size", [WIDE, (100, 30), NARROW], ids=["wide", "middle", "narrow"])


def rows(reader: Reader) -> RowList:
    return reader.on(AnswerScreen).query_one(RowList)


def listed(reader: Reader) -> list[str]:
    return [" ".join(line.split()) for line in rows_in_sight(rows(reader))]


def title(reader: Reader) -> str:
    return reader.on(AnswerScreen).query_one(TitleBar).title


async def ask(reader: Reader, ref: str, letter: str) -> None:
    reader.main.visit(ref)
    await reader.rest()
    await reader.press("i", letter)


@SIZES
async def test_i_asks_about_the_record_in_hand_and_a_letter_puts_the_question(
    book: Store, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        reader.main.visit(FRONT)
        await reader.rest()
        await reader.press("i")
        assert "Ask about FN" in reader.shown()
        assert "who led it, and when" in reader.shown()
        assert list(reader.on(MenuScreen).terms) == ["w", "d", "t", "e", "o", "f", "r", "s", "c"]
        await reader.press("w")
        assert title(reader).startswith("Who led Front du Nord")
        assert listed(reader)[:2] == ["Leaders", "2014 → Idris Talon, founder"]
        assert all(len(line) == size[0] for line in reader.lines())


@SIZES
async def test_enter_goes_to_the_record_of_a_row_and_escape_back_to_the_same_spot(
    book: Store, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        await ask(reader, FRONT, "w")
        await reader.press("escape")
        assert reader.app.screen is reader.main
        assert reader.here == FRONT
        await reader.press("i", "w", "enter")
        assert reader.app.screen is reader.main
        assert reader.here == TALON
        await reader.press("left_square_bracket")
        assert reader.here == FRONT


async def test_a_heading_or_a_note_leads_nowhere_and_says_so(book: Store) -> None:
    async with opened(book) as reader:
        await ask(reader, FRONT, "w")
        await reader.press("g", "enter")
        assert reader.messages()[-1] == "no record belongs to this row"
        reader.on(AnswerScreen)


async def test_a_record_deleted_meanwhile_is_said_to_be_gone(book: Store) -> None:
    async with opened(book) as reader:
        await ask(reader, FRONT, "w")
        book.delete(TALON, unlink=True)
        await reader.press("enter")
        assert reader.messages()[-1] == f"{TALON} no longer exists"


@SIZES
async def test_slash_narrows_by_words_and_escape_first_clears_them(
    book: Store, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        await ask(reader, TALON, "t")
        assert listed(reader)[0] == "1 step"
        await reader.press("slash")
        await reader.write("mart")
        assert [line.partition(":")[0] for line in listed(reader)] == [
            "2 steps",
            "Martyrs of Selim",
        ]
        await reader.press("enter", "escape")
        assert listed(reader)[0] == "1 step"
        await reader.press("slash")
        await reader.write("nowhere")
        assert listed(reader) == ["no row contains these words"]
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.main


@SIZES
async def test_of_a_source_what_rests_on_it_and_what_falls_with_it_is_asked(
    book: Store, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        await ask(reader, REPORT, "r")
        assert title(reader) == "What rests on Report of the observer mission"
        assert listed(reader)[0] == "On it alone (5)"
        assert listed(reader)[1].startswith("Founded Front du Nord")
        await reader.press("enter")
        assert reader.here == FRONT
        await ask(reader, REPORT, "f")
        assert listed(reader)[0] == "Gone: nothing else is cited for the words (2)"
        await reader.press("slash")
        await reader.write("hills")
        assert listed(reader)[0] == "Gone: nothing else is cited for the words (1)"
        await reader.press("enter", "enter")
        assert reader.here == QUOTE


@SIZES
async def test_of_any_other_record_its_independent_origins_are_asked(
    book: Store, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        await ask(reader, FRONT, "r")
        assert listed(reader)[:2] == ["No source", "Name no source"]
        await reader.press("G", "enter")
        assert reader.here == REPORT


@SIZES
async def test_how_a_record_changed_is_asked_with_the_moment_explained_as_it_is_typed(
    book: Store, size: tuple[int, int]
) -> None:
    book.put(ARMY, group("Army of Karsa", kind="state forces"), "its own name")
    async with opened(book, size) as reader:
        await ask(reader, ARMY, "s")
        assert "How it changed since when?" in reader.shown()
        await reader.write("99")
        assert "there is no revision 99" in reader.shown()
        await reader.press("enter", "ctrl+u")
        await reader.write("1 march 2014")
        assert "from 1 March 2014" in reader.shown()
        await reader.press("ctrl+u")
        await reader.write("1")
        assert "after revision 1" in reader.shown()
        await reader.press("enter")
        assert title(reader) == "How Army of Karsa changed since revision 1"
        assert listed(reader)[:2] == ["Changed", "Name Karsa Army → Army of Karsa"]


async def test_as_it_was_known_a_record_changed_up_to_then_only(book: Store) -> None:
    for name in ("Army of Karsa", "Army of the Republic"):
        book.put(ARMY, group(name, kind="state forces"))
    async with opened(book) as reader:
        await reader.press("@")
        await reader.write("known rev 2")
        await reader.press("enter")
        await ask(reader, ARMY, "s")
        await reader.write("1")
        await reader.press("enter")
        assert title(reader) == "How Army of Karsa changed since revision 1"
        assert "Name Karsa Army → Army of Karsa" in listed(reader)


async def test_the_whole_row_is_shown_below_where_the_list_cuts_it(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await ask(reader, TALON, "t")
        await reader.press("G")
        assert "Martyrs of Selim split from FN (November 2018)" in " ".join(reader.shown().split())


async def test_y_copies_the_table_as_it_is_narrowed(book: Store) -> None:
    async with opened(book) as reader:
        await ask(reader, TALON, "t")
        await reader.press("slash")
        await reader.write("martyrs")
        await reader.press("enter", "y")
        assert reader.app.clipboard.startswith("Ties of Idris Talon within 2 steps, by links\n")
        assert "(ungraded  group:martyrs-of-selim)" in reader.app.clipboard
        assert "1 step\n" not in reader.app.clipboard
        assert reader.messages()[-1].startswith("copied Ties of Idris Talon")


async def test_question_mark_shows_the_keys_of_the_answer_first(book: Store) -> None:
    async with opened(book) as reader:
        await ask(reader, TALON, "t")
        await reader.press("question_mark")
        assert "Copy what is shown as text" in reader.shown()


async def test_how_two_are_tied_asks_for_the_other_one(book: Store) -> None:
    async with opened(book) as reader:
        await ask(reader, TALON, "o")
        reader.on(JumpScreen)
        await reader.write("martyrs of selim")
        await reader.until(lambda: reader.hits()[:1] == [MARTYRS])
        await reader.press("enter")
        assert title(reader) == "How Idris Talon is tied to Martyrs of Selim, in 2 steps"


async def test_capital_c_compares_two_marked_records(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("1", "g", "x", "x", "C")
        marked = reader.main.panes.marked()
        assert title(reader) == " and ".join(label(book.need(ref)) for ref in marked)
        await reader.press("escape", "x", "C")
        assert reader.messages()[-1] == "compare two at a time; 3 are marked"


@SIZES
async def test_long_texts_of_two_records_can_both_be_read(
    book: Store, size: tuple[int, int]
) -> None:
    one, other = ("first " * 30).strip(), ("second " * 30).strip()
    for name, summary in (("One", one), ("Two", other)):
        book.put(f"group:{name}", group(name, summary=summary))
    async with opened(book, size) as reader:
        reader.main.panes.mark("group:One")
        reader.main.panes.mark("group:Two")
        await reader.press("1", "C")
        assert title(reader) == "One and Two"
        for width in (size[0], 120):
            await reader.resize(width, 30)
            shown = "\n".join(listed(reader))
            assert (shown.count("first"), shown.count("second")) == (30, 30)
            assert all(not line.endswith("…") for line in listed(reader))
            columns = [line for line in listed(reader) if "first" in line and "second" in line]
            assert bool(columns) == (width >= SIDE_BY_SIDE)


async def test_figures_are_those_of_the_marked_events_else_of_all_the_list_shows(
    book: Store,
) -> None:
    async with opened(book) as reader:
        await reader.press("3", "i", "f")
        assert title(reader) == "Figures of 2 events"
        assert "5 (4 to 7) all together" in listed(reader)
        await reader.press("escape")
        reader.pane("event").go_to(OPERATION)
        await reader.rest()
        await reader.press("x", "i", "f")
        assert title(reader) == "Figures of 2 events", "an operation brings its parts"
    async with opened(book) as reader:
        await ask(reader, AMBUSH, "f")
        assert title(reader) == "Figures of 1 event"


def many(count: int) -> Answer:
    found = [Row(f"row {number}", "2013", "B2", ARMY) for number in range(count)]
    return Answer("Many", (Part("Rows", found),), ("a note",), "nothing at all")


@SIZES
@pytest.mark.parametrize("count", [0, 1, 700, 20_000])
async def test_no_row_one_or_very_many_are_shown_alike(
    book: Store, size: tuple[int, int], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = Question("z", "many?", (), lambda _asked: many(count))
    monkeypatch.setattr(questions, "QUESTIONS", (question,))
    async with opened(book, size) as reader:
        await ask(reader, ARMY, "z")
        assert rows(reader).border_subtitle == f"{count:,} {'row' if count == 1 else 'rows'}"
        first = listed(reader)[:2]
        assert first == (["Rows", "2013 row 0 B2"] if count else ["nothing at all", "Notes"])
        await reader.press("G")
        assert listed(reader)[-1] == "a note"
        await reader.press("slash")
        await reader.write(f"{count - 1}")
        assert rows(reader).border_subtitle == ("1 row" if count else "0 rows")


async def test_hostile_text_is_shown_harmless(book: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = "[/bold]\x1b[31m\u202eevil"
    answer = Answer(evil, (Part(evil, [Row(evil, evil, evil, ARMY)]),), (evil,))
    question = Question("z", "evil?", (), lambda _asked: answer)
    monkeypatch.setattr(questions, "QUESTIONS", (question,))
    async with opened(book) as reader:
        await ask(reader, ARMY, "z")
        assert "[/bold]·[31m·evil" in reader.shown()
        assert not {"\x1b", "\u202e"} & set(reader.shown())


def test_every_question_has_a_letter_of_its_own_that_does_not_move_the_menu() -> None:
    for kind in ("group", "leader", "event", "quote", "source", "link"):
        letters = [each.letter for each in QUESTIONS if not each.kinds or kind in each.kinds]
        assert len(set(letters)) == len(letters)
        assert not set(letters) & set("jkGhlqg")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.label)
def test_every_question_has_an_answer_for_every_kind_it_is_offered_for(
    book: Store, question: Question
) -> None:
    for ref, record in [*book.records()]:
        if not question.kinds or record.kind_name in question.kinds:
            filters = workspace(book)[0].filters_over
            answer = question.answer(Asked(book, (ref, FRONT), book, filters))
            assert answer_text(answer).startswith(answer.title)


@pytest.mark.parametrize("flow", [inquire, compare])
def test_without_a_record_there_is_nothing_to_ask_about(book: Store, flow: Any) -> None:
    work, host = workspace(book)
    host.run(flow(work, Selection("")))
    assert host.messages[0].startswith("there is no record here to ")


def test_in_a_large_briefing_the_answer_is_sought_in_a_thread(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.actions.workspace.LARGE", 1)
    work, host = workspace(book, "w", TALON)
    host.run(inquire(work, Selection(FRONT)))
    assert host.here == TALON
    work, host = workspace(book, "w")
    host.meanwhile = lambda: setattr(host, "in_front", None)
    host.run(inquire(work, Selection(FRONT)))
    assert host.messages == [
        "the question was called off, because another screen was opened meanwhile"
    ]


def test_an_answer_is_sought_while_records_are_added(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(asked: Asked) -> Answer:
        listed = asked.book.records()
        next(listed)
        book.put("group:new", group("New Group"))
        return Answer(f"{len([*listed]) + 1} records", ())

    monkeypatch.setattr("briefing.tui.actions.workspace.LARGE", 1)
    monkeypatch.setattr(questions, "QUESTIONS", (Question("n", "how many", (), counted),))
    work, host = workspace(book, "n", None)
    before = len([*book.records()])
    host.run(inquire(work, Selection(ARMY)))
    answer = host.asked[-1]
    assert isinstance(answer, AnswerScreen)
    assert answer._whole.title == f"{before} records"


def test_a_new_question_is_one_line_and_a_function(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named(asked: Asked) -> Answer:
        return Answer("Its name", (Part("", [Row(asked.book.label(asked.ref), ref=asked.ref)]),))

    monkeypatch.setattr(questions, "QUESTIONS", (Question("n", "its name", ("group",), named),))
    work, host = workspace(book, "n", ARMY)
    host.run(inquire(work, Selection(ARMY)))
    assert host.here == ARMY


def test_without_a_moment_no_change_is_sought(book: Store) -> None:
    work, host = workspace(book, "s", None)
    host.run(inquire(work, Selection(ARMY)))
    assert not host.here


def test_a_comparison_without_a_second_record_is_dropped(book: Store) -> None:
    work, host = workspace(book, "")
    host.run(compare(work, Selection(ARMY)))
    assert host.picked == ["Compare with which record?"]
    assert not host.asked
