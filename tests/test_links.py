"""The ties of a record: in both directions, worded from each end, always up to date."""

import pytest

from briefing.links import Tie, lens, neighbours, ties
from briefing.model.kinds.link import Link, types_between
from briefing.model.refs import kind_of
from briefing.model.validation import build
from briefing.store.store import Store
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    LEADS,
    MARTYRS,
    OPERATION,
    QUOTE,
    RECORDS,
    REPORT,
    SPLIT,
    TALON,
    UNNAMED,
    WIRE,
    contents,
    group,
    record,
)
from shipped import records


def between(store: Store, ref: str, other: str) -> list[Tie]:
    """The ties of `ref` that lead to `other`."""
    return [tie for tie in ties(store, ref) if tie.ref == other]


def roles(store: Store, ref: str, other: str) -> list[str]:
    return [tie.role for tie in between(store, ref, other)]


@pytest.mark.parametrize(
    ("one", "reads", "other", "reads_back"),
    [
        (TALON, "leads", FRONT, "led by"),
        (AMBUSH, "perpetrator", FRONT, "perpetrator"),
        (AMBUSH, "target", ARMY, "target"),
        (AMBUSH, "part of", OPERATION, "includes"),
        (QUOTE, "speaker", TALON, "said"),
        (QUOTE, "about", FRONT, "about"),
        (QUOTE, "source", WIRE, "printed"),
        (UNNAMED, "about", ARMY, "about"),
        (WIRE, "derived from", REPORT, "copied by"),
        (TALON, "cites", WIRE, "cited"),
        (AMBUSH, "cites", REPORT, "cited"),
    ],
)
def test_a_tie_is_seen_from_both_ends(
    filled: Store, one: str, reads: str, other: str, reads_back: str
) -> None:
    assert roles(filled, one, other) == [reads]
    assert roles(filled, other, one) == [reads_back]


def test_who_speaks_at_an_event_is_not_read_as_the_speaker_of_a_quote(store: Store) -> None:
    actors = [{"ref": "group:a", "role": "speaker"}]
    with store.transaction() as change:
        change.put("group:a", group("A"))
        change.put("event:talks", build("event", {"title": "T", "date": "2020", "actors": actors}))
    assert roles(store, "group:a", "event:talks") == roles(store, "event:talks", "group:a")
    assert roles(store, "group:a", "event:talks") == ["speaker"]


@pytest.mark.parametrize(
    ("kind", "outward", "inward"),
    [
        ("leads", "leads", "led by"),
        ("member", "member", "has member"),
        ("part-of", "part of", "has part"),
        ("split-from", "split from", "split off"),
        ("succeeds", "succeeds", "succeeded by"),
        ("allied", "allied", "allied"),
        ("opposes", "opposes", "opposed by"),
        ("supports", "supports", "supported by"),
        ("same-as", "same as", "same as"),
        ("not-same-as", "not same as", "not same as"),
    ],
)
def test_a_link_reads_rightly_from_each_end(
    store: Store, kind: str, outward: str, inward: str
) -> None:
    with store.transaction() as change:
        change.put("group:a", group("A"))
        change.put("group:b", group("B"))
        change.put("link:x", record("link", type=kind, from_="group:a", to="group:b"))
    assert roles(store, "group:a", "group:b") == [outward]
    assert roles(store, "group:b", "group:a") == [inward]


def test_a_tie_by_a_link_carries_its_time_its_role_and_the_link_itself(filled: Store) -> None:
    for one, other in ((TALON, FRONT), (FRONT, TALON)):
        (tie,) = between(filled, one, other)
        assert tie.date.startswith("2014")
        assert tie.detail == "founder"
        assert tie.via == LEADS


def test_a_tie_by_an_event_or_a_quote_carries_when_it_was(filled: Store) -> None:
    assert between(filled, FRONT, AMBUSH)[0].date == "2019-05-1X"
    assert between(filled, TALON, QUOTE)[0].date == "2019-05-20"


def test_a_source_of_a_link_is_told_that_the_link_cites_it(filled: Store) -> None:
    link = record(
        "link", type="leads", from_=TALON, to=MARTYRS, cites=[{"source": REPORT, "field": ""}]
    )
    filled.put("link:cited", link)
    assert roles(filled, REPORT, "link:cited") == ["cited"]


@pytest.mark.parametrize("ref", RECORDS)
def test_whoever_is_tied_to_a_record_has_it_among_its_own_ties(filled: Store, ref: str) -> None:
    for other in neighbours(filled, ref):
        via = {tie.via for tie in between(filled, ref, other)}
        assert ref in neighbours(filled, other) or other in via or ref in (LEADS, SPLIT)


def test_neighbours_are_the_far_ends_of_links_not_the_links(filled: Store) -> None:
    assert set(neighbours(filled, TALON)) == {FRONT, QUOTE, WIRE}


def test_a_record_is_not_its_own_neighbour(store: Store) -> None:
    store.put("group:a", group("A"))
    assert list(neighbours(store, "group:a")) == []
    assert ties(store, "group:a") == []


def test_a_record_that_does_not_exist_has_no_ties(filled: Store) -> None:
    assert ties(filled, "group:nobody") == []


def test_ties_follow_every_change_both_ways(filled: Store) -> None:
    def tied() -> tuple[bool, bool]:
        return bool(between(filled, TALON, FRONT)), bool(between(filled, FRONT, TALON))

    assert tied() == (True, True)
    filled.delete(LEADS)
    assert tied() == (False, False)
    filled.undo()
    assert tied() == (True, True)
    filled.put(LEADS, record("link", type="leads", from_=TALON, to=MARTYRS))
    assert tied() == (False, False)
    assert roles(filled, MARTYRS, TALON) == ["led by"]
    filled.delete(MARTYRS, unlink=True)
    assert not between(filled, TALON, MARTYRS)


def test_ties_are_the_same_on_a_store_that_lived_and_one_that_was_filled_at_once(
    filled: Store,
) -> None:
    filled.delete(FRONT, unlink=True)
    filled.undo()
    filled.put(ARMY, group("Army of Karsa"))
    fresh = Store.in_memory()
    with fresh.transaction() as change:
        for ref, made in contents(filled).items():
            change.put(ref, made)
    for ref in RECORDS:
        assert set(ties(filled, ref)) == set(ties(fresh, ref))


def test_a_lens_shows_a_record_its_neighbours_and_the_links_between_them(filled: Store) -> None:
    assert set(lens(filled, TALON)) == {TALON, *neighbours(filled, TALON), LEADS}


@pytest.mark.parametrize(
    ("kind", "other", "makes_sense", "makes_none"),
    [
        ("leader", "group", {"leads", "member", "opposes"}, {"part-of", "same-as", "succeeds"}),
        ("group", "leader", {"supports", "allied"}, {"leads", "member", "part-of"}),
        ("group", "group", {"part-of", "split-from", "same-as", "member"}, {"leads"}),
        ("leader", "leader", {"succeeds", "same-as", "opposes"}, {"part-of", "member"}),
    ],
)
def test_a_type_of_link_makes_sense_only_between_some(
    kind: str, other: str, makes_sense: set[str], makes_none: set[str]
) -> None:
    types = set(types_between(kind, other))
    assert makes_sense <= types
    assert not makes_none & types


def test_every_link_there_is_makes_sense() -> None:
    for ref, each in records().items():
        if isinstance(each, Link):
            assert each.type in types_between(kind_of(each.from_), kind_of(each.to)), ref
