"""Taking documents in on the command line."""

import os
from pathlib import Path
from typing import Any

import pytest

from briefing.model.kinds.source import Source
from briefing.store.store import Store
from commandline import Run
from invented import ARMY, REPORT, WIRE
from invented_documents import REPORT as TEXT
from invented_documents import docx, page, pdf

pytestmark = pytest.mark.usefixtures("home")

NYALA = "source:2024-06-04-eleven-killed-as-convoy-is-ambushed-near-nyala"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "nyala.txt"
    path.write_text(TEXT)
    return path


def source(path: Path, ref: str) -> Source:
    store = Store.open(path)
    found = store.need(ref)
    store.close()
    assert isinstance(found, Source)
    return found


def refs(path: Path) -> set[str]:
    store = Store.open(path)
    found = {ref for ref, _ in store.records()}
    store.close()
    return found


def test_a_document_becomes_an_unread_source(run: Run, briefing_file: Path, file: Path) -> None:
    done = run("read", briefing_file, file)
    assert done.status == 0, done.err
    assert done.out.splitlines() == [
        f"new\tnyala.txt\t{NYALA}",
        "\ttitle\tEleven killed as convoy is ambushed near Nyala\tits first line",
        "\tpublished\t2024-06-04\tits line 2",
        f"\ttext\t{len(TEXT) - 1} characters",
        "1 new",
    ]
    made = source(briefing_file, NYALA)
    assert (made.reading, made.text) == ("unread", TEXT.rstrip())
    store = Store.open(briefing_file)
    assert next(store.newest_first()).why == "read nyala.txt"
    store.undo()
    assert store.get(NYALA) is None
    store.close()


def test_a_dry_run_stores_nothing(run: Run, briefing_file: Path, tmp_path: Path) -> None:
    long = tmp_path / "long.txt"
    long.write_text(TEXT * 200)
    before = refs(briefing_file)
    done = run("read", briefing_file, long, "--dry-run")
    assert done.out.endswith("1 new; nothing was changed\n")
    assert refs(briefing_file) == before
    assert not (tmp_path / "db.texts").exists()


def test_a_document_is_taken_in_once(
    run: Run, briefing_file: Path, file: Path, tmp_path: Path
) -> None:
    run("read", briefing_file, file)
    assert run("read", briefing_file, file).out == f"same\tnyala.txt\t{NYALA}\n1 same\n"
    again = tmp_path / "again.docx"
    again.write_bytes(docx(TEXT))
    [found] = run("read", briefing_file, again, "--json").json["documents"]
    assert (found["outcome"], found["ref"]) == ("same", NYALA)
    assert found["notes"] == ["the same words"]
    assert Store.open(briefing_file).meta.revision == 2


@pytest.mark.parametrize("records", [False, True])
def test_what_copies_a_source_is_told_and_recorded_if_asked(
    run: Run, briefing_file: Path, file: Path, tmp_path: Path, *, records: bool
) -> None:
    run("read", briefing_file, file)
    copy = tmp_path / "paper.txt"
    copy.write_text(f"Eleven die in Darfur\n5 June 2024\n\n{TEXT}\nOur readers may write to us.\n")
    options = ("--copies",) if records else ()
    [found] = run("read", briefing_file, copy, "--json", *options).json["documents"]
    assert found["outcome"] == "new"
    assert found["derived_from"] == NYALA
    assert found["alike"] == [{"ref": NYALA, "share": 1.0, "is_same": False}]
    made = source(briefing_file, found["ref"])
    assert made.derived_from == (NYALA if records else "")


def test_what_came_out_earlier_is_no_copy(
    run: Run, briefing_file: Path, file: Path, tmp_path: Path
) -> None:
    run("read", briefing_file, file)
    earlier = tmp_path / "wire.txt"
    earlier.write_text(f"Eleven die in Darfur\n3 June 2024\n\n{TEXT}\n")
    [found] = run("read", briefing_file, earlier, "--json").json["documents"]
    assert found["derived_from"] == ""
    assert found["notes"] == [f"{NYALA} came out later, and may copy it"]


def test_a_folder_is_read_in_one_change_whatever_else_is_in_it(
    run: Run, briefing_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "inbox"
    (folder / "more").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.pdf").write_bytes(pdf(["The column left Wau.", "It came back."]))
    (folder / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "more" / "same.html").write_text(page(TEXT))
    (folder / "more" / "copy.txt").write_text(TEXT)
    done = run("read", briefing_file, folder, "--json")
    assert done.status == 1
    outcomes = {each["file"]: each["outcome"] for each in done.json["documents"]}
    assert outcomes.pop("more/same.html") in ("same", "new")
    assert outcomes == {
        "a.txt": "new",
        "b.pdf": "new",
        "bad.pdf": "unreadable",
        "more/copy.txt": "same",
    }
    assert done.json["revision"] == 2
    assert {NYALA, "source:b"} <= refs(briefing_file)


def test_a_text_is_given_to_a_source(run: Run, briefing_file: Path, file: Path) -> None:
    done = run("read", briefing_file, file, "--source", WIRE, "--json")
    assert done.status == 0, done.err
    [found] = done.json["documents"]
    assert (found["outcome"], found["ref"]) == ("attached", WIRE)
    made = source(briefing_file, WIRE)
    assert (made.text, made.reading) == (TEXT.rstrip(), "unread")
    assert any("in the briefing" in each for each in found["notes"]), "the title differs"


def test_a_text_that_cites_hang_on_is_not_replaced(
    run: Run, briefing_file: Path, file: Path, tmp_path: Path
) -> None:
    run("read", briefing_file, file, "--source", WIRE)
    assert run("read", briefing_file, file, "--source", WIRE).status == 0, "the same text"
    other = tmp_path / "other.txt"
    other.write_text("Another text.")
    assert "has another text" in run("read", briefing_file, other, "--source", WIRE).refusal
    assert "is no source" in run("read", briefing_file, other, "--source", ARMY).refusal
    assert "there is no" in run("read", briefing_file, other, "--source", "source:no").refusal
    assert "name a file" in run("read", briefing_file, tmp_path, "--source", REPORT).refusal


def test_a_long_text_is_kept_beside_the_briefing(
    run: Run, briefing_file: Path, tmp_path: Path
) -> None:
    long = tmp_path / "long.txt"
    long.write_text("\n".join(f"Line {number} of a long report" for number in range(5000)))
    [found] = run("read", briefing_file, long, "--json").json["documents"]
    store = Store.open(briefing_file)
    assert store.text_of(found["ref"]) == long.read_text()
    store.close()
    assert run("verify", briefing_file).status == 0
    assert run("read", briefing_file, long).out.startswith("same")
    next((tmp_path / "db.texts").iterdir()).unlink()
    assert "is missing" in run("verify", briefing_file).out
    assert "missing-text" in run("check", briefing_file).out


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("none.txt", None, "No such file"),
        ("empty.txt", b"", "it is empty"),
        ("scan.pdf", pdf([""]), "scanned: no text"),
        ("bad.docx", b"PK\x03\x04word/", "it is damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    run: Run, briefing_file: Path, tmp_path: Path, name: str, data: Any, problem: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    said = run("read", briefing_file, tmp_path / name).refusal
    assert said.startswith(f"{name}: ")
    assert problem in said


def test_a_source_without_its_text_is_told(run: Run, briefing_file: Path, file: Path) -> None:
    store = Store.open(briefing_file)
    store.put("source:typed", Source(title="Eleven killed as convoy is ambushed near Nyala"))
    store.close()
    [found] = run("read", briefing_file, file, "--dry-run", "--json").json["documents"]
    assert found["notes"] == [
        "source:typed has the same title; --source source:typed gives it this text"
    ]


def test_a_file_whose_name_is_no_text_is_read(
    run: Run, briefing_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / os.fsdecode(b"gao\xff\x1b[31m.txt")).write_text("The column left at dawn.")
    [found] = run("read", briefing_file, folder, "--json").json["documents"]
    assert found["outcome"] == "new"
    assert found["file"] == "gao\ufffd\x1b[31m.txt"
    assert source(briefing_file, found["ref"]).title == "gao\ufffd[31m"


def test_a_pasted_text_is_read(run: Run, briefing_file: Path) -> None:
    done = run("read", briefing_file, "-", stdin=TEXT)
    assert done.out.startswith(f"new\tstandard input\t{NYALA}\n")


def test_a_watched_folder_is_read_as_files_come(
    run: Run, briefing_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    looks = iter(range(3))

    def sleep(_seconds: float) -> None:
        match next(looks, None):
            case None:
                raise KeyboardInterrupt
            case 0:
                (folder / "nyala.txt").write_text(TEXT)

    monkeypatch.setattr("time.sleep", sleep)
    done = run("read", briefing_file, folder, "--watch")
    assert done.out.count(f"new\tnyala.txt\t{NYALA}") == 1
    assert done.out.endswith("1 new\n")
    assert "stopped" in done.err
    assert source(briefing_file, NYALA).reading == "unread"


@pytest.mark.parametrize("option", ["--dry-run", "--json"])
def test_only_a_folder_is_watched(run: Run, briefing_file: Path, file: Path, option: str) -> None:
    assert "--watch reads a folder" in run("read", briefing_file, file, "--watch").refusal
    assert "--watch reads" in run("read", briefing_file, file.parent, "--watch", option).refusal
