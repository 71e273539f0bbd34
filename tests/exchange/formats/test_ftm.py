"""FollowTheMoney entities: what comes in of them, what goes out, and what of it is valid."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from briefing.exchange.file import ImportFault
from briefing.exchange.formats.ftm.writing import entity_id
from briefing.exchange.plan import Outcome
from briefing.exchange.reading import WEAK_ALIAS, Item
from briefing.store.store import Store
from passing import REAL, faults, items_of, lost, planned, proposals, skipped, store_of, taken_in
from shipped import records as shipped_records


def entity(id_: str, schema: str, **properties: Any) -> dict[str, Any]:
    listed = {
        name: value if isinstance(value, list) else [value] for name, value in properties.items()
    }
    return {"id": id_, "schema": schema, "properties": listed}


def read(folder: Path, *entities: object) -> list[Item]:
    path = folder / "entities.ijson"
    path.write_text("\n".join(map(json.dumps, entities)), encoding="utf-8")
    return items_of(path, "ftm")


PERSON = entity("p1", "Person", name="Idris Talon")
BODY = entity("o1", "Organization", name="Northern Front")


def test_a_person(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        entity(
            "Q7",
            "Person",
            name="Idris Talon",
            alias=["Abu Talon"],
            previousName="Idris Vedra",
            birthDate="1971-01-22",
            deathDate="2013-02",
            nationality=["ml", "dz"],
            position=["commander", "spokesman"],
            wikidataId="Q123",
            topics="role.pep",
        ),
    )
    store = store_of()
    taken_in(store, found)
    record: Any = store.need("leader:idris-talon")
    assert record.aliases == ("Abu Talon", "Idris Vedra")
    assert (record.born, record.died) == ("1971-01-22", "2013-02")
    assert record.nationalities == ("ML", "DZ")
    assert record.position == "commander; spokesman"
    assert record.ids == ("ftm:Q7", "wikidata:Q123")
    assert record.tags == ("role.pep",)
    assert [store.label(each.source) for each in record.cites] == ["entities.ijson"]


def test_several_dates_are_one_of_a_set(tmp_path: Path) -> None:
    (person,) = proposals(
        read(tmp_path, entity("p", "Person", name="A B", birthDate=["1963", "1962-05"])), "leader"
    )
    assert person.raw["born"] == "[1962-05,1963]"


def test_the_name_is_the_caption(tmp_path: Path) -> None:
    names = ["Виталий КУЗЬМЕНКО", "Vitalij Kuzmenko", "Vitaly Yurievich KUZMENKO"]
    captioned = {**entity("p", "Person", name=names), "caption": names[1]}
    (person,) = proposals(read(tmp_path, captioned), "leader")
    assert person.raw["name"] == names[1]
    assert person.raw["aliases"] == [names[0], names[2]]


def test_without_a_caption_a_latin_name_like_the_others(tmp_path: Path) -> None:
    names = ["Виталий Юрьевич КУЗЬМЕНКО", "V. K.", "Vitaly Yurievich KUZMENKO"]
    (person,) = proposals(read(tmp_path, entity("p", "Person", name=names)), "leader")
    assert person.raw["name"] == names[2]


@pytest.mark.parametrize("schema", ["Organization", "PublicBody", "Company", "LegalEntity"])
def test_a_body(tmp_path: Path, schema: str) -> None:
    body = entity(
        "o", schema, name="Northern Front", abbreviation="NF", country="ml", status="active"
    )
    (group,) = proposals(read(tmp_path, body), "group")
    assert group.raw["abbreviation"] == "NF"
    assert group.raw["countries"] == ["ML"]
    assert group.raw["status"] == "active"


def test_a_weak_alias_does_not_identify(tmp_path: Path) -> None:
    store = store_of()
    taken_in(store, read(tmp_path, entity("p", "Person", name="Idris Talon", weakAlias="Ali")))
    record: Any = store.need("leader:idris-talon")
    assert record.aliases == ("Ali",)
    assert [each.passage for each in record.cites if each.reason == WEAK_ALIAS] == ["Ali"]
    plan = planned(store, read(tmp_path, entity("q", "Person", name="Ali")))
    assert plan.entries[-1].outcome is Outcome.NEW


@pytest.mark.parametrize(
    ("schema", "ends", "type_", "role"),
    [
        ("Membership", ("member", "organization"), "member", "scribe"),
        ("Directorship", ("director", "organization"), "member", "scribe"),
        ("Employment", ("employee", "employer"), "member", "scribe"),
    ],
)
def test_ties_to_a_body(
    tmp_path: Path, schema: str, ends: Sequence[str], type_: str, role: str
) -> None:
    tie = entity("t", schema, **{ends[0]: "p1", ends[1]: "o1"}, role="scribe", startDate="2012")
    (link,) = proposals(read(tmp_path, tie, PERSON, BODY), "link")
    assert (link.raw["type"], link.raw["role"], link.raw["start"]) == (type_, role, "2012")
    assert (link.raw["from"], link.raw["to"]) == ("p1", "o1")


def test_who_directs_is_no_leader(tmp_path: Path) -> None:
    tie = entity("t", "Directorship", director="p1", organization="o1")
    (link,) = proposals(read(tmp_path, tie, PERSON, BODY), "link")
    assert (link.raw["type"], link.raw["role"]) == ("member", "director")


def test_a_succession(tmp_path: Path) -> None:
    old = entity("o2", "Organization", name="Old Front")
    tie = entity("t", "Succession", predecessor="o2", successor="o1", date="2012-03")
    (link,) = proposals(read(tmp_path, tie, old, BODY), "link")
    assert [link.raw[name] for name in ("type", "from", "to")] == ["succeeds", "o1", "o2"]
    assert link.raw["start"] == "2012-03"


def test_an_unknown_link_with_a_type_of_ours(tmp_path: Path) -> None:
    other = entity("o2", "Organization", name="Old Front")
    tie = entity("t", "UnknownLink", subject="o1", object="o2", role="allied")
    (link,) = proposals(read(tmp_path, tie, other, BODY), "link")
    assert link.raw["type"] == "allied"


def test_ties_without_a_type_of_ours_are_counted(tmp_path: Path) -> None:
    other = entity("p2", "Person", name="Ana Vedra")
    ties = [
        entity("t1", "Family", person="p1", relative="p2", relationship="sister"),
        entity("t2", "Associate", person="p1", associate="p2"),
        entity("t3", "Ownership", owner="p1", asset="o1"),
        entity("t4", "UnknownLink", subject="p1", object="o1", role="banker"),
    ]
    found = read(tmp_path, PERSON, other, BODY, *ties)
    assert proposals(found, "link") == []
    assert sorted(skipped(found)) == [
        "UnknownLink that is no type of link of a briefing",
        "entities of the schema Associate",
        "entities of the schema Family",
        "entities of the schema Ownership",
    ]


def test_an_event(tmp_path: Path) -> None:
    happened = entity(
        "e",
        "Event",
        name="Raid on Kidal",
        startDate="2012-01-24T10:00:00",
        endDate="2012-01-25",
        location="Kidal",
        country="ml",
        involved=["o1"],
        organizer="p1",
    )
    (event,) = proposals(read(tmp_path, happened, PERSON, BODY), "event")
    assert event.raw["date"] == "2012-01-24/2012-01-25"
    assert event.raw["place"] == {"name": "Kidal", "country": "ML"}
    assert event.raw["actors"] == [
        {"ref": "p1", "role": "initiator"},
        {"ref": "o1", "role": ""},
    ]


def test_an_event_without_a_date_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, entity("e", "Event", name="Raid on Kidal"))
    assert skipped(found) == ["events without a date"]


def test_a_document_is_a_source_and_proves(tmp_path: Path) -> None:
    article = entity(
        "a",
        "Article",
        title="Offensive ends",
        author="A. Writer",
        publisher="The Gazette",
        publishedAt="2014-01-24",
        sourceUrl="https://example.org/1",
        language="eng",
        bodyText="One line.\nAnother.",
    )
    store = store_of()
    taken_in(store, read(tmp_path, article, entity("p", "Person", name="Idris Talon", proof="a")))
    source: Any = store.need("source:2014-01-24-offensive-ends")
    assert (source.type, source.language, source.text) == ("article", "en", "One line.\nAnother.")
    assert store.need("leader:idris-talon").cites[0].source == "source:2014-01-24-offensive-ends"


def test_a_listing_is_a_cite_of_the_list_of_its_authority(tmp_path: Path) -> None:
    listing = entity(
        "s",
        "Sanction",
        entity="p1",
        authority="UN Security Council",
        program="Mali",
        listingDate="2017-09-05",
        reason="for threatening the peace",
        unscId="MLi.001",
    )
    store = store_of()
    taken_in(store, read(tmp_path, listing, PERSON))
    record: Any = store.need("leader:idris-talon")
    assert "un:MLi.001" in record.ids
    (cite,) = record.cites
    assert store.label(cite.source) == "Sanctions list: UN Security Council"
    assert cite.passage == (
        "programme Mali; UN number MLi.001; listed on 2017-09-05; reason for threatening the peace"
    )


def test_a_note_goes_into_the_summary(tmp_path: Path) -> None:
    note = entity("n", "Note", entity="p1", description="Seen in Kidal.")
    (person,) = proposals(read(tmp_path, note, PERSON), "leader")
    assert person.raw["summary"] == "Seen in Kidal."


def test_what_a_data_set_notes_is_its_passage(tmp_path: Path) -> None:
    noted = {**entity("p", "Person", name="Idris Talon", notes="At large"), "datasets": ["eu_fsf"]}
    store = store_of()
    taken_in(store, read(tmp_path, noted))
    record: Any = store.need("leader:idris-talon")
    assert [(store.label(it.source), it.passage) for it in record.cites] == [("eu_fsf", "At large")]
    assert record.summary == ""


def test_a_country_of_no_standard_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, entity("o", "Organization", name="Front", country=["suhh", "ml"]))
    assert skipped(found) == ["country suhh, which ISO 3166 does not have"]


def test_the_country_of_a_person_is_no_nationality(tmp_path: Path) -> None:
    found = read(tmp_path, entity("p", "Person", name="Idris Talon", country="ml"))
    (person,) = proposals(found, "leader")
    assert person.raw["nationalities"] == []
    assert skipped(found) == ["country of Person"]


def test_parts_of_one_entity_are_put_together(tmp_path: Path) -> None:
    more = entity("p1", "Person", name="Idris Talon", birthDate="1971")
    (person,) = proposals(read(tmp_path, PERSON, more), "leader")
    assert person.raw["born"] == "1971"


@pytest.mark.parametrize(
    ("entities", "problem"),
    [
        ([PERSON, 3], "line 2: no entity: it is no JSON object"),
        ([PERSON, {"schema": "Person", "properties": {}}], "line 2, id: the entity has no id"),
        ([entity("p", "Person", name=[1])], "line 1, name: a value is no text"),
        ([entity("p", "Person", birthDate="1971")], "line 1, name: it has no name"),
        (
            [entity("p", "Person", name="A", birthDate="soon")],
            "line 1, birthDate: “soon” is no date",
        ),
        (
            [PERSON, entity("p1", "Company", name="A")],
            "line 2: “p1” is the id of a Person in line 1 too",
        ),
        (
            [PERSON, entity("t", "Membership", member="p1", organization="gone")],
            "line 2, organization: refers to “gone”, which is not in the file",
        ),
        (
            [PERSON, entity("t", "Membership", member="p1")],
            "line 2, organization: the Membership lacks its organization",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, entities: Sequence[object], problem: str
) -> None:
    assert faults(read(tmp_path, *entities)) == [problem]


def test_a_tie_to_itself_is_a_fault(tmp_path: Path) -> None:
    tie = entity("t", "UnknownLink", subject="o1", object="o1", role="allied")
    plan = planned(store_of(), read(tmp_path, tie, BODY))
    assert [each.problem for each in plan.faults] == ["to: a record cannot be linked to itself"]


def test_deep_and_broken_lines_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "entities.ijson"
    deep = "[" * 100_000
    path.write_text(f"{json.dumps(PERSON)}\n{deep}\n{{\0\n", encoding="utf-8")
    assert [each.partition(":")[0] for each in faults(items_of(path, "ftm"))] == [
        "line 2",
        "line 3",
    ]


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.ijson"
    path.write_text("not JSON at all", encoding="utf-8")
    with pytest.raises(ImportFault, match="holds no FollowTheMoney entities"):
        items_of(path, "ftm", is_recognised=False)


def shipped() -> Store:
    return store_of(shipped_records())


def test_the_shipped_briefing_goes_out_the_same_every_time_and_says_what_it_loses() -> None:
    first, losses = lost(shipped(), "ftm")
    assert lost(shipped(), "ftm")[0] == first
    assert "casualties" in losses
    assert "exactness of date" in losses


def test_an_export_changes_nothing_in_its_own_briefing(tmp_path: Path) -> None:
    path = tmp_path / "out.ijson"
    path.write_bytes(lost(shipped(), "ftm")[0])
    assert set(planned(shipped(), items_of(path, "ftm")).counts()) == {"same"}


def test_an_export_is_valid() -> None:
    limit = csv.field_size_limit()
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    csv.field_size_limit(limit)  # its import lifts it for everybody
    lines = io.BytesIO(lost(shipped(), "ftm")[0]).readlines()
    for line in lines:
        raw = json.loads(line)
        schema = ftm.model.get(raw["schema"])
        schema.validate(raw)
        cleaned = ftm.model.get_proxy(raw, cleaned=False).to_dict()["properties"]
        for name, values in raw["properties"].items():
            assert sorted(cleaned[name]) == sorted(values)
    assert len(lines) == 59


def test_an_id_is_one_whatever_the_letters() -> None:
    assert entity_id("group:aqim") == "briefing-group-aqim"
    assert entity_id("group:القاعدة") == entity_id("group:القاعدة") != entity_id("group:داعش")


@pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real data is not here")
@pytest.mark.parametrize(
    ("name", "counts"), [("ftm-donations.ijson", 96), ("ftm-sanctions-sample.ijson", 7)]
)
def test_a_real_file(name: str, counts: int) -> None:
    plan = taken_in(store_of(), items_of(REAL / name, "ftm"))
    assert plan.counts() == {"new": counts}
