"""What is offered while a query is typed, wherever the cursor is."""

import pytest
from small_books import book_of, named
from test_filter_results import filters_of

from briefing.views.filters.completion import complete, without_begun
from briefing.views.filters.filters import Filters


@pytest.fixture
def filters() -> Filters:
    event = {
        "title": "A good job",
        "date": "2013-01-01",
        "kind": "battles",
        "actors": [{"ref": "group:front", "role": "target"}],
        "place": {"name": "Kidal"},
    }
    return filters_of(book_of({**named("group:front"), "event:a": event}))


@pytest.mark.parametrize(
    ("text", "replaced", "first"),
    [
        ("pla", "pla", "place:"),
        ('"good job" pla', "pla", "place:"),
        ('"good job" -pla', "pla", "place:"),
        ('place:"kidal x" kil', "kil", "killed:"),
        ('place:"wadi \\" x" kil', "kil", "killed:"),
        ('title:"a, b",goo', "goo", '"A good job"'),
        ('title:"a good', '"a good', '"A good job"'),
        ('title:"a good" role:', "", "target"),
        ("kind:battle (pla", "pla", "place:"),
        ("role: tar", "tar", "target"),
    ],
)
def test_what_is_begun_at_the_end_is_completed(
    filters: Filters, text: str, replaced: str, first: str
) -> None:
    found = complete(filters, text, len(text))
    assert text[found.start : found.end] == replaced
    assert found.choices[0].text == first


def test_what_is_weak_is_offered_first_even_if_nothing_is(filters: Filters) -> None:
    (first, *_, other), begun = (
        complete(filters, text, len(text)).choices for text in ("has:", "has:contra")
    )
    assert (first.text, first.records, other.records) == ("contradiction", 0, None)
    assert [each.text for each in begun] == ["contradiction"]


def test_what_is_begun_within_a_query_is_completed_to_its_end(filters: Filters) -> None:
    text = 'title:"a good job" kind:battles'
    found = complete(filters, text, text.index(" job"))
    assert text[found.start : found.end] == '"a good job"'


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("kidal pla", "kidal"),
        ("kidal -pla", "kidal"),
        ("role: target", "role: target"),
        ("killed > low", "killed > low"),
        ("gao or kidal", "gao or kidal"),
    ],
)
def test_a_begun_name_is_no_word_yet_but_a_value_is_one(text: str, query: str) -> None:
    assert without_begun(text).strip() == query
