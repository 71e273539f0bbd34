"""The countries a name can mean, by usual, former and foreign-language names.

A name is looked up among the display names, then in the tables below, then among those CLDR gives
in the languages of `LANGUAGES`. Case, accents, hyphens, brackets, points and a leading article make
no difference. If several countries share a name, all are returned: the caller must not guess.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache

LANGUAGES = ("en", "fr", "es", "pt", "de", "ar", "ru", "tr")
"""The languages, besides the tables, in which country names are known."""

# ISO 3166-1 English short names that are not the display names; the names in Gleditsch and Ward's
# list of independent states, as UCDP prints them (GED codebook, `country`); the World Bank's
# inverted names; former and usual names.
_OTHERS = """\
AE Emirates|AG Antigua|BA Bosnia|BA Bosnia-Herzegovina|BF Burkina|BF Upper Volta|\
BF Burkina Faso (Upper Volta)|BJ Dahomey|BN Brunei Darussalam|BO Plurinational State of Bolivia|\
BO Bolivia (Plurinational State of)|BO Bolivia, Plurinational State of|BS Bahamas, The|\
BY Byelorussia|BY Belarus (Byelorussia)|CC Cocos Islands|CD DR Congo (Zaire)|CD Congo-Kinshasa|\
CD Congo (DRC)|CD Congo DR|CD Congo (Zaire)|CD Zaire|CD Belgian Congo|CD Dem. Rep. Congo|\
CD Congo, Dem. Rep.|CD Congo, DRC|CD Democratic Republic of Congo|\
CD Democratic Republic of the Congo|CD Congo (Democratic Republic of the)|\
CD Congo, Democratic Republic of|CD Congo, Democratic Republic of the|\
CD Congo, the Democratic Republic of the|CD Congo, Democratic Republic of (Zaire)|\
CD République démocratique du Congo|CD República Democrática do Congo|\
CD Demokratische Republik Kongo|CD Demokratik Kongo Cumhuriyeti|\
CD Демократическая Республика Конго|CD جمهورية الكونغو الديمقراطية|CD الكونغو الديمقراطية|\
CF Centrafrique|CF Central African Rep.|CG Republic of Congo|CG Republic of the Congo|\
CG Congo Republic|CG Congo (Republic of the)|CG Congo, Rep.|CG Congo, Republic of|\
CG Congo, Republic of the|CG French Congo|CG République du Congo|CG Republik Kongo|\
CG Республика Конго|CG Kongo Cumhuriyeti|CG جمهورية الكونغو|CI Ivory Coast|CI Cote d Ivoire|\
CN People’s Republic of China|CN Mainland China|CV Cape Verde|CZ Czech Republic|\
DE German Federal Republic|DE German Democratic Republic|DE West Germany|DE East Germany|\
EG Egypt, Arab Rep.|EH Sahrawi Arab Democratic Republic|ET Abyssinia|\
FK Falkland Islands (Malvinas)|FK Malvinas|FM Federated States of Micronesia|\
FM Micronesia (Federated States of)|FM Micronesia, Federated States of|FM Micronesia, Fed. Sts.|\
GB Great Britain|GB Britain|GB United Kingdom of Great Britain and Northern Ireland|\
GH Gold Coast|GM Gambia, The|GY British Guiana|HK Hong Kong SAR|HK Hong Kong SAR, China|\
IL State of Israel|IR Iran (Islamic Republic of)|IR Iran, Islamic Republic of|\
IR Iran, Islamic Rep.|IR Iran (Persia)|IR Persia|IT Italy/Sardinia|JO Transjordan|\
KG Kyrgyz Republic|KG Kirghizia|KH Kampuchea|KH Cambodia (Kampuchea)|\
KP Democratic People’s Republic of Korea|KP Korea (the Democratic People’s Republic of)|\
KP Korea (Democratic People’s Republic of)|KP Korea, Democratic People’s Republic of|\
KP Korea, People’s Republic of|KP Korea, Dem. People’s Rep.|KP N. Korea|KR S. Korea|\
KR Republic of Korea|\
KR Korea (the Republic of)|KR Korea (Republic of)|KR Korea, Republic of|KR Korea, Rep.|\
KW State of Kuwait|LA Lao PDR|LA Lao People’s Democratic Republic|LK Ceylon|\
LK Sri Lanka (Ceylon)|LY Libyan Arab Jamahiriya|MD Moldavia|MD Moldova (the Republic of)|\
MD Moldova (Republic of)|MD Moldova, Republic of|MD Moldova, Rep.|MG Malagasy Republic|\
MG Madagascar (Malagasy)|MK Macedonia|MK FYR Macedonia|MK Macedonia, FYR|\
MK Former Yugoslav Republic of Macedonia|MK Macedonia, the former Yugoslav Republic of|\
MK Macedonia (FYROM/North Macedonia)|MM Burma|MM Myanmar (Burma)|MO Macau|MO Macao SAR|\
MO Macao SAR, China|MW Nyasaland|MY Malaya|NL Holland|NL Netherlands (Kingdom of the)|\
OM Muscat and Oman|PN Pitcairn Islands|PS State of Palestine|PS Palestine, State of|\
PS Palestinian Territory|PS Occupied Palestinian Territory|PS Palestinian Territory, Occupied|\
PS West Bank and Gaza|QA State of Qatar|RO Rumania|RS Serbia (Yugoslavia)|\
RU Russia (Soviet Union)|RU Russian Federation|SH Saint Helena, Ascension and Tristan da Cunha|\
SK Slovak Republic|SR Surinam|SS S. Sudan|SV Salvador, El|SY Syrian Arab Republic|SZ Swaziland|\
SZ Swaziland (Eswatini)|SZ Kingdom of eSwatini (Swaziland)|TH Siam|TL East Timor|TR Turkey|\
TR Turkey (Ottoman Empire)|TW Taiwan (Province of China)|TW Taiwan, Province of China|\
TW Chinese Taipei|TW Formosa|TW Republic of China|TZ Tanganyika|TZ Tanzania/Tanganyika|\
TZ Tanzania, United Republic of|TZ Tanzania, the United Republic of|US United States of America|\
VA Vatican|VA Vatican City|VA Vatican City State|VE Venezuela (Bolivarian Republic of)|\
VE Venezuela, Bolivarian Republic of|VE Venezuela, RB|VG Virgin Islands (British)|\
VG Virgin Islands, British|VI Virgin Islands (U.S.)|VI Virgin Islands, U.S.|\
VI US Virgin Islands|VN Viet Nam|VN Vietnam (North Vietnam)|\
VN Vietnam, Democratic Republic of|WS Western Samoa|YE Yemen (North Yemen)|\
YE Yemen (Arab Republic of Yemen)|YE Yemen, Rep.|ZM Northern Rhodesia|ZW Rhodesia|\
ZW Southern Rhodesia|ZW Zimbabwe (Rhodesia)"""

# Names shared by several countries, and those of states that broke up into several.
_SEVERAL = """\
CD CG:Congo|CD CG:Kongo|CD CG:Конго|CD CG:الكونغو|KP KR:Korea|KP KR:Corée|KP KR:Corea|\
KP KR:Coreia|KP KR:Корея|KP KR:كوريا|KP KR:Kore|VG VI:Virgin Islands|GF GY:Guiana|GF GY:Guayana|\
CZ SK:Czechoslovakia|ME RS:Serbia and Montenegro|BA HR ME MK RS SI XK:Yugoslavia|\
AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ:Soviet Union|\
AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ:USSR|BQ CW SX:Netherlands Antilles"""

# Abbreviations known only in capitals, with or without points.
_LETTERS = """\
BA BIH|CD DRC RDC|CF CAR RCA|CI RCI|CN PRC|GB UK|KP DPRK|KR ROK|MK FYROM|SA KSA|US US USA"""

# Names of countries in some language of the CLDR that elsewhere mean a town or a region.
_ALSO_PLACES = """\
Dominique|Gana|Granada|Guadalupe|Island|Maurice|Sainte-Hélène|Sainte-Lucie|Salvador|San Martín|\
Santa Elena|Santa Helena|Santa Lucía|São Martinho|Somali"""

_STYLE = re.compile(
    r"(?:(?:arab|bolivarian|cooperative|democratic|federal|federative|hashemite|independent|islamic"
    r"|oriental|peoples|plurinational|socialist|united) ){0,3}"
    r"(?:commonwealth|federation|grand duchy|kingdom|principality|republic|sultanate|union) of (.+)"
)
_ARTICLE = re.compile(r"(?:the|la|le|les) (?=.)")
_ELIDED = re.compile(r"[Ll]['’](?=\w)")
_LONGEST = 80
_LEAST_FOLDED = 5
"""Letters from which a foreign name is recognized without its accents: Çad is not cad."""


def codes_in_tables(name: str, known: Mapping[str, str]) -> Collection[str]:
    """The countries a name can mean, as `codes_of`, without looking at other languages."""
    if len(name) > _LONGEST:
        return ()
    if letters := _by_letters().get(name.replace(".", "").strip()):
        return (letters,)
    english = _english(tuple(known.items()))
    folded = fold(name)
    return english.get(folded) or english.get(_ARTICLE.sub("", folded, count=1), ())


def codes_of(name: str, known: Mapping[str, str]) -> Collection[str]:
    """Find the countries that a name can mean.

    Args:
        name: The name, an abbreviation, or three letters of ISO 3166-1.
        known: The display names, by two-letter code.

    Returns:
        Their codes in order; none if no country has the name.
    """
    if (found := codes_in_tables(name, known)) or len(name) > _LONGEST:
        return found
    folded = fold(_ELIDED.sub("", name, count=1))
    plain = _ARTICLE.sub("", folded, count=1)
    if style := _STYLE.fullmatch(plain):
        return codes_in_tables(style[1], known)
    return _elsewhere(folded, plain, name, known)


def is_also_a_place(name: str) -> bool:
    """Whether a name usually means a town or region, though it is a country in some language."""
    return fold(name) in _also_places()


def fold(name: str) -> str:
    """A name without what writers leave out: case, accents, hyphens, points; commas stay."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    plain = re.sub(r"[.'’‘ʼ`]", "", plain.replace("&", " and "))
    words = re.sub(r"[-‐‑‒–—/()]", " ", plain).replace(",", " , ").split()
    return " ".join("saint" if word == "st" else word for word in words).replace(" ,", ",")


@lru_cache
def _by_letters() -> Mapping[str, str]:
    return {
        short: code for code, *shorts in map(str.split, _LETTERS.split("|")) for short in shorts
    }


@lru_cache
def _english(known: tuple[tuple[str, str], ...]) -> Mapping[str, Collection[str]]:
    """The display names and those in the tables, folded."""
    found: dict[str, Collection[str]] = {}
    for entry in _OTHERS.split("|"):
        code, _, name = entry.partition(" ")
        found[fold(name)] = (code,)
    for entry in _SEVERAL.split("|"):
        codes, _, name = entry.partition(":")
        found[fold(name)] = codes.split()
    return found | {fold(name): (code,) for code, name in known}


@lru_cache
def _also_places() -> Collection[str]:
    return frozenset(map(fold, _ALSO_PLACES.split("|")))


def _elsewhere(folded: str, plain: str, name: str, known: Mapping[str, str]) -> Collection[str]:
    """The countries with a name in another language, or a three-letter code."""
    written, cldr, three = _cldr()
    if name.isascii() and len(name) == 3 and name.isupper():
        codes = three.get(name, ())
    else:
        exact = written.get(name.strip().casefold(), ())
        codes = exact or cldr.get(folded, ()) or cldr.get(plain, ())
    return sorted(set(codes) & known.keys())


@lru_cache
def _cldr() -> tuple[Mapping[str, Collection[str]], ...]:
    """Codes by name as written, by folded name and by three letters, from all languages."""
    from babel import Locale
    from babel.core import get_global

    written: dict[str, set[str]] = {}
    folded: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            written.setdefault(name.casefold(), set()).add(code)
            if len(key := fold(name)) >= _LEAST_FOLDED:
                folded.setdefault(key, set()).add(code)
    three = {
        letters: codes
        for letters, codes in get_global("territory_aliases").items()
        if len(letters) == 3
    }
    return written, folded, three
