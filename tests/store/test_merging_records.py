"""Merging two records and renaming a record: every reference is kept."""

from typing import Any

import pytest

from briefing.checks import check
from briefing.model.faults import InvalidRecord
from briefing.model.kinds.event import Event
from briefing.model.merging import merge_records
from briefing.model.validation import plain
from briefing.store import merge_split
from briefing.store.errors import RefTaken, UnknownRecord
from briefing.store.store import Store
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    LEADS,
    MARTYRS,
    OPERATION,
    QUOTE,
    TALON,
    contents,
    group,
    record,
)


def fields(store: Store, ref: str) -> dict[str, Any]:
    return plain(store.need(ref))


def errors(store: Store) -> list[str]:
    return [str(finding) for finding in check(store) if finding.level == "error"]


class TestRename:
    def test_every_reference_goes_with_the_record(self, filled: Store) -> None:
        before = contents(filled)
        with filled.transaction("a better name") as draft:
            draft.rename(TALON, "leader:talon")
        assert filled.get(TALON) is None
        assert filled.need("leader:talon") == before[TALON]
        assert fields(filled, QUOTE)["speaker"] == "leader:talon"
        assert fields(filled, LEADS)["from"] == "leader:talon"
        assert errors(filled) == []
        filled.undo()
        assert contents(filled) == before

    def test_a_ref_that_is_taken_is_refused(self, filled: Store) -> None:
        with pytest.raises(RefTaken, match=f"{ARMY} already"), filled.transaction() as draft:
            draft.rename(FRONT, ARMY)

    @pytest.mark.parametrize("new", ["leader:front", "group:a b", "group:", "planet:x"])
    def test_a_ref_that_cannot_be_one_is_refused(self, filled: Store, new: str) -> None:
        with pytest.raises(InvalidRecord), filled.transaction() as draft:
            draft.rename(FRONT, new)

    def test_a_missing_record_is_reported(self, filled: Store) -> None:
        with pytest.raises(UnknownRecord), filled.transaction() as draft:
            draft.rename("group:nobody", "group:somebody")


class TestMerge:
    def test_what_referred_to_either_refers_to_the_one_that_stays(self, filled: Store) -> None:
        before = contents(filled)
        with filled.transaction("the same") as draft:
            merge_split.merge(draft, MARTYRS, FRONT, before[MARTYRS])
        assert filled.get(FRONT) is None
        actors = fields(filled, AMBUSH)["actors"]
        assert {actor["ref"] for actor in actors if "ref" in actor} == {MARTYRS, ARMY}
        assert fields(filled, LEADS)["to"] == MARTYRS
        assert errors(filled) == []
        filled.undo()
        assert contents(filled) == before, "one undo brings both back"

    def test_a_link_between_the_two_goes(self, filled: Store) -> None:
        link = {"type": "same-as", "from_": FRONT, "to": ARMY}
        filled.put("link:same", record("link", **link))
        with filled.transaction() as draft:
            merge_split.merge(draft, ARMY, FRONT, filled.need(ARMY))
        assert filled.get("link:same") is None
        assert errors(filled) == []

    def test_of_two_links_that_come_to_say_the_same_one_stays(self, store: Store) -> None:
        for name in "abc":
            store.put(f"group:{name}", group(name))
        for name in "ab":
            store.put(
                f"link:{name}", record("link", type="allied", from_=f"group:{name}", to="group:c")
            )
        with store.transaction() as draft:
            merge_split.merge(draft, "group:a", "group:b", group("a"))
        assert list(store.all("link")) == ["a"]

    def test_actors_that_come_to_be_the_same_are_one(self, store: Store) -> None:
        for name in "ab":
            store.put(f"group:{name}", group(name))
        rows = [{"ref": f"group:{name}", "role": "target"} for name in "ab"]
        store.put("event:x", record("event", title="x", date="2013", actors=rows))
        with store.transaction() as draft:
            merge_split.merge(draft, "group:a", "group:b", group("a"))
        assert len(fields(store, "event:x")["actors"]) == 1

    def test_a_cite_of_an_item_follows_it(self, store: Store) -> None:
        store.put("source:s", record("source", title="S"))
        for slug, outcome, words in (("a", "killed", "five dead"), ("b", "wounded", "four hurt")):
            store.put(
                f"event:{slug}",
                record(
                    "event",
                    title=slug,
                    date="2019",
                    casualties=[{"outcome": outcome, "best": 5}],
                    cites=[{"source": "source:s", "field": "casualties[0]", "passage": words}],
                ),
            )
        joined, _ = merge_records(store.need("event:a"), store.need("event:b"))
        with store.transaction() as draft:
            merge_split.merge(draft, "event:a", "event:b", joined)
        merged = store.need("event:a")
        assert isinstance(merged, Event)
        assert {(cite.field, cite.passage) for cite in merged.cites} == {
            (f"casualties[{place}]", "five dead" if row.outcome == "killed" else "four hurt")
            for place, row in enumerate(merged.casualties)
        }

    def test_a_record_is_never_part_of_itself(self, filled: Store) -> None:
        operation = filled.need(OPERATION)
        with filled.transaction() as draft:
            merge_split.merge(draft, OPERATION, AMBUSH, operation)
        assert "part_of" not in fields(filled, OPERATION)
        assert errors(filled) == []

    def test_nor_by_way_of_a_third(self, store: Store) -> None:
        for name, of in (("a", ""), ("b", "event:a"), ("c", "event:b")):
            store.put(f"event:{name}", record("event", title=name, date="2013", part_of=of))
        before = contents(store)
        with pytest.raises(InvalidRecord, match="form a cycle"), store.transaction() as draft:
            merge_split.merge(
                draft,
                "event:a",
                "event:c",
                record("event", title="a", date="2013", part_of="event:b"),
            )
        assert contents(store) == before

    @pytest.mark.parametrize(("ref", "gone"), [(FRONT, FRONT), (FRONT, TALON)])
    def test_only_two_of_a_kind_can_be_one(self, filled: Store, ref: str, gone: str) -> None:
        with pytest.raises(InvalidRecord, match="two of a kind"), filled.transaction() as draft:
            merge_split.merge(draft, ref, gone, filled.need(ref))
