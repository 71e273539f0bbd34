"""What a text says that the briefing does not hold yet, for review: `engine.propose` finds it."""
