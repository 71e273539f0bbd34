"""The main screen: panes, dossier, trail and lens."""

import asyncio
import re
from pathlib import Path

import pytest
from textual.widgets import Input

from briefing.links import neighbours
from briefing.model.kinds import PANES
from briefing.store.store import Store
from briefing.tui.dialogs.confirm import ConfirmScreen
from briefing.tui.jump.screen import JumpScreen
from invented import AMBUSH, ARMY, FRONT, TALON, fill, group, record
from onscreen import (
    NARROW,
    WIDE,
    Reader,
    opened,
    rows_in_sight,
    sample_file,
    sample_store,
    text_of,
    title_of,
)

MASSACRE = "event:2012-aguelhoc-massacre"


def invented() -> Store:
    return fill(Store.in_memory("Karsa highlands", by="analyst"))


def frame(reader: Reader, kind: str) -> tuple[str, str]:
    """The texts on the upper and the lower edge of a pane."""
    pane = reader.pane(kind)
    return title_of(pane), str(pane.border_subtitle)


async def test_the_first_look_shows_everything_there_is(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        assert " ".join(reader.lines()[0].split()) == (
            "Mali, January 2014 15 groups · 3 leaders · 25 events · 8 quotes in memory"
        )
        assert [frame(reader, kind) for kind in PANES] == [
            ("1 Groups", "15"),
            ("2 Leaders", "3"),
            ("3 Events", "25"),
            ("4 Quotes", "8"),
        ]
        assert reader.pane("group").has_focus, "no input has the focus at the start"
        assert "African forces" in rows_in_sight(reader.pane("group"))[0]
        assert "Attacked, like the French, by insurgents" in text_of(reader.main.dossier)
        assert rows_in_sight(reader.pane("leader")) == [
            "Abdelhamid Abou Zeid                             dead",
            "Jean-Yves Le Drian                          in office",
            "Mokhtar Belmokhtar                           at large",
        ]
        assert "91+†" in text_of(reader.pane("event"))


async def test_an_empty_briefing_says_which_key_to_press() -> None:
    async with opened(Store.in_memory("New")) as reader:
        assert "no groups yet: press n" in reader.shown()
        assert "add a source; later records will cite it" in reader.shown()
        for key in ("e", "a", "c", "d", "u", "ctrl+r", "f", "L", "[", "]", "o", "space", "escape"):
            await reader.press(key)
        assert [said for said in reader.messages() if "error" in said.casefold()] == []
        await reader.press("0", "j", "enter", "left", "/")
        assert reader.hits() == []
        await reader.press("enter", "escape")
        assert reader.app.screen is reader.main


async def test_going_from_pane_to_pane(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        stops = [*(reader.pane(kind) for kind in PANES), reader.main.dossier]
        for key, stop in zip("12340", stops, strict=True):
            await reader.press(key)
            assert stop.has_focus
        for stop in stops:
            await reader.press("tab")
            assert stop.has_focus
        for stop in [*reversed(stops[:-1]), stops[-1]]:
            await reader.press("shift+tab")
            assert stop.has_focus

        await reader.press("2", "l")
        assert reader.main.dossier.has_focus
        await reader.press("left")
        assert reader.pane("leader").has_focus
        await reader.press("right", "left")
        assert reader.pane("leader").has_focus
        heights = {kind: reader.pane(kind).size.height for kind in PANES}
        assert max(heights, key=lambda kind: heights[kind]) == "leader", "the one in use grows"


async def test_sources_and_links_have_lists_one_key_away(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        assert "5 Sources 1   6 Links 15" in reader.shown()
        await reader.press("5")
        assert reader.pane("source").has_focus
        assert title_of(reader.main.dossier) == "Source"
        assert all(reader.pane(kind).region for kind in PANES), "the others stay"
        assert "5 Sources 1" not in reader.shown()
        await reader.press("tab")
        assert reader.main.dossier.has_focus
        await reader.press("left")
        assert reader.pane("source").has_focus
        await reader.press("tab", "shift+tab", "6")
        assert len(reader.pane("link").ids) == 15
        assert not reader.pane("source").region, "only the list in use is unfolded"
        link = reader.pane("link").current
        await reader.press("l")
        assert reader.here == link
        await reader.press("1", "s")
        assert reader.pane("source").has_focus


@pytest.mark.parametrize(
    ("size", "lists"),
    [
        (WIDE, "5 Sources 1   6 Links 15   7 Judgements 4   8  "),
        ((100, 30), "5 Sources   6 Links   7 Judgements   8  "),
    ],
)
async def test_every_folded_list_is_in_the_line_below_the_panes(
    size: tuple[int, int], lists: str, tmp_path: Path
) -> None:
    async with opened(sample_store(tmp_path), size) as reader:
        assert f"\n {lists}" in reader.shown(), "shortened to fit, the last first"


async def test_a_folded_list_follows_changes_and_the_lens(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    async with opened(store) as reader:
        await reader.press("6")
        first = reader.pane("link").current
        await reader.press("1")
        store.delete(first)
        await reader.rest()
        assert "6 Links 14" in reader.shown()
        await reader.press("2", "space")
        assert "6 Links 1" in reader.shown(), "those of the record in the lens"
        await reader.press("6")
        assert len(reader.pane("link").ids) == 1
        await reader.press("escape")
        assert len(reader.pane("link").ids) == 14
        assert first not in reader.pane("link").ids


async def test_a_row_is_found_by_typing_the_beginning_of_a_word(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        await reader.press("3", ".")
        await reader.write("aguel")
        assert frame(reader, "event")[1] == "find: aguel▏ · tab next · esc end"
        assert reader.here == "event:2012-aguelhoc-capture"
        await reader.press("tab")
        assert reader.here == MASSACRE
        await reader.press("backspace")
        assert reader.here == MASSACRE, "fewer letters stay where they are"
        await reader.press("escape")
        assert frame(reader, "event")[1] == "25"
        await reader.press("k")
        assert reader.here == "event:2012-aguelhoc-capture", "letters are commands again"

        await reader.press(".", "m", "down")
        assert frame(reader, "event")[1] == "25", "a key that moves ends it too"
        place = reader.pane("event").cursor
        await reader.press(".")
        await reader.write("xqx")
        assert reader.pane("event").cursor == place
        await reader.click(reader.pane("group"), 4, 1)
        assert frame(reader, "event")[1] == "25"


async def test_the_dossier_follows_the_cursor_of_the_pane_in_use(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        await reader.press("3", "j", "j")
        assert reader.here == MASSACRE
        assert "Over ninety people" in text_of(reader.main.dossier)
        await reader.press("2")
        assert reader.here == "leader:abdelhamid-abou-zeid"
        await reader.press("3")
        assert reader.here == MASSACRE, "each pane remembers where it was"
        wanted = reader.pane("quote").ids[2]
        await reader.click(reader.pane("quote"), 4, 3)
        assert reader.here == wanted, "also with the mouse, though the pane grows under it"
        assert reader.pane("quote").has_focus


async def test_the_trail_goes_back_and_forward_also_over_deleted_records(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    async with opened(store) as reader:
        await reader.press("3", "j", "j", "enter")
        way = [reader.here]
        for _ in range(2):
            await reader.press("f", "a")
            way.append(reader.here)
        assert len(set(way)) == 3, way
        assert reader.pane("group").current in way, "the row of the record is under the cursor"

        await reader.press("[")
        assert reader.here == way[1]
        await reader.press("backspace")
        assert reader.here == way[0]
        await reader.press("]", "]")
        assert reader.here == way[2]
        await reader.press("]")
        assert reader.messages()[-1] == "the trail ends here"

        store.delete(way[1], unlink=True)
        await reader.press("[")
        assert reader.here == way[0], "a record that is gone is passed over"
        await reader.press("[")
        assert reader.messages()[-1] == "the trail starts here"
        store.undo()
        await reader.press("]")
        assert reader.here == way[1]

        reader.main.visit("group:nobody")
        await reader.rest()
        assert "does not exist" in reader.messages()[-1]
        assert reader.here == way[1]


async def test_the_trail_stays_where_it_is_at_its_ends_beside_deleted_records() -> None:
    store = invented()
    async with opened(store) as reader:
        for ref in (ARMY, TALON, AMBUSH):
            reader.main.visit(ref)
        store.delete(ARMY, unlink=True)
        store.delete(FRONT, unlink=True)
        await reader.rest()
        await reader.press("[", "[", "[")
        assert reader.here == TALON
        await reader.press("]")
        assert reader.here == AMBUSH, "presses that led nowhere need not be walked back"


async def test_the_lens_shows_only_what_is_linked_to_a_record(tmp_path: Path) -> None:
    store = sample_store(tmp_path)
    async with opened(store) as reader:
        await reader.press("2", "G", "space")
        ref = "leader:mokhtar-belmokhtar"
        linked = {ref, *neighbours(store, ref)}
        for kind in PANES:
            assert set(reader.pane(kind).ids) == {
                each for each in linked if each.startswith(f"{kind}:")
            }
            assert frame(reader, kind)[1] == str(len(reader.pane(kind).ids))
        assert "lens: Mokhtar Belmokhtar (esc clears)" in reader.lines()[0]
        assert reader.here == ref
        assert "no quotes in the lens" in reader.shown() or reader.pane("quote").ids

        await reader.press("1", "j")
        other = reader.here
        await reader.press("space")
        assert f"lens: {store.label(other)}" in reader.lines()[0], "space looks on from here"
        await reader.press("space")
        assert len(reader.pane("event").ids) == 25, "and at the same record it widens again"
        await reader.press("space", "escape")
        assert len(reader.pane("event").ids) == 25
        assert reader.here == other, "the record stays where it is"
        assert "lens" not in reader.lines()[0]

        await reader.press("space", "0", "escape")
        assert reader.main.dossier.has_focus, "escape clears the lens first"
        await reader.press("escape")
        assert reader.pane("group").has_focus


async def test_a_record_outside_the_lens_can_be_visited_and_a_new_one_linked_enters_it() -> None:
    store = invented()
    async with opened(store) as reader:
        reader.main.visit(TALON)
        await reader.press("space")
        assert set(reader.pane("group").ids) == {FRONT}
        reader.main.visit(ARMY)
        await reader.rest()
        assert reader.here == ARMY
        store.put("link:talon-army", record("link", type="member", from_=TALON, to=ARMY))
        await reader.rest()
        assert set(reader.pane("group").ids) == {FRONT, ARMY}
        store.delete(TALON, unlink=True)
        await reader.rest()
        await reader.press("escape")
        assert len(reader.pane("group").ids) == 3


async def test_arriving_outside_the_lens_says_so_and_what_to_press(book: Store) -> None:
    async with opened(book) as reader:
        reader.main.visit(TALON)
        await reader.press("space", "slash")
        await reader.write("army")
        await reader.press("enter")
        assert reader.here == ARMY
        (said,) = reader.shown_messages()
        assert said == "outside the lens: space sets the lens on this record, esc clears it"
        await reader.press("left_square_bracket")
        assert reader.here == TALON
        await reader.press("right_square_bracket")
        assert len(reader.messages()) == 2, "also on the way along the trail"
        await reader.press("space", "left_square_bracket", "right_square_bracket")
        assert len(reader.messages()) == 3, "back at TALON, which is outside now"
        await reader.press("escape", "left_square_bracket")
        assert len(reader.messages()) == 3, "nothing is outside no lens"


async def test_a_message_belongs_to_the_screen_it_was_said_on(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("x")
        assert "now apply to all marked" in reader.shown()
        await reader.press("d")
        assert "Delete" in reader.shown()
        assert "now apply to all marked" not in reader.shown(), (
            "nothing older stands below a new screen"
        )

        await reader.press("n", "X")
        reader.main.visit(ARMY)
        await reader.press("d")
        book.put(ARMY, group("Army of Karsa"))
        await reader.press("y")
        reader.on(ConfirmScreen)
        why = reader.messages()[-1]
        assert why in reader.shown(), "why it asks again"
        await reader.press("n")
        assert why not in reader.shown()


async def test_o_sorts_a_pane_in_every_order_and_keeps_the_cursor(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        await reader.press("3", "j", "j")
        first = list(reader.pane("event").ids)
        names = []
        for _ in range(5):
            await reader.press("o")
            assert reader.here == reader.pane("event").ids[0], "what comes first is shown"
            names.append(reader.messages()[-1].removeprefix("events by "))
            assert frame(reader, "event")[1].startswith(
                f"by {names[-1]} · " if names[-1] != "date" else "25"
            )
            if names[-1] == "dead":
                assert reader.pane("event").ids[0] == MASSACRE
        assert names == ["latest first", "dead", "title", "kind", "date"]
        assert list(reader.pane("event").ids) == first
        assert frame(reader, "group")[1] == "15", "each pane has an order of its own"


async def test_a_narrow_screen_shows_one_thing_at_a_time(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path), NARROW) as reader:
        assert [kind for kind in PANES if reader.pane(kind).region] == ["group"]
        assert not reader.main.dossier.region
        tabs = "1 Groups│2 Leaders│3 Events│4 Quotes│5 Sources│6 Links│7 Judgements│8"
        assert f"─ {tabs} ─" in reader.lines()[1]
        await reader.press("8")
        assert "│6 Links│7│8 Requirements ─" in reader.lines()[1], "the list in use has its name"

        await reader.press("3", "j", "j")
        assert [kind for kind in PANES if reader.pane(kind).region] == ["event"]
        await reader.press("enter")
        assert [kind for kind in PANES if reader.pane(kind).region] == []
        assert "Over ninety people" in reader.shown()
        await reader.press("escape")
        assert reader.pane("event").has_focus
        assert reader.pane("event").current == MASSACRE

        await reader.press("tab")
        assert reader.pane("quote").has_focus
        await reader.press("tab", "tab", "tab", "tab", "tab")
        assert reader.pane("group").has_focus
        await reader.press("3", "l", "f", "a")
        assert reader.here != MASSACRE
        followed = reader.here
        await reader.press("[")
        assert reader.here == MASSACRE
        assert reader.main.dossier.region

        await reader.resize(140, 40)
        assert all(reader.pane(kind).region for kind in PANES)
        assert reader.main.dossier.has_focus
        assert reader.here == MASSACRE
        assert frame(reader, "event")[0] == "3 Events"
        await reader.press("]")
        assert reader.here == followed
        await reader.press("left", "k")
        in_use = reader.here

        await reader.resize(*NARROW)
        assert reader.here == in_use
        assert reader.main.panes.current.has_focus
        assert reader.main.panes.current.region
        assert reader.main.panes.current.current == in_use
        for line in reader.lines():
            assert len(line) == 80
        await reader.resize(20, 6)
        await reader.resize(140, 40)
        assert reader.here == in_use


async def test_light_and_dark_help_and_quit(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        dark = reader.app.current_theme.dark
        await reader.press("T")
        assert reader.app.current_theme.dark is not dark
        await reader.press("T")
        assert reader.app.current_theme.dark is dark

        for key in ("?", "f1"):
            await reader.press(key)
            assert "In every list" in reader.shown()
            await reader.write("quit")
            assert "Quit; everything is already saved" in reader.shown()
            assert "In every list" not in reader.shown()
            await reader.press("down", "up", "escape")
            assert reader.app.screen is reader.main
        await reader.press("0", "?")
        assert re.search(r"\n.*\n.*Reading", reader.shown()), "what works here comes first"
        await reader.press("escape", "H")
        await reader.press("?")
        assert "Undo the change under the cursor" in reader.shown()
        assert "Edit this record" not in reader.shown(), "only what works there"


async def test_q_quits_but_not_while_something_is_typed(tmp_path: Path) -> None:
    async with opened(sample_store(tmp_path)) as reader:
        await reader.press("/", "q")
        assert reader.on(JumpScreen).query_one(Input).value == "q"
        await reader.press("escape")
        reader.send("q")
        while reader.app.is_running:
            await asyncio.sleep(0)


async def test_changes_are_undone_and_redone(tmp_path: Path) -> None:
    store = Store.open(sample_file(tmp_path), by="analyst")
    async with opened(store) as reader:
        assert "saved" in reader.lines()[0]
        store.put("group:new-front", group("New Front"))
        await reader.rest()
        assert frame(reader, "group")[1] == "16"
        assert "16 groups" in reader.lines()[0]
        assert reader.here == "group:african-forces", "a change elsewhere moves nobody"

        await reader.press("u")
        assert reader.messages()[-1] == "undid: added New Front"
        assert frame(reader, "group")[1] == "15"
        await reader.press("u")
        assert "nothing" in reader.messages()[-1]
        await reader.press("ctrl+r")
        assert reader.messages()[-1] == "redid: added New Front"
        assert reader.here == "group:new-front", "and shows what came back"
        await reader.press("ctrl+r")
        assert "nothing" in reader.messages()[-1]
        store.close()


async def test_what_another_program_changed_is_kept_and_shown(tmp_path: Path) -> None:
    path = sample_file(tmp_path)
    store = Store.open(path, by="analyst")
    other = Store.open(path, by="colleague")
    async with opened(store) as reader:
        other.put("group:theirs", group("Their Group"))
        store.put("group:ours", group("Our Group"))
        await reader.rest()
        assert frame(reader, "group")[1] == "17"
        assert {"group:theirs", "group:ours"} <= set(reader.pane("group").ids)
        await reader.press("/")
        await reader.write("their group")
        assert reader.hits()[0] == "group:theirs"
    fresh = Store.open(path)
    assert {"theirs", "ours"} <= set(fresh.all("group"))
    for each in (store, other, fresh):
        each.close()


async def test_the_page_of_a_link_is_opened_from_either_end() -> None:
    async with opened(invented()) as reader:
        reader.main.visit(FRONT)
        await reader.rest()
        await reader.press("g", "L")
        assert "move to a line under Links" in reader.messages()[-1]
        while not (reader.main.dossier.current and reader.main.dossier.current.via):
            await reader.press("j")
        await reader.press("L")
        assert reader.here.startswith("link:")
        assert title_of(reader.main.dossier) == "Link"
        await reader.press("[")
        assert reader.here == FRONT
        reader.main.visit(AMBUSH)
        await reader.rest()
        assert "at least" not in reader.shown()
        assert "5 (4 to 7) soldiers" in reader.shown()


async def test_the_sample_opens_from_an_empty_briefing_only(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("f2")
        assert "from an empty briefing only" in reader.messages()[-1]
        book.put("group:new", group("Brand New"))
        await reader.rest()
        assert "group:new" in reader.pane("group").ids, "the screen still follows the store"


async def test_no_key_ends_the_program_past_an_open_form() -> None:
    async with opened(invented()) as reader:
        await reader.press("2", "e")
        await reader.write(" half typed")
        form = reader.form
        await reader.press("ctrl+q")
        assert reader.form is form
        assert not reader.is_leaving
        assert "then q quits" in reader.messages()[-1]
        await reader.press("escape", "y", "ctrl+q")
        assert reader.is_leaving
