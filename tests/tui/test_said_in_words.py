"""Rows, links and quotes typed as phrases; records created by name on the spot."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from briefing.model.kinds.event import Event
from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.dialogs.prompt import PromptScreen
from briefing.tui.forms.form import FormScreen
from filling_in import edit, in_file, records_in_file, save
from invented import (
    AMBUSH,
    MARTYRS,
    OPERATION,
    RECORDS,
    REPORT,
    TALON,
)
from onscreen import NARROW, opened, text_of


async def test_a_record_that_is_not_there_yet_is_made_on_the_spot(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("a")
        await reader.write("Katiba of the Wells")
        assert reader.hits()[-2:] == [
            "+group:Katiba of the Wells",
            "+leader:Katiba of the Wells",
        ]
        assert "add a group named “Katiba of the Wells”" in reader.shown()
        hits = reader.hits()
        await reader.press(*["down"] * hits.index("+group:Katiba of the Wells"), "enter")
        await reader.press("l", "enter")
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


async def test_rows_are_said_in_a_line_and_what_is_understood_is_shown(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("casualties")
        await reader.press("i")
        await reader.write("11 militants")
        assert "how many people were killed" in reader.shown()
        await reader.press("enter")
        assert "in a line" in reader.shown(), "that is no row yet"
        await reader.write(" killed by gunmen; 1 soldier hurt")
        assert "= killed: 11 militants · wounded: 1 soldier; not kept: by gunmen" in reader.shown()
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


async def test_who_is_only_named_in_a_row_is_found_or_added_from_the_list(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("actors")
        rows = len(reader.editor("actors").given())
        await reader.press("i")
        await reader.write("target: Hill Guard, civilians; mediator: Idris Talon")
        note = text_of(reader.on(PromptScreen).query_one(".note", Static))
        assert "target: Hill Guard (no record) · target: civilians (no record)" in note
        assert "a finds or adds the missing record" in note
        await reader.press("enter")
        assert len(reader.editor("actors").given()) == rows + 3
        await reader.press("g", *["down"] * rows, "a")
        assert "add a group named “Hill Guard”" in reader.shown()
        hits = reader.hits()
        await reader.press(*["down"] * hits.index("+group:Hill Guard"), "enter")
        await save(reader)
        assert in_file(book, AMBUSH)["actors"][rows:] == [
            {"ref": "group:hill-guard", "role": "target"},
            {"name": "civilians", "role": "target"},
            {"ref": TALON, "role": "mediator"},
        ]
        assert in_file(book, "group:hill-guard") == {"name": "Hill Guard"}


async def test_a_country_that_can_be_two_is_asked_before_it_is_taken(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, OPERATION)
        await reader.go_to("place")
        await reader.press("i")
        await reader.write("Goma, Congo")
        assert "DR Congo (CD) or Congo-Brazzaville (CG)" in " ".join(reader.shown().split())
        await reader.press(*["backspace"] * 5)
        await reader.write("DRC -1.67, 29.22")
        shown = " ".join(reader.shown().split())
        assert "= name Goma, country DR Congo, position -1.67, 29.22" in shown
        await reader.press("enter")
        await save(reader)
        assert in_file(book, OPERATION)["place"] == {
            "name": "Goma",
            "country": "CD",
            "latitude": -1.67,
            "longitude": 29.22,
        }


async def test_a_row_is_retyped_as_a_line(book: Store) -> None:
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


async def test_a_place_and_a_cite_are_said_in_a_line_too(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, OPERATION)
        await reader.go_to("place")
        await reader.press("i")
        await reader.write("Selim, Mali (near)")
        assert "= name Selim, country Mali, precision near" in reader.shown()
        await reader.write("; Gao")
        assert "give one place only" in reader.shown()
        await reader.press(*["backspace"] * 5, "enter")
        await reader.go_to("cites")
        await reader.press("i")
        await reader.write('date = april 2019: "since April" (2) observer mission')
        assert "= date, gives 2019-04: “since April” (grade 2) Report" in reader.shown()
        await reader.press("enter")
        await save(reader)
        saved = in_file(book, OPERATION)
        assert saved["place"] == {"name": "Selim", "country": "ML", "precision": "near"}
        assert saved["cites"][-1] == {
            "source": REPORT,
            "field": "date",
            "value": "2019-04",
            "passage": "since April",
            "credibility": 2,
        }


async def test_a_link_typed_as_a_phrase_shows_in_both_dossiers(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("A")
        await reader.write("member of martyrs")
        assert "no single record matches “martyrs”" in reader.shown(), "part of a name"
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
        assert "a links other records" in reader.messages()[-1]


async def test_somebody_a_line_names_and_nobody_knows_is_added_on_the_way(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("A")
        await reader.write("leads Hill Guard since 2020 [observer mission]")
        assert "no single record matches “Hill Guard”; enter to choose or add one" in reader.shown()
        await reader.press("enter")
        assert "add a group named “Hill Guard”" in reader.shown()
        await reader.press("escape")
        assert not any(ref == "group:hill-guard" for ref, _ in book.records())

        await reader.press("A")
        await reader.write("leads Hill Guard since 2020 [observer mission]")
        await reader.press("enter", "enter")
        assert in_file(book, "group:hill-guard") == {"name": "Hill Guard"}
        (made,) = (
            in_file(book, ref)
            for ref, link in records_in_file(book).items()
            if getattr(link, "start", "") == "2020"
        )
        assert made["cites"] == [{"source": REPORT}]


async def test_a_phrase_that_describes_no_link_is_refused(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("A")
        await reader.write("leads karsa army from 2015 to 2005")
        assert "lies before" in reader.shown()
        await reader.press("enter", "escape", "A")
        await reader.write("leads zzzq")
        await reader.press("enter")
        await reader.write("Idris Talon")
        await reader.press("enter")
        assert "cannot be linked to itself" in reader.messages()[-1]
        assert reader.app.screen is reader.main


async def test_a_line_that_was_not_touched_leaves_the_row_as_it_is(book: Store) -> None:
    place = {"name": "Gao", "admin1": "Gao", "latitude": 16.2666667, "longitude": -0.0449123}
    book.put(AMBUSH, build("event", {**RECORDS[AMBUSH], "place": place}))
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("place")
        await reader.press("c", "enter")
        await save(reader)
        assert in_file(book, AMBUSH)["place"] == place


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


async def test_a_passage_pasted_into_a_new_quote_is_taken_apart_there(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4", "n")
        await reader.fill_in("attribution", "the commander")
        await reader.go_to("text")
        await reader.paste("“We will stay,” said Idris Talon.")
        assert reader.editor("text").given() == "We will stay"
        assert reader.editor("speaker").given() == TALON
        assert reader.editor("mode").given() == "direct"
        assert reader.editor("attribution").given() == "the commander", "what stands there stays"
        await reader.paste(" for long")
        assert reader.editor("text").given() == "for longWe will stay"
        assert reader.editor("speaker").given() == TALON


async def test_a_new_quote_offers_to_begin_with_what_was_copied_until_that_is_used(
    book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "xclip"
    tool.write_text("#!/bin/sh\necho '“We will stay,” said Idris Talon.'\n")
    tool.chmod(0o755)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    async with opened(book, NARROW) as reader:
        await reader.press("4", "n")
        assert reader.editor("text").given() == "", "it is offered, not poured in"
        offer = "ctrl+v begin with what you copied: “We will stay,” said Idris Ta"
        assert offer in reader.shown()
        await reader.press("ctrl+v")
        assert reader.editor("text").given() == "We will stay"
        assert reader.editor("speaker").given() == TALON
        assert "what you copied" not in reader.shown()
        await reader.press("escape")
        assert "Leave without saving?" in reader.shown()
        await reader.press("y", "n")
        assert reader.editor("text").given() == ""
        assert "what you copied" not in reader.shown()


async def test_what_was_copied_is_not_offered_once_something_else_is_typed(
    book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = tmp_path / "xclip"
    tool.write_text("#!/bin/sh\necho '“We will stay,” said Idris Talon.'\n")
    tool.chmod(0o755)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    async with opened(book, NARROW) as reader:
        await reader.press("4", "n")
        await reader.write("They")
        assert "what you copied" not in reader.shown()
        await reader.press("ctrl+v")
        assert reader.editor("text").given() == "They"
        await reader.press(*["backspace"] * 4)
        assert "what you copied" in reader.shown()


async def test_a_pasted_passage_is_not_thrown_away_unasked(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste("“We will stay,” said Idris Talon.")
        await reader.press("escape")
        assert "Leave without saving?" in reader.shown()
        assert "We will stay" in reader.shown()
        await reader.press("n")
        assert reader.editor("text").given() == "We will stay"


async def test_a_long_line_is_not_thrown_away_unasked(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.go_to("casualties")
        await reader.press("i")
        await reader.write("ten")
        await reader.press("escape")
        assert reader.form.spec.cls is Event, "a word is soon typed again"
        await reader.press("i")
        await reader.paste("ten soldiers killed and twenty civilians wounded at the wells")
        await reader.press("escape")
        assert "Discard what you typed?" in reader.shown()
        await reader.press("n", "enter", "ctrl+s")
        assert len(in_file(book, AMBUSH)["casualties"]) == 3


async def test_a_hostile_paste_leaves_the_screen_standing(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("4")
        await reader.paste("\x1b]52;c;aGFjaw==\x07\u202e\x00“" * 400_000)
        assert "only the first 20,000 characters" in reader.messages()[-1]
        reader.on(FormScreen)
        await reader.press("escape", "y")
        assert reader.app.screen is reader.main


async def test_a_passage_that_quotes_somebody_may_be_pasted_anywhere(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("2")
        await reader.paste("Idris Talon")
        assert reader.app.screen is reader.main
        assert "the pasted text quotes nobody" in reader.messages()[-1]
        await reader.paste("“We will stay,” said Idris Talon.")
        assert reader.editor("text").given() == "We will stay"
