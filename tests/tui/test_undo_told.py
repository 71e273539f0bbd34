"""Undo says what it undid, and asks before it undoes what was not done in this session."""

from collections.abc import Iterator

import pytest

from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.actions.undo import redo, undo
from briefing.tui.actions.workspace import Selection
from briefing.tui.dialogs.confirm import ConfirmScreen
from fakehost import workspace
from invented import TALON, group

NOTHING = Selection("")


def died(store: Store) -> None:
    store.put(TALON, build("leader", {**plain(store.need(TALON)), "status": "dead"}))


@pytest.fixture
def another_session(book: Store) -> Iterator[Store]:
    """The same user's next session."""
    died(book)
    book.close()
    store = Store.open(book.location, by="analyst")
    yield store
    store.close()


async def test_they_say_what_they_undid_and_redid_in_names(book: Store) -> None:
    died(book)
    work, host = workspace(book)
    await undo(work, NOTHING)
    await redo(work, NOTHING)
    await undo(work, NOTHING)
    assert host.messages == [
        "undid: changed Idris Talon (status)",
        "redid: changed Idris Talon (status)",
        "undid: changed Idris Talon (status)",
    ]
    assert host.asked == [], "all of it was done here"


async def test_what_another_session_did_is_undone_after_a_question(another_session: Store) -> None:
    work, host = workspace(another_session, False, True)
    await undo(work, NOTHING)
    question = host.asked[0]
    assert isinstance(question, ConfirmScreen)
    assert question.details[0] == "changed Idris Talon (status)"
    assert question.details[1].startswith("made by analyst on 20")
    assert "    Status: dead → at large" in question.details
    assert host.messages == [], "no undoes nothing"
    await undo(work, NOTHING)
    assert host.messages == ["undid: changed Idris Talon (status)"]


async def test_so_is_what_somebody_else_did_meanwhile(book: Store) -> None:
    book.put("group:mine", group("Mine"))
    other = Store.open(book.location, by="colleague")
    died(other)
    other.close()
    work, host = workspace(book, True)
    await undo(work, NOTHING)
    question = host.asked[0]
    assert isinstance(question, ConfirmScreen)
    assert question.details[1].startswith("made by colleague on 20")
    await undo(work, NOTHING)
    assert host.messages[-1] == "undid: added Mine", "of this session, so nothing is asked"


async def test_a_redo_of_this_session_is_undone_at_once(another_session: Store) -> None:
    work, host = workspace(another_session, True)
    await undo(work, NOTHING)
    await redo(work, NOTHING)
    await undo(work, NOTHING)
    assert len(host.asked) == 1
