"""Casualties, actors and places in sentences: what is known, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.kinds.event import Casualties, Place
from briefing.report.prose.events import casualties_words, place_words


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Casualties("soldiers and civilians", "killed", low=91),
         "At least 91 soldiers and civilians were killed."),
        (Casualties("Islamist militants", "killed", 11, 11, 11),
         "Eleven Islamist militants were killed."),
        (Casualties("French soldier", "wounded", 1, 1, 1), "One French soldier was wounded."),
        (Casualties("", "killed", 1, 1, 1), "One person was killed."),
        (Casualties("soldiers", "killed", 1, 1, 1), "One person (soldiers) was killed."),
        (Casualties("French soldier", "killed", 3, 3, 3),
         "Three people (French soldier) were killed."),
        (Casualties("Abou Zeid and others", "killed", 2, 2, 2),
         "Two people (Abou Zeid and others) were killed."),
        (Casualties("Islamist militants and civilians", "killed", 2, 2, 2),
         "Two Islamist militants and civilians were killed."),
        (Casualties("", "killed", 10, None, 15), "Between 10 and 15 people were killed."),
        (Casualties("", "killed", 90, 95, 100),
         "By the best estimate, 95 people were killed; estimates range from 90 to 100."),
        (Casualties("", "killed", None, 95, None), "About 95 people were killed."),
        (Casualties("", "killed", 90, 95, None), "About 95 people were killed, at least 90."),
        (Casualties("", "killed", None, 95, 120), "About 95 people were killed, at most 120."),
        (Casualties("", "killed", 91, 91, None), "At least 91 people were killed."),
        (Casualties("", "killed", None, None, 40), "At most 40 people were killed."),
        (Casualties("Police", "killed", 0, 0, 0), "No police were killed."),
        (Casualties("", "killed", 1), "At least one person was killed."),
        (Casualties("civilians", "missing"), "An unknown number of civilians went missing."),
        (Casualties("women", "abducted", 276, 276, 276), "A total of 276 women were abducted."),
        (Casualties("people", "killed", 24, as_said="dozens"),
         "At least 24 people were killed, “dozens” in the words of the source."),
        (Casualties("", "", 3, 3, 3), "Three people came to harm."),
        (Casualties("the French soldiers", "killed", 3, 3, 3),
         "Three French soldiers were killed."),
        (Casualties("", "missing", 0, None, 5), "At most five people went missing, perhaps none."),
        (Casualties("", "killed", 0), "An unknown number of people were killed, perhaps none."),
        (Casualties("", "killed", None, None, 0), "No people were killed."),
        (Casualties("", "killed", None, None, 1), "At most one person was killed."),
        (Casualties("", "killed", None, 1), "By the best estimate, one person was killed."),
        (Casualties("civilians", "killed", 1, 1, 2),
         ("By the best estimate, one person (civilians) was killed; "
          "estimates range from one to two.")),
        (Casualties("", "killed", 0, 0, 2),
         "By the best estimate, no people were killed; estimates range from none to two."),
        (Casualties("", "killed", 0, 95), "About 95 people were killed, perhaps none."),
    ],
)  # fmt: skip
def test_casualties_read_as_a_desk_writes_them(row: Casualties, said: str) -> None:
    assert casualties_words(row) == said


def test_one_person_by_name_is_not_counted() -> None:
    row = Casualties("Abdelhamid Abou Zeid", "killed", 1, 1, 1)
    assert casualties_words(row, is_named=True) == "Abdelhamid Abou Zeid was killed."


_figures = st.none() | st.integers(0, 2000)


@given(_figures, _figures, _figures)
def test_every_figure_is_in_the_sentence(
    low: int | None, best: int | None, high: int | None
) -> None:
    known = sorted(each for each in (low, best, high) if each is not None)
    ordered = iter(known)
    figures = [None if each is None else next(ordered) for each in (low, best, high)]
    row = Casualties("women", "killed", low=figures[0], best=figures[1], high=figures[2])
    said = casualties_words(row).lower()
    for figure in {row.low, row.best, row.high} - {None}:
        assert figure is not None
        if figure >= 100:
            assert f"{figure:,}" in said
    if row.low is None and row.best is None and row.high is None:
        assert "unknown" in said


@pytest.mark.parametrize(
    ("place", "title", "said"),
    [
        (Place("Aguelhoc", "Kidal", "ML", precision="exact"), "Attack", "at Aguelhoc, Kidal, Mali"),
        (Place("Aguelhoc", "", "ML", precision="near"), "Attack", "near Aguelhoc, Mali"),
        (Place("Northern Mali", "", "ML", precision="country"), "Clash", "in Northern Mali"),
        (Place("Aguelhoc", "Kidal", "ML"), "Massacre of Aguelhoc", "Kidal, Mali"),
        (Place("Across the region"), "Kidnappings", "across the region"),
        (Place("A few kilometres north of Gao"), "Raid", "a few kilometres north of Gao"),
        (Place("The region"), "Raid", "in the region"),
        (Place("", "", "NE"), "Raid", "in Niger"),
        (Place("Niger", "", "NE"), "AQIM moves into Niger", ""),
        (Place("Diffa", "", "NE"), "Raids from Nigeria", "in Diffa, Niger"),
        (Place("Gao", "", "ML"), "Raid on Gaoua", "in Gao, Mali"),
    ],
)
def test_a_place_is_named_once(place: Place, title: str, said: str) -> None:
    assert place_words(place, title) == said
