"""The encoding of a short text that does not say it."""

from pathlib import Path

import pytest

from briefing.exchange.file import ImportFile


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
