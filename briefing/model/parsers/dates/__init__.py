"""Dates in plain English: `parse.read_date` reads them, `parse.explain` says what is wrong."""
