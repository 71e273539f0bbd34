"""Dates in plain English: `phrases` parses them; `faults` explains impossible ones."""
