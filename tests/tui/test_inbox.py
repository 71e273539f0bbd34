"""The inbox, gesture by gesture: what waits, how it is mended or settled, what was weighed."""

from typing import Any

import msgspec
import pytest

from briefing.checks import CHECKS, SET_ASIDE, Finding
from briefing.model.kinds.link import Link
from briefing.store.store import Store
from briefing.tui.actions.dismiss import settle
from briefing.tui.checks.entries import MANY, WEIGHED, Inbox
from briefing.tui.checks.screen import InboxScreen
from briefing.tui.dialogs.prompt import PromptScreen
from briefing.tui.dialogs.resolve import ResolveScreen
from briefing.tui.forms.form import FormScreen
from briefing.tui.widgets.differences import PieceView
from briefing.tui.widgets.row_list import RowList
from fakehost import workspace
from invented import AMBUSH, FRONT, MARTYRS, group
from onscreen import MIDDLE, NARROW, WIDE, Reader, opened, rows_in_sight, text_of, title_of

SIZES = pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW], ids=["wide", "middle", "narrow"])
CONTRADICTION = "contradiction"


def rows(reader: Reader) -> RowList:
    return reader.on(InboxScreen).query_one(RowList)


def listed(reader: Reader) -> list[str]:
    """The visible rows."""
    return [" ".join(line.split()) for line in rows_in_sight(rows(reader))]


def details(reader: Reader) -> str:
    """The details shown, on one line."""
    return " ".join(text_of(reader.on(InboxScreen).query_one(PieceView)).split())


def is_checked(reader: Reader) -> bool:
    return "checking" not in reader.lines()[0]


async def open_inbox(reader: Reader) -> None:
    await reader.press("v")
    await reader.until(lambda: is_checked(reader))


async def stand_on(reader: Reader, check: str, ref: str = "") -> None:
    """Move the cursor to a finding of a check, unfolding its heading."""
    if not any(row.startswith(f"{check}\t") for row in rows(reader).ids):
        rows(reader).go_to(check)
        await reader.press("enter")
    row = next(each for each in rows(reader).ids if each.startswith(f"{check}\t{ref}"))
    rows(reader).go_to(row)
    await reader.rest()


def headings(reader: Reader) -> list[str]:
    return [row for row in rows(reader).ids if "\t" not in row]


async def answer(reader: Reader, text: str) -> None:
    """Answer the question in front with a line."""
    reader.on(PromptScreen)
    await reader.write(text)
    await reader.press("enter")
    await reader.until(lambda: is_checked(reader))


@SIZES
async def test_v_shows_what_waits_contradictions_first(book: Store, size: tuple[int, int]) -> None:
    async with opened(book, size) as reader:
        assert "1 contradiction (v)" in reader.lines()[0]
        await open_inbox(reader)
        assert headings(reader)[0] == CONTRADICTION
        assert listed(reader)[0] == "▾ Contradictions 1"
        assert listed(reader)[1].startswith("Front du Nord")
        assert rows(reader).current.startswith(CONTRADICTION), "the first finding is in front"
        assert "Ambush kills soldiers gives “2011”; resolve it" in details(reader)
        assert "m or w resolve" in details(reader)
        assert all(len(line) == size[0] for line in reader.lines())
        await reader.press("v")
        assert reader.app.screen is reader.main


async def test_enter_opens_the_record_and_v_comes_back_to_the_same_finding(book: Store) -> None:
    async with opened(book) as reader:
        await open_inbox(reader)
        await stand_on(reader, "uncited", MARTYRS)
        was = rows(reader).current
        await reader.press("enter")
        assert reader.app.screen is reader.main
        assert reader.here == MARTYRS
        await reader.press("v")
        assert is_checked(reader), "nothing has changed, so nothing is checked again"
        assert rows(reader).current == was


async def test_the_mend_of_a_contradiction_is_to_weigh_it_and_the_list_follows(
    book: Store,
) -> None:
    async with opened(book) as reader:
        await open_inbox(reader)
        await reader.press("m")
        reader.on(ResolveScreen)
        await reader.press("m")
        await answer(reader, "nearer to the event")
        assert CONTRADICTION not in headings(reader)
        await reader.press("tab")
        assert headings(reader) == [SET_ASIDE.id]
        assert "set aside: nearer to the event" in details(reader)
        await reader.press("u")
        await reader.until(lambda: is_checked(reader))
        await reader.press("tab")
        assert CONTRADICTION in headings(reader)
    assert book.need(FRONT).cites[1].verdict == ""


async def test_keys_of_the_main_screen_work_on_the_finding(book: Store) -> None:
    async with opened(book) as reader:
        await open_inbox(reader)
        await stand_on(reader, "single-origin", AMBUSH)
        await reader.press("e")
        assert reader.on(FormScreen).spec.begin_at == "casualties"
        await reader.press("escape", "c")
        assert reader.on(FormScreen).spec.raw["field"] == "casualties"
        await reader.press("escape", "M")
        assert reader.messages()[-1] == "only possible duplicates are merged here"


async def test_a_finding_is_dismissed_with_a_reason_and_waits_again_if_restored(
    book: Store,
) -> None:
    async with opened(book) as reader:
        await open_inbox(reader)
        await stand_on(reader, "uncited", MARTYRS)
        await reader.press("x", "enter")
        reader.on(PromptScreen)
        await answer(reader, "our own term")
        assert not any(MARTYRS in row for row in rows(reader).ids)
        assert book.need(MARTYRS).dismissed[0].reason == "our own term"
        await reader.press("tab")
        assert headings(reader) == ["uncited"]
        await stand_on(reader, "uncited", MARTYRS)
        assert "dismissed: our own term" in details(reader)
        await reader.press("r")
        await reader.until(lambda: is_checked(reader))
        assert book.need(MARTYRS).dismissed == ()
        assert headings(reader) == []
        assert "nothing was weighed or dismissed yet" in listed_or_empty(reader)


def listed_or_empty(reader: Reader) -> str:
    return text_of(rows(reader)).splitlines()[0]


async def test_a_contradiction_is_weighed_and_not_dismissed(book: Store) -> None:
    async with opened(book) as reader:
        await open_inbox(reader)
        await reader.press("x")
        assert "a verdict with its reason settles it (w)" in reader.messages()[-1]


def look_alikes(store: Store) -> None:
    store.put("group:talon", group("Talon Brigade", status="active"))
    store.put("group:tallon", group("Tallon Brigade", status="defunct"))


async def test_possible_duplicates_are_shown_side_by_side_and_marked_as_different(
    book: Store,
) -> None:
    look_alikes(book)
    async with opened(book) as reader:
        await open_inbox(reader)
        await stand_on(reader, "look-alikes")
        assert "Talon Brigade" in details(reader)
        assert "Tallon Brigade" in details(reader)
        assert "Status:" in details(reader)
        assert "x mark as different" in details(reader)
        await reader.press("x")
        await answer(reader, "two commanders")
        assert "look-alikes" not in headings(reader)
    links = [link for link in book.all("link").values() if isinstance(link, Link)]
    (link,) = [link for link in links if link.type == "not-same-as"]
    assert link.summary == "two commanders"


async def test_possible_duplicates_are_merged(book: Store) -> None:
    look_alikes(book)
    async with opened(book) as reader:
        await open_inbox(reader)
        await stand_on(reader, "look-alikes")
        await reader.press("m")
        await reader.press("ctrl+s")
        await reader.until(lambda: is_checked(reader))
        assert "look-alikes" not in headings(reader)
    assert len({"group:talon", "group:tallon"} & {ref for ref, _ in book.records()}) == 1


async def test_o_opens_the_other_record(book: Store) -> None:
    look_alikes(book)
    async with opened(book) as reader:
        await open_inbox(reader)
        await stand_on(reader, "look-alikes")
        finding = reader.on(InboxScreen)._current
        assert finding is not None
        await reader.press("o")
        assert reader.here == finding.other


async def test_typed_words_narrow_the_list(book: Store) -> None:
    async with opened(book) as reader:
        await open_inbox(reader)
        await reader.press("/")
        await reader.write("martyrs of selim group without")
        assert headings(reader) == ["uncited"]
        assert len(rows(reader).ids) == 2
        await reader.press("enter", "escape")
        assert CONTRADICTION in headings(reader)
        await reader.press("/")
        await reader.write("zzzz")
        assert "no finding contains these words" in listed_or_empty(reader)


async def test_what_a_colleague_changes_is_followed(book: Store) -> None:
    async with opened(book) as reader:
        await open_inbox(reader)
        book.delete(MARTYRS, unlink=True)
        await reader.until(lambda: is_checked(reader))
        assert not any(MARTYRS in row for row in rows(reader).ids)


async def test_an_empty_briefing_has_nothing_to_weigh() -> None:
    async with opened(Store.in_memory()) as reader:
        await open_inbox(reader)
        assert listed_or_empty(reader).strip() == "nothing waits"
        await reader.press("enter", "m", "x", "r", "o", "w", "e", "j", "/", "escape", "tab")
        assert "0 waiting" in reader.lines()[0]


@SIZES
async def test_hundreds_of_findings_are_folded_below_their_heading(size: tuple[int, int]) -> None:
    store = Store.in_memory()
    with store.transaction() as change:
        for number in range(700):
            change.put(f"group:{number:03}", group(f"{number:03} {number * 7919}"))
    async with opened(store, size) as reader:
        await open_inbox(reader)
        assert rows(reader).ids == ["uncited"]
        assert listed(reader) == ["▸ Without a source 700"]
        assert "A record has no cite at all." in details(reader)
        await reader.press("enter")
        assert len(rows(reader).ids) == 701
        await reader.press("enter")
        assert len(rows(reader).ids) == 1
        assert title_of(rows(reader)) == "waiting │ weighed"


async def test_a_read_only_briefing_says_so(book: Store) -> None:
    readable = Store.read(book.location, "it is someone else's") if book.location else None
    if readable is None:
        pytest.skip("only a file can be read only")
    async with opened(readable) as reader:
        await open_inbox(reader)
        await reader.press("m")
        assert reader.app.screen is not reader.main
        assert "someone else's" in reader.messages()[-1]


# Without a screen


def finding(number: int, **fields: Any) -> Finding:
    return Finding("uncited", "warning", f"group:{number}", "cites", "uncited", **fields)


def test_a_long_list_is_folded_at_first_and_unfolded_by_a_filter() -> None:
    inbox = Inbox(CHECKS, str)
    inbox.put("uncited", map(finding, range(20_000)))
    assert inbox.ids() == ["uncited"]
    inbox.narrow("group:19999")
    assert len(inbox.ids()) == 2
    assert inbox.count_listed() == 1
    inbox.narrow("")
    inbox.fold("uncited")
    assert len(inbox.ids()) == 20_001


def test_few_findings_are_all_shown() -> None:
    inbox = Inbox(CHECKS, str)
    inbox.put("uncited", map(finding, range(MANY)))
    assert len(inbox.ids()) == MANY + 1


def test_what_was_dismissed_is_among_the_weighed() -> None:
    inbox = Inbox(CHECKS, str)
    inbox.put("uncited", [finding(1), finding(2, dismissed="settled")])
    assert (inbox.count("waiting"), inbox.count("weighed")) == (1, 1)
    inbox.switch()
    assert inbox.scope == WEIGHED
    assert inbox.row(inbox.ids()[1]).behind == "settled"


def test_problems_are_told_with_the_names_of_records() -> None:
    names = {"group:aqim": "AQIM", "event:2013-raid": "Raid"}
    inbox = Inbox(CHECKS, lambda ref: names.get(ref, ref))
    told = msgspec.structs.replace(finding(1), problem="see group:aqim, event:2013-raid.")
    assert inbox.problem(told) == "see AQIM, Raid."


async def test_without_a_reason_nothing_is_dismissed(store: Store) -> None:
    store.put("group:x", group("X"))
    check = next(each for each in CHECKS if each.id == "uncited")
    work, host = workspace(store, None)
    await settle(work, check, Finding("uncited", "warning", "group:x", "cites", "uncited"))
    assert host.messages == []
    assert store.need("group:x").dismissed == ()
