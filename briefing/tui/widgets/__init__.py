"""Widgets that know nothing of their screen."""
