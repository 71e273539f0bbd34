"""Errors and weak spots are found; what is right is left alone."""

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.checks import Finding, check
from briefing.model.validation import build
from briefing.store.store import Store
from invented import FRONT, contents, group, record


def opened(path: Path, **tables: dict[str, Any]) -> Store:
    """A file written by hand: it can hold what the store would have refused."""
    path.write_text(json.dumps({"meta": {"format": 1}, **tables}), encoding="utf-8")
    return Store.open(path)


def errors(store: Store) -> list[Finding]:
    return [finding for finding in check(store) if finding.level == "error"]


def test_a_right_briefing_has_no_errors(filled: Store) -> None:
    assert errors(filled) == []


def test_records_that_look_alike_are_told_until_a_link_says_what_they_are(store: Store) -> None:
    store.put("group:front", group("Northern Front of Karsa", aliases=["Front du Nord"]))
    store.put("group:other", group("Northern Front Karsa"))

    def suspects() -> list[tuple[str, str]]:
        return [
            (finding.ref, finding.problem) for finding in check(store) if "looks" in finding.problem
        ]

    ((ref, problem),) = suspects()
    assert ref == "group:front"
    assert problem.startswith(
        "“Northern Front of Karsa” looks like “Northern Front Karsa” (group:other); link them"
    )
    link = {"type": "not-same-as", "from": "group:other", "to": "group:front"}
    store.put("link:apart", build("link", link))
    assert suspects() == []


def test_an_empty_briefing_has_no_findings(store: Store) -> None:
    assert list(check(store)) == []


@pytest.mark.parametrize(
    ("tables", "ref", "path", "problem"),
    [
        (
            {"event": {"x": {"title": "x", "date": "2013", "part_of": "event:no"}}},
            "event:x",
            "part_of",
            "event:no does not exist",
        ),
        (
            {"group": {"x": {"name": "x", "cites": [{"source": "source:no"}]}}},
            "group:x",
            "cites[0].source",
            "source:no does not exist",
        ),
        (
            {"group": {"x": {"name": "x", "countries": ["XQ"]}}},
            "group:x",
            "countries[0]",
            "not a country",
        ),
        (
            {"leader": {"x": {"name": "x", "born": "2014", "died": "2013"}}},
            "leader:x",
            "died",
            "before",
        ),
        ({"group": {"a b": {"name": "x"}}}, "group:a b", "", "characters no id can have"),
    ],
)
def test_what_was_written_wrongly_by_hand_is_an_error(
    tmp_path: Path, tables: dict[str, Any], ref: str, path: str, problem: str
) -> None:
    (error,) = errors(opened(tmp_path / "db.json", **tables))
    assert (error.ref, error.path) == (ref, path)
    assert problem in error.problem
    assert str(error).startswith("error: " + f"{ref} {path}".strip() + ": ")


def test_what_refers_to_an_id_that_is_none_is_an_error_too(tmp_path: Path) -> None:
    event = {"title": "x", "date": "2013", "actors": [{"ref": "group:a b"}]}
    store = opened(tmp_path / "db.json", event={"x": event}, group={"a b": {"name": "x"}})
    assert ("event:x", "actors[0].ref") in {(error.ref, error.path) for error in errors(store)}


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_record_that_is_part_of_itself_by_way_of_others_is_an_error(
    store: Store, length: int
) -> None:
    events = [f"event:{number}" for number in range(length)]
    with store.transaction() as change:
        for ref, whole in zip(events, [*events[1:], events[0]], strict=True):
            change.put(ref, record("event", title="x", date="2013", part_of=whole))
    found = errors(store)
    assert {error.ref for error in found} == set(events)
    assert all("forms a cycle" in error.problem for error in found)


def test_what_only_leads_into_a_circle_is_not_itself_in_one(store: Store) -> None:
    with store.transaction() as change:
        change.put("source:a", record("source", title="x", derived_from="source:b"))
        change.put("source:b", record("source", title="x", derived_from="source:b"))
    assert [error.ref for error in errors(store)] == ["source:b"]


def test_a_record_without_a_source_is_weak_and_one_with_a_source_is_not(filled: Store) -> None:
    weak = {finding.ref for finding in check(filled) if finding.path == "cites"}
    assert "group:karsa-army" in weak
    assert FRONT not in weak
    assert not {ref for ref in weak if ref.startswith(("source:", "quote:"))}
    assert all(finding.level == "warning" for finding in check(filled) if finding.path == "cites")


def test_checking_changes_nothing(filled: Store) -> None:
    before = contents(filled)
    list(check(filled))
    assert contents(filled) == before
    assert filled.meta.revision == 1


def test_findings_go_away_when_they_are_put_right(tmp_path: Path) -> None:
    store = opened(tmp_path / "db.json", group={"x": {"name": "x", "countries": ["XQ"]}})
    assert errors(store)
    store.put("group:x", group("x", founded="2013"))
    assert errors(store) == []


GRADED = {"reliability": "B"}


def published(store: Store, ref: str, day: str) -> None:
    store.put(ref, record("source", title=ref, published=day, **GRADED))


def test_an_event_is_not_known_from_what_was_published_before_it() -> None:
    store = Store.in_memory()
    published(store, "source:early", "2013-03-03")
    published(store, "source:month", "2014-05")
    cites = [{"source": ref, "credibility": 2} for ref in ("source:early", "source:month")]
    store.put("event:x", record("event", title="x", date="2014-05-21", cites=cites))
    (found,) = check(store)
    assert (found.level, found.ref, found.path) == ("warning", "event:x", "cites")
    assert "published long before it happened, 2013-03-03" in found.problem


def test_what_is_announced_may_be_known_before_it_happens() -> None:
    store = Store.in_memory()
    published(store, "source:notice", "2014-01-24")
    cites = [{"source": "source:notice", "credibility": 2}]
    store.put("event:x", record("event", title="x", date="2014-01-26", cites=cites))
    assert not list(check(store))


COUNTED = [{"outcome": "killed", "low": 5}]
ON_THE_FIGURES = {"field": "casualties", "credibility": 2}


def weak(store: Store, *cites: dict[str, Any], **fields: Any) -> list[str]:
    """What is said of an event with these cites, one line each."""
    for ref in ("source:a", "source:b", "source:copy"):
        origin = {"derived_from": "source:a"} if ref == "source:copy" else {}
        store.put(ref, record("source", title=ref, publisher="Press", **GRADED, **origin))
    store.put("event:x", record("event", title="x", date="2013", **fields, cites=list(cites)))
    return [str(finding).rpartition(" [")[0] for finding in check(store)]


def test_an_actor_that_stands_twice_in_the_same_role_is_told() -> None:
    store = Store.in_memory()
    store.put("group:a", record("group", name="Front"))
    target, ally = {"ref": "group:a", "role": "target"}, {"ref": "group:a", "role": "perpetrator"}
    cite = {"source": "source:a", "credibility": 2}
    told = [each for each in weak(store, cite, actors=[target, ally, target]) if "actors" in each]
    assert told == ["warning: event:x actors: group:a is listed 2 times as target; remove one"]
    assert not [each for each in weak(store, cite, actors=[target, ally]) if "actors" in each]


def test_casualties_of_one_origin_are_weak() -> None:
    told = (
        "warning: event:x casualties: the figures rest on one origin, source:a; "
        "cite a second that does not copy it"
    )
    first, copy, second = (
        {"source": source, **ON_THE_FIGURES} for source in ("source:a", "source:copy", "source:b")
    )
    assert weak(Store.in_memory(), first, copy, casualties=COUNTED) == [told]
    assert not weak(Store.in_memory(), first, second, casualties=COUNTED)
    whole = {"source": "source:b", "credibility": 2}
    assert not weak(Store.in_memory(), first, whole, casualties=COUNTED)
    assert not weak(Store.in_memory(), first), "nobody is counted"


def test_figures_that_no_source_gives_are_weak() -> None:
    on_the_date = {"source": "source:a", "field": "date", "credibility": 2}
    assert weak(Store.in_memory(), on_the_date, casualties=COUNTED) == [
        "warning: event:x casualties: no source is cited for the figures; cite one"
    ]


def test_a_source_that_is_set_aside_is_no_second_origin() -> None:
    first = {"source": "source:a", **ON_THE_FIGURES}
    other = {"source": "source:b", **ON_THE_FIGURES, "value": "killed: 2", "verdict": "set aside"}
    (found,) = weak(Store.in_memory(), first, other, casualties=COUNTED)
    assert "rest on one origin" in found


def test_what_was_left_open_is_told_in_one_line_for_a_record() -> None:
    others = [
        {"source": "source:b", "field": "date", "value": year, "credibility": 3} for year in YEARS
    ]
    disputed = [{**cite, "verdict": "disputed"} for cite in others]
    assert weak(Store.in_memory(), *disputed) == [
        (
            "warning: event:x date: disputed, source:b gives “2010” (and 2 more); "
            "settle it when more is known"
        )
    ]
    assert weak(Store.in_memory(), *others) == [
        "warning: event:x date: source:b gives “2010” (and 2 more); resolve it"
    ]


YEARS = ("2010", "2011", "2012")


def test_an_event_that_is_disputed_by_nobody_is_told() -> None:
    cite = {"source": "source:a", "credibility": 2}
    told = "warning: event:x status: disputed, and nothing says by whom; cite what contradicts it"
    assert weak(Store.in_memory(), cite, status="disputed") == [told]
    against = {**cite, "field": "date", "value": "2010", "verdict": "disputed"}
    assert told not in weak(Store.in_memory(), against, status="disputed")


def test_what_nobody_has_graded_is_told_once_for_each_source() -> None:
    store = Store.in_memory()
    store.put("source:wire", record("source", title="Wire"))
    with store.transaction() as change:
        for number in range(1_200):
            cites = [{"source": "source:wire"}, {"source": "source:wire", "field": "name"}]
            ref = f"group:{number:04}"
            change.put(ref, group(f"{number:04} {number * 7919}", cites=cites))
    found = [str(each).rpartition(" [")[0] for each in check(store) if each.ref == "source:wire"]
    assert found == [
        (
            "warning: source:wire reliability: not graded, and 1,200 records rest on it; "
            "say how reliable it is, A to F"
        ),
        (
            "warning: source:wire: 2,400 cites of it have no grade, the first in group:0000; "
            "say how credible they are, 1 to 6"
        ),
    ]


def test_words_that_may_not_be_exact_are_told_without_quotation_marks() -> None:
    store = Store.in_memory()
    store.put("source:a", record("source", title="A", **GRADED))
    cite = {"source": "source:a", "field": "text", "value": "they went", "credibility": 2}
    quote = {"text": "they stay", "attribution": "a man", "mode": "paraphrase"}
    store.put("quote:x", record("quote", source="source:a", **quote, cites=[cite]))
    (found,) = check(store)
    assert found.problem == "source:a gives they went; resolve it"
