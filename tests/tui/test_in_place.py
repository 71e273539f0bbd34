"""One field edited or cited in the dossier."""

from briefing.store.store import Store
from briefing.tui.forms.form import FormScreen
from filling_in import choices, in_file, save, stand_on
from invented import (
    FRONT,
    REPORT,
    TALON,
    contents,
)
from onscreen import NARROW, opened


async def test_enter_on_a_field_edits_just_that_one(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        before = contents(book)
        await stand_on(reader, TALON, "position")
        await reader.press("enter")
        assert reader.form.field_names == ["position"]
        await reader.fill_in("position", "Governor")
        await reader.press("enter")
        assert reader.app.screen is reader.main, "nothing more is asked"
        assert in_file(book, TALON) == {**in_file(book, TALON), "position": "Governor"}
        changed = {ref for ref, made in contents(book).items() if made != before[ref]}
        assert changed == {TALON}
        await reader.press("u")
        assert contents(book) == before, "one key takes it back"


async def test_a_term_is_chosen_in_place(book: Store) -> None:
    async with opened(book) as reader:
        await stand_on(reader, FRONT, "kind")
        await reader.press("enter")
        assert "political militia" in choices(reader), "the terms are there at once"
        await reader.press("P", "enter")
        assert reader.app.screen is reader.main
        assert in_file(book, FRONT)["kind"] == "political militia"


async def test_an_impossible_date_is_refused_in_place(book: Store) -> None:
    async with opened(book) as reader:
        await stand_on(reader, FRONT, "founded")
        await reader.press("enter")
        await reader.fill_in("founded", "2012-02-30")
        await reader.press("enter")
        assert isinstance(reader.app.screen, FormScreen)
        assert "28 days" in reader.note("founded") or "29 days" in reader.note("founded")
        await reader.fill_in("founded", "early 2012")
        await reader.press("enter", "enter")
        assert in_file(book, FRONT)["founded"] == "[2012-01..2012-04]"


async def test_the_keys_say_that_enter_first_writes_a_date_said_in_words(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await stand_on(reader, FRONT, "founded")
        await reader.press("enter")
        assert " enter save · esc leave" in reader.shown()
        await reader.fill_in("founded", "early 2011")
        assert " enter write [2011-01..2011-04] · enter again save" in reader.shown()
        await reader.press("enter")
        assert " enter save · esc leave" in reader.shown()
        await reader.press("enter")
        assert in_file(book, FRONT)["founded"] == "[2011-01..2011-04]"


async def test_c_on_a_field_cites_a_source_for_that_field(book: Store) -> None:
    async with opened(book) as reader:
        await stand_on(reader, TALON, "position")
        await reader.press("c")
        assert reader.editor("field").given() == "position"
        await reader.press("enter")
        await reader.write("mission")
        await reader.press("enter")
        await save(reader)
        assert {"source": REPORT, "field": "position"} in in_file(book, TALON)["cites"]


async def test_a_field_is_chosen_by_its_name_and_edited_alone(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("ctrl+g")
        assert "Edit which field of Idris Talon?" in reader.shown()
        assert "Commander" in reader.shown(), "with what it holds"
        await reader.press("A", "enter")
        assert reader.form.field_names == ["aliases"], "also one that is no line of the dossier"
        await reader.press("enter")
        await reader.write("The Eagle")
        await save(reader)
        assert in_file(book, TALON)["aliases"] == ["Idriss Tallon", "The Eagle"]
