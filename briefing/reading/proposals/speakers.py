"""Who an open quotation is by, where only the sentence before can tell: “We stay,” he said."""

from collections.abc import Sequence
from typing import Final

from briefing.model.parsers.quotes.attributions import cues
from briefing.model.parsers.quotes.sentences import printed
from briefing.model.parsers.quotes.speakers import Who
from briefing.model.parsers.quotes.subjects import subject_of
from briefing.model.parsers.quotes.vocabulary import BODIES, DETERMINERS, LINKS
from briefing.model.parsers.words import word_set
from briefing.reading.proposals.naming import Naming
from briefing.reading.proposals.people import capital_runs
from briefing.reading.proposals.report import Sentence

_HE: Final = word_set("he she")
_IT: Final = word_set("it")


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
    found = [cue.who for cue in cues(list(sentence.tokens)) if cue.who is not None]
    is_first = at == 0 or sentences[at - 1].paragraph != sentence.paragraph
    if is_first or len(found) != 1 or found[0].pronoun not in _HE | _IT:
        return ""
    before = sentences[at - 1]
    who = subject_of(list(before.tokens), len(before.tokens))
    if who is None or who.pronoun or who.anonymity != "named":
        return ""
    if found[0].pronoun in _HE:
        return who.text if _is_only_person(who, (before, sentence), naming, at) else ""
    return who.text if _is_only_body(who, before) else ""


def _is_only_person(
    who: Who, sentences: Sequence[Sentence], naming: Naming, at: int
) -> bool:
    """Whether the subject is a person, and no other name could be one."""
    people = [*naming.people.by_sentence[at - 1], *naming.people.by_sentence[at]]
    if not who.is_person or not any(person.name in who.text for person in people):
        return False
    if any(person.name not in who.text for person in people):
        return False
    groups = {name.words for found in naming.by_sentence[at - 1 : at + 1] for name in found}
    for sentence in sentences:
        tokens = sentence.tokens
        for first, last in capital_runs(tokens):
            words = printed(tokens, first, last)
            is_placed = first > 0 and tokens[first - 1].low in LINKS | DETERMINERS
            is_plain = last - first < 2 or is_placed or words in groups
            if words not in who.text and not is_plain:
                return False
    return True


def _is_only_body(who: Who, before: Sentence) -> bool:
    """Whether the subject is a body, and the sentence names no other one."""
    bodies = [token.low for token in before.tokens if token.low in BODIES]
    own = [word for word in who.text.lower().split() if word in BODIES]
    return who.is_many and len(bodies) == len(own) <= 1
