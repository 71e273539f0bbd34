"""MISP galaxies: clusters of actors become groups."""

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.exchange.file import ImportFault
from briefing.exchange.reading import Item
from passing import REAL, faults, items_of, planned, proposals, skipped, store_of, taken_in


def read(folder: Path, *values: object, **more: Any) -> list[Item]:
    path = folder / "threat-actor.json"
    galaxy = {"category": "actor", "name": "Threat Actor", "source": "MISP Project", "uuid": "g1"}
    path.write_text(json.dumps({**galaxy, **more, "values": values}), encoding="utf-8")
    return items_of(path, "misp")


def cluster(uuid: str, value: str, **meta: Any) -> dict[str, Any]:
    return {"uuid": uuid, "value": value, "meta": meta}


def test_a_cluster(tmp_path: Path) -> None:
    raw = {
        **cluster(
            "u1",
            "APT1",
            synonyms=["Comment Crew", "APT1"],
            country="CN",
            refs=["https://example.org/1", "https://example.org/2"],
            **{"attribution-confidence": "50", "cfr-suspected-state-sponsor": "China"},
        ),
        "description": "A unit.",
    }
    store = store_of()
    taken_in(store, read(tmp_path, raw))
    record: Any = store.need("group:apt1")
    assert record.aliases == ("Comment Crew",)
    assert record.countries == ("CN",)
    assert record.summary == "A unit."
    assert record.ids == ("misp:u1",)
    whole, country = record.cites
    assert store.label(whole.source) == "MISP galaxy: Threat Actor"
    assert whole.passage.splitlines() == [
        "refs: https://example.org/1, https://example.org/2",
        "attribution-confidence: 50",
        "cfr-suspected-state-sponsor: China",
    ]
    assert country.field == "countries"
    assert country.passage == "country: CN; attribution-confidence: 50 of 100"


def test_a_synonym_of_two_clusters_does_not_join_them(tmp_path: Path) -> None:
    found = read(tmp_path, cluster("u1", "A", synonyms=["B"]), cluster("u2", "B"))
    assert planned(store_of(), found).counts() == {"new": 3}


def test_parts_are_linked_and_other_ties_counted(tmp_path: Path) -> None:
    part = {
        **cluster("u2", "B"),
        "related": [
            {"dest-uuid": "u1", "type": "part-of", "tags": ["likely"]},
            {"dest-uuid": "u1", "type": "similar"},
            {"dest-uuid": "elsewhere", "type": "uses"},
        ],
    }
    found = read(tmp_path, cluster("u1", "A"), part)
    (link,) = proposals(found, "link")
    assert (link.raw["from"], link.raw["to"], link.raw["type"]) == ("u2", "u1", "part-of")
    assert link.raw["cites"][0]["passage"] == "part-of; likely"
    assert skipped(found) == ["ties of the type similar", "ties to clusters of other galaxies"]


def test_a_part_of_itself_is_a_fault(tmp_path: Path) -> None:
    raw = {**cluster("u1", "A"), "related": [{"dest-uuid": "u1", "type": "part-of"}]}
    plan = planned(store_of(), read(tmp_path, raw))
    assert [each.problem for each in plan.faults] == ["to: a record cannot be linked to itself"]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (3, "values[1]: no cluster: it is no JSON object"),
        ({"uuid": "u2"}, "values[1].value: it is no text, and a cluster needs one"),
        (cluster("u1", "B"), "values[1].uuid: “u1” is that of values[0] too"),
        (
            cluster("u2", "B", synonyms=[4]),
            "values[1].meta.synonyms: it holds something that is no text",
        ),
        ({**cluster("u2", "B"), "related": 3}, "values[1].related: it is no list"),
        (
            {**cluster("u2", "B"), "related": [3]},
            "values[1].related: it needs the texts “dest-uuid” and “type”",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, raw: object, problem: str) -> None:
    assert faults(read(tmp_path, cluster("u1", "A"), raw)) == [problem]


def test_a_galaxy_of_tools_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFault, match="only “actor” comes in"):
        read(tmp_path, cluster("u1", "A"), category="tool")


@pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real data is not here")
def test_a_real_file() -> None:
    plan = taken_in(store_of(), items_of(REAL / "misp-threat-actor.json", "misp"))
    assert plan.counts() == {"new": 1044}
