"""What goes out comes back, but for what the report of losses names."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.kinds.link import types_between
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.model.terms import ACTOR_ROLES, GROUP_KINDS, GROUP_STATUSES, LEADER_STATUSES
from briefing.model.validation import build, plain
from passing import items_of, lost, planned, store_of

SUFFIXES = {"ftm": "ijson", "stix": "json"}

LOST_BY: Mapping[str, tuple[str, ...]] = {
    "fields, values, passages and grades of cites": ("cites",),
    "fields, values and passages of cites": ("cites",),
    "grades of cites": ("cites",),
    "cites of sources that are not written": ("cites",),
    "region, coordinates and precision of places": ("place",),
    "precision of places": ("place",),
    "places without a country or coordinates": ("place",),
    "order and roles of actors, and those that are not exported": ("actors",),
    "actors without a record or a role": ("actors",),
    "dates that are no days": ("date", "start", "end"),
}
"""The fields that a loss is about, where it is not named after them."""

words = st.text('abcdeé ش“’<&"\\;,:', min_size=1, max_size=8).filter(lambda it: bool(it.strip()))
dates = st.sampled_from(
    ["2012", "2012-03", "2012-03-04", "2012-03-0X", "2012~", "[2012-03-01..2012-03-09]", "[..2013]"]
)
periods = st.sampled_from(
    ["2012/2013", "2012-03-04/2012-03-09", "2012-03-04/..", "../2013", "2012/"]
)
countries = st.lists(st.sampled_from(["ML", "FR", "DZ", "XK"]), unique=True, max_size=2)


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


shared = {
    "aliases": st.lists(words.map(lambda it: f"alias {it}"), unique=True, max_size=2),
    "summary": words,
    "tags": st.lists(words, unique=True, max_size=2),
    "ids": st.lists(words.map(lambda it: f"x:{it}"), unique=True, max_size=2),
}
cites = st.lists(
    st.fixed_dictionaries(
        {"source": st.sampled_from(["source:0", "source:1"])},
        optional={"passage": words, "credibility": st.integers(1, 6)},
    ),
    max_size=2,
    unique_by=str,
)
groups = some(
    **shared,
    cites=cites,
    abbreviation=words,
    kind=st.sampled_from(GROUP_KINDS),
    countries=countries,
    founded=dates,
    status=st.sampled_from(GROUP_STATUSES),
)
leaders = some(
    **shared,
    cites=cites,
    position=words,
    nationalities=countries,
    died=dates,
    status=st.sampled_from(LEADER_STATUSES),
)
sources = some(
    **shared,
    type=st.sampled_from(["article", "report", "post"]),
    authors=st.lists(words, unique=True, max_size=2),
    publisher=words,
    published=dates,
    url=st.just("https://example.org/a"),
    language=st.sampled_from(["en", "tmh"]),
    text=words,
    reliability=st.just("B"),
)
places = some(
    name=words,
    admin1=words,
    country=st.just("ML"),
    precision=st.just("near"),
).flatmap(lambda it: st.sampled_from([it, {**it, "latitude": 16.5, "longitude": -3.0}]))
actors = st.lists(
    st.fixed_dictionaries(
        {"ref": st.sampled_from(["group:0", "leader:0"])},
        optional={"role": st.sampled_from(ACTOR_ROLES)},
    )
    | words.map(lambda it: {"name": it}),
    max_size=3,
    unique_by=str,
)
events = some(
    **shared,
    cites=cites,
    place=places,
    actors=actors,
    part_of=st.just("event:0"),
    status=st.just("reported"),
    kind=st.just("battles"),
)
ends = st.sampled_from([("leader:0", "group:0"), ("group:1", "group:0"), ("leader:1", "leader:0")])


@st.composite
def links(draw: st.DrawFn) -> dict[str, Any]:
    one, other = draw(ends)
    type_ = draw(st.sampled_from(types_between(kind_of(one), kind_of(other))))
    more = draw(some(cites=cites, role=words, start=dates, summary=words, ids=shared["ids"]))
    return {"type": type_, "from": one, "to": other, **more}


@st.composite
def briefings(draw: st.DrawFn) -> dict[str, Record]:
    raws: dict[str, dict[str, Any]] = {}
    for kind, named, fields in (
        ("source", "title", sources),
        ("group", "name", groups),
        ("leader", "name", leaders),
        ("event", "title", events),
    ):
        for number in range(2):
            raw = {named: f"{kind} {number} {draw(words)}", **draw(fields)}
            if "url" in raw:
                raw["url"] += str(number)  # one address is one source
            raws[f"{kind}:{number}"] = raw
    for number in range(2):
        raws[f"event:{number}"]["date"] = draw(dates | periods)
    raws["event:0"].pop("part_of", None)
    raws["link:0"] = draw(links())
    return {ref: build(kind_of(ref), raw) for ref, raw in raws.items()}


@pytest.mark.parametrize("name", SUFFIXES)
@given(briefings())
def test_what_is_not_named_as_lost_comes_back(name: str, records: dict[str, Record]) -> None:
    store = store_of(records)
    data, losses = lost(store, name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out.{SUFFIXES[name]}"
        path.write_bytes(data)
        items = items_of(path, name)
    empty = store_of()
    plan = planned(empty, items)
    assert plan.faults == []
    plan.commit(empty)
    for ref, record in records.items():
        about = [what for what, refs in losses.items() if ref in refs]
        came = empty.get(ref)
        if came is None:
            assert "everything" in about or {"dates that are no days", "exactness of date"} & {
                *about
            }
            continue
        gone = {field for what in about for field in LOST_BY.get(what, (what.split()[-1],))}
        gone |= {what.partition(",")[0] for what in about}
        was, now = plain(record), plain(came)
        for field in {*was, *now} - gone:
            assert now.get(field) == was.get(field), (field, about)
    assert {ref for ref, _ in empty.records()} <= {*records}


@pytest.mark.parametrize("name", SUFFIXES)
@given(briefings())
def test_an_export_changes_nothing_where_it_comes_from(
    name: str, records: dict[str, Record]
) -> None:
    store = store_of(records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out.{SUFFIXES[name]}"
        path.write_bytes(lost(store, name)[0])
        items = items_of(path, name)
    plan = planned(store, items)
    assert plan.faults == []
    assert set(plan.counts()) <= {"same"}
