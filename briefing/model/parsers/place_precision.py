"""How exact a place is, judging by the words of its name.

After the codebooks (UCDP GED, `where_prec`; ACLED, geographic precision): a place "near Gao" or "15
km north of Gao" is near, "Kidal region" is somewhere in the region, "Gao district" somewhere in the
district.
"""

import re

ADMIN1, ADMIN2, NEAR = "admin1", "admin2", "near"

_LEVELS = {
    ADMIN1: re.compile("region|région|province|provincia|state|governorate|oblast|krai|wilaya"),
    ADMIN2: re.compile("district|cercle|municipality|commune|lga|regency|raion|rayon|agency"),
}
# Words whose level depends on the country (ISO 3166-2).
_ELSEWHERE = {
    ADMIN1: {
        "county": "EE HR HU KE LR LT NO RO SE TW",
        "department": "BJ BO CG CO GT HN HT NI PE PY SV UY",
        "district": "BW BZ CY IL LS LY MW PT SC SR ST SZ UG",
        "municipality": "LV ME MK SI XK",
        "prefecture": "CF JP RW",
        "raion": "AZ MD",
        "rayon": "AZ MD",
        "zone": "NP",
    },
    ADMIN2: {
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


def level_of(name: str, country: str) -> str:
    """The administrative level a name itself states: "Kidal region" is `ADMIN1`.

    Args:
        name: One part of a place.
        country: The code of its country, or "" if unknown.

    Returns:
        `ADMIN1`, `ADMIN2`, or "" for a town or where the word does not tell.
    """
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


def is_below_region(name: str) -> bool:
    """Whether a name is that of a division that no country has at the first level."""
    return _BELOW.fullmatch(name) is not None


def is_near(name: str) -> bool:
    """Whether a name says that a place is near another, rather than that place."""
    return _NEAR.fullmatch(name) is not None
