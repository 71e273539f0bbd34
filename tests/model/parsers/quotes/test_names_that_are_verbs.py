"""May with a capital letter is a month: in quotes, it makes no clause and denies nothing."""

import pytest

from wire import told


@pytest.mark.parametrize(
    "passage",
    [
        "Both groups claimed responsibility for May attacks on military barracks in Gao.",
        "The group claimed May bombings in Gao.",
        "Talon announced the May offensive in Gao.",
    ],
)
def test_a_month_makes_no_clause(passage: str) -> None:
    assert told(passage) == []


def test_a_month_before_the_verb_denies_nothing() -> None:
    assert told("Talon in May said the army would stay.") == ["Talon: the army would stay"]


def test_a_verb_is_one_beside_a_month() -> None:
    assert told("Talon claimed May attacks had failed.") == ["Talon: May attacks had failed"]
    assert told("Talon said it may end in May.") == ["Talon: it may end in May"]
    assert told("Talon may have said that it is over.") == []
