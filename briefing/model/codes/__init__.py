"""Codes for countries and languages, and web addresses: validation and display."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from functools import lru_cache

# ISO 3166-1 alpha-2 codes with their English short names, some shortened as in the news.
_COUNTRIES = """\
AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|\
AM Armenia|AO Angola|AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|\
AW Aruba|AX Åland Islands|AZ Azerbaijan|BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|\
BE Belgium|BF Burkina Faso|BG Bulgaria|BH Bahrain|BI Burundi|BJ Benin|BL Saint Barthélemy|\
BM Bermuda|BN Brunei|BO Bolivia|BQ Bonaire, Sint Eustatius and Saba|BR Brazil|BS Bahamas|\
BT Bhutan|BV Bouvet Island|BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos (Keeling) Islands|\
CD DR Congo|CF Central African Republic|CG Congo-Brazzaville|CH Switzerland|CI Côte d’Ivoire|\
CK Cook Islands|CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cabo Verde|\
CW Curaçao|CX Christmas Island|CY Cyprus|CZ Czechia|DE Germany|DJ Djibouti|DK Denmark|DM Dominica|\
DO Dominican Republic|DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea|\
ES Spain|ET Ethiopia|FI Finland|FJ Fiji|FK Falkland Islands|FM Micronesia|FO Faroe Islands|\
FR France|GA Gabon|GB United Kingdom|GD Grenada|GE Georgia|GF French Guiana|GG Guernsey|GH Ghana|\
GI Gibraltar|GL Greenland|GM Gambia|GN Guinea|GP Guadeloupe|GQ Equatorial Guinea|GR Greece|\
GS South Georgia and the South Sandwich Islands|GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana|\
HK Hong Kong|HM Heard Island and McDonald Islands|HN Honduras|HR Croatia|HT Haiti|HU Hungary|\
ID Indonesia|IE Ireland|IL Israel|IM Isle of Man|IN India|IO British Indian Ocean Territory|\
IQ Iraq|IR Iran|IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Jordan|JP Japan|KE Kenya|\
KG Kyrgyzstan|KH Cambodia|KI Kiribati|KM Comoros|KN Saint Kitts and Nevis|KP North Korea|\
KR South Korea|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LA Laos|LB Lebanon|LC Saint Lucia|\
LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya|\
MA Morocco|MC Monaco|MD Moldova|ME Montenegro|MF Saint Martin|MG Madagascar|MH Marshall Islands|\
MK North Macedonia|ML Mali|MM Myanmar|MN Mongolia|MO Macao|MP Northern Mariana Islands|\
MQ Martinique|MR Mauritania|MS Montserrat|MT Malta|MU Mauritius|MV Maldives|MW Malawi|MX Mexico|\
MY Malaysia|MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger|NF Norfolk Island|NG Nigeria|\
NI Nicaragua|NL Netherlands|NO Norway|NP Nepal|NR Nauru|NU Niue|NZ New Zealand|OM Oman|PA Panama|\
PE Peru|PF French Polynesia|PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|\
PM Saint Pierre and Miquelon|PN Pitcairn|PR Puerto Rico|PS Palestine|PT Portugal|PW Palau|\
PY Paraguay|QA Qatar|RE Réunion|RO Romania|RS Serbia|RU Russia|RW Rwanda|SA Saudi Arabia|\
SB Solomon Islands|SC Seychelles|SD Sudan|SE Sweden|SG Singapore|SH Saint Helena|SI Slovenia|\
SJ Svalbard and Jan Mayen|SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|\
SR Suriname|SS South Sudan|ST São Tomé and Príncipe|SV El Salvador|SX Sint Maarten|SY Syria|\
SZ Eswatini|TC Turks and Caicos Islands|TD Chad|TF French Southern Territories|TG Togo|\
TH Thailand|TJ Tajikistan|TK Tokelau|TL Timor-Leste|TM Turkmenistan|TN Tunisia|TO Tonga|\
TR Türkiye|TT Trinidad and Tobago|TV Tuvalu|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|\
UM United States Minor Outlying Islands|US United States|UY Uruguay|UZ Uzbekistan|VA Holy See|\
VC Saint Vincent and the Grenadines|VE Venezuela|VG British Virgin Islands|\
VI United States Virgin Islands|VN Vietnam|VU Vanuatu|WF Wallis and Futuna|WS Samoa|XK Kosovo|\
YE Yemen|YT Mayotte|ZA South Africa|ZM Zambia|ZW Zimbabwe"""

# BCP 47 (RFC 5646, section 2.1): a language of two or three letters, then subtags.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

# Usual English names that CLDR does not use.
_OTHER_LANGUAGES = {
    "farsi": "fa",
    "fulani": "ff",
    "mandarin": "zh",
    "songhay": "son",
    "tamasheq": "tmh",
}

# RFC 3986, section 3: a scheme, a colon, and something after it.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")


@lru_cache
def countries() -> dict[str, str]:
    """English country names by ISO 3166-1 alpha-2 code (XK, user-assigned, is Kosovo)."""
    return {entry[:2]: entry[3:] for entry in _COUNTRIES.split("|")}


def country_name(code: str) -> str:
    """The country a code means; an unknown code is returned unchanged."""
    return countries().get(code, code)


def country_code(name: str) -> str:
    """The code of the only country that a name or adjective can mean; else the text unchanged."""
    codes = _countries_meant(name)
    return next(iter(codes)) if len(codes) == 1 else name


def _countries_meant(name: str) -> Collection[str]:
    """The countries named in any usual form, else those of an adjective such as Malian."""
    if codes := countries_named(name):
        return codes
    from briefing.model.codes.demonyms import countries_of

    return countries_of(name)


def countries_named(name: str) -> Collection[str]:
    """The codes of the countries a name or code can mean; several if it is ambiguous."""
    if name in countries():
        return (name,)
    from briefing.model.codes.country_names import codes_of

    return codes_of(name, countries())


def check_country(code: str) -> str | None:
    """What is wrong with a country code (ISO 3166-1 alpha-2), or None."""
    if code in countries():
        return None
    if codes := _countries_meant(code):
        return f"“{code}” can be {one_of(codes)}"
    return f"“{code}” is not a country’s name or two-letter country code (ISO 3166)"


def one_of(codes: Collection[str]) -> str:
    """Countries to choose from: "DR Congo (CD) or Congo-Brazzaville (CG)"."""
    *first, last = (f"{country_name(code)} ({code})" for code in codes)
    return f"{', '.join(first)} or {last}" if first else last


def language_name(code: str) -> str:
    """The English name of the language a code means; an unknown code is returned unchanged."""
    from babel import Locale

    names = Locale("en").languages
    # Some have a name with their region or script: Dari, Traditional Chinese.
    if named := names.get(code.replace("-", "_")):
        return str(named)
    language, _, subtags = code.partition("-")
    name = names.get(language, code)
    return f"{name} ({subtags})" if subtags and name != code else name


def language_code(name: str) -> str:
    """The code of the language with a name, in English or its own; else the text unchanged."""
    wanted = name.strip()
    # As `language_name` has it: "Arabic (DZ)".
    bare, _, subtags = wanted.removesuffix(")").partition(" (")
    code = _languages().get(bare.casefold())
    if code is not None:
        return f"{code}-{subtags}" if subtags else code
    language, dash, rest = wanted.partition("-")
    return f"{language.lower()}{dash}{rest}" if _LANGUAGE.fullmatch(wanted.lower()) else name


@lru_cache
def _languages() -> Mapping[str, str]:
    """The codes of languages by their names and by themselves, in any case."""
    from babel import Locale

    from briefing.model.codes.country_names import LANGUAGES

    english: dict[str, str] = dict(Locale("en").languages)
    codes = [code for code in english if len(code) == 2]
    own = {str(Locale(code).languages[code]).casefold(): code for code in LANGUAGES}
    # Of two languages with a name, the one with the shorter code is the usual one.
    named = {
        english[code].casefold(): code.replace("_", "-")
        for code in sorted(english, key=len, reverse=True)
    }
    # "ga" is Irish, whose code it is, not Ga.
    return {**own, **named, **_OTHER_LANGUAGES, **{code: code for code in codes}}


def check_language(code: str) -> str | None:
    """What is wrong with a language code (BCP 47), or None."""
    if _LANGUAGE.fullmatch(code):
        return None
    return f"“{code}” is not a language; write a name such as “French”, or a code such as “ar-DZ”"


def check_address(address: str) -> str | None:
    """What is wrong with a web address (RFC 3986), or None."""
    if _ADDRESS.fullmatch(address):
        return None
    return f"“{address}” is not a web address; write one such as “https://example.org”"


def check_sha256(digest: str) -> str | None:
    """What is wrong with a SHA-256 digest (FIPS 180-4) in hexadecimal digits, or None."""
    if re.fullmatch("[0-9a-f]{64}", digest):
        return None
    return "a SHA-256 digest has 64 digits, 0 to 9 and a to f, as sha256sum prints it"


def check_moment(moment: str) -> str | None:
    """What is wrong with a moment in UTC (RFC 3339), or None."""
    try:
        if dt.datetime.fromisoformat(moment).utcoffset() is not None:
            return None
    except ValueError:
        pass
    return f"“{moment}” is not a moment; write one such as “2014-01-24T12:00Z”"
