"""What reading and writing STIX share."""

from typing import Final

from briefing.model.terms import ACTOR_ROLES

OWN: Final = "briefing"
"""The `source_name` of the external reference that holds the ref of a record."""

ROLES: Final = {
    "attributed-to": "perpetrator",
    "targets": "target",
    **{each.replace(" ", "-"): each for each in ACTOR_ROLES},
}
"""The role in an event of the party that a relationship leads to."""
