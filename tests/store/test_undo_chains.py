"""Undo and redo over long histories: no recursion, and no more reading than needed."""

import inspect
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from stores import A, B, C, at_most, reopened

from briefing.store.backends.jsonfile import log, log_codec
from briefing.store.changes import Change, Transaction
from briefing.store.errors import CannotUndo, NothingToUndo
from briefing.store.store import Store
from briefing.store.undo import LogReader, obstacle, redo_target, undo_target
from invented import contents, group, record

MANY = 2000
DEEP = 300
NOW = datetime(2014, 1, 24, tzinfo=UTC)


def made(rev: int, undoes: int = 0) -> Transaction:
    """A transaction of one record."""
    change = Change("group:1", None, group("x"))
    return Transaction(rev, NOW, "", "", (change,), undoes)


class Log:
    """A log read from its end, which counts how far it was read."""

    def __init__(self, transactions: Sequence[Transaction]) -> None:
        self.transactions = transactions
        self.read = 0

    def __iter__(self) -> Iterator[Transaction]:
        for transaction in reversed(self.transactions):
            self.read += 1
            yield transaction


def changes(count: int) -> list[Transaction]:
    return [made(rev) for rev in range(1, count + 1)]


def taken_back(count: int, back: int) -> list[Transaction]:
    """Many changes, then as many steps back."""
    done = changes(count)
    return done + [made(count + step, count - step + 1) for step in range(1, back + 1)]


def back_and_forth(steps: int) -> list[Transaction]:
    """One change, undone and redone again and again."""
    return [made(1), *(made(rev, rev - 1) for rev in range(2, steps + 2))]


class TestReading:
    def test_undo_reads_the_last_line_only(self) -> None:
        log = Log(changes(MANY))
        assert undo_target(LogReader(log)).rev == MANY
        assert log.read == 1

    def test_undo_behind_some_steps_back_reads_as_far_as_they_go(self) -> None:
        log = Log(taken_back(MANY, 5))
        assert undo_target(LogReader(log)).rev == MANY - 5
        assert log.read <= 2 * 5 + 2

    def test_redo_reads_the_last_change_only_where_nothing_was_taken_back(self) -> None:
        log = Log(changes(MANY))
        with pytest.raises(NothingToUndo):
            redo_target(LogReader(log))
        assert log.read == 1

    def test_redo_reads_as_far_as_the_step_it_takes_back_goes(self) -> None:
        log = Log(taken_back(MANY, 5))
        assert redo_target(LogReader(log)).rev == MANY + 5
        assert log.read <= 2 * 5 + 2

    @pytest.mark.parametrize("rev", [1, MANY - 10, MANY])
    def test_of_one_revision_it_reads_down_to_it(self, rev: int) -> None:
        log = Log(changes(MANY))
        assert undo_target(LogReader(log), rev).rev == rev
        assert log.read == MANY - rev + 1

    def test_of_a_revision_that_never_was_it_reads_nothing_below(self) -> None:
        log = Log([each for each in changes(MANY) if each.rev != MANY - 3])
        with pytest.raises(NothingToUndo, match=f"no revision {MANY - 3}"):
            undo_target(LogReader(log), MANY - 3)
        assert log.read == 4

    def test_a_briefing_reads_no_more_either(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = Store.open(path)
        for number in range(200):
            store.put(C, group(f"C{number}"))
        store = reopened(store)
        read: list[bytes] = []
        decode = log_codec.decode_line

        def note(line: bytes) -> object:
            read.append(line)
            return decode(line)

        monkeypatch.setattr(log, "decode_line", note)
        for _ in range(3):
            store.undo()
        store.redo()
        assert store.get(C) == group("C197")
        assert len(read) < 60


@pytest.fixture
def shallow() -> Iterator[None]:
    """Lower Python's recursion limit."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + DEEP // 2)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.usefixtures("shallow")
class TestLongChains:
    """Longer than Python's recursion limit."""

    def test_back_through_very_many_changes(self) -> None:
        log = taken_back(MANY, MANY - 1)
        assert undo_target(LogReader(log[::-1])).rev == 1
        assert redo_target(LogReader(log[::-1])).rev == 2 * MANY - 1
        with pytest.raises(NothingToUndo):
            undo_target(LogReader(taken_back(MANY, MANY)[::-1]))

    @pytest.mark.parametrize("steps", [MANY, MANY + 1])
    def test_back_and_forth_very_often(self, steps: int) -> None:
        log = back_and_forth(steps)[::-1]
        is_back = steps % 2 == 1
        if is_back:
            assert redo_target(LogReader(log)).rev == steps + 1
            with pytest.raises(NothingToUndo):
                undo_target(LogReader(log))
        else:
            assert undo_target(LogReader(log)).rev == steps + 1
            with pytest.raises(NothingToUndo):
                redo_target(LogReader(log))
        assert undo_target(LogReader(log), 1 if not is_back else 2).rev in (1, 2)
        with pytest.raises(CannotUndo, match="was undone already"):
            undo_target(LogReader(log), 2 if not is_back else 1)

    def test_what_is_in_the_way_is_found_behind_the_longest(self) -> None:
        first, last = made(1), Transaction(MANY + 3, NOW, "", "", made(1).changes)
        log = [*back_and_forth(MANY), last]
        assert obstacle(LogReader(log[::-1]), first, "group:1") == last.rev
        assert obstacle(LogReader(log[::-1]), first, "group:2") == 0

    def test_a_store_goes_back_and_forth_through_very_many(self) -> None:
        store = Store.in_memory()
        for number in range(DEEP):
            store.put(A, group(f"number {number}"))
        for _ in range(DEEP):
            store.undo()
        assert contents(store) == {}
        for _ in range(DEEP):
            store.redo()
        assert contents(store) == {A: group(f"number {DEEP - 1}")}
        with pytest.raises(NothingToUndo):
            store.redo()

    @pytest.mark.parametrize(("kind", "below"), [("memory", DEEP), ("disk", 30)])
    def test_one_change_below_very_many_is_taken_back_with_them(
        self, tmp_path: Path, kind: str, below: int
    ) -> None:
        store = Store.in_memory() if kind == "memory" else Store.create(tmp_path / "db.json")
        store.put(B, group("B"))
        store.put(A, group("first"))
        for number in range(below):
            store.put(A, group(f"number {number}"))
        at_most(store, 2 * below)
        done = store.undo_with_later(2)
        assert len(done) == below + 1
        assert contents(reopened(store)) == {B: group("B")}

    def test_a_chain_of_records_each_mentioning_the_one_before(self) -> None:
        store = Store.in_memory()
        for number in range(DEEP):
            before = {"derived_from": f"source:{number - 1}"} if number else {}
            store.put(f"source:{number}", record("source", title="x", **before))
        at_most(store, 2 * DEEP)
        store.undo_with_later(1)
        assert contents(store) == {}
