"""The check for records that may be the same."""

from collections.abc import Iterator
from itertools import combinations

from briefing.checks.check import Found
from briefing.checks.survey import Survey
from briefing.model.kinds import KINDS, PARTIES
from briefing.model.references import mentioned


def lookalikes(survey: Survey) -> Iterator[Found]:
    """Groups or leaders with similar names that no link declares the same or distinct."""
    from briefing.search.entries import SearchEntry

    entries = [
        SearchEntry(ref, kind, KINDS[kind].names(record))
        for kind in PARTIES
        for ref, record in survey.of(kind)
    ]
    if len(entries) < 2:
        return
    from briefing.search import lookalikes as search

    parties = {entry.ref for entry in entries}
    linked = {
        pair
        for name, kind in KINDS.items()
        if kind.is_tie
        for _, tie in survey.of(name)
        for pair in combinations(sorted(parties.intersection(mentioned(tie))), 2)
    }
    for pair in search.lookalikes(entries):
        if tuple(sorted((pair.ref, pair.other))) not in linked:
            problem = (
                f"“{pair.name}” looks like “{pair.other_name}” ({pair.other}); "
                "link them as same-as or not-same-as"
            )
            yield Found(pair.ref, "", problem, pair.other, pair.other)
