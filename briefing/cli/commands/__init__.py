"""All commands of the program: each of these modules adds its own to the group."""

from briefing.cli.commands import (  # noqa: F401
    asking,
    changing,
    documents,
    exchanging,
    judging,
    listing,
    mentioning,
    parsing,
    places,
    proposing,
    reading,
    repairing,
    reporting,
    safekeeping,
    searching,
    sources,
)
from briefing.cli.commands.pictures import chronology, map, network, patterns  # noqa: A004, F401
from briefing.cli.group import cli

__all__ = ["cli"]
