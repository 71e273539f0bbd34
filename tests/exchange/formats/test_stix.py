"""STIX bundles: what comes in of them, what goes out, and whether that is valid."""

import json
import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from briefing.exchange.file import ImportFault
from briefing.exchange.reading import Item
from briefing.store.store import Store
from passing import REAL, faults, items_of, lost, planned, proposals, skipped, store_of, taken_in
from shipped import records as shipped_records

CREATED = "2016-08-08T15:50:10.983Z"


def thing(type_: str, number: int, **properties: Any) -> dict[str, Any]:
    name = f"{type_}--{uuid.UUID(int=number, version=4)}"
    times = {"created": CREATED, "modified": CREATED}
    return {"type": type_, "spec_version": "2.1", "id": name, **times, **properties}


def tie(how: str, one: dict[str, Any], other: dict[str, Any], **more: Any) -> dict[str, Any]:
    ends = {"source_ref": one["id"], "target_ref": other["id"]}
    number = 1000 + crc32(f"{how} {one['id']} {other['id']}".encode())
    return thing("relationship", number, relationship_type=how, **ends, **more)


def read(folder: Path, *objects: object) -> list[Item]:
    path = folder / "bundle.json"
    bundle = {"type": "bundle", "id": "bundle--1", "objects": objects}
    path.write_text(json.dumps(bundle), encoding="utf-8")
    return items_of(path, "stix")


ACTOR = thing("threat-actor", 1, name="Northern Front")
BODY = thing("identity", 2, name="Old Front", identity_class="organization")
PERSON = thing("identity", 3, name="Idris Talon", identity_class="individual")
CAMPAIGN = thing("campaign", 4, name="Sand", first_seen="2016-01-08T12:50:40.123Z")
TOWN = thing("location", 5, name="Kidal", country="ML", latitude=18.4, longitude=1.4)


def test_a_threat_actor(tmp_path: Path) -> None:
    actor = thing(
        "threat-actor",
        1,
        name="Northern Front",
        aliases=["NF"],
        description="An armed group.",
        goals=["hold the north", "trade"],
        threat_actor_types=["terrorist"],
        first_seen="2012-03-01T00:00:00Z",
        confidence=75,
        external_references=[
            {"source_name": "MITRE ATT&CK", "external_id": "G0001"},
            {"source_name": "The Gazette", "url": "https://example.org/1", "description": "p. 1"},
        ],
    )
    store = store_of()
    taken_in(store, read(tmp_path, actor))
    record: Any = store.need("group:northern-front")
    assert record.aliases == ("NF",)
    assert record.summary == "An armed group.\n\nGoals: hold the north; trade."
    assert record.founded == "[..2012-03-01]"
    assert record.tags == ("terrorist",)
    assert record.ids == (f"stix:{actor['id']}", "mitre-att&ck:G0001")
    assert [(store.label(it.source), it.passage, it.credibility) for it in record.cites] == [
        ("bundle.json", "", 2),
        ("The Gazette", "p. 1", None),
    ]


@pytest.mark.parametrize(
    ("confidence", "credibility"),
    [(0, 5), (19, 5), (20, 4), (39, 4), (40, 3), (59, 3), (60, 2), (79, 2), (80, 1), (100, 1)],
)
def test_confidence_is_credibility(tmp_path: Path, confidence: int, credibility: int) -> None:
    (group,) = proposals(read(tmp_path, {**ACTOR, "confidence": confidence}), "group")
    assert group.raw["cites"][0]["credibility"] == credibility


def test_labels_with_the_admiralty_scale_are_grades(tmp_path: Path) -> None:
    label = 'admiralty-scale:information-credibility="6"'
    (group,) = proposals(read(tmp_path, {**ACTOR, "labels": [label, "north"]}), "group")
    assert group.raw["cites"][0]["credibility"] == 6
    assert group.raw["tags"] == ["north"]


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ({"type": "intrusion-set"}, "group"),
        ({"type": "identity", "identity_class": "individual"}, "leader"),
        ({"type": "identity", "identity_class": "group"}, "group"),
        ({"type": "identity", "identity_class": "organization"}, "group"),
        ({"type": "threat-actor", "resource_level": "individual"}, "leader"),
        ({"type": "campaign"}, "event"),
        ({"type": "incident"}, "event"),
        ({"type": "report"}, "source"),
    ],
)
def test_what_becomes_what(tmp_path: Path, properties: dict[str, Any], kind: str) -> None:
    raw = thing(properties["type"], 9, name="A Name")
    assert len(proposals(read(tmp_path, {**raw, **properties}), kind)) >= 1


def test_an_identity_of_another_class_is_counted(tmp_path: Path) -> None:
    raw = thing("identity", 9, name="Administrators", identity_class="class")
    assert skipped(read(tmp_path, raw)) == ["objects of type identity of class class"]


@pytest.mark.parametrize(
    ("seen", "date"),
    [
        ({"first_seen": "2016-01-08T12:00:00Z"}, "2016-01-08/"),
        ({"last_seen": "2016-01-08T12:00:00Z"}, "/2016-01-08"),
        (
            {"first_seen": "2016-01-08T00:00:00Z", "last_seen": "2016-01-08T23:59:59Z"},
            "2016-01-08",
        ),
        (
            {"first_seen": "2016-01-08T00:00:00Z", "last_seen": "2016-02-01T00:00:00Z"},
            "2016-01-08/2016-02-01",
        ),
        ({}, "[..2016-08-08]"),
    ],
)
def test_when_a_campaign_was(tmp_path: Path, seen: dict[str, str], date: str) -> None:
    (event,) = proposals(read(tmp_path, thing("campaign", 4, name="Sand", **seen)), "event")
    assert event.raw["date"] == date


def test_who_took_part_and_where(tmp_path: Path) -> None:
    ties = [
        tie("attributed-to", CAMPAIGN, ACTOR),
        tie("targets", CAMPAIGN, BODY),
        tie("located-at", CAMPAIGN, TOWN),
        tie("located-at", ACTOR, TOWN),
    ]
    store = store_of()
    taken_in(store, read(tmp_path, *ties, CAMPAIGN, ACTOR, BODY, TOWN))
    event: Any = store.need("event:2016-sand")
    assert [(each.ref, each.role) for each in event.actors] == [
        ("group:northern-front", "perpetrator"),
        ("group:old-front", "target"),
    ]
    assert (event.place.name, event.place.country, event.place.latitude) == ("Kidal", "ML", 18.4)
    group: Any = store.need("group:northern-front")
    assert group.countries == ("ML",)


@pytest.mark.parametrize(
    ("how", "one", "other", "type_", "role"),
    [
        ("attributed-to", ACTOR, BODY, "same-as", "attributed to"),
        ("attributed-to", thing("intrusion-set", 7, name="APT"), ACTOR, "part-of", "attributed to"),
        ("part-of", ACTOR, BODY, "part-of", ""),
        ("member-of", PERSON, BODY, "member", ""),
        ("targets", ACTOR, BODY, "opposes", "targets"),
        ("duplicate-of", ACTOR, BODY, "same-as", ""),
        ("leads", PERSON, BODY, "leads", ""),
    ],
)
def test_ties_between_parties(
    tmp_path: Path, how: str, one: dict[str, Any], other: dict[str, Any], type_: str, role: str
) -> None:
    found = read(tmp_path, one, other, tie(how, one, other, start_time="2012-03-01T00:00:00Z"))
    (link,) = proposals(found, "link")
    assert (link.raw["type"], link.raw["role"]) == (type_, role)
    assert (link.raw["from"], link.raw["to"]) == (one["id"], other["id"])
    assert link.raw["start"] == "2012-03-01"


def test_other_ties_are_counted_with_their_type(tmp_path: Path) -> None:
    malware = thing("malware", 8, name="M", is_family=True)
    ties = [tie("uses", ACTOR, malware), tie("related-to", ACTOR, BODY)]
    assert sorted(skipped(read(tmp_path, ACTOR, BODY, malware, *ties))) == [
        "objects of type malware",
        "relationships “related-to” from threat-actor to identity",
        "relationships “uses” from threat-actor to malware",
    ]


def test_ties_out_of_the_bundle_are_counted(tmp_path: Path) -> None:
    found = read(tmp_path, ACTOR, tie("part-of", ACTOR, BODY))
    assert skipped(found) == ["relationships with objects that are not in the file"]


def test_a_report_is_a_source_of_what_it_is_about(tmp_path: Path) -> None:
    report = thing(
        "report",
        6,
        name="On the Front",
        published="2014-01-24T00:00:00Z",
        created_by_ref=BODY["id"],
        object_refs=[ACTOR["id"]],
        external_references=[{"source_name": "web", "url": "https://example.org/r"}],
        labels=['admiralty-scale:source-reliability="b"'],
    )
    store = store_of()
    taken_in(store, read(tmp_path, report, ACTOR, BODY))
    source: Any = store.need("source:2014-01-24-on-the-front")
    assert (source.publisher, source.url) == ("Old Front", "https://example.org/r")
    assert (source.type, source.reliability) == ("report", "B")
    (cite,) = store.need("group:northern-front").cites
    assert cite.source == "source:2014-01-24-on-the-front"


def test_notes_and_opinions_are_sources_with_their_words(tmp_path: Path) -> None:
    note = thing("note", 6, content="They split in May.", object_refs=[ACTOR["id"]])
    against = thing("opinion", 7, opinion="disagree", explanation="No.", object_refs=[ACTOR["id"]])
    store = store_of()
    taken_in(store, read(tmp_path, note, against, ACTOR))
    cites = store.need("group:northern-front").cites
    assert [(store.label(it.source), it.passage, it.stance) for it in cites] == [
        ("bundle.json", "", "supports"),
        ("They split in May.", "They split in May.", "supports"),
        ("disagree: No.", "No.", "contradicts"),
    ]


def test_the_traffic_light_is_a_tag(tmp_path: Path) -> None:
    own = {
        "type": "marking-definition",
        "id": "marking-definition--1",
        "definition_type": "tlp",
        "definition": {"tlp": "amber"},
    }
    marked = {
        **ACTOR,
        "object_marking_refs": [
            "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
            own["id"],
        ],
    }
    (group,) = proposals(read(tmp_path, marked, own), "group")
    assert group.raw["tags"] == ["tlp:red", "tlp:amber"]


def test_of_two_versions_the_last_counts(tmp_path: Path) -> None:
    newer = {**ACTOR, "name": "New Front", "modified": "2017-01-01T00:00:00Z"}
    for objects in ([ACTOR, newer], [newer, ACTOR]):
        found = read(tmp_path, *objects)
        assert [each.raw["name"] for each in proposals(found, "group")] == ["New Front"]
        assert skipped(found) == ["older versions of objects"]


def test_a_revoked_report_says_nothing(tmp_path: Path) -> None:
    report = thing("report", 6, name="On it", object_refs=[ACTOR["id"]], revoked=True)
    store = store_of()
    taken_in(store, read(tmp_path, report, ACTOR))
    assert [store.label(it.source) for it in store.need("group:northern-front").cites] == [
        "bundle.json"
    ]


def test_what_is_revoked_is_counted(tmp_path: Path) -> None:
    assert skipped(read(tmp_path, {**ACTOR, "revoked": True})) == ["revoked objects"]


@pytest.mark.parametrize(
    ("objects", "problem"),
    [
        ([3], "objects[0]: no STIX object: it is no JSON object"),
        ([{"type": "campaign"}], "objects[0]: no STIX object: it needs the texts “type” and “id”"),
        ([{**ACTOR, "name": 3}], "objects[0].name: it is no text"),
        (
            [thing("relationship", 9, relationship_type="uses", source_ref="a--1")],
            "objects[0].target_ref: the relationship has none",
        ),
        ([{**ACTOR, "aliases": "NF"}], "objects[0].aliases: it is no list of texts"),
        ([{**ACTOR, "name": ""}], "objects[0].name: it has no name"),
        ([{**CAMPAIGN, "first_seen": "soon"}], "objects[0].first_seen: “soon” is no timestamp"),
        (
            [ACTOR, {**BODY, "id": ACTOR["id"]}],
            f"objects[1].id: “{ACTOR['id']}” is the id of objects[0] too",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, objects: Sequence[object], problem: str
) -> None:
    assert problem in faults(read(tmp_path, *objects))


def test_a_tie_to_itself_is_a_fault(tmp_path: Path) -> None:
    plan = planned(store_of(), read(tmp_path, ACTOR, tie("part-of", ACTOR, ACTOR)))
    assert [each.problem for each in plan.faults] == ["to: a record cannot be linked to itself"]


@pytest.mark.parametrize("tail", ["[" * 100_000, "[1, \0", '[{"a":'])
def test_a_broken_bundle_is_refused(tmp_path: Path, tail: str) -> None:
    path = tmp_path / "bundle.json"
    path.write_text(f'{{"type": "bundle", "objects": {tail}', encoding="utf-8")
    with pytest.raises(ImportFault, match="is no JSON"):
        items_of(path, "stix")


def shipped() -> Store:
    return store_of(shipped_records())


def test_an_export_changes_nothing_in_its_own_briefing(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(lost(shipped(), "stix")[0])
    assert set(planned(shipped(), items_of(path, "stix")).counts()) == {"same"}


def test_an_export_is_the_same_every_time_and_says_what_it_loses() -> None:
    first, losses = lost(shipped(), "stix")
    assert lost(shipped(), "stix")[0] == first
    assert {"casualties", "nationalities", "dates that are no days"} <= set(losses)


def test_ids_and_times_are_of_the_standard() -> None:
    bundle = json.loads(lost(shipped(), "stix")[0])
    for each in bundle["objects"]:
        type_, _, number = each["id"].partition("--")
        assert type_ == each["type"]
        assert uuid.UUID(number).version == 5
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", each["created"])
    assert len({each["id"] for each in bundle["objects"]}) == len(bundle["objects"])


def test_an_export_is_valid() -> None:
    stix2 = pytest.importorskip("stix2", reason="stix2 is not installed")
    bundle = stix2.parse(lost(shipped(), "stix")[0].decode(), allow_custom=False)
    assert len(bundle.objects) == len(json.loads(lost(shipped(), "stix")[0])["objects"])


@pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real data is not here")
@pytest.mark.parametrize(
    ("name", "count"),
    [("defining-campaigns-threat-actors-intrusion-sets", 12), ("poisonivy", 5)],
)
def test_a_real_file(name: str, count: int) -> None:
    plan = taken_in(store_of(), items_of(REAL / f"stix-{name}.json", "stix"))
    assert plan.counts() == {"new": count}
