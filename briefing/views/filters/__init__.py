"""Filters: a query language over all fields, its completion, and its evaluation."""
