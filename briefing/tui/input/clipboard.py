"""Clipboard tools of this machine; the terminal itself (OSC 52) also works over SSH.

A terminal does not confirm OSC 52, so both are tried and both are named to the user.
"""

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sys import platform
from typing import Final, NamedTuple

_PATIENCE: Final = 2.0
"""Seconds a tool may take."""

_AT_ONCE: Final = 0.3
"""Seconds a tool may take while the user waits."""


class _Tools(NamedTuple):
    """The clipboard commands of one kind of display."""

    copy: tuple[str, ...]
    paste: tuple[str, ...]


def tool(environment: Mapping[str, str]) -> Sequence[str]:
    """Return the command that copies its input; empty when there is none.

    Args:
        environment: The variables that identify the display.
    """
    return _first_there((tools.copy for tools in _fitting(environment)), environment)


def held(environment: Mapping[str, str]) -> str:
    """Return the contents of the clipboard, as far as a tool of this machine knows.

    Args:
        environment: The variables that identify the display.
    """
    command = _first_there((tools.paste for tools in _fitting(environment)), environment)
    if not command:
        return ""
    try:
        done = subprocess.run(  # noqa: S603  one of the commands below
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_AT_ONCE, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _fitting(environment: Mapping[str, str]) -> Iterator[_Tools]:
    x11 = "DISPLAY" in environment
    candidates = [
        ("TMUX" in environment, ("tmux load-buffer -w -", "tmux save-buffer -")),
        (platform == "darwin", ("pbcopy", "pbpaste")),
        ("WAYLAND_DISPLAY" in environment, ("wl-copy", "wl-paste --no-newline")),
        (x11, ("xclip -selection clipboard", "xclip -selection clipboard -out")),
        (x11, ("xsel --clipboard --input", "xsel --clipboard --output")),
        ("WSL_DISTRO_NAME" in environment, ("clip.exe", "powershell.exe -c Get-Clipboard")),
    ]
    for fits, (takes, gives) in candidates:
        if fits:
            yield _Tools(tuple(takes.split()), tuple(gives.split()))


def _first_there(
    commands: Iterable[tuple[str, ...]], environment: Mapping[str, str]
) -> Sequence[str]:
    path = environment.get("PATH")
    return next((command for command in commands if shutil.which(command[0], path=path)), ())


def hand_over(text: str, command: Sequence[str]) -> bool:
    """Copy a text with a tool; returns whether that worked."""
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
