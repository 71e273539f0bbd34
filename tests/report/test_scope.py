"""What a report is about: the whole, some records, a period, a filter."""

import pytest

from briefing.model.dates import parse
from briefing.report.scope import Asked, Scope
from briefing.store.store import Store
from invented import AMBUSH, ARMY, FRONT, LEADS, OPERATION, QUOTE, TALON, fill


@pytest.fixture
def book() -> Store:
    return fill(Store.in_memory("Karsa highlands"))


def test_without_limits_it_is_the_whole_briefing(book: Store) -> None:
    assert set(Scope(book).records()) == {ref for ref, _ in book.records()}


def test_a_leader_brings_all_that_is_linked_to_it(book: Store) -> None:
    found = set(Scope(book, Asked(refs=(TALON,))).records())
    assert {TALON, FRONT, LEADS, QUOTE} <= found


def test_an_event_brings_those_who_took_part(book: Store) -> None:
    scope = Scope(book, Asked(refs=(AMBUSH,)))
    assert scope.of("event") == [AMBUSH]
    assert {FRONT, ARMY} <= set(scope.of("group"))


def test_a_period_leaves_what_may_have_happened_in_it(book: Store) -> None:
    assert AMBUSH in Scope(book, Asked(period=parse("2019-05/2019-05"))).of("event")
    assert OPERATION in Scope(book, Asked(period=parse("2019-08-31/.."))).of("event")
    assert not Scope(book, Asked(period=parse("2020/.."))).of("event")


def test_only_those_come_along_who_are_named(book: Store) -> None:
    scope = Scope(book, Asked(within=frozenset([AMBUSH])))
    assert set(scope.of("group")) == {FRONT, ARMY}
    assert not scope.of("quote")


def test_events_are_in_order_of_time(book: Store) -> None:
    assert Scope(book).of("event")[0] == OPERATION


def test_what_a_period_leaves_out_for_want_of_a_date_is_counted(book: Store) -> None:
    undated = [
        ref
        for ref, record in book.records()
        if ref.startswith("quote:") and not record.said  # type: ignore[attr-defined]  # quotes have it
    ]
    scope = Scope(book, Asked(period=parse("2019")))
    assert scope.undated == len(undated) > 0
    assert Scope(book).undated == 0
