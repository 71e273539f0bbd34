"""Long texts are kept beside db.json, and are as safe there as the records that name them."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace
from stores import reopened

from briefing.model.kinds.source import Source
from briefing.store.backends.jsonfile.backup import back_up
from briefing.store.backends.jsonfile.forget import forget, to_forget
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.repair.repair import examine
from briefing.store.backends.jsonfile.verify import verify
from briefing.store.errors import FileFault, MissingText, NotSaved, ReadOnly
from briefing.store.store import LONGEST_TEXT, Store
from briefing.views.books.as_of import AsOf
from briefing.views.books.released import Released
from invented import FRONT, TITLE, WIRE, fill

LONG = "The column left Selim at dawn.\n" * 3000
OTHER = LONG.replace("dawn", "dusk")
REPORT, COPY = "source:a-long-report", "source:another"


def source(title: str = "A long report") -> Source:
    return Source(title=title)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "db.json"
    path.parent.mkdir()
    store = fill(Store.create(path, TITLE, by="analyst"))
    store.put(REPORT, store.with_text(source(), LONG))
    store.put(COPY, store.with_text(source("Another"), OTHER))
    store.close()
    return path


def texts(path: Path) -> list[str]:
    folder = path.with_name("db.texts")
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def file_of(path: Path, text: str) -> Path:
    return path.with_name("db.texts") / f"{sha256(text.encode()).hexdigest()}.txt"


def test_a_long_text_is_kept_beside_db_json_and_a_short_one_in_it(path: Path) -> None:
    store = Store.open(path)
    held = store.need(REPORT)
    assert isinstance(held, Source)
    assert (held.text, held.text_sha256) == ("", sha256(LONG.encode()).hexdigest())
    assert store.text_of(REPORT) == LONG
    assert "left Selim" not in path.read_text()
    short = store.with_text(source(), "x" * LONGEST_TEXT)
    assert (len(short.text), short.text_sha256) == (LONGEST_TEXT, "")
    assert store.text_of(FRONT) == store.text_of("source:none") == ""


def test_in_memory_and_in_every_view_the_text_is_the_same(path: Path) -> None:
    memory = Store.in_memory()
    memory.put(REPORT, memory.with_text(source(), LONG))
    store = Store.open(path)
    for book in (
        memory,
        memory.frozen(),
        store.frozen(),
        AsOf(store, date(2020, 1, 1)),
        Released(store),
    ):
        assert book.text_of(REPORT) == LONG


def test_a_text_outlives_the_record_until_it_is_forgotten(path: Path) -> None:
    store = Store.open(path)
    store.delete(REPORT)
    store.undo()
    assert reopened(store).text_of(REPORT) == LONG


def test_equal_texts_are_kept_once(path: Path) -> None:
    store = Store.open(path)
    store.put("source:third", store.with_text(source("Third"), LONG))
    assert len(texts(path)) == 2


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_a_missing_or_altered_text_is_told(path: Path, damage: str) -> None:
    file = file_of(path, LONG)
    if damage == "missing":
        file.unlink()
    else:
        file.write_text(LONG.replace("Selim", "Karsa"))
    with pytest.raises(MissingText, match=damage):
        Store.open(path).text_of(REPORT)
    [fault] = verify(Paths(path)).faults
    assert damage in fault
    assert REPORT in fault
    assert examine(Paths(path)).unsure == [fault]
    store = Store.open(path)
    store.with_text(source(), LONG)
    assert store.text_of(REPORT) == LONG, "reading the document again restores it"


def test_a_link_in_place_of_a_text_is_not_followed(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text(LONG)
    file_of(path, LONG).unlink()
    file_of(path, LONG).symlink_to(elsewhere)
    with pytest.raises(MissingText, match="links are not followed"):
        Store.open(path).text_of(REPORT)


def test_a_backup_has_the_texts(path: Path, tmp_path: Path) -> None:
    copy, verdict = back_up(Paths(path), tmp_path / "copy.json")
    assert not verdict.faults
    assert Store.open(copy).text_of(REPORT) == LONG


def test_a_backup_does_not_mix_texts_with_those_of_another(path: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.texts").mkdir()
    with pytest.raises(FileFault, match="there is a file already"):
        back_up(Paths(path), tmp_path / "copy.json")


def test_forgetting_a_source_deletes_its_text_and_no_other(path: Path) -> None:
    store = Store.open(path)
    store.put(REPORT, store.with_text(source(), LONG.replace("dawn", "noon")))
    forgetting = to_forget(store, Paths(path), [REPORT])
    store.close()
    forget(path, forgetting, "analyst")
    assert texts(path) == [file_of(path, OTHER).name]
    assert not verify(Paths(path)).faults


def test_the_last_text_takes_its_folder_with_it(path: Path) -> None:
    store = Store.open(path)
    forgetting = to_forget(store, Paths(path), [REPORT, COPY])
    store.close()
    forget(path, forgetting, "analyst")
    assert not path.with_name("db.texts").exists()


def test_a_long_text_that_still_names_the_forgotten_is_told(path: Path) -> None:
    store = Store.open(path)
    store.put(COPY, store.with_text(source("Another"), LONG + store.label(FRONT)))
    assert COPY in to_forget(store, Paths(path), [FRONT]).naming
    assert REPORT not in to_forget(store, Paths(path), [FRONT]).naming


def test_whoever_may_not_read_the_briefing_may_not_read_its_texts(path: Path) -> None:
    path.chmod(0o600)
    store = Store.open(path)
    store.put(WIRE, store.with_text(source("W"), LONG.replace("dawn", "noon")))
    new = file_of(path, LONG.replace("dawn", "noon"))
    assert new.stat().st_mode & 0o077 == 0


def test_nothing_is_kept_where_nothing_may_be_changed(path: Path) -> None:
    store = Store.read(path, "only for reading")
    with pytest.raises(ReadOnly):
        store.with_text(source(), OTHER + OTHER)
    with pytest.raises(ReadOnly):
        Store.open(path).frozen().with_text(source(), LONG)


def test_a_text_that_cannot_be_written_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("briefing.store.files.WholeFile.write", full)
    with pytest.raises(NotSaved, match="No space left"):
        Store.open(path).with_text(source(), OTHER + OTHER)
    assert len(texts(path)) == 2


def test_a_text_typed_into_the_record_takes_its_place(path: Path) -> None:
    store = Store.open(path)
    store.put(REPORT, replace(store.need(REPORT), text="Typed."))
    assert store.text_of(REPORT) == "Typed."
