"""What reaches a terminal or a pipe: text made harmless, JSON, refusals."""

import re
import sys
from typing import NoReturn

from briefing.model.joiners import is_spelling

REFUSED = 2
"""Exit status when something could not be done; the reason is on stderr in one line."""


def print_json(value: object) -> None:
    """Print a value as one line of JSON.

    Characters that a terminal would obey are escaped; a reader of JSON gets them back as they were.
    """
    import msgspec

    try:
        encoded = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        import json

        # Half a character of two, as an argument that is no text holds it.
        encoded = json.dumps(msgspec.to_builtins(value), separators=(",", ":"))
    line = _OBEYED.sub(_escaped, encoded)
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def printable(text: str) -> str:
    """Text for a terminal: control characters of a record must not reach it."""
    return "".join(
        character
        if character.isprintable() or character in "\n\t" or is_spelling(text, at)
        # A no-break space is not "printable", but a space nonetheless.
        else (" " if character.isspace() else "·")
        for at, character in enumerate(text)
    )


def one_line(text: str) -> str:
    """Text for a line of its own: no break or tab of a record may look like ours."""
    return printable(" ".join(text.split()))


def brief(message: str) -> str:
    """A message on one line, and no more of what it quotes than fits a reader's eye."""
    if len(message) > _MOST_SAID:
        message = f"{message[: _MOST_SAID - _END_SAID]} … {message[-_END_SAID:]}"
    return one_line(message)


_MOST_SAID, _END_SAID = 500, 200
"""Characters of a message that are printed, and those of its end, which says what to do."""


def _echo(message: str, *, err: bool = False) -> None:
    import click

    click.echo(message, err=err)


def say(message: str) -> None:
    """Say what was done, in one line."""
    _echo(one_line(message))


def note(message: str) -> None:
    """Say something that is no answer and no refusal."""
    _echo(f"briefing: note: {brief(message)}", err=True)


def fail(message: str) -> NoReturn:
    """End the program with the reason on stderr."""
    _echo(f"briefing: {brief(message)}", err=True)
    sys.exit(REFUSED)


# C1 controls, marks of direction and of no width, line and paragraph separators, deletes: what
# JSON may hold raw although terminals act on it.
_OBEYED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    pairs = (units[place : place + 2] for place in range(0, len(units), 2))
    return "".join(f"\\u{int.from_bytes(pair, 'big'):04x}" for pair in pairs)
