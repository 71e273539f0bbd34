"""What a file would change, and the change itself."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.exchange.plan import Decision, Outcome, Plan, Planner
from briefing.exchange.reading import Dataset, Handle, Item, Proposal, ReadFault, Skipped
from briefing.model.contradictions import has_open_contradiction
from briefing.model.kinds.event import Actor, Event
from briefing.provenance import origins
from briefing.search.entries import index_of
from briefing.store.errors import Conflict
from briefing.store.store import Store
from invented import AMBUSH, FRONT, MARTYRS, TALON, fill, group

DATASET = Dataset(title="Events of Karsa 1.0", raw={"publisher": "Karsa Data"}, licence="CC BY 4.0")


@pytest.fixture
def book() -> Store:
    return fill(Store.in_memory("Karsa"))


def party(name: str, key: str = "", ids: tuple[str, ...] = (), **raw: Any) -> Proposal:
    return Proposal(kind="group", raw={"name": name, **raw}, place="line 2", key=key, ids=ids)


def planned(
    store: Store,
    *items: Item,
    decisions: Mapping[int, Decision] | None = None,
    least: float = 101,
    alike: bool = False,
) -> Plan:
    def index() -> Any:
        return index_of(store.records(), reads_texts=False)

    return Planner(store, "data.csv", index if alike else None, decisions, least).make(items)


def outcomes(plan: Plan) -> list[str]:
    return [each.outcome.value for each in plan.entries]


def test_a_new_record_cites_the_source_of_the_file(book: Store) -> None:
    plan = planned(book, DATASET, party("Hill Guard", founded="2015"))
    assert outcomes(plan) == ["new", "new"]
    done = plan.commit(book)
    assert done is not None
    record = book.need("group:hill-guard")
    source = book.need(plan.source)
    assert [cite.source for cite in record.cites] == [plan.source]
    assert source.summary == "CC BY 4.0"
    assert book.label(plan.source) == "Events of Karsa 1.0"
    assert done.why == "import data.csv"
    assert done.operation.name == "import"
    book.undo()
    assert book.get("group:hill-guard") is None
    assert book.get(plan.source) is None


def test_importing_again_changes_nothing(book: Store) -> None:
    items = (
        DATASET,
        party("Hill Guard", ids=("karsa:1",)),
        party("Martyrs of Selim", status="active"),
    )
    planned(book, *items).commit(book)
    again = planned(book, *items)
    assert set(outcomes(again)) == {"same"}
    assert again.commit(book) is None


def test_a_record_is_recognised_by_its_id_whatever_its_name(book: Store) -> None:
    planned(book, party("Hill Guard", ids=("karsa:1",))).commit(book)
    plan = planned(book, party("Guards of the Hills", ids=("karsa:1",)))
    assert outcomes(plan) == ["changed"]
    assert plan.entries[0].ref == "group:hill-guard"
    plan.commit(book)
    assert book.need("group:hill-guard").aliases == ("Guards of the Hills",)


def test_a_record_is_recognised_by_a_name_or_alias_that_it_alone_bears(book: Store) -> None:
    plan = planned(book, party("northern  front"), party("FN"))
    assert [each.ref for each in plan.entries] == [FRONT, FRONT]


def test_a_name_that_another_record_bears_is_no_alias_and_told(book: Store) -> None:
    planned(book, party("Hill Guard", ids=("karsa:1",))).commit(book)
    plan = planned(book, party("Northern Front", ids=("karsa:1",)))
    assert outcomes(plan) == ["same"]
    said = "“Northern Front” is no alias of “Hill Guard”, as another group bears that name"
    assert plan.notes == [said]


def test_what_the_source_of_a_file_says_differently_is_told(book: Store) -> None:
    planned(book, DATASET, party("Hill Guard")).commit(book)
    ref = planned(book, DATASET).source
    more = replace(DATASET, raw={"publisher": "Karsa Data", "language": "en"}, licence="CC BY 5.0")
    book.put(ref, msgspec.structs.replace(book.need(ref), language="fr"))
    plan = planned(book, more, party("Hill Guard"))
    assert outcomes(plan) == ["same", "same"]
    assert plan.notes == [
        "“Events of Karsa 1.0” keeps its summary “CC BY 4.0”, and the file gives “CC BY 5.0”",
        "“Events of Karsa 1.0” keeps its language “fr”, and the file gives “en”",
    ]
    assert planned(book, DATASET, party("Hill Guard")).notes == []


def test_a_name_that_two_records_bear_is_doubtful(book: Store) -> None:
    book.put("group:other", group("Other", aliases=["Northern Front"]))
    plan = planned(book, party("Northern Front"))
    assert outcomes(plan) == ["new"]
    assert {each.ref for each in plan.entries[0].candidates} == {FRONT, "group:other"}
    assert plan.counts() == {"new": 1, "doubtful": 1}


def test_what_is_merely_alike_is_doubtful_and_never_joined_by_itself(book: Store) -> None:
    plan = planned(book, party("Martyrs of Seleem"), alike=True)
    assert outcomes(plan) == ["new"]
    assert [each.ref for each in plan.entries[0].candidates] == [MARTYRS]
    joined = planned(book, party("Martyrs of Seleem"), alike=True, least=60)
    assert joined.entries[0].ref == MARTYRS


def test_a_record_of_the_same_name_but_another_kind_is_another(book: Store) -> None:
    plan = planned(book, Proposal(kind="leader", raw={"name": "Northern Front"}, place="line 2"))
    assert outcomes(plan) == ["new"]


def test_empty_fields_are_filled_and_cited_and_nothing_is_replaced(book: Store) -> None:
    plan = planned(book, DATASET, party("Martyrs of Selim", founded="2018", status="defunct"))
    entry = plan.entries[1]
    assert entry.outcome == Outcome.CHANGED
    assert entry.added == ["status"]
    plan.commit(book)
    record = book.need(MARTYRS)
    assert getattr(record, "status", "") == "defunct"
    assert {cite.field for cite in record.cites} == {"status", "founded"}
    assert all(cite.source == plan.source for cite in record.cites)


def test_a_value_that_differs_becomes_a_contradiction_to_be_weighed(book: Store) -> None:
    plan = planned(book, DATASET, party("Martyrs of Selim", founded="2011"))
    entry = plan.entries[1]
    assert entry.outcome == Outcome.CONFLICTING
    assert [each[:1] for each in entry.differs] == [("founded",)]
    plan.commit(book)
    record = book.need(MARTYRS)
    assert getattr(record, "founded", "") == "2018"
    assert has_open_contradiction(record, book.label)
    assert outcomes(planned(book, DATASET, party("Martyrs of Selim", founded="2011"))) == [
        "same",
        "same",
    ]


def test_a_value_that_differs_names_a_record_that_is_new_as_the_briefing_will(book: Store) -> None:
    clash = Event(title="Clash", date="2013", actors=(Actor(ref=FRONT, role="perpetrator"),))
    book.put("event:clash", clash)
    blamed = [{"ref": Handle("guard"), "role": "perpetrator"}]
    raw = {"title": "Clash", "date": "2013", "actors": blamed}
    items = (
        DATASET,
        party("Hill Guard", "guard"),
        Proposal(kind="event", raw=raw, place="line 3"),
    )
    plan = planned(book, *items)
    plan.commit(book)
    values = [cite.value for cite in book.need("event:clash").cites if cite.value]
    assert values == ["perpetrator: Hill Guard"]
    assert set(outcomes(planned(book, *items))) == {"same"}


def test_proposals_refer_to_each_other_in_any_order(book: Store) -> None:
    event = Proposal(
        kind="event",
        raw={
            "title": "Raid on a post",
            "date": "2020-01-05",
            "actors": [{"ref": Handle("guard"), "role": "perpetrator"}, {"ref": Handle("front")}],
        },
        place="line 3",
    )
    plan = planned(book, event, party("Hill Guard", "guard"), party("Northern Front", "front"))
    assert plan.faults == []
    plan.commit(book)
    actors = getattr(book.need("event:2020-raid-on-a-post"), "actors", ())
    assert [actor.ref for actor in actors] == ["group:hill-guard", FRONT]


def test_proposals_that_refer_to_each_other_in_a_circle_are_told(book: Store) -> None:
    one = Proposal(
        kind="event",
        raw={"title": "A", "date": "2020", "part_of": Handle("b")},
        place="line 2",
        key="a",
    )
    other = Proposal(
        kind="event",
        raw={"title": "B", "date": "2020", "part_of": Handle("a")},
        place="line 3",
        key="b",
    )
    plan = planned(book, one, other)
    assert [each.problem for each in plan.faults] == [
        "refers to a, which refers to it in turn",
        "refers to b, which has a fault",
    ]


def test_faults_are_all_listed_and_nothing_is_committed(book: Store) -> None:
    plan = planned(
        book,
        party("", founded="2015"),
        party("Fine Group"),
        party("Hill Guard", founded="sometime"),
        ReadFault("line 9", "no number"),
        Proposal(kind="link", raw={"type": "member", "from": Handle("nobody")}, place="line 7"),
    )
    problems = [str(fault) for fault in plan.faults]
    assert len(problems) == 4
    assert any("name" in each for each in problems)
    assert any("founded: which date?" in each for each in problems)
    assert any("line 7" in each and "nobody" in each for each in problems)
    with pytest.raises(ValueError, match="faults"):
        plan.commit(book)
    assert book.get("group:fine-group") is None


def test_what_has_no_place_is_counted(book: Store) -> None:
    plan = planned(book, Skipped("line 2", "bank accounts"), Skipped("line 3", "bank accounts"))
    assert plan.skipped == {"bank accounts": 2}


def test_a_reviewer_rejects_matches_and_says_what_is_new(book: Store) -> None:
    items = (party("Martyrs of Seleem"), party("Northern Front"), party("Hill Guard"))
    decisions = {
        1: Decision(match=MARTYRS),
        2: Decision(rejects=True),
        3: Decision(is_new=True),
    }
    plan = planned(book, *items, decisions=decisions, alike=True)
    assert outcomes(plan) == ["changed", "rejected", "new"]
    assert plan.entries[0].ref == MARTYRS


def test_what_refers_to_a_rejected_proposal_does_without_it(book: Store) -> None:
    event = Proposal(
        kind="event",
        raw={"title": "Raid", "date": "2020", "actors": [{"ref": Handle("g"), "name": "guards"}]},
        place="line 3",
    )
    plan = planned(book, party("Hill Guard", "g"), event, decisions={1: Decision(rejects=True)})
    plan.commit(book)
    raid = book.need("event:2020-raid")
    assert isinstance(raid, Event)
    assert [(actor.ref, actor.name) for actor in raid.actors] == [("", "guards")]


def test_a_plan_does_not_overwrite_what_has_changed_since(book: Store) -> None:
    plan = planned(book, DATASET, party("Martyrs of Selim", status="defunct"))
    book.put(MARTYRS, group("Martyrs of Selim", founded="2018", status="active"))
    with pytest.raises(Conflict):
        plan.commit(book)
    assert book.get(plan.source) is None, "nothing of it was made"


def test_a_party_that_is_only_named_changes_nothing(book: Store) -> None:
    named = Proposal(
        kind="leader",
        raw={"name": "Idris Talon", "status": "dead"},
        place="line 2",
        is_named_only=True,
    )
    plan = planned(book, DATASET, named)
    assert plan.entries[1].outcome == Outcome.SAME
    assert plan.entries[1].ref == TALON


def test_ids_tell_events_of_one_title_and_day_apart(book: Store) -> None:
    def event(number: int) -> Proposal:
        raw = {"title": "Clash at Selim", "date": "2019-05-10"}
        return Proposal(
            kind="event", raw=raw, place=f"line {number}", ids=(f"karsa:event:{number}",)
        )

    plan = planned(book, event(1), event(2))
    assert outcomes(plan) == ["new", "new"]
    plan.commit(book)
    assert set(outcomes(planned(book, event(1), event(2)))) == {"same"}
    assert AMBUSH not in {each.ref for each in plan.entries}


names = st.sampled_from(["Hill Guard", "Northern Front", "FN", "River Guard", "Martyrs of Selim"])
proposals = st.lists(
    st.builds(
        lambda name, founded, ids: party(name, founded=founded, ids=ids),
        names,
        st.sampled_from(["", "2011", "2018", "2012~"]),
        st.sampled_from([(), ("k:1",), ("k:2",)]),
    ),
    max_size=6,
)


@given(proposals)
def test_any_file_imported_twice_changes_nothing_the_second_time(items: Iterable[Proposal]) -> None:
    store = fill(Store.in_memory())
    given_items: list[Item] = [DATASET, *items]
    before = dict(store.records())
    planned(store, *given_items).commit(store)
    for ref, record in before.items():
        now = store.need(ref)
        for field in type(record).__struct_fields__:
            was = getattr(record, field)
            if was and not isinstance(was, tuple):
                assert getattr(now, field) == was, "nothing that was there is replaced"
    again = planned(store, *given_items)
    assert {*outcomes(again)} == {"same"}


def test_a_cite_that_cannot_be_stored_is_a_fault(book: Store) -> None:
    found = planned(book, DATASET, replace(party("Guard"), passage="a\0b"))
    assert [str(each) for each in found.faults] == [
        "line 2: cites[0].passage: holds a NUL character; remove it (for example remains at large)"
    ]


def test_what_a_cite_says_besides_is_kept(book: Store) -> None:
    found = planned(book, DATASET, replace(party("Guard"), reason="as reported by Radio Karsa"))
    found.commit(book)
    assert book.need("group:guard").cites[0].reason == "as reported by Radio Karsa"
    again = planned(book, DATASET, replace(party("Guard"), reason="as reported by Radio Karsa"))
    assert again.counts() == {"same": 2}


def clash(**raw: Any) -> Proposal:
    return Proposal(
        kind="event", raw={"title": "Clash", "date": "2019", **raw}, place="line 3", key="clash"
    )


def told(plan: Plan) -> list[str]:
    return [str(each) for each in plan.faults]


def test_a_ref_that_leads_nowhere_is_told_with_its_place(book: Store) -> None:
    plan = planned(book, clash(actors=[{"ref": "group:nobody"}]))
    assert told(plan) == [
        "line 3: refers to group:nobody, which is in neither the file nor the briefing"
    ]


def test_a_ref_that_cannot_be_one_is_not_kept(book: Store) -> None:
    plan = planned(book, replace(party("Hill Guard"), ref="group:hill guard"))
    assert [each.ref for each in plan.entries] == ["group:hill-guard"]
    assert plan.commit(book) is not None


def test_a_file_may_refer_to_any_record_of_the_briefing(book: Store) -> None:
    plan = planned(book, clash(part_of=Handle(AMBUSH)))
    assert told(plan) == []
    assert [getattr(each.after, "part_of", "") for each in plan.entries] == [AMBUSH]


def test_what_refers_to_a_record_with_a_fault_says_so(book: Store) -> None:
    part = Proposal(
        kind="event", raw={"title": "Raid", "date": "2019", "part_of": Handle("clash")}, place="4"
    )
    plan = planned(book, clash(date="sometime"), part)
    assert told(plan)[-1] == "4: refers to clash, which has a fault"
    unread = planned(book, ReadFault("line 3", "it has no title", "clash"), part)
    assert told(unread)[-1] == "4: refers to clash, which has a fault"


def test_a_fault_in_a_source_is_none_of_what_cites_it(book: Store) -> None:
    cited = clash(cites=[{"source": Handle("wire")}])
    plan = planned(book, ReadFault("line 2", "it has no title", "wire"), cited)
    assert told(plan) == ["line 2: it has no title"]
    assert outcomes(plan) == ["new"]


def test_another_version_of_a_data_set_is_no_second_origin(book: Store) -> None:
    first, second, third = (
        replace(DATASET, title=f"Events of Karsa {number}.0", series="Events of Karsa")
        for number in (1, 2, 3)
    )
    made = [planned(book, first, party("Hill Guard"))]
    for dataset in (second, third):
        made[-1].commit(book)
        made.append(planned(book, dataset, party("Hill Guard")))
    said = "Events of Karsa 3.0 is derived from Events of Karsa 1.0: two versions are one origin"
    assert made[-1].notes == [said]
    made[-1].commit(book)
    assert [getattr(book.need(each.source), "derived_from", None) for each in made] == [
        "",
        *2 * [made[0].source],
    ]
    assert len(origins(book, book.need("group:hill-guard").cites)) == 1
    for dataset in (first, second, third):
        assert set(outcomes(planned(book, dataset, party("Hill Guard")))) == {"same"}
