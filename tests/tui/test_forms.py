"""Forms: every gesture of every editor, faults beside fields, and saving."""

from pathlib import Path

from textual.widgets import Static

from briefing.model.fields import fields_of
from briefing.model.refs import kind_of
from briefing.store.store import Store
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.forms.editors import ChoiceEditor, LineEditor, ProseEditor
from briefing.tui.forms.form import FormScreen
from briefing.tui.forms.list_editors import RowsEditor
from briefing.tui.widgets.row_list import RowList
from filling_in import choices, edit, in_file, save
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    MARTYRS,
    QUOTE,
    REPORT,
    TALON,
    WIRE,
)
from onscreen import MIDDLE, NARROW, Reader, opened, rows_in_sight, sample_store


def frame(reader: Reader) -> str:
    """The text on the lower edge of the form."""
    return str(reader.form.query_one("#form").border_subtitle)


async def test_text_prose_and_lists_of_words(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await edit(reader, FRONT)
        assert "as you would print it" in reader.shown(), "help for the field the cursor is in"
        name = reader.editor("name")
        assert isinstance(name, LineEditor)
        assert name.has_focus
        await reader.press("end")
        await reader.write(" II")
        await reader.press("enter")
        assert reader.editor("abbreviation").has_focus, "enter goes on to the next field"
        await reader.press("up")
        assert name.has_focus
        await reader.press("down")
        await reader.press("ctrl+u")
        await reader.write("FN2")

        summary = reader.editor("summary")
        assert isinstance(summary, ProseEditor)
        await reader.fill_in("summary", "First.")
        await reader.press("enter", "enter")
        await reader.write("Second.")
        await reader.press("tab")
        assert not summary.has_focus

        await reader.go_to("aliases")
        await reader.press("end", "enter")
        await reader.write("Front, Northern")
        await reader.go_to("countries")
        await reader.write("ML, NE")
        await save(reader)
        found = in_file(book, FRONT)
        assert found["name"] == "Front du Nord – الجبهة الشمالية II"
        assert found["abbreviation"] == "FN2"
        assert found["summary"] == "First.\n\nSecond."
        assert found["aliases"] == ["Northern Front", "Front, Northern"], "a name may hold a comma"
        assert found["countries"] == ["ML", "NE"], "codes hold none"
        assert "FN2" in reader.shown(), "the panes show it at once"
        assert "Second." in reader.shown()


async def test_a_term_is_chosen_by_letter_arrow_or_menu(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await edit(reader, AMBUSH)
        kind, subkind = reader.editor("kind"), reader.editor("subkind")
        assert isinstance(kind, ChoiceEditor)
        assert isinstance(subkind, ChoiceEditor)
        await reader.go_to("kind")
        await reader.press("p")
        assert kind.chosen == "protests"
        await reader.press("p")
        assert kind.chosen == "political"
        await reader.press("P")
        assert kind.chosen == "protests", "round again"
        await reader.press("right", "left", "left")
        assert kind.chosen == "violence against civilians"
        await reader.press("backspace")
        assert kind.chosen == ""
        assert "enter lists the choices" in reader.shown()

        await reader.press("enter")
        assert choices(reader)[1:4] == ["battles", "explosions/remote violence", kind.terms()[2]]
        await reader.press("j", "R", "enter")
        assert kind.chosen == "riots"
        await reader.press("space", "escape")
        assert kind.chosen == "riots", "escape leaves it as it was"

        await reader.press("down")
        assert subkind.has_focus
        await reader.press("enter")
        assert choices(reader) == ["", "violent demonstration", "mob violence"], "narrowed by kind"
        await reader.press("G", "enter")
        assert subkind.chosen == "mob violence"
        await reader.go_to("status")
        await reader.press("c")
        await save(reader)
        found = in_file(book, AMBUSH)
        assert (found["kind"], found["subkind"]) == ("riots", "mob violence")
        assert found["status"] == "confirmed"

        await reader.press("e")
        await reader.go_to("kind")
        await reader.press("b")
        await reader.press("ctrl+s")
        assert "does not go with battles" in reader.note("subkind")
        await reader.go_to("subkind")
        await reader.press("backspace")
        await save(reader)
        assert "subkind" not in in_file(book, AMBUSH)


async def test_a_date_says_what_it_means_while_it_is_typed(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await edit(reader, FRONT)
        assert reader.note("founded") == "= about 2012"
        await reader.fill_in("founded", "2012-0")
        assert reader.note("founded"), "not a date yet: it says why"
        assert "= " not in reader.note("founded")
        await reader.write("3")
        assert reader.note("founded") == "= March 2012"

        await reader.fill_in("dissolved", "late february 2013")
        assert reader.note("dissolved") == "enter writes 2013-02-2X"
        await reader.press("enter")
        dissolved = reader.editor("dissolved")
        assert isinstance(dissolved, LineEditor)
        assert dissolved.value == "2013-02-2X"
        assert reader.note("dissolved") == "= late February 2013"
        await reader.press("enter")
        assert not dissolved.has_focus

        await reader.fill_in("founded", "2013-02-30")
        assert "= " not in reader.note("founded")
        await reader.press("ctrl+s")
        assert isinstance(reader.app.screen, FormScreen), "an impossible date is refused"
        assert "1 error to fix" in frame(reader)
        assert reader.editor("founded").has_focus
        await reader.fill_in("founded", "2014")
        await reader.press("ctrl+s")
        assert "lies before founded" in reader.note("dissolved")
        await reader.fill_in("founded", "2011/2012")
        assert "to fix" not in frame(reader), "faults follow the typing once a save was refused"
        await save(reader)
        found = in_file(book, FRONT)
        assert (found["founded"], found["dissolved"]) == ("2011/2012", "2013-02-2X")


async def test_references_are_picked_through_the_jump(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await edit(reader, QUOTE)
        await reader.go_to("about")
        about = reader.editor("about")
        assert isinstance(about, RowList)
        assert rows_in_sight(about) == ["Front du Nord – الجبهة الشمالية", "Ambush at Wadi Selim"]
        await reader.press("enter")
        assert {kind_of(ref) for ref in reader.hits()} == {"group", "leader", "event"}
        await reader.write("martirs selim")
        assert reader.hits()[0] == MARTYRS
        await reader.press("enter")
        assert "Martyrs of Selim" in reader.shown()
        await reader.press("n", "escape")
        await reader.press("g", "d")
        assert rows_in_sight(about) == ["Ambush at Wadi Selim", "Martyrs of Selim"]

        await reader.go_to("speaker")
        await reader.press("enter")
        await reader.write("karsa army")
        await reader.press("enter")
        await reader.go_to("source")
        await reader.press("enter")
        assert set(reader.hits()) == {REPORT, WIRE}
        await reader.write("mission")
        await reader.press("enter")
        await save(reader)
        found = in_file(book, QUOTE)
        assert found["about"] == [AMBUSH, MARTYRS]
        assert (found["speaker"], found["source"]) == (ARMY, REPORT), (
            "a field for one takes the last"
        )

        await reader.press("e")
        await reader.go_to("speaker")
        await reader.press("backspace")
        await reader.go_to("source")
        await reader.press("delete", "ctrl+s")
        assert "nobody is quoted" in reader.note("speaker")
        assert "source is missing" in reader.note("source"), "all faults at once"
        assert "2 errors to fix" in frame(reader)


async def test_rows_are_added_edited_and_taken_out(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("actors")
        actors = reader.editor("actors")
        assert isinstance(actors, RowsEditor)
        assert len(rows_in_sight(actors)) == 3
        await reader.press("n")
        await reader.press("ctrl+s")
        assert "nobody is named" in reader.note("ref")
        await reader.fill_in("name", "a convoy")
        await reader.go_to("role")
        await reader.press("t")
        await save(reader)
        assert rows_in_sight(actors)[-1] == "target: a convoy"
        await reader.press("g", "enter")
        await reader.go_to("role")
        await reader.press("m")
        await save(reader)
        assert rows_in_sight(actors)[0].startswith("mediator: Front du Nord")
        await reader.press("j", "j", "d")
        assert len(rows_in_sight(actors)) == 3

        await reader.go_to("casualties")
        await reader.press("n")
        await reader.fill_in("who", "herders")
        await reader.go_to("outcome")
        await reader.press("w")
        await reader.fill_in("low", "nine")
        await reader.fill_in("best", "4")
        await reader.fill_in("high", "2")
        await reader.press("ctrl+s")
        assert "not a whole number" in reader.note("low")
        assert "below best" in reader.note("high")
        await reader.fill_in("low", "0")
        await reader.fill_in("high", "4")
        await save(reader)
        assert "wounded: 4 (0 to 4) herders" in reader.shown()

        await reader.go_to("place")
        await reader.press("enter")
        await reader.fill_in("latitude", "91")
        await reader.press("ctrl+s")
        assert "between -90 and 90" in reader.note("latitude")
        await reader.fill_in("latitude", "-9.75")
        await reader.go_to("precision")
        await reader.press("e")
        assert "the spot itself" in reader.shown()
        await save(reader)

        await reader.go_to("cites")
        await reader.press("n")
        await reader.press("enter")
        await reader.write("ambush kills")
        await reader.press("enter")
        await reader.go_to("field")
        await reader.press("enter")
        assert {"title", "date", "place", "casualties"} <= set(choices(reader))
        await reader.press("C", "enter")
        await reader.fill_in("passage", "five dead")
        await reader.go_to("credibility")
        await reader.press("3")
        assert "possibly true" in reader.shown()
        await reader.go_to("stance")
        await reader.press("c")
        await save(reader)
        await save(reader)

        found = in_file(book, AMBUSH)
        assert found["actors"] == [
            {"ref": FRONT, "role": "mediator"},
            {"ref": ARMY, "role": "target"},
            {"name": "a convoy", "role": "target"},
        ]
        assert found["casualties"][1] == {
            "who": "herders",
            "outcome": "wounded",
            "low": 0,
            "best": 4,
            "high": 4,
        }
        assert found["place"]["latitude"] == -9.75
        assert found["place"]["precision"] == "exact"
        cite = found["cites"][-1]
        assert cite["source"] == WIRE
        assert cite["passage"] == "five dead"
        assert (cite["credibility"], cite["stance"]) == (3, "contradicts")


async def test_the_help_of_rows_is_their_keys_and_of_none_what_belongs_there(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("casualties")
        assert "enter edit · n add · i add text · c edit text · d remove" in reader.shown()
        await reader.press("d")
        assert "how many of whom" in reader.shown()
        assert "enter add · i add as text" in reader.shown()
        assert "c edit text" not in reader.shown()
        assert "d remove" not in reader.shown()


async def test_a_letter_typed_into_a_field_does_not_wipe_what_it_holds(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await edit(reader, ARMY)
        await reader.write("s")
        await save(reader)
        assert in_file(book, ARMY)["name"] == "Karsa Armys"


async def test_escape_asks_only_when_something_was_changed(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await edit(reader, AMBUSH)
        before = in_file(book, AMBUSH)
        await reader.press("tab", "tab", "escape")
        assert reader.app.screen is reader.main
        await reader.press("e")
        await reader.press("ctrl+u")
        await reader.write("Another title")
        await reader.press("escape")
        assert "Leave without saving?" in reader.shown()
        await reader.press("n")
        title = reader.editor("title")
        assert isinstance(title, LineEditor)
        assert title.value == "Another title"
        await reader.press("escape", "y")
        assert reader.app.screen is reader.main
        assert in_file(book, AMBUSH) == before

        await reader.press("e")
        await reader.go_to("actors")
        await reader.press("d", "escape")
        assert isinstance(reader.app.screen, ConfirmScreen), "a row taken out is a change"
        await reader.press("escape")
        assert isinstance(reader.app.screen, FormScreen), "escape is no"
        await reader.press("enter")
        await reader.press("escape")
        assert isinstance(reader.app.screen, FormScreen), (
            "a row that was only looked at is left at once"
        )
        await reader.press("escape", "enter")
        assert isinstance(reader.app.screen, ConfirmScreen), "enter says nothing: only y is yes"
        await reader.press("y")
        assert reader.app.screen is reader.main
        assert in_file(book, AMBUSH) == before


async def test_a_field_is_gone_to_by_its_name(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, TALON)
        await reader.press("ctrl+g")
        assert choices(reader)[0] == "Name"
        await reader.press("S", "enter")
        assert reader.editor("status").has_focus
        await reader.press("ctrl+g", "S", "enter")
        assert reader.editor("summary").has_focus
        await reader.press("ctrl+g", "escape")
        assert reader.editor("summary").has_focus


async def test_a_date_in_words_counts_from_the_source_in_use_and_says_so(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(MARTYRS)
        await reader.rest()
        await reader.press("c", "enter")
        await reader.write("mission")
        await reader.press("enter")
        await save(reader)
        await edit(reader, AMBUSH)
        await reader.fill_in("date", "on Friday at dawn")
        assert reader.note("date") == (
            "enter writes 2019-06-28: counted from 30 June 2019, the active source; not kept: dawn"
        )
        await reader.fill_in("date", "3/4/2013")
        assert reader.note("date").startswith("3 April 2013 or 4 March 2013?")


async def test_the_date_of_a_source_counts_from_today(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, REPORT)
        await reader.fill_in("published", "yesterday")
        assert reader.note("published").endswith(", today")


async def test_a_date_in_words_is_kept_however_one_leaves_it(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.fill_in("date", "21 may 2014")
        await reader.press("tab")
        assert "2014-05-21" in reader.shown()
        await reader.fill_in("date", "late february 2013")
        await save(reader)
        assert in_file(book, AMBUSH)["date"] == "2013-02-2X"


async def test_enter_stays_in_a_date_that_is_none(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.fill_in("date", "zzz")
        await reader.press("enter")
        assert reader.editor("date").has_focus


async def test_a_field_is_gone_to_by_the_letters_of_its_name(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        # From the casualties on, Aliases is the first that begins with an a.
        for name in ("cites", "status", "place", "casualties", "actors"):
            await reader.press("ctrl+g")
            await reader.write(name)
            await reader.press("enter")
            assert reader.editor(name).has_focus, name


async def test_of_several_items_a_fault_says_which_as_one_counts(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, ARMY)
        await reader.fill_in("countries", "Mali, Atlantis")
        await reader.press("ctrl+s")
        assert " ".join(reader.note("countries").split()).startswith("no. 2: “Atlantis” is not a")


async def test_the_help_of_every_field_fits_the_narrowest_screen(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    async with opened(store, NARROW) as reader:
        for key in "123456":
            await reader.press(key, "e")
            form = reader.form
            for declared in (each for each in fields_of(form.spec.cls) if not each.is_aside):
                await reader.go_to(declared.name)
                shown = str(form.query_one("#field-help", Static).content)
                assert shown in reader.shown(), f"{key}: {declared.name}"
            await reader.press("escape")
