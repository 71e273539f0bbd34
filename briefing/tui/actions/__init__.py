"""Commands that change the briefing: each asks what it must, then makes one change."""
