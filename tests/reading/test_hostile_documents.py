"""Documents made to do harm are refused, or harmless."""

import os
import time
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.reading.documents import docx as word
from briefing.reading.documents import read as reading
from briefing.reading.documents.document import Unreadable
from briefing.reading.documents.read import read_bytes, read_file
from invented_documents import REPORT, archive, docx, mail, page, pdf

SECONDS = 10.0
"""What no document may take."""


def refusal(data: bytes, name: str = "") -> str:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data, name)
    return str(refused.value)


def test_a_zip_bomb_is_refused() -> None:
    bomb = docx(f"<w:p><w:r><w:t>{'a' * (50 << 20)}</w:t></w:r></w:p>")
    assert len(bomb) < 100_000
    assert "far more than its size" in refusal(bomb, "bomb.docx")


def test_a_zip_bomb_that_lies_about_its_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "LARGEST_PART", 1 << 16)
    assert "far more than its size" in refusal(docx("word " * (1 << 16)), "large.docx")


def test_entities_are_refused() -> None:
    main = (
        b"<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
        b"<w:document xmlns:w='x'><w:t>&b;</w:t></w:document>"
    )
    assert "entities" in refusal(archive({"word/document.xml": main}), "a.docx")


@pytest.mark.parametrize("part", ["main", "archive", "missing", "empty"])
def test_damaged_word_documents_are_refused(part: str) -> None:
    data = {
        "main": archive({"word/document.xml": b"<w:document"}),
        "archive": docx("The column left.")[:200],
        "missing": archive({"word/styles.xml": b"<a/>"}),
        "empty": docx(""),
    }[part]
    assert refusal(data, "a.docx")


def test_an_encrypted_word_document_is_refused() -> None:
    data = bytearray(docx("The column left."))
    for name in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(name) + (6 if name == b"PK\x03\x04" else 8)
        data[at] |= 1
    assert "encrypted" in refusal(bytes(data), "a.docx")
    assert "plain .docx" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "a.docx")


def test_other_archives_are_refused() -> None:
    assert "unpack it" in refusal(archive({"report.txt": b"The column left."}), "reports.zip")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.4\ntrailer << /Root 1 0 R >>\n%%EOF",
        pdf(["The column left."])[:300],
        pdf(["The column left."]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
        b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000,
    ],
    ids=["head", "trailer", "cut", "circle", "deep"],
)
def test_malformed_pdfs_are_refused_in_one_line(data: bytes) -> None:
    assert "\n" not in refusal(data, "a.pdf")


def test_a_pdf_with_a_password_is_refused() -> None:
    assert "password" in refusal(pdf(["The column left."], password="x" * 8), "a.pdf")


def test_a_scanned_pdf_is_refused() -> None:
    assert "scanned: no text" in refusal(pdf(["", ""]), "a.pdf")


def test_nothing_of_a_script_is_text() -> None:
    evil = (
        "<script>alert('evil-one')</script><style>p { content: 'evil-two' }</style>"
        "<noscript>evil-three</noscript><iframe src='javascript:evil'></iframe>"
        "<p onclick='evil-four()'>A last <b>paragraph</b>.</p><!-- evil-five -->"
        "<template><p>evil-six</p></template>"
    )
    text = read_bytes(page(REPORT, evil, evil).encode(), "a.html").text
    assert "Gunmen ambushed" in text
    assert "evil" not in text


def test_a_page_of_scripts_alone_is_refused() -> None:
    assert "no article" in refusal(b"<html><script>document.write('x')</script></html>", "a.html")


@pytest.mark.parametrize("nested", ["<div>", "<b>", "<table><tr><td>", "<ul><li>"])
def test_a_deeply_nested_page_is_refused_or_read_in_time(nested: str) -> None:
    begun = time.process_time()
    with suppress(Unreadable):
        read_bytes(f"<html><body>{nested * 20_000}text".encode(), "a.html")
    assert time.process_time() - begun < SECONDS


def test_bidi_nuls_and_halves_of_characters_are_gone() -> None:
    raw = "Goma \u202efell\u202c to\x00 the\x1b[31m rebels \u2066today\u2069."
    assert read_bytes(raw.encode()).text == "Goma fell to the[31m rebels today."
    data = "Goma fell".encode("utf-16-le")[:-1] + b"\xd8"
    assert "\ud800" not in read_bytes(b"\xff\xfe" + data).text


@pytest.mark.parametrize("data", [b"\x7fELF" + bytes(range(32)) * 200, b"\x89PNG\r\n" + bytes(999)])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert "no text" in refusal(data, "a.txt")
    assert "no text" in refusal(data)


@pytest.mark.parametrize("data", [b"", b" \n\n ", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data)


def test_a_name_promises_nothing() -> None:
    assert refusal(b"The column left.", "a.pdf") == "it is damaged, or no PDF"
    assert refusal(b"The column left.", "a.docx") == "it is damaged, or no DOCX"
    assert read_bytes(pdf(["The column left."]), "a.txt").media_type == "application/pdf"


def test_messages_with_broken_heads_are_read_or_refused() -> None:
    for head in (
        b"Date: tomorrow",
        b"From: <<<@@>",
        b"Subject: =?x?q?\xff?=",
        b"Date: " + b"9" * 9999,
    ):
        message = head + b"\nMIME-Version: 1.0\nContent-Type: text/plain; charset=none\n\nGao fell."
        assert read_bytes(message, "a.eml").text == "Gao fell."
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(2000)
    )
    assert refusal(b"MIME-Version: 1.0\n" + nested, "a.eml")
    assert read_bytes(mail("", html=page(REPORT)), "a.eml").text


def test_a_text_that_is_too_large_is_refused_with_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST", 1 << 20)
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100 << 20)
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        read_file(path)


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "\n",
        "\xa0",
        "a",
        "a-\n",
        "-\n",
        "\xad",
        "\r",
        "\f",
        "a \n",
        "\n\f1",
        "x" * 99 + "\n",
        "# ",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_large_texts_are_read_in_time(unit: str, name: str) -> None:
    data = ("start " + unit * (400_000 // len(unit)) + " end").encode()
    begun = time.process_time()
    read_bytes(data, name)
    assert time.process_time() - begun < SECONDS


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="not a regular file"):
        read_file(tmp_path / "pipe")


def test_front_matter_cannot_grow() -> None:
    bomb = "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\ntitle: [*b,*b,*b,*b]\n"
    document = read_bytes(f"---\n{bomb}---\n\nThe column left.\n".encode(), "a.md")
    assert document.told["title"].where == "the name of the file"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["a.pdf", "a.docx", "a.html", "a.eml", "a.md", "a.txt", ""]), st.data())
def test_a_document_with_any_damage_is_read_or_refused(name: str, data: st.DataObject) -> None:
    whole = {
        "a.pdf": pdf(["The column left."]),
        "a.docx": docx("The column left."),
        "a.html": page(REPORT).encode(),
        "a.eml": mail("The column left.", Subject="Gao", Date="Tue, 04 Jun 2024 23:30:00 -0400"),
    }.get(name, REPORT.encode())
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(damaged)))
    try:
        document = read_bytes(bytes(damaged[:cut]), name)
    except Unreadable as error:
        assert "\n" not in str(error)  # noqa: PT017  either is right
    else:
        document.text.encode()
        assert "\x00" not in document.text
        document.source()


def test_a_damaged_archive_within_an_archive_is_refused() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        package.writestr("word/document.xml", b"x" * 100)
    data = bytearray(made.getvalue())
    data[60] ^= 0xFF
    assert "damaged" in refusal(bytes(data), "a.docx")
