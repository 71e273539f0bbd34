"""A Textual program with one input and nothing else: how fast a typed letter can be seen."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class PlainInput(App[None]):
    """Shows what is typed."""

    def compose(self) -> ComposeResult:
        """One input, which takes the keys."""
        yield Input(placeholder="ready")


if __name__ == "__main__":
    PlainInput().run()
