"""How a proposed record joins one that is there, and what its cites then support."""

from typing import Any

import pytest

from briefing.exchange import joining
from briefing.exchange.joining import Joined, join
from briefing.model.contradictions import SET_ASIDE, has_open_contradiction, keep
from briefing.model.kinds.record import Record
from briefing.model.parsers.values import agrees
from briefing.model.validation import build

DEAD = {"outcome": "killed", "best": 5}
WOUNDED = {"outcome": "wounded", "best": 4}
FILE = "source:file"
A, B = "source:a", "source:b"


def event(**fields: Any) -> Record:
    return build("event", {"title": "Raid", "date": "2013", **fields})


def group(**fields: Any) -> Record:
    return build("group", {"name": "Front", **fields})


def cited(source: str, field: str = "", value: str = "", passage: str = "") -> dict[str, str]:
    return {"source": source, "field": field, "value": value, "passage": passage}


def joined(held: Record, given: Record, source: str = "", **how: Any) -> Joined:
    """A record with a proposal, which has to add nothing when it comes again."""
    found = join(held, given, source, "", str, otherwise=source or FILE, **how)
    again = join(found.record, given, source, "", str, otherwise=source or FILE, **how)
    assert (again.record, again.added, again.differs) == (found.record, [], [])
    return found


def cites(record: Record, source: str = "") -> list[tuple[str, str]]:
    return [(each.field, each.value) for each in record.cites if source in ("", each.source)]


def toll(record: Record) -> list[tuple[str, str]]:
    """What is cited for the casualties."""
    return [each for each in cites(record) if each[0].startswith("casualties")]


def test_a_cite_of_an_item_goes_on_supporting_that_item() -> None:
    held = event(casualties=[WOUNDED, DEAD])
    given = event(casualties=[DEAD], cites=[cited(A, "casualties[0].best", passage="five dead")])
    assert cites(joined(held, given).record) == [("casualties[1].best", "")]


def test_a_cite_of_an_item_of_a_list_that_grows_moves_with_it() -> None:
    held = group(countries=["DZ", "LY"], aliases=["One"])
    own = [cited(A, "countries[1]"), cited(A, "aliases[0]"), cited(A, "aliases[1]")]
    given = group(countries=["ML", "NE"], aliases=["Two", "Front"], cites=own)
    found = [("countries[3]", ""), ("aliases[1]", ""), ("name", "")]
    assert cites(joined(held, given).record) == found


@pytest.mark.parametrize(
    ("ours", "theirs", "path", "expected"),
    [
        (
            {"actors": [{"name": "P"}]},
            {"actors": [{"name": "Q"}]},
            "actors[0]",
            ("actors", "Q"),
        ),
        (
            {"place": {"name": "Gao"}},
            {"place": {"name": "Kidal"}},
            "place.name",
            ("place", "Kidal"),
        ),
        (
            {"casualties": [{"outcome": "killed", "low": 2, "high": 9}]},
            {"casualties": [DEAD]},
            "casualties[0]",
            ("casualties", "killed: about 5"),
        ),
    ],
)
def test_a_cite_of_what_the_record_does_not_hold_gives_the_value(
    ours: dict[str, Any], theirs: dict[str, Any], path: str, expected: tuple[str, str]
) -> None:
    given = event(**theirs, cites=[cited(A, path, passage="so it says")])
    record = joined(event(**ours), given).record
    assert cites(record) == [expected]
    assert record.cites[0].passage == "so it says"


def test_a_cite_of_what_both_hold_supports_that_though_the_rest_differs() -> None:
    held = event(actors=[{"name": "X"}, {"name": "P"}])
    own = [cited(A, "actors[0]"), cited(B, "actors[1]")]
    given = event(actors=[{"name": "P"}, {"name": "Q"}], cites=own)
    assert cites(joined(held, given).record) == [("actors[1]", ""), ("actors", "Q")]


def test_a_denial_of_what_the_record_does_not_hold_is_not_against_what_it_holds() -> None:
    denial = {**cited(A, "actors[0]"), "stance": "contradicts"}
    given = event(actors=[{"name": "P"}, {"name": "Q"}], cites=[denial])
    held = event(actors=[{"name": "X"}, {"name": "Q"}])
    assert cites(joined(held, given).record, A) == []


def test_a_cite_of_a_name_that_becomes_an_alias_supports_the_alias() -> None:
    given = build("group", {"name": "The Front", "cites": [cited(A, "name")]})
    assert cites(joined(group(aliases=["One"]), given).record) == [("aliases[1]", "")]


def test_of_a_list_that_grows_each_source_supports_its_own_items() -> None:
    held = group(countries=["ML"], cites=[cited(A, "countries", passage="in Mali")])
    record = joined(held, group(countries=["NE"]), FILE).record
    assert cites(record, A) == [("countries[0]", "")]
    assert cites(record, FILE) == [("countries[1]", "")]
    given = group(countries=["NE"], cites=[cited(B, "countries")])
    assert cites(joined(held, given).record, B) == [("countries[1]", "")]


def test_a_source_that_adds_an_item_is_cited_for_it_too() -> None:
    for path in ("", "countries"):
        held = group(countries=["ML"], cites=[cited(FILE, path)])
        record = joined(held, group(countries=["ML", "NE"]), FILE).record
        assert {("countries[0]", ""), ("countries[1]", "")} <= {*cites(record, FILE)}


def test_a_list_of_which_a_source_names_a_part_is_cited_for_that_part() -> None:
    record = joined(group(countries=["ML", "NE"]), group(countries=["NE"]), FILE).record
    assert cites(record) == [("countries[1]", "")]
    both = joined(record, group(countries=["NE", "ML"]), FILE).record
    assert cites(both, FILE)[-1] == ("countries", "")


@pytest.mark.parametrize("source", ["", FILE])
def test_a_contradiction_that_was_weighed_stays_so(source: str) -> None:
    held, given = group(founded="2011"), group(founded="2013")
    found = joined(held, given, source).record
    weighed = keep(found, "founded", SET_ASIDE, "a misprint", str)
    assert joined(weighed, given, source).record == weighed


def test_a_source_that_gives_a_weighed_value_in_its_own_cite_is_not_weighed_again() -> None:
    weighed = {**cited(A, "founded", "2013"), "verdict": "set aside", "reason": "a misprint"}
    held = group(founded="2011", cites=[weighed])
    given = group(founded="2013", cites=[cited(A, "founded", passage="in 2013")])
    assert joined(held, given).record == held


def test_equal_cites_that_are_there_stay_and_are_no_change() -> None:
    held = group(cites=[cited(A), cited(A)])
    assert joined(held, group(cites=[cited(A), cited(A)])).record is held
    grown = joined(held, group(founded="2011"), FILE).record
    assert cites(grown, A) == [("name", "")]
    assert [each.field for each in joined(held, group(tags=["x"])).record.cites] == ["", ""]


def test_equal_cites_of_a_proposal_become_one() -> None:
    own = [cited(A, "founded"), cited(A, "founded")]
    assert cites(joined(group(founded="2011"), group(founded="2011", cites=own)).record) == [
        ("founded", "")
    ]


TO_DAY = ("date", "2013-01", "2013-01-12", "2013-01-12")
TO_MONTH = ("date", "2013-01-12", "2013-01", "2013-01")
TO_FIGURE = (
    "casualties",
    [{"outcome": "killed", "low": 4, "high": 70}],
    [{"outcome": "killed", "best": 11}],
    "killed: about 11",
)


@pytest.mark.parametrize(
    ("source", "field", "ours", "theirs", "words"),
    [
        (FILE, *TO_DAY),
        ("", *TO_DAY),
        (FILE, *TO_MONTH),
        (FILE, *TO_FIGURE),
        ("", *TO_FIGURE),
    ],
)
def test_a_value_that_is_finer_or_coarser_is_kept_without_a_contradiction(
    source: str, field: str, ours: object, theirs: object, words: str
) -> None:
    held = event(**{field: ours}, cites=[cited(A, field)])
    found = joined(held, event(**{field: theirs}), source)
    assert [each for each in cites(found.record) if each[0] == field] == [
        (field, ""),
        (field, words),
    ]
    assert (found.added, found.differs) == ([field], [])
    assert not has_open_contradiction(found.record, str)


def test_a_coarser_value_is_not_held_against_a_file_that_rests_on_nothing() -> None:
    held = event(date="2013-01-12", place={"name": "Gao", "country": "ML"})
    given = event(date="2013-01", place={"name": "Gao"})
    assert joined(held, given).record is held


def test_the_source_of_a_finer_value_is_the_one_that_the_proposal_cites() -> None:
    given = event(date="2013-01-12", cites=[cited(A, "date", passage="on 12 January")])
    assert cites(joined(event(date="2013-01"), given).record) == [("date", "2013-01-12")]


def test_a_source_of_some_rows_is_cited_for_those() -> None:
    held = event(casualties=[WOUNDED, DEAD])
    assert toll(joined(held, event(casualties=[DEAD]), FILE).record) == [("casualties[1]", "")]
    given = event(casualties=[DEAD], cites=[cited(A, "casualties")])
    assert cites(joined(held, given).record) == [("casualties[1]", "")]


def test_the_order_of_a_list_is_no_difference() -> None:
    held = event(casualties=[WOUNDED, DEAD])
    found = joined(held, event(casualties=[DEAD, WOUNDED]), FILE)
    assert (toll(found.record), found.added) == ([("casualties", "")], [])


def test_a_source_of_a_value_is_not_cited_for_a_coarser_one_too() -> None:
    held = event(date="2013-01-12", cites=[cited(A)])
    assert joined(held, event(date="2013-01", cites=[cited(A)])).record is held
    given = event(date="2013-01", cites=[cited(B, "date")])
    assert cites(joined(held, given).record, B) == [("date", "2013-01")]


@pytest.mark.parametrize("source", ["", FILE])
def test_the_summary_of_a_file_is_kept_as_a_passage(source: str) -> None:
    held = event(summary="My words.")
    found = joined(held, event(summary="Their\nwords."), source)
    assert found.record.summary == "My words."
    assert [each.passage for each in found.record.cites if each.field == "summary"] == [
        "Their\nwords."
    ]
    assert found.differs == [("summary", "My words.", "Their\nwords.")]
    assert not has_open_contradiction(found.record, str)


def test_another_title_of_an_event_is_an_alias_or_else_a_contradiction() -> None:
    given = build("event", {"title": "Massacre", "date": "2013"})
    assert joined(event(), given, FILE).record.aliases == ("Massacre",)
    found = joined(event(), given, FILE, is_free=lambda _name: False)
    assert found.differs == [("title", "Raid", "Massacre")]
    assert ("title", "Massacre") in cites(found.record)


@pytest.mark.parametrize("source", ["", FILE])
def test_other_words_of_a_quote_are_cited(source: str) -> None:
    held = build("quote", {"text": "We stay", "source": A, "attribution": "a man"})
    given = build("quote", {"text": "We\nleave", "source": A, "attribution": "a man"})
    found = joined(held, given, source)
    assert found.differs == [("text", "We stay", "We leave")]
    assert ("text", "We leave") in cites(found.record)


@pytest.mark.parametrize("source", ["", FILE])
def test_what_a_file_says_otherwise_of_a_source_is_cited(source: str) -> None:
    held = build("source", {"title": "T", "publisher": "AFP", "published": "2013"})
    given = build("source", {"title": "Other", "publisher": "BBC", "published": "2014"})
    found = joined(held, given, source)
    assert cites(found.record) == [("title", "Other"), ("publisher", "BBC"), ("published", "2014")]
    assert [each.field for each in found.differs] == ["title", "publisher", "published"]


def test_cites_are_not_weighed_again_for_a_value_that_differs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> Record:
        raise AssertionError("the cites were weighed")

    monkeypatch.setattr(joining, "with_own_cites", refuse)
    held = event(date="2013", cites=[cited(FILE)])
    joined(held, event(date="2014"), FILE)


def test_the_work_of_a_row_does_not_grow_with_the_rows_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count = 0

    def counted(*args: Any) -> bool:
        nonlocal count
        count += 1
        return agrees(*args)

    monkeypatch.setattr("briefing.model.contradictions.agrees", counted)
    held, counts = event(casualties=[DEAD]), []
    for number in range(1, 41):
        count = 0
        given = event(
            casualties=[{"outcome": "killed", "best": 5 + number}],
            cites=[cited(f"source:{number}")],
        )
        held = join(held, given, "", "", str, otherwise=FILE).record
        counts.append(count)
    assert len(held.cites) == 2 * 40
    assert max(counts) <= 4
