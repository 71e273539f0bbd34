"""Importing and exporting on the command line."""

import json
import signal
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from msgspec.structs import replace

from briefing.exchange.format import Format, formats
from briefing.exchange.writing import write
from briefing.model.contradictions import has_open_contradiction
from briefing.store.changes import Transaction
from briefing.store.store import Store
from briefing.views.books.released import released
from commandline import Run
from invented import ARMY, FRONT, MARTYRS, QUOTE, RECORDS, REPORT, TALON, fill

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another desk's briefing."""
    path = tmp_path / "other.json"
    tables = {
        "meta": {"format": 1, "title": "Other"},
        "source": {"paper": {"title": "A paper"}},
        "group": {
            "hill-guard": {"name": "Hill Guard", "cites": [{"source": "source:paper"}]},
            "martyrs": {"name": "Martyrs of Selim", "founded": "2011", "status": "active"},
            "seleem": {"name": "Martyrs of Seleem"},
        },
    }
    path.write_text(json.dumps(tables))
    return path


def test_an_import_is_one_change_that_one_undo_takes_back(
    run: Run, briefing_file: Path, other: Path
) -> None:
    done = run("import", briefing_file, other)
    assert done.status == 0, done.err
    assert done.out.startswith("other.json (Briefing) imported: ")
    store = Store.open(briefing_file)
    assert store.meta.revision == 2
    assert store.get("group:hill-guard") is not None
    assert getattr(store.need(MARTYRS), "founded", "") == "2018"
    assert getattr(store.need(MARTYRS), "status", "") == "active"
    assert has_open_contradiction(store.need(MARTYRS), store.label)
    store.undo()
    assert store.get("group:hill-guard") is None
    store.close()


@pytest.mark.parametrize("is_saved_first", [True, False])
def test_stopped_while_it_saves_it_says_that_it_imported(
    run: Run,
    briefing_file: Path,
    other: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_saved_first: bool,
) -> None:
    commit = Store.commit

    def interrupted(self: Store, *args: Any) -> Transaction:
        if is_saved_first:
            made = commit(self, *args)
        signal.raise_signal(signal.SIGINT)
        return made if is_saved_first else commit(self, *args)

    monkeypatch.setattr(Store, "commit", interrupted)
    stopped = run("import", briefing_file, other)
    assert stopped.refusal == "stopped; other.json was imported as revision 2"
    assert Store.open(briefing_file).get("group:hill-guard") is not None


def test_stopped_while_it_reads_it_changes_nothing(
    run: Run, briefing_file: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_args: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("briefing.exchange.plan.Planner.make", interrupted)
    stopped = run("import", briefing_file, other)
    assert stopped.refusal == "stopped; nothing was changed"
    assert Store.open(briefing_file).meta.revision == 1


@pytest.mark.parametrize(("form", "out"), [("json", "x.json"), ("vault", "notes")])
def test_an_export_that_is_stopped_leaves_nothing(
    run: Run,
    briefing_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    form: str,
    out: str,
) -> None:
    need, count = Store.need, 0

    def interrupted(self: Store, ref: str) -> Any:
        nonlocal count
        count += 1
        if count == 5:
            signal.raise_signal(signal.SIGINT)
        return need(self, ref)

    monkeypatch.setattr(Store, "need", interrupted)
    before = {*tmp_path.iterdir()}
    stopped = run("export", briefing_file, form, "-o", tmp_path / out)
    assert stopped.refusal == f"stopped; {tmp_path / out} is written whole or not at all"
    left = {*tmp_path.rglob("*")} - before
    assert left <= {tmp_path / "notes"}


def test_a_dry_run_promises_what_the_run_does(run: Run, briefing_file: Path, other: Path) -> None:
    before = briefing_file.read_bytes()
    promised = run("import", briefing_file, other, "--dry-run", "--json").json
    assert promised["revision"] is None
    assert briefing_file.read_bytes() == before
    done = run("import", briefing_file, other, "--json").json
    assert done["counts"] == promised["counts"]
    assert done["records"] == promised["records"]
    assert done["revision"] == 2
    again = run("import", briefing_file, other, "--json").json
    assert set(again["counts"]) <= {"same", "doubtful"}
    assert again["revision"] is None


def test_look_alikes_are_told_and_joined_only_when_asked(
    run: Run, briefing_file: Path, other: Path
) -> None:
    told = run("import", briefing_file, other, "--dry-run")
    assert "doubtful\tMartyrs of Seleem\tMartyrs of Selim" in told.out
    joined = run("import", briefing_file, other, "--match", "60", "--json").json
    refs = {each["label"]: each["ref"] for each in joined["records"]}
    assert MARTYRS in refs.values()
    assert "doubtful" not in joined["counts"]


def test_a_file_with_faults_changes_nothing_unless_they_are_skipped(
    run: Run, briefing_file: Path, other: Path
) -> None:
    tables = json.loads(other.read_text())
    tables["group"]["bad"] = {"name": "Bad", "founded": "never"}
    tables["war"] = {}
    other.write_text(json.dumps(tables))
    refused = run("import", briefing_file, other)
    assert refused.status == 2
    assert "fault\twar: there is no such kind of record" in refused.err
    assert "fault\tgroup.bad: founded: “never” is not a date" in refused.err
    assert "2 faults; nothing was changed" in refused.err
    assert Store.open(briefing_file).meta.revision == 1
    done = run("import", briefing_file, other, "--skip-faulty")
    assert done.status == 0
    assert Store.open(briefing_file).get("group:hill-guard") is not None


@pytest.mark.parametrize("args", [("nothing.json",), ("other.json", "--format", "fax"), ("/dev",)])
def test_what_cannot_be_imported_is_refused_in_one_line(
    run: Run, briefing_file: Path, other: Path, args: tuple[str, ...]
) -> None:
    assert other.exists()
    run("import", briefing_file, *args).refusal  # noqa: B018  it asserts
    assert Store.open(briefing_file).meta.revision == 1


def test_an_export_imported_into_an_empty_briefing_is_the_same(
    run: Run, briefing_file: Path, tmp_path: Path
) -> None:
    assert run("export", briefing_file, "json", "-o", tmp_path / "out.json").status == 0
    assert run("new", tmp_path / "copy.json").status == 0
    assert run("import", tmp_path / "copy.json", tmp_path / "out.json").status == 0
    copied = dict(Store.open(tmp_path / "copy.json").records())
    assert copied == dict(Store.open(briefing_file).records())
    assert set(copied) == set(RECORDS)


def test_an_export_is_the_same_bytes_every_time(run: Run, briefing_file: Path) -> None:
    assert run("export", briefing_file, "json").out == run("export", briefing_file, "json").out


def test_only_what_is_asked_for_is_written_and_what_is_lost_is_told(
    run: Run, briefing_file: Path
) -> None:
    done = run("export", briefing_file, "json", ARMY, FRONT)
    assert set(done.json["group"]) == {"karsa-army", "northern-front"}
    assert done.json["leader"] == {}
    assert (
        "not held: references to records that are not exported of group:northern-front" in done.err
    )
    events = run("export", briefing_file, "json", "--filter", "kind:battle").json
    assert len(events["event"]) == 1
    quotes = run("export", briefing_file, "json", "--kind", "quote").json
    assert quotes["group"] == {}
    assert QUOTE.partition(":")[2] not in quotes["quote"], "it needs its source"


@pytest.mark.parametrize("form", [each for each in formats().values() if each.is_written])
def test_no_format_names_a_protected_source(form: Format, tmp_path: Path) -> None:
    store = fill(Store.in_memory())
    store.put(REPORT, replace(store.need(REPORT), protection="protected"))
    book, shown, _ = released(store, [ref for ref, _ in store.records()])
    for kind in ("source", "event", "group"):
        out = tmp_path / kind
        write(form, book, [ref for ref in shown if ref.startswith(kind)], out)
        if is_zipfile(out):
            with ZipFile(out) as zipped:
                zipped.extractall(tmp_path / f"in-{kind}")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    written = b"".join([str(path).encode() + path.read_bytes() for path in files]).lower()
    for word in (b"observer mission", b"mission-report", b"set up about", b"own observers"):
        assert word not in written


def test_what_is_marked_higher_or_protected_is_left_out_and_told(
    run: Run, briefing_file: Path
) -> None:
    store = Store.open(briefing_file)
    store.put(TALON, replace(store.need(TALON), marking="amber"))
    store.put(REPORT, replace(store.need(REPORT), protection="protected"))
    store.close()
    done = run("export", briefing_file, "json", "--max-tlp", "GREEN")
    assert done.json["leader"] == {}
    assert list(done.json["source"]) == ["2019-wire-story", "protected-1"]
    assert "note: 1 source is protected: its name was left out" in done.err
    assert (
        "note: 4 records above TLP:GREEN or known only from what is not released were left out"
        in done.err
    )
    whole = run("export", briefing_file, "json", "--with-protected")
    assert list(whole.json["source"]) == ["2019-mission-report", "2019-wire-story"]
    assert whole.err == ""


def test_the_formats_are_listed(run: Run) -> None:
    assert "json\tin, out\tBriefing" in run("formats").out
    assert run("formats", "--json").json[0]["reads"] in (True, False)
