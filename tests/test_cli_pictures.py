"""Pictures on the command line: lists, drawings in characters, SVG, JSON."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from commandline import Run
from shipped import SAMPLE

MASSACRE = "event:2012-aguelhoc-massacre"


@pytest.fixture
def db(tmp_path: Path, home: Path) -> Path:
    path = tmp_path / "mali.json"
    path.write_bytes(SAMPLE.read_bytes())
    return path


def test_chronology_lists_what_happened_in_order(run: Run, db: Path) -> None:
    lines = run("chronology", db).out.splitlines()
    assert lines[0] == "Chronology: 25 events"
    assert lines[2].split(maxsplit=1)[0] == "2012"
    assert any(f"Massacre of Aguelhoc  (91+† reported F3  {MASSACRE})" in each for each in lines)


def test_what_is_only_possibly_in_the_days_is_marked_and_explained(run: Run, db: Path) -> None:
    out = run("chronology", db, "--during", "January 2012").out
    assert out.startswith("Chronology: 6 events, 4 of them only possibly · ")
    assert "  ≈ 2012 " in out
    assert "≈ only possibly: in these days" in out
    assert "  24 January 2012 " in out


def test_chronology_is_narrowed_parted_and_limited_to_kinds(run: Run, db: Path) -> None:
    out = run("chronology", db, "--filter", "killed>50", "--lanes", "place").out
    assert "1 event" in out.splitlines()[0]
    assert "\nAguelhoc\n" in out
    found = run("chronology", db, "--kind", "link", "--json").json
    assert {each["kind"] for each in found["entries"]} == {"link"}
    assert "link:french-army-part-of-france" in found["undated"]
    assert "none of event, quote" in run("chronology", db, "--kind", "place").refusal
    assert "group:aqim" not in run("chronology", db, "--lens", MASSACRE).out
    assert run("chronology", db, "--lens", "group:nobody").status == 2


def test_json_says_which_days_are_certain(run: Run, db: Path) -> None:
    found = run("chronology", db, "--json", "--as-of", "2013-06-30").json
    assert found["as_of"] == "2013-06-30"
    by_ref = {each["ref"]: each for each in found["entries"]}
    serval = by_ref["event:2013-operation-serval"]
    assert (serval["date"], serval["earliest"], serval["latest"]) == (
        "2013-01/..",
        "2013-01-01",
        None,
    )
    assert serval["certain"] == ["2013-01-31", "2013-01-31"]
    assert serval["goes_on"]
    killed = by_ref[MASSACRE]["killed"]
    assert (killed["low"], killed["high"], killed["at_least"]) == (91, None, True)
    assert "event:2014-timbuktu-offensive" not in by_ref


def test_it_is_drawn_in_characters_of_any_width(
    run: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = run("chronology", db, "--draw", "--width", "60").out
    drawing = out.partition("\n\n")[0].splitlines()
    assert max(map(len, drawing)) <= 60
    assert "░" in out
    plain = run("chronology", db, "--draw", "--ascii").out.partition("\n\n")[0]
    assert plain.isascii()
    monkeypatch.setenv("LC_ALL", "C")
    assert run("chronology", db, "--draw").out.partition("\n\n")[0].isascii()


def test_it_is_written_as_svg(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "time.svg"
    assert run("chronology", db, "--svg", path).out == f"wrote {path}\n"
    assert ElementTree.fromstring(path.read_text()).tag.endswith("svg")  # noqa: S314  our own
    assert "Massacre of Aguelhoc" in path.read_text()
    assert "cannot be written" in run("chronology", db, "--svg", tmp_path / "no" / "x.svg").refusal
    json.loads(run("chronology", db, "--svg", path, "--json").out.splitlines()[-1])


def test_patterns_count_by_what_is_asked(run: Run, db: Path) -> None:
    out = run("patterns", db, "--rows", "country", "--columns", "none").out
    assert out.startswith("Patterns · events by country\n")
    assert "  Mali        16\n" in out
    assert "  Total       25\n" in out
    drawn = run("patterns", db, "--draw", "--width", "80", "--ascii", "--measure", "killed").out
    assert "91+" in drawn.partition("\n\n")[0]
    assert drawn.partition("\n\n")[0].isascii()


def test_patterns_of_some_days_are_possibly_in_them(run: Run, db: Path) -> None:
    out = run("patterns", db, "--during", "January 2012", "--columns", "none").out
    assert "  Total                       2 + 4 possibly\n" in out
    found = run("patterns", db, "--during", "January 2012", "--json").json
    assert found["days"] == ["2012-01-01", "2012-01-31"]
    assert found["total"]["events"] == {"certain": 2, "possible": 4, "apart": {}}


def test_patterns_refuse_what_they_cannot_count(run: Run, db: Path) -> None:
    assert "colour: choose one of kind" in run("patterns", db, "--rows", "colour").refusal
    assert "rows and columns are both" in run("patterns", db, "--columns", "kind").refusal


def test_patterns_are_drawn_as_svg(run: Run, db: Path, tmp_path: Path) -> None:
    for number, columns in enumerate(("month", "none")):
        path = tmp_path / f"{number}.svg"
        run("patterns", db, "--columns", columns, "--svg", path)
        svg = ElementTree.fromstring(path.read_text("utf-8"))  # noqa: S314  our own
        texts = " ".join(each.text or "" for each in svg.iter())
        assert "strategic developments" in texts
        assert "Counts show what is recorded here" in texts


def test_a_drawing_of_patterns_leaves_no_figure_out(run: Run, db: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    asked = ("--rows", "country", "--columns", "day", "--during", "2012-01/2012-03")
    run("patterns", db, *asked, "--measure", "killed", "--svg", path)
    svg = ElementTree.fromstring(path.read_text("utf-8"))  # noqa: S314  our own
    texts = [each.text for each in svg.iter("{http://www.w3.org/2000/svg}text")]
    # Of Mali, its day, and both totals.
    assert texts.count("≈91+") + texts.count("91+") == 4
    days = [text for text in texts if text and text.isdecimal()]
    assert len(days) == 31 + 29 + 31


def test_the_map_lists_what_happened_by_place(run: Run, db: Path) -> None:
    lines = run("map", db).out.splitlines()
    assert lines[0] == "Map: 19 events at 10 places"
    assert any(line.startswith("Mali · Kati (12.74°N 8.07°W, the spot itself)") for line in lines)
    assert "Without coordinates: The region (1)" in lines
    out = run("map", db, "--during", "January 2014").out
    assert "≈ Attacks on French and African forces" in out
    assert MASSACRE not in out


def test_the_map_is_geojson_for_scripts(run: Run, db: Path) -> None:
    found = run("map", db, "--json", "--filter", "killed>50").json
    assert [each["id"] for each in found["features"]] == [MASSACRE]
    assert found["features"][0]["properties"]["precision"] == "near"
    assert found["unplaced"] == []


def test_the_map_is_drawn_in_characters_and_as_svg(run: Run, db: Path, tmp_path: Path) -> None:
    drawn = run("map", db, "--draw", "--width", "80").out
    assert "Kati" in drawn.partition("Map:")[0]
    assert run("map", db, "--draw", "--ascii").out.partition("Map:")[0].isascii()
    path = tmp_path / "map.svg"
    assert run("map", db, "--svg", path).out == f"wrote {path}\n"
    assert "Map: 19 events at 10 places</text>" in path.read_text("utf-8")
    assert "Prayers at Kati" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "command",
    [
        ("chronology", "--lanes", "source"),
        ("patterns", "--rows", "source", "--columns", "none"),
        ("map",),
        ("network", "event:a"),
    ],
)
def test_an_svg_names_nothing_that_may_not_leave(
    run: Run, tmp_path: Path, home: Path, command: tuple[str, ...]
) -> None:
    place = {"name": "Gao", "latitude": 16.27, "longitude": -0.04, "precision": "exact"}
    cites = [{"source": "source:jane-informant"}]
    event = {"date": "2013-01-05", "place": place, "actors": [{"ref": "group:front"}]}
    tables = {
        "meta": {"format": 1, "title": "T"},
        "source": {"jane-informant": {"title": "Jane Informant", "protection": "protected"}},
        "group": {"front": {"name": "Front"}},
        "event": {
            "a": {"title": "A raid", **event, "cites": cites},
            "b": {"title": "Secret raid", **event, "marking": "red"},
        },
    }
    db, svg = tmp_path / "t.json", tmp_path / "t.svg"
    db.write_text(json.dumps(tables))
    name, *rest = command
    done = run(name, *rest, "--db", db, "--svg", svg, "--max-tlp", "green")
    assert done.status == 0, done.err
    for text in (svg.read_text(), done.out, done.err):
        assert "Jane" not in text
        assert "Secret" not in text


def test_a_kind_named_twice_counts_once(run: Run, db: Path) -> None:
    out = run("chronology", db, "--kind", "event", "--kind", "event").out
    assert out.startswith("Chronology: 25 events\n")


def test_nothing_in_sight_is_said(run: Run, db: Path) -> None:
    out = run("chronology", db, "--filter", "title:zzzz", "--draw").out
    assert "nothing is dated in these days" in out
    assert "9999" not in out
