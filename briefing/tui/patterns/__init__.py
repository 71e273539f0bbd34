"""Patterns on the screen."""
