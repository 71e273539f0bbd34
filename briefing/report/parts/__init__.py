"""The parts a report can have, each declared once; templates choose from them by id."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from briefing.report.document import Block, Part
from briefing.report.parts import actors, chronology, figures, judging, news, sourcing
from briefing.report.told import Options, Told


class PartKind(NamedTuple):
    """A part a report can have.

    Attributes:
        id: Its name in templates.
        heading: Its heading.
        tell: Gives what it says.
    """

    id: str
    heading: str
    tell: Callable[[Told, Options], Iterable[Block]]


PARTS: Final = {
    kind.id: kind
    for kind in (
        PartKind("key_judgements", "Key judgements", judging.key_judgements),
        PartKind("situation", "The situation in short", chronology.situation),
        PartKind("changes", "What changed since the last brief", news.changes),
        PartKind("watched", "New on the standing questions", news.watched),
        PartKind("chronology", "Chronology", chronology.chronology),
        PartKind("who_is_who", "Who is who", actors.who_is_who),
        PartKind("ties", "Who is tied to whom", actors.ties),
        PartKind("quotes", "What was said", actors.quotes),
        PartKind("others", "Also on record", actors.others),
        PartKind("casualties", "Casualties", figures.casualties),
        PartKind("contradictions", "Where sources disagree", figures.contradictions),
        PartKind("gaps", "What is not known", sourcing.gaps),
        PartKind("source_summary", "How well it is known", sourcing.source_summary),
        PartKind("sources", "Sources", sourcing.sources),
        PartKind("passages", "Passages relied on", sourcing.passages),
    )
}
"""The parts by id, in the order of a full report."""


def part(told: Told, id: str, options: Options) -> Part:  # noqa: A002  its name in templates
    """Make a part of a report.

    Raises:
        KeyError: There is no such part.
    """
    kind = PARTS[id]
    blocks = tuple(kind.tell(told, options))
    told.number(blocks)
    return Part(kind.id, kind.heading, blocks)
