"""What stands in quotation marks is one name, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.parsers.words import NotUnderstood, Quoted, split
from briefing.model.quotation_marks import enclosed


@given(st.text("ab”“«»\"'\\¶\n ,;()\U000f0000", min_size=1).filter(str.strip))
def test_a_quoted_name_comes_back_as_it_was(name: str) -> None:
    quoted = Quoted(f"x, {enclosed(name)}, y")
    assert [quoted(part) for part in split(quoted.text, ",")] == ["x", name, "y"]


def test_marks_in_the_middle_of_a_name_stay() -> None:
    quoted = Quoted('the “Northern, Front” brigade, 6" gun')
    parts = ["the “Northern, Front” brigade", '6" gun']
    assert [quoted(part) for part in split(quoted.text, ",")] == parts


def test_french_marks_stand_off_the_name() -> None:
    quoted = Quoted("« Kidal, ville », Mali")
    assert [quoted(part) for part in split(quoted.text, ",")] == ["Kidal, ville", "Mali"]


def test_brackets_hold_their_commas() -> None:
    assert split("a (b, c), d", ",") == ["a (b, c)", "d"]


@pytest.mark.parametrize("line", ["“Kidal", 'a, "b', "“”", "“a”b"])
def test_a_mark_without_a_fellow_is_told(line: str) -> None:
    with pytest.raises(NotUnderstood, match="never"):
        Quoted(line)


@pytest.mark.parametrize("line", ["(a", "a)", ")a("])
def test_a_bracket_without_a_fellow_is_told(line: str) -> None:
    with pytest.raises(NotUnderstood, match="never"):
        split(line, ",")
