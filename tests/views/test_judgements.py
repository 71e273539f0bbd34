"""Lists of judgements, and how they turned out."""

import json
from datetime import date
from fractions import Fraction
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import Raw, book_of

from briefing.model.terms import LIKELIHOOD_RANGES, LIKELIHOODS, OTHER_LIKELIHOODS
from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.books.as_of import AsOf
from briefing.views.judgements import (
    judgements,
    judgements_answer,
    score,
    score_answer,
    score_as_plain,
)
from weighing import Q


def book(*records: Raw) -> Store:
    """Judgements `a`, `b` … and two questions."""
    numbered = {
        f"judgement:{letter}": raw for letter, raw in zip("abcdefgh", records, strict=False)
    }
    return book_of(
        {
            "requirement:late": {"text": "And then?", "asked": "2014-02"},
            Q: {"text": "Who will hold Kidal?", "asked": "2014-01"},
            **numbered,
        }
    )


RESOLVED = (
    {"text": "A", "likelihood": "likely", "outcome": "happened"},
    {"text": "B", "likelihood": "likely", "outcome": "did not happen", "status": "superseded"},
    {"text": "C", "likelihood": "almost certain", "outcome": "happened"},
    {"text": "D", "likelihood": "unlikely"},
    {"text": "E", "likelihood": "unlikely", "outcome": "not known"},
    {"text": "F", "outcome": "happened"},
)


def test_they_are_listed_by_question_the_oldest_first() -> None:
    store = book(
        {"text": "Alone", "made": "2013"},
        {"text": "Newer", "question": Q, "made": "2014-02", "confidence": "low"},
        {"text": "Older", "question": Q, "made": "2014-01", "likelihood": "likely"},
        {"text": "Late", "question": "requirement:late"},
        {"text": "Gone", "question": Q, "status": "withdrawn"},
    )
    assert answer_text(judgements_answer(store)) == (
        "Judgements\n\nWho will hold Kidal?\n"
        "  likely  Older  (judgement:c)\n"
        "  –       Newer  (low confidence  judgement:b)\n\n"
        "And then?\n  –       Late  (judgement:d)\n\n"
        "Answers no question\n  –       Alone  (judgement:a)"
    )
    assert [each.ref for each in judgements(store, every=True) if each.status != "current"] == [
        "judgement:e"
    ]
    assert "Gone  (withdrawn  judgement:e)" in answer_text(judgements_answer(store, every=True))
    assert "nothing is judged yet" in answer_text(judgements_answer(book()))


def test_what_was_superseded_later_still_stood_then() -> None:
    store = book(
        {"text": "First", "made": "2014-01", "status": "superseded"},
        {"text": "Second", "made": "2014-03", "supersedes": "judgement:a"},
        {"text": "Dropped", "made": "2014-01", "status": "withdrawn"},
    )
    then = AsOf(store, date(2014, 2, 1))
    assert [each.text for each in judgements(then)] == ["First"]
    assert [each.text for each in judgements(store)] == ["Second"]


def test_an_outcome_is_not_known_before_it_was_resolved() -> None:
    store = book(
        {
            "text": "A",
            "made": "2014-01",
            "likelihood": "likely",
            "outcome": "happened",
            "resolved": "2014-06",
        }
    )
    assert score(AsOf(store, date(2014, 2, 1))).unscored == [("judgement:a", "no outcome yet")]
    assert score(AsOf(store, date(2014, 7, 1))).scored == 1


def test_a_score_worked_by_hand() -> None:
    found = score(book(*RESOLVED))
    # (0.675 - 1)², (0.675 - 0)², (0.97 - 1)²
    assert found.brier == pytest.approx((0.105625 + 0.455625 + 0.0009) / 3)
    assert found.scored == 3
    assert [(each.likelihood, each.resolved, each.happened) for each in found.degrees] == [
        ("likely", 2, 1),
        ("almost certain", 1, 1),
    ]
    assert found.unscored == [
        ("judgement:d", "no outcome yet"),
        ("judgement:e", "outcome not known"),
        ("judgement:f", "no likelihood"),
    ]


def test_it_is_told_with_the_formula_and_what_is_left_out() -> None:
    text = " ".join(answer_text(score_answer(book(*RESOLVED))).split())
    assert "Brier score 0.187 over 3 resolved judgements By likelihood" in text
    assert "likely 1 of 2 happened, 50 per cent; its range is 55 to 80 (below its range)" in text
    assert "almost certain 1 of 1 happened, 100 per cent; its range is 95 to 99 (above its" in text
    assert "Not scored (3) no outcome yet D (judgement:d)" in text
    assert "(p - o)²" in text
    assert "Brier 1950" in text
    assert "nothing is judged yet" in answer_text(score_answer(book()))
    plain = score_as_plain(book(*RESOLVED))
    assert json.loads(msgspec.json.encode(plain)) == plain
    assert plain["by_likelihood"][0]["share"] == 50


_TERMS = st.sampled_from(list(LIKELIHOOD_RANGES))


@given(st.lists(st.tuples(_TERMS, st.booleans()), min_size=1, max_size=8))
def test_the_score_is_the_mean_of_squares(judged: list[tuple[str, bool]]) -> None:
    found = score(
        book(
            *(
                {
                    "text": term,
                    "likelihood": term,
                    "outcome": "happened" if happened else "did not happen",
                }
                for term, happened in judged
            )
        )
    )
    squares = [
        (Fraction(sum(LIKELIHOOD_RANGES[term]), 200) - happened) ** 2 for term, happened in judged
    ]
    assert found.brier == pytest.approx(float(sum(squares) / len(squares)))
    assert sum(each.resolved for each in found.degrees) == found.scored == len(judged)
    assert all(0 <= each.happened <= each.resolved for each in found.degrees)


def test_the_ranges_follow_one_another_and_are_said_once() -> None:
    bounds = list(LIKELIHOOD_RANGES.values())
    assert all(one[1] == other[0] for one, other in pairwise(bounds))
    assert LIKELIHOODS["likely"] == "55 to 80 per cent"
    assert len(OTHER_LIKELIHOODS) == len(LIKELIHOODS)
