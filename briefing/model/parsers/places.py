"""A place in one line: "Aguelhoc, Kidal, Mali (19.46, 0.86 near)".

The country comes last and the region before it; everything before that is the name, so a district
stays in the name: "Soumpi, Niafunké cercle" in Tombouctou. Coordinates may come anywhere. Parts in
quotation marks are taken literally; "region Kidal" marks a region as such.

How exact a place is follows from the words of its name, after the codebooks (UCDP GED,
`where_prec`; ACLED, geographic precision): a place "near Gao" or "15 km north of Gao" is near,
"Kidal region" is somewhere in the region, "Gao district" somewhere in the district.
"""

import re
from collections.abc import Collection, Sequence
from typing import Any

from briefing.model.codes import countries, countries_named, one_of
from briefing.model.codes.country_names import codes_in_tables, is_also_a_place
from briefing.model.parsers.coordinates import Position, find_position
from briefing.model.parsers.words import NotUnderstood, Quoted, split
from briefing.model.terms import PLACE_PRECISIONS

_ADMIN1, _ADMIN2, _NEAR_TERM = "admin1", "admin2", "near"
_LEVELS = {
    _ADMIN1: re.compile("region|région|province|provincia|state|governorate|oblast|krai|wilaya"),
    _ADMIN2: re.compile("district|cercle|municipality|commune|lga|regency|raion|rayon|agency"),
}
# Words whose level depends on the country (ISO 3166-2).
_ELSEWHERE = {
    _ADMIN1: {
        "county": "EE HR HU KE LR LT NO RO SE TW",
        "department": "BJ BO CG CO GT HN HT NI PE PY SV UY",
        "district": "BW BZ CY IL LS LY MW PT SC SR ST SZ UG",
        "municipality": "LV ME MK SI XK",
        "prefecture": "CF JP RW",
        "raion": "AZ MD",
        "rayon": "AZ MD",
        "zone": "NP",
    },
    _ADMIN2: {
        "county": "IR SS UG",
        "department": "CI CM GA NE SN TD",
        "prefecture": "GN MA TG",
        "province": "BF PE",
        "region": "CF",
        "territory": "CD",
        "zone": "ET",
    },
}
_BELOW = re.compile(".+ (?:cercle|commune|lga|sub-?district|regency|tehsil|upazila)", re.IGNORECASE)
"""Words for divisions that no country has at the first level."""
# The border region and the Sahel region are not administrative divisions.
_NO_DIVISION = re.compile(
    "border|coastal|frontier|lakes|maghreb|sahara|sahel|the|this|tribal|whole", re.IGNORECASE
)
_PART_OF_ONE = re.compile(r"(?:(?:north|south|east|west)(?:east|west)?ern|central|upper|lower)")
_OF = re.compile(r"(?P<word>\w+) (?:of |de |du |de la |de l['’]|d['’])(?P<head>\w+)")
_POINT = r"(?:north|south|east|west|nord|sud|est|ouest)[\w-]{0,10}"
_NEAR = re.compile(
    r"(?:somewhere |just |the area |on |at |in ){0,2}(?:the )?"
    r"(?:near(?! east\b)|close to|around|outside|next to|beside|vicinity of|outskirts of"
    rf"|surroundings of|(?:half-?way )?between|{_POINT} of|pr[eè]s d|[aà] proximit[eé] d"
    r"|aux? (?:alentours|environs) d|entre)(?: |u |es |e |['’]).+"
    r"|(?:[\w-]+ ){1,3}(?:near|close to|outside) (?:the )?(?-i:[^\W\d_a-z]).*"
    r"|(?:about |some |around |~ ?|[aà] )?\d{1,4}(?:[.,]\d{1,2})? ?"
    r"(?:k?ms?|kilom\w{1,6}|mi|miles?|met\w{1,6}) .*\b(?:of|from|de|du|d['’]\w+)\b.+",
    re.IGNORECASE,
)
_MOST = 12
"""Parts of a line that can still be a place."""
_TERMS = "|".join(PLACE_PRECISIONS)
_BRACKETED = re.compile(rf" ?\((?P<term>{_TERMS})\)")
_LAST_TERM = re.compile(rf"(?<=[^ ,]) ?, ?(?P<term>{_TERMS})$")
_LAST_BRACKET = re.compile(r"\((?P<inside>[a-z0-9]+)\)$")
_KIND_OF_PLACE = re.compile("camp|city|district|province|region|state|town|village")
# Words that only announce coordinates.
_ABOUT = r"(?:approx(?:\.|imate(?:ly)?\b)|about\b|around\b|circa\b|ca?\.|roughly\b|~)"
_LABEL = (
    r"(?:(?:located )?at|coord(?:inate|onnée)?s?|gps|location|position|pos|wgs ?84"
    r"|lat[/, ]{1,2}lon)[.:]?"
)
_BEFORE = re.compile(rf"(?:^|(?<=[ ,(:\[]))(?:(?:{_LABEL}|{_ABOUT}) ?){{1,3}}$", re.IGNORECASE)
_INSIDE = re.compile(
    rf"[ ,;]{{0,2}}(?:(?:{_LABEL}|(?P<about>{_ABOUT}))[ ,;]{{0,2}}){{0,3}}"
    rf"(?P<term>{_TERMS})?[ ,;]?",
    re.IGNORECASE,
)
_AFTER = re.compile(rf" ?,? ?(?P<term>{_TERMS})(?= ?(?:,|$))")
_PART_OF_COUNTRY = re.compile(
    r"(?:in )?(?:the )?(?:far[ -])?(?:(?:north|south|east|west)(?:-?east|-?west)?(?:ern)?|central)"
    r"(?: of)? (?P<country>.{3,60})",
    re.IGNORECASE,
)
_WITH_BRACKET = re.compile(r"(?P<name>.+) \((?P<inside>[^()]+)\)")
_REGION = re.compile(r"region (?=\D)", re.IGNORECASE)
# In lower case, unlike in Or Yehuda and Pas de Calais.
_OR = re.compile(r"(?:^|[ (])(?:[Ee]ither|or|ou) ")
_NOT = re.compile(
    r"(?:^|[ (])(?:[Nn](?:ot|either|or)|rather than|instead of|except|sauf|pas|plutôt que) "
)


def _level_of(name: str, country: str) -> str:
    """The administrative level a name itself states: "Kidal region" is `_ADMIN1`; "" for a town."""
    words = name.split()
    if len(words) < 2:
        return ""
    if of := _OF.match(name):
        head, word = of["head"], of["word"]
    else:
        head, word = words[-2:]
    word = word.casefold().replace("département", "department")
    if head[0].islower() or _NO_DIVISION.fullmatch(head):
        return ""
    if len(words) > 2 and _PART_OF_ONE.fullmatch(words[0].casefold()):
        # Northern Dali governorate is part of Dali governorate; Eastern Cape is not part of Cape.
        return ""
    for level, places in _ELSEWHERE.items():
        if country in places.get(word, "").split():
            return level
    return next((level for level, usual in _LEVELS.items() if usual.fullmatch(word)), "")


def _is_near(name: str) -> bool:
    """Whether a name says that a place is near another, rather than that place."""
    return _NEAR.fullmatch(name) is not None


def read_place(text: str) -> dict[str, Any]:
    """Parse name, region, country, coordinates and precision.

    Args:
        text: The line.

    Returns:
        The fields it gives.

    Raises:
        NotUnderstood: Part of it is none of these, the country is ambiguous, the coordinates are
            impossible, or there is more than one place.
    """
    quoted = Quoted(text)
    line, row = _without_position(quoted.text)
    line, precision = _without_precision(line)
    if precision and row.get("precision"):
        raise NotUnderstood(f"{row['precision']} or {precision}? give one")
    if ";" in line.strip(" ;"):
        raise NotUnderstood("give one place only")
    parts = [*split(line.strip(" ;"), ",")]
    if len(parts) > _MOST:
        raise NotUnderstood("too many parts: a place has a name, a region and a country")
    _check_one_place(parts, quoted)
    country = _pop_country(parts, quoted)
    row |= _name_and_region(parts, quoted, country)
    row |= {"country": country} if country else {}
    row |= {"precision": precision} if precision else {}
    if not row:
        raise NotUnderstood("no place given: type a name, a region and a country")
    return row


def _without_position(line: str) -> tuple[str, dict[str, Any]]:
    """Split off the coordinates and what belongs to them; returns the rest and the fields."""
    position = find_position(line)
    if position is None:
        return line, {}
    before, inside, after = _around(line, position)
    said = _INSIDE.fullmatch(inside)
    if said is None:
        raise NotUnderstood(
            f"“{inside.strip(' ,;')}” was not understood; write coordinates as (19.46, 0.86)"
        )
    precision = (said["term"] or "").lower() or (_NEAR_TERM if said["about"] else "")
    if not precision and (term := _AFTER.match(after)):
        precision, after = term["term"], after[term.end() :]
    row: dict[str, Any] = {"latitude": position.latitude, "longitude": position.longitude}
    if precision:
        row["precision"] = precision
    before = before.rstrip(" ,;:-")
    return f"{before}, {after}" if after.strip(" .") else before, row


def _around(line: str, position: Position) -> tuple[str, str, str]:
    """The text before coordinates, with them in their brackets, and after."""
    before, after = line[: position.start], line[position.end :]
    opens = max(before.rfind("("), before.rfind("["))
    closes = min((at for sign in ")]" if (at := after.find(sign)) >= 0), default=-1)
    is_inside = opens > max(before.rfind(")"), before.rfind("]"))
    if is_inside and closes >= 0:
        inside = f"{before[opens + 1 :]} {after[:closes]}"
        return before[:opens], " ".join(inside.split()), after[closes + 1 :]
    label = _BEFORE.search(before[-60:])
    if label is None:
        return before, "", after
    cut = len(before) - len(label[0])
    return before[:cut], before[cut:].strip(), after


def _without_precision(line: str) -> tuple[str, str]:
    """Split the precision term in brackets from a line."""
    if last := _LAST_TERM.search(line):
        line = f"{line[: last.start()]} ({last['term']})"
    terms = [found["term"] for found in _BRACKETED.finditer(line)]
    if len(terms) > 1:
        raise NotUnderstood(f"{' or '.join(terms)}? give one")
    if not terms:
        last = _LAST_BRACKET.search(line)
        if last and not _KIND_OF_PLACE.fullmatch(last["inside"]):
            raise NotUnderstood(
                f"“{last['inside']}” is none of {', '.join(PLACE_PRECISIONS)}; "
                "put a name with brackets in quotation marks"
            )
        return line, ""
    return _BRACKETED.sub("", line), terms[0]


def _check_one_place(parts: Sequence[str], quoted: Quoted) -> None:
    """Refuse a part that says where it was not, or gives a choice: "not Gao", "Mali or Guinea"."""
    for part in parts:
        if _NOT.search(part):
            raise NotUnderstood(f"“{quoted(part)}”: name only the place where it was")
        if _OR.search(part):
            raise NotUnderstood(
                f"“{quoted(part)}”: give one place, "
                "or put it in quotation marks to keep it as written"
            )


def _pop_country(parts: list[str], quoted: Quoted) -> str:
    """Remove the country from the end of the parts and return it; "" if there is none."""
    if not parts or quoted.is_name(parts[-1]):
        return ""
    words = quoted(", ".join(parts))
    country = _last_country(parts) or _country_inside(parts)
    # Mali, Niger; Mali, Gao.
    others = parts[:-1] if not country else parts if len(parts) == 1 else ()
    if any(country not in codes for part in others if (codes := _in_english(part))):
        raise NotUnderstood(
            f"“{words}”: put the country last, and a place named like a country in quotation marks"
        )
    return country


def _last_country(parts: list[str]) -> str:
    """The country that is the last part, or the last two: "Korea, Republic of"."""
    for count in (2, 1):
        words = ", ".join(parts[-count:])
        if len(parts) >= count and not is_also_a_place(words):
            codes = _in_english(words) if count == 2 else countries_named(words)
            if codes:
                del parts[-count:]
                return _the_one(codes, words)
    return ""


def _country_inside(parts: list[str]) -> str:
    """The country named inside the last part: northern Mali, Kidal (Mali)."""
    if found := _PART_OF_COUNTRY.fullmatch(parts[-1]):
        codes = _in_english(found["country"])
        if codes:
            # Such a part is not an administrative region; it stays with the name.
            part = parts.pop()
            parts[:1] = [", ".join([*parts[:1], part])]
            return _the_one(codes, found["country"])
    if found := _WITH_BRACKET.fullmatch(parts[-1]):
        if _in_english(found["name"]):
            raise NotUnderstood(f"“({found['inside']})” after a country was not understood")
        codes = _in_english(found["inside"])
        if codes:
            parts[-1] = found["name"]
            return _the_one(codes, found["inside"])
    return ""


def _in_english(words: str) -> Collection[str]:
    return codes_in_tables(words, countries())


def _the_one(codes: Collection[str], words: str) -> str:
    """The only country; refused if there are several."""
    if len(codes) > 1:
        raise NotUnderstood(f"“{words}” can be {one_of(codes)}")
    return next(iter(codes))


def _name_and_region(parts: Sequence[str], quoted: Quoted, country: str) -> dict[str, Any]:
    """The fields given by the parts before the country."""
    *names, last = parts or ("",)
    is_marked = _REGION.match(last) is not None
    region = quoted(_REGION.sub("", last, count=1)) if is_marked else ""
    level = "" if quoted.is_name(last) else _level_of(last, country)
    if not is_marked:
        if names and not (_BELOW.fullmatch(last) or _is_near(last)):
            region = quoted(last)
            if re.search(r"\d", last):
                raise NotUnderstood(
                    f"“{region}” was not understood; put a region with digits in quotation marks"
                )
        elif not names and level == _ADMIN1:
            return {"admin1": quoted(last), "precision": level}
        else:
            names = [*parts]
    if len(names) > 1 and region and not (is_marked or country or level == _ADMIN1):
        raise NotUnderstood(
            f"“{quoted(last)}” is not a known country; a place has a name, a region and a country"
        )
    row = {"name": _joined(names, quoted), "admin1": region}
    if len(set(names)) == 1 and not quoted.is_name(names[0]):
        row["precision"] = _precision(names[0], region, country)
    return {name: value for name, value in row.items() if value}


def _joined(names: Sequence[str], quoted: Quoted) -> str:
    """The parts of a name; a part repeated in a row, as in gazetteers, only once."""
    return ", ".join(
        quoted(part) for at, part in enumerate(names) if not at or part != names[at - 1]
    )


def _precision(name: str, region: str, country: str) -> str:
    """The precision that a name itself states, or ""."""
    if name.casefold().startswith("between ") and " and " not in name:
        raise NotUnderstood(f"“{name}” and what? give both places")
    if _is_near(name):
        return _NEAR_TERM
    level = _level_of(name, country)
    if level == _ADMIN1 and name.casefold() != region.casefold():
        return ""
    return level
