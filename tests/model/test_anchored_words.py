"""What the model says of anchors, and of decisions about words in a text."""

from typing import Any

import msgspec
import pytest

from briefing.links import ties
from briefing.model.faults import InvalidRecord
from briefing.model.formatting import row_line
from briefing.model.kinds.record import Cite, without_stale_anchor
from briefing.model.kinds.source import Source
from briefing.model.parsers.rows import said_anew
from briefing.model.references import with_references, without_references
from briefing.model.validation import build, plain
from briefing.store.store import Store
from briefing.views.books.released import Released
from invented import ARMY, FRONT, REPORT, WIRE, fill

ANCHOR = {"start": 100, "end": 120, "prefix": "the leader ", "suffix": " in Kidal"}
CITE = {"source": WIRE, "passage": "remains at large", "anchor": ANCHOR}


def group(**raw: object) -> Any:
    return build("group", {"name": "Northern Front", **raw})


def source(*decided: dict[str, str]) -> Source:
    made = build("source", {"title": "A report", "decided": list(decided)})
    assert isinstance(made, Source)
    return made


def test_an_anchor_is_stored_with_every_space_of_what_surrounds_the_words() -> None:
    anchor = {"start": 0, "end": 3, "suffix": "\n\nThe next\tparagraph "}
    assert plain(group(cites=[CITE | {"anchor": anchor}]))["cites"][0]["anchor"] == {
        "end": 3,
        "suffix": "\n\nThe next\tparagraph ",
    }


@pytest.mark.parametrize(
    ("cite", "problem"),
    [
        ({"source": WIRE, "anchor": ANCHOR}, "there are no words for the anchor"),
        (CITE | {"anchor": {"start": 5, "end": 5}}, "5 is not after start, 5"),
        (CITE | {"anchor": {"start": 5}}, "end is missing"),
        (CITE | {"anchor": {"start": -1, "end": 5}}, "-1 must be at least 0"),
    ],
)
def test_an_anchor_belongs_to_words_and_has_a_length(cite: dict[str, Any], problem: str) -> None:
    with pytest.raises(InvalidRecord, match=problem):
        group(cites=[cite])


def test_changed_words_lose_their_anchor_and_other_changes_keep_it() -> None:
    assert "anchor" in without_stale_anchor(CITE | {"credibility": 2}, CITE)
    assert "anchor" not in without_stale_anchor(CITE | {"passage": "is at large"}, CITE)
    assert "anchor" not in without_stale_anchor(CITE | {"source": REPORT}, CITE)
    retyped = {"source": WIRE, "passage": "remains at large", "credibility": 2}
    assert said_anew(Cite, CITE, retyped)["anchor"] == ANCHOR


def test_no_line_for_readers_shows_an_anchor() -> None:
    cites = [msgspec.convert(cite, Cite) for cite in (CITE, CITE | {"anchor": None})]
    assert row_line(cites[0], str) == row_line(cites[1], str)


@pytest.mark.parametrize(
    ("decision", "problem"),
    [
        ({"words": "the Front", "verdict": "is"}, "“is” needs a record"),
        ({"words": "the Front", "verdict": "never", "ref": FRONT}, "“never” is about no record"),
        ({"words": "the Front", "verdict": "is", "ref": WIRE}, "must begin with"),
    ],
)
def test_only_a_verdict_on_a_record_names_one(decision: dict[str, str], problem: str) -> None:
    with pytest.raises(InvalidRecord, match=problem):
        source(decision)


def test_a_decision_follows_its_record_and_goes_with_it() -> None:
    never = {"words": "Sahel", "verdict": "never"}
    made = source({"words": "the Front", "verdict": "is", "ref": FRONT}, never)
    assert with_references(made, {FRONT: ARMY}).decided[0].ref == ARMY
    left = without_references(made, {FRONT: "Northern Front"})
    assert left is not None
    assert [row.words for row in left.decided] == ["Sahel"]


def test_a_decision_ties_nothing() -> None:
    store = fill(Store.in_memory())
    before = ties(store, FRONT)
    decided = {"words": "the Front", "verdict": "is not", "ref": FRONT}
    store.put("source:a-report", source(decided))
    assert ties(store, FRONT) == before
    assert ties(store, "source:a-report") == []


def test_a_release_without_a_source_tells_nothing_of_what_stood_around_its_words() -> None:
    store = fill(Store.in_memory())
    store.put(WIRE, msgspec.structs.replace(store.need(WIRE), protection="protected"))
    store.put("group:new", group(cites=[CITE]))
    shown = Released(store, "clear").need("group:new")
    assert [(cite.passage, cite.anchor) for cite in shown.cites] == [("", None)]
