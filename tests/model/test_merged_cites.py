"""After a merge, a cite for a whole record supports only what its own record said."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from briefing.model.contradictions import contradicting, covers
from briefing.model.kinds.group import Group
from briefing.model.kinds.record import Cite, Record
from briefing.model.merged_cites import with_own_cites
from briefing.model.merging import merge_records
from briefing.model.validation import build

WHOLE = Cite("source:a", passage="all of it", credibility=2)
OTHER = Cite("source:b")


def merged(stays: Record, goes: Record) -> Record:
    return with_own_cites(merge_records(stays, goes)[0], (stays, goes), str)


def group(name: str = "Front", **fields: Any) -> Group:
    return Group(name=name, **fields)


def fields_cited(record: Record, source: str = "source:a") -> list[str]:
    return [cite.field for cite in record.cites if cite.source == source]


def test_it_stays_whole_where_the_other_record_added_nothing() -> None:
    stays = group(founded="2012", cites=(WHOLE,))
    goes = group(summary="The analyst's own words.", tags=("north",))
    assert merged(stays, goes).cites == (WHOLE,)


def test_it_becomes_one_cite_for_each_fact_it_had() -> None:
    stays = group(founded="2012", status="active", cites=(WHOLE,))
    both = merged(stays, group(kind="rebel group"))
    assert fields_cited(both) == ["name", "founded", "status"]
    assert {(cite.passage, cite.credibility) for cite in both.cites} == {("all of it", 2)}


def test_what_it_gave_differently_it_does_not_support() -> None:
    both = merged(group(founded="2012", status="active"), group(founded="2013", cites=(WHOLE,)))
    assert fields_cited(both) == ["name"]


def test_of_a_list_it_supports_the_items_it_had() -> None:
    event = {"title": "Raid", "date": "2013"}
    stays = build("event", {**event, "actors": [{"name": "army"}]})
    cites = [{"source": "source:a"}]
    goes = build("event", {**event, "actors": [{"name": "herders"}], "cites": cites})
    assert fields_cited(merged(stays, goes)) == ["title", "date", "actors[1]"]


def test_a_cite_of_a_whole_list_supports_the_items_it_had() -> None:
    in_mali, in_niger = Cite("source:a", "countries"), Cite("source:b", "countries")
    stays = group(countries=("ML",), cites=(in_mali,))
    both = merged(stays, group(countries=("NE",), cites=(in_niger,)))
    assert fields_cited(both) == ["countries[0]"]
    assert fields_cited(both, "source:b") == ["countries[1]"]


def test_a_name_that_becomes_an_alias_is_still_its_own() -> None:
    assert fields_cited(merged(group(), group("The Front", cites=(WHOLE,)))) == ["aliases"]


def test_one_that_both_had_covers_what_either_said() -> None:
    both = merged(group(founded="2012", cites=(WHOLE,)), group("FN", status="x", cites=(WHOLE,)))
    assert both.cites == (WHOLE,)


def test_what_its_source_denied_elsewhere_it_does_not_support() -> None:
    denial = Cite("source:a", "founded", "2010")
    stays = group(founded="2012", cites=(WHOLE, denial))
    assert merged(stays, group(status="active")).cites[-1] == denial
    assert fields_cited(merged(stays, group(status="active"))) == ["name", "founded"]


def test_one_against_the_whole_record_stays() -> None:
    against = Cite("source:a", stance="contradicts")
    assert merged(group(cites=(against,)), group(status="active")).cites == (against,)


def test_one_that_neither_record_had_stays() -> None:
    record = group(status="active", cites=(WHOLE,))
    assert with_own_cites(record, (group(), group(status="active")), str) == record


texts = st.sampled_from(["", "x", "y"])
items = st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple)
groups = st.builds(
    Group,
    name=st.sampled_from(["One", "Other"]),
    status=texts,
    kind=texts,
    aliases=items,
    cites=st.lists(st.sampled_from([WHOLE, OTHER]), max_size=2, unique=True).map(tuple),
)


@given(groups, groups)
def test_no_source_supports_more_than_it_did(stays: Group, goes: Group) -> None:
    both = merged(stays, goes)
    against = contradicting(both, str)
    for name in ("name", "status", "kind"):
        value = getattr(both, name)
        for source in ("source:a", "source:b"):
            numbers = [
                number
                for number, cite in enumerate(both.cites, start=1)
                if cite.source == source
                and (cite.field == name or number in covers(both, against, name))
            ]
            said = any(
                getattr(side, name) == value
                for side in (stays, goes)
                if source in {cite.source for cite in side.cites}
            )
            assert bool(numbers) == said or not value
