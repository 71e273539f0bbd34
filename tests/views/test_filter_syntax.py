"""The grammar of filters: what is read, what is refused and where, and that it prints back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.views.filters.syntax import (
    DEEPEST,
    SIGNS,
    All,
    Any,
    Condition,
    Not,
    Query,
    QueryFault,
    Value,
    Words,
    conditions,
    parse,
)


def asked(name: str, sign: str, *values: str) -> Condition:
    return Condition(name, sign, tuple(map(Value, values)))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", All()),
        ("  ", All()),
        ("kidal", Words("kidal")),
        ("kind:battle", asked("kind", ":", "battle")),
        ("kind=battle", asked("kind", ":", "battle")),
        ("KIND: battle", asked("kind", ":", "battle")),
        ("killed > 10", asked("killed", ">", "10")),
        ("killed:>10", asked("killed", ">", "10")),
        ("killed: >= 10", asked("killed", ">=", "10")),
        ('title:">10"', asked("title", ":", ">10")),
        ("killed>=10", asked("killed", ">=", "10")),
        ("status!=disputed", asked("status", "!=", "disputed")),
        ("status:claimed,disputed", asked("status", ":", "claimed", "disputed")),
        ('place:"Wadi Selim",Gao', asked("place", ":", "Wadi Selim", "Gao")),
        ("linked:group:aqim", asked("linked", ":", "group:aqim")),
        ("latitude>-5.5", asked("latitude", ">", "-5.5")),
        ('"good job"', Words("good job")),
        ('"say \\"no\\""', Words('say "no"')),
        ("a b", All((Words("a"), Words("b")))),
        ("a and b", All((Words("a"), Words("b")))),
        ("a or b c", Any((Words("a"), All((Words("b"), Words("c")))))),
        ("(a or b) c", All((Any((Words("a"), Words("b"))), Words("c")))),
        ("-a", Not(Words("a"))),
        ("not a", Not(Words("a"))),
        ("NOT (a b)", Not(All((Words("a"), Words("b"))))),
        ("-(-a)", Not(Not(Words("a")))),
        ("orchid", Words("orchid")),
        ("nothing", Words("nothing")),
    ],
)
def test_a_query_is_read(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "problem", "span"),
    [
        ("kind:", "choose a value for kind", (0, 5)),
        ("a kind:,b", "choose a value for kind", (2, 7)),
        ("killed>", "choose a value for killed", (0, 7)),
        ("(a", "this bracket is not closed", (0, 1)),
        ("a)", "there is no bracket that this one closes", (1, 2)),
        ("()", "nothing is in these brackets", (0, 2)),
        ('"a', "this quotation mark is not closed", (0, 2)),
        ('x "  "', "nothing is between these quotation marks", (2, 6)),
        ("a or", "“or” stands between two conditions", (2, 4)),
        ("or a", "“or” stands between two conditions", (0, 2)),
        ("a -", "nothing comes after “not”", (2, 3)),
        ("(" * (DEEPEST + 1), f"more than {DEEPEST} brackets", (DEEPEST, DEEPEST + 1)),
    ],
)
def test_what_is_no_query_is_refused_where_it_is_wrong(
    text: str, problem: str, span: tuple[int, int]
) -> None:
    with pytest.raises(QueryFault, match=problem.replace("?", r"\?")) as refused:
        parse(text)
    assert refused.value.span == span


@pytest.mark.parametrize("text", ["kind:", "a or", "(a", '"a', "-", "not", 'place:"Wadi'])
def test_what_is_only_begun_is_told_from_what_is_wrong(text: str) -> None:
    with pytest.raises(QueryFault) as refused:
        parse(text)
    assert refused.value.is_begun


def test_conditions_are_listed_from_left_to_right() -> None:
    found = conditions(parse("a (kind:x or -status:y) killed>1"))
    assert [each.name for each in found] == ["kind", "status", "killed"]


texts = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
names = st.from_regex(r"[a-z][a-z0-9.-]{0,8}", fullmatch=True)
signs = st.sampled_from([sign for sign in SIGNS if sign != "="])
leaves = st.builds(Words, texts) | st.builds(
    Condition, names, signs, st.lists(st.builds(Value, texts), min_size=1, max_size=3).map(tuple)
)


def joined(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, parts) | st.builds(All, several) | st.builds(Any, several)


queries: st.SearchStrategy[Query] = st.recursive(leaves, joined, max_leaves=12)


@given(queries)
def test_a_query_prints_as_text_that_reads_the_same(query: Query) -> None:
    assert parse(str(query)) == query


signs_in_any_order = st.lists(st.sampled_from('"()-:<a or,\\'), max_size=30).map("".join)


@given(st.text(max_size=60) | signs_in_any_order)
def test_any_text_is_read_or_refused_within_it(text: str) -> None:
    try:
        query = parse(text)
    except QueryFault as fault:
        start, end = fault.span
        assert 0 <= start < end <= len(text)
    else:
        assert parse(str(query)) == query
