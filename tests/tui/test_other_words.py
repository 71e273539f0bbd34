"""Inexact words never get quotation marks, wherever they show."""

from pathlib import Path

import pytest

from briefing.citing import COPY_FORMATS, copied
from briefing.model.terms import UNSURE_STATUSES
from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.jump.screen import JumpScreen
from briefing.tui.widgets.dossier_view import DossierView
from commandline import Run
from filling_in import stand_on
from invented import FRONT, QUOTE, RECORDS, WIRE, fill
from onscreen import WIDE, opened, text_of

WORDS = "the front is about to leave"
MODES = pytest.mark.parametrize("mode", ["paraphrase", ""])


def without_marks(text: str) -> bool:
    """Whether the words show without quotation marks."""
    shown = " ".join(text.split())
    assert WORDS[:12] in shown, shown
    return not any(f"{mark}{WORDS[:5]}" in shown for mark in ("“", '"', "‘", "«", "“ ", '" ', "> "))


@pytest.fixture
def told(book: Store, mode: str) -> Store:
    quote = {**RECORDS[QUOTE], "text": WORDS, "mode": mode, "translation": "le front part"}
    book.put(QUOTE, build("quote", quote))
    return book


@MODES
async def test_on_no_screen(told: Store) -> None:
    async with opened(told, WIDE) as reader:
        assert without_marks(reader.shown()), "in its pane"
        reader.main.visit(FRONT)
        await reader.rest()
        assert without_marks(text_of(reader.main.dossier)), "where it is listed"
        await reader.press("/")
        await reader.write("about to leave")
        assert reader.hits()[0] == QUOTE
        assert without_marks(reader.shown()), "in the jump"
        await reader.until(reader.is_previewed)
        assert without_marks(text_of(reader.on(JumpScreen).query_one(DossierView)))
        await reader.press("enter")
        assert without_marks(text_of(reader.main.dossier)), "in its own dossier"
        await reader.press("h")
        assert without_marks(reader.shown()), "in its history"
        await reader.press("escape", "d")
        assert without_marks(reader.shown()), "in a question"
        await reader.press("escape", "y")
        assert without_marks(reader.app.clipboard)
        await reader.until(reader.messages)
        assert without_marks(reader.messages()[-1])


@MODES
@pytest.mark.parametrize("form", sorted(COPY_FORMATS.keys() - {"ref", "json"}))
def test_in_no_form_that_is_copied(told: Store, form: str) -> None:
    assert without_marks(copied(told, [QUOTE], form))


@MODES
def test_in_no_command(mode: str, run: Run, briefing_file: Path) -> None:
    store = Store.open(briefing_file)
    store.put(QUOTE, build("quote", {**RECORDS[QUOTE], "text": WORDS, "mode": mode}))
    store.close()
    for command in (("show", QUOTE), ("show", FRONT), ("search", WORDS), ("history", QUOTE)):
        assert without_marks(run(*command, "--db", briefing_file).out), command


async def test_a_translation_is_found_and_marked_as_one() -> None:
    store = fill(Store.in_memory())
    store.put(QUOTE, build("quote", {**RECORDS[QUOTE], "translation": "nous resterons ici"}))
    async with opened(store, WIDE) as reader:
        await reader.press("/")
        await reader.write("resterons")
        assert "translation: nous resterons ici" in reader.shown()


@pytest.mark.parametrize("mode", ["paraphrase"])
async def test_a_colleagues_version_is_shown_without_quotation_marks(told: Store) -> None:
    async with opened(told, WIDE) as reader:
        await stand_on(reader, QUOTE, "said")
        await reader.press("e")
        await reader.fill_in("text", "mine")
        quote = {**RECORDS[QUOTE], "text": f"{WORDS} now", "mode": "paraphrase"}
        told.put(QUOTE, build("quote", quote))
        await reader.press("ctrl+s", "escape")
        note = " ".join(reader.note("text").split())
        assert note.endswith(f"has {WORDS} now")


@pytest.mark.parametrize("status", UNSURE_STATUSES)
async def test_a_list_says_which_events_may_not_have_been(book: Store, status: str) -> None:
    event = {
        **RECORDS["event:2019-wadi-selim-ambush"],
        "status": status,
        "cites": [{"source": WIRE}],
    }
    book.put("event:2019-wadi-selim-ambush", build("event", event))
    async with opened(book, WIDE) as reader:
        assert f"{status} 5†" in reader.shown()
        reader.main.visit(FRONT)
        await reader.rest()
        assert f"perpetrator · {status}" in " ".join(text_of(reader.main.dossier).split())
