"""A newly registered kind works on the screen like the others."""

from collections.abc import Iterator

import pytest
from textual.binding import Binding

from briefing.store.store import Store
from briefing.tui.commands.main import COMMANDS
from briefing.tui.main.screen import MainScreen
from filling_in import choices, in_file, save
from invented import FRONT
from onscreen import opened, rows_in_sight, title_of
from treaty import registered


@pytest.fixture
def _treaties(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with registered():
        ninth = next(command for command in COMMANDS if command.keys == "9")
        assert (ninth.id, ninth.label) == ("pane(8)", "treaties")
        # The keys of a screen are read when its class is made.
        screen = type("WithTreaties", (MainScreen,), {"BINDINGS": [Binding(ninth.keys, ninth.id)]})
        monkeypatch.setattr("briefing.tui.app.MainScreen", screen)
        yield


@pytest.mark.usefixtures("_treaties")
async def test_it_has_a_pane_forms_a_dossier_the_jump_and_a_history(book: Store) -> None:
    async with opened(book) as reader:
        await reader.press("9")
        assert reader.pane("treaty").has_focus
        assert title_of(reader.pane("treaty")) == "9 Treaties"
        assert "no treaties yet: press n" in reader.shown()

        await reader.press("n")
        assert "New treaty" in reader.shown()
        await reader.write("Accord of Selim")
        await reader.fill_in("signed", "1 june 2020")
        await reader.go_to("status")
        await reader.press("i")
        await save(reader)
        assert reader.here == "treaty:accord-of-selim"
        assert in_file(book, reader.here) == {
            "heading": "Accord of Selim",
            "signed": "2020-06-01",
            "status": "in force",
        }
        assert rows_in_sight(reader.pane("treaty"))[0].split("  ")[0] == "Accord of Selim"
        assert "in force" in reader.shown()

        # Its parties are added as what it is about.
        await reader.press("a")
        await reader.write("front du nord")
        await reader.press("enter")
        assert in_file(book, "treaty:accord-of-selim")["parties"] == [FRONT]
        reader.main.visit(FRONT)
        await reader.rest()
        assert "Treaties" in reader.shown()

        await reader.press("slash")
        assert "t:" in reader.shown()
        await reader.write("t: selim")
        assert reader.hits() == ["treaty:accord-of-selim"]
        await reader.press("enter")
        assert reader.here == "treaty:accord-of-selim"

        await reader.press("h")
        assert "Accord of Selim" in reader.shown()
        await reader.press("escape", "N")
        assert choices(reader)[-1] == "treaty"
