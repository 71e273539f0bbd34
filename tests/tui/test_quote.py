"""A passage with several quotes: each gets its form, and none is lost."""

from briefing.store.store import Store
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.forms.form import FormScreen
from briefing.tui.widgets.row_list import RowList
from filling_in import choices, in_file, records_in_file, save
from invented import QUOTE, REPORT, TALON
from onscreen import NARROW, Reader, opened

THREE = (
    "“We will stay,” said Idris Talon. “They will go,” replied Ana Vedra. "
    "A witness said that the market had burned."
)


def title(reader: Reader) -> str:
    """The title of the top form."""
    return str(reader.on(FormScreen).query_one("#form").border_title)


async def take_source(reader: Reader) -> None:
    """Choose the report as the source."""
    await reader.go_to("source")
    await reader.press("enter")
    await reader.write("mission")
    await reader.press("enter")


def words(book: Store) -> set[str]:
    """The words of every quote in the file."""
    quotes = [ref for ref in records_in_file(book) if ref.startswith("quote:")]
    return {in_file(book, ref)["text"] for ref in quotes}


async def test_the_next_quote_follows_once_one_is_saved(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste(THREE)
        assert title(reader) == "New quote, 1 of 3"
        assert "ctrl+s save, then 2 of 3" in reader.shown()
        assert reader.editor("text").given() == "We will stay"
        assert reader.editor("speaker").given() == TALON
        await take_source(reader)
        await reader.press("ctrl+s")
        assert title(reader) == "New quote, 2 of 3"
        assert reader.editor("text").given() == "They will go"
        assert reader.editor("speaker").given() == ""
        assert reader.editor("attribution").given() == "Ana Vedra"
        assert reader.editor("source").given() == REPORT, "the same report is quoted on"
        await reader.press("ctrl+s")
        assert title(reader) == "New quote, 3 of 3"
        assert reader.editor("mode").given() == "paraphrase"
        await save(reader)
        assert reader.app.screen is reader.main
        assert {"We will stay", "They will go", "the market had burned"} <= words(book)


async def test_what_is_left_is_offered_with_the_others_and_nothing_is_saved(book: Store) -> None:
    before = words(book)
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste(THREE)
        await reader.press("escape")
        assert choices(reader) == ["1 of 3", "2 of 3", "3 of 3"]
        assert "Ana Vedra: “They will go”" in reader.shown()
        assert "A witness: the market had burned" in reader.shown(), "no marks around a paraphrase"
        await reader.press("down", "enter")
        assert title(reader) == "New quote, 3 of 3"
        await reader.press("escape")
        assert choices(reader) == ["1 of 3", "2 of 3", "3 of 3"], "none is lost by passing over it"
        await reader.press("escape")
        assert "Leave out these 3 quotes you pasted?" in reader.shown()
        await reader.press("n")
        assert choices(reader) == ["1 of 3", "2 of 3", "3 of 3"]
        await reader.press("escape", "y")
        assert reader.app.screen is reader.main
    assert words(book) == before


async def test_a_speaker_who_was_added_for_one_quote_is_known_in_the_next(book: Store) -> None:
    passage = "“We came,” said Ana Vedra. “They will go,” said Talon. “We saw,” said Ana Vedra."
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste(passage)
        await reader.go_to("speaker")
        await reader.press("enter", "enter")
        assert reader.editor("speaker").given() == "leader:ana-vedra"
        await take_source(reader)
        await reader.press("ctrl+s", "ctrl+s")
        assert title(reader) == "New quote, 3 of 3"
        assert reader.editor("speaker").given() == "leader:ana-vedra"
        assert reader.editor("attribution").given() == "", "it is just the name"


async def test_what_is_pasted_into_the_field_of_a_new_quote_waits_there(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4", "n")
        await reader.paste(THREE)
        assert reader.editor("text").given() == "We will stay"
        assert "2 more in what you pasted" in reader.messages()[-1]
        await take_source(reader)
        await reader.press("ctrl+s")
        assert title(reader) == "New quote, 2 of 3"
        await reader.press("escape", "escape", "y", "n")
        assert title(reader) == "New quote"
        assert reader.editor("text").given() == "", "what was left does not come back unasked"


async def test_whoever_has_a_record_is_offered_by_his_name(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste("“They will go,” said Ana Vedra. “We will stay,” said Idris Talon.")
        await reader.press("escape")
        assert "Idris Talon: “We will stay”" in reader.shown()


async def test_a_quote_that_was_begun_and_changed_is_not_thrown_away_unasked(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste(THREE)
        await reader.fill_in("attribution", "the commander")
        await reader.press("escape", "n")
        assert title(reader) == "New quote, 1 of 3"
        await reader.press("escape", "y")
        assert isinstance(reader.app.screen, MenuScreen)


async def test_yesterday_is_counted_from_the_day_of_the_source_in_use(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste("“We left,” Idris Talon said yesterday.")
        assert reader.editor("said").given() == "", "no source is in use yet"
        await take_source(reader)
        await save(reader)
        await reader.paste("“We left,” Idris Talon said yesterday.")
        assert reader.editor("said").given() == "2019-06-29"


async def test_quotes_of_two_passages_are_told_apart_and_none_is_lost(book: Store) -> None:
    one = "“One,” said Mary Jones. “Two,” said John Smith. “Three,” said Ann Lee."
    other = "“Alpha is one,” said Bob Ray. “Beta is two,” said Tom Fox. “Gamma,” said Sue Orr."
    async with opened(book) as reader:
        await reader.press("4", "n")
        await reader.paste(one)
        await reader.fill_in("text", "")
        await reader.press("backspace")
        await reader.paste(other)
        await reader.press("escape")
        if isinstance(reader.app.screen, ConfirmScreen):
            await reader.press("y")
        shown = reader.shown()
        for words in ("Two", "Three", "Alpha is one", "Beta is two", "Gamma"):
            assert words in shown, words
        menu = reader.on(MenuScreen)
        wanted = next(term for term, said in menu.terms.items() if "Beta" in said)
        menu.query_one(RowList).go_to(wanted)
        await reader.press("enter")
        assert reader.editor("text").given() == "Beta is two"


async def test_a_copy_of_a_quote_is_asked_about_only_once_it_was_changed(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(QUOTE)
        await reader.rest()
        await reader.press("D")
        assert title(reader) == "New quote"
        await reader.press("escape")
        assert reader.app.screen is reader.main
        await reader.press("D")
        await reader.fill_in("attribution", "the commander")
        await reader.press("escape")
        reader.on(ConfirmScreen)


async def test_a_speaker_who_was_added_for_a_quote_that_is_discarded_stays(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste("“We came,” said Ana Vedra.")
        await reader.go_to("speaker")
        await reader.press("enter", "enter")
        await reader.press("escape", "y")
        assert reader.app.screen is reader.main
        assert reader.messages()[-1] == "Ana Vedra was added and stays; u undoes it"
        await reader.press("u")
        assert "leader:ana-vedra" not in records_in_file(book)
