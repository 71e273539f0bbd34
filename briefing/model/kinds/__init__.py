"""The kinds of record, one file each with its class and its declaration; see `kind.py`.

Names follow FollowTheMoney, the ACLED and UCDP codebooks, CSL and W3C Web Annotation if
those have one.
"""

from briefing.model.kinds.event import EVENT
from briefing.model.kinds.group import GROUP
from briefing.model.kinds.judgement import JUDGEMENT
from briefing.model.kinds.leader import LEADER
from briefing.model.kinds.link import LINK
from briefing.model.kinds.quote import QUOTE
from briefing.model.kinds.registry import KINDS, LISTS, PANES, PARTIES, kind_for, lasting, register
from briefing.model.kinds.requirement import REQUIREMENT
from briefing.model.kinds.source import SOURCE
from briefing.model.kinds.view import VIEW

__all__ = ["KINDS", "LISTS", "PANES", "PARTIES", "kind_for", "lasting", "register"]

for _kind in (GROUP, LEADER, EVENT, QUOTE, SOURCE, LINK, JUDGEMENT, REQUIREMENT, VIEW):
    register(_kind)
