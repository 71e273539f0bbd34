"""Small invented documents in every format that can be read."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, create_string_object

REPORT = """Eleven killed as convoy is ambushed near Nyala
Tuesday, 4 June 2024

NYALA, Sudan - Gunmen ambushed a convoy of lorries south of Nyala on Monday, killing eleven \
people, the governor of the state said.

"They came on motorcycles and fired at the first lorry," said Adam Bakhit, a driver who escaped \
into the fields and walked to the town during the night.

No group claimed the attack. The road has been closed since April, when fighting broke out between \
two militias over a checkpoint on the bridge at Kas.
"""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(
    pages: Sequence[str],
    info: Mapping[str, str] | None = None,
    language: str = "",
    password: str = "",
) -> bytes:
    """A PDF with a line of text for each line of each page; an empty page has no text."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        lines = [
            b"(%s) Tj 0 -14 Td" % line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
            for line in page.splitlines()
        ]
        content = b"BT /F1 11 Tf 50 780 Td %s ET" % b" ".join(lines) if lines else b""
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    end = out.index(b"xref\n0")
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, end)
    if not (info or language or password):
        return bytes(out)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(out))))
    writer.add_metadata(dict(info or {}))
    if language:
        writer.root_object[NameObject("/Lang")] = create_string_object(language)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def docx(body: str, properties: str = "", more: Mapping[str, bytes] | None = None) -> bytes:
    """A Word document with an XML body, or with a paragraph for each line of a plain one."""
    if "<w:" not in body:
        body = "".join(
            f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in body.splitlines()
        )
    main = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{properties}</cp:coreProperties>"
    )
    return archive(
        {"word/document.xml": main.encode(), "docProps/core.xml": core.encode(), **(more or {})}
    )


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return made.getvalue()


def mail(text: str, html: str = "", attachment: str = "", **headers: str) -> bytes:
    """An e-mail message."""
    message = EmailMessage()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    if attachment:
        message.add_attachment(b"data", maintype="image", subtype="png", filename=attachment)
    return message.as_bytes()


def page(text: str, head: str = "", around: str = "") -> str:
    """A web page with an article, within a menu and a footer."""
    title, *paragraphs = text.split("\n\n")
    body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
        f"<main><article><h1>{escape(title)}</h1>{body}</article></main>{around}"
        "<footer>Subscribe to our newsletter</footer></body></html>"
    )
