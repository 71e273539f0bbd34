"""A list draws only visible rows, and never loses its cursor."""

from rich.cells import cell_len
from textual.app import App, ComposeResult

from briefing.tui.widgets.row_list import ListRow, RowList
from onscreen import Reader, rows_in_sight, running, text_of

MANY = 100_000
HEIGHT = 20


class Bench(App[None]):
    """A list of numbered rows, alone on a screen, that counts what it draws."""

    def __init__(self, ids: list[str]) -> None:
        super().__init__()
        self.ids = ids
        self.drawn: list[str] = []
        self.heard: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield RowList(self.draw, "nothing here: press n")

    def on_mount(self) -> None:
        self.rows.fill(self.ids)
        self.rows.focus()

    @property
    def rows(self) -> RowList:
        return self.query_one(RowList)

    def draw(self, row_id: str) -> ListRow:
        self.drawn.append(row_id)
        return ListRow("", f"row {row_id}", "tail")

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        self.heard.append(("moved", message.row_id))

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self.heard.append(("chosen", message.row_id))


async def cursor_after(reader: Reader, bench: Bench, *keys: str) -> int:
    await reader.press(*keys)
    return bench.rows.cursor


async def test_a_hundred_thousand_rows_draw_no_more_than_the_screen_shows() -> None:
    bench = Bench([str(number) for number in range(MANY)])
    async with running(bench, (60, HEIGHT)) as reader:
        assert set(bench.drawn) == {str(number) for number in range(HEIGHT)}

        for key, most in (("j", 2), ("pagedown", HEIGHT), ("G", HEIGHT), ("ctrl+b", HEIGHT)):
            bench.drawn.clear()
            await reader.press(key)
            assert len(set(bench.drawn)) <= most, key

        bench.drawn.clear()
        bench.rows.fill([str(number) for number in range(0, MANY, 2)])
        await reader.rest()
        assert len(set(bench.drawn)) <= HEIGHT


async def test_the_cursor_is_moved_by_letters_arrows_pages_and_to_the_ends() -> None:
    bench = Bench([str(number) for number in range(100)])
    async with running(bench, (60, HEIGHT)) as reader:
        assert await cursor_after(reader, bench, "j", "down", "j") == 3
        assert await cursor_after(reader, bench, "k", "up") == 1
        assert await cursor_after(reader, bench, "k", "k", "k") == 0
        page = await cursor_after(reader, bench, "pagedown")
        assert page == HEIGHT - 1
        assert await cursor_after(reader, bench, "ctrl+f") == 2 * page
        assert await cursor_after(reader, bench, "pageup", "ctrl+b") == 0
        assert await cursor_after(reader, bench, "G") == 99
        assert "row 99" in rows_in_sight(bench.rows)[-1]
        assert await cursor_after(reader, bench, "j") == 99
        assert await cursor_after(reader, bench, "g") == 0
        assert await cursor_after(reader, bench, "end") == 99
        assert await cursor_after(reader, bench, "home") == 0
        assert text_of(bench.rows).startswith("▌row 0")

        bench.heard.clear()
        await reader.press("enter", "l", "right")
        assert bench.heard == [("chosen", "0")] * 3


async def test_a_refill_leaves_the_cursor_on_the_record_it_is_on() -> None:
    bench = Bench(["a", "b", "c", "d", "e"])
    async with running(bench, (60, HEIGHT)) as reader:
        await reader.press("j", "j")
        bench.heard.clear()

        bench.rows.fill(["e", "d", "c"])
        await reader.rest()
        assert (bench.rows.current, bench.rows.cursor) == ("c", 2)
        assert bench.heard == []

        bench.rows.fill(["a", "e"])
        await reader.rest()
        assert bench.rows.current == "e", "its place was taken by the next one"
        assert bench.heard == [("moved", "e")]

        bench.rows.fill(["d", "e"], keep=False)
        assert bench.rows.current == "d"

        assert bench.rows.go_to("e")
        assert not bench.rows.go_to("nobody")
        assert bench.rows.current == "e"


async def test_a_refill_with_fewer_rows_leaves_none_of_them_out_of_sight() -> None:
    bench = Bench([str(number) for number in range(MANY)])
    async with running(bench, (60, HEIGHT)) as reader:
        await reader.press("G")
        bench.rows.fill(["a", "b", "c"])
        await reader.rest()
        assert [row.split()[1] for row in rows_in_sight(bench.rows)] == ["a", "b", "c"]


async def test_an_empty_list_says_which_key_to_press() -> None:
    bench = Bench([])
    async with running(bench, (60, HEIGHT)) as reader:
        assert text_of(bench.rows).strip() == "nothing here: press n"
        await reader.press("j", "k", "G", "g", "pagedown", "pageup", "enter")
        assert bench.rows.current == ""
        assert bench.heard == []
        bench.rows.fill(["a"])
        await reader.rest()
        assert rows_in_sight(bench.rows)[0].startswith("row a")


async def test_a_click_moves_the_cursor_and_a_double_click_opens() -> None:
    bench = Bench([str(number) for number in range(5)])
    async with running(bench, (60, HEIGHT)) as reader:
        bench.heard.clear()
        await reader.click(bench.rows, 3, 2)
        assert bench.heard == [("moved", "2")]
        await reader.click(bench.rows, 3, 4, times=2)
        assert bench.heard[1:] == [("moved", "4"), ("chosen", "4")]
        await reader.click(bench.rows, 3, HEIGHT - 1, times=2)
        assert bench.rows.current == "4", "below the last row there is nothing to click on"


async def test_no_row_is_ever_wider_than_the_list() -> None:
    texts = ["马里中部的武装团体" * 9, "👩‍👩‍👧‍👦 家族", "é" * 300, "a\u0301\u0302" * 90, "x", ""]
    drawn = [
        ListRow(lead, main, tail) for lead in ("", "事件  ") for main in texts for tail in texts
    ]
    rows = RowList(lambda row_id: drawn[int(row_id)])
    rows.spans = lambda row_id: [(0, 2), (3, 400)] if int(row_id) % 2 else ()

    class Alone(App[None]):
        def compose(self) -> ComposeResult:
            yield rows

    async with running(Alone(), (80, len(drawn))) as reader:
        rows.fill([str(place) for place in range(len(drawn))])
        for width in (1, 2, 3, 5, 8, 13, 21, 40, 140):
            await reader.resize(width, len(drawn))
            for y in range(len(drawn)):
                strip = rows.render_line(y)
                assert strip.cell_length == rows.scrollable_content_region.width
                assert cell_len(strip.text) == strip.cell_length
