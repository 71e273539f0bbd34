"""FollowTheMoney entities in JSON lines, as OpenSanctions and Aleph publish them.

Schemata and properties are those of followthemoney 4 (https://followthemoney.tech/explorer/).
"""

from briefing.exchange.format import Format
from briefing.exchange.formats.ftm.reading import read, recognises
from briefing.exchange.formats.ftm.writing import write

FORMATS = (
    Format(
        name="ftm",
        title="FollowTheMoney",
        suffixes=(".ijson", ".jsonl", ".json"),
        about="people, organisations, events, documents and their ties, as OpenSanctions has them",
        recognises=recognises,
        read=read,
        write=write,
        kinds=("group", "leader", "event", "source", "link"),
        cannot_hold=(
            "quotes and views",
            "fields, values, passages and grades of cites",
            "inexact dates",
            "kinds of groups and events, casualties, roles of actors, coordinates",
            "reliability and origin of sources, reviews and dismissals",
        ),
    ),
)
