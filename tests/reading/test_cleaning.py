"""Cleaning takes typesetting from a text, leaves every word, and can be traced back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reading.documents.cleaning import cleaned, pages


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("The ofﬁce in Gao was afﬂicted", "The office in Gao was afflicted"),
        ("the am\u00adbush near Jebel Marra", "the ambush near Jebel Marra"),
        ("the am\u00ad\n  bush", "the ambush"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("no\x00thing \x1b[31mred\x07", "nothing [31mred"),
        ("\ufeffGoma \u202efell\u202c \u200bhere", "Goma fell here"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("half \ud800 a character", "half \ufffd a character"),
        ("one  \n\n\n \n\ntwo\t\n", "one\n\ntwo"),
        ("  An indented line\n    stays", "An indented line\n    stays"),
    ],
)
def test_what_is_typesetting_goes(raw: str, text: str) -> None:
    assert cleaned(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("We went to Mo-\nrocco.", "We went to Morocco."),
        ("the al-\nQaeda cell", "the al-Qaeda cell"),
        ("an ex-\nrebel, one ex-rebel", "an ex-rebel, one ex-rebel"),
        ("killed 10-\n12 men", "killed 10-12 men"),
    ],
)
def test_words_divided_at_the_end_of_a_line_are_whole_where_lines_are_those_of_a_page(
    raw: str, text: str
) -> None:
    assert cleaned(raw, is_set=True).text == text
    assert cleaned(raw).text == raw


def paged(heads: list[str], feet: list[str]) -> str:
    bodies = [
        "The column left Wau at dawn.\nIt came back.",
        "A second one followed it.\nNo one was hurt.",
        "In Yei, shells fell again.\nTwelve were killed.",
        "That night it was calm.\nThe market opened.",
    ]
    each = zip(heads, bodies, feet, strict=True)
    return "\n\f".join("\n".join(filter(None, page)) for page in each)


def test_running_heads_and_page_numbers_go_and_are_told() -> None:
    raw = paged(
        ["Monthly Report, May 2014", "Monthly Report, May 2014"] * 2,
        ["- 7 -", "- 8 -", "- 9 -", ""],
    )
    found = cleaned(raw, is_set=True)
    assert found.text == paged([""] * 4, [""] * 4)
    assert found.notes == [
        "left out: the running head “Monthly Report, May 2014” on 4 pages",
        "left out: page numbers on 3 pages",
    ]
    assert len(pages(found.text)) == 4


def test_heads_that_number_their_pages_go_too() -> None:
    heads = [f"Page {number} of 4" for number in range(1, 5)]
    assert cleaned(paged(heads, [""] * 4), is_set=True).text == paged([""] * 4, [""] * 4)


def test_figures_that_do_not_count_the_pages_stay() -> None:
    raw = paged(["12", "40", "7", "91"], [""] * 4)
    assert cleaned(raw, is_set=True).text == raw


def test_two_pages_have_no_running_head() -> None:
    raw = "Gao\nOne.\n\fGao\nTwo."
    assert cleaned(raw, is_set=True).text == raw


raws = st.text(st.sampled_from("ab- \n\f\r\t\x00\xadﬁ\u202e1é"), max_size=300)


@given(raws, st.booleans())
def test_every_offset_leads_back_to_its_character(raw: str, is_set: bool) -> None:
    found = cleaned(raw, is_set=is_set)
    before = -1
    for at, character in enumerate(found.text):
        origin = found.offsets.origin(at)
        assert origin >= before
        before = origin
        was = raw[origin]
        assert was == character or (was, character) in {
            ("ﬁ", "f"),
            ("ﬁ", "i"),
            ("\r", "\n"),
            ("-", "-"),
        }
    assert found.offsets.origin(len(found.text)) <= len(raw)


@given(raws, st.booleans())
def test_cleaning_a_clean_text_changes_nothing(raw: str, is_set: bool) -> None:
    once = cleaned(raw).text
    assert cleaned(once).text == once


@given(raws)
def test_no_letter_is_lost_or_added(raw: str) -> None:
    kept = [each for each in cleaned(raw).text.replace("fi", "ﬁ") if each.isalnum()]
    assert kept == [each for each in raw if each.isalnum()]
