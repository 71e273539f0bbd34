"""Graphs out: nodes, dated ties, and what the schemas of GEXF and GraphML ask for."""

import io
from xml.etree.ElementTree import Element, fromstring

import pytest

from briefing.exchange.format import formats
from briefing.store.store import Store
from invented import AMBUSH, ARMY, FRONT, LEADS, MARTYRS, OPERATION, SPLIT, TALON, fill, record

GEXF = "{http://gexf.net/1.3}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
NAMES = ("gexf", "gexf-events", "graphml", "graphml-events")

# gexf.xsd and graphml.xsd, as far as they are used: children and attributes of each element.
GEXF_SCHEMA = {
    "gexf": ({"graph"}, {"version"}),
    "graph": ({"attributes", "nodes", "edges"}, {"mode", "defaultedgetype", "timeformat"}),
    "attributes": ({"attribute"}, {"class"}),
    "attribute": (set(), {"id", "title", "type"}),
    "nodes": ({"node"}, set()),
    "node": ({"attvalues", "spells"}, {"id", "label"}),
    "edges": ({"edge"}, set()),
    "edge": ({"attvalues", "spells"}, {"id", "source", "target", "label", "kind"}),
    "attvalues": ({"attvalue"}, set()),
    "attvalue": (set(), {"for", "value"}),
    "spells": ({"spell"}, set()),
    "spell": (set(), {"start", "end"}),
}
GRAPHML_SCHEMA = {
    "graphml": ({"key", "graph"}, set()),
    "key": (set(), {"id", "for", "attr.name", "attr.type"}),
    "graph": ({"node", "edge"}, {"id", "edgedefault"}),
    "node": ({"data"}, {"id"}),
    "edge": ({"data"}, {"id", "source", "target"}),
    "data": (set(), {"key"}),
}


def store() -> Store:
    return fill(Store.in_memory())


def written(book: Store, name: str, *refs: str) -> tuple[bytes, dict[str, list[str]]]:
    out = io.BytesIO()
    form = formats()[name]
    assert form.write is not None
    losses = form.write(book, refs or [ref for ref, _ in book.records()], out)
    return out.getvalue(), {each.what: list(each.refs) for each in losses}


def gexf(book: Store, *refs: str, name: str = "gexf") -> Element:
    return fromstring(written(book, name, *refs)[0])  # noqa: S314  our own output


def check(element: Element, schema: dict[str, tuple[set[str], set[str]]]) -> None:
    tag = element.tag.partition("}")[2]
    children, attributes = schema[tag]
    assert {each.tag.partition("}")[2] for each in element} <= children, tag
    assert set(element.keys()) <= attributes, tag
    for each in element:
        check(each, schema)


def values(root: Element, element: Element) -> dict[str, str]:
    """The values of a node or an edge of GEXF by their titles."""
    of = element.tag.partition("}")[2]
    titles = {
        each.get("id", ""): each.get("title", "")
        for each in root.iterfind(f".//{GEXF}attributes[@class='{of}']/{GEXF}attribute")
    }
    found = element.iterfind(f".//{GEXF}attvalue")
    return {titles[each.get("for", "")]: each.get("value", "") for each in found}


def one(root: Element, id_: str) -> Element:
    found = root.find(f".//*[@id='{id_}']")
    assert found is not None, id_
    return found


def spell(root: Element, id_: str) -> dict[str, str]:
    found = one(root, id_).find(f".//{GEXF}spell")
    return {} if found is None else dict(found.items())


@pytest.mark.parametrize("name", NAMES)
def test_a_graph_keeps_to_its_schema(name: str) -> None:
    root = fromstring(written(store(), name)[0])  # noqa: S314  our own output
    check(root, GEXF_SCHEMA if name.startswith("gexf") else GRAPHML_SCHEMA)
    ids = [each.get("id") for each in root.iter() if each.tag.endswith(("}node", "}edge"))]
    assert len(set(ids)) == len(ids)
    nodes = {each.get("id") for each in root.iter() if each.tag.endswith("}node")}
    for edge in root.iter():
        if edge.tag.endswith("}edge"):
            assert {edge.get("source"), edge.get("target")} <= nodes


@pytest.mark.parametrize("name", NAMES)
def test_the_same_records_give_the_same_bytes(name: str) -> None:
    book = store()
    refs = [ref for ref, _ in book.records()]
    assert written(book, name, *refs) == written(book, name, *reversed(refs))


def test_groups_and_leaders_are_nodes_with_what_their_kind_holds() -> None:
    root = gexf(store())
    nodes = [each.get("id") for each in root.iter(f"{GEXF}node")]
    assert nodes == sorted([ARMY, FRONT, MARTYRS, TALON])
    assert values(root, one(root, TALON)) == {
        "Record": "leader",
        "Name": "Idris Talon",
        "Position": "Commander",
        "Nationalities": "NE",
        "Status": "at large",
        "Aliases": "Idriss Tallon",
        "Best grade": "C2",
        "Weakest grade": "C2",
        "Number of sources": "1",
    }


def test_links_are_ties_on_all_days_they_may_have_lasted() -> None:
    root = gexf(store())
    assert one(root, LEADS).get("source") == TALON
    assert one(root, LEADS).get("label") == "leads"
    assert spell(root, LEADS) == {"start": "2014-01-01"}
    assert spell(root, SPLIT) == {"start": "2018-11-01", "end": "2018-11-30"}
    assert values(root, one(root, SPLIT))["Start"] == "2018-11", "what is known exactly"


def test_an_imprecise_or_unknown_date_claims_no_more_than_is_known() -> None:
    book = store()
    raw = {"type": "allied", "from": ARMY, "to": MARTYRS}
    book.put("link:a", record("link", **raw, start="201X", end="2015~"))
    book.put("link:b", record("link", **raw, start="../2012", end="2013/.."))
    book.put("link:c", record("link", **raw))
    root = gexf(book)
    assert spell(root, "link:a") == {"start": "2010-01-01", "end": "2015-12-31"}
    assert spell(root, "link:b") == {}
    assert spell(root, "link:c") == {}


def test_grades_are_the_best_and_the_weakest_of_what_supports_a_record() -> None:
    root = gexf(store(), FRONT)
    found = values(root, one(root, FRONT))
    # The cite that contradicts it is graded too, but does not support it.
    assert (found["Best grade"], found["Weakest grade"]) == ("B–", "B–")


def test_events_are_nodes_only_where_they_are_asked_for() -> None:
    assert AMBUSH not in [each.get("id") for each in gexf(store()).iter(f"{GEXF}node")]
    root = gexf(store(), name="gexf-events")
    assert values(root, one(root, AMBUSH))["Latitude"] == "19.5"
    ties = [
        (each.get("source"), each.get("target"), each.get("label"))
        for each in root.iter(f"{GEXF}edge")
        if AMBUSH in (each.get("source"), each.get("target"))
    ]
    assert ties == [
        (FRONT, AMBUSH, "perpetrator"),
        (ARMY, AMBUSH, "target"),
        (AMBUSH, OPERATION, "part-of"),
    ]
    assert spell(root, f"{AMBUSH}#1") == {"start": "2019-05-10", "end": "2019-05-19"}


def test_links_come_along_between_chosen_groups_unless_links_were_chosen() -> None:
    book = store()
    root = gexf(book, FRONT, MARTYRS)
    assert [each.get("id") for each in root.iter(f"{GEXF}edge")] == [SPLIT]
    data, losses = written(book, "gexf", FRONT, MARTYRS, LEADS)
    assert SPLIT.encode() not in data
    assert losses["ties to records that are not exported"] == [LEADS]


def test_what_a_graph_cannot_hold_is_said() -> None:
    _, losses = written(store(), "gexf-events")
    assert losses["actors known by name only"] == [AMBUSH]
    assert FRONT in losses["cites (but for their best and weakest grade)"]


@pytest.mark.parametrize("name", NAMES)
def test_markup_is_escaped_and_control_characters_are_removed_and_said(name: str) -> None:
    book = Store.in_memory()
    book.put("group:x", record("group", name='A & "B" <c>\x1b[31m ]]>', summary="one\r\ntwo\ttab"))
    data, losses = written(book, name)
    assert losses["control characters"] == ["group:x"]
    text = " ".join([*fromstring(data).itertext(), str(_attributes(fromstring(data)))])  # noqa: S314  our own output
    assert 'A & "B" <c>[31m ]]>' in text
    assert b"\x1b" not in data


def _attributes(root: Element) -> list[str]:
    return [value for each in root.iter() for value in each.attrib.values()]


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_briefing_gives_an_empty_graph(name: str) -> None:
    root = fromstring(written(Store.in_memory(), name)[0])  # noqa: S314  our own output
    assert not [each for each in root.iter() if each.tag.endswith("}node")]


def test_networkx_style_readers_find_typed_keys_in_graphml() -> None:
    root = fromstring(written(store(), "graphml")[0])  # noqa: S314  our own output
    keys = {each.get("id"): each for each in root.iter(f"{GRAPHML}key")}
    assert {each.get("attr.type") for each in keys.values()} <= {"string", "int", "double"}
    for data in root.iter(f"{GRAPHML}data"):
        assert data.get("key") in keys
