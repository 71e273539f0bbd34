"""A damaged history: a torn end is left out and reported, earlier damage is refused by line."""

import zlib
from pathlib import Path

import pytest
from stores import A, B, C, D, files, lines, log, said

from briefing.model.plurals import plural
from briefing.store.errors import FileFault
from briefing.store.store import Store
from invented import contents, group


def damage(path: Path, number: int, at: int = 20) -> bytes:
    """Flip one bit of a line; returns the new contents of the history."""
    every = lines(path)
    broken = bytearray(every[number - 1])
    broken[at] ^= 1
    every[number - 1] = bytes(broken)
    log(path).write_bytes(b"".join(every))
    return b"".join(every)


class TestATornEnd:
    @pytest.mark.parametrize("kept", [1, 20, -20, -2, -1])
    def test_was_never_acknowledged_and_is_left_out_with_a_notice(
        self, path: Path, kept: int
    ) -> None:
        whole = log(path).read_bytes()
        torn = lines(path)[1][:kept]
        log(path).write_bytes(whole + torn)
        store = Store.open(path)
        assert set(contents(store)) == {A, B}
        (notice,) = store.notices
        size = f"{len(torn)} {plural(len(torn), 'byte')}"
        assert notice.startswith(f"{log(path)}: its last line breaks off ({size})")
        assert "never acknowledged" in notice

    def test_goes_with_the_next_change(self, path: Path) -> None:
        whole = log(path).read_bytes()
        log(path).write_bytes(whole + b'{"rev":3,"at":"2026-')
        store = Store.open(path)
        store.put(C, group("C"))
        assert log(path).read_bytes().startswith(whole + b'{"rev":3,"at":"')
        again = Store.open(path)
        assert [each.rev for each in again.history()] == [1, 2, 3]
        assert again.notices == []

    def test_is_not_touched_by_opening_alone(self, path: Path) -> None:
        with log(path).open("ab") as file:
            file.write(b'{"rev"')
        before = files(path)
        Store.open(path)
        assert files(path) == before

    def test_of_zero_bytes_is_what_a_power_cut_leaves(self, path: Path) -> None:
        with log(path).open("ab") as file:
            file.write(bytes(100_000))
        store = Store.open(path)
        assert "(100000 bytes)" in store.notices[0]
        store.put(C, group("C"))
        assert b"\0" not in log(path).read_bytes()
        assert set(contents(Store.open(path))) == {A, B, C}

    def test_that_is_the_first_line_leaves_an_empty_history(self, path: Path) -> None:
        log(path).write_bytes(lines(path)[0][:-1])
        store = Store.open(path)
        assert store.history() == []
        assert len(store.notices) == 1
        store.put(C, group("C"))
        assert len(Store.open(path).history()) == 1

    def test_that_is_an_unfolded_change_leaves_those_before_it(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        store.put(D, group("D"))
        log(path).write_bytes(log(path).read_bytes()[:-30])
        assert set(contents(Store.open(path))) == {A, B, C}

    def test_that_another_left_meanwhile_goes_too(self, path: Path) -> None:
        store = Store.open(path)
        with log(path).open("ab") as file:
            file.write(b'{"rev":3,"at')
        assert list(store.catch_up()) == []
        store.put(C, group("C"))
        assert said(path)[-1] == "change 3"
        assert set(contents(Store.open(path))) == {A, B, C}

    def test_cut_at_any_byte_gives_the_changes_whole_by_then(self, path: Path) -> None:
        store = Store.open(path)
        states = [contents(store)]
        ends = [log(path).stat().st_size]
        for number in range(3):
            store.put(C, group(f"C{number}"))
            states.append(contents(store))
            ends.append(log(path).stat().st_size)
        whole = log(path).read_bytes()
        for size in range(ends[0], len(whole) + 1, 3):
            log(path).write_bytes(whole[:size])
            last = max(place for place, end in enumerate(ends) if end <= size)
            again = Store.open(path)
            assert contents(again) == states[last]
            assert bool(again.notices) == (size not in ends)


class TestDamage:
    @pytest.mark.parametrize("at", [0, 10, 60, -14, -5, -3])
    def test_stops_with_the_number_of_the_line_and_what_to_do(self, path: Path, at: int) -> None:
        store = Store.open(path)
        before = damage(path, 2, at)
        with pytest.raises(FileFault) as refused:
            store.undo(1)
        message = str(refused.value)
        assert message.startswith(f"{log(path)}: line 2 is damaged; ")
        assert "nothing was changed" in message
        assert "`briefing repair`" in message
        assert log(path).read_bytes() == before
        assert set(contents(store)) == {A, B}

    @pytest.mark.parametrize("ref", ["", A])
    @pytest.mark.parametrize("what", [b'"changes":', b'"ref":"group:a"', b'"undoes":'])
    def test_is_found_wherever_in_a_line_it_is(self, path: Path, what: bytes, ref: str) -> None:
        store = Store.open(path)
        store.undo(1)
        number = 2 if what in lines(path)[1] else 6
        damage(path, number, lines(path)[number - 1].index(what) + 3)
        with pytest.raises(FileFault, match=f"line {number} is damaged"):
            list(store.newest_first(ref))

    def test_before_the_last_fold_does_not_prevent_opening_and_changing(self, path: Path) -> None:
        damage(path, 2)
        store = Store.open(path)
        store.put(C, group("C"))
        store.undo()
        store.close()
        assert set(contents(Store.open(path))) == {A, B}

    @pytest.mark.parametrize("number", [6, 7])
    def test_in_what_is_not_folded_refuses_to_open(self, path: Path, number: int) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        store.put(D, group("D"))
        damage(path, number)
        before = files(path)
        with pytest.raises(FileFault, match=f"line {number} is damaged; .*briefing repair"):
            Store.open(path)
        assert files(path) == before

    def test_of_the_last_fold_refuses_to_open(self, path: Path) -> None:
        damage(path, 5)
        with pytest.raises(FileFault, match="line 5 is damaged"):
            Store.open(path)

    def test_in_what_another_wrote_meanwhile_is_reported_and_nothing_done(self, path: Path) -> None:
        store, other = Store.open(path), Store.open(path)
        other.put(C, group("C"))
        before = damage(path, 6)
        with pytest.raises(FileFault, match="line 6 is damaged"):
            store.put(D, group("D"))
        assert log(path).read_bytes() == before
        assert set(contents(store)) == {A, B}

    def test_that_joins_two_lines_is_found(self, path: Path) -> None:
        log(path).write_bytes(log(path).read_bytes().replace(b"}\n", b"} ", 2))
        with pytest.raises(FileFault, match="line 1 is damaged"):
            Store.open(path).history()

    def test_that_still_parses_is_found(self, path: Path) -> None:
        store = Store.open(path)
        log(path).write_bytes(log(path).read_bytes().replace(b'"rev":1', b'"rev":9'))
        with pytest.raises(FileFault, match="line 2 is damaged"):
            store.history()


KIND = '"by":"","why":"","changes":[{"ref":"weapon:x","before":null,"after":{}}]'
FIELD = '"changes":[{"ref":"group:x","before":null,"after":{"name":"x","colour":"red"}}]'


class TestLinesOfOthers:
    @pytest.mark.parametrize(
        ("number", "rev", "said"),
        [
            (2, 1, KIND),
            (2, 1, FIELD),
            (6, 3, KIND),
            (6, 3, FIELD),
            (6, 3, '"merged":"0123"'),
        ],
    )
    def test_what_a_newer_program_wrote_is_not_guessed_at(
        self, path: Path, number: int, rev: int, said: str
    ) -> None:
        Store.open(path).put(C, group("C"))
        every = lines(path)
        body = b'{"rev":%d,"at":"2026-01-01T00:00:00Z",%s' % (rev, said.encode())
        every[number - 1] = body + b',"crc":"%08x"}\n' % zlib.crc32(body)
        log(path).write_bytes(b"".join(every))
        before = files(path)
        with pytest.raises(FileFault, match=f"line {number} .*install the newer `briefing`"):
            list(Store.open(path)._backend.history())
        assert files(path) == before

    @pytest.mark.parametrize(
        "changes",
        [
            b'"mood":"good","changes":[{"ref":"group:c","before":null,"after":{"name":"C"}}]',
            b'"changes":[{"ref":"group:c","before":null,"after":{"name":"C"},"mood":"good"}]',
        ],
    )
    def test_what_a_newer_program_adds_to_a_line_is_refused(
        self, path: Path, changes: bytes
    ) -> None:
        body = b'{"rev":3,"at":"2026-01-01T00:00:00Z",' + changes
        with log(path).open("ab") as file:
            file.write(body + b',"crc":"%08x"}\n' % zlib.crc32(body))
        with pytest.raises(FileFault, match=r"line 6 .*`mood`.*install the newer"):
            Store.open(path)

    def test_empty_lines_say_nothing(self, path: Path) -> None:
        log(path).write_bytes(log(path).read_bytes().replace(b"}\n", b"}\n\n\n"))
        store = Store.open(path)
        assert [each.rev for each in store.history()] == [1, 2]
        store.put(C, group("C"))
        assert set(contents(Store.open(path))) == {A, B, C}


def test_a_history_that_is_a_folder_is_reported(path: Path) -> None:
    log(path).unlink()
    log(path).mkdir()
    with pytest.raises(FileFault, match=r"db\.history\.jsonl: cannot be read"):
        Store.open(path)
