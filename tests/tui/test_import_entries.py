"""The review of an import below the screen: headings, rows, decisions."""

import pytest

from briefing.exchange.identity import Candidate
from briefing.exchange.plan import Decision, Entry, Outcome, Plan
from briefing.exchange.reading import Proposal
from briefing.tui.imports.entries import MANY, REJECTED, Review, accepted
from invented import group


def entry(number: int, outcome: Outcome = Outcome.NEW, *candidates: str) -> Entry:
    name = f"Group {number}"
    return Entry(
        number=number,
        proposal=Proposal(kind="group", raw={"name": name}, place=f"line {number}"),
        outcome=outcome,
        ref=f"group:{number}",
        before=None,
        after=None if outcome is Outcome.REJECTED else group(name),
        candidates=[Candidate(ref, ref, "alike", 90.0) for ref in candidates],
    )


def review(*entries: Entry) -> Review:
    return Review(Plan("x", entries=list(entries)), {}, str, lambda _entry, _ref: None)


def decide(on: Review, number: int, decision: Decision | None) -> int:
    return on.decide([str(number)], lambda _entry: decision)


def test_what_must_be_decided_comes_first_and_is_never_folded() -> None:
    doubtful = [entry(number, Outcome.NEW, "group:a") for number in range(1, MANY + 2)]
    new = [entry(number) for number in range(100, 100 + MANY + 1)]
    found = review(*new, *doubtful, entry(99, Outcome.SAME))
    assert found.ids()[0] == "doubtful"
    assert len(found.ids()) == 1 + len(doubtful) + 2
    assert found.ids()[-2:] == ["new group", "same"]
    found.fold("new group")
    assert len(found.ids()) == 1 + len(doubtful) + 1 + len(new) + 1


def test_what_is_not_doubtful_comes_in_and_what_is_waits() -> None:
    found = review(entry(1), entry(2, Outcome.NEW, "group:a"), entry(3, Outcome.SAME))
    assert found.counts() == {"new": 1, "doubtful": 1}
    assert found.to_carry_out() == {1: Decision(is_new=True), 2: REJECTED}


def test_a_doubtful_one_is_taken_as_the_likeliest_record() -> None:
    found = review(entry(1, Outcome.NEW, "group:a", "group:b"))
    assert found.row("1").behind == "is it group:a (alike, 90), or 1 more?"
    found.decide(["1"], accepted)
    assert found.to_carry_out() == {1: Decision(match="group:a")}
    assert found.row("1").behind == "is group:a"
    assert found.undecided == []
    decide(found, 1, None)
    assert len(found.undecided) == 1


@pytest.mark.parametrize("number", [0, 2])
def test_nothing_is_decided_on_the_source_or_on_what_is_there_already(number: int) -> None:
    found = review(entry(0), entry(2, Outcome.SAME))
    assert decide(found, number, REJECTED) == 0
    assert found.decisions == {}


def test_rows_are_narrowed_by_words_and_headings_without_any_go() -> None:
    found = review(entry(1), entry(12), entry(3, Outcome.CHANGED))
    found.narrow("group 1")
    assert found.ids() == ["new group", "1", "12"]
    found.narrow("line 12")
    assert found.ids() == ["new group", "12"]
    section = found.section("new group")
    assert section is not None
    assert section.rows == ["12"]
    found.narrow("")
    assert len(found.ids()) == 5


def test_decisions_on_what_is_no_longer_there_are_dropped() -> None:
    found = Review(Plan("x", entries=[entry(1)]), {1: REJECTED, 7: REJECTED}, str, lambda *_: None)
    assert found.decisions == {1: REJECTED}


def test_20_000_proposals_are_decided_on_at_once() -> None:
    found = review(*(entry(number, Outcome.NEW, "group:a") for number in range(1, 20_001)))
    section = found.section("doubtful")
    assert section is not None
    assert found.decide(section.rows, accepted) == 20_000
    assert found.counts() == {"matched": 20_000}
    found.narrow("19999")
    assert len(found.ids()) == 2


def test_how_the_file_was_understood_is_shown() -> None:
    found = Review(Plan("x", notes=["a is b"]), {}, str, lambda _entry, _ref: None)
    assert [found.row(each).main for each in found.ids()] == [
        "How the file was understood",
        "a is b",
    ]
