"""Where a text names what the briefing knows, in any spelling."""

from briefing.reading.mentions.known import PLACE, Known
from briefing.reading.mentions.mention import Decision, Mention
from briefing.reading.mentions.reading import mentions

__all__ = ["PLACE", "Decision", "Known", "Mention", "mentions"]
