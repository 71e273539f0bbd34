"""Dates as they are said: read by `phrases`; `faults` explains a date that cannot be."""
