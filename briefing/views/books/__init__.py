"""The briefing read in other ways: as of a date, as known at one, without a source, as released.

Each is a `Book` made of another one, so that lists, dossiers, checks and reports read it alike.
"""
