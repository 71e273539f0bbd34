"""Answers as text, and narrowed by words."""

from briefing.views.answer import Answer, Narrowing, Part, Row, answer_text, lead_width

ANSWER = Answer(
    "Who led it",
    (
        Part(
            "Leaders", [Row("Idris Talon", "2014 →", "B2", "leader:talon"), Row("Émile", "by 2012")]
        ),
        Part("Others", []),
    ),
    ("Nobody is known before.",),
    "nobody is known",
)


def test_an_answer_in_lines_has_its_columns_aligned_and_ends_in_refs() -> None:
    assert answer_text(ANSWER).splitlines() == [
        "Who led it",
        "",
        "Leaders",
        "  2014 →   Idris Talon  (B2  leader:talon)",
        "  by 2012  Émile",
        "",
        "Notes",
        "  Nobody is known before.",
    ]


def test_without_rows_it_says_so_and_keeps_its_notes() -> None:
    assert answer_text(ANSWER._replace(parts=())).splitlines() == [
        "Who led it",
        "",
        "  nobody is known",
        "",
        "Notes",
        "  Nobody is known before.",
    ]


def test_a_very_wide_first_column_does_not_push_the_others_away() -> None:
    wide = Answer("", (Part("", [Row("a", "x" * 200), Row("b", "y")]),))
    assert lead_width(wide) == 34
    assert answer_text(wide).splitlines()[-1] == f"  {'y'.ljust(34)}  b"


def test_it_is_narrowed_to_rows_with_all_words_whatever_their_case_or_accents() -> None:
    narrowing = Narrowing(ANSWER)
    assert [row.text for row in narrowing.by("EMILE").parts[0].rows] == ["Émile"]
    assert [row.text for row in narrowing.by("talon b2").parts[0].rows] == ["Idris Talon"]
    assert narrowing.by("talon 2012").empty == "no row contains these words"
    assert narrowing.by("talon 2012").notes == ANSWER.notes
    assert narrowing.by(" ") is ANSWER


def test_a_counted_heading_counts_the_rows_shown() -> None:
    counted = ANSWER._replace(parts=[ANSWER.parts[0]._replace(is_counted=True)])
    assert "Leaders (2)" in answer_text(counted)
    assert "Leaders (1)" in answer_text(Narrowing(counted).by("talon"))
