"""Tables made elsewhere: CSV and Excel."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from round_trips import empty, export, holding, invented, plan, taken_in

from briefing.exchange.cells import as_written, defused
from briefing.exchange.file import ImportFault, ImportFile
from briefing.exchange.format import format_of
from briefing.exchange.formats.csv_tables import delimiter_of
from briefing.exchange.plan import Plan
from briefing.model.validation import plain
from commandline import Run


def planned(folder: Path, text: str | bytes, mapping: str = "", name: str = "events.csv") -> Plan:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    if mapping:
        (folder / f"{name}.mapping.toml").write_text(mapping)
    return plan(empty(), "csv", path)


def records(made: Plan) -> list[dict[str, Any]]:
    """What a table proposes, without the source that the table itself is."""
    assert not made.faults, list(map(str, made.faults))
    return [
        {
            name: [*value] if isinstance(value, tuple) else value
            for name, value in plain(each.after).items()
            if name != "cites"
        }
        for each in made.entries
        if each.after is not None and each.number
    ]


def faults(made: Plan) -> list[str]:
    return [str(each) for each in made.faults]


FOREIGN = """Title;Start date;End date;Location;Lat;Lon;Killed;Wounded;By;Source;Source URL;Note
Attack in Gao;3 May 2013;;Gao;16,27;-0,04;11;5-10;MNLA;Reuters;https://example.org/a;"two
lines"
Clash;13/4/2013;14/4/2013;;;;0;;AQIM, Ansar Dine;;;
"""


def test_a_table_made_elsewhere(tmp_path: Path) -> None:
    source, attack, clash = records(planned(tmp_path, FOREIGN))
    assert source == {"title": "Reuters", "url": "https://example.org/a"}
    assert attack == {
        "title": "Attack in Gao",
        "date": "2013-05-03/",
        "place": {"name": "Gao", "latitude": 16.27, "longitude": -0.04},
        "actors": [{"name": "MNLA", "role": "perpetrator"}],
        "casualties": [
            {"outcome": "killed", "low": 11, "best": 11, "high": 11},
            {"outcome": "wounded", "low": 5, "high": 10},
        ],
        "summary": "two\nlines",
    }
    assert clash == {
        "title": "Clash",
        "date": "2013-04-13/2013-04-14",
        "actors": [
            {"name": "AQIM", "role": "perpetrator"},
            {"name": "Ansar Dine", "role": "perpetrator"},
        ],
        "casualties": [{"outcome": "killed", "low": 0, "best": 0, "high": 0}],
    }


def test_a_row_rests_on_its_source_or_on_the_table(tmp_path: Path) -> None:
    made = planned(tmp_path, FOREIGN)
    cited = [[cite.source for cite in each.after.cites] for each in made.entries if each.after]
    assert cited == [[], [], ["source:reuters"], ["source:table-events-csv"]]


def test_what_the_columns_were_taken_for_is_told(tmp_path: Path) -> None:
    (note,) = planned(tmp_path, "Headline,When,Fatalities\nClash,2013,3\n").notes
    assert note == (
        "events: columns of events: “Headline” as title, “When” as date, "
        "“Fatalities” as casualties.killed"
    )


def test_blanks_around_a_name_are_none_of_it(tmp_path: Path) -> None:
    (group,) = records(planned(tmp_path, "record,name,summary\ngroup, MNLA\u00a0, Words. \n"))
    assert group == {"name": "MNLA", "summary": "Words."}


def test_columns_without_a_place_are_counted(tmp_path: Path) -> None:
    made = planned(tmp_path, "title,date,colour\nA,2013,red\nB,2013,\n")
    assert dict(made.skipped) == {"values of the column “colour”": 1}


@pytest.mark.parametrize(
    ("header", "cell", "problem"),
    [
        ("date", "last week", "line 2, column “date”: which year?"),
        ("date", "3/4/2013", "line 2, column “date”: 3 April 2013 or 4 March 2013?"),
        ("date", "41663", "line 2, column “date”: "),
        ("Killed", "many", "line 2, column “Killed”: "),
        ("Killed", "-3", "line 2, column “Killed”: "),
        ("Killed", "3 wounded", "line 2, column “Killed”: "),
        ("Killed", "1.5", "line 2, column “Killed”: "),
        ("Lat", "95", "line 2, column “Lat”: 95.0 must be between -90 and 90"),
        ("Lat", "1_0", "line 2, column “Lat”: “1_0” is not a number"),
        ("Lat", "north", "line 2, column “Lat”: “north” is not a number"),
        ("country", "Malli", "line 2, column “country”: "),
        ("status", "perhaps", "line 2, column “status”: "),
        ("actors", "Unity and Jihad", "line 2, column “actors”: "),
        ("casualties", "some rockets", "line 2, column “casualties”: "),
        ("cites", "json:[", "line 2, column “cites”: no JSON"),
    ],
)
def test_a_cell_that_is_not_understood_is_a_fault_with_its_place(
    tmp_path: Path, header: str, cell: str, problem: str
) -> None:
    fields = {"title": "Clash", "date": "2013", header: cell}
    text = ",".join(fields) + "\n" + ",".join(f'"{each}"' for each in fields.values())
    found = faults(planned(tmp_path, text))
    assert any(each.startswith(problem) for each in found), found


def test_what_is_said_to_be_unknown_is_left_out(tmp_path: Path) -> None:
    made = planned(tmp_path, "title,date,Killed,Wounded,Lat,Lon\nA,2013,unknown,0,n/a,?\n")
    none = {"outcome": "wounded", "low": 0, "best": 0, "high": 0}
    assert records(made) == [{"title": "A", "date": "2013", "casualties": [none]}]


@pytest.mark.parametrize(
    "cell",
    ["NaN", "NULL", "NA", "N/A", "n.a.", "#N/A", "NaT", "Unk", "None", "nil", "no data", "-"],
)
@pytest.mark.parametrize("header", ["Killed", "casualties", "Lat"])
def test_what_programs_write_for_nothing_is_no_figure(
    tmp_path: Path, header: str, cell: str
) -> None:
    made = planned(tmp_path, f"title,date,{header}\nA,2013,{cell}\n")
    assert records(made) == [{"title": "A", "date": "2013"}]


@pytest.mark.parametrize("cell", ["TRUE", "false", "Yes", "no", "no entry", "TBD", "Gao"])
def test_a_word_that_counts_nobody_is_a_fault(tmp_path: Path, cell: str) -> None:
    (fault,) = faults(planned(tmp_path, f"title,date,Killed\nA,2013,{cell}\n"))
    assert fault.startswith(f"line 2, column “Killed”: “{cell}” ")


@pytest.mark.parametrize(
    ("cell", "row"),
    [
        ("civilians", {"who": "civilians"}),
        ("no civilians", {"who": "civilians", "low": 0, "best": 0, "high": 0}),
        ("nobody", {"low": 0, "best": 0, "high": 0}),
        ("dozens", {"low": 12, "as_said": "dozens"}),
    ],
)
def test_words_for_people_or_a_figure_are_casualties(
    tmp_path: Path, cell: str, row: dict[str, Any]
) -> None:
    (event,) = records(planned(tmp_path, f"title,date,Killed\nA,2013,{cell}\n"))
    assert event["casualties"] == [{"outcome": "killed", **row}]


def test_a_mapping_file_says_what_the_columns_are(tmp_path: Path) -> None:
    mapping = 'kind = "event"\ndate_order = "day first"\nids = "iom"\n[columns]\n'
    mapping += 'Was = "title"\nWann = "date"\nOrt = "place.name"\nNotiz = ""\n'
    made = planned(tmp_path, "id;Was;Wann;Ort;Notiz\n7;Gefecht;3.4.2013;Gao;x\n", mapping)
    assert records(made) == [
        {"title": "Gefecht", "date": "2013-04-03", "place": {"name": "Gao"}, "ids": ["iom:7"]}
    ]
    assert dict(made.skipped) == {"values of the column “Notiz”": 1}


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        ("kind = ", "Invalid value"),
        ('kind = "war"', "kind is “war”"),
        ('colour = "red"', "there is no setting “colour”"),
        ('date_order = "year first"', "date_order is “year first”"),
        ('decimal = ";"', "decimal is “;”"),
        ('[columns]\nOrt = "place.town"', "“ort” is “place.town”; it is one of"),
        ("columns = 3", "columns is no table"),
        ('encoding = "klingon"', "unknown encoding"),
    ],
)
def test_a_wrong_mapping_file_is_refused(tmp_path: Path, mapping: str, problem: str) -> None:
    with pytest.raises(ImportFault, match=problem):
        planned(tmp_path, "title,date\nA,2013\n", mapping)


def test_rows_of_several_kinds(tmp_path: Path) -> None:
    text = "record,name,type,from,to\ngroup,MNLA,,,\ngroup,AQIM,,,\nlink,,opposes,MNLA,AQIM\n"
    assert records(planned(tmp_path, text)) == [
        {"name": "MNLA"},
        {"name": "AQIM"},
        {"type": "opposes", "from": "group:mnla", "to": "group:aqim"},
    ]


def test_a_quote_names_its_source_and_speaker(tmp_path: Path) -> None:
    text = "Quote,Said by,Source,Source URL\nWe stay,an officer,Wire,https://example.org/q\n"
    source, quote = records(planned(tmp_path, text, name="quotes.csv"))
    assert source == {"title": "Wire", "url": "https://example.org/q"}
    assert quote == {"text": "We stay", "attribution": "an officer", "source": "source:wire"}


@pytest.mark.parametrize(
    ("head", "sign"),
    [
        ("title,date\nA,2013\n", ","),
        ("title;date\nA, B, C;2013\n", ";"),
        ("title\tdate\nA; B, C\t2013\n", "\t"),
        ("title|date\nA, B|2013\n", "|"),
        ('title,date\n"A;B;C",2013\n"D;E;F",2014\n', ","),
        ("sep=;\ntitle;date\n", ";"),
        ("title\nA\n", ""),
    ],
)
def test_the_sign_between_columns(head: str, sign: str) -> None:
    assert delimiter_of(head) == sign


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    made = planned(tmp_path, "title,date\nAttaque à Gao,2013\n".encode(encoding))
    assert records(made) == [{"title": "Attaque à Gao", "date": "2013"}]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49", "-x", "@a", "\tx", "'=1", "''=1", "'x", "-2", "x=1", "＝1"]
)
def test_a_formula_is_defused_and_read_back(cell: str) -> None:
    assert defused(cell)[:1] not in "=+@\t＝"
    assert as_written(defused(cell)) == cell


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (";=1+1", ";'=1+1"),
        ("a,@b;+c", "a,'@b;'+c"),
        (";'=1", ";''=1"),
        ("a|-2+3", "a|'-2+3"),
        ("16.27,-0.04", "16.27,-0.04"),
        ("a; =1", "a; =1"),
        ("\t=1", "'\t'=1"),
        (";'-2", ";'-2"),
    ],
)
def test_a_formula_after_another_sign_between_columns_is_defused(cell: str, written: str) -> None:
    assert defused(cell) == written
    assert as_written(written) == cell


@given(st.text("=+-@'\t;,|2.a"))
def test_the_marks_against_formulas_are_taken_off_again(cell: str) -> None:
    assert as_written(defused(cell)) == cell


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title,date,Headline\nA,2013,B\n", "the columns “title” and “Headline” both give title"),
        ("title,date\nA\0,2013\n", "line 2 holds a NUL character"),
        ('title,date\n"A,2013\n', "the row that begins on line 2 is no row of a table"),
        ("title,date\n" + "A" * 10_000_000 + ",2013\n", "line 2 is no row of a table"),
        ("\n\n", "has no header"),
        (",".join(map(str, range(2000))) + "\n", "more than 1,000 columns"),
        ("title,date\nA,2013\n".encode("utf-16")[:-1], "save it as UTF-8"),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(
    tmp_path: Path, text: str | bytes, problem: str
) -> None:
    with pytest.raises(ImportFault) as fault:
        planned(tmp_path, text)
    assert problem in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("text", ["name,country\nX,Mali\n", "Title,Date\nA,2013\n"])
def test_a_table_that_may_be_of_two_kinds_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ImportFault, match="do not say what the rows are"):
        planned(tmp_path, text, name="x.csv")


def test_a_row_that_is_cut_off_is_a_fault(tmp_path: Path) -> None:
    made = planned(tmp_path, "title,date,status\nA,2013,reported\nB,20")
    assert faults(made) == ["line 3: the row has 2 cells, and the header 3; is something missing?"]


@pytest.mark.parametrize("header", ["about", "Source URL", "aliases", "actors", "title"])
def test_long_cells_are_read_in_linear_time(tmp_path: Path, header: str) -> None:
    planned(tmp_path, f"record,{header}\nquote,x{' ' * 500_000};\n")
    planned(tmp_path, f"record,{header}\nevent,{'x (' * 100_000}\n")


# Excel


def workbook(folder: Path, sheets: Mapping[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


def test_a_workbook_made_elsewhere(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Events": [
                ["Title", "Date", "Killed", "Lat", "Lon", "Actors"],
                ["Raid", dt.date(2013, 5, 3), 3, 16.5, -0.25, "MNLA"],
                [
                    "Talks",
                    dt.datetime(2013, 5, 3, 14, 30),  # noqa: DTZ001  Excel has no zones
                    None,
                    None,
                    None,
                    None,
                ],
            ],
            "Groups": [["Name"], ["MNLA"]],
        },
    )
    made = plan(empty(), "xlsx", path)
    raid, talks, mnla = records(made)
    assert raid["date"] == "2013-05-03"
    assert raid["actors"] == [{"ref": "group:mnla"}]
    assert raid["place"] == {"latitude": 16.5, "longitude": -0.25}
    assert talks == {"title": "Talks", "date": "2013-05-03"}
    assert mnla == {"name": "MNLA"}
    assert dict(made.skipped) == {"times of day and other words beside a date": 1}


@pytest.mark.parametrize(
    ("number_format", "date"),
    [
        ("yyyy-mm-dd", "2013-05-01"),
        ("mmm yyyy", "2013-05"),
        ('mmmm" of "yyyy', "2013-05"),
        ("yyyy", "2013"),
        ("mmmm", "2013-05"),
        ("d mmm", "2013-05-01"),
        ("[$-409]d\\-mmm\\-yy", "2013-05-01"),
    ],
)
def test_a_date_is_as_exact_as_it_is_shown(tmp_path: Path, number_format: str, date: str) -> None:
    path = workbook(tmp_path, {"events": [["title", "date"], ["A", dt.date(2013, 5, 1)]]})
    book = openpyxl.load_workbook(path)
    book["events"]["B2"].number_format = number_format
    book.save(path)
    assert records(plan(empty(), "xlsx", path)) == [{"title": "A", "date": date}]


def test_a_formula_without_its_result_is_a_fault(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"events": [["title", "date"], ["=A1", "2013"], ["B", "2013"]]})
    (fault,) = faults(plan(empty(), "xlsx", path))
    assert fault.startswith("sheet events, row 2, column 1: a formula without its result")


def test_the_result_of_a_formula_is_its_value(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"events": [["title", "date"], ["=1+1", "2013"]]})
    repack(
        path,
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"),
    )
    assert records(plan(empty(), "xlsx", path)) == [{"title": "2", "date": "2013"}]


def repack(path: Path, name: str, change: Any) -> None:
    with zipfile.ZipFile(path) as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w") as packed:
        for each, data in parts.items():
            packed.writestr(each, data)


def test_cells_merged_down_hold_for_each_row_and_across_for_none(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "events": [
                ["title", "date", "status"],
                ["A", "2013"],
                ["B"],
                ["C", "2014"],
                ["D", "2015"],
            ]
        },
    )
    book = openpyxl.load_workbook(path)
    book["events"].merge_cells("B2:B3")
    book["events"].merge_cells("B5:C5")
    book.save(path)
    made = plan(empty(), "xlsx", path)
    assert faults(made) == ["sheet events, row 5: cells are merged across columns; unmerge them"]
    dates = [plain(each.after)["date"] for each in made.entries if each.after and each.number]
    assert dates == ["2013", "2013", "2014"]


def test_an_error_in_a_cell_is_a_fault(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"events": [["title", "date"], ["#REF!", "2013"]]})
    assert faults(plan(empty(), "xlsx", path)) == [
        "sheet events, row 2, column 1: holds the error #REF!"
    ]


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * (1 << 20))
    return data.getvalue()


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(bomb())
    with pytest.raises(ImportFault, match="unpacks to more than 256 MB"):
        plan(empty(), "xlsx", path)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"events": [["title", "date"], ["A", "2013"]]})
    repack(path, "xl/worksheets/sheet1.xml", lambda _text: ENTITIES)
    with pytest.raises(ImportFault, match="is no workbook that can be read"):
        plan(empty(), "xlsx", path)


@pytest.mark.parametrize("length", [10, 500, 3000])
def test_a_truncated_workbook_is_refused(tmp_path: Path, length: int) -> None:
    path = workbook(tmp_path, {"events": [["title", "date"], ["A", "2013"]]})
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(ImportFault, match="is no workbook that can be read"):
        plan(empty(), "xlsx", path)


def test_a_text_that_excel_would_cut_is_named_as_lost(tmp_path: Path) -> None:
    from invented import group

    store = holding({"group:a": group("A", summary="x" * 40_000)})
    losses = [*export(store, "xlsx", ["group:a"], tmp_path / "x.xlsx")]
    assert [loss.what for loss in losses] == ["summary of more than 32,767 characters"]
    assert taken_in("xlsx", tmp_path / "x.xlsx") == {"group:a": group("A")}


def test_each_format_is_recognised(tmp_path: Path) -> None:
    records = invented()
    store = holding(records)
    for name, kind in (
        ("xlsx", ""),
        ("csv", "event"),
        ("geojson", "event"),
        ("csl-json", "source"),
        ("ris", "source"),
        ("bibtex", "source"),
    ):
        refs = [ref for ref in records if ref.startswith(kind)]
        export(store, name, refs, tmp_path / name)
        assert format_of(ImportFile(tmp_path / name)).name == name


# The command line


def test_a_mapping_file_is_written_once_and_then_used(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Title;Date;Lat;Lon;Ort\nClash;2013;;;Gao\n")
    run("new", "db.json")
    run("import", str(path), "--write-mapping")
    mapping = tmp_path / "x.csv.mapping.toml"
    mapping.write_text(mapping.read_text().replace('Ort = ""', 'Ort = "place.name"'))
    answer = run("import", str(path), "--dry-run")
    assert "“Ort” as place.name" in answer.err
    assert "is there already" in run("import", str(path), "--write-mapping").err


def test_a_mapping_file_elsewhere(run: Run, tmp_path: Path) -> None:
    run("new", "db.json")
    path, mapping = tmp_path / "x.csv", tmp_path / "m.toml"
    path.write_text("A;B\nClash;2013\n")
    assert "does not exist" in run("import", str(path), "--mapping", str(mapping)).err
    mapping.write_text('kind = "event"\n[columns]\nA = "title"\nB = "date"\n')
    assert run("import", str(path), "--mapping", str(mapping), "--dry-run").status == 0
