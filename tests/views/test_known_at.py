"""The briefing as it was known at a revision or a time."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.kinds import KINDS
from briefing.model.references import mentioned
from briefing.store.changes import Transaction
from briefing.store.errors import StoreError, UnknownRecord, UnknownRevision
from briefing.store.store import Store
from briefing.views.books.as_of import AsOf
from briefing.views.books.known_at import KnownAt, made_after
from invented import AMBUSH, ARMY, FRONT, LEADS, MARTYRS, TALON, contents, fill, group, record

if TYPE_CHECKING:
    from briefing.model.kinds.record import Record

REFS = ["group:a", "group:b", "group:c"]


@pytest.fixture
def store() -> Store:
    """The invented briefing, then the army renamed, and Talon deleted."""
    made = fill(Store.in_memory())
    made.put(ARMY, group("Army of Karsa"))
    made.delete(TALON, unlink=True)
    return made


class TestARevision:
    def test_what_was_changed_since_is_as_it_was(self, store: Store) -> None:
        assert KnownAt(store, 1).label(ARMY) == "Karsa Army"
        assert KnownAt(store, 2).label(ARMY) == "Army of Karsa"

    def test_what_was_deleted_is_back_with_all_that_mentioned_it(self, store: Store) -> None:
        known = KnownAt(store, 2)
        assert known.label(TALON) == "Idris Talon"
        assert LEADS in known.referrers(TALON)
        assert LEADS in known.referrers(FRONT)
        assert not store.referrers(TALON)

    def test_what_came_later_is_not_there(self, store: Store) -> None:
        assert dict(KnownAt(store, 0).records()) == {}
        store.put("group:new", group("New"))
        known = KnownAt(store, 3)
        assert known.get("group:new") is None
        with pytest.raises(UnknownRecord, match="group:new was not in the briefing then"):
            known.need("group:new")
        assert known.label("group:new") == "New"

    def test_one_that_does_not_exist_is_refused(self, store: Store) -> None:
        with pytest.raises(UnknownRevision, match="there is no revision 4; the last is 3"):
            KnownAt(store, 4)
        with pytest.raises(UnknownRevision):
            made_after(store, 4)

    def test_it_stays_the_same_while_the_briefing_changes(self, store: Store) -> None:
        known = KnownAt(store, 2)
        was = dict(known.records())
        store.put(MARTYRS, group("Other"))
        assert dict(known.records()) == was
        assert known.summary() == "as known at revision 2: 2 changes since"

    def test_no_more_of_the_history_is_read_than_needed(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        history = list(store.newest_first())
        monkeypatch.setattr(store, "newest_first", lambda _ref="": read(history, 2))
        KnownAt(store, 2)
        with pytest.raises(AssertionError):
            KnownAt(store, 1)


class TestATime:
    def test_it_ends_with_the_last_change_made_by_then(self, store: Store) -> None:
        times = [each.at for each in store.history()]
        assert [KnownAt(store, at).revision for at in times] == [1, 2, 3]
        assert KnownAt(store, times[0] - dt.timedelta(days=1)).revision == 0
        assert KnownAt(store, times[-1] + dt.timedelta(days=1)).revision == 3

    def test_a_day_is_said_as_one(self, store: Store) -> None:
        end = dt.datetime.combine(dt.date(2199, 3, 3), dt.time.max).astimezone()
        assert KnownAt(store, end).summary() == (
            "as known on 3 March 2199 (revision 3): 0 changes since"
        )

    def test_before_the_history_began_it_shows_how_it_began_and_says_so(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(store, "newest_first", lambda _ref="": iter(()))
        known = KnownAt(store, dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
        assert dict(known.records()) == contents(store)
        assert not known.is_complete
        assert "the history begins later" in known.summary()


def test_the_changes_after_a_moment_come_last_first(store: Store) -> None:
    assert [each.rev for each in made_after(store, 1)] == [3, 2]
    assert [each.rev for each in made_after(store, 0, ARMY)] == [2, 1]


def test_the_world_as_it_was_known_at_a_revision(store: Store) -> None:
    book = AsOf(KnownAt(store, 1), dt.date(2019, 5, 15))
    assert book.certainty(AMBUSH) == "possible"
    assert book.label(ARMY) == "Karsa Army"


def read(history: list[Transaction], most: int) -> Iterator[Transaction]:
    """A history that must not be read further than this."""
    for number, each in enumerate(history):
        assert number < most
        yield each


Step = tuple[str, list[str], int]
steps = st.tuples(
    st.sampled_from(["put", "link", "delete", "undo"]), st.permutations(REFS), st.integers(0, 9)
)


@given(st.lists(st.lists(steps, min_size=1, max_size=3), max_size=8))
def test_each_revision_is_shown_as_it_was(
    transactions: list[list[Step]],
) -> None:
    store = Store.in_memory()
    copies: dict[int, dict[str, Record]] = {0: {}}
    times = {0: dt.datetime(2000, 1, 1, tzinfo=dt.UTC)}
    for changes in transactions:
        make(store, changes)
        copies.setdefault(store.meta.revision, contents(store))
    times |= {each.rev: each.at for each in store.history()}
    assert all(times[one] <= times[other] for one, other in pairwise(sorted(times)))
    for revision, copy in copies.items():
        known = KnownAt(store, revision)
        assert known.is_complete
        assert dict(known.records()) == copy
        for kind in KINDS:
            table = known.all(kind)
            assert len(table) == len(dict(table)) == sum(ref.startswith(f"{kind}:") for ref in copy)
        for ref in REFS:
            mentioning = {other for other, made in copy.items() if ref in mentioned(made)}
            assert sorted(known.referrers(ref)) == sorted(mentioning)


def make(store: Store, changes: list[Step]) -> None:
    """Make one transaction, as far as the store lets us."""
    try:
        with store.transaction() as draft:
            for step, (one, other, _), number in changes:
                if step == "put":
                    draft.put(one, group(f"{one} {number}"))
                elif step == "link":
                    draft.put(
                        f"link:{number % 3}", record("link", type="allied", from_=one, to=other)
                    )
                elif step == "delete":
                    draft.delete(one, unlink=True)
        if changes[0][0] == "undo":
            store.undo()
    except StoreError:
        return
