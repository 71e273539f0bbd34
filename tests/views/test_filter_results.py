"""Filters: what each condition holds for, in certain and imprecise records alike."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.generate import Maker
from briefing.checks import findings
from briefing.model import dates
from briefing.model.contradictions import has_open_contradiction
from briefing.model.fields import Shape
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.event import Event
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.link import Link
from briefing.model.kinds.record import Cite, Record
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.refs import kind_of
from briefing.provenance import chains, grade_of, origins, source_at, supporting
from briefing.store.changes import Operation
from briefing.store.store import Store
from briefing.views.filters.columns import MOST_REPLACED
from briefing.views.filters.filters import Filters, Matches
from briefing.views.filters.properties import properties, property_named
from briefing.views.filters.syntax import QueryFault, Value
from briefing.views.filters.values import Context
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    MARTYRS,
    OPERATION,
    QUOTE,
    SPLIT,
    TALON,
    UNNAMED,
    WIRE,
    fill,
    group,
    record,
)
from invented import RECORDS as INVENTED


def filters_of(store: Store) -> Filters:
    def find(name: str, kinds: Sequence[str]) -> Sequence[str]:
        wanted = name.casefold()
        return [
            ref
            for ref, found in store.records()
            if kind_of(ref) in kinds
            and (ref == name or wanted in map(str.casefold, kind_for(found).names(found)))
        ]

    context = Context(find=find, label_of=store.label, said=DateContext(date(2020, 1, 1)))

    def changed_since(day: date) -> Collection[str]:
        found = (made for made in store.newest_first() if made.at.date() >= day)
        return {change.ref for made in found for change in made.changes}

    return Filters(store, context, changed_since)


@pytest.fixture
def filters() -> Filters:
    return filters_of(fill(Store.in_memory()))


EVERYTHING = set(INVENTED)


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("", EVERYTHING),
        ("kind:battle", {AMBUSH}),
        ("kind:rebel", {FRONT, MARTYRS}),
        ('kind:"rebel group",battles', {FRONT, MARTYRS, AMBUSH}),
        ("subkind:armed", {AMBUSH}),
        ("place:wadi", {AMBUSH}),
        ("place:mali", {AMBUSH}),
        ("country:ml", {AMBUSH, ARMY}),
        ("country:Mali is:group", {ARMY}),
        ("nationality:niger", {TALON}),
        ("actor:FN", {AMBUSH}),
        ("perpetrator:FN", {AMBUSH}),
        ("target:FN", set()),
        ("participant:herders", {AMBUSH}),
        ("killed>3", {AMBUSH}),
        ("killed>7", set()),
        ("killed:soldiers", {AMBUSH}),
        ("killed:civilians", set()),
        ("wounded>0", set()),
        ("speaker:idris", set()),
        ('speaker:"Idris Talon"', {QUOTE}),
        ('speaker:"karsa officer"', {UNNAMED}),
        ("about:FN", {QUOTE}),
        (f"source:{WIRE}", {FRONT, TALON, QUOTE}),
        ("part-of:event:2019-operation-dawn", {AMBUSH}),
        ("part_of:event:2019-operation-dawn", {AMBUSH}),
        (TALON, {TALON}),
        (f"{FRONT} or {AMBUSH}", {FRONT, AMBUSH}),
        ('leader:"Idris Talon"', {TALON}),
        (f"linked:{MARTYRS}", {MARTYRS, FRONT, SPLIT}),
        ("founded<2018", {FRONT}),
        ("founded:2018", {MARTYRS}),
        ("reliability<=B", {"source:2019-mission-report"}),
        ("credibility:1", {AMBUSH}),
        ("grade:B1", {AMBUSH}),
        ("grade<=C2", {AMBUSH, TALON}),
        ("cites:2", {FRONT}),
        ("is:quote origins:1", {QUOTE, UNNAMED}),
        ("has:contradiction", {FRONT}),
        ("has:killed", {AMBUSH}),
        ("has:speaker", {QUOTE, UNNAMED}),
        ("-has:cites is:leader", set()),
        ("hills", {QUOTE}),
        ("jabha", set()),
        ("الجبهة", {FRONT}),
        ('"in these"', {QUOTE}),
        ('"these in"', set()),
        ("alias:idriss", {TALON}),
        ("is:link type:leads", {"link:talon-leads-front"}),
        ("from:FN or to:FN", {SPLIT, "link:talon-leads-front"}),
        ("role:founder", {"link:talon-leads-front"}),
        ("publisher:observer", {"source:2019-mission-report"}),
        ("-(is:event or is:group) -is:source -is:link -is:quote", {TALON}),
        ("status!=active is:group", {ARMY, MARTYRS}),
    ],
)
def test_a_query_finds(filters: Filters, query: str, refs: set[str]) -> None:
    assert filters.find(query).refs == refs


@pytest.mark.parametrize(
    ("query", "certain", "possible"),
    [
        ("in:2019-05 is:event", {AMBUSH, OPERATION}, set()),
        ("in:2019-05-15 is:event", {OPERATION}, {AMBUSH}),
        ("-in:2019-05-15 is:event", set(), {AMBUSH}),
        ("in:2019-03 is:event", {OPERATION}, set()),
        ("after:2019-05-12 is:event", {OPERATION}, {AMBUSH}),
        ("before:2019-05-10 is:event", {OPERATION}, set()),
        ("until:2019-05-10 is:event", {OPERATION}, {AMBUSH}),
        ("since:2019-09 is:event", set(), set()),
        ("date<2019-04 is:event", {OPERATION}, set()),
        ("in:2016 is:link", set(), {"link:talon-leads-front"}),
        ("in:2014 is:link", {"link:talon-leads-front"}, set()),
        ("in:2018-11 is:link", {SPLIT}, {"link:talon-leads-front"}),
        ("said:2019-05-20", {QUOTE}, set()),
        ("killed>4", set(), {AMBUSH}),
        ("killed>=4", {AMBUSH}, set()),
        ("killed:5", set(), {AMBUSH}),
        ("killed:4..7", {AMBUSH}, set()),
    ],
)
def test_imprecise_dates_and_figures_hold_possibly(
    filters: Filters, query: str, certain: set[str], possible: set[str]
) -> None:
    found = filters.find(query)
    assert found.refs - found.uncertain == certain
    assert found.uncertain == possible


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind:battle place:wadi", "kind battles · place “wadi”"),
        ("actor:FN", "actor Front du Nord – الجبهة الشمالية"),
        ("actor:herders", "actor “herders” as printed"),
        ("after:2019-03", "after March 2019"),
        ("killed>=10", "killed at least 10"),
        ("grade:B2", "grade B2"),
        ("grade<=B2", "grade B2 or better"),
        ("grade<B2", "grade better than B2"),
        ("grade>=B2", "grade B2 or worse"),
        ("grade>B2", "grade worse than B2"),
        ("reliability<=B", "reliability B or better"),
        ("credibility>3", "credibility worse than 3"),
        ('in:"between 2012 and 2013"', "between 2012 and 2013"),
        ('in:"since 2012"', "from 2012, ongoing"),
        ("region:kidal", "region “kidal”"),
        ("in:yesterday", "on 31 December 2019"),
        ("country:ml", "country Mali"),
        ("-is:event", "not (event)"),
        ("is:event or is:quote", "event or quote"),
        (FRONT, "Front du Nord – الجبهة الشمالية"),
        ("linked:FN", "linked to Front du Nord – الجبهة الشمالية"),
    ],
)
def test_what_was_understood_is_said(filters: Filters, query: str, said: str) -> None:
    assert filters.find(query).said == said


@pytest.mark.parametrize(
    ("query", "problem", "at"),
    [
        ("statu:x", "nothing is called “statu”; did you mean status?", "statu"),
        ("zzz:x", "nothing is called “zzz”; try kind, place, ", "zzz"),
        ("kind:war", "“war” is none of ", "war"),
        ("killed>many", "“many” is no number", "many"),
        ("killed:9..3", "“9..3” ends before it begins", "9..3"),
        ("status>active", "status has no order: write status:", "active"),
        ("title:>10", "title has no order: write title:", "10"),
        ("check:single-origin", "nothing is called “check”", "check"),
        ("facts:x", "nothing is called “facts”", "facts"),
        ("value:dead", "nothing is called “value”", "value"),
        ("after:someday", "“someday” was not understood as part of a date", "someday"),
        ("in:2013-13", "which year is “13”?", "2013-13"),
        ("grade:G", "“G” is no grade", "G"),
        ("is:person", "“person” is no kind of record", "person"),
        ("has:zzz", "nothing is called “zzz”; try contradiction, dispute, ungraded", "zzz"),
        ("has:contra", "nothing is called “contra”; did you mean contradiction?", "contra"),
        ("has:disputed", "nothing is called “disputed”; did you mean dispute?", "disputed"),
        ("leader:nobody", "no leader is called “nobody”", "nobody"),
        ("linked:nobody", "no record is called “nobody”", "nobody"),
        ("is>event", "write is:, not is>", "is>event"),
        ("–", "“–” has no letters or digits to look for", "–"),
    ],
)
def test_a_wrong_query_says_what_is_wrong_where(
    filters: Filters, query: str, problem: str, at: str
) -> None:
    with pytest.raises(QueryFault) as refused:
        filters.find(f"is:event {query}")
    assert problem in str(refused.value)
    start, end = refused.value.span
    assert f"is:event {query}"[start:end] == at


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("region:", "choose a value for region, such as Kidal"),
        ("admin1:", "choose a value for region, such as Kidal"),
        ("kind:", "choose a value for kind, such as rebel group"),
        ("killed>", "choose a value for killed, such as 10"),
        ("in:", "choose a value for in, such as 2013-03"),
        ("zzz:", "choose a value for zzz"),
    ],
)
def test_a_property_without_a_value_is_told_one(filters: Filters, query: str, problem: str) -> None:
    with pytest.raises(QueryFault) as refused:
        filters.find(query)
    assert str(refused.value) == problem


@pytest.mark.parametrize(
    ("refs", "uncertain", "said"),
    [
        ("", "", "0 records"),
        ("a", "", "1 record"),
        ("a", "a", "1 record, only possibly"),
        ("ab", "ab", "2 records, all only possibly"),
        ("abc", "a", "3 records, 1 of them only possibly"),
    ],
)
def test_matches_are_counted_in_words(refs: str, uncertain: str, said: str) -> None:
    assert Matches(frozenset(refs), frozenset(uncertain), "").counted == said


def test_what_changed_is_found_by_its_day() -> None:
    store = fill(Store.in_memory())
    today = date.today().isoformat()  # noqa: DTZ011  the reader's day
    assert filters_of(store).find(f"changed:{today}").refs == EVERYTHING
    assert filters_of(store).find("changed:2100").refs == frozenset()


def of_grade(reliability: str, credibility: int | None, **cite: object) -> Filters:
    store = Store.in_memory()
    store.put(WIRE, record("source", title="Wire", reliability=reliability))
    cites = [{"source": WIRE, "credibility": credibility, **cite}]
    store.put(FRONT, group("Front", founded="1961", cites=cites))
    return filters_of(store)


@pytest.mark.parametrize(
    ("grade", "signs"),
    [
        ("C3", {"<=", ">=", ":"}),
        ("B3", {"<=", "<"}),
        ("B2", {"<=", "<"}),
        ("C4", {">", ">="}),
        ("F3", {">", ">="}),
        ("A4", {">", ">="}),
        ("C–", set()),
    ],
)
def test_worse_is_whatever_is_not_as_good_in_both_halves(grade: str, signs: set[str]) -> None:
    filters = of_grade(grade[0], int(grade[1]) if grade[1] != "–" else None)
    found = {sign for sign in ("<", "<=", ">", ">=", ":") if filters.find(f"grade{sign}C3").refs}
    assert found == signs


@pytest.mark.parametrize(
    "against", [{"stance": "contradicts"}, {"field": "founded", "value": "1970"}]
)
def test_the_grade_of_what_contradicts_a_record_is_not_its_own(against: dict[str, str]) -> None:
    assert not of_grade("A", 1, **against).find("grade<=B2").refs


def resting(*cites: dict[str, Any]) -> Filters:
    """An event with a date and casualties, and two sources with a copy of the first."""
    store = Store.in_memory()
    for name in ("a", "b"):
        store.put(f"source:{name}", record("source", title=name))
    store.put("source:copy", record("source", title="copy", derived_from="source:a"))
    killed = [{"outcome": "killed", "low": 3, "high": 3}]
    store.put(AMBUSH, record("event", title="A", date="2013", casualties=killed, cites=list(cites)))
    return filters_of(store)


A, B, COPY = ({"source": f"source:{name}"} for name in ("a", "b", "copy"))
FIGURES = {"field": "casualties"}


@pytest.mark.parametrize(
    ("cites", "is_found"),
    [
        ([A | FIGURES], True),
        ([A | FIGURES, COPY | FIGURES], True),
        ([A | FIGURES, B | FIGURES], False),
        ([A | FIGURES, B | {"field": "date"}], True),
        ([A | FIGURES, B | FIGURES | {"stance": "contradicts"}], True),
        ([A | FIGURES, B], False),
        ([A], True),
        ([A, B], False),
        ([B | {"field": "date"}], False),
        ([], False),
    ],
)
def test_figures_rest_on_one_origin_whatever_is_cited_for_other_fields(
    cites: list[dict[str, Any]], *, is_found: bool
) -> None:
    filters = resting(*cites)
    assert bool(filters.find("single-origin:casualties").refs) is is_found
    found = [each for each in findings(filters._book) if each.check == "single-origin"]
    assert bool(found) is is_found, "the check says the same"


def test_a_record_has_a_single_origin_if_any_field_has() -> None:
    assert resting(A, B).find("has:single-origin").refs == set()
    assert resting(A | FIGURES, B).find("has:single-origin").refs == {AMBUSH}
    assert resting(A | FIGURES, B).find("single-origin:date").refs == {AMBUSH}
    assert resting(A | FIGURES).find("single-origin:date").refs == set()


# Against a plain loop

SIZE = 400


@lru_cache
def generated() -> Store:
    maker = Maker(SIZE, seed=7)
    maker.make()
    store = Store.in_memory()
    with store.transaction("", Operation("import")) as draft:
        for kind, table in maker.tables.items():
            for slug, each in table.items():
                draft.put(f"{kind}:{slug}", each)
        for slug in sorted(maker.tables["source"])[:3]:
            draft.put(f"source:{slug}", replace(maker.tables["source"][slug], reliability=""))
        for slug in sorted(maker.tables["group"])[:5]:
            other = Cite(f"source:{min(maker.tables['source'])}", "status", "a status of its own")
            draft.put(f"group:{slug}", replace(maker.tables["group"][slug], cites=(other,)))
    return store


@lru_cache
def over_generated() -> Filters:
    return filters_of(generated())


def killed(found: Record) -> list[Any]:
    return [row for row in getattr(found, "casualties", ()) if row.outcome == "killed"]


def possibly_overlaps(text: str, other: str) -> bool:
    return dates.is_date(text) and dates.parse(text).overlaps(dates.parse(other))


LOOPS: dict[str, Callable[[Record], bool]] = {
    "kind:battles": lambda found: getattr(found, "kind", "") == "battles",
    "status:unknown": lambda found: getattr(found, "status", "") == "unknown",
    "country:DZ": lambda found: (
        "DZ" in getattr(found, "countries", ())
        or getattr(getattr(found, "place", None), "country", "") == "DZ"
    ),
    "in:2012": lambda found: (
        not isinstance(found, Link) and possibly_overlaps(kind_for(found).date_of(found), "2012")
    ),
    "born<1960": lambda found: isinstance(found, Leader) and bool(found.born) and (
        dates.parse(found.born).earliest < date(1960, 1, 1)
    ),
    "founded>=2010": lambda found: isinstance(found, Group) and bool(found.founded) and (
        dates.parse(found.founded).latest >= date(2010, 1, 1)
    ),
    "cites<1": lambda found: not found.cites,
    "has:contradiction": lambda found: has_open_contradiction(found, generated().label),
    "has:ungraded": lambda found: any(
        not source.reliability
        for source in (
            source_at(generated(), each)
            for ref in [
                *(cite.source for cite in supporting(generated(), found)),
                getattr(found, "source", ""),
            ]
            for each in chains(generated())(ref)
        )
        if source
    ),
    "origins:1": lambda found: (
        len(
            {
                *origins(generated(), supporting(generated(), found)),
                *([found.source] if hasattr(found, "source") else ()),
            }
        )
        == 1
    ),
    "grade<=B3": lambda found: any(
        (grade := grade_of(generated(), cite)) and grade[0] <= "B" and "1" <= grade[1] <= "3"
        for cite in found.cites
    ),
    "credibility>=4": lambda found: any((cite.credibility or 0) >= 4 for cite in found.cites),
    "has:killed": lambda found: bool(killed(found)),
    "actor:armed": lambda found: isinstance(found, Event) and any(
        not actor.ref and " armed" in f" {actor.name.lower()}" for actor in found.actors
    ),
    "latitude>20": lambda found: (
        getattr(getattr(found, "place", None), "latitude", None) or 0
    ) > 20,
    "is:leader": lambda found: isinstance(found, Leader),
}  # fmt: skip


def by_loop(query: str) -> set[str]:
    return {ref for ref, found in generated().records() if LOOPS[query](found)}


@pytest.mark.parametrize("query", LOOPS)
def test_a_filter_finds_what_a_plain_loop_finds(query: str) -> None:
    found = over_generated().find(query).refs
    if query == "in:2012":
        found = frozenset(ref for ref in found if kind_of(ref) != "link")
    assert found == by_loop(query)
    assert 0 < len(found) < SIZE, "a filter that finds nothing, or everything, shows nothing"


@given(st.lists(st.sampled_from(sorted(set(LOOPS) - {"in:2012"})), min_size=1, max_size=4))
def test_filters_joined_are_sets_joined(parts: list[str]) -> None:
    everything = {ref for ref, _ in generated().records()}
    found = [by_loop(part) for part in parts]
    filters = over_generated()
    both = filters.find(" ".join(parts))
    assert both.refs >= set.intersection(*found)
    assert both.refs - both.uncertain <= set.intersection(*found)
    assert filters.find(" or ".join(parts)).refs == set.union(*found)
    certain = filters.find(parts[0])
    assert filters.find(f"-{parts[0]}").refs == everything - (certain.refs - certain.uncertain)


@given(st.data())
def test_filters_follow_every_change(data: st.DataObject) -> None:
    store = fill(Store.in_memory())
    followed = filters_of(store)
    store.subscribe(followed.follow)
    queries = ["status:active", "has:contradiction", "founded<2018", "hills", "country:ml", ""]
    for query in queries:
        followed.find(query)
    for number in range(data.draw(st.integers(1, 4))):
        match data.draw(st.sampled_from(["add", "edit", "delete", "source", "undo"])):
            case "add":
                store.put(f"group:new-{number}", group("New hills", status="active"))
            case "edit":
                store.put(MARTYRS, group("Martyrs", founded="2011", status="active"))
            case "delete":
                store.delete(QUOTE, unlink=True) if store.get(QUOTE) else None
            case "source":
                store.put(WIRE, record("source", title="Wire", reliability=""))
            case "undo":
                store.undo()
                break
        fresh = filters_of(store)
        for query in queries:
            assert followed.find(query) == fresh.find(query)


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "one by one"])
def test_filters_follow_many_changes_and_do_not_grow(*, at_once: bool) -> None:
    store = fill(Store.in_memory())
    followed = filters_of(store)
    store.subscribe(followed.follow)
    count = MOST_REPLACED * 3
    for number in range(1 if at_once else count):
        with store.transaction("") as draft:
            for each in range(number, count if at_once else number + 1):
                ref = f"group:new-{each}" if at_once else MARTYRS
                draft.put(ref, group(f"Hills {each}", status="active"))
        found = followed.find("status:active is:group")
        if number < 3 or number > count - 3:
            assert found == filters_of(store).find("status:active is:group")
    most = max(len(store.all("group")), MOST_REPLACED + 3)
    assert max(len(column._owners) for column in followed._columns.values()) <= most


def test_what_a_cite_gives_is_compared_with_the_name_a_record_has_now() -> None:
    store = fill(Store.in_memory())
    says = Cite(WIRE, "speaker", store.label(TALON))
    store.put(QUOTE, replace(store.need(QUOTE), cites=(says,)))
    followed = filters_of(store)
    store.subscribe(followed.follow)
    assert QUOTE not in followed.find("has:contradiction").refs
    store.put(TALON, record("leader", name="Somebody Else"))
    assert QUOTE in followed.find("has:contradiction").refs


# What can be asked


def test_every_field_of_every_kind_can_be_asked() -> None:
    for kind in KINDS.values():
        for declared in kind.fields:
            is_asked = not (declared.is_aside and declared.shape is Shape.ROW)
            known = property_named(declared.name)
            assert (known is not None) == is_asked, f"{kind.name}.{declared.name}"


def test_every_property_takes_its_own_example() -> None:
    for name, each in properties().items():
        if each.example != "…":
            filters_of(generated()).find(f"{name}:{each.example}" if each.sign else "")


@pytest.mark.parametrize("sort", [*properties(), "-role"])
def test_records_of_all_kinds_can_be_sorted_by_any_property(sort: str) -> None:
    everything = [ref for ref, _ in generated().records()]
    assert sorted(over_generated().in_order(everything, sort)) == sorted(everything)


def test_values_are_counted_among_the_matches() -> None:
    filters = over_generated()
    counted = {each.shown: each.records for each in filters.counts("kind", _query("is:event"))}
    events = [found for _, found in generated().records() if isinstance(found, Event)]
    kinds = {each.kind for each in events if each.kind}
    assert counted == {kind: sum(each.kind == kind for each in events) for kind in kinds}


def test_choosing_a_counted_value_finds_as_many_records() -> None:
    filters = over_generated()
    for name in ("kind", "status", "country", "actor", "in", "speaker"):
        for each in filters.counts(name, _query(""))[:5]:
            found = filters.find(f'{name}:"{each.typed}"')
            assert len(found.refs) >= each.records, f"{name}:{each.typed}"


# Nothing is before the first year, or after the last.
@pytest.mark.parametrize("name", sorted({*properties()} - {"before", "after"}))
def test_no_choice_is_offered_that_finds_nothing(name: str) -> None:
    for filters in (over_generated(), filters_of(fill(Store.in_memory()))):
        for each in filters.counts(name, _query(""), most=20):
            condition = f"{name}:{Value(each.typed)}"
            assert filters.find(condition).refs, condition


def test_who_was_counted_is_offered_one_by_one() -> None:
    rows = [{"who": who, "outcome": "killed", "low": 3} for who in ("soldiers", "civilians")]
    store = Store.in_memory()
    store.put(AMBUSH, record("event", title="A", date="2013", casualties=rows))
    found = filters_of(store).counts("killed", _query(""))
    assert [each.typed for each in found] == ["civilians", "soldiers"]


def test_a_number_is_offered_with_all_its_decimals() -> None:
    store = Store.in_memory()
    place = {"name": "Kidal", "latitude": 16.2716666666667, "longitude": 1.0}
    store.put(AMBUSH, record("event", title="A", date="2013", place=place))
    filters = filters_of(store)
    (choice,) = filters.counts("latitude", _query(""))
    assert filters.find(f"latitude:{choice.typed}").refs == {AMBUSH}


def _query(text: str) -> Any:
    from briefing.views.filters.syntax import parse

    return parse(text)
