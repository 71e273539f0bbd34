"""Coordinates in a line, in any usual notation, as decimal degrees (WGS 84).

Supported are decimal degrees, degrees with minutes and seconds, compact forms (DDMM.mmm, DDMMSS),
with signs, letters or "latitude" and "longitude"; `geo:` addresses (RFC 5870), ISO 6709 and WKT
points; the squares of MGRS, which stand for their middle (NGA.STND.0037). Other grids and codes are
refused by name. Unless marked otherwise, the latitude comes first.
"""

import math
import re
import warnings
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from briefing.model.parsers.words import NotUnderstood

LATITUDE, LONGITUDE = "latitude", "longitude"
_LIMITS = {LATITUDE: 90, LONGITUDE: 180}
_HOW = "write a position as 16.27, -0.04"
_MOST = 12
"""Numbers in a line that can still be a place."""
# Variants of a sign, each mapped to one of the same length.
_PLAIN = str.maketrans("−–º˚′’‘´ʹʼ″”“ʺ٫", "--°°''''''\"\"\"\".")
_F = r"(?:\.\d{1,15})?"
_FC = r"(?:[.,]\d{1,15})?"
_MARKED = (
    rf"\d{{1,3}}{_FC}(?: ?°| ?deg(?:rees?)?\b,?|d)"
    rf"(?: ?\d{{1,2}}{_FC}(?: ?'(?!')| ?min(?:utes?)?\b,?|m)"
    rf"(?: ?\d{{1,2}}{_FC}(?: ?\"| ?''| ?sec(?:onds?)?\b|s))?)?"
)
_COLONS = rf"\d{{1,3}}:\d{{1,2}}(?::\d{{1,2}}{_F})?"
_SPACED = (
    rf"\d{{1,3}} \d{{1,2}} \d{{1,2}}{_F}|\d{{1,3}}-\d{{1,2}}-\d{{1,2}}{_F}"
    rf"|\d{{1,3}} \d{{1,2}}{_F}"
)
_COMPACT = rf"\d{{4,7}}{_F}"
_DECIMAL = rf"\d{{1,3}}{_F}"
_UNENDED = rf"\d{{1,3}} ?° ?\d{{1,2}}(?: ?' ?\d{{1,2}})?{_FC}"
_ANY = rf"{_MARKED}|{_UNENDED}|{_COLONS}|{_SPACED}|{_COMPACT}|{_DECIMAL}"
_ENDS = r"(?!\w|\.\d)"
_ANGLE = re.compile(
    r"(?:(?<![\w.])|(?<=[\d°'\"][NSEW]))"
    r"(?:(?P<label>(?i:lat(?:itude)?|lon(?:g(?:itude)?)?|lng))\b[.:= ]{0,3})?(?P<sign>[-+])?"
    rf"(?:(?P<before>[NSEW])[ .:]?(?P<led>{_ANY}){_ENDS}"
    rf"|(?P<trailed>{_ANY})[ ,]?(?P<after>[NSEWO])(?![^\W\d_])"
    rf"|(?P<worded>{_MARKED}|\d{{1,3}}\.\d{{1,15}}) ?"
    r"(?P<word>(?i:north|south|east|west)|[nsew])(?![^\W\d_])"
    rf"|(?P<bare>{_MARKED}|{_COLONS}|{_DECIMAL}){_ENDS})"
)
_AXES = {"N": LATITUDE, "S": LATITUDE, "E": LONGITUDE, "W": LONGITUDE}
_LABELS = {"la": LATITUDE, "lo": LONGITUDE, "ln": LONGITUDE}
_BETWEEN = re.compile(r" ?[,;/|]? ?(?:and )?")
_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,15})?")
# 16,27 -0,04: decimal commas, as something else separates the two numbers.
_COMMA = r"[-+]?\d{1,3},\d{1,15}(?: ?°)? ?[NSEW]?"
_COMMAS = re.compile(rf"(?<![\w.,]){_COMMA}(?: ?[;/] ?| |, |(?<=[NSEW]), ?){_COMMA}(?!\w|[.,]\d)")
_MORE_DIGITS = re.compile(r",\d")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_SIGNED = r"[-+]?\d{1,3}(?:\.\d{1,15})?"
_GEO = re.compile(
    rf"\bgeo:(?P<latitude>{_SIGNED}),(?P<longitude>{_SIGNED})(?:,[-+]?\d{{1,6}}{_F})?"
    r"(?P<parameters>(?:;[\w=.%-]{1,40}){0,5})",
    re.IGNORECASE,
)
_WKT = re.compile(
    rf"\bPOINT ?\( ?(?P<longitude>{_SIGNED}) (?P<latitude>{_SIGNED}) ?\)", re.IGNORECASE
)
_ISO_6709 = re.compile(
    rf"(?<![\w.])(?P<latitude>[-+](?:\d\d){{1,3}}{_F})(?P<longitude>[-+]\d(?:\d\d){{1,3}}{_F})"
    rf"(?:[-+]\d{{1,6}}{_F}(?:CRS\w{{1,20}})?)?/?(?!\w|[.,]\d)"
)
_MGRS = re.compile(
    r"\b(?P<zone>\d{1,2}[A-Z]) ?(?P<square>[A-Z]{2}) ?(?P<digits>\d{2,10} \d{2,10}|\d{4,10})\b"
)
_PARTS = re.compile(r"^\d+[A-Z]|\d+$")
"""The zone and band of a square, and its digits."""
_METRES_PER_DEGREE = 111_195
_OTHER_GRIDS = {
    "a UTM position": re.compile(
        r"\bUTM\b(?=\D{0,20}\d)|\b\d{1,2} ?[C-HJ-NP-X] ?\d{6}(?:\.\d{1,9})?[mE, ]"
    ),
    "a plus code": re.compile(r"(?<!\w)[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b"),
    "a web address": re.compile(r"\b\w{2,9}://"),
}
# Units that make a number a distance: 2.5 km north of Gao, PK 3.5.
_UNIT_AFTER = re.compile(r"[ -]?(?:km|kms|kilomet(?:er|re)s?|mi|miles?|mile|m|met(?:er|re)s?)\b")
_UNIT_BEFORE = re.compile(r"(?i:\b(?:km|pk|mile|kilomet(?:er|re)))[ -]?$")
_LOOSE = re.compile(r"(?<!\w)[-+]?\d+(?:[.,:]\d+)*[°'\"]?(?![^\W\d_])")


class Position(NamedTuple):
    """A position, in degrees north and east, and where in the line it is."""

    latitude: float
    longitude: float
    start: int
    end: int


class _Angle(NamedTuple):
    """A number that can be one half of a position, with its axis if the words say which.

    It is plain if it is a whole number that may be part of a name: Km 5, Zone E 3. It is marked if
    a letter, a sign or a label says on which side of zero it is.
    """

    degrees: float
    axis: str
    parts: int
    is_plain: bool
    start: int
    end: int
    has_letter: bool = False
    is_marked: bool = False


def find_position(text: str) -> Position | None:
    """Find the one position in a line.

    Args:
        text: The line, every run of blanks a single blank.

    Returns:
        The position; None if the line has none.

    Raises:
        NotUnderstood: It has half a position, several, one outside the globe or in a grid, or
            numbers that may be meant as a position.
    """
    plain = text.translate(_PLAIN)
    for name, grid in _OTHER_GRIDS.items():
        if found := grid.search(plain):
            raise NotUnderstood(f"“{found[0].strip()}” is {name}; give degrees: 16.27, -0.04")
    plain = _COMMAS.sub(lambda pair: _DECIMAL_COMMA.sub(".", pair[0]), plain)
    positions = [*_in_notation(plain)] or [*_in_words(plain, text)]
    if len(positions) > 1:
        raise NotUnderstood("more than one position; give one")
    position = positions[0] if positions else None
    _check_rest(plain, position)
    return position


def read_position(text: str) -> Position:
    """Read a text that is a position and nothing else.

    Raises:
        NotUnderstood: It is none, or has other words.
    """
    line = " ".join(text.split())
    position = find_position(line)
    if position is None:
        raise NotUnderstood(f"no position is given; {_HOW}")
    rest = f"{line[: position.start]} {line[position.end :]}".strip(" .,;()[]")
    if rest:
        raise NotUnderstood(f"“{rest}” is not part of a position; {_HOW}")
    return position


def _in_mgrs(text: str) -> Iterator[Position]:
    """The middles of squares of the Military Grid Reference System."""
    for found in _MGRS.finditer(text):
        digits = found["digits"].replace(" ", "")
        east, _, north = found["digits"].partition(" ")
        if len(digits) % 2 or (north and len(east) != len(north)):
            raise NotUnderstood(f"“{found[0]}” needs as many digits to the north as to the east")
        square = f"{int(found['zone'][:-1])}{found['zone'][-1]}{found['square']}{digits}"
        yield Position(*_middle_of(square, found[0]), *found.span())


def _middle_of(square: str, said: str) -> tuple[float, float]:
    """The latitude and longitude of the middle of a square, to about a metre."""
    from mgrs import MGRS
    from mgrs.core import MGRSError

    zone, digits = _PARTS.findall(square)
    try:
        with warnings.catch_warnings(action="ignore"):
            latitude, longitude = MGRS().toLatLon(square)
            is_in_zone = any(
                MGRS().toMGRS(*corner).lstrip("0").startswith(zone)
                for corner in _around_square(latitude, longitude, 10 ** (5 - len(digits) // 2))
            )
    except MGRSError as fault:
        raise NotUnderstood(f"“{said}” is no square of the MGRS grid") from fault
    if not is_in_zone:
        # The library reads squares beyond the edge of their zone, too, which no map has.
        raise NotUnderstood(f"“{said}” is no square of the MGRS grid: it is beyond its zone")
    return round(latitude, 5), round(longitude, 5)


def _around_square(latitude: float, longitude: float, size: int) -> Iterator[tuple[float, float]]:
    """The middle of a square of so many metres, and points just beyond its edges."""
    down = 0.6 * size / _METRES_PER_DEGREE
    across = down / max(0.01, math.cos(math.radians(latitude)))
    for north, east in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)):
        shifted = (longitude + east * across + 180) % 360 - 180
        yield max(-90.0, min(90.0, latitude + north * down)), shifted


def _in_notation(text: str) -> Iterator[Position]:
    """Positions in a standard notation."""
    yield from _in_mgrs(text)
    for found in _GEO.finditer(text):
        if "crs=" in found["parameters"].lower() and "crs=wgs84" not in found["parameters"].lower():
            raise NotUnderstood(f"“{found[0]}” is not in degrees of WGS 84")
        yield _checked(float(found[LATITUDE]), float(found[LONGITUDE]), *found.span())
    for found in _WKT.finditer(text):
        yield _checked(float(found[LATITUDE]), float(found[LONGITUDE]), *found.span())
    for found in _ISO_6709.finditer(text):
        latitude, longitude = (
            (-1 if found[axis][0] == "-" else 1) * _from_digits(found[axis][1:], width, found[0])
            for axis, width in ((LATITUDE, 2), (LONGITUDE, 3))
        )
        yield _checked(latitude, longitude, *found.span())


def _in_words(text: str, said: str) -> Iterator[Position]:
    """Positions written as two consecutive angles."""
    angles = [*islice(_angles(text, said), _MOST + 1)]
    if len(angles) > _MOST:
        raise NotUnderstood(f"more numbers than a place has; {_HOW}")
    group: list[_Angle] = []
    for angle in (*angles, None):
        start, end = group[-1].end if group else 0, angle.start if angle else 0
        is_beside = angle and end - start < 8 and _BETWEEN.fullmatch(text, start, end)
        if group and not is_beside:
            yield from _paired(group, text, said)
            group = []
        if angle is not None:
            group.append(angle)


def _paired(group: Sequence[_Angle], text: str, said: str) -> Iterator[Position]:
    """The position that adjacent angles form; none for numbers in a name."""
    if all(angle.is_plain for angle in group) and not _are_isolated(group, text):
        return
    if len(group) == 3 and group[0].is_plain and not group[0].axis:
        # Km 5 16.27, -0.04
        group = group[1:]
    words = said[group[0].start : group[-1].end]
    if len(group) == 1 and _is_distance(text, group[0].start, group[0].end):
        return
    if len(group) != 2:
        raise NotUnderstood(f"“{words}” was not understood; {_HOW}")
    one, other = group
    if one.parts != other.parts and text[one.start : other.end].count("°") < 2:
        # Camp 5 16.2 N 0.04 W: the 5 is not part of the position.
        raise NotUnderstood(f"“{words}” was not understood; {_HOW}")
    if one.axis == other.axis != "":
        raise NotUnderstood(f"“{words}” gives the {one.axis} twice")
    if any(each.has_letter for each in group) and not all(each.is_marked for each in group):
        raise NotUnderstood(
            f"“{words}” has a letter for one half only; give both, as 16.27 N, 0.04 W"
        )
    is_turned = one.axis == LONGITUDE or other.axis == LATITUDE
    latitude, longitude = (other, one) if is_turned else (one, other)
    if not (one.axis or other.axis) and abs(one.degrees) > 90 >= abs(other.degrees):
        raise NotUnderstood(
            f"“{words}”: a latitude is between -90 and 90; is the longitude first? Add E and N"
        )
    yield _checked(latitude.degrees, longitude.degrees, one.start, other.end)


def _are_isolated(group: Sequence[_Angle], text: str) -> bool:
    """Whether two whole numbers are all there is in a line, or in brackets."""
    before, after = text[: group[0].start].rstrip(), text[group[-1].end :].lstrip()
    is_whole = not before or before[-1] in "([" or bool(group[0].axis and group[-1].axis)
    is_parted = text[group[0].end : group[-1].start] != ","
    return len(group) == 2 and is_whole and is_parted and not after[:1].isdigit()


def _angles(text: str, said: str) -> Iterator[_Angle]:
    for found in _ANGLE.finditer(text):
        if found["bare"] and found["bare"].isdigit() and _MORE_DIGITS.match(text, found.end()):
            # 16,27 may be one number or two.
            continue
        words = said[found.start() : found.end()].strip()
        letter = (found["before"] or found["after"] or found["word"] or "")[:1].upper()
        body = found["led"] or found["trailed"] or found["worded"] or found["bare"]
        numbers = _NUMBER.findall(body)
        label = _LABELS.get((found["label"] or "")[:2].lower(), "")
        is_plain = body.isdigit() and len(body) < 4 and not found["sign"] and not label
        if letter == "O" and not is_plain:
            raise NotUnderstood(f"“{words}”: O is west in French, east in German; write W or E")
        axis = _AXES.get(letter, "")
        if label and axis and label != axis:
            raise NotUnderstood(f"“{words}” is marked as both {label} and {axis}")
        if axis and found["sign"]:
            raise NotUnderstood(f"“{words}” has a sign and a letter; one is enough")
        if len(numbers) == 1 and len(numbers[0].partition(".")[0]) > 3:
            degrees = _from_digits(numbers[0], 2 if axis == LATITUDE else 3, words)
        else:
            degrees = _from_parts(numbers, words)
        if degrees and (found["sign"] == "-" or letter in ("S", "W")):
            degrees = -degrees
        start, end = found.span()
        is_marked = bool(letter or label or found["sign"]) or not degrees
        yield _Angle(
            degrees, axis or label, len(numbers), is_plain, start, end, bool(letter), is_marked
        )


def _from_digits(digits: str, width: int, said: str) -> float:
    """Degrees from consecutive digits: DD, DDMM or DDMMSS, a longitude with one more."""
    whole, _, fraction = digits.partition(".")
    numbers = [whole[:width], *re.findall(r"\d\d?", whole[width:])]
    if len(whole) % 2 != width % 2 or len(numbers) > 3:
        raise NotUnderstood(f"“{said}” was not understood; {_HOW}")
    if fraction:
        numbers[-1] += f".{fraction}"
    return _from_parts(numbers, said)


def _from_parts(numbers: Sequence[str], said: str) -> float:
    """Degrees from degrees, minutes and seconds."""
    degrees, *smaller = (float(number.replace(",", ".")) for number in numbers)
    if any(each >= 60 for each in smaller):
        raise NotUnderstood(f"“{said}”: minutes and seconds must be less than 60")
    if any(not number.isdigit() for number in numbers[:-1]):
        raise NotUnderstood(f"“{said}”: only the last of its numbers can have a fraction")
    for place, each in enumerate(smaller, start=1):
        degrees += each / 60**place
    # A tenth of a metre; decimal degrees keep all their digits.
    return round(degrees, 6) if smaller else degrees


def _checked(latitude: float, longitude: float, start: int, end: int) -> Position:
    for (name, limit), degrees in zip(_LIMITS.items(), (latitude, longitude), strict=True):
        if abs(degrees) > limit:
            raise NotUnderstood(f"a {name} is between -{limit} and {limit}, not {degrees:g}")
    # Zero has no sign.
    return Position(latitude or 0.0, longitude or 0.0, start, end)


def _is_distance(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 12) : start]
    return bool(_UNIT_AFTER.match(text, end) or _UNIT_BEFORE.search(before))


def _check_rest(text: str, position: Position | None) -> None:
    """Refuse what may be part of a position: decimals, two numbers in a row, a letter beside it."""
    if position:
        beside = text[: position.start][-3:], text[position.end :][:3]
        if re.search(r"(?<!\w)[NSEW] ?$", beside[0]) or re.match(r" ?[NSEW](?!\w)", beside[1]):
            words = text[max(0, position.start - 2) : position.end + 2].strip()
            raise NotUnderstood(f"“{words}” was not understood; {_HOW}")
        text = f"{text[: position.start]}\n{text[position.end :]}"
    last: re.Match[str] | None = None
    for found in _LOOSE.finditer(text):
        if not found[0].isdigit() and not _is_distance(text, found.start(), found.end()):
            raise NotUnderstood(f"“{found[0]}” was not understood; {_HOW}")
        if last is not None and _is_pair(text, last.end(), found):
            raise NotUnderstood(
                f"“{text[last.start() : found.end()]}” may be a position; put it in brackets"
            )
        last = found


def _is_pair(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a number after another is not part of a name: "Sector 3, 14 July street" is."""
    between = text[start : found.start()]
    if between == " ":
        return True
    is_followed = re.match(r" [^\W\d_]", text[found.end() :][:2]) is not None
    return between.strip(" ") in (",", ";") and not is_followed
