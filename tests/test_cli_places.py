"""Places of the world, from a file of GeoNames that the user brings."""

from pathlib import Path

import pytest

from briefing.search.gazetteer import gazetteer_file
from commandline import Run

pytestmark = pytest.mark.usefixtures("home")


def line(
    number: int, name: str, others: str, position: tuple[float, float], country: str, people: int
) -> str:
    """A line in the layout of GeoNames' readme.txt."""
    latitude, longitude = position
    columns = (
        *(number, name, name.encode("ascii", "ignore").decode(), others, latitude, longitude),
        *(
            "P",
            "PPL",
            country,
            "",
            "09",
            "",
            "",
            "",
            people,
            "",
            250,
            "Africa/Bamako",
            "2020-01-01",
        ),
    )
    return "\t".join(map(str, columns))


GAO = line(2457161, "Gao", "Gawgaw,\u063a\u0627\u0648", (16.27167, -0.04472), "ML", 57978)
OTHER_GAO = line(1, "Gao", "", (-11.5, 43.3), "KM", 0)
TIMBUKTU = line(2449893, "Timbuktu", "Tombouctou", (16.77348, -3.00742), "ML", 32460)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "ML.txt"
    path.write_text(f"{OTHER_GAO}\n{GAO}\n{TIMBUKTU}\n", encoding="utf-8")
    return path


def test_all_places_with_a_name_are_shown_and_none_is_chosen(run: Run, dump: Path) -> None:
    assert run("places", "import", dump).out == (
        "3 places taken in; data from GeoNames, CC BY 4.0\n"
    )
    out = run("places", "find", "gao").out
    assert out.index("Gao: Mali, division 09, PPL, 57,978 people") < out.index("Gao: Comoros")
    assert "16.27167, -0.04472" in out
    found = run("places", "find", "Tombouctou", "--json").out
    assert '"name":"Timbuktu"' in found, "by its other name"


@pytest.mark.parametrize("typed", ["GAO", "Gáo", "\u063a\u0627\u0648"])
def test_case_accents_and_script_do_not_matter(run: Run, dump: Path, typed: str) -> None:
    run("places", "import", dump)
    assert "Mali" in run("places", "find", typed).out


def test_a_name_of_no_place_and_a_missing_file_are_told(run: Run, dump: Path) -> None:
    assert "briefing places import" in run("places", "find", "Gao").refusal
    run("places", "import", dump)
    nowhere = run("places", "find", "Ga")
    assert (nowhere.status, "no place is called so" in nowhere.out) == (1, True)
    assert "was not taken in" in run("places", "import", dump.with_name("no.txt")).refusal


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"{GAO}\nGao\t16.3\n".encode(), "line 2 is not one of GeoNames: 2 columns"),
        (GAO.replace("16.27167", "96.3").encode(), "line 1 is not one of GeoNames: 96.3"),
        (GAO.replace("16.27167", "nan").encode(), "is no position"),
        (GAO.replace("57978", "many").encode(), "line 1 is not one of GeoNames"),
        (b"\xff\xfe\t", "line 1 is not one of GeoNames"),
        (b"PK\x03\x04", "unpack it first"),
        (b"", "no place is in it"),
    ],
)
def test_a_file_that_is_none_of_geonames_changes_nothing(
    run: Run, dump: Path, content: bytes, reason: str
) -> None:
    run("places", "import", dump)
    bad = dump.with_name("bad.txt")
    bad.write_bytes(content)
    assert reason in run("places", "import", bad).refusal
    assert "Mali" in run("places", "find", "Gao").out
    assert [each.name for each in gazetteer_file().parent.iterdir()] == ["places.sqlite"]


def test_a_later_file_replaces_the_former(run: Run, dump: Path) -> None:
    run("places", "import", dump)
    dump.write_text(f"{TIMBUKTU}\n", encoding="utf-8")
    run("places", "import", dump)
    assert run("places", "find", "Gao").status == 1


def test_damage_is_told(run: Run, dump: Path) -> None:
    run("places", "import", dump)
    gazetteer_file().write_bytes(b"not a database at all, and long enough to be read as one" * 20)
    assert "is damaged" in run("places", "find", "Gao").refusal
