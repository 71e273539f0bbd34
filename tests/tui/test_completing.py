"""Completion in forms from the values of other records."""

import pytest

from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.forms.editors import complete
from filling_in import edit, in_file, save
from invented import ARMY, FRONT, MARTYRS, REPORT, TALON, WIRE, group
from onscreen import opened


@pytest.mark.parametrize(
    ("begun", "taken", "completed"),
    [
        ("sa", (), "Sahel"),
        ("SA", (), "Sahel"),
        ("sahel", (), ""),
        ("", (), ""),
        ("x", (), ""),
        ("sa", ("Sahel",), "sand"),
        ("b", (), ""),
    ],
)
def test_the_most_usual_text_that_begins_so_is_taken(
    begun: str, taken: tuple[str, ...], completed: str
) -> None:
    assert complete(begun, ["Sahel", "sand", "bad\x1b[31m"], taken) == completed


async def test_a_tag_is_completed_as_it_is_written_elsewhere(book: Store) -> None:
    book.put(FRONT, group("Front", tags=["Sahel", "north"]))
    async with opened(book) as reader:
        await edit(reader, ARMY)
        await reader.go_to("tags")
        assert "→ completes" in reader.shown()
        await reader.write("sa")
        assert "sahel" in reader.shown(), "what is missing stands behind what is typed"
        await reader.press("right", "enter")
        await reader.write("nor")
        await reader.press("right", "enter")
        await reader.write("sa")
        await reader.press("right")
        await save(reader)
        assert in_file(book, ARMY)["tags"] == ["Sahel", "north", "sa"], "no tag twice"


async def test_lines_and_countries_are_completed_but_not_names(book: Store) -> None:
    book.put("leader:talus", build("leader", {"name": "Idris Talus"}))
    async with opened(book) as reader:
        await edit(reader, WIRE)
        await reader.fill_in("publisher", "obs")
        await reader.until(lambda: "observer Mission" in reader.shown())
        await reader.press("right")
        await save(reader)
        assert in_file(book, WIRE)["publisher"] == in_file(book, REPORT)["publisher"]

        await edit(reader, MARTYRS)
        await reader.fill_in("countries", "ma")
        await reader.press("right")
        await save(reader)
        assert in_file(book, MARTYRS)["countries"] == ["ML"]

        await edit(reader, TALON)
        await reader.fill_in("name", "Idris Talu")
        await reader.press("right")
        await save(reader)
        assert in_file(book, TALON)["name"] == "Idris Talu", "a name belongs to one record"
