"""The words of texts are found in spite of a slip, and as Britain and America spell them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.entries import Hit, Score, SearchEntry
from briefing.search.index import SearchIndex

TEXT = (
    "The jihadists are reorganising in the hills. Eleven terrorists were killed and four wounded, "
    "a spokesman said; 1,000 soldiers stay for counter-terrorism missions in the neighbouring "
    "centre, under the same programme, until 2014."
)
INDEX = SearchIndex(
    [
        SearchEntry("quote:one", "quote", (), (TEXT,)),
        SearchEntry(
            "quote:two", "quote", (), ("Nothing of the kind was ever said about the town.",)
        ),
    ]
)


def found(query: str) -> Hit:
    (hit,) = INDEX.search(query)
    return hit


def marked(hit: Hit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("reorganizing", ["reorganising"]),
        ("reorganisng", ["reorganising"]),
        ("reorganiisng", ["reorganising"]),
        ("reorgnaising", ["reorganising"]),
        ("eleven terorists killed", ["Eleven terrorists", "killed"]),
        ("terorist", ["terrorist"]),
        ("counterterrorism missions", ["counter-terrorism missions"]),
        ("counter terorism", ["counter-terrorism"]),
        ("neighboring center", ["neighbouring", "centre"]),
        ("spoksman said", ["spokesman said"]),
    ],
)
def test_a_passage_is_found_in_spite_of_a_slip(query: str, words: list[str]) -> None:
    hit = found(query)
    assert (hit.ref, hit.why) == ("quote:one", "text")
    assert "".join(marked(hit)).replace(" ", "").startswith("".join(words).replace(" ", "")[:6])
    assert hit.score < Score.TEXT


def test_words_as_they_stand_score_more() -> None:
    assert found("reorganising hills").score == Score.TEXT
    assert found("eleven terrorists").score == Score.TEXT + 3


@pytest.mark.parametrize(
    "query",
    [
        "tone",  # too short to be town with a slip
        "2013",  # a number is not another one
        "mourning",  # another first letter and more than one slip
        "terrorists in the city",  # a word that is not there
        "mentre",
    ],
)
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert INDEX.search(query) == []


LETTERS = "abcdefghijklmnopqrstuvwxyz"


@given(
    word=st.text(LETTERS, min_size=8, max_size=14),
    at=st.integers(1, 7),
    letter=st.sampled_from(LETTERS),
    slip=st.sampled_from(["left out", "put in", "mistyped", "exchanged"]),
)
def test_any_one_slip_in_a_long_word_is_forgiven(
    word: str, at: int, letter: str, slip: str
) -> None:
    at = min(at, len(word) - 2)
    typed = {
        "left out": word[:at] + word[at + 1 :],
        "put in": word[:at] + letter + word[at:],
        "mistyped": word[:at] + letter + word[at + 1 :],
        "exchanged": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }[slip]
    index = SearchIndex([SearchEntry("a", "quote", (), (f"They said {word} again",))])
    assert [hit.ref for hit in index.search(typed)] == ["a"]


def test_many_texts_are_no_trouble() -> None:
    words = [f"{one}{two}{three}" for one in LETTERS for two in LETTERS[:20] for three in LETTERS]
    entries = [
        SearchEntry(
            f"quote:{number}", "quote", (), (f"soldiers killed near {word}ville on patrol",)
        )
        for number, word in enumerate(words)
    ]
    index = SearchIndex(entries)
    index.prepare()
    spent: list[float] = []
    for query in ("solders kiled", "soldiers killed patrol", "abaville", "abavile near", "patroll"):
        began = time.thread_time()
        assert index.search(query)
        spent.append(time.thread_time() - began)
    assert sorted(spent)[2] < 0.1
