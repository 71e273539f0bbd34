"""New records, links, cites, deleting, conflicts and saving, gesture by gesture."""

import pytest
from textual.widgets import Input

from briefing.model.records import KINDS
from briefing.model.validation import plain
from briefing.store.errors import NotSaved
from briefing.store.store import Store
from briefing.tui.forms.editors import LineEditor
from briefing.tui.forms.form import FormScreen
from briefing.tui.screens.prompt import PromptScreen
from filling_in import choices, edit, in_file, records_in_file, save
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
    WIRE,
    contents,
    record,
)
from onscreen import MIDDLE, NARROW, Reader, opened, text_of


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


async def stand_on(reader: Reader, ref: str, field: str) -> None:
    """Go to a record, and in its dossier to the line of a field."""
    reader.main.visit(ref)
    await reader.rest()
    view = reader.main.dossier
    view.cursor = next(at for at, item in enumerate(view._items) if item.field == field)
    await reader.rest()


async def test_enter_on_a_field_edits_just_that_one(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        before = contents(book)
        await stand_on(reader, TALON, "position")
        await reader.press("enter")
        assert list(reader.form._rows) == ["position"]
        await reader.fill_in("position", "Governor")
        await reader.press("enter")
        assert reader.app.screen is reader.main, "nothing more is asked"
        assert in_file(book, TALON) == {**in_file(book, TALON), "position": "Governor"}
        changed = {ref for ref, made in contents(book).items() if made != before[ref]}
        assert changed == {TALON}
        await reader.press("u")
        assert contents(book) == before, "one key takes it back"


async def test_a_term_is_chosen_where_it_stands(book: Store) -> None:
    async with opened(book) as reader:
        await stand_on(reader, FRONT, "kind")
        await reader.press("enter")
        assert "political militia" in choices(reader), "the terms are there at once"
        await reader.press("P", "enter")
        assert reader.app.screen is reader.main
        assert in_file(book, FRONT)["kind"] == "political militia"


async def test_a_date_that_cannot_be_is_refused_where_it_stands(book: Store) -> None:
    async with opened(book) as reader:
        await stand_on(reader, FRONT, "founded")
        await reader.press("enter")
        await reader.fill_in("founded", "2012-02-30")
        await reader.press("enter")
        assert isinstance(reader.app.screen, FormScreen)
        assert "28 days" in reader.note("founded") or "29 days" in reader.note("founded")
        await reader.fill_in("founded", "early 2012")
        await reader.press("enter", "enter")
        assert in_file(book, FRONT)["founded"].startswith("2012")


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


async def test_a_record_that_is_not_there_yet_is_made_on_the_spot(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("a", "l")
        await reader.go_to("to")
        await reader.press("enter")
        await reader.write("Katiba of the Wells")
        assert reader.hits()[-2:] == [
            "+group:Katiba of the Wells",
            "+leader:Katiba of the Wells",
        ]
        assert "add a group named “Katiba of the Wells”" in reader.shown()
        hits = reader.hits()
        await reader.press(*["down"] * hits.index("+group:Katiba of the Wells"), "enter")
        assert isinstance(reader.app.screen, FormScreen), "back where the name was wanted"
        assert reader.editor("to").given() == "group:katiba-of-the-wells"
        await reader.fill_in("start", "2018")
        await save(reader)
        assert in_file(book, "group:katiba-of-the-wells") == {"name": "Katiba of the Wells"}
        assert "Katiba of the Wells" in text_of(reader.main.dossier)

        await reader.press("u", "u")
        assert book.get("group:katiba-of-the-wells") is None


async def test_only_what_a_name_is_enough_for_is_made_on_the_spot(book: Store) -> None:
    async with opened(book) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("part_of")
        await reader.press("enter")
        await reader.write("Operation Sand")
        assert not any(hit.startswith("+") for hit in reader.hits()), "an event has a date"
        await reader.press("escape", "escape")


async def test_saving_a_name_like_another_ones_says_so_once(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await reader.press("2", "n")
        await reader.write("Idriss TALLON")
        await save(reader)
        assert reader.told()[-1].startswith(f"“Idriss TALLON” looks like Idris Talon ({TALON}); M")
        said = len(reader.told())

        await edit(reader, reader.here)
        await reader.fill_in("position", "Commander")
        await save(reader)
        assert len(reader.told()) == said, "the name is as it was"

        await edit(reader, reader.here)
        await reader.fill_in("name", "Moussa Karsa")
        await save(reader)
        assert len(reader.told()) == said


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
        before = records_in_file(book)
        await reader.press("d")
        said = reader.shown()
        assert "lose their mention" in said
        assert "Ambush at Wadi Selim" in said
        assert "cannot stand without it" in said
        await reader.press("n")
        assert records_in_file(book) == before
        await reader.press("d", "y")
        assert book.get(FRONT) is None
        assert book.get(LEADS) is None
        assert not {FRONT, LEADS} & set(records_in_file(book))
        assert reader.here != FRONT
        assert "u brings it back" in reader.told()[-1]

        await reader.press("u")
        assert records_in_file(book) == before
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


async def test_rows_are_said_in_a_line_and_what_is_understood_is_shown(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("casualties")
        await reader.press("i")
        await reader.write("11 militants")
        assert "killed, wounded, captured or missing?" in reader.shown()
        await reader.press("enter")
        assert "in a line" in reader.shown(), "that is no row yet"
        await reader.write(" killed; 1 soldier hurt")
        assert "= killed: 11 militants · wounded: 1 soldier" in reader.shown()
        await reader.press("enter")
        assert len(reader.editor("casualties").given()) == 3

        await reader.go_to("actors")
        await reader.press("i")
        await reader.write("mediator: idriss talon; claimed by: martyrs?")
        assert "= mediator: Idris Talon · claimant: martyrs?" in reader.shown()
        await reader.press("enter")
        await save(reader)
        saved = in_file(book, AMBUSH)
        assert saved["casualties"][1:] == [
            {"who": "militants", "outcome": "killed", "low": 11, "best": 11, "high": 11},
            {"who": "soldier", "outcome": "wounded", "low": 1, "best": 1, "high": 1},
        ]
        assert saved["actors"][-2:] == [
            {"ref": TALON, "role": "mediator"},
            {"name": "martyrs?", "role": "claimant"},
        ]


async def test_a_row_is_said_anew(book: Store) -> None:
    async with opened(book) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("casualties")
        await reader.press("c")
        prompt = reader.on(PromptScreen).query_one(Input)
        assert prompt.value == "killed: 5 (4 to 7) soldiers"
        prompt.value = ""
        await reader.write("over 4 soldiers killed")
        await reader.press("enter")
        await save(reader)
        assert in_file(book, AMBUSH)["casualties"] == [
            {"who": "soldiers", "outcome": "killed", "low": 5}
        ]


async def test_rows_that_have_no_line_are_filled_in(book: Store) -> None:
    async with opened(book) as reader:
        await edit(reader, TALON)
        await reader.go_to("cites")
        await reader.press("i")
        assert "press enter" in reader.told()[-1]


async def test_a_link_is_said_in_a_line_and_stands_in_both_dossiers(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("A")
        await reader.write("member of martyrs")
        assert "= Idris Talon member Martyrs of Selim" in reader.shown()
        await reader.write(" of selim as adviser since may 2019")
        assert "Martyrs of Selim, as adviser, since May 2019" in reader.shown()
        await reader.press("enter")
        assert reader.here == TALON
        assert "Martyrs of Selim" in text_of(reader.main.dossier)
        (made,) = (
            in_file(book, ref)
            for ref, link in records_in_file(book).items()
            if getattr(link, "role", "") == "adviser"
        )
        assert made == {
            "type": "member",
            "from": TALON,
            "to": MARTYRS,
            "role": "adviser",
            "start": "2019-05",
        }
        reader.main.visit(MARTYRS)
        await reader.rest()
        assert "Idris Talon" in text_of(reader.main.dossier)
        await reader.press("u")
        assert not any(getattr(link, "role", "") == "adviser" for _, link in book.records())

        reader.main.visit(AMBUSH)
        await reader.rest()
        await reader.press("A")
        assert "a links other records" in reader.told()[-1]


async def test_a_passage_pasted_into_the_quotes_becomes_a_quote(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste("“We\x1b[31m will\u202e stay,” said Idriss Talon, the commander.\n")
        assert reader.editor("text").given() == "We·[31m will· stay"
        assert reader.editor("speaker").given() == TALON
        assert reader.editor("attribution").given() == "Idriss Talon, the commander"
        await reader.go_to("source")
        await reader.press("enter")
        await reader.write("mission")
        await reader.press("enter")
        await save(reader)
        assert in_file(book, reader.here)["speaker"] == TALON


async def test_a_hostile_paste_leaves_the_screen_standing(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste("\x1b]52;c;aGFjaw==\x07\u202e\x00“" * 400_000)
        assert "only the first 20,000 characters" in reader.told()[-1]
        reader.on(FormScreen)
        await reader.press("escape")
        assert reader.app.screen is reader.main
        await reader.press("2")
        await reader.paste("“We will stay,” said Idris Talon.")
        assert reader.app.screen is reader.main, "the leaders take no quotations"
