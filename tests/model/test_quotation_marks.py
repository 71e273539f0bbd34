"""Text in quotation marks is extracted unchanged, whatever it contains."""

from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.quotation_marks import are_paired, closings, enclosed, parts, quoted, taken_out

texts = st.text(alphabet=st.sampled_from([*'“”"«»¶\\\n ;:.()a']), max_size=20) | st.text(
    max_size=30
)


@given(texts, texts.filter(are_paired))
def test_what_is_enclosed_is_taken_out_as_it_was(text: str, behind: str) -> None:
    line = f"{enclosed(text)}{behind}"
    assert "\n" not in enclosed(text)
    assert taken_out(line, 0, closings(line)[0]) == text


@given(st.lists(texts, min_size=1, max_size=4))
def test_a_semicolon_in_marks_parts_nothing(enclosures: list[str]) -> None:
    said = [f"x {enclosed(text)} y" for text in enclosures]
    assert list(parts(";".join(said))) == said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("he said “we stay” today", "“he said “we stay” today”"),
        ("two\nlines", "“two ¶ lines”"),
        ("6'2” tall", "“6'2\\” tall”"),
        (r"\\server\share", r"“\\server\share”"),
    ],
)
def test_marks_that_nest_and_paths_are_left_as_they_are(text: str, line: str) -> None:
    assert enclosed(text) == line


@pytest.mark.parametrize(
    ("line", "inside"),
    [('"plain" x', "plain"), ("«oui» x", "oui"), ("«il dit «non» hier»", "il dit «non» hier")],
)
def test_other_marks_are_read_too(line: str, inside: str) -> None:
    assert taken_out(line, 0, closings(line)[0]) == inside


def test_print_has_single_marks_within_double_ones() -> None:
    assert quoted("he said “we stay” today") == "“he said ‘we stay’ today”"


@pytest.mark.parametrize("sign", ['"', "“", "”", "\\", "¶", ";", "«", "“”", "\\“", " ¶"])
def test_long_lines_are_gone_through_once(sign: str) -> None:
    line = sign * 20_000
    begun = thread_time()
    closings(line)
    list(parts(line))
    enclosed(line)
    assert thread_time() - begun < 5  # quadratic: minutes
