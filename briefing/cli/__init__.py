"""The command line: `briefing` alone opens the screen; a command does one thing and exits.

Nothing heavy is imported before a command runs, so that `--help` answers at once.
"""

from briefing.cli.run import main

__all__ = ["main"]
