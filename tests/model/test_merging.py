"""Merging two versions keeps what either changed, and names the clashes."""

from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Actor, Event, Place
from briefing.model.kinds.group import Group
from briefing.model.kinds.source import Source
from briefing.model.merging import Merged, merge

if TYPE_CHECKING:
    from briefing.model.kinds.record import Record

BASE = Group(name="Front", status="active", tags=("a", "b", "c"), aliases=("x",))


def changed(**fields: object) -> Group:
    """The group with some fields changed."""
    return msgspec.structs.replace(BASE, **fields)


class TestFields:
    def test_what_one_changed_is_taken_from_it(self) -> None:
        merged = merge(BASE, changed(name="mine"), changed(status="defunct", founded="2012"))
        assert merged == Merged(changed(name="mine", status="defunct", founded="2012"), ())

    def test_what_both_changed_alike_is_no_clash(self) -> None:
        both = changed(status="defunct")
        assert merge(BASE, both, both) == Merged(both, ())

    def test_what_both_changed_is_as_in_mine_and_named(self) -> None:
        merged = merge(
            BASE,
            changed(name="mine", status="defunct", summary="mine"),
            changed(name="theirs", status="splinter", founded="2012"),
        )
        assert merged.record == changed(
            name="mine", status="defunct", summary="mine", founded="2012"
        )
        assert merged.clashes == ("name", "status")

    def test_what_one_emptied_stays_empty(self) -> None:
        assert merge(BASE, changed(status=""), changed(name="theirs")).record == changed(
            name="theirs", status=""
        )
        assert merge(BASE, BASE, changed(aliases=())).record.aliases == ()

    def test_what_one_emptied_and_the_other_changed_is_a_clash(self) -> None:
        merged = merge(BASE, changed(status=""), changed(status="defunct"))
        assert merged == Merged(changed(status=""), ("status",))

    def test_a_part_of_a_record_goes_as_a_whole(self) -> None:
        base = Event(title="x", date="2013", place=Place(name="Gao"))
        mine = msgspec.structs.replace(base, place=Place(name="Gao", country="ML"))
        theirs = msgspec.structs.replace(base, place=Place(name="Timbuktu"))
        assert merge(base, mine, base).record.place == mine.place
        assert merge(base, base, theirs).record.place == theirs.place
        assert merge(base, mine, theirs) == Merged(mine, ("place",))


class TestLists:
    @pytest.mark.parametrize(
        ("mine", "theirs", "expected"),
        [
            ("abcd", "abce", "abcde"),
            ("abcd", "abcd", "abcd"),
            ("ab", "bc", "b"),
            ("", "abcd", "d"),
            ("abcd", "", "d"),
            ("cba", "abcd", "cbad"),
            ("adbc", "ac", "adc"),
            ("d", "e", "de"),
            ("abc", "cab", "cab"),
            ("cba", "abc", "cba"),
            ("xabc", "abcx", "xabc"),
        ],
    )
    def test_what_either_added_comes_what_either_removed_goes(
        self, mine: str, theirs: str, expected: str
    ) -> None:
        merged = merge(BASE, changed(tags=tuple(mine)), changed(tags=tuple(theirs)))
        assert merged == Merged(changed(tags=tuple(expected)), ())

    def test_a_row_changed_by_one_takes_the_place_of_the_row_as_it_was(self) -> None:
        base = Event(title="x", date="2013", actors=(Actor(name="herders"), Actor(name="army")))
        mine = msgspec.structs.replace(
            base, actors=(Actor(name="herders", role="target"), Actor(name="army"))
        )
        theirs = msgspec.structs.replace(base, actors=(*base.actors, Actor(name="police")))
        assert merge(base, mine, theirs).record.actors == (
            Actor(name="herders", role="target"),
            Actor(name="army"),
            Actor(name="police"),
        )
        assert set(merge(base, theirs, mine).record.actors) == set(
            merge(base, mine, theirs).record.actors
        )


class TestBothAdded:
    """There is no version both began as."""

    def test_each_gives_what_the_other_left_empty(self) -> None:
        mine, theirs = Group(name="x", status="active"), Group(name="x", founded="2012")
        assert merge(None, mine, theirs) == Merged(
            Group(name="x", status="active", founded="2012"), ()
        )

    def test_what_differs_is_as_in_mine_and_named(self) -> None:
        merged = merge(None, Group(name="mine", tags=("a",)), Group(name="theirs", tags=("b",)))
        assert merged == Merged(Group(name="mine", tags=("a", "b")), ("name",))

    @pytest.mark.parametrize("kind", KINDS)
    def test_no_kind_has_a_field_that_cannot_be_put_together(self, kind: str) -> None:
        cls = KINDS[kind].cls
        texts: dict[str, Any] = {
            info.name: "x" for info in msgspec.structs.fields(cls) if info.required
        }
        mine, theirs = cls(**texts, tags=("a",)), cls(**texts, summary="theirs")
        assert merge(None, mine, theirs).record == cls(**texts, tags=("a",), summary="theirs")


words = st.text("abc", max_size=2)
lists = st.lists(st.sampled_from("abcde"), max_size=4, unique=True).map(tuple)
groups = st.builds(Group, name=words, status=words, summary=words, tags=lists, aliases=lists)


class TestLaws:
    @given(groups, groups)
    def test_against_what_nobody_changed_the_other_version_stands(
        self, base: Group, other: Group
    ) -> None:
        assert merge(base, other, base) == Merged(other, ())
        assert merge(base, base, other) == Merged(other, ())

    @given(groups, groups)
    def test_the_same_version_twice_is_that_version(self, base: Group, other: Group) -> None:
        assert merge(base, other, other) == Merged(other, ())
        assert merge(None, other, other) == Merged(other, ())

    @given(groups, groups, groups)
    def test_every_field_comes_from_a_version_that_changed_it(
        self, base: Group, mine: Group, theirs: Group
    ) -> None:
        merged = merge(base, mine, theirs)
        for name in ("name", "status", "summary"):
            was, left, right = (getattr(each, name) for each in (base, mine, theirs))
            expected = left if left != was else right
            assert getattr(merged.record, name) == expected
            assert (name in merged.clashes) == (left != was and right not in (was, left))

    @given(groups, groups, groups)
    def test_both_ways_round_the_same_clashes_and_the_same_in_lists(
        self, base: Group, mine: Group, theirs: Group
    ) -> None:
        one, other = merge(base, mine, theirs), merge(base, theirs, mine)
        assert one.clashes == other.clashes
        for name in ("tags", "aliases"):
            assert set(getattr(one.record, name)) == set(getattr(other.record, name))

    @given(lists, lists, lists)
    def test_of_lists_nothing_new_is_lost_nothing_removed_comes_back(
        self, was: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]
    ) -> None:
        base = Source(title="x", tags=was)
        merged: Record = merge(
            base,
            msgspec.structs.replace(base, tags=mine),
            msgspec.structs.replace(base, tags=theirs),
        ).record
        added = (set(mine) | set(theirs)) - set(was)
        removed = set(was) - (set(mine) & set(theirs))
        assert set(merged.tags) == (set(was) | added) - removed
        assert len(merged.tags) == len(set(merged.tags))
