"""Word documents: what pandoc makes of a report, and what it must not."""

import io
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
from briefing.report.docx import document
from briefing.report.formats import ReportFault

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


def unpacked(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        assert found.testzip() is None
        return {name: found.read(name).decode() for name in found.namelist()}


def parts(markdown: str = REPORT, marking: str = "TLP:AMBER") -> dict[str, str]:
    """The XML of a document, all of which can be read."""
    found = unpacked(document(markdown, title="Mali & more", marking=marking))
    for text in found.values():
        fromstring(text)
    return found


def styles_of(body: str) -> list[str]:
    return re.findall(r'<w:pStyle w:val="(\w+)"', body)


def words(xml: str) -> str:
    return "".join(fromstring(xml).itertext())


def test_a_report_has_the_parts_of_a_word_document() -> None:
    found = parts()
    body = found["word/document.xml"]
    used = styles_of(body)
    assert used[0] == "Title"
    assert {"Heading1", "TableText", "BlockText", "QuotationSource"} <= {*used}
    assert body.count("<w:footnoteReference") == 2
    assert "A report, 24 January 2014." in words(found["word/footnotes.xml"])
    assert {*used} <= {*re.findall(r'w:styleId="(\w+)"', found["word/styles.xml"])}
    assert re.search(r'<w:pgSz [^>]*w:w="11906"', body)
    assert 'Target="https://example.org/a?b&amp;c"' in found["word/_rels/footnotes.xml.rels"]


def test_columns_are_as_wide_as_what_is_in_them() -> None:
    table = f"| Event | Dead |\n|---|--:|\n| {'A raid ' * 9} | 7 |\n"
    body = parts(table)["word/document.xml"]
    first, second = map(int, re.findall(r'<w:gridCol w:w="(\d+)"', body))
    assert first > 3 * second


def test_what_runs_from_the_right_is_set_so() -> None:
    assert parts()["word/document.xml"].count("<w:bidi />") == 1


def test_the_marking_is_at_the_head_and_foot_of_each_page() -> None:
    found = parts(marking="TLP:<AMBER> & {marking}")
    for edge in ("word/header1.xml", "word/footer1.xml"):
        assert "TLP:<AMBER> & {marking}" in words(found[edge])
        assert f"{edge.removeprefix('word/')}" in found["word/_rels/document.xml.rels"]
    without = parts(marking="")
    assert not words(without["word/header1.xml"]).strip()


def test_a_note_cited_again_keeps_its_number() -> None:
    body = parts()["word/document.xml"]
    (again,) = re.findall(r"<w:fldSimple.*?</w:fldSimple>", body)
    assert "NOTEREF _Note1 " in again
    assert ">1</w:t>" in again
    assert body.index('w:name="_Note1"') < body.index("<w:footnoteReference")


def test_the_first_heading_is_the_title_wherever_it_stands() -> None:
    body = parts("**Draft**\n\n# Mali\n\n## Events\n\n### Raids\n")["word/document.xml"]
    assert words(body).split() == ["Mali", "Draft", "Events", "Raids"]
    assert styles_of(body) == ["Title", "FirstParagraph", "Heading1", "Heading2"]


def test_the_properties_name_the_title_but_no_time() -> None:
    core = parts("No heading.")["docProps/core.xml"]
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
def test_what_could_do_harm_is_text(markdown: str) -> None:
    found = parts(f"# Mali\n\n{markdown}\n")
    body = found["word/document.xml"]
    assert not [name for name in found if "media" in name]
    assert "fldSimple" not in body.replace("&lt;w:fldSimple", "")
    assert "<w:hyperlink" not in body
    assert "<w:drawing" not in body
    assert "<m:oMath" not in body
    assert styles_of(body).count("Title") == 1
    outside = re.findall(r'Target="([^"]*)" TargetMode="External"', str(found))
    assert outside in ([], ["http://example.com"])


def test_the_same_report_gives_the_same_bytes() -> None:
    one, other = (document(REPORT, title="Mali", marking="TLP:RED") for _ in range(2))
    assert one == other


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
    reference = referring(tmp_path, divided)
    found = unpacked(document("x", title="x", marking="TLP:RED", reference=reference))
    assert words(found["word/header1.xml"]) == "TLP:RED"


def test_a_reference_that_would_lose_the_marking_is_refused(tmp_path: Path) -> None:
    reference = referring(tmp_path, "Our desk")
    with pytest.raises(ReportFault, match=r"write \{marking\} in its header"):
        document("x", title="x", marking="TLP:RED", reference=reference)
    assert document("x", title="x", marking="", reference=reference)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_a_reference_of_another_format_is_refused(tmp_path: Path, data: bytes) -> None:
    reference = tmp_path / "styles.docx"
    reference.write_bytes(data)
    with pytest.raises(ReportFault, match="not a Word document"):
        document("x", title="x", marking="", reference=reference)
    with pytest.raises(ReportFault, match="No such file"):
        document("x", title="x", marking="", reference=tmp_path / "gone")


def test_without_pandoc_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReportFault, match=r"briefing\[docx\]"):
        document("x", title="x", marking="")


def test_a_pandoc_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_TIME", 0.0)
    with pytest.raises(ReportFault, match="was not done"):
        document(REPORT, title="x", marking="")


def test_what_pandoc_says_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_DIALECT", "nonsense")
    with pytest.raises(ReportFault, match=r"pandoc failed: .*nonsense"):
        document(REPORT, title="x", marking="")


def run(*command: str | Path, folder: Path) -> None:
    subprocess.run([*map(str, command)], cwd=folder, check=True, capture_output=True, timeout=120)


def printed(folder: Path) -> Sequence[str]:
    """The text of each page of a report, as LibreOffice prints it."""
    (folder / "report.docx").write_bytes(document(REPORT, title="x", marking="TLP:AMBER"))
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
    assert re.search(r"The minister\.\s*1", only)
