"""Cached tables are those that would be built; otherwise they are rebuilt."""

from pathlib import Path

import pytest

from briefing.search import cache
from briefing.search.cache import TableCache
from briefing.search.entries import SearchEntry
from briefing.search.index import SearchIndex

ENTRIES = [
    SearchEntry("leader:a", "leader", ("Mokhtar Belmokhtar", "Belmoktar", "مختار بلمختار")),
    SearchEntry(
        "group:b", "group", ("Movement for Oneness and Jihad", "MOJ"), ("some words of text",)
    ),
    SearchEntry("event:c", "event", ()),
    SearchEntry("event:d", "event", ("北京 x",)),
]
QUERIES = ("mukhtar", "moj", "bel mokhtar", "oneness movement", "words", "x", "ovement")


@pytest.fixture
def kept(tmp_path: Path) -> TableCache:
    return TableCache(tmp_path / "search", least=1)


def files(folder: Path) -> list[Path]:
    return sorted((folder / "search").iterdir()) if (folder / "search").exists() else []


def answers(index: SearchIndex) -> list[object]:
    return [index.search(query) for query in QUERIES]


def test_what_is_found_does_not_depend_on_what_was_kept(kept: TableCache, tmp_path: Path) -> None:
    without = answers(SearchIndex(ENTRIES))
    assert answers(SearchIndex(ENTRIES, cache=kept)) == without
    (file,) = files(tmp_path)
    made = file.stat().st_ino
    again = SearchIndex(ENTRIES, cache=kept)
    assert answers(again) == without
    assert [path.stat().st_ino for path in files(tmp_path)] == [made], "it was read, not made"
    again.put(SearchEntry("leader:a", "leader", ("Renamed",)))
    assert again.search("renamed")
    assert not again.search("belmoktar")


def test_other_names_have_a_file_of_their_own(kept: TableCache, tmp_path: Path) -> None:
    SearchIndex(ENTRIES, cache=kept)
    SearchIndex(ENTRIES[:2], cache=kept)
    SearchIndex([*ENTRIES[:3], SearchEntry("event:d", "event", ("other",))], cache=kept)
    assert len(files(tmp_path)) == 3


def test_other_rules_make_other_tables(
    kept: TableCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    SearchIndex(ENTRIES, cache=kept)
    monkeypatch.setattr(cache, "version", lambda _package: "another version")
    SearchIndex(ENTRIES, cache=kept)
    assert len(files(tmp_path)) == 2


@pytest.mark.parametrize(
    "rules", sorted(Path(cache.__file__).parent.rglob("*.py")), ids=lambda path: path.stem
)
def test_a_change_in_any_module_of_the_search_makes_other_tables(
    rules: Path, kept: TableCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    SearchIndex(ENTRIES[:1], cache=kept)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * (path == rules))
    SearchIndex(ENTRIES[:1], cache=kept)
    assert len(files(tmp_path)) == 2


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "folder"])
def test_a_damaged_file_is_made_anew(kept: TableCache, tmp_path: Path, damage: str) -> None:
    without = answers(SearchIndex(ENTRIES, cache=kept))
    (file,) = files(tmp_path)
    data = bytearray(file.read_bytes())
    if damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "changed":
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        file.unlink()
        file.mkdir()
    assert answers(SearchIndex(ENTRIES, cache=kept)) == without


def test_a_file_with_a_right_checksum_and_other_contents_is_made_anew(
    kept: TableCache, tmp_path: Path
) -> None:
    without = answers(SearchIndex(ENTRIES, cache=kept))
    (file,) = files(tmp_path)
    other = b"\x81\xa1x\x01"
    file.write_bytes(cache._checksum(other) + other)
    assert answers(SearchIndex(ENTRIES, cache=kept)) == without


def test_names_that_no_file_can_hold_are_not_kept(kept: TableCache, tmp_path: Path) -> None:
    index = SearchIndex([SearchEntry("leader:a", "leader", ("half a pair \ud800",))], cache=kept)
    assert index.search("half a pair")
    assert files(tmp_path) == []


def test_few_names_are_not_kept(tmp_path: Path) -> None:
    SearchIndex(ENTRIES, cache=TableCache(tmp_path / "search"))
    assert files(tmp_path) == []


def test_a_place_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "search").write_text("a file in place of the folder")
    index = SearchIndex(ENTRIES, cache=TableCache(tmp_path / "search", least=1))
    assert index.search("mukhtar")


def test_only_the_files_used_last_are_kept(kept: TableCache, tmp_path: Path) -> None:
    for number in range(8):
        SearchIndex([SearchEntry("leader:a", "leader", (f"Number {number}",))], cache=kept)
    assert len(files(tmp_path)) == 4
