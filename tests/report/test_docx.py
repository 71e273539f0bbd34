"""Word documents: what pandoc makes of a report, and what it must not."""

import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from briefing.report import docx
from briefing.report.docx import DocxFault, write

REPORT = """\
# Mali

Eleven were killed.[^1][^2]

## Events

| Event | Dead |
|:------|-----:|
| Raid  |   11 |

> “A high risk.”
>
> The minister.[^1]

> “لقد قاتلنا”

[^1]: *A report*, 24 January 2014.
[^2]: *Another*, <https://example.org/a?b&c>.
"""


@pytest.fixture(scope="module", autouse=True)
def pandoc() -> None:
    pytest.importorskip("pypandoc", reason="pypandoc-binary is not installed")


def parts(folder: Path, markdown: str = REPORT, marking: str = "TLP:AMBER") -> dict[str, str]:
    """The XML of a document, all of which can be read."""
    path = folder / "report.docx"
    write(markdown, path, title="Mali & more", marking=marking)
    with zipfile.ZipFile(path) as document:
        assert document.testzip() is None
        found = {name: document.read(name).decode() for name in document.namelist()}
    for text in found.values():
        fromstring(text)
    return found


def styles_of(document: str) -> list[str]:
    return re.findall(r'<w:pStyle w:val="(\w+)"', document)


def words(xml: str) -> str:
    return "".join(fromstring(xml).itertext())


def test_a_report_has_the_parts_of_a_word_document(tmp_path: Path) -> None:
    found = parts(tmp_path)
    document = found["word/document.xml"]
    used = styles_of(document)
    assert used[0] == "Title"
    assert {"Heading1", "TableText", "BlockText", "QuotationSource"} <= {*used}
    assert document.count("<w:footnoteReference") == 3
    assert "A report, 24 January 2014." in words(found["word/footnotes.xml"])
    assert {*used} <= {*re.findall(r'w:styleId="(\w+)"', found["word/styles.xml"])}
    assert re.search(r'<w:pgSz [^>]*w:w="11906"', document)
    assert 'Target="https://example.org/a?b&amp;c"' in found["word/_rels/footnotes.xml.rels"]


def test_columns_are_as_wide_as_what_is_in_them(tmp_path: Path) -> None:
    table = f"| Event | Dead |\n|---|--:|\n| {'A raid ' * 9} | 7 |\n"
    document = parts(tmp_path, table)["word/document.xml"]
    first, second = map(int, re.findall(r'<w:gridCol w:w="(\d+)"', document))
    assert first > 3 * second


def test_what_runs_from_the_right_is_set_so(tmp_path: Path) -> None:
    assert parts(tmp_path)["word/document.xml"].count("<w:bidi />") == 1


def test_the_marking_is_at_the_head_and_foot_of_each_page(tmp_path: Path) -> None:
    found = parts(tmp_path, marking="TLP:<AMBER> & {marking}")
    for edge in ("word/header1.xml", "word/footer1.xml"):
        assert "TLP:<AMBER> & {marking}" in words(found[edge])
        assert f"{edge.removeprefix('word/')}" in found["word/_rels/document.xml.rels"]
    without = parts(tmp_path, marking="")
    assert not words(without["word/header1.xml"]).strip()


def test_the_properties_name_the_title_but_no_time(tmp_path: Path) -> None:
    core = parts(tmp_path, "No heading.")["docProps/core.xml"]
    assert "Mali & more" in words(core)
    assert "dcterms:created" not in core


HOSTILE = (
    "<script>x</script>",
    '<w:p><w:r><w:fldSimple w:instr="DDEAUTO x"/></w:r></w:p>',
    "```{=openxml}\n<w:p><w:r><w:t>raw</w:t></w:r></w:p>\n```",
    "`<w:br/>`{=openxml}",
    "![x](/etc/passwd)",
    "![x](https://example.org/spy.png)",
    "[x](file://server/share)",
    "[x](javascript:alert)",
    r"[x](\\\\server\\share)",
    "\\input{/etc/passwd} $x^2$",
    "---\ntitle: x\nheader-includes: y\n---\n",
    "::: {custom-style=Title}\nx\n:::",
    "[x]{custom-style=Title}",
)


@pytest.mark.parametrize("markdown", HOSTILE)
def test_what_could_do_harm_is_text(tmp_path: Path, markdown: str) -> None:
    found = parts(tmp_path, f"# Mali\n\n{markdown}\n")
    document = found["word/document.xml"]
    assert not [name for name in found if "media" in name]
    assert "fldSimple" not in document.replace("&lt;w:fldSimple", "")
    assert "<w:hyperlink" not in document
    assert "<w:drawing" not in document
    assert "<m:oMath" not in document
    assert styles_of(document).count("Title") == 1
    outside = re.findall(r'Target="([^"]*)" TargetMode="External"', str(found))
    assert outside in ([], ["http://example.com"])


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.docx", tmp_path / "other.docx"
    for path in (one, other):
        write(REPORT, path, title="Mali", marking="TLP:RED")
    assert one.read_bytes() == other.read_bytes()


def referring(folder: Path, header: str) -> Path:
    """Our reference document with another header and no marking in its footer."""
    path = folder / "reference.docx"
    ours = Path(docx.__file__).parent / "templates" / "reference.docx"
    with zipfile.ZipFile(ours) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "word/header1.xml":
                text = text.replace("{marking}", header)
            if name == "word/footer1.xml":
                text = text.replace("{marking}", "")
            new.writestr(name, text)
    return path


def test_a_placeholder_that_word_has_divided_is_found(tmp_path: Path) -> None:
    divided = "{</w:t></w:r><w:r><w:t>marking</w:t></w:r><w:r><w:t>}"
    out = tmp_path / "out.docx"
    write("x", out, title="x", marking="TLP:RED", reference=referring(tmp_path, divided))
    with zipfile.ZipFile(out) as document:
        assert words(document.read("word/header1.xml").decode()) == "TLP:RED"


def test_a_reference_that_would_lose_the_marking_is_refused(tmp_path: Path) -> None:
    out, reference = tmp_path / "out.docx", referring(tmp_path, "Our desk")
    with pytest.raises(DocxFault, match=r"write \{marking\} in its header"):
        write("x", out, title="x", marking="TLP:RED", reference=reference)
    assert not out.exists()
    write("x", out, title="x", marking="", reference=reference)
    assert out.exists()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_a_reference_of_another_format_is_refused(tmp_path: Path, data: bytes) -> None:
    reference = tmp_path / "styles.docx"
    reference.write_bytes(data)
    with pytest.raises(DocxFault, match="not a Word document"):
        write("x", tmp_path / "out.docx", title="x", marking="", reference=reference)
    with pytest.raises(DocxFault, match="No such file"):
        write("x", tmp_path / "out.docx", title="x", marking="", reference=tmp_path / "gone")


def test_without_pandoc_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocxFault, match=r"briefing\[docx\]"):
        write("x", tmp_path / "out.docx", title="x", marking="")


def test_a_pandoc_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docx, "_TIME", 0.0)
    with pytest.raises(DocxFault, match="was not done"):
        write(REPORT, tmp_path / "out.docx", title="x", marking="")


def test_what_pandoc_says_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_DIALECT", "nonsense")
    with pytest.raises(DocxFault, match=r"pandoc failed: .*nonsense"):
        write(REPORT, tmp_path / "out.docx", title="x", marking="")


def run(*command: str | Path, folder: Path) -> None:
    subprocess.run([*map(str, command)], cwd=folder, check=True, capture_output=True, timeout=120)


def printed(folder: Path) -> Sequence[str]:
    """The text of each page of a report, as LibreOffice prints it."""
    write(REPORT, folder / "report.docx", title="x", marking="TLP:AMBER")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "report.docx", folder=folder)
    run("pdftotext", "-layout", "report.pdf", folder=folder)
    return (folder / "report.txt").read_text().removesuffix("\f").split("\f")


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="needs LibreOffice Writer and poppler-utils",
)
def test_libreoffice_prints_it(tmp_path: Path) -> None:
    (only,) = printed(tmp_path)
    assert only.count("TLP:AMBER") == 2
    assert "1 of 1" in only
    assert re.search(r"Raid\s+11", only)
    assert "A report, 24 January 2014." in only
