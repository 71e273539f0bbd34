"""How records are tied to one another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import Raw, book_of, link, named

from briefing.model.kinds import KINDS
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.network.paths import (
    MOST_PATHS,
    Between,
    Reached,
    between_answer,
    paths_between,
    ties_answer,
    ties_within,
)
from briefing.views.network.ties import Ties

A, B, C, D, E = (f"group:{each}" for each in "abcde")
GOOD = {"title": "Good", "reliability": "A"}
POOR = {"title": "Poor", "reliability": "E"}


def tied(*links: Raw, **others: Raw) -> Store:
    """Five groups and their links, numbered from 0."""
    numbered = {f"link:{number}": each for number, each in enumerate(links)}
    sources = {"source:good": GOOD, "source:poor": POOR}
    return book_of({**sources, **named(A, B, C, D, E), **numbered, **others})


def graded(source: str, credibility: int) -> list[dict[str, object]]:
    return [{"source": f"source:{source}", "credibility": credibility}]


def reached(store: Store, ref: str, steps: int = 2, *, events: bool = False) -> dict[str, Reached]:
    return {each.ref: each for each in ties_within(Ties.of_book(store, events=events), ref, steps)}


def test_each_record_comes_once_nearest_first_with_all_its_shortest_paths_counted() -> None:
    store = tied(
        link("allied", A, B),
        link("opposes", C, A),
        link("supports", B, D),
        link("supports", C, D),
        link("supports", B, C),
        link("allied", D, E),
    )
    found = ties_within(Ties.of_book(store), A, 2)
    assert [(each.ref, each.distance, each.count) for each in found] == [
        (B, 1, 1),
        (C, 1, 1),
        (D, 2, 2),
    ]
    assert reached(store, A, 3)[E].count == 2


def test_two_links_between_the_same_two_are_two_paths() -> None:
    store = tied(link("allied", A, B, start="2012"), link("opposes", A, B, start="2013"))
    assert reached(store, A)[B].count == 2


def test_links_are_followed_in_both_directions_and_read_in_their_own() -> None:
    store = tied(
        link("part-of", B, A, role="wing", start="2007", end="2012"), link("opposes", C, B)
    )
    assert reached(store, A)[C].path.said == (
        "B was part of A (as wing, from 2007 to 2012); C opposes B"
    )


def test_not_same_as_is_no_tie() -> None:
    assert not ties_within(Ties.of_book(tied(link("not-same-as", A, B))), A)


def test_a_path_is_as_well_founded_as_its_weakest_step_and_the_best_one_is_shown() -> None:
    store = tied(
        link("allied", A, B, cites=graded("good", 1)),
        link("allied", B, D, cites=graded("poor", 5)),
        link("allied", A, C, cites=graded("good", 3)),
        link("allied", C, D, cites=graded("good", 2)),
    )
    path = reached(store, A)[D].path
    assert (path.grade, [step.to for step in path.steps]) == ("A3", [C, D])
    assert [step.grade for step in path.steps] == ["A3", "A2"]


def test_an_ungraded_step_leaves_the_path_ungraded() -> None:
    store = tied(link("allied", A, B, cites=graded("good", 1)), link("allied", B, C))
    assert reached(store, A)[C].path.grade == ""
    assert "(ungraded  group:c)" in answer_text(ties_answer(Ties.of_book(store), A))


def test_common_events_are_ties_on_demand() -> None:
    clash: Raw = {
        "title": "Clash",
        "date": "2013-01-16",
        "place": {"name": "Kona"},
        "actors": [
            {"ref": A, "role": "perpetrator"},
            {"ref": B, "role": "participant"},
            {"ref": C, "role": "target"},
            {"name": "herders"},
        ],
    }
    store = book_of({**named(A, B, C), "event:clash": clash})
    assert not ties_within(Ties.of_book(store), A)
    assert set(reached(store, A, events=True)) == {B, C}
    said = "A (perpetrator) and B took part in Clash (16 Jan 2013 · Kona)"
    assert reached(store, A, events=True)[B].path.said == said


def test_a_link_is_shown_rather_than_an_event_as_well_founded() -> None:
    event: Raw = {"title": "Talks", "date": "2013", "actors": [{"ref": A}, {"ref": B}]}
    store = tied(link("allied", A, B), **{"event:talks": event})
    found = reached(store, A, events=True)[B]
    assert (found.count, found.path.said) == (2, "A is allied with B")


def test_all_shortest_paths_between_two_come_weakest_first() -> None:
    store = tied(
        link("allied", A, B, cites=graded("good", 1)),
        link("allied", B, D, cites=graded("poor", 5)),
        link("allied", A, C, cites=graded("good", 3)),
        link("allied", C, D, cites=graded("good", 2)),
        link("allied", A, E),
        link("allied", E, D),
    )
    found = paths_between(Ties.of_book(store), A, D)
    assert (found.count, [path.grade for path in found.paths]) == (3, ["", "E5", "A3"])
    said = answer_text(between_answer(Ties.of_book(store), A, D)).splitlines()
    assert said[0] == "How A is tied to D, in 2 steps"
    assert said[6:9] == [
        "Path 2, weakest E5",
        "  A is allied with B [Good]  (A1  group:b)",
        "  B is allied with D [Poor]  (E5  group:d)",
    ]


def test_two_that_nothing_ties_are_said_to_be_so() -> None:
    store = tied(link("allied", A, B))
    assert paths_between(Ties.of_book(store), A, C) == Between(0, ())
    assert paths_between(Ties.of_book(store), A, A) == Between(0, ())
    assert "no link leads from one to the other" in answer_text(
        between_answer(Ties.of_book(store), A, C)
    )


def test_very_many_paths_are_counted_but_not_all_written_out() -> None:
    layers = [[f"group:{layer}{number}" for number in range(4)] for layer in range(5)]
    chain = [["group:one"], *layers, ["group:last"]]
    pairs = [(one, other) for low, high in pairwise(chain) for one in low for other in high]
    links = {f"link:{n}": link("allied", *pair) for n, pair in enumerate(pairs)}
    store = book_of({**named(*(ref for layer in chain for ref in layer)), **links})
    found = paths_between(Ties.of_book(store), "group:one", "group:last")
    assert (found.count, len(found.paths)) == (4**5, MOST_PATHS)
    answer = between_answer(Ties.of_book(store), "group:one", "group:last")
    assert answer.notes == [f"1,024 paths are as short; {MOST_PATHS} are shown."]


@pytest.mark.parametrize("ref", ["event:clash", "group:nobody"])
def test_what_nothing_ties_has_no_ties(ref: str) -> None:
    event: Raw = {"title": "Clash", "date": "2013"}
    store = tied(**{"event:clash": event})
    assert not ties_within(Ties.of_book(store), ref)


def test_a_record_of_a_kind_that_links_do_not_tie_is_told_so() -> None:
    event: Raw = {"title": "Clash", "date": "2013"}
    said = answer_text(ties_answer(Ties.of_book(tied(**{"event:clash": event})), "event:clash"))
    assert "nothing is tied to this record" in said
    assert "Links tie groups and leaders; this is a record of kind event." in said


PAIRS = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] != pair[1])
CASTS = st.lists(st.integers(0, 6), min_size=1, max_size=4)


@given(st.lists(PAIRS, max_size=10), st.lists(CASTS, max_size=4))
def test_distances_and_counts_are_those_of_walking_every_path(
    pairs: list[tuple[int, int]], casts: list[list[int]]
) -> None:
    refs = [f"group:n{number}" for number in range(7)]
    records: dict[str, Raw] = dict(named(*refs))
    for number, (one, other) in enumerate(pairs):
        records[f"link:{number}"] = link("allied", refs[one], refs[other])
    for number, cast in enumerate(casts):
        actors = [{"ref": refs[each]} for each in cast]
        records[f"event:{number}"] = {"title": "Clash", "date": "2013", "actors": actors}
    ends = [set(pair) for pair in pairs] + [set(cast) for cast in casts]
    walks, distance, count = [[0]], {0: 0}, {0: 1}
    for step in range(1, 8):
        walks = [[*walk, to] for walk in walks for tie in ends if walk[-1] in tie for to in tie]
        walks = [walk for walk in walks if distance.setdefault(walk[-1], step) == step]
        for walk in walks:
            count[walk[-1]] = count.get(walk[-1], 0) + 1
    store = book_of(records)
    found = {each.ref: each for each in ties_within(Ties.of_book(store, events=True), refs[0], 7)}
    assert {ref: (it.distance, it.count) for ref, it in found.items()} == {
        refs[each]: (distance[each], count[each]) for each in distance if each
    }
    for ref, it in found.items():
        assert [step.to for step in it.path.steps][-1] == ref
        between = paths_between(Ties.of_book(store, events=True), refs[0], ref)
        assert between.count == it.count
        assert (
            len({tuple(step.via + step.to for step in p.steps) for p in between.paths}) == it.count
        )


def test_a_link_to_a_record_that_does_not_exist_ties_nothing() -> None:
    right = tied(link("allied", A, B), link("allied", A, C), link("allied", C, D))
    tables = {kind: dict(right.all(kind)) for kind in KINDS}
    del tables["group"]["c"]
    store = Store(MemoryBackend(Snapshot(right.meta, tables)))
    assert reached(store, A).keys() == {B}
    assert paths_between(Ties.of_book(store), A, D).count == 0


def test_a_path_through_an_event_is_as_weak_as_what_says_who_took_part() -> None:
    cites = [*graded("good", 1), {**graded("good", 5)[0], "field": "actors[1]"}]
    actors = [{"ref": each, "role": "participant"} for each in (A, B, C)]
    event: Raw = {"title": "Clash", "date": "2013", "actors": actors, "cites": cites}
    store = tied(link("allied", B, D, cites=graded("good", 2)), **{"event:clash": event})
    found = reached(store, A, events=True)
    assert {ref: each.path.grade for ref, each in found.items()} == {B: "A5", C: "A1", D: "A5"}
    text = answer_text(between_answer(Ties.of_book(store, events=True), D, C))
    assert "Path 1, weakest A5" in text
