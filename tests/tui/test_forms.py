"""Forms: every gesture of every editor, faults beside their field, and what is saved."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.model.records import KINDS
from briefing.model.refs import kind_of, slug_of
from briefing.model.validation import plain
from briefing.store.errors import NotSaved
from briefing.store.store import Store
from briefing.tui.forms.editors import ChoiceEditor, LineEditor, ProseEditor, RowsEditor
from briefing.tui.forms.form import FormScreen
from briefing.tui.screens.confirm import ConfirmScreen
from briefing.tui.screens.menu import MenuScreen
from briefing.tui.widgets.row_list import RowList
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    LEADS,
    MARTYRS,
    OPERATION,
    QUOTE,
    REPORT,
    TALON,
    TITLE,
    WIRE,
    fill,
    record,
)
from onscreen import MIDDLE, NARROW, Reader, opened, rows_in_sight, text_of


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Store]:
    """The invented briefing in a file."""
    store = fill(Store.create(tmp_path / "db.json", TITLE, by="analyst"))
    yield store
    store.close()


def in_file(store: Store, ref: str) -> dict[str, Any]:
    """A record as the file holds it."""
    assert store.path is not None
    whole = json.loads(store.path.read_bytes())
    found = whole[kind_of(ref)][slug_of(ref)]
    assert isinstance(found, dict)
    return found


async def edit(reader: Reader, ref: str) -> None:
    """Go to a record and open it in a form."""
    reader.main.visit(ref)
    await reader.rest()
    await reader.press("e")
    assert isinstance(reader.app.screen, FormScreen)


async def save(reader: Reader) -> None:
    """Save the form in front, which must have no faults."""
    form = reader.form
    await reader.press("ctrl+s")
    assert reader.app.screen is not form, reader.shown()


def frame(reader: Reader) -> str:
    """What stands on the lower edge of the form."""
    return str(reader.form.query_one("#form").border_subtitle)


def choices(reader: Reader) -> list[str]:
    """The terms of the menu in front."""
    return list(reader.on(MenuScreen).query_one(RowList).ids)


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
        assert "enter shows the terms" in reader.shown()

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
        assert reader.note("dissolved") == "enter writes it as 2013-02-2X"
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
        assert "1 to put right" in frame(reader)
        assert reader.editor("founded").has_focus
        await reader.fill_in("founded", "2014")
        await reader.press("ctrl+s")
        assert "lies before founded" in reader.note("dissolved")
        await reader.fill_in("founded", "2011/2012")
        assert "to put right" not in frame(reader), (
            "faults follow the typing once a save was refused"
        )
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
        assert "2 to put right" in frame(reader)


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
        assert reader.app.screen is reader.main
        assert in_file(book, AMBUSH) == before


async def test_a_new_record_of_each_kind(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await reader.press("1", "n")
        assert "New group" in reader.shown()
        await reader.press("ctrl+s")
        assert "name is missing" in reader.note("name")
        await reader.write("Hill Guard")
        await save(reader)
        assert reader.here == "group:hill-guard"
        assert reader.pane("group").current == "group:hill-guard"

        await reader.press("2", "n")
        await reader.write("Ana Vedra")
        await save(reader)
        await reader.press("3", "n")
        await reader.write("Truce of Selim")
        await reader.fill_in("date", "2020-01")
        await save(reader)
        assert reader.here.startswith("event:2020-truce-of-selim")
        await reader.press("4", "n")
        await reader.write("We hold the hills")
        await reader.go_to("source")
        await reader.press("enter", "enter")
        await reader.fill_in("attribution", "a herder")
        await save(reader)
        assert in_file(book, reader.here)["text"] == "We hold the hills"

        await reader.press("N", "S", "enter")
        assert "New source" in reader.shown()
        await reader.write("Field notes")
        await save(reader)
        assert reader.here == "source:field-notes"

        await reader.press("N")
        assert choices(reader) == list(KINDS)
        await reader.press("G", "enter")
        await reader.press("m")
        for name, query in (("from", "ana vedra"), ("to", "hill guard")):
            await reader.go_to(name)
            await reader.press("enter")
            await reader.write(query)
            await reader.press("enter")
        await save(reader)
        made = [each for each in book.all("link") if "ana" in each]
        assert in_file(book, f"link:{made[0]}") == {
            "type": "member",
            "from": "leader:ana-vedra",
            "to": "group:hill-guard",
        }

        await reader.press("1", "n")
        await reader.write("Hill Guard")
        await save(reader)
        assert reader.here == "group:hill-guard-2", "a second one of that name is another record"


async def test_a_links_in_the_way_of_the_record_at_hand(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        reader.main.visit(ARMY)
        await reader.rest()
        await reader.press("a")
        assert "New link" in reader.shown()
        assert "Karsa Army" in reader.shown()
        await reader.press("o")
        await reader.go_to("to")
        await reader.press("enter")
        await reader.write("martyrs")
        await reader.press("enter")
        await reader.fill_in("start", "2019")
        await save(reader)
        assert reader.here == ARMY, "the reader stays where he is"
        assert "opposes" in text_of(reader.main.dossier)

        reader.main.visit(AMBUSH)
        await reader.rest()
        await reader.press("a")
        await reader.press("enter")
        await reader.write("talon")
        await reader.press("enter")
        await reader.go_to("role")
        await reader.press("p")
        await save(reader)
        assert in_file(book, AMBUSH)["actors"][-1] == {"ref": TALON, "role": "perpetrator"}

        reader.main.visit(QUOTE)
        await reader.rest()
        await reader.press("a")
        await reader.write("martyrs")
        await reader.press("enter")
        assert in_file(book, QUOTE)["about"][-1] == MARTYRS
        await reader.press("u")
        assert MARTYRS not in in_file(book, QUOTE)["about"]

        reader.main.visit(REPORT)
        await reader.rest()
        await reader.press("a")
        assert "press c" in reader.told()[-1]


async def test_c_says_which_source_a_record_is_known_from(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        reader.main.visit(MARTYRS)
        await reader.rest()
        await reader.press("c")
        assert "Cite of Martyrs of Selim" in reader.shown()
        await reader.press("ctrl+s")
        assert "source is missing" in reader.note("source")
        await reader.press("enter")
        await reader.write("mission")
        await reader.press("enter")
        await reader.fill_in("passage", "a splinter group")
        await save(reader)
        assert in_file(book, MARTYRS)["cites"] == [
            {"source": REPORT, "passage": "a splinter group"}
        ]
        assert "“a splinter group”" in reader.shown()

        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("c")
        assert "Report of the observer mission" in reader.shown(), "the last source is offered"
        await save(reader)
        assert len(in_file(book, TALON)["cites"]) == 2


async def test_d_says_what_goes_and_u_brings_it_back(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        reader.main.visit(FRONT)
        await reader.rest()
        assert book.path is not None
        before = json.loads(book.path.read_bytes())
        await reader.press("d")
        said = reader.shown()
        assert "lose their mention" in said
        assert "Ambush at Wadi Selim" in said
        assert "cannot stand without it" in said
        await reader.press("n")
        assert json.loads(book.path.read_bytes()) == before
        await reader.press("d", "y")
        assert book.get(FRONT) is None
        assert book.get(LEADS) is None
        assert FRONT not in book.path.read_text("utf-8")
        assert reader.here != FRONT
        assert "u brings it back" in reader.told()[-1]

        await reader.press("u")
        after = json.loads(book.path.read_bytes())
        assert {**after, "meta": None} == {**before, "meta": None}
        assert reader.here == FRONT, "and shows the record itself, not one that mentions it"
        assert "took back: Front du Nord" in reader.told()[-1], reader.told()
        await reader.press("ctrl+r")
        assert book.get(FRONT) is None
        await reader.press("u")
        assert book.get(FRONT) is not None


async def test_a_save_that_fails_keeps_what_was_typed(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise NotSaved("/briefing/db.json: cannot be written (No space left on device)")

    async with opened(book, MIDDLE) as reader:
        await edit(reader, ARMY)
        await reader.press("ctrl+u")
        await reader.write("Army of Karsa")
        with monkeypatch.context() as patch:
            patch.setattr(book, "put", full)
            await reader.press("ctrl+s")
            assert "No space left on device" in reader.told()[-1]
            name = reader.editor("name")
            assert isinstance(name, LineEditor)
            assert name.value == "Army of Karsa"
            assert in_file(book, ARMY)["name"] == "Karsa Army"
        await save(reader)
        assert in_file(book, ARMY)["name"] == "Army of Karsa"

        with monkeypatch.context() as patch:
            patch.setattr(book, "delete", full)
            patch.setattr(book, "undo", full)
            await reader.press("d", "y")
            assert "No space left" in reader.told()[-1]
            await reader.press("u")
            assert len([said for said in reader.told() if "No space left" in said]) == 3
        assert book.get(ARMY) is not None


async def test_a_record_changed_by_somebody_else_meanwhile_is_not_overwritten(book: Store) -> None:
    assert book.path is not None
    other = Store.open(book.path, by="colleague")
    async with opened(book, MIDDLE) as reader:
        await edit(reader, ARMY)
        await reader.press("ctrl+u")
        await reader.write("Mine")
        other.put(ARMY, record("group", name="Theirs"))
        other.close()
        await reader.press("ctrl+s")
        assert "changed by another program" in reader.told()[-1]
        assert in_file(book, ARMY)["name"] == "Theirs"
        await save(reader)
        assert in_file(book, ARMY)["name"] == "Mine", "a second save is meant"
        await reader.press("u")
        assert in_file(book, ARMY)["name"] == "Theirs", "and can be taken back"


async def test_what_was_not_touched_is_saved_back_exactly(book: Store) -> None:
    odd = "left\u200b \u202eright\u202c  two  blanks\ttab \x1b[31mred\x1b[0m é a\u0301 \u00a0"
    ref = "event:odd"
    book.put(
        ref,
        record(
            "event",
            title=odd,
            date="2012-01-24?",
            summary=f"  {odd}\r\n\r\n{odd}\n",
            aliases=[odd, f" {odd}"],
            place={"name": odd, "latitude": 1.0, "longitude": 2.50},
            actors=[{"name": odd}],
            casualties=[{"who": odd, "low": 0}],
            cites=[{"source": WIRE, "passage": f"{odd}\n{odd}", "stance": "contradicts"}],
            part_of=OPERATION,
        ),
    )
    before = plain(book.need(ref))
    async with opened(book, MIDDLE) as reader:
        await edit(reader, ref)
        await reader.press(*["tab"] * 20)
        await reader.press("escape")
        assert reader.app.screen is reader.main, "going through the fields changes none"

        await reader.press("e")
        await reader.go_to("status")
        await reader.press("r")
        await reader.go_to("place")
        await reader.press("enter", "ctrl+s")
        await reader.go_to("actors")
        await reader.press("enter", "ctrl+s")
        await reader.go_to("cites")
        await reader.press("enter", "ctrl+s")
        await save(reader)
    assert plain(book.need(ref)) == {**before, "status": "reported"}


async def test_pasted_text_is_made_harmless_and_kept_to_its_lines(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await edit(reader, ARMY)
        await reader.press("ctrl+u")
        await reader.paste("Army\x1b[31m of\u202e\nKarsa")
        await reader.go_to("summary")
        await reader.paste("one\x1b]52;c;AAAA\x07\n\ttwo [red]x[/red]")
        await save(reader)
        found = in_file(book, ARMY)
        assert found["name"] == "Army·[31m of·"
        assert found["summary"] == "one·]52;c;AAAA·\n    two [red]x[/red]"
        assert not any(character < " " for character in found["name"])


async def test_a_form_fits_a_narrow_screen(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.fill_in("date", "2013-02-31")
        await reader.press("ctrl+s")
        assert "1 to put right" in reader.shown()
        assert all(len(line) == 80 for line in reader.lines())
        await reader.go_to("reviewed")
        assert "Reviewed" in reader.shown(), "the field in use is scrolled into sight"
        await reader.go_to("title")
        assert "Title *" in reader.shown()
        await reader.resize(140, 40)
        await reader.fill_in("date", "2013-02")
        await save(reader)
        assert in_file(book, AMBUSH)["date"] == "2013-02"
