"""A finding that is settled is dismissed with a reason, until its facts change."""

import json
import re
from pathlib import Path

import msgspec
import pytest
from looking import Raw, found
from looking import holding as briefing_of

from briefing.checks import (
    CHECKS,
    Check,
    Found,
    Survey,
    all_checks,
    check,
    dismissed,
    findings,
)
from briefing.checks.declared import PLUGINS
from briefing.store.store import Store
from commandline import Run
from invented import AMBUSH, MARTYRS, WIRE, record

ORIGIN = "single-origin"


def with_one_origin() -> Store:
    return briefing_of(
        source={name: {"title": name, "reliability": "B"} for name in ("a", "b")},
        event={
            "x": {
                "title": "x",
                "date": "2013",
                "casualties": [{"outcome": "killed", "low": 5}],
                "cites": [{"source": "source:a", "field": "casualties", "credibility": 2}],
            }
        },
    )


def dismiss_all(store: Store, ref: str, reason: str) -> None:
    store.put(ref, dismissed(store.need(ref), [*check(store)], reason))


def test_a_dismissed_finding_waits_no_more_but_stays_findable() -> None:
    store = with_one_origin()
    dismiss_all(store, "event:x", "no second will come")
    assert not list(check(store))
    (finding,) = findings(store)
    assert (finding.check, finding.dismissed) == (ORIGIN, "no second will come")


def test_a_dismissal_can_be_undone() -> None:
    store = with_one_origin()
    dismiss_all(store, "event:x", "settled")
    store.undo()
    assert [each.check for each in check(store)] == [ORIGIN]


def test_a_dismissal_lapses_when_the_facts_change() -> None:
    store = with_one_origin()
    dismiss_all(store, "event:x", "settled")
    store.put("source:a", record("source", title="a", reliability="B", derived_from="source:b"))
    (finding,) = check(store)
    assert finding.problem.startswith("the figures rest on one origin, source:b")


def test_a_dismissal_outlasts_changes_of_something_else() -> None:
    store = with_one_origin()
    dismiss_all(store, "event:x", "settled")
    store.put("source:a", record("source", title="Another title", reliability="C"))
    assert not list(check(store))


# What each dismissal rests on

OLD, NEW = {"title": "x", "published": "2010"}, {"title": "x", "published": "2016"}
DATED = {"o": OLD, "old": OLD, "new": NEW, "newer": NEW}
"""Sources, by their ids."""


def cites(*sources: str, **fields: object) -> list[dict[str, object]]:
    return [{"source": f"source:{each}", **fields} for each in sources]


def still_dismissed(check: str, kind: str, before: Raw, after: Raw) -> bool:
    """Whether what a check finds in a record is still dismissed after the record has changed."""
    store = briefing_of(source=DATED, **{kind: {"x": before}})
    ref = f"{kind}:x"
    (settled,) = found(check, store)
    rows = [
        msgspec.to_builtins(row) for row in dismissed(store.need(ref), [settled], "so").dismissed
    ]
    store.put(ref, record(kind, **after, dismissed=rows))
    (finding,) = found(check, store)
    return bool(finding.dismissed)


def test_another_source_that_is_too_early_is_a_new_fact_and_any_other_is_not() -> None:
    def reported_by(*sources: str) -> Raw:
        return {"title": "x", "date": "2013", "cites": cites(*sources)}

    check, before = "cited-too-early", reported_by("new", "old")
    assert not still_dismissed(check, "event", before, reported_by("new", "old", "o"))
    assert still_dismissed(check, "event", before, reported_by("old"))
    assert still_dismissed(check, "event", before, reported_by("newer", "old"))


def test_another_source_that_came_out_since_a_review_is_a_new_fact() -> None:
    def reviewed_with(*sources: str) -> Raw:
        return {"name": "x", "reviewed": "2014-01-01", "cites": cites(*sources)}

    check, before = "stale-review", reviewed_with("old", "new")
    assert not still_dismissed(check, "group", before, reviewed_with("old", "new", "newer"))
    assert still_dismissed(check, "group", before, reviewed_with("new"))


@pytest.mark.parametrize("check", ["unsourced-figures", "single-origin"])
def test_other_figures_are_new_facts(check: str) -> None:
    field = "casualties" if check == "single-origin" else "date"

    def with_dead(who: str, low: int, title: str = "x") -> Raw:
        row = {"outcome": "killed", "who": who, "low": low}
        cited = cites("new", field=field)
        return {"title": title, "date": "2013", "casualties": [row], "cites": cited}

    before = with_dead("soldiers", 1)
    assert not still_dismissed(check, "event", before, with_dead("civilians", 300))
    assert still_dismissed(check, "event", before, with_dead("soldiers", 1, "another title"))


def test_what_is_reported_once_for_a_source_does_not_rest_on_those_who_cite_it() -> None:
    groups = {each: {"name": each, "cites": cites("new")} for each in ("x", "y")}
    store = briefing_of(source=DATED, group=groups)
    dismiss_all(store, "source:new", "nobody can grade it")
    store.put("group:x", record("group", name="x", cites=cites("new", credibility=2)))
    (finding,) = found("ungraded-cites", store)
    assert finding.dismissed


def test_dismissing_again_replaces_the_reason() -> None:
    store = with_one_origin()
    for reason in ("first", "second"):
        record = store.need("event:x")
        store.put("event:x", dismissed(record, found(ORIGIN, store), reason))
    assert [row.reason for row in store.need("event:x").dismissed] == ["second"]


def test_the_ids_of_checks_are_words_and_each_stands_for_one() -> None:
    ids = [each.id for each in CHECKS]
    assert len(set(ids)) == len(ids)
    assert all(each.replace("-", "").isalpha() and each.islower() for each in ids)


def test_a_dismissal_names_no_other_record_as_that_may_have_to_be_forgotten() -> None:
    store = with_one_origin()
    dismiss_all(store, "event:x", "settled")
    (row,) = store.need("event:x").dismissed
    assert (row.check, row.field, row.reason) == (ORIGIN, "casualties", "settled")
    assert "source" not in row.facts


class Entry:
    """An entry point of another package."""

    value = "another.package"

    def __init__(self, *checks: Check) -> None:
        self.load = lambda: list(checks)


def test_another_package_adds_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless(survey: Survey) -> list[Found]:
        return [Found(ref, "tags", "has no tag") for ref, _ in survey.of("group")]

    own = Check("untagged", "Without a tag", "warning", nameless, "A record has no tag.")
    entries = {PLUGINS: [Entry(own)]}
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: entries[group])
    store = briefing_of(group={"x": {"name": "X"}})
    assert [each.ref for each in check(store) if each.check == "untagged"] == ["group:x"]
    dismiss_all(store, "group:x", "settled")
    assert not list(check(store))
    entries[PLUGINS] = [Entry(own._replace(id="uncited"))]
    with pytest.raises(ValueError, match="there is a check “uncited” already"):
        all_checks()


# The command line


def test_a_dismissed_finding_is_listed_only_when_all_are_asked_for(
    briefing_file: Path, run: Run
) -> None:
    assert f"{MARTYRS} cites" in run("check", briefing_file, "--only", "uncited").out
    answer = run("dismiss", briefing_file, MARTYRS, "uncited", "--why", "our own term")
    assert answer.status == 0
    assert answer.out == f"dismissed 1 finding of uncited on {MARTYRS}; revision 2\n"
    assert f"{MARTYRS} cites" not in run("check", briefing_file, "--only", "uncited").out
    everything = run("check", briefing_file, "--only", "uncited", "--all").out
    assert f"{MARTYRS} cites: nothing says how this is known; cite a source " in everything
    assert "(dismissed: our own term) [uncited]" in everything
    history = run("history", briefing_file, MARTYRS).out
    assert "dismissed uncited: our own term" in history
    run("undo", briefing_file)
    assert f"{MARTYRS} cites" in run("check", briefing_file, "--only", "uncited").out


def test_the_hash_of_the_facts_is_shown_to_no_reader(briefing_file: Path, run: Run) -> None:
    run("dismiss", briefing_file, AMBUSH, ORIGIN, "--why", "no second will come")
    shown = run("show", AMBUSH, "--json", "--db", briefing_file).json
    (row,) = shown["record"]["dismissed"]
    assert row["facts"]
    history = run("history", briefing_file, AMBUSH).out
    assert "Dismissed 1: – → single-origin, no second will come, casualties" in history
    for text in (history, run("list", "events", "--csv", "--db", briefing_file).out):
        assert row["facts"][:8] not in text


def test_no_keys_of_the_screen_are_named_on_the_command_line(briefing_file: Path, run: Run) -> None:
    assert not re.search(r"\(\w\)", run("check", briefing_file, "--all").out)


def test_findings_are_printed_as_json_with_the_check_and_what_mends_them(
    briefing_file: Path, run: Run
) -> None:
    answer = run("check", briefing_file, "--only", "ungraded-cites", "--only", ORIGIN, "--json")
    rows = json.loads(answer.out)
    assert {row["check"] for row in rows} == {"ungraded-cites", ORIGIN}
    (row,) = (row for row in rows if row["check"] == ORIGIN)
    assert (row["ref"], row["path"], row["mend"]) == (AMBUSH, "casualties", "add_cite")
    assert row["dismissed"] == ""


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ((WIRE, "uncited"), "uncited finds nothing on source:2019-wire-story"),
        ((MARTYRS, "uncited", "--field", "name"), "uncited finds nothing on group"),
        ((MARTYRS, "faulty"), "what faulty finds cannot be dismissed"),
        ((MARTYRS, "look-alikes"), "merge the two, or link them as not-same-as"),
        ((MARTYRS, "unheard-of"), "there is no check unheard-of; checks are contradiction, "),
    ],
)
def test_only_what_is_found_and_may_be_settled_is_dismissed(
    briefing_file: Path, run: Run, arguments: tuple[str, ...], problem: str
) -> None:
    answer = run("dismiss", briefing_file, *arguments, "--why", "settled")
    assert answer.status == 2
    assert problem in answer.err


def test_a_check_that_does_not_exist_is_refused(briefing_file: Path, run: Run) -> None:
    answer = run("check", briefing_file, "--only", "unheard-of")
    assert answer.status == 2
    assert "there is no check unheard-of" in answer.err
