"""Words that name a country or its people: Niger, Nigerien, Nigeria, Nigerian.

Many differ by a letter or two and mean another country, so each is itself and nothing else: a word
of one country is never a misspelling of a word of another. Countries are those of ISO 3166-1; their
people are named as in the CIA World Factbook, field “Nationality”, with the French adjectives where
two countries differ in them by a letter, and names that were in use before.
"""

from functools import lru_cache
from typing import Final

from briefing.model.codes import countries
from briefing.search.folding import fold

_PEOPLES: Final = """\
AD Andorran|AE Emirati Emirian|AF Afghan Afghani|AG Antiguan Barbudan|AI Anguillan|AL Albanian|\
AM Armenian|AO Angolan|AR Argentine Argentinian|AT Austrian|AU Australian Aussie|AW Aruban|\
AZ Azerbaijani Azeri|BA Bosnian Herzegovinian|BB Barbadian|BD Bangladeshi|BE Belgian|\
BF Burkinabe Burkinan|BG Bulgarian|BH Bahraini|BI Burundian Burundi|BJ Beninese Beninois Dahomey|\
BM Bermudian|BN Bruneian|BO Bolivian|BR Brazilian|BS Bahamian|BT Bhutanese|BW Botswanan Motswana|\
BY Belarusian Belarussian Byelorussia|BZ Belizean|CA Canadian|CD Zaire Zairian|\
CF Centrafricain Centrafrican|CG Congo Congolese Congolais|CH Swiss|CI Ivorian Ivoirien|\
CL Chilean|CM Cameroonian Camerounais|CN Chinese|CO Colombian|CR Rican|CU Cuban|CV Verdean|\
CY Cypriot Cypriote|CZ Czech Czechoslovakia|DE German|DJ Djiboutian|DK Danish Dane|DM Dominican|\
DZ Algerian Algerien|EC Ecuadorian Ecuadorean|EE Estonian|EG Egyptian|EH Sahrawi Sahraoui|\
ER Eritrean|ES Spanish Spaniard|ET Ethiopian Abyssinia|FI Finnish Finn|FJ Fijian|FM Micronesian|\
FO Faroese|FR French|GA Gabonese Gabonais|GB British Briton English Scottish Welsh Britain England \
Scotland Wales UK|GD Grenadian|GE Georgian|GH Ghanaian|GL Greenlander|GM Gambian Gambien|\
GN Guinean Guineen|GR Greek|GT Guatemalan|GY Guyanese|HN Honduran|HR Croatian Croat|HT Haitian|\
HU Hungarian|ID Indonesian|IE Irish|IL Israeli|IN Indian|IQ Iraqi Irak|IR Iranian Persian Persia|\
IS Icelandic Icelander|IT Italian|JM Jamaican|JO Jordanian|JP Japanese|KE Kenyan|\
KG Kyrgyz Kirghiz Kyrgyzstani|KH Cambodian Kampuchea Khmer|KM Comoran Comorian|\
KP Korean Korea|KW Kuwaiti|KZ Kazakh Kazakhstani|LA Lao Laotian|LB Lebanese|LC Lucian|\
LI Liechtensteiner|LK Lankan Ceylon|LR Liberian|LS Basotho Mosotho|LT Lithuanian|\
LU Luxembourger|LV Latvian|LY Libyan|MA Moroccan|MC Monegasque|MD Moldovan Moldavia|\
ME Montenegrin|MG Malagasy|MH Marshallese|MK Macedonian Macedonia|ML Malian Malien|\
MM Burmese Burma|MN Mongolian|MR Mauritanian Mauritanien|MT Maltese|MU Mauritian Mauricien|\
MV Maldivian|MW Malawian|MX Mexican|MY Malaysian Malayan Malaya|MZ Mozambican|NA Namibian|\
NE Nigerien Nigerienne|NG Nigerian Nigeriane|NI Nicaraguan|NL Dutch Holland|NO Norwegian|\
NP Nepali Nepalese|NR Nauruan|NZ Zealander|OM Omani|PA Panamanian|PE Peruvian|\
PG Papuan Guinean|PH Filipino Philippine|PK Pakistani|PL Polish Pole|PS Palestinian|\
PT Portuguese|PW Palauan|PY Paraguayan|QA Qatari|RO Romanian Rumania|\
RS Serbian Serb Yugoslavia Yugoslav|RU Russian Soviet|RW Rwandan Rwandese Rwandais|\
SA Saudi Arabian Arabia|SC Seychellois|SD Sudanese Soudan Soudanais|SE Swedish Swede|\
SG Singaporean|SI Slovenian Slovene|SK Slovak|SL Leonean|SM Sammarinese|\
SN Senegalese Senegalais|SO Somali Somalian|SR Surinamese|SS Sudanese|ST Santomean|\
SV Salvadoran|SY Syrian|SZ Swazi Swaziland|TD Chadian Tchadien Tchad|TG Togolese Togolais|TH Thai|\
TJ Tajik Tadzhik Tajikistani|TL Timorese|TM Turkmen|TN Tunisian|TO Tongan|\
TR Turkish Turk Turkey|TT Trinidadian Tobagonian|TV Tuvaluan|TW Taiwanese|TZ Tanzanian|\
UA Ukrainian|UG Ugandan|US American America USA|UY Uruguayan|UZ Uzbek Uzbekistani|\
VE Venezuelan|VN Vietnamese|VU Vanuatuan|WS Samoan|XK Kosovar|YE Yemeni Yemenite|\
ZA African Afrique|ZM Zambian Rhodesia|ZW Zimbabwean"""


def nations_of(word: str) -> frozenset[str]:
    """Return the countries that a word names, or the people of which it does.

    Args:
        word: A folded word.

    Returns:
        Their codes; more than one for a word they share (Congo, Guinean); none for another word.
    """
    named = _nations()
    return named.get(word) or named.get(word.removesuffix("s"), frozenset())


@lru_cache
def _nations() -> dict[str, frozenset[str]]:
    """Every word of one word that names a country or people, with the countries."""
    found: dict[str, set[str]] = {}
    for code, name in countries().items():
        words = fold(name).split()
        if len(words) == 1:
            found.setdefault(words[0], set()).add(code)
    for entry in _PEOPLES.split("|"):
        for word in entry[3:].split():
            found.setdefault(fold(word), set()).add(entry[:2])
    return {word: frozenset(codes) for word, codes in found.items()}
