"""The rules, and what each looks for."""

from collections.abc import Mapping
from typing import Final

from briefing.reading.proposals.suggestion import Rule

RULES: Final[Mapping[str, Rule]] = {
    rule.id: rule
    for rule in (
        Rule("person", "a name with a title, an office, an age or a verb that only people do"),
        Rule("group", "a name with its letters in brackets, or beside a word for a group"),
        Rule("event", "casualties, or what happened on a day at a place"),
        Rule("quote", "words in quotation marks with who said them"),
        Rule("reported", "words somebody is reported to have said, without marks", is_asked=True),
        Rule("status", "somebody named was killed, died, or was arrested"),
        Rule("appointment", "somebody named was appointed or elected"),
        Rule("link", "two names with nothing but a phrase for a link between them"),
    )
}
"""Each rule by its id."""
