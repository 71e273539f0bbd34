"""A report in each format says the same."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from briefing.report.compose import Report, Request, compose
from briefing.report.formats import written
from briefing.report.markdown import escaped
from briefing.store.store import Store
from invented import fill


@pytest.fixture(scope="module")
def report() -> Report:
    made = compose(
        fill(Store.in_memory("Karsa highlands")), Request(title="Karsa", template="full")
    )
    marking = "TLP:AMBER+STRICT"
    return replace(made, marking=marking, pieces=(f"**{escaped(marking)}**", *made.pieces))


def test_a_page_has_every_footnote_and_picture(report: Report) -> None:
    page = written(report, "html").decode()
    assert page.count('class="footnote-item"') == len(list(report.notes.written()))
    assert page.count("<figure") == len(report.pictures) > 0
    assert "\ue000" not in page
    assert page.count("TLP:AMBER+STRICT") == 2


def test_a_word_document_has_every_heading_and_no_sign_of_a_picture(report: Report) -> None:
    pytest.importorskip("pypandoc", reason="pypandoc-binary is not installed")
    with zipfile.ZipFile(BytesIO(written(report, "docx"))) as found:
        body = found.read("word/document.xml").decode()
    headings = re.findall("^#+ ", report.markdown, flags=re.MULTILINE)
    assert len(re.findall(r'w:val="(?:Title|Heading\d)"', body)) == len(headings)
    assert "\ue000" not in body
    assert "TLP" not in body
