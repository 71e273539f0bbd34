"""Whom a noun phrase of a report names: a person, a body, an unnamed source, a pronoun.

A phrase is accepted only if all of it can be a speaker: a determiner, a title, adjectives and
nouns, a name, and what prepositions attach to them. If it contains a finite verb or the beginning
of another clause, it is more than a speaker and is rejected.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.model.parsers.quotes.sentences import Word, printed
from briefing.model.parsers.quotes.vocabulary import (
    BE,
    BODIES,
    DEFINITE,
    DETERMINERS,
    DO,
    HAVE,
    INDEFINITE,
    LINKS,
    LOOSE,
    MODAL,
    NEVER,
    OFFICES,
    PARTICLES,
    PAST,
    PERSONS,
    PRONOUNS,
    TITLES,
    WITNESSES,
    forms,
)
from briefing.model.parsers.words import word_set

_ISSUED = word_set("statement statements communiqué communique")
_PERSONS_BESIDE = WITNESSES | OFFICES
_WITHOUT_NOUN = word_set("another both one two three several many some others un autre")
_MANY = word_set("people men women many both several some all two three pair trio locals")
_KNOWN = WITNESSES | OFFICES | BODIES
_NO_PAST = word_set(
    "need feed seed speed indeed hundred breed greed exceed proceed succeed shed weed"
)
_FINITE = (HAVE | BE | MODAL | DO | word_set("set cut")) - {"a"}
"""Without the French "a", which comes with its participle and is mostly an English article."""
_NAMING = word_set("named called identified nommé appelé")
_ARTICLES = ("the", "la", "le", "les")
_FRENCH_ARTICLES = word_set("le la les un une des du ces ses leurs")
_ENT_NOUNS = word_set(
    """président agent client cent récent présent absent patient accident incident résident
    dissident continent permanent précédent différent urgent innocent argent parent"""
)


class Who(NamedTuple):
    """Whom a phrase names as the speaker.

    Attributes:
        text: As printed.
        names: Possible names of a record, the likeliest first.
        anonymity: `named`, `unnamed`, or empty for an office that does not tell.
        pronoun: The pronoun in lower case, if it is one.
        is_person: Whether it can be a single person.
        is_many: Whether it is several, or a body.
        is_office: Whether the word means a person: the leader of Ansar Dine.
    """

    text: str
    names: tuple[str, ...] = ()
    anonymity: str = ""
    pronoun: str = ""
    is_person: bool = False
    is_many: bool = False
    is_office: bool = False


def who(chunks: Sequence[Sequence[Word]], *, hides: bool = False) -> Who | None:
    """Identify the person or body in a phrase, or in several between commas.

    Args:
        chunks: The phrases, without the commas.
        hides: Whether the speaker is said nearby not to be named.

    Returns:
        The speaker; None if one of the phrases is more, or less, than a speaker.
    """
    if len(chunks) == 1 and len(chunks[0]) == 1 and chunks[0][0].low in PRONOUNS:
        low = chunks[0][0].low
        return Who("", pronoun=low, is_person=low in PERSONS, is_many=low not in PERSONS)
    if not chunks or not all(map(is_noun_phrase, chunks)):
        return None
    phrase = printed([*chunks[0], *chunks[-1]])
    chunks = [_issuer(chunks[0]), *chunks[1:]]
    names: tuple[str, ...] = ()
    for chunk in chunks:
        # The first name decides: later ones are of what that person commands.
        names = names or tuple(dict.fromkeys(_names(chunk)))
        if not names and _may_name_another(chunk):
            break
    joined = any(token.low in ("and", "et") for token in _before_links(chunks[0]))
    head = _head(chunks[0])
    is_body = head in BODIES or (bool(names) and _is_body_name(chunks[0]))
    is_many = is_body or joined or (not names and (_is_plural(head) or head in _MANY))
    return Who(
        phrase,
        () if joined else names,
        _anonymity(chunks, names, hides=hides),
        is_person=not is_many,
        is_many=is_many,
        is_office=not is_many and head in _PERSONS_BESIDE,
    )


def _is_plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith("ss")


def _issuer(tokens: Sequence[Word]) -> Sequence[Word]:
    """Who issued a statement, if a phrase is about one: a statement from the presidency."""
    for at, token in enumerate(tokens[:4]):
        if token.low in _ISSUED and at + 2 < len(tokens) and tokens[at + 1].low in ("from", "by"):
            issuer = tokens[at + 2 :]
            return issuer if is_noun_phrase(issuer) else tokens
    return tokens


def _may_name_another(tokens: Sequence[Word]) -> bool:
    """Whether a name beside it may be somebody else's: the husband of the victim, Teresa Pawlik."""
    last = tokens[-1].low
    is_inner = len(_before_links(tokens)) < len(tokens)
    return is_inner and last in _PERSONS_BESIDE and not last.endswith("s")


def is_noun_phrase(tokens: Sequence[Word]) -> bool:
    """Whether tokens can be a noun phrase that speaks, and nothing more."""
    if not tokens or len(tokens) > 24:
        return False
    first, last = tokens[0], tokens[-1]
    if first.low in LINKS - {"d'autres"} or (
        last.low in DETERMINERS | LINKS | {"and", "et"} and last.low not in _WITHOUT_NOUN
    ):
        return False
    if first.low.endswith(("ing", "ed")) and len(tokens) > 1 and tokens[1].low in LINKS | DEFINITE:
        # Speaking to reporters, asked about it: not a noun.
        return False
    may_occur = (_may_occur(token) or is_known_as(tokens, at) for at, token in enumerate(tokens))
    if last.low.endswith(("'s", "s'")) or not all(may_occur):
        return False
    if any(_is_finite(tokens, at) for at in range(len(tokens))):
        return False
    head = _head(tokens)
    if _is_determined(first, tokens[1] if len(tokens) > 1 else None):
        return len(tokens) > 1 or first.low[:2] == "l'" or first.low in _WITHOUT_NOUN
    if first.is_capital and (first.low not in DETERMINERS or len(tokens) > 1):
        has_name = any(token.is_capital for token in tokens[1:]) or len(tokens) == 1
        is_owned = len(tokens) > 1 and first.low.endswith(("'s", "s'"))
        return has_name or is_owned or is_known(head) or head.endswith("s")
    if first.quotation is not None:
        return len(tokens) == 1
    # army spokesman Colonel Maiga: a noun for a speaker, and a name
    has_office = any(is_known(token.low) for token in tokens)
    return is_known(head) or (has_office and bool(_trailing_name(tokens)))


def is_known(low: str) -> bool:
    """Whether a noun means a speaker: minister, secretary-general."""
    return low in _KNOWN or ("-" in low and low.rpartition("-")[2] in _KNOWN | {"general"})


def speaks_for_sure(tokens: Sequence[Word]) -> bool:
    """Whether a noun phrase is a name, or a noun that means a speaker."""
    if not is_noun_phrase(tokens):
        return False
    return _head(tokens) in _KNOWN or bool(_trailing_name(_before_links(tokens)))


def _may_occur(token: Word) -> bool:
    if token.quotation is not None:
        return True
    if token.text == "Said":
        return True
    if token.low in NEVER or token.low in PRONOUNS - {"on", "y"}:
        return token.is_capital and token.text.isupper() and len(token.text) > 1
    return token.is_word or token.text in "()&/.-"


def is_known_as(tokens: Sequence[Word], at: int) -> bool:
    """Whether “as” introduces what a noun is called: the rebels known as Seleka."""
    return tokens[at].low == "as" and at > 1 and tokens[at - 1].low == "known"


def _is_determined(token: Word, following: Word | None = None) -> bool:
    """Whether a word is an article or the like; Le in Le Drian is part of the name."""
    if token.text in ("Le", "La", "Les", "Des", "Du"):
        return following is not None and not following.is_capital
    return token.low in DETERMINERS or token.low[:2] == "l'" or token.text[:1].isdigit()


def _is_finite(tokens: Sequence[Word], at: int) -> bool:
    """Whether a word is a verb with a subject here, rather than a participle of a noun."""
    token = tokens[at]
    if token.is_capital or token.quotation is not None or at == 0:
        return False
    low = token.low
    if low.endswith("ent") and not low.endswith("ment") and low not in _ENT_NOUNS:
        # Les rebelles contrôlent la ville.
        return any(each.low in _FRENCH_ARTICLES for each in tokens[:at])
    if not is_past_form(low) or low in _KNOWN:
        return False
    before = tokens[at - 1]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    is_adjective = (
        _is_determined(before) or before.low.endswith(("ly", "'s")) or before.low == "and"
    ) or (
        # A local elected official.
        tokens[0].low in ("a", "an", "another") and after is not None and is_known(after.low)
    )
    if after is not None and is_adjective:
        return False
    if after is not None and is_known_as(tokens, at + 1):
        return False
    # A group led by Talon, a source cited by the agency, a man named Ali.
    return after is None or not (after.low in LINKS or (after.is_capital and low in _NAMING))


def is_past_form(low: str) -> bool:
    """Whether a lower-case word can be a verb in the past."""
    known = forms().get(low)
    is_past = (low.endswith("ed") and len(low) > 3 and low not in _NO_PAST) or low in PAST
    return is_past or (known is not None and known.tense in ("past", "done"))


def is_finite(token: Word) -> bool:
    """Whether a word can be a verb that makes a clause; May is a month."""
    if token.is_capital or not token.is_word:
        return False
    is_short = token.low.endswith(("n't", "'re", "'ll"))
    return is_short or token.low in _FINITE or is_past_form(token.low)


def has_title(who: Who) -> bool:
    """Whether a title or office accompanies a name: President Deby, the general, Idris Talon."""
    return any(word.lower().rstrip(".,") in TITLES for word in who.text.split())


def _is_titled(tokens: Sequence[Word]) -> bool:
    """Whether a title or office is among some words."""
    return any(is_title(token.text) for token in tokens)


def is_plain_name(tokens: Sequence[Word]) -> bool:
    """Whether a phrase is only a name: no article, no office."""
    is_name = bool(tokens) and all(token.is_capital for token in tokens)
    return is_name and tokens[0].low != "the" and not _is_titled(tokens)


def _core(tokens: Sequence[Word]) -> Sequence[Word]:
    """A phrase without its owner: the Bureau of Meteorology's Claire Richards."""
    owners = [at for at, token in enumerate(tokens[:-1]) if token.low.endswith(("'s", "s'"))]
    return tokens[owners[-1] + 1 :] if owners else tokens


def _head(tokens: Sequence[Word]) -> str:
    """The noun that the phrase is about, in lower case."""
    for token in reversed(_before_links(_core(tokens))):
        if token.low not in LOOSE and token.is_word:
            return token.low.removeprefix("l'").removeprefix("d'")
    return ""


def _before_links(tokens: Sequence[Word]) -> Sequence[Word]:
    """A phrase up to what a preposition, a participle or a bracket attaches to its noun."""
    for at in range(1, len(tokens)):
        if _hangs(tokens, at):
            return tokens[:at]
    return tokens


def _hangs(tokens: Sequence[Word], at: int) -> bool:
    token = tokens[at]
    low = token.low
    if low in LINKS or token.text == "(":
        return True
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_between = following is not None and following.is_capital and tokens[at - 1].is_capital
    if low in PARTICLES and is_between:
        return False
    if low in ("du", "des", "de") or low[:2] == "d'":
        return True
    is_led = following is not None and following.low in LINKS
    return is_led and is_past_form(low) and not token.is_capital


def _names(chunk: Sequence[Word]) -> Iterator[str]:
    """Possible names of the person in a phrase; none for an office or a source."""
    chunk = [token for token in chunk if token.low not in LOOSE]
    naming = [at for at, token in enumerate(chunk[:-1]) if token.low in _NAMING]
    if naming and chunk[naming[-1] + 1].is_capital:
        # A man named Ali Ba.
        yield printed(_trailing_name(chunk[naming[-1] + 1 :]))
        return
    if not chunk or chunk[0].low in INDEFINITE or chunk[0].low == "no":
        return
    core = _core(chunk)
    part = _before_links(core)
    is_article = chunk[0].low in DETERMINERS and len(chunk) > 1
    first = 1 if is_article else 0
    whole = printed(chunk[first:])
    name = _trailing_name(part)
    if not name:
        if _head(chunk) in BODIES:
            yield whole
        elif part and is_title(part[-1].text) and len(part) < len(core):
            # The President of Chad Idriss Deby: the name comes last.
            after = _trailing_name(chunk)
            _is_titled = bool(after) and is_title(chunk[len(chunk) - len(after) - 1].text)
            if len(after) > 1 + (not _is_titled):
                yield printed(after if _is_titled else after[-2:])
        return
    if len(chunk) - first > len(name) and len(core) == len(chunk):
        yield whole
    yield printed(name)


def _trailing_name(tokens: Sequence[Word]) -> Sequence[Word]:
    """The capitalized words at the end, without titles; empty if there are only titles."""
    first = len(tokens)
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        is_particle = token.low in PARTICLES and first < len(tokens)
        if not token.is_capital and not is_particle and token.quotation is None:
            break
        if token.is_capital and (is_title(token.text) or (at == 0 and token.low in WITNESSES)):
            break
        first = at
    while first < len(tokens) and not tokens[first].is_capital and tokens[first].quotation is None:
        # A particle may begin a name, as in al Houthi, but an article does not.
        if tokens[first].low in ("al", "el", "abu", "abou", "ag", "ould", "ibn", "bin", "ben"):
            break
        first += 1
    return tokens[first:]


def is_title(word: str) -> bool:
    """Whether a word is a title or an office, alone or after a hyphen: vice-president."""
    low = word.lower().rstrip(".")
    return low in TITLES or any(part.rstrip(".") in TITLES for part in low.split("-"))


def _is_body_name(tokens: Sequence[Word]) -> bool:
    tokens = _core(tokens)
    name = _trailing_name(_before_links(tokens))
    letters = name[-1].text.replace(".", "") if name else ""
    is_acronym = len(letters) > 1 and letters.isupper() and len(name) == 1
    has_office = any(is_title(token.text) for token in tokens)
    return is_acronym or (tokens[0].low in _ARTICLES and bool(name) and not has_office)


def _anonymity(chunks: Sequence[Sequence[Word]], names: Sequence[str], *, hides: bool) -> str:
    head, first = _head(chunks[0]), chunks[0][0]
    if names:
        return "named"
    if hides:
        return "unnamed"
    if head in BODIES:
        return "named"
    is_bare = not _is_determined(first, chunks[0][1] if len(chunks[0]) > 1 else None)
    if first.low in INDEFINITE or head in WITNESSES or (is_bare and head.endswith(("s", "men"))):
        return "unnamed"
    # MNLA spokesman says: unnamed; Director of the Bank Ali Ba: named.
    return "unnamed" if is_bare and not chunks[0][-1].is_capital else ""
