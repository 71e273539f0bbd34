"""A report as a Word document, made by pandoc.

What the Markdown takes from others stays text: no HTML, no images, and no links but to the web or a
mail address.
"""

import io
import re
import subprocess
import zipfile
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Final
from xml.sax.saxutils import escape

from briefing.report.formats import ReportFault

_TEMPLATES: Final = Path(__file__).parent / "templates"
_DIALECT: Final = "commonmark+footnotes+pipe_tables-raw_html"
_TIME: Final = 300
"""Seconds; pandoc takes some twenty for five hundred pages."""
_MOMENTS: Final = re.compile(r"<dcterms:(created|modified).*?</dcterms:\1>")
_INSTALL: Final = "install it with pip install 'briefing[docx]'"
_EDGES: Final = re.compile(r"word/(?:header|footer)[0-9]*\.xml")
# Word divides a text where it likes, so there may be tags within the placeholder.
_PLACEHOLDER: Final = re.compile(r"\{((?:<[^>]*>)*)marking((?:<[^>]*>)*)\}")


def document(
    markdown: str,
    *,
    title: str,
    marking: str,
    reference: Path | None = None,
    language: str = "en-GB",
) -> bytes:
    """Make a Word document of a report.

    Args:
        markdown: The report, in CommonMark with footnotes and pipe tables. Its first heading of
            level 1 becomes the title, those of level 2 the headings of level 1.
        title: The title of a report that has no such heading.
        marking: Who may see it, such as "TLP:AMBER"; may be empty. It takes the place of
            `{marking}` in headers and footers.
        reference: A Word document whose styles, page, headers and footers to take; None for ours.
        language: The language of the report (BCP 47), for the spelling checker.

    Returns:
        The contents of a file, the same for the same report.

    Raises:
        ReportFault: pandoc is missing or fails, or the reference does not do.
    """
    reference = reference or _TEMPLATES / "reference.docx"
    _check_reference(reference, marking)
    return _finished(_converted(markdown, reference, title, language), marking)


def _check_reference(reference: Path, marking: str) -> None:
    """Refuse a document of another format, and one that would lose the marking.

    Raises:
        ReportFault: It is one of these.
    """
    try:
        with zipfile.ZipFile(reference) as parts:
            parts.getinfo("word/styles.xml")
            edges = [parts.read(name).decode() for name in parts.namelist() if _EDGES.match(name)]
    except (OSError, zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise ReportFault(f"{reference}: {reason or 'not a Word document (.docx)'}") from None
    if marking and not any(map(_PLACEHOLDER.search, edges)):
        raise ReportFault(
            f"{reference} has no place for the marking: write {{marking}} in its header or footer"
        )


def _converted(markdown: str, reference: Path, title: str, language: str) -> bytes:
    """What pandoc makes of a report.

    Raises:
        ReportFault: It is missing, or fails.
    """
    pandoc = _pandoc()
    with TemporaryDirectory() as folder:
        made = Path(folder, "report.docx")
        command = [
            *(pandoc, "--sandbox", f"--data-dir={folder}", f"--from={_DIALECT}", "--to=docx"),
            *(
                f"--metadata=lang:{language}",
                f"--metadata=title:{title}",
            ),
            *(f"--lua-filter={_TEMPLATES / 'docx.lua'}", f"--reference-doc={reference.resolve()}"),
            f"--output={made}",
        ]
        try:
            subprocess.run(  # noqa: S603 - no shell, and nothing of the report among the arguments
                command,
                input=markdown.encode(),
                cwd=folder,
                capture_output=True,
                check=True,
                timeout=_TIME,
            )
        except subprocess.TimeoutExpired:
            raise ReportFault(f"{pandoc} was not done after {_TIME} seconds") from None
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip()
            # Those of some distributions lack their data where nothing outside may be read.
            hint = f"; {_INSTALL}" if "data file" in said else ""
            raise ReportFault(f"{pandoc} failed: {said}{hint}") from None
        return made.read_bytes()


def _pandoc() -> str:
    """The pandoc of this environment, else that of the computer.

    Raises:
        ReportFault: There is none.
    """
    try:
        from pypandoc import get_pandoc_path

        return str(get_pandoc_path())
    except (ImportError, OSError):
        pass
    if found := which("pandoc"):
        return found
    raise ReportFault(f"a Word document needs pandoc; {_INSTALL}")


def _finished(document: bytes, marking: str) -> bytes:
    """A document with its marking, and without the time at which it was made."""
    finished = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(finished, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = old.read(name)
            if _EDGES.match(name):
                text = _PLACEHOLDER.sub(
                    lambda found: f"{escape(marking)}{found[1]}{found[2]}", data.decode()
                )
                data = text.encode()
            if name == "docProps/core.xml":
                data = _MOMENTS.sub("", data.decode()).encode()
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return finished.getvalue()
