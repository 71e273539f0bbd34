"""The one door through which a briefing is read and changed."""
