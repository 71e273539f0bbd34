"""What is read of a file that is no briefing any more, and what is said of the rest."""

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.model.records import KINDS
from briefing.store.backends.jsonfile.repair.pieces import Found, Gap, Header, pieces
from briefing.store.backends.jsonfile.repair.salvage import Reading, salvage
from briefing.store.backends.jsonfile.repair.salvage_log import LogReading, salvage_log
from briefing.store.snapshot import FORMAT
from briefing.store.store import Store
from invented import TITLE, contents, fill, group

DB = Path("db.json")
LOG = Path("db.history.jsonl")

SMALL: dict[str, Any] = {
    "meta": {"format": FORMAT, "title": TITLE, "revision": 7},
    "group": {"a": {"name": "A"}, "b": {"name": "Ä – أ"}, "c": {"name": "C"}},
    "leader": {"d": {"name": "D"}, "e": {"name": "E", "born": "1972"}},
    "event": {},
    "quote": {},
    "source": {},
    "link": {},
}
REFS = {"group:a", "group:b", "group:c", "leader:d", "leader:e"}


def pretty(raw: object = SMALL) -> bytes:
    return json.dumps(raw, ensure_ascii=False, indent=2).encode()


def minified(raw: object = SMALL) -> bytes:
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode()


def read(data: bytes) -> Reading:
    """What is read of the bytes; whatever is said of them can be written as JSON."""
    reading = salvage(data, DB)
    json.dumps([(stray.ref, stray.faults, stray.raw) for stray in reading.strays]).encode()
    "".join([reading.problem, *reading.notes]).encode()
    return reading


@pytest.fixture(params=[pretty, minified])
def data(request: pytest.FixtureRequest) -> bytes:
    """The same small briefing, laid out in two ways."""
    made: bytes = request.param()
    return made


class TestAWholeFile:
    def test_is_read_and_nothing_said(self, data: bytes) -> None:
        reading = read(data)
        assert reading.is_whole
        assert set(reading.records) == REFS
        assert (reading.title, reading.revision, reading.strays) == (TITLE, 7, [])
        assert reading.counts() == dict.fromkeys(KINDS, 0) | {"group": 3, "leader": 2}

    def test_that_is_not_there_is_neither_whole_nor_damaged(self) -> None:
        reading = salvage(None, DB)
        assert (reading.is_there, reading.is_whole, reading.problem) == (False, False, "")

    def test_that_the_disk_does_not_give_is_told(self) -> None:
        assert salvage("Input/output error", DB).problem == "cannot be read (Input/output error)"


class TestDamage:
    @pytest.mark.parametrize("byte", [b"\0", b"\xff", b"{", b"}", b'"', b"\\", b":", b"\n"])
    def test_of_one_byte_costs_one_record_at_most(self, data: bytes, byte: bytes) -> None:
        start = data.index(b'"group"')
        for at in range(start, len(data)):
            reading = read(data[:at] + byte + data[at + 1 :])
            refs = {ref for ref in reading.records if ref in REFS}
            assert len(REFS - refs) <= 1, data[at - 9 : at + 9]

    def test_that_cuts_the_file_off_leaves_what_was_before(self, data: bytes) -> None:
        ends = {ref: data.index(b"}", data.index(b'"%s":' % ref[-1:].encode())) for ref in REFS}
        for size in range(1, data.rindex(b"}")):
            reading = read(data[:size])
            assert set(reading.records) == {ref for ref, end in ends.items() if end < size}
            assert reading.is_cut

    def test_in_a_record_is_told_with_its_place(self) -> None:
        data = pretty()
        at = data.index(b'"name": "C"') + 8
        reading = read(data[:at] + b"\0" + data[at + 1 :])
        assert set(reading.records) == REFS - {"group:c"}
        (stray,) = reading.strays
        assert stray.ref == "group:c"
        assert (stray.byte, stray.line) == (data.index(b'"c":'), 14)
        assert stray.faults == (f"not JSON at byte {at}: Expecting value",)
        assert '"name": \0C"' in stray.raw

    def test_over_several_records_leaves_those_around(self, data: bytes) -> None:
        start, end = data.index(b'"a"') + 6, data.index(b'"c"') + 1
        for filling in (b"", b"\0" * (end - start), b'{"[' * 99):
            reading = read(data[:start] + filling + data[end:])
            assert {"leader:d", "leader:e"} <= set(reading.records)
            assert set(reading.records) <= REFS
            assert not reading.is_whole

    @pytest.mark.parametrize("header", [b'"leader": {', b'"lexder": {', b"leader: [", b"\0" * 12])
    def test_of_the_beginning_of_a_table_loses_no_record_of_it(self, header: bytes) -> None:
        reading = read(pretty().replace(b'"leader": {', header))
        assert set(reading.records) == REFS

    def test_of_a_comma_between_records_loses_none(self, data: bytes) -> None:
        reading = read(data.replace(b'"b"', b'|"b"'))
        assert set(reading.records) == REFS
        assert "a comma or a brace is wrong" in reading.notes[0]

    def test_of_meta_leaves_what_can_be_read_of_it(self) -> None:
        data = pretty().replace(b'"format": 1', b'"format" 1')
        reading = read(data)
        assert set(reading.records) == REFS
        assert (reading.title, reading.revision) == (TITLE, 7)

    def test_that_runs_meta_into_the_records_loses_none(self) -> None:
        data = minified()
        start, end = data.index(b'"revision"'), data.index(b'"a"')
        assert set(read(data[:start] + data[end:]).records) == REFS

    def test_never_takes_a_part_of_a_record_for_one(self) -> None:
        event = {"title": "T", "date": "2013", "place": {"name": "Kidal"}}
        for raw in (
            pretty({"group": {}, "event": {"x": event}}),
            minified({"event": {"x": event}}),
        ):
            for at in range(len(raw)):
                assert set(read(raw[:at] + b"~" + raw[at + 1 :]).records) <= {"event:x", "event:~"}


class TestSlips:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('"E",', '"E"'),
            ('"1972"', '"1972",'),
            ('"Ä', '"Ä\n'),
            ('"Ä', '"Ä\t'),
        ],
    )
    def test_of_a_hand_are_put_right_and_told(self, old: str, new: str) -> None:
        reading = read(pretty().decode().replace(old, new, 1).encode())
        assert set(reading.records) == REFS
        (note,) = reading.notes
        assert "it is taken as it was meant" in note
        assert not reading.strays

    def test_that_leave_a_fault_are_none(self) -> None:
        text = pretty().decode().replace('"E",', '"E"').replace("1972", "soon")
        (stray,) = read(text.encode()).strays
        assert stray.ref == "leader:e"
        assert "born" in stray.faults[0]


class TestWhatIsNoRecord:
    @pytest.mark.parametrize(
        ("ref", "raw", "problem"),
        [
            ("group:x", {"name": "X", "colour": "red"}, "colour: there is no such field"),
            ("group:x", {"nam": "X"}, "name: name is missing"),
            ("group:x", {"name": 3}, "name: 3 is not a text"),
            ("group:x", [], "a list is not a set of fields"),
            ("group:x", None, "nothing is not a set of fields"),
            ("group:x y", {"name": 3}, "this id has characters no id can have"),
            ("group:x", {"name": "\ud800"}, "holds half a character"),
            ("group:\ud800", {"name": "X"}, "this id has characters no id can have"),
            ("weapon:x", {"name": "X"}, "there is no table weapon"),
            ("event:x", {"title": "T", "date": "2013", "place": {"latitude": 1e999}}, "latitude"),
        ],
    )
    def test_is_kept_apart_with_its_faults(self, ref: str, raw: object, problem: str) -> None:
        table, _, slug = ref.partition(":")
        mixed = SMALL | {table: SMALL.get(table, {}) | {slug: raw}}
        text = json.dumps(mixed).replace("Infinity", "1e999")
        reading = read(text.encode())
        assert set(reading.records) == REFS
        (stray,) = reading.strays
        assert stray.ref == ref.replace("\ud800", "\\ud800")
        assert problem in "; ".join(stray.faults)

    def test_all_faults_of_a_record_are_told(self) -> None:
        wrong = {"name": 3, "kind": "?", "founded": "soon", "colour": "red"}
        (stray,) = read(pretty({"meta": {"format": 1}, "group": {"a": wrong}})).strays
        assert stray.raw == wrong
        for name in wrong:
            assert any(fault.startswith(f"{name}: ") for fault in stray.faults)

    def test_a_table_that_is_none_is_told(self) -> None:
        reading = read(pretty(SMALL | {"event": [1, 2]}))
        assert set(reading.records) == REFS
        assert reading.strays[0].faults == ("the table is not an object of records",)
        assert reading.strays[0].raw == "[1, 2]"

    @pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000, "[" * 5000 + "]" * 5000])
    def test_what_is_nested_without_end_costs_nothing_else(self, deep: str) -> None:
        reading = read(pretty().replace(b'"name": "C"', f'"name": {deep}'.encode()))
        assert {"group:a", "group:b"} <= set(reading.records)

    def test_a_number_without_end_costs_nothing_else(self) -> None:
        reading = read(pretty().replace(b'"name": "C"', b'"name": ' + b"9" * 9999))
        assert set(reading.records) == REFS - {"group:c"}


class TestWhatStandsTwice:
    def test_is_told_though_the_file_reads(self) -> None:
        data = pretty().replace(b'"b":', b'"a":')
        reading = read(data)
        assert reading.problem == "group:a stands twice"
        assert reading.records["group:a"] == group("Ä – أ")
        assert reading.strays[0].raw == {"name": "A"}

    def test_in_a_record_keeps_both(self) -> None:
        reading = read(pretty().replace(b'"name": "C"', b'"name": "First",\n      "name": "C"'))
        assert reading.problem == "group:c name stands twice"
        assert reading.records["group:c"] == group("C")
        assert (reading.strays[0].ref, reading.strays[0].raw) == ("group:c", {"name": "First"})

    def test_as_a_table_loses_no_record(self) -> None:
        raw = SMALL | {"leader": {"d": {"name": "D"}}}
        reading = read(pretty(raw).replace(b'"leader": {', b'"group": {'))
        assert reading.problem == "group stands twice"
        assert {"group:a", "group:b", "group:c", "group:d"} == set(reading.records)

    def test_alike_is_taken_once(self) -> None:
        data = pretty().replace(b'"c":', b'"c": {\n      "name": "C"\n    },\n    "c":')
        reading = read(data)
        assert set(reading.records) == REFS
        assert not reading.strays


class TestEncodings:
    @pytest.mark.parametrize(
        "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
    )
    def test_of_unicode_are_read(self, encoding: str) -> None:
        reading = read(pretty().decode().encode(encoding))
        assert set(reading.records) == REFS
        assert reading.records["group:b"] == group("Ä – أ")

    def test_windows_1252_is_read_where_the_whole_file_is_saved_so(self) -> None:
        raw = {"meta": {"format": 1}, "group": {"a": {"name": "Élan – Ça"}, "b": {"name": "B"}}}
        reading = read(pretty(raw).decode().encode("cp1252"))
        assert reading.records["group:a"] == group("Élan – Ça")
        assert reading.notes == ["saved as Windows-1252, not as UTF-8"]

    def test_one_odd_byte_is_damage_and_no_letter(self) -> None:
        data = minified({"meta": {"format": 1}, "group": {"a": {"name": "Axb"}}})
        reading = read(data.replace(b"Axb", b"A\xe9b"))
        (stray,) = reading.strays
        assert "is not UTF-8" in stray.faults[0]
        assert "A\\xe9b" in stray.raw

    @pytest.mark.parametrize(
        "data", [b"", b"\0", b"\0" * 99, b"\xff\xfe", b"garbage", b"[1, 2]", b"7"]
    )
    def test_of_nothing_are_nothing(self, data: bytes) -> None:
        assert read(data).records == {}


class TestPieces:
    def test_come_in_order_with_their_places(self) -> None:
        data = minified().replace(b'"b":{', b'"b":[')
        found, is_json = pieces(data)
        kinds = [type(piece) for piece in found]
        assert not is_json
        assert kinds.count(Header) == len(KINDS)
        assert kinds.count(Found) == 4
        assert kinds.count(Gap) == 1

    def test_of_the_invented_briefing_are_its_records(self, book: Store) -> None:
        book.checkpoint()
        data = Path(book.location).read_bytes()
        reading = read(data[:-3])
        assert reading.records == contents(book)


class TestAHistory:
    @pytest.fixture
    def history(self, tmp_path: Path) -> bytes:
        """Six changes, the first of them large."""
        path = tmp_path / "db.json"
        store = fill(Store.create(path, TITLE, by="analyst"))
        for number in range(5):
            store.put("group:new", group(f"Nëw {number}"))
        return path.with_suffix(".history.jsonl").read_bytes()

    def read(self, data: bytes) -> LogReading:
        return salvage_log(data, LOG)

    def test_that_is_whole_is_read(self, history: bytes) -> None:
        log = self.read(history)
        assert (log.first, log.last, len(log.lines)) == (1, 6, 7)
        assert log.is_as_written
        assert [each.rev for each in log.transactions()] == [1, 2, 3, 4, 5, 6]

    @pytest.mark.parametrize(
        "change",
        [
            lambda data: data.replace(b"\n", b"\r\n"),
            lambda data: b"\xef\xbb\xbf" + data,
            lambda data: data[:-1],
            lambda data: data.replace(b"\n", b"\0"),
            lambda data: data.replace(b"\n", b"\n\n"),
            lambda data: data + data,
            lambda data: b"".join(sorted(data.splitlines(keepends=True), reverse=True)),
            lambda data: data.decode().encode("utf-16"),
            lambda data: b"".join(
                line if b"\xd8" in line else line.decode().encode("cp1252")
                for line in data.splitlines(keepends=True)
            ),
        ],
    )
    def test_has_every_line_whose_checksum_fits(self, history: bytes, change: Any) -> None:
        log = self.read(change(history))
        assert [each.rev for each in log.transactions()] == [1, 2, 3, 4, 5, 6]
        assert not log.damaged

    def test_tells_each_damaged_line_and_what_it_changed(self, history: bytes) -> None:
        every = history.split(b"\n")
        every[3] = every[3].replace(b"1", b"8", 4)
        every[5] = every[5][:40] + bytes(9) + every[5][60:]
        log = self.read(b"\n".join(every))
        assert [each.rev for each in log.transactions()] == [1, 2, 4, 6]
        assert [line.number for line in log.damaged] == [4, 6]
        assert [rev for rev, _ in log.lost()] == [3, 5]
        assert [[guess.ref for guess in line.guesses] for line in log.damaged] == [
            ["group:new"],
            ["group:new"],
        ]

    def test_takes_a_torn_end_for_what_it_is(self, history: bytes) -> None:
        log = self.read(history + b'{"rev":7,"at"')
        assert (log.torn, log.damaged, log.is_as_written) == (13, [], True)

    def test_counts_revisions_that_no_line_tells_of(self, history: bytes) -> None:
        every = history.splitlines(keepends=True)
        assert self.read(b"".join(every[:3] + every[5:])).holes() == [(3, 4)]

    def test_of_a_newer_program_is_told(self, history: bytes) -> None:
        from zlib import crc32

        body = b'{"rev":7,"at":"2026-01-01T00:00:00Z","merged":[]'
        log = self.read(history + body + b',"crc":"%08x"}\n' % crc32(body))
        assert "unknown field `merged`" in log.newer
