"""Many changes at once: all or none, with progress, stopped half way."""

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.commands.changing import unbroken
from briefing.scripting import apply_lines, apply_together
from briefing.store.changes import Transaction
from briefing.store.errors import NotSaved, TwoVersions
from briefing.store.store import Store
from commandline import PROGRAM, Run
from invented import ARMY, FRONT, TALON, WIRE, contents, group

Order = dict[str, Any]


def put(slug: str, **fields: object) -> Order:
    return {"op": "put", "ref": f"group:{slug}", "record": {"name": slug, **fields}}


def lines(*orders: Order | str) -> str:
    texts = (order if isinstance(order, str) else json.dumps(order) for order in orders)
    return "".join(f"{text}\n" for text in texts)


@pytest.mark.parametrize("how", [(), ("--atomic",)])
def test_what_a_cite_gives_is_kept_as_what_it_means(
    run: Run, briefing_file: Path, how: tuple[str, ...]
) -> None:
    said = {"30 january 2013": "2013-01-30", "2012~": "2012~", "some spring": "some spring"}
    cites = [{"source": WIRE, "field": "founded", "value": words} for words in said]
    orders = lines(put("one", cites=cites))
    assert run("apply", *how, "-", "--db", briefing_file, stdin=orders).status == 0
    kept = Store.open(briefing_file).need("group:one")
    assert [cite.value for cite in kept.cites] == list(said.values())


def test_a_cite_that_is_there_already_stays_as_it_is(run: Run, briefing_file: Path) -> None:
    old = {"source": WIRE, "field": "founded", "value": "spring 2011"}
    Store.open(briefing_file).put("group:one", group("one", cites=[old]))
    again = lines(put("one", cites=[old], kind="rebel group"))
    assert run("apply", "-", "--db", briefing_file, stdin=again).status == 0
    kept = Store.open(briefing_file).need("group:one")
    assert [cite.value for cite in kept.cites] == ["spring 2011"]


@pytest.mark.parametrize("how", [(), ("--atomic",)])
def test_a_byte_order_mark_before_a_line_is_passed_over(
    run: Run, briefing_file: Path, how: tuple[str, ...]
) -> None:
    orders = lines("\ufeff" + json.dumps(put("one")), "\ufeff" + json.dumps(put("two")))
    assert run("apply", *how, "-", "--db", briefing_file, stdin=orders).status == 0
    assert {"group:one", "group:two"} <= set(contents(Store.open(briefing_file)))


@pytest.mark.parametrize("args", [(), ("--atomic",)])
def test_a_line_that_says_something_twice_is_refused(
    run: Run, briefing_file: Path, args: tuple[str, ...]
) -> None:
    line = '{"op": "put", "ref": "group:x", "record": {"name": "X", "name": "Y"}}'
    Path("changes.jsonl").write_text(line)
    done = run("apply", "changes.jsonl", "--db", briefing_file, *args)
    assert done.status == 2
    assert done.json["error"] == "record.name occurs twice; only one of them can be right"
    assert Store.open(briefing_file).get("group:x") is None


@pytest.mark.parametrize("how", [(), ("--atomic",)])
@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"meta": {"format": 1}, "group": {"a": {"name": "A"}}}, indent=2),
        json.dumps({"meta": {"format": 1}, "group": {"a": {"name": "A"}}}),
        '\n\ufeff{"meta": {\n"format": 1}}\n',
        json.dumps([put("one"), put("two")]),
        json.dumps(put("one"), indent=2),
    ],
)
def test_a_briefing_or_other_json_is_refused_in_one_line(
    run: Run, briefing_file: Path, text: str, how: tuple[str, ...]
) -> None:
    before = contents(Store.open(briefing_file))
    done = run("apply", *how, "-", "--db", briefing_file, stdin=text)
    assert done.status == 2
    assert done.out == ""
    assert done.err.startswith("briefing: these are not changes, one on each line")
    assert done.err.count("\n") == 1
    assert contents(Store.open(briefing_file)) == before


def test_what_takes_one_line_is_kept_on_one(run: Run, briefing_file: Path) -> None:
    order = put("one", name="Army\nof \tKarsa", aliases=["a\r\nb"], summary="first\n\nsecond")
    assert run("apply", "-", "--db", briefing_file, stdin=lines(order)).status == 0
    kept = Store.open(briefing_file).need("group:one")
    assert kept == group("Army of Karsa", aliases=["a b"], summary="first\n\nsecond")


class TestAtomic:
    def test_all_are_one_change_acknowledged_together(self, run: Run, briefing_file: Path) -> None:
        link = {"type": "allied", "from": "group:one", "to": "group:two"}
        orders = lines(
            {"op": "put", "ref": "link:both", "record": link, "why": "a pact"},
            put("one"),
            {**put("two"), "why": "a party to it"},
        )
        done = run("apply", "--atomic", "-", "--db", briefing_file, stdin=orders)
        assert done.status == 0
        refs = ["link:both", "group:one", "group:two"]
        assert done.lines == [{"ok": True, "rev": 2, "ref": ref} for ref in refs]
        store = Store.open(briefing_file)
        assert store.history()[-1].why == "a pact; a party to it"
        store.undo()
        assert not set(refs) & set(contents(store))

    def test_when_one_cannot_be_made_none_is_and_all_faults_are_told(
        self, run: Run, briefing_file: Path
    ) -> None:
        before = contents(Store.open(briefing_file))
        orders = lines(put("one"), "nonsense", put("two", founded="soon"), "", put("three", x=1))
        done = run("apply", "--atomic", "-", "--db", briefing_file, stdin=orders)
        assert done.status == 2
        assert "nothing was changed" in done.err
        assert [(each["ok"], each["line"]) for each in done.lines] == [
            (False, 2),
            (False, 3),
            (False, 5),
        ]
        assert contents(Store.open(briefing_file)) == before
        assert len(Store.open(briefing_file).history()) == 1

    @pytest.mark.parametrize(
        ("order", "problem"),
        [
            ({"op": "delete", "ref": TALON}, "is referred to by"),
            (put("two", cites=[{"source": "source:gone"}]), "which does not exist"),
            ({"op": "delete", "ref": "group:gone"}, "there is no group:gone"),
        ],
    )
    def test_a_reference_that_would_break_refuses_all(
        self, run: Run, briefing_file: Path, order: Order, problem: str
    ) -> None:
        orders = lines(put("one"), order)
        done = run("apply", "--atomic", "-", "--db", briefing_file, stdin=orders)
        assert done.status == 2
        assert problem in done.lines[0]["error"]
        assert done.lines[0]["line"] == 2
        assert Store.open(briefing_file).get("group:one") is None

    def test_faults_of_records_and_of_references_are_all_told(
        self, run: Run, briefing_file: Path
    ) -> None:
        orders = lines(
            put("one", cites=[{"source": "source:gone"}]),
            put("two", founded="soon"),
            {"op": "delete", "ref": TALON},
            put("three", cites=[{"source": "source:lost"}]),
            put("four"),
        )
        done = run("apply", "--atomic", "-", "--db", briefing_file, stdin=orders)
        assert done.refusal == "4 lines cannot be applied; nothing was changed"
        assert [(each["ok"], each["line"]) for each in done.lines] == [
            (False, number) for number in (1, 2, 3, 4)
        ]

    def test_what_is_wrong_with_a_record_is_not_told_again_for_all_that_refer_to_it(
        self, run: Run, briefing_file: Path
    ) -> None:
        link = {"type": "allied", "from": "group:bad", "to": ARMY}
        orders = lines(put("bad", founded="soon"), {"op": "put", "ref": "link:x", "record": link})
        done = run("apply", "--atomic", "-", "--db", briefing_file, stdin=orders)
        assert [each["line"] for each in done.lines] == [1]

    @pytest.mark.parametrize("is_backwards", [False, True])
    def test_the_order_of_the_lines_does_not_matter(
        self, run: Run, briefing_file: Path, is_backwards: bool
    ) -> None:
        refs = [TALON, *Store.open(briefing_file).referrers(TALON)]
        orders = [{"op": "delete", "ref": ref} for ref in refs]
        text = lines(*(orders[::-1] if is_backwards else orders))
        done = run("apply", "--atomic", "-", "--db", briefing_file, stdin=text)
        assert (done.status, len(done.lines)) == (0, len(refs))
        assert not set(refs) & set(contents(Store.open(briefing_file)))

    def test_of_orders_for_one_record_the_last_counts(self, run: Run, briefing_file: Path) -> None:
        orders = lines(put("one", cites=[{"source": "source:gone"}]), put("one", founded="2012"))
        done = run("apply", "--atomic", "-", "--db", briefing_file, stdin=orders)
        assert [each["ok"] for each in done.lines] == [True, True]

    def test_nothing_to_do_is_done(self, run: Run, briefing_file: Path) -> None:
        done = run("apply", "--atomic", "-", "--db", briefing_file, stdin="\n\n")
        assert (done.status, done.out) == (0, "")


def test_a_large_apply_brings_db_json_up_to_date_on_the_way(
    run: Run, briefing_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.store.backends.jsonfile.backend.CHECKPOINT_BYTES", 1)
    text = "word " * 5_000
    orders = lines(*(put(f"g{number}", summary=text) for number in range(12)))
    run("apply", "-", "--db", briefing_file, stdin=orders)
    folds = briefing_file.with_suffix(".history.jsonl").read_text("utf-8").count('"folded"')
    assert folds > 2
    assert len(contents(Store.open(briefing_file))) == 12 + 12


def test_a_fold_that_fails_on_the_way_is_noted_once_and_the_rest_is_made(
    run: Run, briefing_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: Store) -> bool:
        raise NotSaved("db.json: cannot be written (No space left on device)")

    monkeypatch.setattr(Store, "is_checkpoint_due", lambda _store: True)
    monkeypatch.setattr(Store, "checkpoint", full)
    done = run("apply", "-", "--db", briefing_file, stdin=lines(*map(put, "abc")))
    assert (done.status, [each["ok"] for each in done.lines]) == (0, [True] * 3)
    assert done.err.count("\n") == 1
    assert "No space left on device); the changes are saved in its history" in done.err


def test_when_two_versions_come_up_the_rest_is_not_tried(briefing_file: Path) -> None:
    store = Store.open(briefing_file)
    answers = apply_lines(store, lines(*map(put, "abc")).encode().splitlines())
    assert next(answers)["ok"]
    text = briefing_file.read_text("utf-8")
    briefing_file.write_text(text.replace("Karsa Army", "By hand"), "utf-8")
    assert "changed outside" in next(answers)["error"]
    with pytest.raises(TwoVersions):
        next(answers)


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")


def run_on_terminal(path: Path, orders: str, *, is_shared: bool) -> tuple[bytes, bytes]:
    """Apply with stderr on a terminal, and stdout too or in a pipe; what each of them got."""
    script = path.with_name("orders.jsonl")
    script.write_text(orders, encoding="utf-8")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, "apply", str(script), "--db", str(path)],
        stdout=slave if is_shared else subprocess.PIPE,
        stderr=slave,
    )
    os.close(slave)
    shown = b""
    try:
        while part := os.read(master, 65536):
            shown += part
    except OSError:
        # Linux says so when the other end is closed.
        pass
    os.close(master)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return shown, out or b""


@pytest.mark.parametrize("is_shared", [False, True])
def test_on_a_terminal_it_shows_how_far_it_has_come(briefing_file: Path, is_shared: bool) -> None:
    orders = lines(*(put(f"g{number}") for number in range(600)))
    shown, out = run_on_terminal(briefing_file, orders, is_shared=is_shared)
    assert b"lines  " in shown
    assert b"% " in shown
    assert shown.endswith((b"\x1b[K", b"\r\n")), "nothing is left over"
    answers = shown if is_shared else out
    # The progress line is cleared before an answer is printed.
    kept = [line.rpartition(b"\x1b[K")[2] for line in answers.splitlines() if b"{" in line]
    assert [json.loads(line)["ok"] for line in kept] == [True] * 600


@pytest.fixture
def heeds_ctrl_c() -> Iterator[None]:
    """Programs started in the background of a shell inherit that it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeds_ctrl_c")
def test_stopped_by_ctrl_c_it_says_how_many_are_saved(briefing_file: Path) -> None:
    process = subprocess.Popen(
        [PROGRAM, "apply", "-", "--db", str(briefing_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(lines(put("one"), put("two")).encode())
    process.stdin.flush()
    assert [json.loads(process.stdout.readline())["ok"] for _ in range(2)] == [True, True]
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.decode() == "briefing: stopped; 2 changes were made and are saved\n"
    assert {"group:one", "group:two"} <= set(contents(Store.open(briefing_file)))


@pytest.mark.usefixtures("heeds_ctrl_c")
@pytest.mark.parametrize(("work", "made"), [(apply_lines, 2), (apply_together, 3)])
def test_ctrl_c_within_a_change_waits_until_it_is_acknowledged(
    briefing_file: Path, monkeypatch: pytest.MonkeyPatch, work: Any, made: int
) -> None:
    commit, times = Store.commit, iter(range(3))

    def interrupted(self: Store, *args: Any) -> Transaction:
        if next(times) == made - 1 or work is apply_together:
            signal.raise_signal(signal.SIGINT)
        return commit(self, *args)

    monkeypatch.setattr(Store, "commit", interrupted)
    store = Store.open(briefing_file)
    answers: list[Any] = []
    with pytest.raises(KeyboardInterrupt):
        answers.extend(work(store, lines(*map(put, "abc")).encode().splitlines(), unbroken))
    assert [answer["ok"] for answer in answers] == [True] * made
    refs = {answer["ref"] for answer in answers}
    assert refs == {ref for ref in contents(Store.open(briefing_file)) if ref[-2] == ":"}
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_ctrl_c_stays_ignored_where_it_was() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with unbroken():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_ctrl_c_while_lines_are_read_changes_nothing(briefing_file: Path) -> None:
    def interrupted() -> Iterator[bytes]:
        yield lines(put("one")).encode()
        raise KeyboardInterrupt

    store = Store.open(briefing_file)
    with pytest.raises(KeyboardInterrupt):
        list(apply_together(store, interrupted(), unbroken))
    assert len(store.history()) == 1


def test_ctrl_c_before_anything_was_made_says_so(briefing_file: Path) -> None:
    process = subprocess.Popen(
        [PROGRAM, "apply", "-", "--db", str(briefing_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"nonsense\n")
    process.stdin.flush()
    assert b"malformed" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (2, b"briefing: stopped; nothing was changed\n")


def test_acknowledged_is_what_is_on_the_disk(briefing_file: Path) -> None:
    process = subprocess.Popen(
        [PROGRAM, "apply", "-", "--db", str(briefing_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for slug in ("one", "two", "three"):
        process.stdin.write(lines(put(slug)).encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["ok"]
    process.kill()
    process.communicate(timeout=60)
    assert {"group:one", "group:two", "group:three"} <= set(contents(Store.open(briefing_file)))


def test_a_change_by_another_program_meanwhile_is_kept(run: Run, briefing_file: Path) -> None:
    other = Store.open(briefing_file)
    other.put(ARMY, group("Army of Karsa"))
    run("apply", "-", "--db", briefing_file, stdin=lines(put("one")))
    store = Store.open(briefing_file)
    assert store.label(ARMY) == "Army of Karsa"
    assert store.label("group:one") == "one"
    other.close()
    assert FRONT in contents(Store.open(briefing_file))
