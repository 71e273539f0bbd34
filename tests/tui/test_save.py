"""Concurrent changes of an edited record: the user decides and loses nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from unicodedata import category

import pytest

from briefing.model.validation import build, plain
from briefing.store.errors import Conflict
from briefing.store.store import Store
from briefing.tui.actions.edit import edit as edit_record
from briefing.tui.actions.workspace import Selection
from briefing.tui.dialogs.conflict import Clash, ConflictScreen
from fakehost import saves, workspace
from filling_in import edit, in_file, records_in_file, save, stand_on
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
from onscreen import NARROW, WIDE, Reader, opened

HOSTILE = "[red]x[/red]\x1b[31m\u202e[@click=app.quit]"
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


def elsewhere(book: Store, change: Callable[[Store], object], by: str = "colleague") -> None:
    """Another program changes the briefing."""
    other = Store.open(book.location, by=by)
    change(other)
    other.close()


def put(ref: str, **raw: object) -> Callable[[Store], object]:
    """Puts a record with some fields changed."""

    def change(store: Store) -> object:
        return store.put(ref, build(ref.partition(":")[0], {**plain(store.need(ref)), **raw}))

    return change


def delete(ref: str) -> Callable[[Store], object]:
    """Deletes a record and every mention of it."""
    return lambda store: store.delete(ref, unlink=True)


async def clash(reader: Reader, book: Store, **theirs: object) -> None:
    """Type another name for the army, while a colleague changes other fields; then save."""
    await edit(reader, ARMY)
    await reader.fill_in("name", "My army")
    elsewhere(book, put(ARMY, **theirs))
    await reader.press("ctrl+s")
    reader.on(ConflictScreen)


@SIZES
async def test_both_versions_are_shown_side_by_side_and_escape_loses_nothing(
    book: Store, size: tuple[int, int]
) -> None:
    async with opened(book, size) as reader:
        await clash(reader, book, name="Their army", status="active")
        shown = reader.shown()
        assert "Karsa Army was changed by colleague at " in shown
        for column in ("theirs", "yours", "both changed it", "+ active", "unchanged"):
            assert column in shown
        assert "Their army" in shown
        assert "My army" in shown
        assert "yours where both changed a field: Name" in " ".join(
            " ".join(line.strip("│╭╮╰╯─ ") for line in shown.splitlines()).split()
        )
        assert all(len(line) == size[0] for line in reader.lines())
        await reader.press("j", "k", "x")

        await reader.press("escape")
        assert reader.form.values()["name"] == "My army"
        assert "colleague has “Their army”" in " ".join(reader.note("name").split())
        assert reader.note("status") == "colleague has “active”"
        assert "somebody else changed 2 fields" in reader.shown()
        assert in_file(book, ARMY)["name"] == "Their army", "nothing was saved"

        await reader.press("ctrl+s")
        reader.on(ConflictScreen)
        await reader.press("escape", "escape", "n")
        assert reader.form.values()["name"] == "My army", "leaving still asks"
        await reader.press("escape", "y")
        assert reader.app.screen is reader.main


async def test_mine_is_saved_over_theirs_which_can_be_brought_back(book: Store) -> None:
    async with opened(book) as reader:
        await clash(reader, book, name="Their army")
        await reader.press("m")
        assert reader.app.screen is reader.main
        assert in_file(book, ARMY)["name"] == "My army"
        await reader.press("u")
        assert in_file(book, ARMY)["name"] == "Their army"


async def test_theirs_is_shown_and_mine_dropped(book: Store) -> None:
    async with opened(book) as reader:
        await clash(reader, book, name="Their army")
        before = len(book.history())
        await reader.press("t")
        assert reader.app.screen is reader.main
        assert reader.here == ARMY
        assert "Their army" in reader.shown()
        assert "My army" not in reader.shown()
        assert len(book.history()) == before


async def test_both_versions_are_merged_and_reviewed(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await clash(reader, book, name="Their army", status="active", aliases=["Karsa forces"])
        own = reader.app.screen_stack[1]
        await reader.press("b")
        assert "Army merged" in reader.shown()
        values = reader.form.values()
        assert (values["name"], values["status"]) == ("My army", "active")
        assert list(values["aliases"]) == ["Karsa forces"]
        assert reader.editor("name").has_focus, "it begins where both changed something"
        assert " ".join(reader.note("name").split()) == "colleague has “Their army”"
        assert reader.note("status") == ""

        await reader.press("escape")
        assert reader.app.screen is own, "back in one's own form"
        assert reader.form.values()["name"] == "My army"
        assert reader.form.values()["status"] == ""

        await reader.press("ctrl+s", "b", "ctrl+t")
        assert reader.editor("name").given() == "Their army", "theirs, for this field"
        await reader.fill_in("name", "Army of both")
        await save(reader)
        assert reader.app.screen is reader.main
        assert in_file(book, ARMY) == {
            "name": "Army of both",
            "kind": "state forces",
            "countries": ["ML"],
            "status": "active",
            "aliases": ["Karsa forces"],
        }
        await reader.press("u")
        assert in_file(book, ARMY)["name"] == "Their army", "theirs is below it"


async def test_a_record_changed_once_more_is_asked_about_once_more(book: Store) -> None:
    async with opened(book) as reader:
        await clash(reader, book, name="Their army")
        elsewhere(book, put(ARMY, name="Third army"), by="somebody")
        await reader.press("m")
        assert "changed by somebody" in reader.shown()
        assert in_file(book, ARMY)["name"] == "Third army"
        await reader.press("b")
        elsewhere(book, put(ARMY, status="active"), by="fourth")
        await reader.press("ctrl+s")
        assert "changed by fourth" in reader.shown(), "in the form of both too"
        await reader.press("t")
        assert reader.app.screen is reader.main, "theirs leaves the forms of all of mine"
        assert in_file(book, ARMY)["name"] == "Third army"


async def test_a_record_deleted_meanwhile_is_brought_back_or_left(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, MARTYRS)
        await reader.fill_in("name", "Martyrs")
        elsewhere(book, delete(MARTYRS))
        await reader.press("ctrl+s")
        assert "Martyrs of Selim was deleted by colleague" in reader.shown()
        await reader.press("b")
        reader.on(ConflictScreen)
        await reader.press("escape")
        assert reader.form.values()["name"] == "Martyrs"
        assert " ".join(reader.note("name").split()) == "colleague deleted the record"
        await reader.press("ctrl+s", "m")
        assert reader.app.screen is reader.main
        assert in_file(book, MARTYRS)["name"] == "Martyrs"

        await edit(reader, MARTYRS)
        await reader.fill_in("name", "Other")
        elsewhere(book, delete(MARTYRS))
        await reader.press("ctrl+s", "t")
        assert reader.app.screen is reader.main
        assert MARTYRS not in records_in_file(book)


async def test_mine_that_cannot_stand_without_what_was_deleted_stays_in_its_form(
    book: Store,
) -> None:
    async with opened(book) as reader:
        await edit(reader, LEADS)
        await reader.fill_in("role", "emir")
        elsewhere(book, delete(FRONT))
        await reader.press("ctrl+s", "m")
        assert reader.form.values()["role"] == "emir"
        assert FRONT in reader.messages()[-1]
        assert "does not exist" in reader.messages()[-1]


async def test_what_both_changed_alike_needs_no_answer(book: Store) -> None:
    async with opened(book) as reader:
        await edit(reader, ARMY)
        await reader.fill_in("name", "Same army")
        elsewhere(book, put(ARMY, name="Same army"))
        await save(reader)
        assert reader.app.screen is reader.main
        assert "your changes are kept" in reader.messages()[-1]

        await edit(reader, ARMY)
        elsewhere(book, put(ARMY, name="Their army"))
        await save(reader)
        await reader.until(lambda: "Their army" in reader.shown())
        assert in_file(book, ARMY)["name"] == "Their army", "who typed nothing takes nothing back"


async def test_a_cite_and_an_actor_join_what_others_changed_unasked(book: Store) -> None:
    async with opened(book) as reader:
        await stand_on(reader, AMBUSH, "actors")
        await reader.press("c", "enter")
        await reader.write("mission")
        await reader.press("enter")
        cite = {"source": WIRE, "field": "date"}
        cites = [*plain(book.need(AMBUSH))["cites"], cite]
        elsewhere(book, put(AMBUSH, title="Ambush", cites=cites))
        await save(reader)
        found = in_file(book, AMBUSH)
        assert found["title"] == "Ambush"
        assert {"source": REPORT, "field": "actors"} in found["cites"]
        assert cite in found["cites"]

        await reader.press("a")
        await reader.write("talon")
        await reader.press("enter")
        elsewhere(book, put(AMBUSH, status="confirmed"))
        await save(reader)
        found = in_file(book, AMBUSH)
        assert (found["actors"][-1], found["status"]) == ({"ref": TALON}, "confirmed")


async def test_a_cite_of_a_record_deleted_meanwhile_asks(book: Store) -> None:
    async with opened(book) as reader:
        reader.main.visit(OPERATION)
        await reader.rest()
        await reader.press("c", "enter")
        await reader.write("mission")
        await reader.press("enter")
        await reader.fill_in("passage", "at dawn")
        elsewhere(book, delete(OPERATION))
        await reader.press("ctrl+s")
        assert "Operation Dawn was deleted by colleague" in reader.shown()
        await reader.press("escape")
        assert reader.form.values()["passage"] == "at dawn"
        await reader.press("ctrl+s", "m")
        assert in_file(book, OPERATION)["cites"] == [{"source": REPORT, "passage": "at dawn"}]


async def test_what_a_quote_is_about_joins_what_others_changed(book: Store) -> None:
    async with opened(book) as reader:
        reader.main.visit(QUOTE)
        await reader.rest()
        await reader.press("a")
        await reader.write("martyrs")
        elsewhere(book, put(QUOTE, said="2019-05-21"))
        await reader.press("enter")
        found = in_file(book, QUOTE)
        assert found["said"] == "2019-05-21"
        assert found["about"][-1] == MARTYRS

        await reader.press("a")
        await reader.write("karsa army")
        elsewhere(book, delete(QUOTE))
        await reader.press("enter")
        assert "was changed by colleague" in reader.messages()[-1]


async def test_two_programs_that_add_the_same_name_add_two_records(
    book: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(book) as reader:
        await reader.press("1", "n")
        await reader.write("Hill Guard")
        # Before this program hears of it.
        monkeypatch.setattr(reader.main.sync, "look", lambda: None)
        elsewhere(book, lambda store: store.put("group:hill-guard", record("group", name="x")))
        await save(reader)
        assert reader.here == "group:hill-guard-2"
        assert in_file(book, "group:hill-guard")["name"] == "x"


async def test_hostile_text_in_the_question_is_harmless(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, ARMY)
        await reader.fill_in("name", "W" * 300)
        other = put(ARMY, name=HOSTILE, summary=f"{HOSTILE}\n\n" * 40, aliases=[HOSTILE])
        elsewhere(book, other, by=HOSTILE)
        for keys in (("ctrl+s",), ("j",) * 30, ("escape",), ("ctrl+s", "b")):
            await reader.press(*keys)
            shown = reader.shown()
            assert not {each for each in shown if category(each) in ("Cc", "Cf")} - {"\n"}
            assert "[red]x[/red]" in shown
            assert all(len(line) == 80 for line in reader.lines())


def test_the_question_says_when_and_by_whom_as_far_as_that_is_known(book: Store) -> None:
    def of(by: str, at: datetime | None) -> Clash:
        mine = book.need(ARMY)
        return Clash(Conflict(ARMY, by, at), mine, mine, None)

    assert of("", None).who == "another program"
    assert of("", None).when == ""
    now = datetime.now(UTC)
    assert of("x", now).when == f"at {now.astimezone():%H:%M:%S}"
    before = now - timedelta(days=2)
    assert of("x", before).when == f"on {before.astimezone():%Y-%m-%d at %H:%M:%S}"


async def test_a_changed_field_says_which_cites_were_for_the_old_value(book: Store) -> None:
    cite = {"source": REPORT, "field": "founded", "passage": "set up about 2012"}
    put(FRONT, founded="2012", cites=[cite])(book)
    async with opened(book) as reader:
        await edit(reader, FRONT)
        await reader.fill_in("founded", "2013")
        await save(reader)
        assert reader.messages()[-1].startswith("founded: [1] was cited for the old value")
        await edit(reader, FRONT)
        await reader.fill_in("summary", "More on it.")
        await save(reader)
        assert "cited for the old value" not in reader.messages()[-1] or len(reader.messages()) == 1


async def edited(book: Store, ref: str, **fields: object) -> list[str]:
    """The messages after some fields were changed in the form of a record."""
    work, host = workspace(book, saves(**fields))
    await edit_record(work, Selection(ref))
    return host.messages


async def test_a_changed_field_says_which_cites_for_the_whole_record_now_cover_it(
    book: Store,
) -> None:
    own = {"source": WIRE, "field": "founded"}
    put(FRONT, cites=[own, {"source": REPORT}])(book)
    assert await edited(book, FRONT, status="defunct") == [
        "status now rests on the whole-record cite [2]; c cites it"
    ]
    assert await edited(book, FRONT, status="active", kind="political militia") == [
        "kind and status now rest on the whole-record cite [2]; c cites them"
    ]
    both = await edited(book, FRONT, status="defunct", founded="2013")
    assert "; ".join(both) == (
        "founded: [1] was cited for the old value; "
        "status now rests on the whole-record cite [2]; c cites them"
    )
    assert await edited(book, FRONT, status="", summary="More on it.") == []


async def test_several_changed_fields_are_told_in_one_line(book: Store) -> None:
    put(TALON, cites=[{"source": REPORT}, {"source": WIRE}])(book)
    messages = await edited(
        book, TALON, name="Talon", position="Emir", born="1970", died="2020", status="dead"
    )
    assert messages == [
        "name, position and 3 more now rest on the whole-record cites [1][2]; c cites them"
    ]
