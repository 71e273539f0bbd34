"""Rows stay sorted after any change, at a cost that depends on the change."""

from collections.abc import Iterable, Mapping
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.kinds import KINDS, PANES
from briefing.model.kinds.event import Casualties, Event
from briefing.model.kinds.group import Group
from briefing.model.kinds.kind import BY_NAME, Order
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Record
from briefing.model.refs import make_ref, slug_of
from briefing.store.changes import Change
from briefing.tui.main import sorted_rows
from briefing.tui.main.sorted_rows import SortedRows

SLUGS = [f"{letter}{number}" for number in (1, 10, 2) for letter in "abcdéα"]
EVERY_ORDER = [(kind, order) for kind in PANES for order in KINDS[kind].orders]

# Few values, so that many records are equal in what they are sorted by.
words = st.sampled_from(("", "Front", "front", "“Army", "Épée", "الجبهة", "x"))
terms = st.sampled_from(("", "active", "unknown"))
dates = st.sampled_from(("", "2013", "2013-01-16", "2013-01", "../2013-01-16", "nobody knows"))
tolls = st.lists(st.builds(Casualties, outcome=st.just("killed"), low=st.sampled_from((3, 12))))
makers: dict[str, st.SearchStrategy[Record]] = {
    "group": st.builds(Group, name=words, abbreviation=words, kind=terms, status=terms),
    "leader": st.builds(Leader, name=words, status=terms),
    "event": st.builds(Event, title=words, date=dates, kind=terms, casualties=tolls.map(tuple)),
    "quote": st.builds(
        Quote,
        text=words,
        source=st.just("source:s"),
        speaker=st.sampled_from(("", "leader:b", "group:b", "leader:c")),
        attribution=words,
        said=dates,
    ),
}


def from_scratch(kind: str, order: Order, table: Mapping[str, Record]) -> list[str]:
    slugs = sorted(table)
    slugs.sort(key=lambda slug: order.key(table[slug]), reverse=order.is_reversed)
    return [make_ref(kind, slug) for slug in slugs]


def change(kind: str, table: dict[str, Record], slug: str, record: Record | None) -> Change:
    """Change a table, as a store does before it notifies."""
    before = table.pop(slug, None)
    if record is not None:
        table[slug] = record
    return Change(make_ref(kind, slug), before, record)


def follow(rows: SortedRows, changes: Iterable[Change]) -> bool:
    return rows.follow(rows.moves(changes))


@pytest.mark.parametrize(
    ("kind", "order"), EVERY_ORDER, ids=lambda part: getattr(part, "name", part)
)
@given(st.data())
def test_rows_that_follow_changes_are_those_sorted_from_scratch(
    kind: str, order: Order, data: st.DataObject
) -> None:
    records = makers[kind]
    edits = st.lists(st.tuples(st.sampled_from(SLUGS), st.none() | records), max_size=6)
    table = data.draw(st.dictionaries(st.sampled_from(SLUGS), records))
    rows = SortedRows(kind, order, table)
    assert list(rows) == from_scratch(kind, order, table)
    with patch.object(sorted_rows, "ANEW", 1):
        for batch in data.draw(st.lists(edits, max_size=6)):
            changes = [change(kind, table, slug, record) for slug, record in batch]
            is_followed = follow(rows, changes)
            if not is_followed:
                assert len(changes) * 2 > len(rows), "anew only where that is cheaper"
                rows = SortedRows(kind, order, table)
            assert list(rows) == from_scratch(kind, order, table)
            assert [rows.index(ref) for ref in rows] == list(range(len(rows)))


def numbered(count: int) -> dict[str, Record]:
    return {f"g{number:05}": Group(name=f"Group {number:05}") for number in range(count)}


def test_a_change_of_one_record_asks_for_the_keys_of_no_other() -> None:
    asked: list[Record] = []

    def key(record: Record) -> object:
        asked.append(record)
        return BY_NAME.key(record)

    table = numbered(20_000)
    rows = SortedRows("group", Order("name", key), table)
    asked.clear()
    made = change("group", table, "g00007", Group(name="Group 15000½"))
    assert follow(rows, [made])
    assert asked == [made.before, made.after]
    assert rows.index("group:g00007") == 15_000
    assert len(asked) == 3
    assert rows.moves([Change("group:g00008", Group(name="a"), Group(name="a", kind="b"))]) == (
        {},
        {},
    ), "a row stays where it is when nothing changed that it is sorted by"


def test_only_rows_among_some_refs_are_left() -> None:
    table = numbered(10)
    rows = SortedRows("group", BY_NAME, table).narrowed(
        {"group:g00007", "leader:g00001", "group:gone"}
    )
    assert list(rows) == ["group:g00007"]
    assert rows.index("group:g00007") == 0
    for missing in ("group:g00001", "group:gone"):
        with pytest.raises(ValueError, match="not in"):
            rows.index(missing)
    with pytest.raises(ValueError, match="not in"):
        rows.index("group:g00007", 1)


def test_after_many_changes_all_rows_are_sorted_again() -> None:
    table = numbered(1_000)
    rows = SortedRows("group", BY_NAME, table)
    assert not follow(rows, [change("group", table, slug, None) for slug in SLUGS + list(table)])

    table = numbered(30_000)
    rows = SortedRows("group", BY_NAME, table)
    gone = [change("group", table, slug_of(ref), None) for ref in rows[: sorted_rows.MOST]]
    assert follow(rows, gone)
    assert list(rows) == from_scratch("group", BY_NAME, table)
    more = [change("group", table, slug_of(ref), None) for ref in rows[: sorted_rows.MOST + 1]]
    assert not follow(rows, more)


def test_a_list_that_missed_a_change_says_so_and_still_finds_its_rows() -> None:
    table = numbered(100)
    rows = SortedRows("group", BY_NAME, table)
    first = change("group", table, "g00050", Group(name="A first name"))
    second = change("group", table, "g00050", Group(name="z second name"))
    assert rows.index("group:g00050") == 50, "found where it stands, though its key is another"
    assert not follow(rows, [second]), "it does not stand where it is said to"
    assert follow(rows, [first])
    assert follow(rows, [second])
    assert list(rows) == from_scratch("group", BY_NAME, table)
    new = change("group", table, "new", Group(name="New"))
    assert follow(rows, [new])
    assert not follow(rows, [new]), "it is there already"
