"""Reading and repairing a damaged briefing."""
