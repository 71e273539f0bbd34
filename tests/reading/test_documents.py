"""A file of any format becomes a document: its text, and what it says of itself."""

import json
from pathlib import Path

import pytest

from briefing.reading.documents.document import Document, Told, Unreadable
from briefing.reading.documents.read import documents_in, read_bytes, read_file
from invented_documents import REPORT, docx, mail, page, pdf

TITLE = "Eleven killed as convoy is ambushed near Nyala"


def told(document: Document) -> dict[str, object]:
    return {name: each.value for name, each in document.told.items()}


def test_a_plain_text_tells_its_title_and_its_day() -> None:
    document = read_bytes(REPORT.encode(), "nyala.txt")
    assert document.text == REPORT.rstrip()
    assert document.told == {
        "title": Told(TITLE, "its first line"),
        "published": Told("2024-06-04", "its line 2"),
    }
    assert document.media_type == "text/plain"
    source = document.source()
    assert (source.title, source.reading, source.text) == (TITLE, "unread", "")


@pytest.mark.parametrize(
    "line",
    [
        "France 24, February 2, 2013",
        "GAO, Mali, 24 January 2014",
        "2014",
        "On Thursday",
        "3/4/2013",
    ],
)
def test_a_line_that_is_more_than_a_day_dates_nothing(line: str) -> None:
    document = read_bytes(f"A title\n{line}\n\nThe column left.".encode())
    assert "published" not in document.told


@pytest.mark.parametrize("head", ["The column left Selim at dawn.", "x" * 200])
def test_a_first_line_that_is_text_is_no_title(head: str) -> None:
    document = read_bytes(f"{head}\nIt came back at noon.".encode(), "some_report.txt")
    assert document.told["title"] == Told("some report", "the name of the file")


def test_a_pasted_text_without_a_title_goes_by_its_first_words() -> None:
    document = read_bytes(b"The column left Selim at dawn. It came back at noon, as it had left.")
    assert document.told["title"].where == "its first words"
    assert len(str(document.told["title"].value)) <= 82


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_its_encoding(encoding: str) -> None:
    text = "L’armée a quitté Tessalit à l’aube, a déclaré le gouverneur de la région.\n" * 5
    assert read_bytes(text.encode(encoding)).text == text.rstrip()


def test_a_text_in_cyrillic_letters_is_read_in_its_encoding() -> None:
    text = "Колонна покинула город на рассвете, сообщил глава военной администрации области.\n" * 5
    document = read_bytes(text.encode("cp1251"))
    assert document.text == text.rstrip()
    assert "read as" in document.notes[0]


def test_damaged_utf8_is_told() -> None:
    document = read_bytes("L’armée a quitté ".encode() + b"\xff Gao.")
    assert document.text == "L’armée a quitté � Gao."
    assert document.notes == ("some bytes are no UTF-8; � stands for them",)


def test_markdown_loses_its_marks_and_tells_its_front_matter() -> None:
    text = (
        "---\ntitle: Weekly note\nauthor: [A. Writer, B. Other]\ndate: 2024-06-04\nlang: en\n---\n"
        "# Heading\n\nThe **column** left [Selim](https://example.org)\nat dawn.\n\n"
        "- one\n- two\n\n"
        "<script>alert(1)</script>\n"
    )
    document = read_bytes(text.encode(), "note.md")
    assert document.text == "Heading\n\nThe column left Selim\nat dawn.\n\none\n\ntwo"
    assert told(document) == {
        "title": "Weekly note",
        "authors": ("A. Writer", "B. Other"),
        "published": "2024-06-04",
        "language": "en",
    }


def test_a_web_page_tells_what_it_declares() -> None:
    described = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "No article"},
            {
                "@type": "NewsArticle",
                "headline": TITLE,
                "datePublished": "2024-06-04T22:30:00-04:00",
                "author": [{"@type": "Person", "name": "A. Writer"}],
                "publisher": {"@type": "Organization", "name": "Darfur Herald"},
            },
        ],
    }
    head = (
        f"<script type='application/ld+json'>{json.dumps(described)}</script>"
        "<meta property='og:title' content='Another title'>"
        "<link rel='canonical' href='https://example.org/nyala'>"
    )
    document = read_bytes(page(REPORT, head).encode(), "nyala.html")
    assert told(document) == {
        "title": TITLE,
        "authors": ("A. Writer",),
        "publisher": "Darfur Herald",
        "published": "2024-06-04",
        "language": "en",
        "type": "article",
        "url": "https://example.org/nyala",
    }
    assert document.told["published"].where == "schema.org datePublished"
    assert "Gunmen ambushed a convoy" in document.text
    assert "newsletter" not in document.text
    assert "Sport" not in document.text


def test_a_web_page_without_data_for_machines_tells_its_meta_names() -> None:
    head = (
        "<title>Nyala | Herald</title><meta property='og:site_name' content='Darfur Herald'>"
        "<meta name='author' content='A. Writer'><meta name='dc.date' content='June 2024'>"
    )
    document = read_bytes(page(REPORT, head).encode())
    assert document.media_type == "text/html"
    assert told(document) == {
        "title": "Nyala | Herald",
        "authors": ("A. Writer",),
        "publisher": "Darfur Herald",
        "published": "2024-06",
        "language": "en",
    }


def test_a_date_that_is_not_understood_is_told() -> None:
    head = "<title>Nyala</title><meta name='date' content='the other day'>"
    document = read_bytes(page(REPORT, head).encode())
    assert "published" not in document.told
    assert "not understood as a date: “the other day” (meta date)" in document.notes


def test_a_pdf_is_read_page_by_page() -> None:
    info = {"/Title": "Monthly review", "/Author": "A. Writer; B. Other"}
    pages = ["Review of May\nThe col-\numn left Wau.", "It came back.", "All was calm."]
    pages = [f"Crisis Review No. 7\n{text}\n{number}" for number, text in enumerate(pages, 1)]
    info["/CreationDate"] = "D:20240604120000Z"
    document = read_bytes(pdf(pages, info, language="en-GB"), "review.pdf")
    assert document.text == (
        "Review of May\nThe column left Wau.\n\n\fIt came back.\n\n\fAll was calm."
    )
    assert [document.text[at:][:6] for at in document.pages] == ["Review", "It cam", "All wa"]
    assert told(document) == {
        "title": "Monthly review",
        "authors": ("A. Writer", "B. Other"),
        "language": "en-GB",
    }
    assert document.notes == (
        "the file was made on 2024-06-04, which may not be when it came out",
        "left out: the running head “Crisis Review No. 7” on 3 pages",
        "left out: page numbers on 3 pages",
    )


def test_pages_of_a_pdf_without_text_are_told() -> None:
    document = read_bytes(pdf(["The column left Wau.", "", ""]), "wau.pdf")
    assert document.notes == ("no text on pages 2, 3: perhaps scanned",)


def test_the_title_a_program_gave_is_none() -> None:
    document = read_bytes(pdf(["The column left."], {"/Title": "Microsoft Word - x.doc"}), "a.pdf")
    assert document.told["title"] == Told("a", "the name of the file")


def test_a_word_document_is_read_without_what_was_deleted() -> None:
    body = (
        "<w:p><w:r><w:t>The column </w:t></w:r><w:del><w:r><w:t>never </w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>left.</w:t></w:r></w:ins></w:p>"
        "<w:p><w:r><w:br w:type='page'/><w:t>It came</w:t><w:tab/><w:t>back.</w:t></w:r></w:p>"
    )
    properties = (
        "<dc:title>A report</dc:title><dc:creator>A. Writer;B. Other</dc:creator>"
        "<dcterms:created>2024-06-04T10:00:00Z</dcterms:created>"
    )
    document = read_bytes(docx(body, properties, {"word/footnotes.xml": b"<a/>"}), "a.docx")
    assert document.text == "The column left.\n\n\fIt came\tback."
    assert told(document) == {"title": "A report", "authors": ("A. Writer", "B. Other")}
    assert set(document.notes) == {
        "left out: what was deleted while changes were tracked",
        "left out: footnotes",
    }


def test_a_message_tells_who_sent_it_and_when() -> None:
    data = mail(
        "The column left.\n",
        html="<p>The column left.</p>",
        attachment="map.png",
        Subject="Situation in =?utf-8?q?Abid=C3=A9?=",
        From="Desk Officer <desk@example.org>",
        Date="Tue, 04 Jun 2024 23:30:00 -0400",
    )
    document = read_bytes(data, "report.eml")
    assert document.text == "The column left."
    assert told(document) == {
        "title": "Situation in Abidé",
        "authors": ("Desk Officer",),
        "published": "2024-06-04",
        "type": "letter",
    }
    assert document.notes == ("left out: the attachment map.png",)
    assert read_bytes(data).media_type == "message/rfc822", "known by its head"


def test_every_offset_of_a_pdf_leads_back_to_the_text_as_extracted() -> None:
    document = read_bytes(pdf(["The col-\numn left.", "Gao", "Kidal"]), "a.pdf")
    at = document.text.index("umn")
    assert document.offsets.origin(at) == "The col-\n".__len__()


def test_a_folder_gives_its_files_without_hidden_ones_and_links(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", ".hidden", "b/1.txt"):
        (tmp_path / name).write_text("The column left.")
    (tmp_path / "link.txt").symlink_to("a.txt")
    found = [str(each.relative_to(tmp_path)) for each in documents_in(tmp_path)]
    assert found == ["a.txt", "b/1.txt", "b/2.txt"]
    assert read_file(tmp_path / "a.txt").name == "a.txt"
    assert read_file(tmp_path / "link.txt").text == "The column left."
    with pytest.raises(Unreadable, match="Is a directory"):
        read_file(tmp_path)
    with pytest.raises(Unreadable, match="No such file"):
        read_file(tmp_path / "none")
