"""The places a briefing can be kept in."""
