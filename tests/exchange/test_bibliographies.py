"""Sources as the files of reference managers, in and out."""

import json
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import assume, given, settings
from round_trips import briefings, empty, export, holding, invented, lost, plan, taken_in

from briefing.exchange.file import ImportFault
from briefing.exchange.latex import to_latex, to_text
from briefing.exchange.plan import Plan
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.model.validation import plain

SUFFIXES = {"bibtex": ".bib", "ris": ".ris", "csl-json": ".json"}


def planned(folder: Path, name: str, text: str) -> Plan:
    path = folder / f"library{SUFFIXES[name]}"
    path.write_text(text, encoding="utf-8")
    return plan(empty(), name, path)


def source(folder: Path, name: str, text: str) -> dict[str, Any]:
    made = planned(folder, name, text)
    assert not made.faults, list(map(str, made.faults))
    (entry,) = made.entries
    assert entry.after is not None
    return {
        key: [*value] if isinstance(value, tuple) else value
        for key, value in plain(entry.after).items()
    }


@pytest.mark.parametrize("name", SUFFIXES)
@given(records=briefings(["source"]))
@settings(max_examples=60)
def test_any_sources_come_back_but_for_what_is_named_as_lost(
    name: str, records: dict[str, Record]
) -> None:
    refs = [ref for ref in records if kind_of(ref) == "source"]
    assume(refs)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"x{SUFFIXES[name]}")
        losses = lost(export(holding(records), name, refs, path))
        found = taken_in(name, path)
        assert {ref for ref in found if kind_of(ref) == "source"} == set(refs)
        for ref in refs:
            before, after = plain(records[ref]), plain(found[ref])
            for field in {*before, *after}:
                what = "the title to the letter" if field == "title" else field
                if ref not in losses.get(what, ()):
                    assert after.get(field) == before.get(field), field


def test_csl_holds_every_field_of_a_source(tmp_path: Path) -> None:
    records = invented()
    refs = [ref for ref in records if kind_of(ref) == "source"]
    assert lost(export(holding(records), "csl-json", refs, tmp_path / "x.json")) == {}
    assert taken_in("csl-json", tmp_path / "x.json") == {ref: records[ref] for ref in refs}


ZOTERO_BIBTEX = r"""
@string{afp = "Agence France-Presse"}
@comment{jabref-meta: x}

@article{heb13,
    title = {Le {Nord} du {Mali} \`a l'{\'e}preuve \& apr{\`e}s},
    author = {Le Hébert, Jean and {Ministère de la Défense} and van der Berg, Ann},
    journal = afp # { Dépêches},
    year = 2013,
    month = may,
    day = 3,
    url = {https://example.org/a\_b?c=1\&d=2},
    urldate = {2013-05-04},
    doi = {10.1000/ABC},
    keywords = {Mali, Gao},
    langid = {french},
    abstract = {Ten dollars: \$10.},
    pages = {3--7},
}
"""


def test_an_entry_of_bibtex(tmp_path: Path) -> None:
    assert source(tmp_path, "bibtex", ZOTERO_BIBTEX) == {
        "title": "Le Nord du Mali à l'épreuve & après",
        "type": "article",
        "authors": ["Jean Le Hébert", "Ministère de la Défense", "Ann van der Berg"],
        "publisher": "Agence France-Presse Dépêches",
        "published": "2013-05-03",
        "url": "https://example.org/a_b?c=1&d=2",
        "retrieved": "2013-05-04",
        "language": "fr",
        "ids": ["doi:10.1000/abc"],
        "tags": ["Mali", "Gao"],
        "summary": "Ten dollars: $10.",
    }
    assert dict(planned(tmp_path, "bibtex", ZOTERO_BIBTEX).skipped) == {"“pages” of references": 1}


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'E}t\'{e} \c{c}a {\ss} \v{s} \o \L{}odz", "Été ça ß š øŁodz"),
        (r"50\% \& \#1 a\_b \{x\}", "50% & #1 a_b {x}"),
        (r"1990--2000 --- ``so'' 10~km", "1990–2000 — “so” 10 km"),
        (r"\emph{Al-Ahram} \textbackslash{}n", "Al-Ahram \\n"),
        (r"\unknown{x}", r"\unknownx"),
    ],
)
def test_latex_is_decoded(latex: str, text: str) -> None:
    assert to_text(latex) == text


@given(text=...)
def test_text_comes_back_from_latex(text: str) -> None:
    assert to_text(to_latex(text)) == unicodedata.normalize("NFC", text)


RIS = """TY  - NEWS
TI  - Attack in Gao
AU  - Writer, A.
AU  - Observer Mission
T2  - The Daily
DA  - 2013/05/03/
PY  - 2013
UR  - https://example.org/a
Y2  - 2013/05/04/10:00:00
LA  - en
KW  - Mali
KW  - Gao
SN  - 978-3-16-148410-0
SP  - 3
AB  - First line
second line
N1  - A note
ER  -
"""


def test_a_reference_of_ris(tmp_path: Path) -> None:
    assert source(tmp_path, "ris", RIS) == {
        "title": "Attack in Gao",
        "type": "article-newspaper",
        "authors": ["A. Writer", "Observer Mission"],
        "publisher": "The Daily",
        "published": "2013-05-03",
        "url": "https://example.org/a",
        "retrieved": "2013-05-04",
        "language": "en",
        "tags": ["Mali", "Gao"],
        "ids": ["isbn:9783161484100"],
        "summary": "First line\nsecond line\n\nA note",
    }
    assert dict(planned(tmp_path, "ris", RIS).skipped) == {
        "“SP” of references": 1,
        "words beside dates": 1,
    }


def csl(**more: Any) -> str:
    return json.dumps([{"id": "x", "type": "report", "title": "Report", **more}])


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ({"date-parts": [[2014, 1, 24]]}, "2014-01-24"),
        ({"date-parts": [["2014", "1"]]}, "2014-01"),
        ({"date-parts": [[2014], [2015]]}, "2014/2015"),
        ({"date-parts": [[2014]], "circa": True}, "2014~"),
        ({"date-parts": [[2014]], "season": 2}, "2014-22"),
        ({"raw": "24 January 2014"}, "2014-01-24"),
        ({"literal": "January 2014"}, "2014-01"),
        ("2014-01-2X", "2014-01-2X"),
    ],
)
def test_dates_of_csl(tmp_path: Path, date: Any, edtf: str) -> None:
    assert source(tmp_path, "csl-json", csl(issued=date))["published"] == edtf


def test_an_item_of_csl(tmp_path: Path) -> None:
    authors = [{"family": "Berg", "given": "Ann", "non-dropping-particle": "van der"}]
    text = csl(author=authors, publisher="UN", DOI="https://doi.org/10.1/X", volume="3")
    assert source(tmp_path, "csl-json", text) == {
        "title": "Report",
        "type": "report",
        "authors": ["Ann van der Berg"],
        "publisher": "UN",
        "ids": ["doi:10.1/x"],
    }
    assert dict(planned(tmp_path, "csl-json", text).skipped) == {"“volume” of references": 1}


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (
            "bibtex",
            "@book{x, title = {Open",
            "line 1: @book cannot be read: a brace or a quotation",
        ),
        ("bibtex", "@book{x, title = {A}, title = {B}}", "it has title twice"),
        ("bibtex", "@book{x, title = {A}, date = {sometime}}", "line 1, x, published: "),
        ("ris", "TY  - BOOK\nTI  - A\n", "line 1: the file ends within the reference"),
        ("ris", "TY  - BOOK\nTI  - A\nPY  - soon\nER  - \n", "line 1, published: "),
        ("csl-json", csl(issued={"date-parts": [["x"]]}), "items[0].issued: "),
        ("csl-json", csl(author="A. Writer"), "items[0].author: "),
        ("csl-json", csl(language="Klingonese"), "items[0], language: "),
    ],
)
def test_what_is_not_understood_is_a_fault(
    tmp_path: Path, name: str, text: str, fault: str
) -> None:
    made = planned(tmp_path, name, text)
    assert any(fault in str(each) for each in made.faults), list(map(str, made.faults))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bibtex", "no entries"),
        ("bibtex", "@book{\0}"),
        ("ris", "no references"),
        ("ris", "TY  - BOOK\n\0"),
        ("csl-json", "{"),
        ("csl-json", "3"),
        ("csl-json", "[3]"),
    ],
)
def test_what_is_none_is_refused_in_one_line(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(ImportFault):
        planned(tmp_path, name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bibtex", "@book{x, title = {" * 20_000),
        ("bibtex", "@book{x, author = {" + " " * 1_000_000 + "}, title = {A}}"),
        ("bibtex", "@book{x, title = {" + "{" * 500_000),
        ("bibtex", "@book{x, title = {\\'" + " " * 1_000_000 + "}}"),
        ("ris", "TY  - BOOK\nTI  - A\n" + "more\n" * 200_000),
    ],
)
def test_long_files_are_read_in_linear_time(tmp_path: Path, name: str, text: str) -> None:
    planned(tmp_path, name, text)
