"""Merged records are split again, even after many other changes."""

from pathlib import Path

import pytest
from stores import lines, log, of_before_operations, reopened

from briefing.checks import check
from briefing.model.faults import InvalidRecord
from briefing.model.kinds.event import Event
from briefing.model.kinds.group import Group
from briefing.model.kinds.link import Link
from briefing.model.kinds.quote import Quote
from briefing.model.validation import build, plain
from briefing.store import merge_split
from briefing.store.merge_split import Merger, Split, mergers, split
from briefing.store.store import Store
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    LEADS,
    MARTYRS,
    QUOTE,
    REPORT,
    WIRE,
    contents,
    group,
    record,
)


def merge(store: Store, ref: str, gone: str, **also: object) -> None:
    """Merge two records, taking over the names of one as aliases."""
    fields = {**plain(store.need(ref)), "aliases": [plain(store.need(gone))["name"]], **also}
    with store.transaction() as draft:
        merge_split.merge(draft, ref, gone, build("group", fields))


def change(store: Store, ref: str, **fields: object) -> None:
    store.put(ref, build(ref.partition(":")[0], {**plain(store.need(ref)), **fields}))


def merger(store: Store, ref: str) -> Merger:
    return next(mergers(store.newest_first(), ref))


def part(store: Store, ref: str) -> Split:
    """Split the last merge into a record."""
    with store.transaction() as draft:
        done = split(draft, merger(store, ref))
    assert not [found for found in check(store) if found.level == "error"]
    return done


@pytest.fixture
def merged(filled: Store) -> Store:
    """The front was merged into the martyrs."""
    merge(filled, MARTYRS, FRONT)
    return filled


class TestFinding:
    def test_what_was_merged_into_a_record_is_known(self, merged: Store) -> None:
        found = merger(merged, MARTYRS)
        assert (found.gone, found.stays) == (FRONT, MARTYRS)
        assert isinstance(found.record, Group)

    def test_of_several_the_last_comes_first(self, merged: Store) -> None:
        merge(merged, MARTYRS, ARMY)
        gone = [found.gone for found in mergers(merged.newest_first(), MARTYRS)]
        assert gone == [ARMY, FRONT]

    def test_a_record_deleted_was_not_merged(self, filled: Store) -> None:
        filled.delete(FRONT, unlink=True)
        assert not list(mergers(filled.newest_first(), MARTYRS))

    def test_a_merge_taken_back_is_none_and_one_made_again_is_one(self, merged: Store) -> None:
        merged.undo()
        assert not list(mergers(merged.newest_first(), MARTYRS))
        merged.redo()
        assert merger(merged, MARTYRS).gone == FRONT

    def test_what_was_split_is_not_split_twice(self, merged: Store) -> None:
        part(merged, MARTYRS)
        assert not list(mergers(merged.newest_first(), MARTYRS))
        merged.undo()
        assert merger(merged, MARTYRS).gone == FRONT, "the parting was taken back"

    def test_nor_where_only_words_say_so(self, filled: Store) -> None:
        filled.put("group:x", group("x"), why=f"merged {FRONT} into {MARTYRS}")
        assert not list(mergers(filled.newest_first(), MARTYRS))

    def test_a_merge_with_a_reason_of_its_own_is_one(self, filled: Store) -> None:
        before = contents(filled)
        with filled.transaction("the mission says they are the same") as draft:
            merge_split.merge(draft, MARTYRS, FRONT, filled.need(MARTYRS))
        assert merger(reopened(filled), MARTYRS).gone == FRONT
        part(filled, MARTYRS)
        assert contents(filled) == before

    def test_nor_is_a_deletion_whose_reason_reads_like_a_merge(self, filled: Store) -> None:
        filled.delete(FRONT, f"merged {FRONT} into {MARTYRS}", unlink=True)
        assert not list(mergers(reopened(filled).newest_first(), MARTYRS))

    def test_a_log_from_before_operations_still_shows_a_merge(self, path: Path) -> None:
        store = Store.open(path)
        with store.transaction() as draft:
            draft.rename("group:b", "group:c")
        with store.transaction() as draft:
            merge_split.merge(draft, "group:a", "group:c", store.need("group:a"))
        store.close()
        log(path).write_bytes(of_before_operations(lines(path)))
        old = Store.open(path)
        assert merger(old, "group:a").gone == "group:c"
        assert part(old, "group:a").back == "group:c"
        assert not list(mergers(old.newest_first(), "group:a"))

    def test_it_is_found_under_a_new_id(self, merged: Store) -> None:
        with merged.transaction() as draft:
            draft.rename(MARTYRS, "group:martyrs")
        assert merger(merged, "group:martyrs").gone == FRONT
        done = part(merged, "group:martyrs")
        assert done.back == FRONT
        assert plain(merged.need("link:martyrs-split-front")) == {
            "type": "split-from",
            "from": "group:martyrs",
            "to": FRONT,
            "start": "2018-11",
        }


class TestSplitting:
    def test_nothing_changed_since_all_is_as_it_was(self, filled: Store) -> None:
        before = contents(filled)
        merge(filled, MARTYRS, FRONT)
        done = part(filled, MARTYRS)
        assert contents(filled) == before
        assert {LEADS, AMBUSH, QUOTE} <= set(done.moved)
        assert (done.kept, done.newcomers) == ({}, [])

    def test_one_undo_makes_them_one_again(self, merged: Store) -> None:
        before = contents(merged)
        part(merged, MARTYRS)
        merged.undo()
        assert contents(merged) == before

    def test_what_was_changed_since_stays(self, merged: Store) -> None:
        change(merged, MARTYRS, summary="known better now", tags=("north",))
        change(merged, AMBUSH, status="confirmed")
        part(merged, MARTYRS)
        stays = plain(merged.need(MARTYRS))
        assert (stays["summary"], stays["tags"]) == ("known better now", ("north",))
        assert "aliases" not in stays, "the name of the other was taken over by the merge"
        event = merged.need(AMBUSH)
        assert isinstance(event, Event)
        assert event.status == "confirmed"
        assert {actor.ref for actor in event.actors if actor.ref} == {FRONT, ARMY}

    def test_a_field_the_merge_changed_and_somebody_after_it_is_reported(
        self, filled: Store
    ) -> None:
        merge(filled, MARTYRS, FRONT, founded="2012~")
        change(filled, MARTYRS, founded="2013")
        done = part(filled, MARTYRS)
        assert done.kept == {MARTYRS: ["founded"]}
        assert plain(filled.need(MARTYRS))["founded"] == "2013"

    def test_what_came_to_refer_to_it_since_stays_with_it_and_is_reported(
        self, merged: Store
    ) -> None:
        fields = {"title": "A new raid", "date": "2020", "actors": [{"ref": MARTYRS}]}
        merged.put("event:raid", build("event", fields))
        done = part(merged, MARTYRS)
        assert done.newcomers == ["event:raid"]
        assert plain(merged.need("event:raid"))["actors"] == ({"ref": MARTYRS},)

    def test_what_was_deleted_since_does_not_come_back(self, merged: Store) -> None:
        merged.delete(LEADS)
        part(merged, MARTYRS)
        assert merged.get(LEADS) is None

    def test_what_it_mentioned_and_was_deleted_since_is_left_out(self, merged: Store) -> None:
        merged.delete(REPORT, unlink=True)
        part(merged, MARTYRS)
        cites = plain(merged.need(FRONT))["cites"]
        assert [cite["source"] for cite in cites] == ["source:2019-wire-story"]

    def test_a_record_that_cannot_stand_without_it_is_refused(self, filled: Store) -> None:
        words = {"text": "We will stay", "source": REPORT, "attribution": "an officer"}
        filled.put("quote:again", build("quote", words))
        with filled.transaction() as draft:
            merge_split.merge(draft, QUOTE, "quote:again", filled.need(QUOTE))
        filled.delete(REPORT, unlink=True)
        before = contents(filled)
        with pytest.raises(InvalidRecord, match="was deleted since"), filled.transaction() as draft:
            split(draft, merger(filled, QUOTE))
        assert contents(filled) == before

    def test_its_id_was_taken_meanwhile(self, merged: Store) -> None:
        merged.put(FRONT, group("Another front"))
        done = part(merged, MARTYRS)
        assert done.back == f"{FRONT}-2"
        assert plain(merged.need(LEADS))["to"] == f"{FRONT}-2"
        assert plain(merged.need(FRONT)) == {"name": "Another front"}

    def test_a_link_between_the_two_comes_back(self, filled: Store) -> None:
        filled.put("link:not", record("link", type="not-same-as", from_=FRONT, to=MARTYRS))
        merge(filled, MARTYRS, FRONT)
        assert filled.get("link:not") is None
        part(filled, MARTYRS)
        link = filled.need("link:not")
        assert isinstance(link, Link)
        assert {link.from_, link.to} == {FRONT, MARTYRS}

    def test_a_record_that_refers_to_it_was_renamed(self, merged: Store) -> None:
        with merged.transaction() as draft:
            draft.rename(QUOTE, "quote:hills")
        part(merged, MARTYRS)
        quote = merged.need("quote:hills")
        assert isinstance(quote, Quote)
        assert FRONT in quote.about

    def test_a_row_changed_since_stays_once_and_is_reported(self, merged: Store) -> None:
        fields = plain(merged.need(AMBUSH))
        rows = [
            {**dict(row), "role": "claimant"} if row.get("ref") == MARTYRS else dict(row)
            for row in fields["actors"]
        ]
        change(merged, AMBUSH, actors=rows)
        done = part(merged, MARTYRS)
        event = merged.need(AMBUSH)
        assert isinstance(event, Event)
        assert [(actor.ref, actor.role) for actor in event.actors if actor.ref] == [
            (MARTYRS, "claimant"),
            (ARMY, "target"),
        ]
        assert done.kept == {AMBUSH: ["actors"]}

    def test_a_list_that_was_added_to_since_keeps_its_order(self, merged: Store) -> None:
        fields = plain(merged.need(AMBUSH))
        change(merged, AMBUSH, actors=[*fields["actors"], {"name": "villagers"}])
        assert part(merged, MARTYRS).kept == {}
        event = merged.need(AMBUSH)
        assert isinstance(event, Event)
        assert [actor.ref or actor.name for actor in event.actors] == [
            FRONT,
            ARMY,
            "herders",
            "villagers",
        ]

    def test_two_items_the_merge_united_are_two_again(self, filled: Store) -> None:
        filled.put(
            "event:x",
            build(
                "event",
                {
                    "title": "x",
                    "date": "2020",
                    "actors": [
                        {"ref": FRONT, "role": "target"},
                        {"ref": MARTYRS, "role": "target"},
                    ],
                },
            ),
        )
        merge(filled, MARTYRS, FRONT)
        change(filled, "event:x", actors=[*plain(filled.need("event:x"))["actors"], {"name": "y"}])
        part(filled, MARTYRS)
        event = filled.need("event:x")
        assert isinstance(event, Event)
        assert [actor.ref or actor.name for actor in event.actors] == [FRONT, MARTYRS, "y"]

    def test_a_cite_graded_since_stays_with_the_record_that_stayed(self, filled: Store) -> None:
        merge(filled, MARTYRS, FRONT, cites=list(plain(filled.need(FRONT))["cites"]))
        cites = [{**dict(cite), "credibility": 2} for cite in plain(filled.need(MARTYRS))["cites"]]
        change(filled, MARTYRS, cites=cites)
        done = part(filled, MARTYRS)
        assert done.kept == {MARTYRS: ["cites"]}
        assert len(plain(filled.need(MARTYRS))["cites"]) == 2

    def test_a_cite_for_a_whole_record_that_the_merge_narrowed_is_whole_again(
        self, filled: Store
    ) -> None:
        whole, field = {"source": REPORT}, {"source": WIRE, "field": "name"}
        change(filled, MARTYRS, cites=[field, whole])
        change(filled, FRONT, cites=[{"source": WIRE}])
        before = contents(filled)
        merge(filled, MARTYRS, FRONT, cites=[field, whole, {"source": WIRE}])
        narrowed = plain(filled.need(MARTYRS))["cites"]
        assert narrowed == (
            field,
            *({"source": REPORT, "field": name} for name in ("name", "kind", "founded")),
            *({"source": WIRE, "field": name} for name in ("kind", "aliases")),
        )
        part(filled, MARTYRS)
        assert contents(filled) == before
        filled.undo()
        added = {"source": WIRE, "field": "kind", "passage": "later"}
        change(filled, MARTYRS, cites=[*narrowed, added])
        assert part(filled, MARTYRS).kept == {}
        assert plain(filled.need(MARTYRS))["cites"] == (field, whole, added)
