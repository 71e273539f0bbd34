"""STIX bundles, versions 2.0 and 2.1 (OASIS, STIX Version 2.1, 10 June 2021).

Of STIX, the actors, what they did, who says so, and how these hang together; not what is technical.
"""

import re

from briefing.exchange.file import ImportFile
from briefing.exchange.format import Format
from briefing.exchange.formats.stix.reading import read
from briefing.exchange.formats.stix.writing import write


def _recognises(file: ImportFile) -> bool:
    return file.head.lstrip().startswith(b"{") and bool(
        re.search(rb'"type"\s*:\s*"bundle"', file.head)
    )


FORMATS = (
    Format(
        name="stix",
        title="STIX 2.1",
        suffixes=(".json",),
        about="threat actors, identities, campaigns, reports and relationships (2.0 comes in too)",
        recognises=_recognises,
        read=read,
        write=write,
        kinds=("group", "leader", "event", "source", "link"),
        cannot_hold=(
            "quotes and views",
            "fields, values and passages of cites",
            "dates that are no days",
            "aliases of leaders and of groups that are not armed groups",
            "kinds, statuses, casualties, nationalities, roles of links",
            "sources without a day of publication, or that nothing cites",
        ),
    ),
)
