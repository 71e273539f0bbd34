"""French copy: the participle behind its auxiliary, the subject behind the verb, selon."""

import pytest

from briefing.model.parsers.quotes.parse import capture
from wire import find, told


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("« Nous resterons », a déclaré Talon.", "Talon: “Nous resterons”"),
        ("« Nous resterons », affirme Talon.", "Talon: “Nous resterons”"),
        ("« Nous resterons », dit Talon.", "Talon: “Nous resterons”"),
        ("« Nous resterons », répondit Talon.", "Talon: “Nous resterons”"),
        ("« Nous resterons ! », s’est exclamé Talon.", "Talon: “Nous resterons !”"),
        ("« Nous resterons », ont assuré des témoins.", "des témoins: “Nous resterons”"),
        ("« Nous resterons », a dit Talon, interrogé par RFI.", "Talon: “Nous resterons”"),
        ("Talon a déclaré : « Nous resterons. »", "Talon: “Nous resterons.”"),
        ("Talon a déclaré jeudi que « tout est fini ».", "Talon: “tout est fini”"),
        ("Talon a affirmé que l’armée resterait.", "Talon: l’armée resterait"),
        ("Talon a affirmé qu’il resterait à Gao.", "Talon: il resterait à Gao"),
        ("Talon affirme que l’armée restera.", "Talon: l’armée restera"),
        ("Selon Talon, la ville est tombée.", "Talon: la ville est tombée"),
        ("La ville est tombée, selon Talon.", "Talon: La ville est tombée"),
        ("D’après une source militaire, « c’est fini ».", "une source militaire: “c’est fini”"),
        ("La ville est tombée, a indiqué Talon.", "Talon: La ville est tombée"),
        (
            "« C’est calme », explique le porte-parole de l’armée, le colonel Talon.",
            "le porte-parole de l’armée, le colonel Talon: “C’est calme”",
        ),
        ("« Nous resterons », a-t-il déclaré.", "?: “Nous resterons”"),
        (
            "« Nous resterons », a dit Talon. « Personne ne partira », a-t-il ajouté.",
            "Talon: “Nous resterons […] Personne ne partira”",
        ),
    ],
)
def test_who_says_what_is_read(passage: str, line: str) -> None:
    assert told(passage) == [line]


@pytest.mark.parametrize(
    "passage",
    [
        "Talon n’a pas déclaré que l’armée resterait.",
        "Talon n’a jamais dit « nous resterons ».",
        "Talon dément avoir parlé de « retraite ».",
        "Talon dément que l’armée soit partie.",
    ],
)
def test_what_he_did_not_say_is_not_his(passage: str) -> None:
    assert told(passage) == []


def test_a_source_under_cover_is_unnamed() -> None:
    (fields,) = capture("« Non », a assuré un responsable sous couvert d’anonymat.", find)
    assert (fields["attribution"], fields["anonymity"]) == ("un responsable", "unnamed")
