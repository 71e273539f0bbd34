"""The words by which a sentence names a kind of event."""

import re
from collections.abc import Sequence
from functools import cache
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


_SOME_WORDS: Final = r"(?:(?!not )[\w'-]+ ){0,6}?"
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
        """agreed … ceasefire, agreed … cease-fire, agreed … truce, signed … ceasefire,
        signed … cease-fire, signed … truce, signed … deal, signed … agreement, signed … accord,
        ceasefire took effect, truce took effect""",
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
        (not event.title, match.start(), -len(match[0]), event, match)
        for event in EVENT_WORDS
        for words in event.words
        if (match := _pattern(words).search(text))
    ]
    if not found:
        return None
    # An attack that ended with air strikes is an attack.
    *_, event, match = min(found, key=itemgetter(0, 1, 2))
    first = text.count(" ", 0, match.start() - 1)
    return Named(event, first, first + match[0].count(" ") + 1)


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """The words of an event; a few others may stand where they have dots."""
    first, _, last = words.partition("… ")
    between = _SOME_WORDS if last else ""
    return re.compile(rf"(?<= ){re.escape(first)}{between}{re.escape(last)}(?= )")
