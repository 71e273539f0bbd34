"""Patterns: events and casualties counted over time, place, and what else can be asked of them."""
