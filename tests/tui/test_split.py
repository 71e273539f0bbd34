"""A merged record split off again, also after later changes."""

from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.tui.actions.merge import merge
from briefing.tui.actions.split import split
from briefing.tui.actions.workspace import Selection
from fakehost import saves, workspace
from filling_in import in_file
from invented import MARTYRS, TALON, contents
from onscreen import NARROW, opened
from test_merge import OTHER, second_talon


async def merged(book: Store, *others: str) -> None:
    """Merge records into the first Talon, as an analyst would."""
    for other in others:
        work, _ = workspace(book, other, saves())
        await merge(work, Selection(TALON))


async def test_a_merge_is_split_after_later_changes(book: Store) -> None:
    second_talon(book)
    before = contents(book)
    await merged(book, OTHER)
    fields = {**plain(book.need(TALON)), "summary": "Seen again in 2020."}
    book.put(TALON, build("leader", fields))
    leads = {"type": "leads", "from": TALON, "to": MARTYRS}
    book.put("link:talon-martyrs", build("link", leads))

    work, host = workspace(book, False, True)
    await split(work, Selection(TALON))
    assert host.confirm.question == "Split Idriss Tallon from Idris Talon?"
    assert "These will refer to it again:" in host.confirm.details
    assert "Added since, and staying where they are:" in host.confirm.details
    assert book.get(OTHER) is None, "no is no"

    await split(work, Selection(TALON))
    assert host.here == OTHER
    assert contents(book)[OTHER] == before[OTHER]
    assert in_file(book, TALON)["summary"] == "Seen again in 2020."
    assert in_file(book, "link:tallon-member")["from"] == OTHER
    assert in_file(book, "link:talon-martyrs")["from"] == TALON

    book.undo()
    assert book.get(OTHER) is None


async def test_of_several_the_reader_chooses_which_is_split(book: Store) -> None:
    second_talon(book)
    book.put("leader:third", build("leader", {"name": "Third"}))
    await merged(book, OTHER, "leader:third")
    work, host = workspace(book, OTHER, True)
    await split(work, Selection(TALON))
    assert list(host.menu.terms) == ["leader:third", OTHER]
    assert host.here == OTHER
    assert book.get("leader:third") is None


async def test_where_nothing_was_merged_there_is_nothing_to_split(book: Store) -> None:
    work, host = workspace(book)
    await split(work, Selection(TALON))
    assert "nothing was merged into Idris Talon" in host.messages[-1]


async def test_the_question_does_not_open_over_another_screen(book: Store) -> None:
    second_talon(book)
    await merged(book, OTHER)
    work, host = workspace(book)

    def another_opens() -> None:
        host.in_front = "a form"

    host.meanwhile = another_opens
    await split(work, Selection(TALON))
    assert host.asked == []


async def test_s_splits_and_u_merges_again(book: Store) -> None:
    second_talon(book)
    await merged(book, OTHER)
    async with opened(book, NARROW) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("S")
        await reader.until(lambda: reader.app.screen is not reader.main)
        assert "Split Idriss Tallon from Idris Talon?" in reader.shown()
        await reader.press("y")
        assert reader.here == OTHER
        await reader.press("u")
        assert book.get(OTHER) is None
