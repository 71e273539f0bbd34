"""Groups and leaders in sentences: what they are, their other names, how they stand."""

from collections.abc import Iterator, Sequence

from briefing.model.codes import country_name
from briefing.model.english import capitalised, listed, when
from briefing.model.kinds.citation import full_stop
from briefing.model.kinds.group import Group
from briefing.model.kinds.leader import Leader
from briefing.report.document import Paragraph, Run, Sentence
from briefing.report.prose.narrator import Narrator


def profile(narrator: Narrator, *, is_full: bool) -> Paragraph:
    """A group or leader, as in a list of who is who.

    Args:
        narrator: Tells of the record.
        is_full: Whether to say everything, not only what a short brief needs.
    """
    match narrator.record:
        case Group() as group:
            said = [*_group(narrator, group)]
        case Leader() as leader:
            said = [*_leader(narrator, leader)]
        case _:
            raise TypeError(f"{narrator.ref} is neither a group nor a leader")
    label = narrator.book.label(narrator.ref)
    lead = (Run(label, names=narrator.ref, is_full=True),)
    summary = narrator.summary() if is_full else ()
    return Paragraph((*said, *narrator.aliases(), *summary), lead, narrator.ref, is_item=True)


def _group(narrator: Narrator, group: Group) -> Iterator[Sentence]:
    yield from _what(narrator, group.kind, "kind", group.countries, "countries")
    if group.founded:
        yield (narrator.states(f"Founded {when(group.founded)}.", "founded"),)
    if group.dissolved:
        yield (narrator.states(f"Dissolved {when(group.dissolved)}.", "dissolved"),)
    yield from _status(narrator, group.status)


def _leader(narrator: Narrator, leader: Leader) -> Iterator[Sentence]:
    if leader.position:
        end = full_stop(leader.position)
        yield (narrator.states(f"{capitalised(leader.position)}{end}", "position"),)
    if leader.nationalities:
        national = listed([country_name(each) for each in leader.nationalities])
        yield (narrator.states(f"National of {national}.", "nationalities"),)
    if leader.born:
        yield (narrator.states(f"Born {when(leader.born)}.", "born"),)
    if leader.died:
        yield (narrator.states(f"Died {when(leader.died)}.", "died"),)
    yield from _status(narrator, leader.status)


def _what(
    narrator: Narrator, kind: str, kind_name: str, countries: Sequence[str], countries_name: str
) -> Iterator[Sentence]:
    """What a body is, and where."""
    where = listed([country_name(each) for each in countries])
    what = "body of another kind" if kind == "other" else kind
    runs = [narrator.states(capitalised(what), kind_name)] if kind else []
    if where and runs:
        runs.append(narrator.states(f" ({where})", countries_name))
    elif where:
        runs.append(narrator.states(where, countries_name))
    if runs:
        yield (*runs, Run("."))


def _status(narrator: Narrator, status: str) -> Iterator[Sentence]:
    if status == "unknown":
        yield (narrator.states("Status: not known.", "status"),)
    elif status:
        yield (narrator.states(f"Status: {status}.", "status"),)
