"""The encoding of a short text that does not say it."""

from pathlib import Path

import pytest

from briefing.exchange.file import HEAD, ImportFault, ImportFile


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Title;Date\nAttaque à Gao;2013\n", "cp1252"),
        ("title,date\nAttack – “Gao” – €5,2013\n", "cp1252"),
        ("title,date\nNiño en Medellín,2013\n", "cp1252"),
        ("title,date\nАтака в Газе у границы,2013\n", "cp1251"),
        ("title,date\nAttaque à Gao,2013\n", "utf-16"),
        ("title,date\nAttaque à Gao,2013\n", "utf-8-sig"),
    ],
)
def test_a_few_letters_are_enough(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    with ImportFile(path).text() as stream:
        assert stream.read() == text


LONG = "title,date\n" + "A plain row,2013\n" * (HEAD // 10)


@pytest.mark.parametrize(
    ("row", "encoding"),
    [
        ("Attaque à Gao,2013\n", "cp1252"),
        ("Атака в Газе у границы,2013\n", "cp1251"),
        ("Attaque à Gao,2013\n", "utf-8"),
    ],
)
def test_the_first_accent_may_come_late(tmp_path: Path, row: str, encoding: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes((LONG + row).encode(encoding))
    file = ImportFile(path)
    with file.text() as stream:
        assert stream.read() == LONG + row
    assert file.guessed == ("" if encoding == "utf-8" else encoding)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_that_is_no_letter_is_told_with_its_line(tmp_path: Path, end: str) -> None:
    text = f"{LONG}Attaque à Gao,2013\n".replace("\n", end)
    (tmp_path / "x.csv").write_bytes(text.encode() + b"\xff")
    line = LONG.count("\n") + 2
    with (
        pytest.raises(ImportFault, match=f"x.csv is no utf-8 text in line {line}; save it"),
        ImportFile(tmp_path / "x.csv").text() as stream,
    ):
        stream.read()
