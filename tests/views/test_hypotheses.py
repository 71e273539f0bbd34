"""Competing hypotheses: one example worked by hand, and laws that hold of every matrix."""

import json
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import Raw, book_of

from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.hypotheses import (
    HALVES,
    Column,
    Line,
    Matrix,
    answers_to,
    as_plain,
    hypotheses_answer,
    matrix,
    question_of,
    ranking,
    sensitivity,
    turning_points,
)
from weighing import ONE, TWO, Q, event, judged, worked


class TestWorkedExample:
    def test_rows_are_the_union_with_grades_and_bearings(self) -> None:
        found = matrix(worked(), Q)
        # The oldest first; those without a date come last.
        assert [column.ref for column in found.columns] == [TWO, ONE]
        assert [(line.key, line.grade, line.weight, line.signs) for line in found.lines] == [
            ("event:good", "B2", 64, "1− 2+"),
            ("event:a", "E4", 8, "1+ 2−"),
            ("event:b", "E5", 4, "1+ 2−"),
            ("no tanks seen", "", 25, "1· 2−"),
        ]

    def test_the_weight_can_reverse_the_plain_count(self) -> None:
        found = matrix(worked(), Q)
        one, two = found.ranks()
        assert (found.columns[one.column].ref, one.place, one.inconsistent, one.refutation) == (
            ONE,
            1,
            3,
            8 + 4 + 25,
        )
        assert (two.place, two.inconsistent, two.refutation) == (2, 1, 64)
        assert ranking(found) == ["2 comes first.", "By the plain count, 1 comes first."]

    def test_what_would_change_the_first(self) -> None:
        store = worked()
        assert sensitivity(store, matrix(store, Q)) == [
            "Without “An event”, 1 would come first.",
            "If the source “Good” were wrong, 1 would come first.",
        ]
        assert [
            (each.what, each.is_source) for each in turning_points(store, matrix(store, Q))
        ] == [
            ("event:good", False),
            ("source:good", True),
        ]

    def test_the_single_cite_that_carries_the_ranking_is_named(self) -> None:
        cites = [{"source": "source:good", "credibility": 2, "passage": "tanks in Kidal"}]
        store = worked(event_good={"title": "An event", "date": "2014", "cites": cites})
        assert sensitivity(store, matrix(store, Q))[0] == (
            "Without the cite “tanks in Kidal” for “An event”, 1 would come first."
        )

    def test_evidence_of_a_second_source_stands_with_its_grade(self) -> None:
        second = event(("good", 2), ("poor", 5))
        store = worked(event_good=second)
        # Without the good source 0.04 speak against the bands, and 0.37 against the army.
        (row, cite, source) = turning_points(store, matrix(store, Q))
        assert (row.first, cite.first, source.first) == ((0,), (0,), (0,))
        assert (row.passage, cite.passage) == ("", "Good")
        # A copy falls with its origin, but the origin stands without the copy.
        store = worked(event_good=event(("copy", 1), ("good", 2)))
        assert [each.what for each in turning_points(store, matrix(store, Q))] == [
            "event:good",
            "source:good",
        ]

    def test_it_reads_well(self) -> None:
        text = answer_text(hypotheses_answer(worked(), Q))
        assert "\nEvidence\n  1− 2+   An event  (B2, differs on 1 of 1 pair  event:good)" in text
        assert "  1. (2)  The army  (3 inconsistent, weighing 0.37)" in text
        assert "+ consistent, − inconsistent, · neutral, ? not judged yet." in text.casefold()

    def test_it_is_plain_for_json(self) -> None:
        found = as_plain(worked(), Q)
        assert json.loads(msgspec.json.encode(found)) == found
        assert found["ranking"][0] == {
            "judgement": ONE,
            "place": 1,
            "inconsistent": 3,
            "refutation": 0.37,
            "unjudged": 0,
        }
        assert found["turning_points"][1] == {"source": "source:good", "first": [TWO]}
        assert found["evidence"][3]["bearings"] == {TWO: "neutral", ONE: "inconsistent"}


class TestWhatIsShown:
    def test_only_current_answers_to_the_question(self) -> None:
        store = worked(
            judgement_old=judged("Nobody", status="superseded"),
            judgement_gone=judged("The moon", status="withdrawn"),
            judgement_other={"text": "Something else"},
        )
        assert [ref for ref, _ in answers_to(store, Q)] == [TWO, ONE]
        assert question_of(store, ONE) == question_of(store, Q) == Q
        assert question_of(store, "judgement:other") == ""
        assert question_of(store, "event:a") == ""

    def test_nothing_is_compared_with_one_answer_or_none(self) -> None:
        store = book_of({Q: {"text": "Who?"}})
        assert "no current judgement answers it" in answer_text(hypotheses_answer(store, Q))
        store = book_of({Q: {"text": "Who?"}, ONE: judged("The army", "−silence")})
        found = matrix(store, Q)
        assert (ranking(found), sensitivity(store, found)) == ([], [])
        assert found.pairs == found.lines[0].diagnosticity == 0

    def test_those_level_are_told_so(self) -> None:
        store = book_of(
            {Q: {"text": "Who?"}, ONE: judged("A", "−x", "?y"), TWO: judged("B", "−x", "?y")}
        )
        found = matrix(store, Q)
        assert ranking(found) == ["1 and 2 are level."]
        assert [each.place for each in found.ranks()] == [1, 1]
        assert [each.unjudged for each in found.ranks()] == [1, 1]
        assert sensitivity(store, found) == ["No single row or source changes which comes first."]

    def test_a_likelihood_that_the_evidence_does_not_bear_out_is_told(self) -> None:
        one = judged("A", "−x", likelihood="very likely")
        store = book_of(
            {Q: {"text": "Who?"}, ONE: one, TWO: judged("B", "+x", likelihood="unlikely")}
        )
        assert ranking(matrix(store, Q)) == ["2 comes first.", "But 1 is judged more likely."]

    def test_without_any_bearing_nothing_is_ranked(self) -> None:
        store = book_of({Q: {"text": "Who?"}, ONE: judged("A", "?x"), TWO: judged("B")})
        found = matrix(store, Q)
        assert (ranking(found), sensitivity(store, found)) == ([], ["No bearing is judged yet."])

    def test_a_judgement_rests_on_what_is_behind_its_evidence(self) -> None:
        lower: Raw = {"text": "They moved", "evidence": [{"ref": "event:a"}]}
        raw = judged("The bands", "−judgement:lower")
        store = worked(judgement_lower=lower, judgement_two=raw, judgement_one=judged("The army"))
        assert [each.what for each in turning_points(store, matrix(store, Q))] == [
            "judgement:lower",
            "source:poor",
        ]


_BEARINGS = st.sampled_from(["consistent", "inconsistent", "neutral", ""])
_GRADES = st.builds(str.__add__, st.sampled_from("ABCDEF–"), st.sampled_from("123456–"))


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    count = draw(st.integers(1, 4))
    columns = [Column(f"judgement:{each}", str(each), "", "") for each in range(count)]
    rows = draw(st.lists(st.tuples(_GRADES | st.just(""), st.tuples(*[_BEARINGS] * count))))
    lines = [Line(str(at), "", str(at), grade, cells) for at, (grade, cells) in enumerate(rows)]
    return Matrix(Q, "Who?", columns, lines)


class TestLaws:
    @given(matrices())
    def test_what_bears_alike_on_all_tells_nothing_apart(self, found: Matrix) -> None:
        for line in found.lines:
            judged = {each for each in line.bearings if each}
            assert (line.diagnosticity == 0) == (len(judged) < 2)
            assert 0 <= line.diagnosticity <= found.pairs

    @given(matrices())
    def test_the_first_is_refuted_no_more_than_any_other(self, found: Matrix) -> None:
        ranks = found.ranks()
        assert sorted(each.column for each in ranks) == list(range(len(found.columns)))
        assert [each.refutation for each in ranks] == sorted(each.refutation for each in ranks)
        assert tuple(each.column for each in ranks if each.place == 1) == tuple(found.first())

    @given(matrices(), st.randoms())
    def test_the_order_of_rows_changes_nothing(self, found: Matrix, chance: Random) -> None:
        lines = list(found.lines)
        chance.shuffle(lines)
        assert found._replace(lines=lines).ranks() == found.ranks()
        sorted_ = found.by_diagnosticity().lines
        assert [each.diagnosticity for each in sorted_] == sorted(
            (each.diagnosticity for each in lines), reverse=True
        )

    @given(matrices())
    def test_a_row_turns_the_ranking_exactly_if_it_does_so_when_left_out(
        self, found: Matrix
    ) -> None:
        turns = {each.what: each.first for each in turning_points(Store.in_memory(), found)}
        for line in found.lines:
            without = found._replace(lines=[each for each in found.lines if each is not line])
            assert turns.get(line.key, found.first()) == without.first()

    @given(matrices(), _GRADES)
    def test_more_evidence_against_never_helps(self, found: Matrix, grade: str) -> None:
        against = ["inconsistent", *[""] * (len(found.columns) - 1)]
        more = found._replace(lines=[*found.lines, Line("x", "", "x", grade, against)])
        (was,) = (each.place for each in found.ranks() if each.column == 0)
        (now,) = (each.place for each in more.ranks() if each.column == 0)
        assert now >= was


@pytest.mark.parametrize("better", ["AB", "BC", "CD", "DE", "12", "23", "34", "45"])
def test_a_better_half_counts_more(better: str) -> None:
    assert HALVES[better[0]] > HALVES[better[1]] > 0
