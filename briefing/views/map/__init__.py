"""The map: what happened where, how precisely that is known, and what has no place on it."""
