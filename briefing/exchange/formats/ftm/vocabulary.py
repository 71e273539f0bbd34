"""What reading and writing FollowTheMoney agree on."""

from typing import Final

MARK: Final = "briefing"
"""The key beside the properties that holds the ref of a record, in a file written here."""

# ISO 639-1 and 639-3 codes of the languages of reports; FollowTheMoney writes the latter.
LANGUAGES: Final = {
    "ar": "ara",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fa": "fas",
    "fr": "fra",
    "he": "heb",
    "hi": "hin",
    "it": "ita",
    "ja": "jpn",
    "ko": "kor",
    "nl": "nld",
    "pl": "pol",
    "pt": "por",
    "ru": "rus",
    "sw": "swa",
    "tr": "tur",
    "uk": "ukr",
    "ur": "urd",
    "zh": "zho",
}
