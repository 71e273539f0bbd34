"""How good the source is and how likely its words, in two characters."""

import pytest

from briefing.model.grades import grade, meaning
from briefing.model.terms import CREDIBILITIES, RELIABILITIES


@pytest.mark.parametrize(
    ("reliability", "credibility", "expected"),
    [("B", 2, "B2"), ("F", 6, "F6"), ("B", None, "B–"), ("", 2, "–2"), ("", None, "")],
)
def test_a_half_that_was_not_judged_is_a_dash(
    reliability: str, credibility: int | None, expected: str
) -> None:
    assert grade(reliability, credibility) == expected


@pytest.mark.parametrize("reliability", RELIABILITIES)
@pytest.mark.parametrize("credibility", CREDIBILITIES)
def test_every_grade_can_be_read_in_words(reliability: str, credibility: str) -> None:
    words = meaning(grade(reliability, int(credibility)))
    assert words == (
        f"source: {RELIABILITIES[reliability]}; information: {CREDIBILITIES[credibility]}"
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("B–", "source: usually reliable"),
        ("–2", "information: probably true"),
        ("", ""),
        ("Z9", ""),
    ],
)
def test_only_the_half_that_was_judged_is_put_in_words(code: str, words: str) -> None:
    assert meaning(code) == words
