"""The whole network: betweenness, separate parts, and what is said of them."""

from collections import deque
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import Raw, book_of, link, named

from briefing.store.backends.jsonfile.snapshot_codec import decode, read_bytes
from briefing.store.backends.memory import MemoryBackend
from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.network import graph
from briefing.views.network.bars import draw_bars
from briefing.views.network.central import (
    as_plain,
    central,
    central_answer,
    central_chart,
    ranked_by,
)
from briefing.views.network.components import components, components_answer, components_chart
from briefing.views.network.graph import betweenness, graph_of, parts_of, starts
from briefing.views.network.ties import Ties
from briefing.views.pictures.glyphs import UNICODE
from briefing.views.pictures.sight import Sight
from shipped import SAMPLE

A, B, C, D, E = (f"group:{each}" for each in "abcde")

SIZE = 7
PAIRS = st.sets(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda it: it[0] < it[1])
)


@pytest.fixture(scope="module")
def sample() -> Store:
    return Store(MemoryBackend(decode(read_bytes(SAMPLE), SAMPLE)))


def near_of(pairs: set[tuple[int, int]]) -> list[list[int]]:
    return [
        sorted({b for a, b in pairs if a == each} | {a for a, b in pairs if b == each})
        for each in range(SIZE)
    ]


def all_shortest(near: Sequence[Sequence[int]], one: int, other: int) -> list[list[int]]:
    """Every shortest path between two, by walking all of them."""
    found: list[list[int]] = []
    waiting = deque([[one]])
    while waiting:
        path = waiting.popleft()
        if found and len(path) > len(found[0]):
            break
        if path[-1] == other:
            found.append(path)
        waiting += [[*path, to] for to in near[path[-1]] if to not in path]
    return found


@given(PAIRS)
def test_betweenness_is_that_of_walking_every_shortest_path(pairs: set[tuple[int, int]]) -> None:
    near = near_of(pairs)
    expected = [0.0] * SIZE
    for one, other in combinations(range(SIZE), 2):
        paths = all_shortest(near, one, other)
        for path in paths:
            for each in path[1:-1]:
                expected[each] += 1 / len(paths)
    assert betweenness(near, range(SIZE)) == pytest.approx(expected)


@given(PAIRS)
def test_parts_divide_the_records_and_no_tie_leads_from_one_to_another(
    pairs: set[tuple[int, int]],
) -> None:
    near = near_of(pairs)
    parts = parts_of(near)
    assert sorted(each for part in parts for each in part) == list(range(SIZE))
    part_of = {each: number for number, part in enumerate(parts) for each in part}
    assert all(part_of[one] == part_of[other] for one, other in pairs)
    for part in parts:
        assert all(all_shortest(near, part[0], each) for each in part)
    assert [len(part) for part in parts] == sorted(map(len, parts), reverse=True)


def test_a_large_network_is_estimated_from_the_same_records_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ring = [[(each - 1) % 50, (each + 1) % 50] for each in range(50)]
    assert starts(ring) == range(50)
    monkeypatch.setattr(graph, "MOST_STEPS", 1000)
    begin = starts(ring)
    assert (len(begin), begin) == (10, starts(ring))
    exact, estimated = betweenness(ring, range(50)), betweenness(ring, begin)
    assert sum(estimated) == pytest.approx(sum(exact)), "in a ring all are alike"


def star(**more: Raw) -> Store:
    """A has ties to B, C and D; E has none."""
    links = {f"link:{number}": link("allied", A, each) for number, each in enumerate((B, C, D))}
    return book_of({**named(A, B, C, D, E), **links, **more})


def test_the_centre_of_a_star_lies_between_all_others_and_the_limits_are_said() -> None:
    found = central(Ties.of_book(star()))
    first = found.ranked[0]
    assert (first.ref, first.tied_to, first.between) == (A, 3, 3)
    said = answer_text(central_answer(found))
    assert "1  A: tied to 3, between 3 pairs  (3 ties  group:a)" in said
    assert "Central in what is recorded here, not in the world" in said
    assert "1 of 5 groups and leaders in sight has no tie and no rank." in said
    assert "3 of 3 ties rest on one source or on none." in said
    assert as_plain(found)["exact"]


def test_an_estimate_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "MOST_STEPS", 12)
    found = central(Ties.of_book(star()))
    assert (found.starts, found.is_exact) == (2, False)
    said = answer_text(central_answer(found))
    assert "estimated here, from paths that begin at 2 of 4 records drawn at random" in said
    assert "between about " in said


def test_it_can_be_ranked_by_ties_and_ended_while_it_runs() -> None:
    found = central(Ties.of_book(star(), events=True))
    assert [rank.ref for rank in ranked_by(found, "tied").ranked] == [A, B, C, D]

    def stop(_done: int, _of: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        central(Ties.of_book(star()), tick=stop)


def test_the_shipped_briefing_has_the_french_army_at_its_centre(sample: Store) -> None:
    found = central(Ties.of_book(sample))
    assert found.ranked[0].ref == "group:french-army"
    assert (found.ranked[0].tied_to, found.ranked[0].between) == (5, 49.5)
    assert (found.alone, found.tie_count, found.weak) == (3, 15, 15)


def test_the_shipped_briefing_has_two_parts_and_three_records_alone(sample: Store) -> None:
    found = components(Ties.of_book(sample))
    assert [(part.ref, len(part.refs), part.ties) for part in found.parts] == [
        ("group:french-army", 13, 14),
        ("group:mnla", 2, 1),
    ]
    assert found.alone == [
        "group:civilians-at-aguelhoc",
        "group:malian-army",
        "group:ministry-of-defence",
    ]
    said = answer_text(components_answer(found))
    assert "Besides them, tied to nobody (3)" in said
    assert draw_bars(components_chart(found), 80, 0, UNICODE).lines()[-1] == (
        "3 more records, tied to nobody"
    )


def test_what_is_denied_out_of_sight_or_of_another_type_ties_nobody() -> None:
    store = star(**{"link:no": link("not-same-as", D, E)})
    assert graph_of(Ties.of_book(store)).refs == [A, B, C, D]
    assert graph_of(Ties(Sight(store, frozenset({A, B, E})))).refs == [A, B]
    assert not graph_of(Ties(Sight(store), types=["opposes"])).refs
    nobody = components(Ties(Sight(store), types=["opposes"]))
    assert (len(nobody.parts), len(nobody.alone)) == (0, 5)


def test_each_bar_stands_for_the_record_the_list_ranks(sample: Store) -> None:
    found = central(Ties.of_book(sample))
    canvas = draw_bars(central_chart(found), 90, 0, UNICODE)
    rows = central_answer(found).parts[0].rows
    assert list(canvas.targets()) == [row.ref for row in rows]
    small = draw_bars(central_chart(found), 90, 8, UNICODE, rows[-1].ref)
    assert rows[-1].ref in small.targets()
    assert small.lines()[-1] == "↑ 9 more"
