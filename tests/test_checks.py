"""What is wrong or weak in a briefing is found, and what is right is left in peace."""

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
            {"group": {"x": {"name": "x", "founded": "soon"}}},
            "group:x",
            "founded",
            "",
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
    assert all("leads round to itself" in error.problem for error in found)


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
    store = opened(tmp_path / "db.json", group={"x": {"name": "x", "founded": "soon"}})
    assert errors(store)
    store.put("group:x", group("x", founded="2013"))
    assert errors(store) == []


def test_an_event_is_not_known_from_what_was_published_before_it() -> None:
    store = Store.in_memory()
    store.put("source:early", record("source", title="Early", published="2013-03-03"))
    store.put("source:month", record("source", title="That month", published="2014-05"))
    cites = [{"source": "source:early"}, {"source": "source:month"}]
    store.put("event:x", record("event", title="x", date="2014-05-21", cites=cites))
    (found,) = check(store)
    assert (found.level, found.ref, found.path) == ("warning", "event:x", "cites[0].source")
    assert "published long before it happened, 2013-03-03" in found.problem


def test_what_is_announced_may_be_known_before_it_happens() -> None:
    store = Store.in_memory()
    store.put("source:notice", record("source", title="Notice", published="2014-01-24"))
    cites = [{"source": "source:notice"}]
    store.put("event:x", record("event", title="x", date="2014-01-26", cites=cites))
    assert not list(check(store))
