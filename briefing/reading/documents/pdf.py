"""PDF: the text layer, page by page (ISO 32000-2). No image is read."""

import io
import logging
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from briefing.model.plurals import plural
from briefing.reading.documents.cleaning import PAGE_BREAK
from briefing.reading.documents.document import Said, Unreadable
from briefing.reading.documents.extra import needs

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES: Final = 5000

_FEWEST_LETTERS: Final = 3
"""Letters on a page with text; a scanned one may have a stamp."""

_PROGRAM_TITLE: Final = re.compile(
    r"(?i)^(?:microsoft word|untitled|document\d*$)|\.(?:docx?|pdf|indd|qxd)$"
)
"""Titles that the program gave, not the author."""


def read_pdf(data: bytes, said: Said) -> str:
    """Read the text layer of a PDF.

    Raises:
        Unreadable: It is damaged, needs a password, or has no text layer.
    """
    with needs("read"):
        import pypdf
    # It reports on standard error what it mends.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        _unlock(reader)
        pages = list(_pages(reader))
        _say_metadata(reader, said)
    except pypdf.errors.DependencyError:
        raise Unreadable("it is encrypted; save a copy that is not") from None
    bare = [number for number, page in enumerate(pages, 1) if not _has_letters(page)]
    if len(bare) == len(pages):
        raise Unreadable("it is scanned: no text; run it through character recognition first")
    if bare:
        numbers = ", ".join(map(str, bare[:10])) + (" …" if len(bare) > 10 else "")
        said.notes.append(f"no text on {plural(len(bare), 'page')} {numbers}: perhaps scanned")
    return f"\n{PAGE_BREAK}".join(pages)


def _unlock(reader: "PdfReader") -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("it needs a password; save a copy without one")


def _pages(reader: "PdfReader") -> Iterator[str]:
    for count, page in enumerate(islice(reader.pages, MOST_PAGES + 1)):
        if count == MOST_PAGES:
            raise Unreadable(f"a document has at most {MOST_PAGES:,} pages; split it")
        yield page.extract_text().replace(PAGE_BREAK, "\n")


def _say_metadata(reader: "PdfReader", said: Said) -> None:
    found: Any = reader.metadata or {}
    title = _text(found.get("/Title"))
    if not _PROGRAM_TITLE.search(title):
        said.say("title", title, "PDF title")
    authors = [_text(each) for each in re.split(r"\s*;\s*", _text(found.get("/Author")))]
    said.say_authors(authors, "PDF author")
    root: Any = reader.trailer.get("/Root")
    said.say("language", _text(root.get_object().get("/Lang") if root else ""), "PDF language")
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", _text(found.get("/CreationDate")))
    if made and "published" not in said.told:
        day = "-".join(made.groups())
        said.notes.append(f"the file was made on {day}, which may not be when it came out")


def _text(found: object) -> str:
    return str(found) if isinstance(found, str) else ""


def _has_letters(page: str) -> bool:
    return sum(map(str.isalpha, page)) >= _FEWEST_LETTERS
