"""The words by which a sentence names a kind of event."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from briefing.model.parsers.quotes.sentences import Word


class EventWords(NamedTuple):
    """Words for a kind of event.

    Attributes:
        kind: The kind; empty if the words leave it open.
        subkind: The sub-kind.
        title: What its title begins with; empty if the words do not name what happened.
        words: The words.
    """

    kind: str
    subkind: str
    title: str
    words: Sequence[str]


_REMOTE, _STRATEGIC = "explosions/remote violence", "strategic developments"
_CIVILIANS = "violence against civilians"


def _words(kind: str, subkind: str, title: str, words: str) -> EventWords:
    return EventWords(kind, subkind, title, [" ".join(each.split()) for each in words.split(",")])


EVENT_WORDS: Final[Sequence[EventWords]] = (
    _words(
        _REMOTE,
        "suicide bomb",
        "Suicide bombing",
        "suicide bomber, suicide bombing, suicide attack, suicide car",
    ),
    _words(
        _REMOTE,
        "remote explosive/landmine/ied",
        "Bomb attack",
        """car bomb, truck bomb, roadside bomb, landmine, land mine, a mine, an ied, bomb exploded,
        improvised explosive, explosive device""",
    ),
    _words(
        _REMOTE,
        "air/drone strike",
        "Air strike",
        """air strike, airstrike, air strikes, airstrikes, air raid, air raids, barrel bombs,
        drone strike, drone strikes, drone attack, bombed, warplanes""",
    ),
    _words(
        _REMOTE,
        "shelling/artillery/missile attack",
        "Shelling",
        """shelling, shelled, shells hit, shell hit, rockets hit, rocket fire, mortar, artillery,
        missiles struck, missile struck, missile hit""",
    ),
    _words(
        _REMOTE,
        "grenade",
        "Grenade attack",
        "grenades into, grenade attack, threw grenades, threw a grenade",
    ),
    _words(
        _CIVILIANS,
        "abduction/forced disappearance",
        "Abduction",
        "kidnapped, abducted, kidnapping of, abduction of",
    ),
    _words(
        _REMOTE,
        "chemical weapon",
        "Chemical attack",
        "chemical attack, gas attack, sarin, chlorine",
    ),
    _words(
        "battles",
        "armed clash",
        "Fighting",
        """ambush, ambushed, clash, clashes, clashed, fighting, firefight, battle, combat,
        stormed, counter-attack""",
    ),
    _words(
        _CIVILIANS,
        "attack",
        "Killing",
        "massacre, massacred, executed, shot dead, gunned down, beheaded",
    ),
    _words(_STRATEGIC, "arrests", "Arrest", "arrested, detained"),
    _words(
        _STRATEGIC,
        "agreement",
        "Agreement",
        """ceasefire, cease-fire, truce, peace deal, peace agreement, peace accord,
        signed an agreement, signed a deal""",
    ),
    _words("political", "coup", "Coup", "coup, toppled, overthrew"),
    _words("", "", "Attack", "attack, attacked, attacks, raid, raided"),
    _words("", "", "", "killed, kills, killing, died, dead, wounded, injured, hurt, captured"),
)
"""The kinds with their words. Those that come first in a sentence decide."""


class Named(NamedTuple):
    """The words by which a sentence names an event, and the tokens."""

    event: EventWords
    first: int
    last: int


def named_event(tokens: Sequence[Word]) -> Named | None:
    """What a sentence names as an event, outside quotations; None for nothing."""
    text = f" {' '.join(token.low if token.is_word else '|' for token in tokens)} "
    found = [
        (not event.title, place, -len(words), event, words)
        for event in EVENT_WORDS
        for words in event.words
        if (place := text.find(f" {words} ")) >= 0
    ]
    if not found:
        return None
    # An attack that ended with air strikes is an attack.
    _, place, _, event, words = min(found, key=itemgetter(0, 1, 2))
    first = text.count(" ", 0, place)
    return Named(event, first, first + words.count(" ") + 1)
