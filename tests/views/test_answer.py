"""Answers as text, and narrowed by words."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.views.answer import (
    SIDE_BY_SIDE,
    Answer,
    Narrowing,
    Part,
    Row,
    answer_text,
    lead_width,
    row_lines,
)

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


LONG, SHORT = "one two three four five six seven " * 4, "eight nine"
PAIR = Answer("A and B", [Part("Different", [Row(LONG.strip(), "Summary", other=SHORT)])])


def test_two_texts_are_set_in_columns_where_there_is_room_for_both() -> None:
    _, _, _, first, *others = answer_text(PAIR, SIDE_BY_SIDE).replace("\u00a0", " ").splitlines()
    assert first.startswith("  Summary  one two three")
    assert first.endswith(" │ eight nine")
    assert {line.index("│") for line in (first, *others)} == {first.index("│")}
    words = " ".join(line[11:].partition("│")[0] for line in (first, *others)).split()
    assert words == LONG.split(), "nothing is cut"


def test_in_less_room_one_stands_below_the_other() -> None:
    lines = answer_text(PAIR, SIDE_BY_SIDE - 1).replace("\u00a0", " ").splitlines()
    assert lines[3].startswith("  Summary  one two three")
    assert lines[4].startswith("             "), "what goes on is indented"
    assert lines[-1] == "           eight nine"
    assert max(map(len, lines)) < SIDE_BY_SIDE
    assert answer_text(PAIR).splitlines()[3:] == [
        f"  Summary  {LONG.strip()}",
        f"           {SHORT}",
    ]


@given(st.text("ab 中é\u0301", max_size=80), st.text("ab 中", min_size=1, max_size=80))
def test_columns_hold_all_of_both_texts_and_no_line_is_wider_than_the_room(
    one: str, other: str
) -> None:
    lines = row_lines(Row(one, other=other), 40, side_by_side=True)
    columns = [line.replace("\u00a0", " ").split(" │ ") for line in lines]
    assert all(cell_len(line) <= 40 for line in lines)
    for text, parts in zip((one, other), zip(*columns, strict=True), strict=True):
        assert "".join("".join(parts).split()) == "".join(text.split())
