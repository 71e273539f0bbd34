"""The controlled vocabularies of fields, with the standards they come from."""


def _terms(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


GROUP_KINDS = _terms(
    "rebel group, political militia, identity militia, state forces, external forces, government, "
    "political party, civilians, other"
)
"""ACLED codebook, "Actor types" (state forces, rebel groups, political and identity
militias, civilians, external/other forces), with government, political party and other."""

GROUP_STATUSES = ("active", "merged", "split", "defunct", "unknown")

LEADER_STATUSES = _terms("active, in office, at large, detained, reported dead, dead, unknown")

EVENT_KINDS: dict[str, tuple[str, ...]] = {
    "battles": _terms(
        "armed clash, government regains territory, non-state actor overtakes territory"
    ),
    "explosions/remote violence": _terms(
        "chemical weapon, air/drone strike, suicide bomb, shelling/artillery/missile attack, "
        "remote explosive/landmine/ied, grenade"
    ),
    "violence against civilians": _terms("sexual violence, attack, abduction/forced disappearance"),
    "protests": _terms(
        "peaceful protest, protest with intervention, excessive force against protesters"
    ),
    "riots": ("violent demonstration", "mob violence"),
    "strategic developments": _terms(
        "agreement, arrests, change to group/activity, disrupted weapons use, headquarters or "
        "base established, looting/property destruction, non-violent transfer of territory, other"
    ),
    "political": _terms(
        "statement, negotiation, election, appointment, coup, commemoration, legislation, other"
    ),
    "other": ("military operation", "deployment", "withdrawal", "other"),
}
"""ACLED codebook, table "Event types and sub-event types", in lower case; `political` and `other`
are added for events that ACLED does not code."""

UNSURE_STATUSES = ("disputed", "retracted", "claimed", "unverified")
"""Statuses of events that may not have happened, or not as reported: `claimed` only by a party to
the conflict; `unverified` as in the UN's Monitoring and Reporting Mechanism, which counts only
incidents it could verify."""

EVENT_STATUSES = ("reported", "confirmed", *UNSURE_STATUSES)

PLACE_PRECISIONS = {
    "exact": "the spot itself",
    "near": "close to the named place",
    "admin2": "somewhere in the district",
    "admin1": "somewhere in the region",
    "country": "somewhere in the country",
}
"""After UCDP GED codebook, `where_prec`, and ACLED, "geographic precision"."""

ACTOR_ROLES = _terms(
    "perpetrator, target, participant, claimant, mediator, speaker, initiator, signatory, "
    "guarantor, supporter, in control"
)
"""Perpetrator and target for violence. For lawful and neutral acts: `initiator` after the data on
wars of the Correlates of War; `signatory` and `guarantor` as in peace agreements; `supporter` after
the UCDP External Support codebook; `in control`, of territory, after Additional Protocol II to the
Geneva Conventions, article 1."""

OUTCOMES = ("killed", "wounded", "captured", "abducted", "arrested", "missing", "displaced")
"""After the codebooks of ACLED and UCDP (killed, wounded, abducted, arrested), the ICRC (captured,
missing) and the IDMC (displaced)."""

ANONYMITIES = ("named", "unnamed")

QUOTE_MODES = ("direct", "paraphrase")

SOURCE_TYPES = _terms(
    "article, article-newspaper, article-magazine, article-journal, book, broadcast, dataset, "
    "interview, legislation, letter, map, post, report, speech, statement, thesis, video, web "
    "page, other"
)
"""Citation Style Language 1.0.2, appendix III "Types", with `statement`, `video` and
`other`; CSL's `webpage` is written in two words and `personal_communication` is `letter`."""

LINK_TYPES: dict[str, str] = {
    "leads": "led by",
    "member": "has member",
    "part-of": "has part",
    "split-from": "split off",
    "succeeds": "succeeded by",
    "allied": "allied",
    "opposes": "opposed by",
    "supports": "supported by",
    "same-as": "same as",
    "not-same-as": "not same as",
}
"""Each type of link, and how it reads from its other end."""

MOMENTARY_LINKS = ("split-from", "succeeds")
"""Links that mark a moment rather than a period."""

STANCES = ("supports", "contradicts")

VERDICTS = {"set aside": "considered and rejected", "disputed": "considered and left open"}

RELIABILITIES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""Reliability of a source: NATO AJP-2.1 (Admiralty code)."""

CREDIBILITIES = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
"""Credibility of information: NATO AJP-2.1 (Admiralty code)."""
