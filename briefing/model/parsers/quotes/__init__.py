"""Find who said what in a pasted passage; `capture` is the entry point."""
