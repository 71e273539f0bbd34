"""Records copied through the terminal and a clipboard tool."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from briefing.citing import citation
from briefing.model.labels import short_label
from briefing.store.store import Store
from briefing.tui.actions.copy import copy, copy_as
from briefing.tui.actions.workspace import Selection
from fakehost import workspace
from invented import AMBUSH, ARMY, MARTYRS, QUOTE, REPORT, TALON, UNNAMED
from onscreen import NARROW, opened
from test_clipboard import make_tool


async def test_a_record_is_copied_as_a_citation_by_the_terminal(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(QUOTE)
        await reader.rest()
        await reader.press("y")
        assert reader.app.clipboard == citation(book, QUOTE)
        await reader.until(reader.messages)
        assert reader.messages()[-1].endswith("as citation via the terminal (OSC 52)")


async def test_a_tool_of_the_machine_gets_it_too(
    book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_tool(tmp_path, "xclip", f'cat > "{tmp_path}/copied"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setenv("DISPLAY", ":0")
    work, host = workspace(book, "ref")
    await copy_as(work, Selection(TALON))
    assert list(host.menu.terms) == ["citation", "ref", "markdown", "json", "plain"]
    assert host.messages[-1].endswith("as ref via the terminal (OSC 52) and xclip")
    assert (tmp_path / "copied").read_text() == TALON


async def test_all_that_are_marked_are_copied(book: Store) -> None:
    work, host = workspace(book, "ref")
    await copy_as(work, Selection(ARMY, (ARMY, MARTYRS)))
    assert host.app.clipboard == f"{ARMY}\n{MARTYRS}"
    assert "and 1 more" in host.messages[-1]


async def test_one_deleted_while_the_tool_still_reads_was_copied(
    book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_tool(tmp_path, "xclip", "cat > /dev/null")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setenv("DISPLAY", ":0")
    work, host = workspace(book)
    host.meanwhile = lambda: book.delete(QUOTE, unlink=True)
    name = short_label(book.need(QUOTE))
    await copy(work, Selection(QUOTE))
    assert host.messages[-1].startswith(f"copied {name} as citation")


async def test_there_must_be_a_record() -> None:
    work, host = workspace(Store.in_memory("t"), "ref")
    await copy(work, Selection(""))
    await copy_as(work, Selection(""))
    assert host.messages == ["there is no record here to copy; n adds one"] * 2


async def test_a_copy_names_no_protected_source(book: Store) -> None:
    book.put(REPORT, replace(book.need(REPORT), protection="protected"))
    work, host = workspace(book)
    await copy(work, Selection(AMBUSH))
    assert "A protected source" in host.app.clipboard
    assert "observer mission" not in host.app.clipboard.casefold()
    assert host.messages[-1].endswith("; 1 source is protected: its name was left out")
    await copy(work, Selection(UNNAMED))
    assert host.messages[-1] == (
        "nothing is copied: 1 record known only from what is not released was left out"
    )
