"""New records, links, cites, deleting, conflicts and saving, gesture by gesture."""

import pytest

from briefing.model.kinds import KINDS
from briefing.model.kinds.link import Link
from briefing.model.validation import plain
from briefing.store.errors import NotSaved
from briefing.store.store import Store
from briefing.tui.forms.editors import LineEditor
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
    record,
)
from onscreen import MIDDLE, NARROW, opened, text_of


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

        await reader.press("N", "S")
        assert "New source" in reader.shown()
        await reader.write("Field notes")
        await save(reader)
        assert reader.here == "source:field-notes"

        await reader.press("N")
        assert choices(reader) == list(KINDS)
        await reader.press(*"j" * list(KINDS).index("link"), "enter")
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
            "cites": [{"source": "source:field-notes"}],
        }, "what is added after a source is known from it"

        await reader.press("8", "n")
        await reader.write("Who will hold Selim?")
        await reader.go_to("indicators")
        await reader.press("i")
        await reader.write("convoys leave (watch place:selim)")
        await reader.press("enter")
        await save(reader)
        assert in_file(book, "requirement:who-will-hold-selim")["indicators"] == [
            {"what": "convoys leave", "watch": "place:selim"}
        ]

        await reader.press("J", "n")
        await reader.write("The truce will hold")
        await reader.go_to("evidence")
        await reader.press("i")
        await reader.write("for: truce of selim (both signed); against: “no monitors”")
        assert "= consistent: Truce of Selim (both signed)" in reader.shown()
        await reader.press("enter")
        assert "inconsistent: “no monitors”" in reader.shown()
        await reader.press("g", "c", "ctrl+u")
        await reader.write("neutral: Truce of Selim (so far)")
        await reader.press("enter")
        await save(reader)
        truce = next(f"event:{slug}" for slug in book.all("event") if "truce-of" in slug)
        assert in_file(book, "judgement:the-truce-will-hold")["evidence"] == [
            {"ref": truce, "bearing": "neutral", "note": "so far"},
            {"what": "no monitors", "bearing": "inconsistent"},
        ]

        await reader.press("1", "n")
        await reader.write("Hill Guard")
        await save(reader)
        assert reader.here == "group:hill-guard-2", "a second one of that name is another record"


async def test_saving_a_name_like_another_ones_says_so_once(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        await reader.press("2", "n")
        await reader.write("Idriss TALLON")
        await save(reader)
        assert reader.messages()[-1].startswith(
            f"“Idriss TALLON” may be a duplicate of Idris Talon ({TALON}): M"
        )
        said = len(reader.messages())

        await edit(reader, reader.here)
        await reader.fill_in("position", "Commander")
        await save(reader)
        assert len(reader.messages()) == said, "the name is as it was"

        await edit(reader, reader.here)
        await reader.fill_in("name", "Moussa Karsa")
        await save(reader)
        assert len(reader.messages()) == said


async def test_a_links_in_the_way_of_the_record_at_hand(book: Store) -> None:
    async with opened(book, MIDDLE) as reader:
        reader.main.visit(ARMY)
        await reader.rest()
        await reader.press("a")
        assert "Link Karsa Army to" in reader.shown(), "whom comes first"
        await reader.write("martyrs")
        await reader.press("enter")
        assert "leads" not in choices(reader), "a group leads no group"
        assert {"part of", "opposes", "opposed by"} <= set(choices(reader))
        await reader.press("o", "enter")
        assert "New link" in reader.shown()
        assert "Karsa Army" in reader.shown()
        assert reader.editor("role").has_focus
        await reader.fill_in("start", "2019")
        await save(reader)
        assert reader.here == ARMY, "the reader stays where he is"
        assert "opposes" in text_of(reader.main.dossier)

        reader.main.visit(AMBUSH)
        await reader.rest()
        await reader.press("a")
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
        assert "press c" in reader.messages()[-1]


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
        assert "Kept, but without mentioning" in said
        assert "Ambush at Wadi Selim" in said
        assert "Deleted too, as they say nothing without it" in said
        await reader.press("n")
        assert records_in_file(book) == before
        await reader.press("d", "y")
        assert book.get(FRONT) is None
        assert book.get(LEADS) is None
        assert not {FRONT, LEADS} & set(records_in_file(book))
        assert reader.here != FRONT
        assert "u undoes it" in reader.messages()[-1]

        await reader.press("u")
        assert records_in_file(book) == before
        assert reader.here == FRONT, "and shows the record itself, not one that mentions it"
        assert "undid: deleted Front du Nord" in reader.messages()[-1], reader.messages()
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
            assert "No space left on device" in reader.messages()[-1]
            name = reader.editor("name")
            assert isinstance(name, LineEditor)
            assert name.value == "Army of Karsa"
            assert in_file(book, ARMY)["name"] == "Karsa Army"
        await save(reader)
        assert in_file(book, ARMY)["name"] == "Army of Karsa"

        with monkeypatch.context() as patch:
            patch.setattr(book, "commit", full)
            patch.setattr(book, "undo", full)
            await reader.press("d", "y")
            assert "No space left" in reader.messages()[-1]
            await reader.press("u")
            said = [each for each in reader.shown_messages() if "No space left" in each]
            assert len(said) == 3, "an error stays to be read"
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
        assert found["name"] == "Army·[31m of· Karsa"
        assert found["summary"] == "one·]52;c;AAAA·\n    two [red]x[/red]"
        assert not any(character < " " for character in found["name"])


async def test_a_form_fits_a_narrow_screen(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, AMBUSH)
        await reader.fill_in("date", "2013-02-31")
        await reader.press("ctrl+s")
        assert "1 error to fix" in reader.shown()
        assert all(len(line) == 80 for line in reader.lines())
        await reader.go_to("reviewed")
        # The field in use is scrolled into sight.
        await reader.until(lambda: "Reviewed" in reader.shown())
        await reader.go_to("title")
        await reader.until(lambda: "Title *" in reader.shown())
        await reader.resize(140, 40)
        await reader.fill_in("date", "2013-02")
        await save(reader)
        assert in_file(book, AMBUSH)["date"] == "2013-02"


async def test_a_command_is_about_the_record_the_cursor_has_just_come_to(book: Store) -> None:
    async with opened(book) as reader:
        events = list(reader.pane("event").ids)
        await reader.write("3e")
        assert reader.form.spec.title.startswith(events[0])
        await reader.press("escape")
        await reader.write("je")
        assert reader.form.spec.title.startswith(events[1])
        await reader.press("escape")


async def test_after_a_jump_c_and_enter_are_about_the_record_until_a_field_is_chosen(
    book: Store,
) -> None:
    async with opened(book, NARROW) as reader:
        await reader.press("slash")
        await reader.write("talon")
        await reader.press("enter")
        assert reader.here == TALON
        await reader.press("c")
        assert reader.editor("field").given() == ""
        await reader.press("escape", "enter")
        assert reader.form.spec.title.startswith(TALON), "enter edits all of it"
        assert reader.form.spec.only == ""
        await reader.press("escape", "j")
        item = reader.main.dossier.current
        assert item is not None
        await reader.press("c")
        assert reader.editor("field").given() == item.field != ""
        await reader.press("escape", "slash")
        await reader.write("talon")
        await reader.press("enter", "c")
        assert reader.editor("field").given() == "", "also after a jump to where one was"


async def test_a_offers_a_link_in_either_direction_worded_from_the_record_at_hand(
    book: Store,
) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(MARTYRS)
        await reader.rest()
        await reader.press("a")
        await reader.write("talon")
        await reader.press("enter")
        assert "Idris Talon leads Martyrs of Selim" in reader.shown()
        assert choices(reader).count("allied") == 1, "it reads alike from both ends"
        await reader.write("led")
        await reader.press("enter")
        await save(reader)
        made = [
            link
            for link in book.all("link").values()
            if isinstance(link, Link) and {link.from_, link.to} == {MARTYRS, TALON}
        ]
        assert [(link.type, link.from_, link.to) for link in made] == [("leads", TALON, MARTYRS)]

        await reader.press("a", "escape")
        assert reader.app.screen is reader.main, "escape links nothing"
