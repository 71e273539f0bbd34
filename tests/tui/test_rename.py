"""Records renamed and duplicated."""

from textual.widgets import Input

from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.actions.rename import rename
from briefing.tui.actions.workspace import Selection
from briefing.tui.dialogs.prompt import PromptScreen
from fakehost import workspace
from filling_in import in_file, save
from invented import AMBUSH, FRONT, LEADS, MARTYRS, QUOTE, TALON, contents, group
from onscreen import NARROW, Reader, opened


async def at(reader: Reader, ref: str) -> None:
    reader.main.visit(ref)
    await reader.rest()


async def test_renaming_takes_all_that_refers_to_the_record_along(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        before = contents(book)
        await at(reader, TALON)
        await reader.press("R")
        prompt = reader.on(PromptScreen)
        assert prompt.query_one(Input).value == "idris-talon"
        assert "updates every reference to it" in reader.shown()

        prompt.query_one(Input).value = ""
        await reader.write("two words")
        await reader.press("enter")
        assert reader.app.screen is prompt, "that cannot be an id"
        assert "letters, digits" in reader.shown()

        prompt.query_one(Input).value = ""
        await reader.write("talon")
        await reader.press("enter")
        assert reader.here == "leader:talon"
        assert in_file(book, QUOTE)["speaker"] == "leader:talon"
        assert in_file(book, LEADS)["from"] == "leader:talon"
        assert "to leader:talon and updated 2 records" in reader.messages()[-1]

        await reader.press("u")
        assert contents(book) == before


async def test_a_single_reference_is_counted_as_one(book: Store) -> None:
    leads = build("link", {"type": "leads", "from": TALON, "to": "group:alone"})
    book.put("group:alone", group("Alone"))
    book.put("link:talon-alone", leads)

    def renames(prompt: PromptScreen) -> str:
        assert prompt.meaning("lonely") == "updates every reference to it, in 1 record"
        return "lonely"

    work, host = workspace(book, renames)
    await rename(work, Selection("group:alone"))
    assert "and updated 1 record that refers to it;" in host.messages[-1]


async def test_an_id_that_is_taken_or_none_is_refused(book: Store) -> None:
    def judge(prompt: PromptScreen) -> str:
        assert prompt.judge("northern-front") == ""
        assert prompt.judge("two words").startswith("letters, digits")
        assert prompt.judge(MARTYRS.partition(":")[2]) == f"{MARTYRS} already exists"
        return "northern-front"

    work, host = workspace(book, judge)
    before = len(book.history())
    await rename(work, Selection(FRONT))
    assert len(book.history()) == before, "it has that id already"
    assert not host.messages


async def test_a_new_record_begins_as_another_one(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await at(reader, AMBUSH)
        await reader.press("D")
        await reader.fill_in("title", "Second ambush at Wadi Selim")
        await save(reader)
        assert reader.here == "event:2019-second-ambush-at-wadi-selim"
        made, was = in_file(book, reader.here), in_file(book, AMBUSH)
        assert made["actors"] == was["actors"]
        assert made["place"] == was["place"]
        assert "cites" not in made, "what is said of one is not said of the other"
