"""The map: what happened where, and how exactly that is known."""
