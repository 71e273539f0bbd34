"""Two records side by side."""

from small_books import book_of

from briefing.model.validation import build
from briefing.views.answer import answer_text
from briefing.views.compare import compare, compare_answer, compared_answer
from invented import AMBUSH, FRONT, MARTYRS, OPERATION, RECORDS, TALON


def test_each_field_is_the_same_different_or_only_in_one() -> None:
    store = book_of(
        {
            "group:a": {"name": "A", "kind": "rebel group", "founded": "2011", "status": "active"},
            "group:b": {"name": "B", "kind": "rebel group", "founded": "2012", "tags": ["north"]},
        }
    )
    rows = compare(store.need("group:a"), store.need("group:b"), store)
    assert {(row.field, row.first, row.second, row.verdict) for row in rows} == {
        ("name", "A", "B", "differs"),
        ("kind", "rebel group", "rebel group", "same"),
        ("founded", "2011", "2012", "differs"),
        ("status", "active", "", "only in the first"),
        ("tags", "", "north", "only in the second"),
    }


def test_lists_are_compared_item_by_item() -> None:
    store = book_of(
        {
            "group:a": {"name": "A", "aliases": ["X", "Y"]},
            "group:b": {"name": "A", "aliases": ["Y", "Z"]},
        }
    )
    rows = compare(store.need("group:a"), store.need("group:b"), store)
    assert [(row.first, row.second, row.verdict) for row in rows if row.field == "aliases"] == [
        ("Y", "Y", "same"),
        ("X", "", "only in the first"),
        ("", "Z", "only in the second"),
    ]


def test_rows_that_changed_in_place_say_which_part_did() -> None:
    def clash(low: int) -> dict[str, object]:
        rows = [{"who": "soldiers", "outcome": "killed", "low": low}]
        return {"title": "Clash", "date": "2013", "casualties": rows}

    store = book_of({"event:a": clash(3), "event:b": clash(5)})
    rows = compare(store.need("event:a"), store.need("event:b"), store)
    assert [row for row in rows if row.verdict != "same"] == [rows[-1]]
    assert (rows[-1].label, rows[-1].first, rows[-1].second) == ("Casualties 1 Low", "3", "5")


def test_records_of_two_kinds_are_compared_in_what_both_have() -> None:
    store = book_of(
        {
            "group:a": {"name": "Talon", "status": "active", "founded": "2012"},
            "leader:a": {"name": "Talon", "status": "active", "position": "Commander"},
        }
    )
    answer = answer_text(compare_answer(store, "group:a", "leader:a")).splitlines()
    assert answer == [
        "Talon and Talon, a group and a leader",
        "",
        "Only in group:a",
        "  Founded   2012",
        "",
        "Only in leader:a",
        "  Position  Commander",
        "",
        "The same",
        "  Name      Talon",
        "  Status    active",
    ]


def test_one_record_at_two_times_has_the_names_of_both() -> None:
    before = book_of({"event:op": {"title": "Old name", "date": "2013"}})
    after = book_of({"group:a": {"name": "A"}})
    clash = {"title": "Clash", "date": "2013"}
    rows = compare(
        build("event", {**clash, "part_of": "event:op"}),
        build("event", {**clash, "actors": [{"ref": "group:a"}]}),
        before,
        after,
    )
    shown = answer_text(compared_answer("Clash", ("January", "March"), rows))
    assert "Only in January\n  Part of   Old name" in shown
    assert "Only in March\n  Actors 1  A" in shown


def test_a_record_is_the_same_as_itself() -> None:
    store = book_of(RECORDS)
    for ref in (FRONT, MARTYRS, TALON, OPERATION, AMBUSH):
        record = store.need(ref)
        assert {row.verdict for row in compare(record, record, store)} == {"same"}
