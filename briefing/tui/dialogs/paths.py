"""Files and folders that complete a typed path."""

import os
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

MOST_LISTED: Final = 5_000
"""Entries of a folder that are looked at: a key must be answered at once."""


class PathChoice(NamedTuple):
    """A way to complete a path.

    Attributes:
        text: The whole path as it would be typed.
        shown: The part that completes it.
        about: What it is, in a word or two; empty for a plain file.
        is_folder: Whether it is a folder.
        is_wanted: Whether it is one of the files that are asked for.
    """

    text: str
    shown: str
    about: str = ""
    is_folder: bool = False
    is_wanted: bool = False


def path_of(typed: str) -> Path:
    """The path that a line means; `~` is the home folder."""
    return Path(os.path.expanduser(typed.strip()))  # noqa: PTH111  Path fails without a home


def completions(typed: str, is_wanted: Callable[[Path], bool]) -> Sequence[PathChoice]:
    """What begins like a typed path: folders, then the files asked for, then others.

    Hidden ones are left out unless a dot was typed. What cannot be read has no completions.

    Args:
        typed: The line so far.
        is_wanted: Whether a file is one that is asked for, by its name.
    """
    head, slash, tail = typed.rpartition("/")
    folder = path_of(head + slash) if head or slash else Path()
    found: list[PathChoice] = []
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, MOST_LISTED):
                if not entry.name.casefold().startswith(tail.casefold()):
                    continue
                if entry.name.startswith(".") and not tail.startswith("."):
                    continue
                is_folder = entry.is_dir()
                name = f"{entry.name}/" if is_folder else entry.name
                wanted = not is_folder and is_wanted(Path(entry.path))
                about = "folder" if is_folder else ""
                found.append(PathChoice(head + slash + name, name, about, is_folder, wanted))
    except (OSError, ValueError):
        return ()
    return sorted(found, key=lambda each: (not each.is_folder, not each.is_wanted, each.shown))


def common(typed: str, choices: Sequence[PathChoice]) -> str:
    """The longest path that all completions begin with; what was typed if none is longer."""
    texts = [each.text for each in choices]
    shared = min(texts, default="")
    # Between the first and the last in order lie all others, with what these two share.
    last = max(texts, default="")
    while not last.startswith(shared):
        shared = shared[:-1]
    return shared if len(shared) > len(typed) else typed
