"""The history screen: who changed what, and how to undo it."""
