"""The tables a search works on, made of entries: what is kept between two starts of the program."""

from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from briefing.search.hits import Entry
from briefing.search.joining import Seams, seams_of
from briefing.search.lexicon import LEADING, LEGAL_FORMS, LIGHT
from briefing.search.naming import Arrangement, arrange
from briefing.search.postings import Postings
from briefing.search.shortening import Acronyms, acronyms
from briefing.search.vocabulary import Vocabulary, vocabulary_of
from briefing.search.wording import Wording, wording


class Tables(msgspec.Struct, eq=False):
    """All that is worked out of the names of some entries.

    Attributes:
        arranged: The names, in order.
        vocabulary: All words and units of the names.
        word_names: The names that hold a word.
        unit_names: The names that hold a unit.
        name_units: The units of a name, in order.
        acronyms: What the names may be shortened to.
        seams: Where units, joined, sound like one word.
        is_light: Which words say little; one more, for no word, says nothing.
        telling_letters: How many letters each name has without titles and legal forms.
    """

    arranged: Arrangement
    vocabulary: Vocabulary
    word_names: Postings
    unit_names: Postings
    name_units: Postings
    acronyms: Acronyms
    seams: Seams
    is_light: npt.NDArray[np.bool_]
    telling_letters: npt.NDArray[np.uint16]


def tables_of(entries: Sequence[Entry]) -> Tables:
    """Work out the tables.

    Args:
        entries: What can be found; no two of the same record.
    """
    arranged = arrange(entries)
    found = wording(arranged.all(), arranged.roles)
    vocabulary = vocabulary_of(found.words)
    places = arranged.entries[arranged.name_entry].tolist()
    positions = arranged.position.tolist()
    written = [entries[at].names[place] for at, place in zip(places, positions, strict=True)]
    is_light = np.array([*(word in LIGHT for word in found.words), True], np.bool_)
    return Tables(
        arranged=arranged,
        vocabulary=vocabulary,
        word_names=found.word_names,
        unit_names=found.unit_names,
        name_units=found.name_units,
        acronyms=acronyms(written, found.words, found.name_words),
        seams=seams_of(found.name_units, vocabulary.sounds, vocabulary.sound_sizes, is_light),
        is_light=is_light,
        telling_letters=_telling_letters(found),
    )


def _telling_letters(found: Wording) -> npt.NDArray[np.uint16]:
    dress = LEADING | LEGAL_FORMS
    letters = np.array([0 if word in dress else len(word) for word in found.words], np.float64)
    words = found.name_words
    per_name = np.bincount(words.keys(), letters[words.numbers], minlength=len(words.starts) - 1)
    return per_name.astype(np.uint16)
