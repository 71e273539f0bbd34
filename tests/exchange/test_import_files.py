"""Files to import: encodings, sizes, what is no file, and how a format is recognised."""

from pathlib import Path

import pytest

from briefing.exchange import file as files
from briefing.exchange.file import ImportFault, ImportFile, json_lines, json_of
from briefing.exchange.format import format_of, formats, writable


def made(folder: Path, data: bytes, name: str = "data.csv") -> ImportFile:
    path = folder / name
    path.write_bytes(data)
    return ImportFile(path)


def read(file: ImportFile) -> str:
    with file.text() as stream:
        return stream.read()


TEXT = "Évènement à Gao\nمختار\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-32"),
    ],
    ids=["utf-8", "with a mark", "utf-16", "utf-32"],
)
def test_text_is_read_in_any_unicode_encoding(tmp_path: Path, data: bytes) -> None:
    assert read(made(tmp_path, data)) == TEXT


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.\n", "cp1252"),
        ("Événement à Gao, près de l’école – onze tués\n", "cp1252"),
        ("Вооружённые люди напали на колонну\n", "cp1251"),
        ("هاجم مسلحون قافلة قرب المدينة وقتلوا عددا من الجنود\n", "cp1256"),
    ],
)
def test_other_encodings_are_guessed(tmp_path: Path, text: str, encoding: str) -> None:
    assert read(made(tmp_path, (text * 20).encode(encoding))) == text * 20


def test_a_long_text_cut_within_a_character_is_still_utf_8(tmp_path: Path) -> None:
    text = "é" * files.HEAD
    assert read(made(tmp_path, text.encode())) == text


def test_what_is_no_text_further_on_is_told(tmp_path: Path) -> None:
    file = made(tmp_path, b"a\n" * files.HEAD + b"\xc3\xa0\xff\xfe\xfd")
    with pytest.raises(ImportFault, match=f"no utf-8 text in line {files.HEAD + 1}"):
        read(file)


def test_a_line_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LONGEST_LINE", 100)
    with pytest.raises(ImportFault, match="line 2 is longer"):
        list(made(tmp_path, b"short\n" + b"x" * 200).lines())


def test_a_document_too_large_to_be_read_whole_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_DOCUMENT", 10)
    with pytest.raises(ImportFault, match="larger than"):
        json_of(made(tmp_path, b'{"a": "bcdefghijk"}'))


@pytest.mark.parametrize("name", ["nothing.csv", "/dev/zero"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportFault, match=r"does not exist|is no file"):
        ImportFile(tmp_path / name)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFault, match="is empty"):
        made(tmp_path, b"")


def test_bad_lines_of_json_are_told_by_their_number(tmp_path: Path) -> None:
    found = list(json_lines(made(tmp_path, b'{"a": 1}\n\n{"a":\n')))
    assert found[0] == ("line 1", {"a": 1})
    assert str(found[1][1]).startswith("line 3: no JSON")


@pytest.mark.parametrize("data", [b"{", b"[" * 100_000, b"\x00", b"nul\xff"])
def test_what_is_no_json_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ImportFault, match="no JSON"):
        json_of(made(tmp_path, data))


def test_a_file_nobody_recognises_says_what_can_be_read(tmp_path: Path) -> None:
    with pytest.raises(ImportFault, match=r"say what it is with --format: .*json"):
        format_of(made(tmp_path, b"\x00\x01\x02", "what.bin"))


def test_a_format_is_found_by_name_only_for_what_it_does() -> None:
    with pytest.raises(ImportFault, match=r"no format “fax” that is written; choose .*json"):
        writable("fax")


def test_every_format_is_declared_whole() -> None:
    for name, each in formats().items():
        assert each.name == name
        assert each.about
        assert each.title
        assert each.read or each.write or each.write_folder
        assert all(suffix.startswith(".") for suffix in each.suffixes)
