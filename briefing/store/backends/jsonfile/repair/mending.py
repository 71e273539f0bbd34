"""Slips of a person in JSON that leave no doubt what was meant: a comma too few or too many."""

import json
import re
from typing import Any, NamedTuple


class Mended(NamedTuple):
    """An object that reads as it was meant.

    Attributes:
        value: The object.
        end: The character of the text behind it.
        what: What was wrong.
    """

    value: Any
    end: int
    what: str


def refuse_constant(constant: str) -> None:
    """Have a decoder refuse NaN and the endless, which are no numbers of JSON.

    Raises:
        ValueError: Always.
    """
    raise ValueError(f"{constant} is no number of JSON")


def mend(text: str) -> Mended | None:
    """Read the object at the beginning of a text, commas and raw line ends put right.

    Returns:
        The object, or None where more is wrong.
    """
    added = 0
    slips: dict[str, None] = {}
    for _ in range(_MOST):
        try:
            value, end = _LENIENT.raw_decode(text)
        except json.JSONDecodeError as error:
            at = error.pos
            before = text[:at].rstrip()
            if error.msg.startswith("Expecting ',' delimiter") and text[at : at + 1] in _BEGINS:
                text, added = f"{text[:at]},{text[at:]}", added + 1
                slips["a comma is missing"] = None
            elif text[at : at + 1] in _ENDS and before.endswith(","):
                text = f"{before[:-1]} {text[len(before) :]}"
                slips["there is a comma too many"] = None
            elif text[at : at + 1] == "," and text[at + 1 :].lstrip()[:1] in _ENDS:
                text = f"{text[:at]} {text[at + 1 :]}"
                slips["there is a comma too many"] = None
            else:
                return None
        except (ValueError, RecursionError):
            return None
        else:
            if _DAMAGE.search(text, 0, end):
                return None
            return Mended(value, end - added, " and ".join(slips) or "a text runs over a line end")
    return None


_MOST = 8
_BEGINS = ('"', "{", "[")
_ENDS = ("}", "]")
_DAMAGE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LENIENT = json.JSONDecoder(strict=False, parse_constant=refuse_constant)
