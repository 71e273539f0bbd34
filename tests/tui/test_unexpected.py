"""An error nobody foresaw is told in one line: no form is lost, and the screen goes on."""

import sys
from contextlib import AbstractContextManager
from pathlib import Path
from unittest.mock import patch

from briefing.store.store import Store
from briefing.tui.main.screen import MainScreen
from onscreen import opened, sample_file
from terminal import Terminal, in_terminal

BROKEN = """
import sys
from textual import events
from briefing.cli import main
from briefing.tui.widgets.dossier_view import DossierView

def broken(self, *args):
    raise LookupError("nobody foresaw this")

{break_it}
sys.argv = ["briefing", sys.argv[1]]
main()
"""

A_HANDLER = """
from briefing.tui.forms.editors import LineEditor
LineEditor.key_f5 = broken
"""

THE_DOSSIER = "DossierView.render_line = broken"


def broken(break_it: str, folder: Path) -> AbstractContextManager[Terminal]:
    """The program with something broken in it, on a copy of the shipped briefing."""
    program = BROKEN.format(break_it=break_it)
    return Terminal.running([sys.executable, "-c", program, str(sample_file(folder))], folder)


async def test_an_action_that_fails_is_told_and_the_screen_goes_on(book: Store) -> None:
    async with opened(book) as reader:
        with patch.object(MainScreen, "action_order", side_effect=LookupError("nobody foresaw")):
            await reader.press("o")
        assert "nobody foresaw" in reader.messages()[-1]
        assert "last-error.txt" in reader.messages()[-1]
        assert [type(error) for error in reader.unexpected()] == [LookupError]
        here = reader.here
        await reader.press("j")
        assert reader.here != here


@in_terminal
def test_a_broken_part_takes_no_form_with_it(tmp_path: Path) -> None:
    with broken(A_HANDLER, tmp_path) as terminal:
        terminal.wait_for("1 Groups", "African forces", r"\? help")
        terminal.press("e")
        terminal.wait_for(r"Name \*", r"ctrl\+s save")
        terminal.press("\x1b[F half typed")
        terminal.wait_for(" half typed")
        terminal.press("\x1b[15~")
        terminal.wait_for("nobody foresaw this", "Continue editing")
        terminal.press("y")
        terminal.wait_for(" half typed")
        assert b"Traceback" not in terminal.said
        (log,) = tmp_path.rglob("last-error.txt")
        assert "LookupError" in log.read_text("utf-8")


@in_terminal
def test_a_screen_that_cannot_be_drawn_ends_with_one_line(tmp_path: Path) -> None:
    with broken(THE_DOSSIER, tmp_path) as terminal:
        assert terminal.wait_for_the_end() == 2
        assert b"nobody foresaw this" in terminal.said
        assert b"everything saved is on disk" in terminal.said
        assert b"Traceback" not in terminal.said
