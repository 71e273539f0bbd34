"""The verbs of saying have every form that news uses."""

import pytest

from briefing.model.parsers.quotes.vocabulary import forms
from wire import told


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        *(("said", "say"), ("says", "say"), ("saying", "say"), ("told", "tell")),
        *(("tells", "tell"), ("replied", "reply"), ("replies", "reply"), ("wrote", "write")),
        *(("stresses", "stress"), ("argued", "argue"), ("admitted", "admit")),
        *(("tweeted", "tweet"), ("posted", "post"), ("responded", "respond")),
        *(("déclaré", "déclarer"), ("affirme", "affirmer"), ("annonça", "annoncer")),
        *(("répondait", "répondu"), ("soutient", "soutenu"), ("jugeait", "juger")),
    ],
)
def test_a_form_leads_to_its_verb(form: str, lemma: str) -> None:
    assert forms()[form].lemma == lemma


@pytest.mark.parametrize(
    "verb",
    """acknowledged added admitted affirmed alleged announced argued asserted boasted claimed
    complained conceded concluded confirmed contended countered declared disclosed emphasized
    explained indicated insisted lamented maintained mentioned noted observed pointed promised
    reaffirmed recalled reiterated remarked repeated replied reported responded retorted revealed
    says stated stressed suggested testified tweeted underlined vowed warned wrote exclaimed
    shouted whispered joked continued asked""".replace("pointed ", "").split(),
)
def test_each_can_name_who_said_it(verb: str) -> None:
    assert told(f"“We stay,” Talon {verb}.") == ["Talon: “We stay”"]
    if verb not in ("continued", "asked"):
        assert told(f"“We stay,” {verb} Talon.") == ["Talon: “We stay”"]


@pytest.mark.parametrize("word", ["laughed", "nodded", "left", "believes", "hopes", "saw"])
def test_what_tells_no_words_names_nobody(word: str) -> None:
    assert told(f"Talon {word} that the army would stay.") == []
