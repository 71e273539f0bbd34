"""Keys that arrive at once do what they do one by one."""

import pytest
from textual import events

from briefing.store.store import Store
from filling_in import edit, in_file
from invented import ARMY, TALON
from onscreen import NARROW, opened


def typed(text: str) -> list[str]:
    return ["space" if character == " " else character for character in text]


async def test_a_form_is_filled_in_in_one_go(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        keys = [
            *("N", "s", *typed("Field report"), "tab", "a", "tab", "tab"),
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
        assert not reader.main.selection.marked


async def test_a_click_waits_for_the_letters_before_it(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        await edit(reader, TALON)
        await reader.go_to("position")
        name = reader.editor("name").region
        for key in ("end", "X", "Y", "Z"):
            reader.send(key)
        for kind in (events.MouseDown, events.MouseUp):
            x, y = name.x + 2, name.y
            event = kind(None, x, y, 0, 0, 1, False, False, False, x, y)
            reader.give(event)
        await reader.rest()
        assert reader.editor("position").given() == "CommanderXYZ"
        assert reader.editor("name").given() == "Idris Talon"
        assert reader.editor("name").has_focus


async def test_a_key_does_not_wait_for_ever(book: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.tui.input.key_order._PATIENCE", 0.05)
    # Whatever the key before set off never comes to an end.
    monkeypatch.setattr("briefing.tui.input.key_order.KeyOrder._step", lambda *_arguments: None)
    async with opened(book, NARROW) as reader:
        reader.send("2")
        reader.send("3")
        await reader.until(lambda: reader.main.panes.current_kind == "event")
