"""The Georeferenced Event Dataset of UCDP."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.exchange.file import ImportFault, ImportFile
from briefing.exchange.format import format_of
from briefing.exchange.plan import Plan
from briefing.exchange.reading import Dataset, ReadFault
from briefing.model.kinds.event import Actor, Casualties, Place
from briefing.model.kinds.group import Group
from briefing.model.kinds.record import Cite
from briefing.model.kinds.source import Source
from briefing.store.store import Store
from event_files import (
    FIRST_COLUMNS,
    GED,
    events,
    fault_of,
    items,
    planned,
    table,
    the_event,
    written,
)

REAL = next(
    (found for each in Path(__file__).parents if (found := each / "shared/data/events").is_dir()),
    Path("shared/data/events"),
)


def groups(plan: Plan) -> dict[str, Group]:
    return {each.after.name: each.after for each in plan.entries if isinstance(each.after, Group)}


def killed(who: str, low: int | None, best: int | None, high: int | None) -> Casualties:
    return Casualties(who=who, outcome="killed", low=low, best=best, high=high)


def test_an_event_with_all_that_its_row_says(tmp_path: Path) -> None:
    event = the_event(tmp_path, GED)
    assert event.title == "Clash between Government of Mali and Northern Front, Wadi Selim"
    assert (event.date, event.kind, event.subkind) == ("2019-03-01", "battles", "")
    assert event.place == Place(
        name="Wadi Selim",
        admin1="Kidal region",
        country="ML",
        latitude=18.5,
        longitude=-1.25,
        precision="exact",
    )
    assert event.actors == (
        Actor(ref="group:government-of-mali", role="participant"),
        Actor(ref="group:northern-front", role="participant"),
    )
    assert event.ids == ("ucdp:event:7",)
    assert event.tags == ("ucdp:conflict:300", "ucdp:dyad:500")
    assert event.cites == (
        Cite(
            source="source:ucdp-georeferenced-event-dataset-events-csv",
            passage='"Wire,2019-03-02,Ambush kills three"',
            reason="as reported by Wire. original source: police. relid: KAR-2019-1-5-7",
        ),
    )


@pytest.mark.parametrize(
    ("precision", "clarity", "start", "end", "date"),
    [
        ("1", "1", "2019-03-01", "2019-03-01", "2019-03-01"),
        ("1", "1", "2019-03-01", "2019-03-03", "2019-03-01/2019-03-03"),
        ("2", "1", "2019-03-01", "2019-03-04", "[2019-03-01..2019-03-04]"),
        ("2", "2", "2019-03-01", "2019-03-04", "2019-03-01/2019-03-04"),
        ("3", "1", "2019-03-01", "2019-03-07", "[2019-03-01..2019-03-07]"),
        ("3", "2", "2019-03-01", "2019-03-07", "2019-03-01/2019-03-07"),
        ("4", "1", "2019-02-01", "2019-02-28", "2019-02"),
        ("4", "1", "2019-02-01", "2019-02-27", "[2019-02-01..2019-02-27]"),
        ("4", "2", "2019-02-01", "2019-02-28", "2019-02-01/2019-02-28"),
        ("5", "1", "2019-01-01", "2019-12-31", "2019"),
        ("5", "1", "2019-03-01", "2019-05-31", "[2019-03-01..2019-05-31]"),
        ("5", "2", "2019-01-01", "2019-12-31", "2019-01-01/2019-12-31"),
        # The bounds are not given: no more than about.
        ("2", "1", "2019-03-01", "2019-03-01", "2019-03-01~"),
        ("3", "2", "2019-03-01", "2019-03-01", "2019-03-01~"),
        ("4", "1", "2019-03-01", "2019-03-01", "2019-03~"),
        ("5", "1", "2019-03-01", "2019-03-01", "2019~"),
        # Versions up to 18.1 have times of day.
        ("1", "1", "2019-03-01 00:00:00.000", "2019-03-01 00:00:00.000", "2019-03-01"),
        ("4", "1", "0099-03-01", "0099-03-31", "0099-03"),
        ("1", "1", "9999-12-31", "9999-12-31", "9999-12-31"),
        ("5", "1", "9999-01-01", "9999-12-31", "[9999-01-01..9999-12-31]"),
    ],
)
def test_a_date_claims_no_more_than_its_precision_and_clarity(
    tmp_path: Path, precision: str, clarity: str, start: str, end: str, date: str
) -> None:
    event = the_event(
        tmp_path,
        GED,
        date_prec=precision,
        event_clarity=clarity,
        date_start=start,
        date_end=end,
    )
    assert event.date == date


def test_a_summary_tells_of_clashes(tmp_path: Path) -> None:
    event = the_event(tmp_path, GED, event_clarity="2")
    assert event.title == "Clashes between Government of Mali and Northern Front, Wadi Selim"


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (
            {},
            (killed("Government of Mali", 1, 1, 1), killed("Northern Front", 2, 2, 2)),
        ),
        (
            {"high": "9"},
            (
                killed(
                    "people, by the best estimate 1 Government of Mali, 2 Northern Front", 3, 3, 9
                ),
            ),
        ),
        (
            {"deaths_a": "0", "deaths_b": "0", "deaths_unknown": "3", "low": "1"},
            (killed("people, by the best estimate all of unknown status", 1, 3, 3),),
        ),
        (
            {"deaths_a": "0", "deaths_b": "0", "deaths_unknown": "3"},
            (killed("people of unknown status", 3, 3, 3),),
        ),
        # They do not add up: the total only.
        ({"deaths_a": "5"}, (killed("", 3, 3, 3),)),
        # None is known to have died, and 0 is not unknown.
        (
            {"deaths_a": "0", "deaths_b": "0", "best": "0", "low": "0", "high": "4"},
            (killed("", 0, 0, 4),),
        ),
        ({"deaths_a": "", "deaths_b": "", "best": "", "low": "", "high": ""}, ()),
        (
            {"best": "3.0", "low": "3.0", "high": "3.0", "deaths_a": "0", "deaths_b": "3.0"},
            (killed("Northern Front", 3, 3, 3),),
        ),
    ],
)
def test_the_dead_are_counted_once(
    tmp_path: Path, cells: dict[str, str], rows: tuple[Casualties, ...]
) -> None:
    assert the_event(tmp_path, GED, **cells).casualties == rows


@pytest.mark.parametrize(
    ("cells", "row", "told"),
    [
        (
            {"low": "4", "high": "9"},
            (None, 3, 9),
            "low estimates of deaths that are above the best one",
        ),
        ({"high": "2"}, (3, 3, None), "high estimates of deaths that are below the best one"),
    ],
)
def test_an_estimate_beyond_the_best_one_is_left_out_and_told(
    tmp_path: Path,
    cells: dict[str, str],
    row: tuple[int | None, int | None, int | None],
    told: str,
) -> None:
    plan = planned(written(tmp_path, table({**GED, **cells})))
    (total,) = events(plan)[0].casualties
    assert (total.low, total.best, total.high) == row
    assert plan.skipped[told] == 1


@pytest.mark.parametrize(
    ("code", "region", "precision"),
    [
        ("1", "Kidal region", "exact"),
        ("2", "Kidal region", "near"),
        ("3", "Kidal region", "admin2"),
        ("4", "Kidal region", "admin1"),
        ("5", "Kidal region", "admin1"),
        ("5", "", "country"),
        ("6", "", "country"),
        ("7", "", ""),
    ],
)
def test_how_precise_a_place_is(tmp_path: Path, code: str, region: str, precision: str) -> None:
    place = the_event(tmp_path, GED, where_prec=code, adm_1=region).place
    assert place is not None
    assert place.precision == precision


def test_a_country_that_is_not_understood_is_left_out_and_told(tmp_path: Path) -> None:
    plan = planned(written(tmp_path, table({**GED, "country": "Karsa"})))
    place = events(plan)[0].place
    assert place is not None
    assert (place.name, place.country) == ("Wadi Selim", "")
    assert plan.skipped["country not understood: Karsa"] == 1


def test_one_sided_violence_has_a_perpetrator_and_civilians_who_are_no_group(
    tmp_path: Path,
) -> None:
    cells = {"type_of_violence": "3", "side_b": "Civilians", "side_b_new_id": "9999"}
    plan = planned(written(tmp_path, table({**GED, **cells})))
    (event,) = events(plan)
    assert event.title == "Violence against civilians by Government of Mali, Wadi Selim"
    assert event.kind == "violence against civilians"
    assert event.actors == (
        Actor(ref="group:government-of-mali", role="perpetrator"),
        Actor(name="civilians", role="target"),
    )
    assert [*groups(plan)] == ["Government of Mali"]


def test_an_actor_is_one_group_with_its_id_its_kind_and_its_other_names(tmp_path: Path) -> None:
    plan = planned(
        written(tmp_path, table(GED, {**GED, "id": "8", "side_b": "Front of the North"}))
    )
    found = groups(plan)
    assert found["Government of Mali"] == Group(
        name="Government of Mali",
        kind="government",
        countries=("ML",),
        ids=("ucdp:actor:11",),
        cites=(Cite(source="source:ucdp-georeferenced-event-dataset-events-csv"),),
    )
    assert found["Northern Front"].kind == "rebel group"
    assert found["Northern Front"].aliases == ("Front of the North",)
    assert plan.counts() == {"new": 5}


def test_a_party_of_a_non_state_conflict_only_has_no_kind(tmp_path: Path) -> None:
    row = {**GED, "type_of_violence": "2", "side_a": "Guard", "gwnoa": ""}
    assert [each.kind for each in groups(planned(written(tmp_path, table(row)))).values()] == [
        "",
        "",
    ]


def test_two_actors_of_one_name_are_two(tmp_path: Path) -> None:
    other = {**GED, "id": "8", "side_b_new_id": "13"}
    plan = planned(written(tmp_path, table(GED, other)))
    assert [event.actors[1].ref for event in events(plan)] == [
        "group:northern-front",
        "group:northern-front-2",
    ]


def test_two_events_of_one_title_day_and_place_are_two(tmp_path: Path) -> None:
    plan = planned(written(tmp_path, table(GED, {**GED, "id": "8"})))
    assert len(events(plan)) == 2
    assert len({each.ref for each in plan.entries}) == 5


def test_a_candidate_event_still_to_be_checked_is_unverified(tmp_path: Path) -> None:
    event = the_event(tmp_path, GED, code_status="Check deaths")
    assert event.status == "unverified"
    assert "code_status: Check deaths" in event.cites[0].reason


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("GEDEvent_v23_1.csv", "UCDP Georeferenced Event Dataset 23.1"),
        ("GEDEvent_v24_0_3.csv", "UCDP Georeferenced Event Dataset 24.0.3"),
        ("ged191_sample.csv", "UCDP Georeferenced Event Dataset 19.1"),
        ("mine.csv", "UCDP Georeferenced Event Dataset, mine.csv"),
        ("merged231.csv", "UCDP Georeferenced Event Dataset, merged231.csv"),
    ],
)
def test_the_source_is_the_version_that_the_file_is_named_after(
    tmp_path: Path, name: str, title: str
) -> None:
    dataset = items(written(tmp_path, table(GED), name))[0]
    assert isinstance(dataset, Dataset)
    assert dataset.title == title
    assert "CC BY 4.0" in dataset.licence
    assert "the file" in dataset.licence.lower()


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    plan = planned(written(tmp_path, table({**GED, "mine": "1"})))
    assert dict(plan.skipped) == {
        "columns that follow from others: year, conflict_dset_id, dyad_dset_id, dyad_name, "
        "side_a_dset_id, side_b_dset_id, geom_wkt, priogrid_gid, country_id, region": 1,
        "unknown columns: mine": 1,
        "names of conflicts (conflict_name)": 1,
        "second-level divisions (adm_2)": 1,
        "descriptions of places (where_description)": 1,
        "numbers of sources (number_of_sources)": 1,
        "marks of active years (active_year)": 1,
    }


def test_files_of_all_kinds_read_alike(tmp_path: Path) -> None:
    wanted = the_event(tmp_path, GED)
    tags = dict.fromkeys(GED, "") | {"date_start": "#date+start", "best": "#affected+killed"}
    comma = {**GED, "latitude": "18,5", "longitude": "-1,25"}
    texts: list[str | bytes] = [
        "\ufeff" + table(GED),
        table(GED, end="\n"),
        table(GED, end="\r"),
        table(comma, delimiter=";"),
        table(GED, delimiter="\t"),
        table(tags, GED),
        table(GED) + "\r\n\r\n",
        table(GED).encode("utf-16"),
        table({name.upper(): cell for name, cell in GED.items()}),
    ]
    for text in texts:
        assert events(planned(written(tmp_path, text))) == [wanted]


def test_the_41_columns_of_older_versions_do(tmp_path: Path) -> None:
    later = ("relid", "code_status", "source_office", "source_date", "source_headline")
    older = {name: cell for name, cell in GED.items() if name not in (*later, "gwnoa", "gwnob")}
    older.pop("active_year")
    assert len(older) == FIRST_COLUMNS
    event = the_event(tmp_path, older)
    assert event.casualties == the_event(tmp_path, GED).casualties
    assert event.cites[0].reason == "original source: police"


def test_a_cell_with_commas_quotation_marks_and_line_ends(tmp_path: Path) -> None:
    event = the_event(tmp_path, GED, source_article='"Wire,\n2019, ""Ambush""";\r\n')
    assert event.cites[0].passage == '"Wire,\n2019, ""Ambush""";'


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"best": "many"}, "line 2, column best: “many” is no whole number"),
        ({"best": "-1"}, "line 2, column best: “-1” is no whole number"),
        ({"best": "9" * 5000}, f"line 2, column best: “{'9' * 40}…” is no whole number"),
        ({"latitude": "north"}, "line 2, column latitude: “north” is no number"),
        ({"id": ""}, "line 2, column id: is empty"),
        ({"id": "x"}, "line 2, column id: “x” is no whole number"),
        ({"side_a": " "}, "line 2, column side_a: is empty"),
        ({"type_of_violence": "4"}, "line 2, column type_of_violence: “4” is none of 1, 2, 3"),
        ({"event_clarity": "0"}, "line 2, column event_clarity: “0” is none of 1, 2"),
        ({"date_prec": "0"}, "line 2, column date_prec: “0” is none of 1, 2, 3, 4, 5"),
        (
            {"date_start": "1/3/2019"},
            "line 2, column date_start: “1/3/2019” is no day such as 2013-01-12 or 12 January 2013",
        ),
        (
            {"date_end": "2019-02-28"},
            "line 2, column date_end: 2019-02-28 is before date_start, 2019-03-01",
        ),
    ],
)
def test_a_cell_that_is_not_understood_is_a_fault_with_its_line_and_column(
    tmp_path: Path, cells: dict[str, str], problem: str
) -> None:
    assert fault_of(tmp_path, GED, **cells) == problem


def test_a_number_out_of_range_is_a_fault(tmp_path: Path) -> None:
    assert "between -90 and 90" in fault_of(tmp_path, GED, latitude="99")
    assert "longitude" in fault_of(tmp_path, GED, longitude="")


def test_a_nul_is_a_fault(tmp_path: Path) -> None:
    assert "NUL" in fault_of(tmp_path, GED, source_article="a\0b")
    assert "NUL" in fault_of(tmp_path, GED, adm_1="a\0b")


def test_a_row_that_is_cut_is_a_fault_and_the_others_are_read(tmp_path: Path) -> None:
    text = table(GED, {**GED, "id": "8"}).rstrip("\r\n")
    found = planned(written(tmp_path, text[:-16]))
    assert [str(each) for each in found.faults] == [
        "line 3: has 42 cells instead of 49; it is cut, or a quotation mark is missing"
    ]
    assert (
        len(
            [
                each
                for each in found.entries
                if isinstance(each.after, type(the_event(tmp_path, GED)))
            ]
        )
        == 1
    )


def test_a_quotation_mark_that_never_closes_is_one_fault(tmp_path: Path) -> None:
    text = table(GED) + '"' + "2019\r\n" * 30_000
    (fault,) = planned(written(tmp_path, text)).faults
    assert str(fault) == (
        "line 3: field larger than field limit (131072); is a quotation mark missing?"
    )


def test_a_file_of_other_columns_is_not_recognised(tmp_path: Path) -> None:
    other = {name: cell for name, cell in GED.items() if name != "best"}
    assert format_of(written(tmp_path, table(other))).name == "csv"
    with pytest.raises(ImportFault, match="has no column best"):
        items(written(tmp_path, table(other)), "ucdp-ged")
    with pytest.raises(ImportFault, match="two columns best"):
        items(written(tmp_path, table(GED).replace("year", "best", 1)), "ucdp-ged")


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    store = Store.in_memory()
    others = ({**GED, "id": "8", "high": "9"}, {**GED, "id": "9", "side_b_new_id": "13"})
    file = written(tmp_path, table(GED, *others))
    planned(file, store).commit(store)
    assert planned(file, store).counts() == {"same": 7}


def test_a_group_that_is_there_gets_its_id(tmp_path: Path) -> None:
    store = Store.in_memory()
    store.put("group:nf", Group(name="northern front"))
    planned(written(tmp_path, table(GED)), store).commit(store)
    assert store.need("group:nf").ids == ("ucdp:actor:12",)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*GED]), st.text(max_size=20), max_size=6))
def test_any_text_in_any_cell_is_taken_or_is_a_fault(tmp_path: Path, cells: dict[str, str]) -> None:
    text = table({**GED, **cells}, {**GED, "id": "8"})
    store = Store.in_memory()
    file = written(tmp_path, text)
    plan = planned(file, store)
    if not plan.faults:
        plan.commit(store)
        assert {*planned(file, store).counts()} <= {"same", "doubtful"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_after_the_header_are_rows_or_faults(tmp_path: Path, rest: bytes) -> None:
    file = written(tmp_path, table(GED).encode() + rest)
    try:
        plan = planned(file)
    except ImportFault:
        return
    assert all(isinstance(each, ReadFault) for each in plan.faults)


def test_a_long_file_is_read_in_little_memory(tmp_path: Path) -> None:
    row = table(GED).splitlines()[1]
    path = tmp_path / "long.csv"
    with path.open("w") as out:
        out.write(table(GED))
        out.writelines(f"{row}\n" for _ in range(2_000))
    file = ImportFile(path)
    read = format_of(file).read
    assert read is not None
    tracemalloc.start()
    count = sum(1 for _ in read(file))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count > 2_000
    assert peak < 1 << 20


@pytest.mark.parametrize(
    ("name", "new"),
    [
        ("ged231_sample_1000.csv", {"source": 1, "event": 1000, "group": 272}),
        ("ged_sahel_sample.csv", {"source": 1, "event": 33, "group": 17}),
        ("hdx_ucdp_conflict_data_BGD.csv", {"source": 1, "event": 601, "group": 15}),
    ],
)
def test_real_files_come_in_whole(name: str, new: dict[str, int]) -> None:
    if not (REAL / name).exists():
        pytest.skip(f"{REAL / name} is not there")
    plan = planned(ImportFile(REAL / name))
    assert not plan.faults
    refs = [each.ref for each in plan.entries]
    assert len({*refs}) == len(refs)
    assert {kind: sum(ref.startswith(f"{kind}:") for ref in refs) for kind in new} == new
    assert any(isinstance(each.after, Source) for each in plan.entries)
