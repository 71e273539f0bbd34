"""A briefing in a db.json with its history beside it."""
