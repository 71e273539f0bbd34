"""How things are known: claims of one origin, reviews out of date, the order of contradictions."""

from looking import Raw, at, found, holding

from briefing.store.store import Store
from briefing.views.sources import source_lines

SOURCES: dict[str, Raw] = {
    "a": {"title": "A", "published": "2013-01-01", "reliability": "B"},
    "b": {"title": "B", "published": "2014-01-01", "reliability": "B"},
    "copy": {"title": "C", "derived_from": "source:a", "reliability": "B"},
}


def cited(*sources: str, **fields: object) -> Store:
    """A leader known from some sources."""
    cites = [{"source": f"source:{each}", "credibility": 2} for each in sources]
    return holding(source=SOURCES, leader={"x": {"name": "X", "cites": cites, **fields}})


def test_a_death_of_one_origin_is_told_once_for_the_record() -> None:
    (finding,) = found("single-origin-claim", cited("a", "copy", status="dead", died="2013-02"))
    assert (finding.ref, finding.path, finding.mend) == ("leader:x", "status", "add_cite")
    assert finding.problem == (
        "status (dead) and died (2013-02) rest on one origin, source:a; cite a second"
    )


def test_a_death_of_two_origins_is_well_known() -> None:
    assert found("single-origin-claim", cited("a", "b", status="dead")) == []


def test_only_claims_that_one_is_asked_about_need_a_second_origin() -> None:
    assert found("single-origin-claim", cited("a", status="active")) == []
    assert found("single-origin-claim", cited(status="dead")) == [], "it is uncited as a whole"


def test_only_what_rests_on_an_ungraded_source_is_counted_as_in_the_list_of_sources() -> None:
    def citing(source: str, **fields: object) -> Raw:
        return {"name": source, "cites": [{"source": f"source:{source}", **fields}]}

    sources: dict[str, Raw] = {
        "wire": {"title": "W"},
        "copy": {"title": "C", "derived_from": "source:wire", "reliability": "B"},
        "contradicted": {"title": "N"},
    }
    leaders = {
        "a": citing("wire"),
        "b": citing("copy"),
        "c": citing("wire", stance="contradicts"),
        "d": citing("contradicted", stance="contradicts"),
    }
    store = holding(source=sources, leader=leaders)
    (finding,) = found("ungraded-source", store)
    assert finding.problem.startswith("not graded, and 2 records rest on it; ")
    assert {line.ref: line.records for line in source_lines(store)} == {
        "source:wire": 2,
        "source:copy": 1,
        "source:contradicted": 0,
    }


def test_a_review_is_out_of_date_once_a_later_source_is_cited() -> None:
    assert at("stale-review", cited("a", "b", reviewed="2013-06")) == [
        ("leader:x", "reviewed", "source:b")
    ]
    assert at("stale-review", cited("a", "b", reviewed="2014-01-01")) == []
    assert at("stale-review", cited("a", "b", reviewed="2014")) == []
    assert at("stale-review", cited("a", "b")) == [], "never reviewed is no stale review"


def test_a_review_is_out_of_date_a_year_before_the_last_event() -> None:
    def after(last: str) -> list[tuple[str, str, str]]:
        event = {"title": "x", "date": last, "actors": [{"ref": "leader:x"}]}
        leader = {"name": "X", "reviewed": "2013-01-01"}
        return at("stale-review", holding(leader={"x": leader}, event={"e": event}))

    assert after("2014-02") == [("leader:x", "reviewed", "event:e")]
    assert after("2013-12") == []
    assert after("2014~") == []


def test_contradictions_of_the_oldest_sources_come_first() -> None:
    def against(source: str) -> Raw:
        cite = {"source": source, "field": "status", "value": "dead", "credibility": 2}
        return {"name": source, "status": "active", "cites": [cite]}

    leaders = {"new": against("source:b"), "old": against("source:a")}
    store = holding(source=SOURCES, leader=leaders)
    assert [each.ref for each in found("contradiction", store)] == ["leader:old", "leader:new"]
