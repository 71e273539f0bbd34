"""Who an open quotation is by, where only the sentence before can tell: “We stay,” he said."""

from collections.abc import Sequence
from typing import Final

from briefing.model.parsers.quotes.attributions import cues
from briefing.model.parsers.quotes.sentences import Word, printed
from briefing.model.parsers.quotes.speakers import Who, is_title
from briefing.model.parsers.quotes.subjects import subject_of
from briefing.model.parsers.quotes.vocabulary import BODIES, CONNECTORS, DETERMINERS, LINKS
from briefing.model.parsers.words import word_set
from briefing.reading.proposals.naming import Naming
from briefing.reading.proposals.people import SAID, Person, capital_runs, is_genitive
from briefing.reading.proposals.report import Sentence

_HE: Final = word_set("he she")
_IT: Final = word_set("it")
_LONGEST_TAG: Final = 14
_PLACES: Final = word_set(
    "hospital church office station headquarters district country university network service"
)
"""Bodies that are mostly named as places."""


def earlier_speaker(sentences: Sequence[Sentence], at: int, naming: Naming) -> str:
    """Who “he” or “it” means in a sentence that says so of a quotation, as printed before.

    It is the subject of the sentence before, in the same paragraph, if neither sentence names
    anybody else it could be.

    Args:
        sentences: The sentences of the text.
        at: The number of the sentence with the quotation.
        naming: The leaders and groups the text names.

    Returns:
        Its words; empty if that is not certain.
    """
    sentence = sentences[at]
    if tagged := _tagged(sentence.tokens, naming):
        return tagged
    found = [cue.who for cue in cues(list(sentence.tokens)) if cue.who is not None]
    if at == 0 or len(found) != 1 or found[0].pronoun not in _HE | _IT:
        return ""
    before = sentences[at - 1]
    if found[0].pronoun in _HE and (words := _spoke_before(before, naming)):
        return words if _is_only_person(words, (before, sentence), naming, at) else ""
    if before.paragraph != sentence.paragraph:
        return ""
    if found[0].pronoun in _HE:
        words = _opening_person(before, naming.people.by_sentence[at - 1])
        return words if words and _is_only_person(words, (before, sentence), naming, at) else ""
    who = subject_of(list(before.tokens), len(before.tokens))
    is_named = who is not None and not who.pronoun and who.anonymity == "named"
    return who.text if who is not None and is_named and _is_only_body(who, before) else ""


def _tagged(tokens: Sequence[Word], naming: Naming) -> str:
    """A known person beside a verb of saying after a quotation.

    Parse “…,” said de Lacoste; “…,” Inna Petrova, a 48-year-old lawyer said.
    """
    at = next((at for at, token in enumerate(tokens) if token.quotation is not None), len(tokens))
    after = tokens[at + 1 :]
    if not after:
        return ""
    if after[0].low in SAID:
        last = next((at for at, token in enumerate(after) if at and not token.is_word), len(after))
        words = printed(after, 1, last)
        return words if naming.is_person(words) else ""
    verb = next((at for at, token in enumerate(after) if token.low in SAID), 0)
    if not 0 < verb <= _LONGEST_TAG or any(token.quotation for token in after):
        return ""
    name, _, description = printed(after, 0, verb).partition(",")
    is_described = bool(description) and not any(token.is_capital for token in after[:verb][-2:])
    return printed(after, 0, verb) if is_described and naming.is_person(name) else ""


def _spoke_before(before: Sentence, naming: Naming) -> str:
    """The one person who is said to have said something in a sentence; empty for several."""
    if tagged := _tagged(before.tokens, naming):
        return tagged
    found = {
        cue.who.text: cue.who
        for cue in cues(list(before.tokens))
        if cue.who is not None and not cue.who.pronoun
    }
    is_one = len(found) == 1 and all(who.is_person for who in found.values())
    return next(iter(found)) if is_one else ""


def _opening_person(sentence: Sentence, people: Sequence[Person]) -> str:
    """The person a sentence opens with: its subject, whatever clause follows the name."""
    if not people:
        return ""
    tokens, first = sentence.tokens, people[0].first
    titles = people[0].position or (first, first)
    start = titles[0] if titles[1] == first else first
    is_first = all(
        token.low in DETERMINERS | CONNECTORS or not token.is_word or is_title(token.text)
        for token in tokens[:start]
    )
    after = tokens[people[0].last].low if people[0].last < len(tokens) else ""
    is_one = after not in ("and", "'s") and not is_genitive(tokens[people[0].last - 1])
    return printed(tokens, start, people[0].last) if is_first and is_one else ""


def _is_only_person(words: str, sentences: Sequence[Sentence], naming: Naming, at: int) -> bool:
    """Whether no other name in two sentences could be a person."""
    people = [*naming.people.by_sentence[at - 1], *naming.people.by_sentence[at]]
    if any(person.name not in words for person in people):
        return False
    groups = {name.words for found in naming.by_sentence[at - 1 : at + 1] for name in found}
    for sentence in sentences:
        tokens = sentence.tokens
        for first, last in capital_runs(tokens):
            name = printed(tokens, first, last)
            before = tokens[first - 1].low if first else ""
            is_placed = before in LINKS or {before, tokens[first].low} & DETERMINERS
            is_plain = last - first < 2 or is_placed or name in groups
            if name not in words and words not in name and not is_plain:
                return False
    return True


def _is_only_body(who: Who, before: Sentence) -> bool:
    """Whether the subject is a body, and the sentence names no other one."""
    speaking = BODIES - _PLACES
    bodies = [token.low for token in before.tokens if token.low in speaking]
    own = [word for word in who.text.lower().split() if word in speaking]
    return who.is_many and len(bodies) == len(own) <= 1
