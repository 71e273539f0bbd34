"""The report on the screen, composed anew as the briefing changes."""
