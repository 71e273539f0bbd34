"""People named by part of their name: the surname, usually after the full name.

A part alone is certain if the text gives the full name of one person who has it, and nobody else's.
Without that it takes a title before it, or a name rare enough, that one person of the briefing has.
An unknown person of the same name makes it doubtful: after “Igor Ivanov”, Ivanov may be either.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from briefing.reading.mentions import lexicon
from briefing.reading.mentions.judging import Judge, Verdict
from briefing.reading.mentions.known import Known, sounds_of
from briefing.reading.mentions.words import Words
from briefing.search.identity.names import is_family_name, is_given_name
from briefing.search.identity.words import slips_between
from briefing.search.lookalikes import LEAST_MUTUAL, Likeness
from briefing.search.words.folding import fold
from briefing.search.words.lexicon import FORMS
from briefing.search.words.units import OF_PEOPLE, NamePart, parts_of, without_particles

_MOST_BEARERS: Final = 50
"""A part that more names have does not tell who is meant."""

_LEAST_LETTERS: Final = 4
_ALIKE: Final = LEAST_MUTUAL
_SURELY_ALIKE: Final = 0.91
_WHOLE_ENOUGH: Final = 3


class ShortName(NamedTuple):
    """Words that name a person by part of the full name.

    Attributes:
        first: The first word.
        end: The word after the last.
        refs: Who may be meant.
        verdict: Whether it is certain.
        after_full: Whether the full name stands in the same text.
    """

    first: int
    end: int
    refs: Sequence[str]
    verdict: Verdict
    after_full: bool


class _Run(NamedTuple):
    """Words in capitals that may be a person's name, without titles; and whether it had any."""

    first: int
    end: int
    is_titled: bool


class ShortNames:
    """Finds people by parts of their names.

    Args:
        words: Of the text.
        known: The names of the briefing.
        judge: Of the same text.
        seen: The people whose full names stand in the text, with these names.
    """

    def __init__(
        self, words: Words, known: Known, judge: Judge, seen: Collection[tuple[str, str]]
    ) -> None:
        self._words = words
        self._known = known
        self._judge = judge
        self._runs_read = [(run, words.surface(run.first, run.end)) for run in self._runs()]
        texts = dict.fromkeys(
            (*(surface for _, surface in self._runs_read), *(name for _, name in seen))
        )
        self._sounds = dict(sounds_of(part.text for text in texts for part in parts_of(text)))
        self._seen: dict[int, list[tuple[str, str]]] = {}
        for ref, name in seen:
            self._see(ref, name)
        # By the sound of each part, the parts of strangers' names, and where they first stand.
        self._strangers: dict[int, dict[str, int]] = {}
        self._likeness = Likeness(lambda _: 1.0)
        self.bearers = cache(self._bearers)
        self.seen_bearers = cache(self._seen_bearers)
        self.read_longer = cache(self._read_longer)

    def find(self) -> Iterator[ShortName]:
        """Yield the short names, in order."""
        longer = [self._longer(run, surface) for run, surface in self._runs_read]
        for short in longer:
            if short and short.verdict is Verdict.CERTAIN:
                for name in self._known.names_of(short.refs[0]):
                    self._see(name.ref, name.text)
        self.seen_bearers.cache_clear()
        for (run, surface), known in zip(self._runs_read, longer, strict=True):
            if found := known or self._short(run, surface):
                yield found

    def _see(self, ref: str, name: str) -> None:
        """Note that the text names somebody in full."""
        if name.startswith("the "):
            return
        for hashed in self._sound(*(part.text for part in parts_of(name))):
            if (ref, name) not in self._seen.setdefault(hashed, []):
                self._seen[hashed].append((ref, name))

    def _sound(self, *parts: str) -> Sequence[int]:
        if missing := [part for part in parts if part not in self._sounds]:
            self._sounds.update(sounds_of(missing))
        return [self._sounds[part] for part in dict.fromkeys(parts)]

    def _longer(self, run: _Run, surface: str) -> ShortName | None:
        """Read a run of two and more parts; note it as that of a stranger if nobody has it."""
        parts = without_particles(parts_of(surface))
        if len(parts) < 2:
            return None
        if told := self.read_longer(surface):
            refs, verdict, is_seen = told
            return ShortName(run.first, run.end, refs, verdict, after_full=is_seen)
        for part in parts:
            if not part.fixed and part.text not in lexicon.COMMON:
                others = self._strangers.setdefault(self._sound(part.text)[0], {})
                others.setdefault(part.text, run.first)
        return None

    # Runs of words in capitals.

    def _runs(self) -> Iterator[_Run]:
        words = self._words
        at, count = 0, len(words)
        while at < count:
            if not words.is_capital[at] or at in self._judge.covered:
                at += 1
                continue
            end = at + 1
            # In a headline every word has a capital, so none of them goes on.
            while not words.is_loud[at] and (after := self._after(end)) > end:
                end = after
            first = at
            while first < end and self._judge.is_no_name(first):
                first += 1
            if first < end and not self._is_word(first, end) and not self._is_compound(end):
                start = self._with_particles(first)
                titled = first > 0 and words.joins[first - 1]
                titled = titled and words.folded[first - 1] in lexicon.TITLES
                yield _Run(start, end, titled)
            at = end

    def _after(self, end: int) -> int:
        """Return where a run goes on to from `end`: past one more word, with its particles."""
        words, at = self._words, end
        if words.owns[end - 1]:
            return end
        while at < len(words) and words.joins[at - 1]:
            if at in self._judge.covered:
                return end
            if words.is_capital[at]:
                return at + 1 if words.folded[at] not in lexicon.FUNCTION else end
            if words.folded[at] not in lexicon.LINKING:
                return end
            at += 1
        return end

    def _with_particles(self, first: int) -> int:
        """Return where a name starts that particles may precede: al-Hilu, ag Ghaly."""
        words = self._words
        while (
            first > 0
            and words.joins[first - 1]
            and words.folded[first - 1] in lexicon.LINKING
            and ("-" in words.gap(first - 1) or words.folded[first - 1] in lexicon.LEADING)
            and first - 1 not in self._judge.covered
        ):
            first -= 1
        return first

    def _is_word(self, first: int, end: int) -> bool:
        """Whether a run is just a word that opens a sentence."""
        words = self._words
        if end - first > 1:
            return False
        word = words.folded[first]
        is_word = words.opens[first] and word in words.in_lower_case
        return word in lexicon.FUNCTION or (is_word and not self._speaks_or_owns(end))

    def _is_compound(self, end: int) -> bool:
        """Whether a hyphen makes another word of it: petro-dollars, but not Assad-backed."""
        words = self._words
        if end >= len(words) or words.owns[end - 1] or "-" not in words.gap(end - 1):
            return False
        is_dash = any(map(str.isspace, words.gap(end - 1)))
        return not is_dash and words.folded[end] not in lexicon.DRIVEN

    # Who bears a name.

    def _names_with(self, part: NamePart) -> Sequence[int]:
        """Return the names that contain a part in any spelling."""
        hashed = self._sounds.get(part.text, 0)
        return self._known.parts.numbers_of(hashed) if hashed else ()

    def _bearers(self, surface: str) -> Sequence[str]:
        """Return the people in the briefing with this family name; nobody for a frequent one."""
        parts = without_particles(parts_of(surface))
        found = self._names_with(parts[-1]) if parts else ()
        if len(found) > _MOST_BEARERS:
            return ()
        names = (self._known.names[number] for number in found)
        bearing = (
            name.ref
            for name in names
            if name.is_personal
            and not name.text.startswith("the ")
            and is_family_name(surface, name.text)
        )
        return list(dict.fromkeys(bearing))

    def _seen_bearers(self, surface: str) -> Sequence[str]:
        """Return the people named in the text who have this name: family names first."""
        wanted = without_particles(parts_of(surface))
        among = self._seen.get(self._sounds.get(wanted[-1].text, 0), ()) if wanted else ()
        by_family = [ref for ref, name in among if is_family_name(surface, name)]
        if by_family:
            return list(dict.fromkeys(by_family))
        return list(dict.fromkeys(ref for ref, name in among if _has(name, wanted)))

    # What a run is.

    def _read_longer(self, surface: str) -> tuple[Sequence[str], Verdict, bool] | None:
        """Read two and more words: another length of a full name, or a family name of two words.

        Returns:
            Who may be meant, how certainly, and whether the text has the full name; None if nobody.
        """
        parts = without_particles(parts_of(surface))
        family = self.seen_bearers(surface)
        if family:
            return family, Verdict.CERTAIN if len(family) == 1 else Verdict.POSSIBLE, True
        found: dict[str, Verdict] = {}
        for number in self._sharing(parts):
            name = self._known.names[number]
            if name.is_personal and name.ref not in found:
                verdict = self._length_of(parts, without_particles(parts_of(name.text)))
                if verdict is Verdict.NO:
                    verdict = self._alike(surface, name.text)
                if verdict is not Verdict.NO:
                    found[name.ref] = verdict
        sure = [ref for ref, verdict in found.items() if verdict is Verdict.CERTAIN]
        refs = sure or list(found)
        if refs:
            return refs, Verdict.CERTAIN if len(sure) == 1 else Verdict.POSSIBLE, False
        unseen = self.bearers(surface) if _is_particled(surface) else ()
        return (unseen, Verdict.POSSIBLE, False) if len(unseen) == 1 else None

    def _sharing(self, parts: Sequence[NamePart]) -> Sequence[int]:
        """Return the names that share the last part or the first; both, where many do."""
        if len(parts) < 2:
            return ()
        last, first = self._names_with(parts[-1]), self._names_with(parts[0])
        few = [each for each in (last, first) if len(each) <= _MOST_BEARERS]
        if len(few) == 2:
            return list(dict.fromkeys((*last, *first)))
        both = set(last).intersection(first)
        return list(dict.fromkeys((*both, *(few[0] if few else ()))))[: 2 * _MOST_BEARERS]

    def _length_of(self, given: Sequence[NamePart], whole: Sequence[NamePart]) -> Verdict:
        """Whether some parts are a person's name; one part left out at the end may be doubtful."""
        verdict = _length_of(given, whole)
        if verdict is not Verdict.POSSIBLE or len(whole) != len(given) + 1:
            return verdict
        last = given[-1].text
        bearers = {self._known.names[number].ref for number in self._names_with(given[-1])}
        is_own = len(bearers) == 1 and len(last) >= _LEAST_LETTERS
        is_frequent = last in lexicon.FREQUENT or last in FORMS or is_given_name(last)
        return Verdict.CERTAIN if is_own and not is_frequent else verdict

    def _alike(self, surface: str, name: str) -> Verdict:
        """Whether a full name is probably this one, misspelled: Belmokthar, Daglo."""
        one, two = fold(surface), fold(name)
        is_of_a_woman = one.rstrip("a") == two.rstrip("a")  # Ivanov, Ivanova
        if is_of_a_woman or len(one.split()) != len(two.split()):
            return Verdict.NO
        likeness = self._likeness.of_names(surface, name)
        if likeness < _ALIKE:
            return Verdict.NO
        return Verdict.CERTAIN if likeness >= _SURELY_ALIKE else Verdict.POSSIBLE

    def _short(self, run: _Run, surface: str) -> ShortName | None:
        """Read a surname alone, as that of whoever the text names in full, or of the only one."""
        words = self._words
        parts = without_particles(parts_of(surface))
        if len(parts) != 1 or len(parts[0].text) < 2 or run.end - run.first > _WHOLE_ENOUGH:
            return None
        word = parts[0].text
        if run.first and words.folded[run.first - 1] in ("a", "an") and words.joins[run.first - 1]:
            return None  # a Hamdan family
        if words.is_upper[run.end - 1] and not words.is_loud[run.first]:
            return None
        if self._judge.is_no_name(run.end - 1) or word in lexicon.CALENDAR:
            return None
        others = self._strangers.get(self._sounds.get(word, 0), {})
        is_doubtful = any(
            at < run.first and slips_between(word, other) == 0 for other, at in others.items()
        )
        seen = self.seen_bearers(surface)
        if seen:
            is_plain = word in lexicon.COMMON and words.opens[run.first]
            is_plain = is_plain and not self._speaks_or_owns(run.end)
            if is_plain:
                return None
            is_sure = len(seen) == 1 and not is_doubtful and self._is_only_of(seen[0], surface)
            verdict = Verdict.CERTAIN if is_sure else Verdict.POSSIBLE
            return ShortName(run.first, run.end, seen, verdict, after_full=True)
        unseen = () if words.is_loud[run.first] else self.bearers(surface)
        if not unseen or is_doubtful or word in lexicon.COMMON or word in words.in_lower_case:
            return None
        is_rare = len(word) >= _LEAST_LETTERS and word not in lexicon.FREQUENT
        is_sure = len(unseen) == 1 and is_rare
        verdict = Verdict.CERTAIN if is_sure else Verdict.POSSIBLE
        return ShortName(run.first, run.end, unseen, verdict, after_full=False)

    def _is_only_of(self, ref: str, surface: str) -> bool:
        """Whether a part is somebody's family name, or in no other name of the briefing."""
        names = [name.text for name in self._known.names_of(ref)]
        if any(is_family_name(surface, name) for name in names):
            return True
        part = without_particles(parts_of(surface))[-1]
        return {self._known.names[at].ref for at in self._names_with(part)} <= {ref}

    def _speaks_or_owns(self, end: int) -> bool:
        """Whether somebody does or has something, by the word that ends here."""
        words = self._words
        is_subject = end < len(words) and words.folded[end] in lexicon.ACTING
        return words.owns[end - 1] or is_subject


def _has(name: str, wanted: Sequence[NamePart]) -> bool:
    """Whether one of the parts of a full name is this one, spelled somehow."""
    parts = without_particles(parts_of(name))
    return (
        len(wanted) == 1
        and len(parts) > 1
        and any(
            not part.fixed and slips_between(part.text, wanted[0].text) is not None
            for part in parts
        )
        and len(wanted[0].text) >= _LEAST_LETTERS
    )


def _is_particled(surface: str) -> bool:
    return not OF_PEOPLE.isdisjoint(fold(surface).split())


def _length_of(given: Sequence[NamePart], whole: Sequence[NamePart]) -> Verdict:
    """Whether some parts are a person's name with parts left out or added.

    Minni Minnawi for Minni Arko Minnawi; J.-Y. Le Drian; Dairo Antonio Úsuga David. With only the
    last name left out or added, two people may be meant.
    """
    if len(given) == len(whole):
        pairs = list(zip(given, whole, strict=True))
        initials = [_is_initial(one.text, two.text) for one, two in pairs[:-1]]
        same = [_is_part(one, two) for one, two in pairs]
        is_name = any(initials) and same[-1]
        agrees = all(a or b for a, b in zip(initials, same[:-1], strict=True))
        return Verdict.CERTAIN if is_name and agrees else Verdict.NO
    shorter, longer = sorted((given, whole), key=len)
    if len(shorter) < 2 or not _is_within(shorter, longer):
        return Verdict.NO
    if not _is_part(shorter[0], longer[0]):
        return Verdict.NO
    is_long = len(shorter) >= _WHOLE_ENOUGH
    is_closed = _is_part(shorter[-1], longer[-1])
    is_rare = shorter[-1].text not in lexicon.FREQUENT
    return Verdict.CERTAIN if is_long or (is_closed and is_rare) else Verdict.POSSIBLE


def _is_within(shorter: Sequence[NamePart], longer: Sequence[NamePart]) -> bool:
    rest = iter(longer)
    return all(any(_is_part(part, other) for other in rest) for part in shorter)


def _is_part(part: NamePart, other: NamePart) -> bool:
    if part.fixed or other.fixed:
        return part.text.lower() == other.text.lower()
    return slips_between(part.text, other.text) == 0


def _is_initial(one: str, two: str) -> bool:
    short, long = sorted((one.lower(), two.lower()), key=len)
    return len(short) == 1 and long.startswith(short)
