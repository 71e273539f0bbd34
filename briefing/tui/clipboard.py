"""Copying: by the terminal, which also works over SSH, and by a tool of this machine.

A terminal does not say whether it took what OSC 52 gives it, so both are tried, and both are named.
"""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Final

_PATIENCE: Final = 2.0
"""Seconds a tool may take."""


def tool(environment: Mapping[str, str]) -> Sequence[str]:
    """Return the command that takes what is copied on its input; empty when there is none.

    Args:
        environment: The variables that tell what kind of screen this is.
    """
    candidates: list[tuple[bool, tuple[str, ...]]] = [
        ("TMUX" in environment, ("tmux", "load-buffer", "-w", "-")),
        (sys.platform == "darwin", ("pbcopy",)),
        ("WAYLAND_DISPLAY" in environment, ("wl-copy",)),
        ("DISPLAY" in environment, ("xclip", "-selection", "clipboard")),
        ("DISPLAY" in environment, ("xsel", "--clipboard", "--input")),
        ("WSL_DISTRO_NAME" in environment, ("clip.exe",)),
    ]
    path = environment.get("PATH")
    return next(
        (command for fits, command in candidates if fits and shutil.which(command[0], path=path)),
        (),
    )


def hand_over(text: str, command: Sequence[str]) -> bool:
    """Give a text to a tool; tells whether it took it."""
    try:
        done = subprocess.run(  # noqa: S603  one of the commands above
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
