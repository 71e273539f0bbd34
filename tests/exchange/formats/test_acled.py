"""Armed Conflict Location & Event Data."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.exchange.file import ImportFault
from briefing.exchange.format import format_of
from briefing.exchange.reading import Dataset
from briefing.model.kinds.event import Actor, Casualties, Place
from briefing.model.kinds.group import Group
from briefing.model.kinds.record import Cite
from briefing.model.terms import EVENT_KINDS
from briefing.store.store import Store
from event_files import ACLED, events, fault_of, items, planned, table, the_event, written

ADDED_LATER = ("disorder_type", "civilian_targeting", "tags")

OLD = {
    "data_id": "9001",
    "event_id_no_cnty": "7",
    **{name: cell for name, cell in ACLED.items() if name not in ADDED_LATER},
    "event_date": "01 March 2019",
    "inter1": "2",
    "inter2": "1",
    "interaction": "12",
    "iso3": "MLI",
}
"""The same row in the columns before March 2023."""


def test_an_event_with_all_that_its_row_says(tmp_path: Path) -> None:
    event = the_event(tmp_path, ACLED)
    assert event.title == (
        "Clash between Northern Front and Military Forces of Mali (2013-), Wadi Selim"
    )
    assert (event.date, event.kind, event.subkind) == ("2019-03-01", "battles", "armed clash")
    assert event.place == Place(
        name="Wadi Selim",
        admin1="Kidal",
        country="ML",
        latitude=18.5,
        longitude=-1.25,
        precision="exact",
    )
    assert event.actors == (
        Actor(ref="group:northern-front", role="participant"),
        Actor(name="Martyrs of Selim", role="participant"),
        Actor(name="Youth (Mali)", role="participant"),
        Actor(ref="group:military-forces-of-mali-2013", role="participant"),
    )
    assert event.casualties == (Casualties(outcome="killed", best=3),)
    assert event.ids == ("acled:MLI7",)
    assert event.tags == ("crowd size=about 1000", "local administrators")
    assert event.cites == (
        Cite(
            source="source:armed-conflict-location-event-data-acled-events-csv",
            passage="On 1 March 2019, three were killed.",
            reason="as reported by Wire; Radio Karsa (National)",
        ),
    )


def test_the_columns_before_march_2023_say_the_same(tmp_path: Path) -> None:
    old, new = the_event(tmp_path, OLD), the_event(tmp_path, {**ACLED, "tags": ""})
    assert old == new


@pytest.mark.parametrize(
    ("precision", "date"),
    [("1", "2019-03-01"), ("2", "[2019-02-26~..2019-03-04~]"), ("3", "2019-03~")],
)
def test_a_date_claims_no_more_than_its_precision(
    tmp_path: Path, precision: str, date: str
) -> None:
    assert the_event(tmp_path, ACLED, time_precision=precision).date == date


@pytest.mark.parametrize("day", ["2019-03-01", "01 March 2019", "1 March 2019", "1-Mar-2019"])
def test_days_in_either_form(tmp_path: Path, day: str) -> None:
    assert the_event(tmp_path, ACLED, event_date=day).date == "2019-03-01"


def test_no_fatalities_are_none_or_an_unknown_number(tmp_path: Path) -> None:
    plan = planned(written(tmp_path, table({**ACLED, "fatalities": "0"})))
    assert events(plan)[0].casualties == ()
    assert plan.skipped["fatalities of 0, which mean none or an unknown number"] == 1
    assert the_event(tmp_path, ACLED, fatalities="").casualties == ()


@pytest.mark.parametrize(
    ("kind", "subkind"),
    [(kind, each) for kind in [*EVENT_KINDS][:6] for each in EVENT_KINDS[kind]],
)
def test_every_type_is_a_kind(tmp_path: Path, kind: str, subkind: str) -> None:
    event = the_event(
        tmp_path, ACLED, event_type=kind.capitalize(), sub_event_type=subkind.capitalize()
    )
    assert (event.kind, event.subkind) == (kind, subkind)


def test_the_older_spelling_of_a_sub_event_type(tmp_path: Path) -> None:
    event = the_event(
        tmp_path,
        ACLED,
        event_type="Protests",
        sub_event_type="Excessive force against protestors",
    )
    assert event.subkind == "excessive force against protesters"


@pytest.mark.parametrize(
    ("cells", "kind", "told"),
    [
        ({"event_type": "Riots/Protests"}, "", "event type not known: Riots/Protests"),
        ({"sub_event_type": "Grenade"}, "battles", "sub-event type not known: Grenade"),
    ],
)
def test_an_unknown_type_is_left_out_and_told(
    tmp_path: Path, cells: dict[str, str], kind: str, told: str
) -> None:
    plan = planned(written(tmp_path, table({**ACLED, **cells})))
    assert (events(plan)[0].kind, events(plan)[0].subkind) == (kind, "")
    assert plan.skipped[told] == 1


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        (
            {"event_type": "Violence against civilians", "sub_event_type": "Attack"},
            "Attack against Civilians (Mali) by Northern Front, Wadi Selim",
        ),
        (
            {
                "event_type": "Violence against civilians",
                "sub_event_type": "Abduction/forced disappearance",
            },
            "Abduction/forced disappearance of Civilians (Mali) by Northern Front, Wadi Selim",
        ),
        (
            {"event_type": "Explosions/Remote violence", "sub_event_type": "Grenade"},
            "Grenade by Northern Front against Civilians (Mali), Wadi Selim",
        ),
        (
            {"event_type": "Strategic developments", "sub_event_type": "Agreement"},
            "Agreement: Northern Front and Civilians (Mali), Wadi Selim",
        ),
        (
            {
                "event_type": "Protests",
                "sub_event_type": "Peaceful protest",
                "actor1": "Protesters (Mali)",
                "inter1": "Protesters",
                "actor2": "",
                "inter2": "",
                "location": "",
            },
            "Peaceful protest: Protesters (Mali), Kidal",
        ),
    ],
)
def test_titles(tmp_path: Path, cells: dict[str, str], title: str) -> None:
    civilians = {"actor2": "Civilians (Mali)", "inter2": "Civilians"}
    assert the_event(tmp_path, {**ACLED, **civilians}, **cells).title == title


def test_violence_against_civilians_has_a_direction(tmp_path: Path) -> None:
    event = the_event(
        tmp_path,
        ACLED,
        event_type="Violence against civilians",
        sub_event_type="Attack",
        assoc_actor_1="",
        actor2="Civilians (Mali)",
        assoc_actor_2="Teachers (Mali)",
        inter2="7",
        civilian_targeting="Civilian targeting",
    )
    assert event.actors == (
        Actor(ref="group:northern-front", role="perpetrator"),
        Actor(name="Civilians (Mali)", role="target"),
        Actor(name="Teachers (Mali)", role="target"),
    )
    assert "civilian targeting" in event.tags


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (("1", "State forces", "State Forces"), "state forces"),
        (("2", "Rebel group", "Rebel Groups"), "rebel group"),
        (("3", "Political militia"), "political militia"),
        (("4", "Identity militia", "4.0"), "identity militia"),
        (("8", "External/Other forces"), "external forces"),
    ],
)
def test_types_of_actors_are_kinds_of_groups(
    tmp_path: Path, codes: tuple[str, ...], kind: str
) -> None:
    for code in codes:
        plan = planned(written(tmp_path, table({**ACLED, "inter1": code})))
        found = [each.after for each in plan.entries if isinstance(each.after, Group)]
        assert found[0].name == "Northern Front"
        assert found[0].kind == kind


@pytest.mark.parametrize("code", ["5", "Rioters", "6", "Protesters", "7", "Civilians"])
def test_people_are_no_group(tmp_path: Path, code: str) -> None:
    event = the_event(tmp_path, ACLED, inter1=code, assoc_actor_1="")
    assert event.actors[0] == Actor(name="Northern Front", role="participant")


def test_nobody_knows_whether_two_unidentified_groups_are_one(tmp_path: Path) -> None:
    name = "Unidentified Armed Group (Mali)"
    event = the_event(tmp_path, ACLED, actor1=name, inter1="3", assoc_actor_1="")
    assert event.actors[0] == Actor(name=name, role="participant")


def test_a_group_of_two_types_has_no_kind_and_that_is_told(tmp_path: Path) -> None:
    other = {**ACLED, "event_id_cnty": "MLI8", "inter1": "Political militia"}
    plan = planned(written(tmp_path, table(ACLED, other)))
    kinds = {
        each.after.name: each.after.kind for each in plan.entries if isinstance(each.after, Group)
    }
    assert kinds == {"Northern Front": "", "Military Forces of Mali (2013-)": "state forces"}
    assert plan.skipped["types of actors that have more than one"] == 1


def test_an_associate_that_acts_elsewhere_is_that_group(tmp_path: Path) -> None:
    other = {**ACLED, "event_id_cnty": "MLI8", "actor1": "Martyrs of Selim"}
    plan = planned(written(tmp_path, table(ACLED, other)))
    assert events(plan)[0].actors[1].ref == "group:martyrs-of-selim"
    assert sum(isinstance(each.after, Group) for each in plan.entries) == 3


@pytest.mark.parametrize(("code", "precision"), [("1", "exact"), ("2", "near"), ("3", "admin1")])
def test_how_precise_a_place_is(tmp_path: Path, code: str, precision: str) -> None:
    place = the_event(tmp_path, ACLED, geo_precision=code).place
    assert place is not None
    assert place.precision == precision


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({}, "ML"),
        ({"country": "Karsa"}, "ML"),
        ({"country": "", "iso": "4"}, "AF"),
        ({"country": "Karsa", "iso": "999"}, ""),
    ],
)
def test_a_country_by_its_name_or_its_number(
    tmp_path: Path, cells: dict[str, str], code: str
) -> None:
    place = the_event(tmp_path, ACLED, **cells).place
    assert place is not None
    assert place.country == code


def test_the_source_says_what_its_terms_ask_for(tmp_path: Path) -> None:
    dataset = items(written(tmp_path, table(ACLED)))[0]
    assert isinstance(dataset, Dataset)
    assert dataset.title == "Armed Conflict Location & Event Data (ACLED), events.csv"
    assert dataset.raw["publisher"] == "ACLED"
    assert "attribution policy" in dataset.licence


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    assert dict(planned(written(tmp_path, table({**ACLED, "mine": "1"}))).skipped) == {
        "columns that follow from others: year, disorder_type, interaction, region, timestamp": 1,
        "unknown columns: mine": 1,
        "second-level divisions (admin2)": 1,
        "third-level divisions (admin3)": 1,
    }


def test_files_of_all_kinds_read_alike(tmp_path: Path) -> None:
    wanted = the_event(tmp_path, ACLED)
    tags = dict.fromkeys(ACLED, "") | {"event_date": "#date+occurred", "notes": "#description"}
    texts: list[str | bytes] = [
        "\ufeff" + table(ACLED),
        table(ACLED, delimiter=";", end="\n"),
        table(tags, ACLED),
        table({name.upper(): cell for name, cell in ACLED.items()}).encode("utf-16"),
    ]
    for text in texts:
        assert events(planned(written(tmp_path, text))) == [wanted]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"event_id_cnty": ""}, "line 2, column event_id_cnty: is empty"),
        ({"fatalities": "some"}, "line 2, column fatalities: “some” is no whole number"),
        ({"time_precision": "4"}, "line 2, column time_precision: “4” is none of 1, 2, 3"),
        ({"geo_precision": "x"}, "line 2, column geo_precision: “x” is no whole number"),
        ({"inter1": "9"}, "line 2, column inter1: “9” is no type of actor"),
        ({"event_type": ""}, "line 2, column event_type: is empty"),
        (
            {"event_date": "18/04/2001"},
            (
                "line 2, column event_date: “18/04/2001” is no day such as 2013-01-12 or "
                "12 January 2013"
            ),
        ),
        (
            {"event_date": "0001-01-02", "time_precision": "2"},
            "line 2, column event_date: 0001-01-02 is out of range",
        ),
    ],
)
def test_a_cell_that_is_not_understood_is_a_fault_with_its_line_and_column(
    tmp_path: Path, cells: dict[str, str], problem: str
) -> None:
    assert fault_of(tmp_path, ACLED, **cells) == problem


def test_a_file_without_ids_of_events_is_refused(tmp_path: Path) -> None:
    other = {name: cell for name, cell in OLD.items() if name != "event_id_cnty"}
    assert format_of(written(tmp_path, table(other))).name == "csv"
    with pytest.raises(ImportFault, match="has no column event_id_cnty"):
        items(written(tmp_path, table(other)), "acled")


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    store = Store.in_memory()
    file = written(tmp_path, table(ACLED, {**ACLED, "event_id_cnty": "MLI8"}))
    planned(file, store).commit(store)
    assert planned(file, store).counts() == {"same": 5}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*ACLED]), st.text(max_size=20), max_size=6))
def test_any_text_in_any_cell_is_taken_or_is_a_fault(tmp_path: Path, cells: dict[str, str]) -> None:
    store = Store.in_memory()
    file = written(tmp_path, table({**ACLED, **cells}, {**ACLED, "event_id_cnty": "MLI8"}))
    plan = planned(file, store)
    if not plan.faults:
        plan.commit(store)
        assert {*planned(file, store).counts()} <= {"same", "doubtful"}
