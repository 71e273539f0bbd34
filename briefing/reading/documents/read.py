"""Reading a file as a document, whatever its format."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from briefing.reading.documents.cleaning import cleaned
from briefing.reading.documents.document import Document, Said, Told, Unreadable
from briefing.store.files import open_plain

LARGEST: Final = 1 << 26
"""Bytes of a file."""

_HEAD: Final = 4096
_LONGEST_TITLE: Final = 80
_ZIP, _PDF, _OLE = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML: Final = re.compile(
    rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head)\b"
)
_MAIL: Final = re.compile(
    rb"(?i)(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?(?:message-id|mime-version|received):"
)


class Format(NamedTuple):
    """A format of documents.

    Attributes:
        media_type: Its name in IANA's list.
        suffixes: The ends of the names of its files.
        read: Gives the text of its bytes, and takes what they say of themselves.
        is_set: Whether its lines are those of a page.
    """

    media_type: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, Said], str]
    is_set: bool = False


def _html(data: bytes, said: Said) -> str:
    from briefing.reading.documents.html import read_html

    return read_html(data, said)


def _pdf(data: bytes, said: Said) -> str:
    from briefing.reading.documents.pdf import read_pdf

    return read_pdf(data, said)


def _docx(data: bytes, said: Said) -> str:
    from briefing.reading.documents.docx import read_docx

    return read_docx(data, said)


def _mail(data: bytes, said: Said) -> str:
    from briefing.reading.documents.mail import read_mail

    return read_mail(data, said)


def _markdown(data: bytes, said: Said) -> str:
    from briefing.reading.documents.plain import read_markdown

    return read_markdown(data, said)


def _text(data: bytes, said: Said) -> str:
    from briefing.reading.documents.plain import read_text

    return read_text(data, said)


PDF: Final = Format("application/pdf", (".pdf",), _pdf, is_set=True)
DOCX: Final = Format(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",), _docx
)
HTML: Final = Format("text/html", (".html", ".htm", ".xhtml"), _html)
MAIL: Final = Format("message/rfc822", (".eml",), _mail)
MARKDOWN: Final = Format("text/markdown", (".md", ".markdown"), _markdown)
TEXT: Final = Format("text/plain", (".txt", ".text", ""), _text, is_set=True)
FORMATS: Final = (PDF, DOCX, HTML, MAIL, MARKDOWN, TEXT)


def read_file(path: Path) -> Document:
    """Read a file as a document.

    Raises:
        Unreadable: It is none, or cannot be read.
    """
    try:
        with os.fdopen(open_plain(path, os.O_RDONLY, follows=True), "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from None
    return read_bytes(data, path.name)


def read_pasted() -> Document:
    """Read what is given on standard input.

    Raises:
        Unreadable: It is no document.
    """
    return read_bytes(sys.stdin.buffer.read(LARGEST + 1), "")


def read_bytes(data: bytes, name: str = "") -> Document:
    """Read the bytes of a document.

    Args:
        data: The bytes.
        name: The name of its file; empty for what was pasted.

    Raises:
        Unreadable: They are none, or too many.
    """
    if len(data) > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST >> 20} MB; split it")
    if not data.strip():
        raise Unreadable("it is empty")
    form, said = _format(data, name), Said()
    text, offsets, notes = cleaned(_extracted(form, data, said), is_set=form.is_set)
    if not text:
        raise Unreadable("it holds no text")
    if "title" not in said.told:
        said.told["title"] = _title(text, name)
    digest = sha256(data).hexdigest()
    return Document(
        name or "standard input",
        form.media_type,
        digest,
        text,
        said.told,
        (*said.notes, *notes),
        offsets,
    )


def _extracted(form: Format, data: bytes, said: Said) -> str:
    """The text of a document as it is.

    Raises:
        Unreadable: It has none, or is damaged.
    """
    try:
        return form.read(data, said)
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001  a damaged file makes libraries raise anything
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise Unreadable(f"it is damaged ({reason}); open it and save a copy") from None


def documents_in(folder: Path) -> Iterator[Path]:
    """The files of a folder and those below it, by name; hidden ones and links are passed over."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if not name.startswith(".") and not path.is_symlink():
                yield path


def _format(data: bytes, name: str) -> Format:
    """What a document is: by what it begins with, else by its name.

    Raises:
        Unreadable: It is in a format that cannot be read.
    """
    head = data[:_HEAD]
    if _PDF in head[:1024]:
        return PDF
    if head.startswith(_ZIP):
        if b"word/" in data or name.casefold().endswith(".docx"):
            return DOCX
        raise Unreadable("it is a ZIP archive; unpack it and read its files")
    if head.startswith(_OLE):
        raise Unreadable("it is an older or encrypted Office file; save it as plain .docx")
    suffix = Path(name).suffix.casefold()
    for form in FORMATS:
        if suffix and suffix in form.suffixes and form not in (PDF, DOCX):
            return form
    if suffix in (".pdf", ".docx"):
        raise Unreadable(f"it is damaged, or no {suffix[1:].upper()}")
    if _HTML.match(head):
        return HTML
    return MAIL if _MAIL.match(head) else TEXT


def _title(text: str, name: str) -> Told:
    """A title for a document that has none: its file's name, or its first words if it has none."""
    if stem := " ".join(cleaned(Path(name).stem.replace("_", " ")).text.split()):
        return Told(stem, "the name of the file")
    words = " ".join(text[:400].split())
    is_long = len(words) > _LONGEST_TITLE
    kept = f"{words[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …" if is_long else words
    return Told(kept, "its first words")
