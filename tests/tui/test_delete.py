"""Records deleted after the question what else that changes."""

from typing import Any

from briefing.model.validation import build
from briefing.store.store import Store
from briefing.tui.actions.delete import delete
from briefing.tui.actions.workspace import Selection
from briefing.tui.dialogs.confirm import ConfirmScreen
from fakehost import FakeHost, workspace
from invented import ARMY, FRONT, LEADS, MARTYRS, QUOTE, TALON, UNNAMED, group


def questions(host: FakeHost) -> list[tuple[str, ...]]:
    """The details of each question asked."""
    return [screen.details for screen in host.asked if isinstance(screen, ConfirmScreen)]


async def test_a_record_changed_during_the_question_is_asked_about_again(book: Store) -> None:
    def changes_it(_question: Any) -> bool:
        book.put(ARMY, group("Army of Karsa"))
        return True

    work, host = workspace(book, changes_it, False)
    await delete(work, Selection(ARMY))
    assert host.messages == [str(book.conflict(ARMY))]
    assert host.confirm.question == "Delete this group: Army of Karsa?"
    assert book.get(ARMY) is not None


async def test_the_question_says_what_goes_what_stays_and_the_way_back(book: Store) -> None:
    work, host = workspace(book, False)
    await delete(work, Selection(TALON))
    assert host.confirm.question == "Delete this leader: Idris Talon?"
    first, *others = host.confirm.details
    assert first == "u undoes it.", "where no long list hides it"
    went = others.index("Deleted too, as they say nothing without it:")
    stays = others.index("Kept, but without mentioning it:")
    assert others[went + 1] == f"  link  {book.label(LEADS)}"
    assert others[stays + 1] == f"  quote  {book.label(QUOTE)}"

    work, host = workspace(book, False)
    await delete(work, Selection(UNNAMED))
    assert host.confirm.details == ("Nothing else changes. u undoes it.",)


async def test_what_refers_to_it_only_now_is_shown_before_it_is_changed(book: Store) -> None:
    link = build("link", {"type": "member", "from": TALON, "to": ARMY})

    def refers_to_it(_question: Any) -> bool:
        book.put("link:new", link)
        return True

    work, host = workspace(book, refers_to_it, True)
    await delete(work, Selection(ARMY))
    before, after = questions(host)
    dependent = "Deleted too, as they say nothing without it:"
    assert (dependent in before, dependent in after) == (False, True)
    assert book.get(ARMY) is None
    assert book.get("link:new") is None


async def test_of_several_one_already_gone_is_left_out(book: Store) -> None:
    def deletes_one(_question: Any) -> bool:
        book.delete(MARTYRS, unlink=True)
        return True

    work, host = workspace(book, deletes_one, True)
    await delete(work, Selection(FRONT, (FRONT, MARTYRS)))
    assert host.messages[-1].startswith("deleted Front du Nord")
    assert book.get(FRONT) is None
