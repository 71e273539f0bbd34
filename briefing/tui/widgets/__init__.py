"""Widgets that know nothing of the screen they stand on."""
