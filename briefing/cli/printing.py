"""Output for a terminal or a pipe: harmless text, JSON, error messages."""

import re
import sys
from typing import NoReturn

from briefing.model.joiners import is_spelling

REFUSED = 2
"""Exit status when something could not be done; one line on stderr says why."""


def print_json(value: object) -> None:
    """Print a value as one line of JSON.

    Characters that a terminal would obey are escaped; a JSON parser restores them.
    """
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
    """Text safe for a terminal: control characters in a record must not reach it."""
    return "".join(
        character
        if character.isprintable() or character in "\n\t" or is_spelling(text, at)
        # A no-break space is not "printable", but it is a space.
        else (" " if character.isspace() else "·")
        for at, character in enumerate(text)
    )


def one_line(text: str) -> str:
    """Text for a line of its own: a line break or tab in a record must not look like ours."""
    return printable(" ".join(text.split()))


def brief(message: str) -> str:
    """A message on one line, with long quotations in it shortened."""
    if len(message) > _MOST_SAID:
        message = f"{message[: _MOST_SAID - _END_SAID]} … {message[-_END_SAID:]}"
    return one_line(message)


_MOST_SAID, _END_SAID = 500, 200
"""Characters of a message that are printed, and those kept from its end, which says what to do."""


def _echo(message: str, *, err: bool = False) -> None:
    import click

    click.echo(message, err=err)


def say(message: str) -> None:
    """Report what was done, in one line."""
    _echo(one_line(message))


def note(message: str) -> None:
    """Print something that is neither an answer nor an error."""
    _echo(f"briefing: note: {brief(message)}", err=True)


def fail(message: str) -> NoReturn:
    """Exit with the reason on stderr."""
    _echo(f"briefing: {brief(message)}", err=True)
    sys.exit(REFUSED)


# C1 controls, direction marks, zero-width characters, line and paragraph separators, deletes: JSON
# may contain them raw although terminals act on them.
_OBEYED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    pairs = (units[place : place + 2] for place in range(0, len(units), 2))
    return "".join(f"\\u{int.from_bytes(pair, 'big'):04x}" for pair in pairs)
