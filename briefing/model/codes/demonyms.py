"""The countries that the usual English adjectives of nationality mean."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

# An adjective shared by several countries is written once for each.
_DEMONYMS = """\
AD Andorran|AE Emirati|AF Afghan|AG Antiguan|AI Anguillan|AL Albanian|AM Armenian|AO Angolan|\
AR Argentine Argentinian Argentinean|AT Austrian|AU Australian|AW Aruban|AZ Azerbaijani Azeri|\
BA Bosnian|BB Barbadian|BD Bangladeshi|BE Belgian|BF Burkinabe Burkinabè|BG Bulgarian|BH Bahraini|\
BI Burundian|BJ Beninese|BM Bermudian|BN Bruneian|BO Bolivian|BR Brazilian|BS Bahamian|\
BT Bhutanese|BW Motswana Botswanan|BY Belarusian Belarussian|BZ Belizean|CA Canadian|\
CD Congolese|CF Central-African|CG Congolese|CH Swiss|CI Ivorian|CL Chilean|CM Cameroonian|\
CN Chinese|CO Colombian|CR Costa-Rican|CU Cuban|CV Cape-Verdean Cabo-Verdean|CY Cypriot|CZ Czech|\
DE German|DJ Djiboutian|DK Danish|DM Dominican|DO Dominican|DZ Algerian|EC Ecuadorian|\
EE Estonian|EG Egyptian|EH Sahrawi|ER Eritrean|ES Spanish|ET Ethiopian|FI Finnish|FJ Fijian|\
FM Micronesian|FR French|GA Gabonese|GB British|GD Grenadian|GE Georgian|GH Ghanaian|\
GL Greenlandic|GM Gambian|GN Guinean|GQ Equatoguinean|GR Greek|GT Guatemalan|GW Bissau-Guinean|\
GY Guyanese|HN Honduran|HR Croatian Croat|HT Haitian|HU Hungarian|ID Indonesian|IE Irish|\
IL Israeli|IN Indian|IQ Iraqi|IR Iranian|IS Icelandic|IT Italian|JM Jamaican|JO Jordanian|\
JP Japanese|KE Kenyan|KG Kyrgyz|KH Cambodian|KM Comorian|KP Korean North-Korean|\
KR Korean South-Korean|KW Kuwaiti|KZ Kazakh Kazakhstani|LA Lao Laotian|LB Lebanese|\
LI Liechtensteiner|LK Sri-Lankan|LR Liberian|LS Basotho|LT Lithuanian|LU Luxembourgish|LV Latvian|\
LY Libyan|MA Moroccan|MC Monegasque|MD Moldovan|ME Montenegrin|MG Malagasy|MH Marshallese|\
MK Macedonian North-Macedonian|ML Malian|MM Burmese|MN Mongolian|MR Mauritanian|MT Maltese|\
MU Mauritian|MV Maldivian|MW Malawian|MX Mexican|MY Malaysian|MZ Mozambican|NA Namibian|\
NE Nigerien|NG Nigerian|NI Nicaraguan|NL Dutch|NO Norwegian|NP Nepali Nepalese|NR Nauruan|\
NZ New-Zealander|OM Omani|PA Panamanian|PE Peruvian|PG Papua-New-Guinean|PH Filipino Philippine|\
PK Pakistani|PL Polish|PR Puerto-Rican|PS Palestinian|PT Portuguese|PW Palauan|PY Paraguayan|\
QA Qatari|RO Romanian|RS Serbian Serb|RU Russian|RW Rwandan|SA Saudi Saudi-Arabian|SC Seychellois|\
SD Sudanese|SE Swedish|SG Singaporean|SI Slovenian Slovene|SK Slovak|SL Sierra-Leonean|\
SM Sammarinese|SN Senegalese|SO Somali|SR Surinamese|SS South-Sudanese|ST Sao-Tomean|\
SV Salvadoran|SY Syrian|SZ Swazi|TD Chadian|TG Togolese|TH Thai|TJ Tajik|TL Timorese|TM Turkmen|\
TN Tunisian|TO Tongan|TR Turkish|TT Trinidadian|TV Tuvaluan|TW Taiwanese|TZ Tanzanian|\
UA Ukrainian|UG Ugandan|US American|UY Uruguayan|UZ Uzbek|VC Vincentian|VE Venezuelan|\
VN Vietnamese|VU Vanuatuan|WS Samoan|XK Kosovar|YE Yemeni|ZA South-African|ZM Zambian|\
ZW Zimbabwean"""

_LONGEST = 40


def countries_of(adjective: str) -> Sequence[str]:
    """The codes of the countries of which people or things are called so, in order."""
    if len(adjective) > _LONGEST:
        return ()
    return _by_adjective().get(" ".join(adjective.replace("-", " ").casefold().split()), ())


@lru_cache
def _by_adjective() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for entry in _DEMONYMS.split("|"):
        code, *adjectives = entry.split()
        for adjective in adjectives:
            found.setdefault(adjective.replace("-", " ").casefold(), []).append(code)
    return found
