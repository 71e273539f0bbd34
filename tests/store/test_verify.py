"""`verify` proves an intact briefing, and reports every line that was tampered with."""

from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mended import make
from stores import (
    A,
    B,
    C,
    backup,
    edit_by_hand,
    fails_with,
    files,
    lines,
    log,
    of_before_the_chain,
)

from benchmarks.tamper import KEPT_LENGTH, TAMPERING, Tamper
from briefing.store.backends.jsonfile.backup import back_up
from briefing.store.backends.jsonfile.chain import EMPTY, hash_of, prev_of
from briefing.store.backends.jsonfile.log import Log
from briefing.store.backends.jsonfile.log_codec import Checkpoint, LineWriter, LogEntry
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.verify import Verdict, verify
from briefing.store.changes import OUTSIDE
from briefing.store.errors import FileFault
from briefing.store.store import Store
from invented import FRONT, contents, group


def proved(path: Path, head: str = "") -> Verdict:
    """The verdict on a briefing without faults."""
    verdict = verify(Paths(path), head)
    assert verdict.faults == []
    return verdict


def faults(path: Path, head: str = "") -> str:
    """The faults of a briefing."""
    return "\n".join(verify(Paths(path), head).faults)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A briefing with two checkpoints and changes since."""
    path = tmp_path / "db.json"
    make(path)
    return path


class TestAnHonestBriefing:
    def test_is_proved_and_its_head_reported(self, path: Path) -> None:
        verdict = proved(path)
        assert verdict.head == hash_of(lines(path)[-1].rstrip(b"\n"))
        assert (verdict.lines, verdict.chained_from) == (len(lines(path)), 1)
        assert verdict.revision == Store.open(path).meta.revision
        assert verdict.notes == []

    def test_without_a_history_has_nothing_that_proves_it(self, tmp_path: Path) -> None:
        Store.create(tmp_path / "db.json", "x")
        verdict = proved(tmp_path / "db.json")
        assert verdict.head == EMPTY
        assert "nothing proves what it holds" in verdict.notes[0]

    def test_is_proved_while_changes_wait_for_a_fold(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        store.undo()
        proved(path)
        store.close()
        proved(path)

    def test_is_proved_after_a_change_outside_was_taken_in(self, path: Path) -> None:
        edit_by_hand(path, {A: "by hand"})
        assert "changed outside the program" in faults(path)
        Store.open(path, keep="both").close()
        proved(path)

    def test_is_proved_where_a_fold_was_cut_off(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        with monkeypatch.context() as patch:
            patch.setattr("briefing.store.files.WholeFile.take_place", fails_with(5))
            store.close()
        assert b'"fold":' in lines(path)[-1]
        proved(path)

    def test_is_proved_with_a_last_line_that_breaks_off(self, path: Path) -> None:
        with log(path).open("ab") as file:
            file.write(b'{"rev":12,"at"')
        assert "breaks off (14 bytes)" in proved(path).notes[0]

    def test_is_proved_after_both_files_came_back_from_a_copy(self, path: Path) -> None:
        Store.open(path).close()
        kept = path.read_bytes(), log(path).read_bytes()
        store = Store.open(path)
        store.put(A, group("lost"))
        store.checkpoint()
        path.write_bytes(kept[0])
        log(path).write_bytes(kept[1])
        store.put(B, group("B2"))
        store.close()
        proved(path)
        revisions = [each.rev for each in Store.open(path).history()]
        assert revisions == list(range(1, len(revisions) + 1))


class TestInterruptedOrOverwritten:
    def test_a_fold_that_was_cut_off_is_ended_as_it_was_begun(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        append = Log.append

        def killed(history: Log, *entries: LogEntry) -> None:
            if any(isinstance(each, Checkpoint) and each.is_done for each in entries):
                raise KeyboardInterrupt
            append(history, *entries)

        with monkeypatch.context() as patch:
            patch.setattr(Log, "append", killed)
            with pytest.raises(KeyboardInterrupt):
                store.checkpoint()
        proved(path)
        Store.open(path).put(A, group("A2"))
        proved(path)

    def test_so_is_one_of_another_program(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = Store.create(path := tmp_path / "db.json")
        other = Store.open(path)
        other.put(A, group("A"))
        append = Log.append

        def killed(history: Log, *entries: LogEntry) -> None:
            if any(isinstance(each, Checkpoint) and each.is_done for each in entries):
                raise KeyboardInterrupt
            append(history, *entries)

        with monkeypatch.context() as patch:
            patch.setattr(Log, "append", killed)
            with pytest.raises(KeyboardInterrupt):
                other.checkpoint()
        store.put(B, group("B"))
        proved(path)
        store.close()
        proved(path)

    def test_an_edit_by_hand_is_logged_without_the_backup(self, path: Path) -> None:
        Store.open(path).close()
        backup(path).unlink()
        edit_by_hand(path, {FRONT: "by hand"})
        store = Store.open(path)
        store.put(C, group("C"))
        store.close()
        proved(path)
        assert OUTSIDE in [each.why for each in Store.open(path).history()]
        assert any("db.json.bak is gone" in notice for notice in store.notices)

    def test_two_programs_begin_one_history(self, tmp_path: Path) -> None:
        store = Store.create(path := tmp_path / "db.json")
        edit_by_hand(path, {A: "by hand"}, revision=36)
        Store.open(path, by="colleague").put(B, group("B"))
        store.put(C, group("C"))
        store.close()
        proved(path)
        assert set(contents(Store.open(path))) == {A, B, C}

    def test_what_was_accepted_before_a_copy_came_back_is_logged_again(self, path: Path) -> None:
        Store.open(path).close()
        edit_by_hand(path, {FRONT: "by hand"})
        kept = {name: path.with_name(name).read_bytes() for name in ("db.json", log(path).name)}
        store = Store.open(path)
        store.put(A, group("A2"))
        for name, data in kept.items():
            path.with_name(name).write_bytes(data)
        store.put(B, group("B2"))
        store.close()
        proved(path)

    def test_a_longer_history_written_over_is_noticed_by_an_open_program(
        self, path: Path, tmp_path: Path
    ) -> None:
        place, _ = back_up(Paths(path), tmp_path / "other")
        other = Store.open(place)
        for number in range(20):
            other.put(C, group(f"C{number}"))
        other.close()
        store = Store.open(path)
        store.put(A, group("mine"))
        for name in ("db.json", "db.history.jsonl"):
            path.with_name(name).write_bytes(place.with_name(name).read_bytes())
        store.put(B, group("B2"))
        store.close()
        proved(path)
        assert contents(Store.open(path))[C] == group("C19")
        befores = [change.before for each in Store.open(path).history() for change in each.changes]
        assert group("mine") in befores, "what was acknowledged is in the history"

    def test_what_is_damaged_is_reported_until_it_is_mended(self, path: Path) -> None:
        store = Store.open(path)
        Store.open(path, by="colleague").put(C, group("Bbb"))
        whole = log(path).read_bytes()
        log(path).write_bytes(whole.replace(b"Bbb", b"Bxb"))
        for _ in range(2):
            with pytest.raises(FileFault, match="is damaged"):
                store.put(A, group("A2"))
        log(path).write_bytes(whole)
        store.put(A, group("A2"))
        proved(path)


class TestAnOlderHistory:
    @pytest.fixture
    def older(self, path: Path) -> Path:
        """A history from before lines were chained."""
        Store.open(path).close()
        log(path).write_bytes(of_before_the_chain(lines(path)))
        return path

    def test_is_proved_and_says_from_where_on_it_is_chained(self, older: Path) -> None:
        assert "no line is chained yet" in proved(older).notes[0]
        before = len(lines(older))
        Store.open(older).put(C, group("C"))
        verdict = proved(older)
        assert verdict.chained_from == before + 1
        assert f"chained from line {before + 1} on" in verdict.notes[0]

    def test_continues_from_the_head_that_was_reported(self, older: Path) -> None:
        head = proved(older).head
        Store.open(older).put(C, group("C"))
        proved(older, head)

    @pytest.mark.parametrize("number", [0, 1, 5])
    def test_is_covered_by_its_first_chained_line(self, older: Path, number: int) -> None:
        Store.open(older).put(C, group("C"))
        every = lines(older)
        del every[number]
        log(older).write_bytes(b"".join(every))
        assert "does not follow" in faults(older)

    def test_with_empty_lines_is_proved_too(self, older: Path) -> None:
        log(older).write_bytes(log(older).read_bytes().replace(b"\n", b"\n\n"))
        head = proved(older).head
        Store.open(older).put(C, group("C"))
        proved(older, head)
        log(older).write_bytes(log(older).read_bytes() + b"\n")
        assert "it is empty" in faults(older)

    def test_that_stops_being_chained_is_reported(self, path: Path) -> None:
        every = lines(path)
        log(path).write_bytes(b"".join(every[:-1]) + of_before_the_chain(every[-1:]))
        assert f"line {len(every)}: it does not follow" in faults(path)


class TestANotedHead:
    def test_proves_that_nothing_before_it_was_cut_off(self, path: Path) -> None:
        head = proved(path).head
        Store.open(path).put(C, group("C"))
        assert proved(path, head.upper()).head != head

    def test_that_is_no_longer_there_is_reported(self, path: Path) -> None:
        head = proved(path).head
        log(path).write_bytes(b"".join(lines(path)[:-1]))
        assert head in faults(path, head)

    def test_of_nothing_is_in_every_history(self, path: Path) -> None:
        proved(path, EMPTY)


class TestDbJson:
    def test_that_is_an_older_one_is_reported(self, path: Path) -> None:
        Store.open(path).close()
        path.write_bytes(backup(path).read_bytes())
        assert "is an older one, of revision" in faults(path)

    def test_whose_history_is_gone_is_reported(self, path: Path) -> None:
        log(path).unlink()
        assert "is missing or empty" in faults(path)

    def test_whose_first_change_was_cut_off_is_none_the_worse(self, tmp_path: Path) -> None:
        Store.create(path := tmp_path / "db.json")
        backup(path).write_bytes(path.read_bytes())
        proved(path)

    def test_that_is_damaged_is_reported_with_what_the_history_lacks(self, path: Path) -> None:
        path.write_bytes(b"{")
        every = lines(path)
        log(path).write_bytes(b"".join(every[1:]))
        reported = faults(path)
        assert "breaks off" in reported
        assert "line 1: it does not follow" in reported

    def test_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(FileFault, match="no such file"):
            verify(Paths(tmp_path / "db.json"))

    def test_that_the_history_does_not_lead_to_is_reported_record_by_record(
        self, path: Path
    ) -> None:
        """Even if every hash is recomputed."""
        Store.open(path).close()
        every = [line.rstrip(b"\n") for line in lines(path)]
        place = next(n for n, line in enumerate(every) if b'"name":"Man 1"' in line)
        every[place] = every[place].replace(b'"name":"Man 1"', b'"name":"Man X"')
        writer = LineWriter()
        log(path).write_bytes(b"".join(map(writer.rechained, every)))
        assert "is not what the history leads to" in faults(path) or "as it was not" in faults(path)


@cache
def honest() -> dict[str, bytes]:
    """The files of a briefing after a checkpoint; created once."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "db.json")
        make(path)
        Store.open(path).close()
        return files(path)


@settings(max_examples=60)
@given(
    tamper=st.sampled_from(TAMPERING),
    share=st.floats(0, 1, exclude_max=True),
    random=st.randoms(use_true_random=False),
)
def test_whatever_is_done_to_a_line_is_reported_beside_a_noted_head(
    tmp_path_factory: pytest.TempPathFactory,
    tamper: Tamper,
    share: float,
    random: Random,
) -> None:
    path = tmp_path_factory.mktemp("tampering") / "db.json"
    for name, data in honest().items():
        path.with_name(name).write_bytes(data)
    every = lines(path)
    head = hash_of(every[-1].rstrip(b"\n"))
    assert all(prev_of(line.rstrip(b"\n")) for line in every)
    tamper(every, int(share * len(every)), random)
    log(path).write_bytes(b"".join(every))
    assert faults(path, head)
    if tamper in KEPT_LENGTH:
        # What is put in, moved or edited shows without a head too.
        assert faults(path)


def test_a_copy_made_while_another_program_writes_is_proved(path: Path) -> None:
    Store.open(path, keep="both").close()
    is_over = Event()

    def write() -> None:
        other = Store.open(path, by="colleague")
        for number in range(60):
            other.put(C, group(f"C{number}"))
            if number % 7 == 0:
                other.checkpoint()
        other.close()
        is_over.set()

    writer = Thread(target=write)
    writer.start()
    number = 0
    while not is_over.is_set() or number < 3:
        number += 1
        place, verdict = back_up(Paths(path), path.with_name(f"copy{number}"))
        assert verdict.faults == []
        assert set(contents(Store.open(place))) <= {*contents(Store.open(path)), C}
    writer.join()
    proved(path)
