"""Commands that change the briefing: each asks what it must, then makes one change.

One verb a module. `host.py` runs them, `workspace.py` is what they share, and `save.py` saves their
forms.
"""
