"""The commands of the main screen that are about the program."""

from textual.screen import Screen


class ProgramScreen(Screen[None]):
    """A screen from which the looks of the program are changed and its keys explained."""

    def action_theme(self) -> None:
        """Light or dark."""
        dark = self.app.current_theme.dark
        self.app.theme = "textual-light" if dark else "textual-dark"

    def action_help(self) -> None:
        """Show all keys."""
        from briefing.tui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_palette(self) -> None:
        """Find a command by name."""
        self.app.action_command_palette()
