"""Nouns after a number."""

import pytest

from briefing.model.plurals import plural


@pytest.mark.parametrize(
    ("count", "noun"), [(0, "records"), (1, "record"), (2, "records"), (1_000, "records")]
)
def test_only_one_is_singular(count: int, noun: str) -> None:
    assert plural(count, "record") == noun


def test_an_irregular_plural_is_given() -> None:
    assert [plural(count, "was", "were") for count in (0, 1, 2)] == ["were", "was", "were"]
