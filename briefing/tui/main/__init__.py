"""The main screen: panes, dossier, trail and lens."""
