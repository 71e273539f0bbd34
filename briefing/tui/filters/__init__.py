"""Filters on the screen: the query line with its choices, and saved views."""
