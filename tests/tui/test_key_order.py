"""Keys that come in one go, over a slow line or from a fast hand, do what they do one by one."""

from briefing.store.store import Store
from filling_in import in_file
from invented import ARMY, TALON
from onscreen import NARROW, opened


def typed(text: str) -> list[str]:
    return ["space" if character == " " else character for character in text]


async def test_a_form_is_filled_in_in_one_go(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        keys = [
            *("N", "s", "enter", *typed("Field report"), "tab", "a", "tab", "tab"),
            *(*typed("Observer Mission"), "tab", *typed("3 march 2013"), "enter", "ctrl+s"),
        ]
        for key in keys:
            reader.send(key)
        await reader.rest()
        assert reader.here == "source:2013-03-03-field-report"
        assert in_file(book, reader.here) == {
            "title": "Field report",
            "type": "article",
            "publisher": "Observer Mission",
            "published": "2013-03-03",
        }


async def test_so_is_a_field_a_line_and_a_question(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        keys = [
            *("2", "ctrl+g", "P", "enter", "ctrl+u", *typed("Governor"), "enter"),
            *("A", *typed("leads karsa army since 2020"), "enter"),
            *("1", "g", "x", "x", "d", "n", "X"),
        ]
        for key in keys:
            reader.send(key)
        await reader.rest()
        assert in_file(book, TALON)["position"] == "Governor"
        assert any(
            getattr(link, "start", "") == "2020" and getattr(link, "to", "") == ARMY
            for _, link in book.records()
        )
        assert not reader.main.marked
