"""All checks, in the order in which what they find is shown.

Other packages add theirs by the entry point group `briefing.checks`: a `Check`, or a list of them.
"""

from collections.abc import Sequence

from briefing.checks import (
    duplicates,
    evidence,
    judgements,
    parts,
    quotations,
    soundness,
    timeline,
)
from briefing.checks.check import Check

_WEIGHED = "a verdict with its reason settles it"
_BROKEN = "it is wrong whatever anybody says, so mend it"

CHECKS: tuple[Check, ...] = (
    Check(
        "contradiction",
        "Contradictions",
        "warning",
        evidence.contradictions,
        "A cite gives another value than the record, or contradicts it, and has no verdict yet. "
        "Those whose sources came out first are listed first.",
        "resolve",
        instead=_WEIGHED,
    ),
    Check(
        "look-alikes",
        "Possible duplicates",
        "warning",
        duplicates.lookalikes,
        "Two groups or two leaders have similar names, and no link says whether they are the same.",
        "merge",
        instead="merge the two, or link them as not-same-as",
    ),
    Check(
        "faulty",
        "Values that cannot be",
        "error",
        soundness.faulty,
        "A value that no form accepts, such as one written into the file by hand.",
        instead=_BROKEN,
    ),
    Check(
        "broken-reference",
        "References to nothing",
        "error",
        soundness.broken_references,
        "A record refers to one that does not exist.",
        instead=_BROKEN,
    ),
    Check(
        "cycle",
        "Cycles",
        "error",
        soundness.in_cycles,
        "An event is part of itself, or a source copies itself, by way of others.",
        instead=_BROKEN,
    ),
    Check(
        "after-death",
        "Acts after a death or dissolution",
        "warning",
        timeline.after_the_end,
        "Somebody takes part or speaks who is dead by then, or a group that was dissolved. "
        "Commemorations do not count.",
    ),
    Check(
        "before-founding",
        "Acts before a birth or founding",
        "warning",
        timeline.before_the_beginning,
        "Somebody takes part or speaks who is not born yet, or a group not founded yet.",
    ),
    Check(
        "dates-of-ends",
        "Links of those who did not exist",
        "warning",
        timeline.dates_of_ends,
        "A link begins or ends when one of the two was not there: not born or founded yet, dead or "
        "dissolved. Whoever is succeeded may be gone.",
    ),
    Check(
        "two-places",
        "At two places at once",
        "warning",
        timeline.two_places,
        "A leader is at two events farther apart than "
        f"{timeline.FARTHEST_A_DAY:,} km a day, or, where positions are unknown, in two countries "
        "on one day. Only exact days count, and only roles played on the spot.",
    ),
    Check(
        "parts-exceed-whole",
        "Casualties of parts that exceed the whole",
        "warning",
        parts.parts_exceed_whole,
        "The events of an operation have more casualties of one outcome, at the least, than the "
        "operation has at the most. Parts that may not have happened do not count.",
    ),
    Check(
        "parts-outside-whole",
        "Parts outside the whole",
        "warning",
        parts.parts_outside_whole,
        "An event happened before or after the operation it is part of.",
    ),
    Check(
        "cited-too-early",
        "Sources older than what they report",
        "warning",
        evidence.cited_too_early,
        "An event is cited to a source published more than a month before it.",
    ),
    Check(
        "altered-quotation",
        "Altered quotations",
        "warning",
        quotations.altered,
        "A direct quote, or the passage of a cite, is not in the text of its source, where the "
        "briefing has that text. Punctuation, capitals and white space do not count, and an "
        "ellipsis or brackets stand for other words.",
    ),
    Check(
        "lost-passage",
        "Passages that left their text",
        "warning",
        quotations.lost,
        "Words that were taken from the text of their source no longer stand between the words "
        "that stood around them. They may stand elsewhere, but that may be another statement.",
    ),
    Check(
        "missing-text",
        "Missing texts",
        "error",
        quotations.missing_texts,
        "The text of a source that is kept beside the briefing is missing, or was altered.",
        instead=_BROKEN,
    ),
    Check(
        "disputed",
        "Disputed, to be settled one day",
        "warning",
        evidence.disputes,
        "A contradiction was resolved as disputed.",
        "resolve",
        instead=_WEIGHED,
    ),
    Check(
        "disputed-by-nobody",
        "Disputed by nobody",
        "warning",
        evidence.disputed_by_nobody,
        "A record is called disputed, but nothing cited contradicts it.",
        "add_cite",
    ),
    Check(
        "repeated-actor",
        "Actors listed twice",
        "warning",
        soundness.repeated_actors,
        "An actor is listed twice in one role, as after a merge.",
    ),
    Check(
        "uncited",
        "Without a source",
        "warning",
        evidence.uncited,
        "A record has no cite at all.",
        "add_cite",
    ),
    Check(
        "unsourced-figures",
        "Figures without a source",
        "warning",
        evidence.unsourced_figures,
        "An event is cited, but not its casualties.",
        "add_cite",
    ),
    Check(
        "single-origin",
        "Figures of a single origin",
        "warning",
        evidence.single_origin,
        "The casualties of an event rest on one source, or on several that copy it.",
        "add_cite",
    ),
    Check(
        "single-origin-claim",
        "Claims of a single origin",
        "warning",
        evidence.single_origin_claims,
        "A death, an arrest, the end of a group or the confirmation of an event rests on one "
        "source, or on several that copy it.",
        "add_cite",
    ),
    Check(
        "ungraded-source",
        "Sources without a grade",
        "warning",
        evidence.ungraded_sources,
        "Records rest on a source that has no reliability, or on copies of it.",
    ),
    Check(
        "ungraded-cites",
        "Cites without a grade",
        "warning",
        evidence.ungraded_cites,
        "Cites of a source have no credibility; reported once for the source.",
        mends_other=True,
    ),
    Check(
        "stale-review",
        "Reviews out of date",
        "warning",
        evidence.stale_reviews,
        "A record was reviewed before a source it cites came out, or more than a year before the "
        "last event it takes part in.",
    ),
    Check(
        "vague-likelihood",
        "Judgements in vague words",
        "warning",
        judgements.worded_vaguely,
        "A judgement says that something could, may or might happen, but not how likely it is.",
    ),
    Check(
        "mixed-likelihood",
        "Judgements whose words and likelihood differ",
        "warning",
        judgements.worded_otherwise,
        "The words of a judgement mix the two rows of ICD 203, such as likely and highly probable, "
        "or differ from its likelihood.",
    ),
    Check(
        "likelihood-with-confidence",
        "Likelihood and confidence in one sentence",
        "warning",
        judgements.both_in_one_sentence,
        "One sentence of a judgement states both its likelihood and its confidence, which ICD 203 "
        "rules out.",
    ),
    Check(
        "incomplete-judgement",
        "Judgements without likelihood, evidence or confidence",
        "warning",
        judgements.incomplete,
        "A current judgement has no likelihood, no evidence, no confidence, or no reason for that.",
    ),
    Check(
        "single-origin-judgement",
        "Judgements from a single origin",
        "warning",
        judgements.of_one_origin,
        "All the evidence a current judgement rests on goes back to one source, and its confidence "
        "is not low.",
    ),
    Check(
        "fallen-evidence",
        "Judgements on evidence that no longer stands",
        "warning",
        judgements.on_fallen_evidence,
        "A current judgement rests on a record that is disputed or retracted, or on a judgement "
        "that was superseded or withdrawn.",
    ),
    Check(
        "not-superseded",
        "Judgements superseded by nothing",
        "warning",
        judgements.not_replaced,
        "A judgement is marked superseded, but no other supersedes it; or another does, but it is "
        "still marked current.",
    ),
)
"""The checks of the program itself."""

SET_ASIDE = Check(
    "set-aside",
    "Set aside",
    "warning",
    evidence.set_aside,
    "A contradiction was weighed, and the other value set aside.",
    "resolve",
    instead=_WEIGHED,
)
"""What was settled: no check, but shown beside what was dismissed."""

PLUGINS = "briefing.checks"
"""The entry point group of other packages' checks."""


def all_checks() -> Sequence[Check]:
    """The checks of the program, then those of other packages.

    Raises:
        ValueError: Another package's check has the id of one before.
    """
    from importlib.metadata import entry_points

    found = [*CHECKS]
    for entry in entry_points(group=PLUGINS):
        loaded = entry.load()
        for each in (loaded,) if isinstance(loaded, Check) else tuple(loaded):
            if any(each.id == other.id for other in found):
                raise ValueError(f"{entry.value}: there is a check “{each.id}” already")
            found.append(each)
    return found
