"""A text as the rules read it keeps the place of every word in the text as stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.reading.proposals.report import Report

WORDS = st.sampled_from(
    ["Talon", "said", "the", "12", "killed", "in", "Karsa", "army", "“We", "stay”", "co-\nop", "he"]
)
BREAKS = st.sampled_from([" ", "  ", "\n", "\n\n", ". ", ", ", ".\n", "\u00a0", " \t"])
TEXTS = st.lists(st.tuples(WORDS, BREAKS), max_size=40).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


def letters(words: str) -> str:
    return "".join(sign for sign in words if sign.isalnum())


@given(TEXTS | st.text(max_size=200))
def test_a_sentence_is_found_in_the_text_with_all_its_letters(text: str) -> None:
    report = Report(text)
    for sentence in report.sentences:
        if letters(sentence.words):
            span = report.span(sentence.start, sentence.end)
            assert text[span.start : span.end] == span.words
            assert letters(span.words) == letters(sentence.words)
            assert report.flowing.startswith(letters(span.words)[0], report.place(span))


@pytest.mark.parametrize(
    "dateline",
    [
        "BAMAKO, Jan 24 (Reuters) - ",
        "BOGOTÁ (AFP) - ",
        "Baghdad — ",
        "BOGOTA: ",
        "KYIV, Ukraine (AP) — ",
        "KINSHASA, May 5 - ",
        "YEREVAN, Nov. 10 (AP) -- ",
        "GOMA, DR Congo, Nov 20 (Reuters) - ",
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline: str) -> None:
    report = Report(f"Attack in the north\n\n{dateline}Gunmen attacked a town on Monday.\n")
    assert report.sentences[1].words == "Gunmen attacked a town on Monday."


def test_a_line_that_is_a_date_is_no_sentence() -> None:
    report = Report("Leader killed\nSunday, March 3, 2013\nThe leader was killed, officials said.")
    assert [each.words for each in report.sentences] == [
        "Leader killed",
        "The leader was killed, officials said.",
    ]


def test_the_list_of_sources_is_not_read() -> None:
    text = "Five died on Friday.\n\nSources\n- “Twelve dead” — France 24, February 2, 2013\n"
    assert len(Report(text).sentences) == 1


def test_the_heading_is_told_apart() -> None:
    report = Report("Ten killed in Karsa\n\nTen people were killed.")
    assert [each.is_heading for each in report.sentences] == [True, False]


def test_words_broken_at_the_end_of_a_line_are_found() -> None:
    text = "The rebels went to Mo-\nrocco. They stayed."
    report = Report(text)
    first = report.sentences[0]
    assert first.words == "The rebels went to Morocco."
    assert report.span(first.start, first.end).words == "The rebels went to Mo-\nrocco."
