"""Anchored words are found where they stand, and never in a sentence that looks like theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.anchors import AROUND, LOST, Place, Standing, anchor, find
from briefing.model.kinds.group import Group
from briefing.model.kinds.record import Cite
from briefing.model.validation import build, plain

TEXT = """The column left Selim at dawn. The commander said the town was calm.

By noon, the column was back. The commander said the town was calm.
"""
CALM = "the town was calm"


def anchored(words: str, occurrence: int = 0, text: str = TEXT) -> tuple[str, int]:
    at = -1
    for _ in range(occurrence + 1):
        at = text.index(words, at + 1)
    return words, at


@pytest.mark.parametrize("occurrence", [0, 1])
def test_words_that_occur_twice_are_found_where_they_were_taken_from(occurrence: int) -> None:
    words, at = anchored(CALM, occurrence)
    made = anchor(TEXT, at, at + len(words))
    assert find(TEXT, words, made) == Place(Standing.FOUND, at, at + len(words))


def test_words_move_with_their_neighbours() -> None:
    words, at = anchored("the column was back")
    made = anchor(TEXT, at, at + len(words))
    longer = f"UPDATED\n\n{TEXT}"
    assert find(longer, words, made) == Place(Standing.MOVED, at + 9, at + 9 + len(words))


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("By noon, the column was back", "At dusk, it was back"),  # prefix disagrees
        TEXT.replace("the town was calm.\n\n", "the town was quiet.\n\n"),
        TEXT.replace("dawn. The commander said the town was calm.\n\n", "dawn.\n\n"),
    ],
)
def test_words_are_lost_rather_than_moved_to_a_sentence_like_theirs(changed: str) -> None:
    for occurrence in (0, 1):
        words, at = anchored(CALM, occurrence)
        made = anchor(TEXT, at, at + len(words))
        place = find(changed, words, made)
        if place != LOST:
            around = slice(place.start - AROUND, place.end + AROUND)
            assert changed[around] == TEXT[at - AROUND : at + len(words) + AROUND]
    first = anchor(TEXT, TEXT.index(CALM), TEXT.index(CALM) + len(CALM))
    if "dawn. The commander said the town was calm." not in changed:
        assert find(changed, CALM, first) == LOST


def test_words_between_the_same_neighbours_twice_are_lost_once_they_move() -> None:
    text = f"{'x' * 40} same {'y' * 40} {'x' * 40} same {'y' * 40}"
    words, at = anchored("same", 1, text)
    made = anchor(text, at, at + len(words))
    assert find(text, words, made).standing is Standing.FOUND
    assert find(f"  {text}", words, made) == LOST


def test_other_words_are_not_found_with_an_old_anchor() -> None:
    words, at = anchored("the column was back")
    made = anchor(TEXT, at, at + len(words))
    assert find(TEXT, "the column was gone", made) == LOST
    assert find(TEXT, "the column was", made) == LOST
    assert find(TEXT, "", made) == LOST


def test_the_first_words_of_a_text_are_lost_when_others_come_before_them() -> None:
    made = anchor(TEXT, 0, 10)
    assert made.prefix == ""
    assert find(f"Not so: {TEXT}", TEXT[:10], made) == LOST
    assert find(f"\n{TEXT}", TEXT[:10], made) == Place(Standing.MOVED, 1, 11)


@pytest.mark.parametrize("span", [(3, 3), (5, 2), (-1, 4), (0, 10_000), (68, 70)])
def test_an_anchor_needs_words(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no words stand"):
        anchor(TEXT, *span)


def test_words_that_stand_everywhere_do_not_take_for_ever() -> None:
    text = "a" * 200_000
    made = anchor(text, 10, 60_010)
    assert find(text, text[10:60_010], made).standing is Standing.FOUND
    assert find(text[:70_000], "a" * 60_000, made).standing is Standing.FOUND
    assert find("b" * 40 + text, "a" * 60_000, made) == LOST


texts = st.text(st.sampled_from("ab .\n“é𐎠"), min_size=1, max_size=200)


@given(texts, st.data())
def test_an_anchor_finds_its_words_and_can_be_stored(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].isspace():
        return
    made = anchor(text, start, end)
    assert find(text, text[start:end], made) == Place(Standing.FOUND, start, end)
    cite = {"source": "source:a", "passage": text[start:end], "anchor": plain(made)}
    group = build("group", {"name": "North", "cites": [cite]})
    assert isinstance(group, Group)
    assert group.cites == (Cite("source:a", passage=text[start:end], anchor=made),)


@given(texts, texts, st.data())
def test_words_that_are_found_stand_between_the_same_neighbours(
    text: str, other: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].isspace():
        return
    made = anchor(text, start, end)
    place = find(other + text, text[start:end], made)
    if place != LOST:
        whole = other + text
        assert whole[place.start : place.end] == text[start:end]
        assert whole[: place.start].endswith(made.prefix)
        assert whole[place.end :].startswith(made.suffix)
