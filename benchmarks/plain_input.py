"""A Textual program with one input and nothing else: how fast a typed letter can be seen."""

import contextlib
import fcntl
import termios

from textual.app import App, ComposeResult
from textual.widgets import Input


class PlainInput(App[None]):
    """Shows what is typed."""

    def compose(self) -> ComposeResult:
        """One input, which takes the keys."""
        yield Input(placeholder="ready")


if __name__ == "__main__":
    with contextlib.suppress(OSError):  # a shell owns the terminal already
        # Owning the terminal, it ends with it even if the benchmark is killed outright.
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    PlainInput().run()
