"""Whether words that are a known name mean it here: their capitals, and what stands beside them.

In doubt a mention is only possible, and if the words are part of another name it is none: Mali in
“Bank of Mali”, Islamic State in “Islamic State West Africa Province”, Azov in “Sea of Azov”.
"""

from collections.abc import Collection, Container, Mapping
from enum import IntEnum
from typing import Final

from briefing.model.codes.demonyms import countries_of
from briefing.reading.mentions import lexicon
from briefing.reading.mentions.known import PLACE, Name
from briefing.reading.mentions.windows import Match
from briefing.reading.mentions.words import Words
from briefing.search.words.folding import fold


class Verdict(IntEnum):
    """What is thought of a match."""

    NO = 0
    POSSIBLE = 1
    CERTAIN = 2


_LEAST_PRONOUNCED: Final = 4


class Judge:
    """Judges the matches in one text.

    Args:
        words: Of the text.
        countries: The countries of each group that has some.
    """

    def __init__(self, words: Words, countries: Mapping[str, Collection[str]]) -> None:
        self._words = words
        self._countries = countries
        self.covered: Mapping[int, Match] = {}
        """The match that each word belongs to, once known."""
        self.seen: Container[str] = ()
        """The records that the text names in full, once known."""

    def is_written_so(self, match: Match, name: Name) -> bool:
        """Whether the capitals of a match are those of a name."""
        words = self._words
        spoken = [
            at
            for at in range(match.first, match.end)
            if words.folded[at] not in lexicon.SILENT and not words.is_divided(at)
        ]
        if name.text[:4].casefold() == "the " and len(spoken) == 1 and not self._has_the(match):
            return False
        if name.is_abbreviation:
            return self._is_abbreviated(match, name)
        if len(spoken) == 1 and not self._may_stand_alone(spoken[0], name, match.rank):
            return False
        if all(words.is_loud[at] and words.is_upper[at] for at in spoken):
            return True
        written = [word for word in name.text.replace("-", " ").split() if _speaks(word)]
        if len(written) != len(spoken):
            return all(words.is_capital[at] for at in spoken)
        return all(
            words.is_capital[at]
            or not written[place][:1].isupper()
            or (place > 0 and not name.is_personal and words.folded[at] in lexicon.HEADS)
            or (name.kind == PLACE and words.folded[at] in lexicon.REGIONAL)
            for place, at in enumerate(spoken)
        ) and (match.rank < 2 or any(words.is_capital[at] for at in spoken))

    def _has_the(self, match: Match) -> bool:
        return match.first > 0 and self._words.folded[match.first - 1] == "the"

    def _is_abbreviated(self, match: Match, name: Name) -> bool:
        """Whether letters are an abbreviation: AQIM, R.S.F., or Aqim if it can be spoken."""
        surface = self._words.surface(match.first, match.end)
        letters = "".join(filter(str.isalnum, surface))
        wanted = "".join(filter(str.isalnum, name.text))
        if self._words.is_loud[match.first]:
            folded = fold(letters)
            return letters.isupper() and (len(letters) > 2 and folded not in lexicon.COMMON)
        if letters in (wanted, wanted.upper()):
            return True
        is_spoken = wanted.isalpha() and len(letters) >= _LEAST_PRONOUNCED and letters.istitle()
        folded = fold(letters)
        return (
            is_spoken and folded not in lexicon.COMMON and folded not in self._words.in_lower_case
        )

    def _may_stand_alone(self, at: int, name: Name, rank: int) -> bool:
        """Whether a single word can be a name, however it is spelled."""
        word = self._words.folded[at]
        if word in lexicon.CALENDAR or word in lexicon.FUNCTION:
            return False
        is_other = rank > 1 and (lexicon.is_of_a_country(word) or lexicon.is_country(word))
        is_word = name.text[:1].isupper() and (word in lexicon.COMMON or rank > 1)
        return not is_other and not (is_word and word in self._words.in_lower_case)

    def of(self, match: Match, name: Name) -> Verdict:
        """Judge a match by its neighbours, once all matches are known."""
        is_country = name.kind == "group" and lexicon.is_country(name.text)
        if is_country and self._is_numbered(match):
            return Verdict.NO
        if self._words.is_loud[match.first]:
            is_whole = not self._goes_on(name, match.end)
            if not is_whole and match.end - match.first == 1:
                return Verdict.NO
            return Verdict.POSSIBLE if is_country else Verdict.CERTAIN
        if self._is_part(match, name):
            return Verdict.NO
        if is_country:
            return self._of_country(match)
        if name.kind == PLACE:
            return Verdict.CERTAIN
        if name.is_short:
            return self._of_short(match, name)
        if self._is_of_another_country(match, name):
            return Verdict.NO
        return Verdict.POSSIBLE if self._may_be_branch(match, name) else Verdict.CERTAIN

    # What stands beside.

    def _is_numbered(self, match: Match) -> bool:
        """Whether a number follows: France 24."""
        words, at = self._words, match.end
        return at < len(words) and words.joins[at - 1] and words.written[at].isdigit()

    def _is_part(self, match: Match, name: Name) -> bool:
        """Whether a match is only part of a longer name."""
        if self._goes_on(name, match.end) or self._began_before(match, name):
            return True
        is_short = name.kind == PLACE or match.end - match.first == 1
        return is_short and not name.is_abbreviation and self._is_of_something(match)

    def _goes_on(self, name: Name, at: int) -> bool:
        """Whether the word behind is one more word of the name."""
        words = self._words
        if at >= len(words) or not words.joins[at - 1] or words.owns[at - 1]:
            return False
        word = words.folded[at]
        if not words.is_capital[at] or word in lexicon.BEHIND or word in lexicon.FUNCTION:
            return False
        if word in lexicon.CALENDAR or (name.kind == PLACE and word in lexicon.PLACE_KINDS):
            return False
        if "-" in words.gap(at - 1) and word in lexicon.DRIVEN:
            return False
        if words.is_loud[at]:
            return not name.is_personal and word in lexicon.HEADS and word not in lexicon.TITLES
        return not self._is_known(at) and not words.written[at].isdigit()

    def _began_before(self, match: Match, name: Name) -> bool:
        """Whether the word before is one more word of the name."""
        words, at = self._words, match.first - 1
        while at >= 0 and words.joins[at] and words.folded[at] in lexicon.LINKING - {"de", "la"}:
            at -= 1
        if at < 0 or not words.joins[at] or words.owns[at] or not words.is_capital[at]:
            return False
        word = words.folded[at]
        is_land = name.kind == PLACE or lexicon.is_country(name.text)
        if is_land and word in lexicon.DIRECTIONS:
            return True
        if self.is_no_name(at) or self._is_known(at) or words.written[at].isdigit():
            return False
        is_plain = words.opens[at] and word in words.in_lower_case
        return not is_plain and "-" not in words.gap(at)

    def is_no_name(self, at: int) -> bool:
        """Whether a word in capitals is a title, an adjective or the like, and in no name."""
        word = self._words.folded[at]
        return (
            word in lexicon.TITLES
            or word in lexicon.CALENDAR
            or word in lexicon.REGIONAL
            or word in lexicon.FUNCTION
            or lexicon.is_of_a_country(word)
            or lexicon.is_country(self._words.written[at])
            or (self._words.is_upper[at] and not self._words.is_loud[at])
        )

    def _is_known(self, at: int) -> bool:
        return at in self.covered

    def _is_of_something(self, match: Match) -> bool:
        """Whether a name of another thing stands before: Bank of Mali, Sea of Azov."""
        words, at = self._words, match.first - 1
        if at >= 0 and words.folded[at] == "the":
            at -= 1
        if at < 1 or words.folded[at] not in ("of", "de", "du") or not words.joins[at - 1]:
            return False
        before = words.folded[at - 1]
        if not words.is_capital[at - 1] or before in lexicon.TITLES | lexicon.PLACE_KINDS:
            return False
        return not words.opens[at - 1] or before not in words.in_lower_case | lexicon.FUNCTION

    def _is_of_another_country(self, match: Match, name: Name) -> bool:
        """Whether an adjective before is of a country the group is not of."""
        own = self._countries.get(name.ref, ())
        if not own or match.first == 0 or not self._words.joins[match.first - 1]:
            return False
        if name.is_abbreviation or not self._words.is_capital[match.first - 1]:
            return False
        others = countries_of(self._words.folded[match.first - 1])
        return bool(others) and not set(others) & set(own)

    def _may_be_branch(self, match: Match, name: Name) -> bool:
        """Whether the name of a group may go on: Islamic State in the Greater Sahara."""
        words, at = self._words, match.end
        if name.is_personal or name.is_abbreviation or at + 1 >= len(words):
            return False
        if not words.joins[at - 1] or words.owns[at - 1] or not words.joins[at]:
            return False
        link = words.folded[at]
        if link not in lexicon.CONNECTING or words.is_capital[at]:
            return False
        has_article = words.folded[at + 1] in ("the", "la", "el", "l")
        following = at + 1 + has_article
        if following >= len(words) or not words.is_capital[following]:
            return False
        other = self.covered.get(following)
        if other and any(each.is_personal for each in other.names):
            return False
        plain = fold(name.text).replace(" ", "").removeprefix("al")
        if link == "in":
            is_there = bool(other) or lexicon.is_country(words.written[following])
            return plain in lexicon.FRANCHISES or (has_article and not is_there)
        last = words.folded[match.end - 1]
        return link != "for" or last in lexicon.HEADS

    def _of_country(self, match: Match) -> Verdict:
        """Judge whether a country is meant as a state that acts, or as a place."""
        words = self._words
        before = words.folded[match.first - 1] if match.first else ""
        if before == "the" and match.first > 1:
            before = words.folded[match.first - 2]
        is_tied = match.first > 0 and words.joins[match.first - 1]
        if is_tied and before in lexicon.LOCATING | lexicon.REGIONAL | lexicon.DIRECTIONS:
            return Verdict.NO
        behind = ""
        acting = lexicon.ACTING - {"is", "was"}
        if match.end < len(words) and words.joins[match.end - 1] and not words.owns[match.end - 1]:
            behind = words.folded[match.end] if words.gap(match.end - 1).isspace() else ""
        is_verb = behind in acting or (behind.endswith("ed") and len(behind) > _LEAST_PRONOUNCED)
        is_subject = is_verb and before not in ("and", "or")
        if is_subject or (is_tied and before in lexicon.DONE_TO):
            return Verdict.CERTAIN
        return Verdict.POSSIBLE

    def _of_short(self, match: Match, name: Name) -> Verdict:
        """Judge a name without its last word: Wagner, which may be a place or a person too."""
        words, at = self._words, match.first - 1
        before = words.folded[at] if match.first else ""
        is_surname = before in lexicon.ARTICLES and "-" in words.gap(at)  # al-Houthi
        if before in lexicon.LOCATING or is_surname:
            return Verdict.NO
        return Verdict.CERTAIN if name.ref in self.seen else Verdict.POSSIBLE


def _speaks(word: str) -> bool:
    folded = fold(word)
    return bool(folded) and folded not in lexicon.SILENT


def overlaps(match: Match, taken: Container[int]) -> bool:
    """Whether a word of a match is among some others."""
    return any(at in taken for at in range(match.first, match.end))
