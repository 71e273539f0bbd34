"""Output for a terminal or a pipe: harmless text, JSON, error messages."""

import re
import sys
from pathlib import Path
from typing import NoReturn

from briefing.model.joiners import is_spelling

REFUSED = 2
"""Exit status when something could not be done; one line on stderr says why."""


def print_json(value: object) -> None:
    """Print a value as one line of JSON, with terminal control characters escaped."""
    import msgspec

    try:
        encoded = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        import json

        # A lone surrogate, from an argument that is not valid text.
        encoded = json.dumps(msgspec.to_builtins(value), separators=(",", ":"))
    line = _OBEYED.sub(_escaped, encoded)
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def printable(text: str) -> str:
    """Make a text safe for a terminal: replace the control characters in it."""
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable() or character in "\n\t" or is_spelling(text, at)
        # A no-break space is not "printable", but it is a space.
        else (" " if character.isspace() else "·")
        for at, character in enumerate(text)
    )


def one_line(text: str) -> str:
    """Make a text safe and put it on one line, as its breaks and tabs could pass for ours."""
    return printable(" ".join(text.split()))


def brief(message: str) -> str:
    """A message on one line; a long one loses its middle, as its end says what to do."""
    if len(message) > _LONGEST:
        message = f"{message[: _LONGEST - _END]} … {message[-_END:]}"
    return one_line(message)


_LONGEST, _END = 500, 200
"""Characters of a message that are printed, and how many of them from its end."""


def _echo(message: str, *, err: bool = False) -> None:
    import click

    click.echo(message, err=err)


def say(message: str) -> None:
    """Report what was done, in one line."""
    _echo(one_line(message))


def note(message: str) -> None:
    """Print something that is neither an answer nor an error."""
    _echo(f"briefing: note: {brief(message)}", err=True)


def write_file(path: Path, data: bytes) -> None:
    """Write or replace a file in one step; exits with the reason if that fails."""
    from briefing.store.files import write_whole

    try:
        write_whole(path, data)
    except OSError as fault:
        fail(f"{path} cannot be written: {fault.strerror}")


def fail(message: str) -> NoReturn:
    """Exit with the reason on stderr."""
    _echo(f"briefing: {brief(message)}", err=True)
    sys.exit(REFUSED)


# Delete, C1 controls, direction marks, zero-width characters, line and paragraph separators: JSON
# may contain them raw, but terminals act on them.
_OBEYED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    pairs = (units[place : place + 2] for place in range(0, len(units), 2))
    return "".join(f"\\u{int.from_bytes(pair, 'big'):04x}" for pair in pairs)
