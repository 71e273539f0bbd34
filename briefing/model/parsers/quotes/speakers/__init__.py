"""Identify speakers: the subject of a verb of saying, and whom a phrase or a pronoun names."""
