"""The dossier: lines fit, links can be followed, and the place is kept."""

from string import ascii_lowercase
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from briefing.dossier import Dossier, Item, Section
from briefing.tui.input.safe_text import one_line, paragraphs
from briefing.tui.widgets.dossier_layout import LINK, TEXT, TITLE, items_of, lay_out
from briefing.tui.widgets.dossier_view import DossierView
from onscreen import Reader, dossier_text, running, text_of

ANY = st.text(max_size=60) | st.lists(st.sampled_from("ab 马é\u0301\n\u202e👩"), max_size=90).map(
    "".join
)
ITEM = st.builds(
    Item,
    text=ANY,
    lead=ANY,
    tail=ANY,
    marks=st.sampled_from(["", "[1] C3", "[1][2][3] F6"]),
    ref=st.sampled_from(["", "group:aqim"]),
    field=st.sampled_from(["", "cites"]),
)
SECTION = st.builds(
    Section,
    heading=st.sampled_from(["", "Links"]),
    items=st.lists(ITEM, max_size=4).map(tuple),
    is_prose=st.booleans(),
)
DOSSIER = st.builds(
    Dossier,
    ref=st.just("group:x"),
    kind=st.just("group"),
    title=ANY,
    status=st.sampled_from(["", "active", "reported dead"]),
    subtitle=ANY,
    sections=st.lists(SECTION, max_size=3).map(tuple),
)


def dossier(ref: str, *items: Item, title: str = "Title") -> Dossier:
    return Dossier(ref, "group", title, "active", "", (Section("Links", items),))


def links(count: int) -> tuple[Item, ...]:
    return tuple(Item(f"line {place}", ref=f"group:g{place}") for place in range(count))


class Bench(App[None]):
    """A dossier alone on a screen."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def compose(self) -> ComposeResult:
        yield DossierView("press n to add a record")

    def on_mount(self) -> None:
        self.view.focus()

    @property
    def view(self) -> DossierView:
        return self.query_one(DossierView)

    def on_dossier_view_followed(self, message: DossierView.Followed) -> None:
        self.heard.append(message.ref)

    def on_dossier_view_nothing_to_follow(self, _message: Any) -> None:
        self.heard.append("nothing")


async def show(reader: Reader, bench: Bench, shown: Dossier | None) -> None:
    bench.view.show(shown)
    await reader.rest()


def hints(view: DossierView) -> list[str]:
    """The letters before the links, from top to bottom."""
    return [line[1:3].strip() for line in text_of(view).splitlines() if "line " in line]


@given(shown=DOSSIER, width=st.integers(36, 160))
def test_every_line_fits_whatever_the_record_holds(shown: Dossier, width: int) -> None:
    for line in lay_out(shown, width):
        text = "".join(piece.text for piece in line.pieces)
        assert cell_len(text) <= width
        assert not any(each < " " or each == "\u202e" for each in text)


@given(shown=DOSSIER, width=st.integers(36, 160))
def test_no_word_of_a_text_is_lost_when_it_is_broken_into_lines(shown: Dossier, width: int) -> None:
    """Only leads and tails are shortened; a record's own page has them in full."""
    lines = lay_out(shown, width)
    for number, item in enumerate(items_of(shown)):
        pieces = [piece for line in lines if line.item == number for piece in line.pieces]
        drawn = "".join(piece.text for piece in pieces if piece.look in (LINK, TEXT))
        assert _letters(drawn) in (
            _letters(one_line(item.text)),
            _letters("".join(paragraphs(item.text))),
        )
    title = "".join(piece.text for line in lines for piece in line.pieces if piece.look == TITLE)
    assert _letters(title) == _letters(one_line(shown.title))


def _letters(text: str) -> str:
    return "".join(text.split())


def test_a_tail_that_has_a_line_of_its_own_is_shown_whole() -> None:
    tail = "founder · ended in or before late February 2013"
    item = Item(
        "A very long name of a group that fills its line", "leads", tail, "[1] C3", "group:x"
    )
    text = "\n".join(
        "".join(piece.text for piece in line.pieces) for line in lay_out(dossier("x:y", item), 50)
    )
    assert " ".join(text.split()).endswith(f"{tail} [1] C3")


async def test_every_drawn_line_is_as_wide_as_the_view() -> None:
    bench = Bench()
    async with running(bench, (60, 12)) as reader:
        item = Item("马里" * 40, "事件" * 20, "é" * 90, "[1] C3", "group:x")
        await show(reader, bench, dossier("group:a", item, item, title="首领" * 40))
        for width in (1, 2, 5, 20, 37, 90, 140):
            await reader.resize(width, 12)
            for y in range(12):
                strip = bench.view.render_line(y)
                assert strip.cell_length == cell_len(strip.text)
                assert strip.cell_length == bench.view.scrollable_content_region.width


async def test_f_puts_a_letter_on_each_link_and_the_letter_follows_it() -> None:
    bench = Bench()
    async with running(bench, (60, 60)) as reader:
        await show(reader, bench, dossier("group:a", Item("no link"), *links(3)))
        assert hints(bench.view) == ["", "", ""]
        assert bench.view.start_following()
        await reader.rest()
        assert hints(bench.view) == ["a", "s", "d"]
        await reader.press("s")
        assert bench.heard == ["group:g1"]
        assert hints(bench.view) == ["", "", ""]

        for other_key in ("escape", "z", "down"):
            bench.view.start_following()
            await reader.press(other_key)
            assert hints(bench.view) == ["", "", ""], f"{other_key} takes the letters away"
        assert bench.heard == ["group:g1"], "and follows nothing"

        await show(reader, bench, dossier("group:b", Item("no link")))
        assert not bench.view.start_following()


async def test_more_links_than_letters_take_two_letters_each() -> None:
    bench = Bench()
    async with running(bench, (60, 60)) as reader:
        for count in (26, 27, 50):
            await show(reader, bench, dossier(f"group:n{count}", *links(count)))
            bench.view.start_following()
            await reader.rest()
            shown = hints(bench.view)
            assert len(set(shown)) == count
            assert {len(letters) for letters in shown} == {1 if count <= 26 else 2}
            assert set("".join(shown)) <= set(ascii_lowercase)
            await reader.press(*shown[-1])
            assert bench.heard[-1] == f"group:g{count - 1}"
            bench.view.stop_following()


async def test_letters_are_for_the_links_in_sight_however_many_there_are() -> None:
    bench = Bench()
    async with running(bench, (60, 12)) as reader:
        for count in (676, 677, 20_000):
            await show(reader, bench, dossier(f"group:n{count}", *links(count)))
            assert bench.view.start_following()
            await reader.rest()
            assert 5 < len([shown for shown in hints(bench.view) if shown]) <= 12
            await reader.press("s")
            assert bench.heard[-1] == "group:g1"
        await reader.press("G")
        bench.view.start_following()
        await reader.press("a")
        place = int(bench.heard[-1].removeprefix("group:g"))
        assert 20_000 - 12 <= place < 20_000, "the letters are where the screen is"


async def test_a_first_letter_leaves_only_the_links_it_may_mean() -> None:
    bench = Bench()
    async with running(bench, (60, 60)) as reader:
        await show(reader, bench, dossier("group:a", *links(40)))
        bench.view.start_following()
        await reader.press("s")
        assert {shown for shown in hints(bench.view) if shown} == {
            f"s{letter}" for letter in "asdfjklewiorug"
        }


async def test_the_next_link_comes_into_sight_when_none_is() -> None:
    bench = Bench()
    async with running(bench, (60, 12)) as reader:
        blank = [Item(f"no link {number}") for number in range(40)]
        await show(reader, bench, dossier("group:a", *blank, *links(2)))
        assert bench.view.start_following()
        await reader.press("a")
        assert bench.heard == ["group:g0"]
        await show(reader, bench, dossier("group:b", *links(2), *blank))
        bench.view.scroll_to(y=30, animate=False, immediate=True)
        assert bench.view.start_following()
        await reader.press("s")
        assert bench.heard == ["group:g0", "group:g1"]


def is_on_title(view: DossierView) -> bool:
    """Whether the cursor stands on the record itself."""
    return view.current is None and text_of(view).startswith("▌Title")


async def test_the_cursor_begins_on_the_record_itself_and_returns_there() -> None:
    bench = Bench()
    async with running(bench, (60, 20)) as reader:
        await show(reader, bench, dossier("group:a", *links(2)))
        assert is_on_title(bench.view)
        await reader.press("j")
        assert bench.view.current == links(2)[0], "j goes to the first item"
        await reader.press("k", "k")
        assert is_on_title(bench.view)
        await reader.press("G", "g")
        assert is_on_title(bench.view)
        await reader.press("j")
        await reader.click(bench.view, 3, 0)
        assert is_on_title(bench.view), "a click on the title"


async def test_enter_follows_the_link_under_the_cursor_or_says_there_is_none() -> None:
    bench = Bench()
    async with running(bench, (60, 20)) as reader:
        await show(reader, bench, dossier("group:a", Item("plain"), *links(2)))
        await reader.press("j", "j", "enter", "j", "l", "right", "k", "k", "enter")
        assert bench.heard == ["group:g0", "group:g1", "group:g1", "nothing"]

        bench.heard.clear()
        place = next(
            y for y, line in enumerate(text_of(bench.view).splitlines()) if "line 1" in line
        )
        await reader.click(bench.view, 5, place)
        assert bench.heard == ["group:g1"]
        await reader.click(bench.view, 5, place - 2)
        assert bench.heard == ["group:g1"], "a click on a plain line moves the cursor only"
        assert bench.view.cursor == 0


async def test_scrolling_reaches_both_ends_and_takes_the_cursor_along() -> None:
    bench = Bench()
    async with running(bench, (60, 20)) as reader:
        await show(reader, bench, dossier("group:a", *links(100)))
        assert "Title" in text_of(bench.view)
        await reader.press("pagedown")
        assert "Title" not in text_of(bench.view)
        assert f"line {bench.view.cursor}\n" in text_of(bench.view)
        await reader.press("G")
        assert "line 99" in text_of(bench.view)
        await reader.press("j", "j", "ctrl+b", "pageup", "k")
        assert f"line {bench.view.cursor}\n" in text_of(bench.view)
        await reader.press("g")
        assert "Title" in text_of(bench.view), "the first key up shows the head again"


async def test_a_text_longer_than_the_screen_can_be_read_to_its_end_and_back() -> None:
    bench = Bench()
    async with running(bench, (60, 12)) as reader:
        prose = Item("\n".join(f"sentence {place}" for place in range(30)))
        sections = (Section("", (prose,), is_prose=True), Section("Links", links(20)))
        await show(reader, bench, Dossier("group:a", "group", "Title", "", "", sections))
        for key in "jk":
            seen: list[str] = []
            for _ in range(70):
                lines = [line.strip(" ▌") for line in text_of(bench.view).splitlines()]
                seen += lines
                if key == "j" and "line 19" in lines:
                    break
                await reader.press(key)
            assert {f"sentence {place}" for place in range(30)} <= set(seen), key
            assert {f"line {place}" for place in range(20)} <= set(seen), key
        assert "Title" in text_of(bench.view)


async def test_an_updated_dossier_keeps_its_place() -> None:
    bench = Bench()
    async with running(bench, (60, 20)) as reader:
        await show(reader, bench, dossier("group:a", *links(100)))
        await reader.press("pagedown", "pagedown", "j")
        cursor, before = bench.view.cursor, text_of(bench.view)
        await show(reader, bench, dossier("group:a", *links(100), title="Another title"))
        assert bench.view.cursor == cursor
        assert text_of(bench.view) == before

        await show(reader, bench, dossier("group:b", *links(100)))
        assert bench.view.current is None
        assert "Title" in text_of(bench.view)

        await show(reader, bench, None)
        assert text_of(bench.view).strip() == "press n to add a record"
        assert bench.view.ref == ""
        assert dossier_text(bench.view) == ""
        await reader.press("j", "k", "G", "pagedown", "enter")
        assert bench.heard == ["nothing"]
