"""The chronology: what happened, on an axis of time."""
