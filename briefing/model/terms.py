"""The controlled vocabularies of fields, with the standards they come from.

Behind a term, after an equals sign, stand other words that people type for it.
"""

SYNONYMS: dict[str, str] = {}
"""The other words for each term that has some."""


def _terms(text: str) -> tuple[str, ...]:
    terms = []
    for each in text.split(", "):
        term, _, others = each.partition(" = ")
        terms.append(term)
        if others:
            SYNONYMS[term] = f"{SYNONYMS.get(term, '')} {others}".strip()
    return tuple(terms)


def synonyms(term: str) -> str:
    """The other words for a term; a kind of event is found by those of its sub-kinds too."""
    its = [each for each in EVENT_KINDS.get(term, ()) if each != "other"]
    return " ".join([SYNONYMS.get(term, ""), *its, *(SYNONYMS.get(each, "") for each in its)])


GROUP_KINDS = _terms(
    "rebel group = insurgents guerrillas jihadists terrorists armed group, "
    "political militia = paramilitaries warlord, "
    "identity militia = ethnic tribal self-defence vigilantes, "
    "state forces = army military police, external forces = peacekeepers foreign mission, "
    "government = ministry cabinet, political party = opposition, civilians = population, other"
)
"""ACLED codebook, "Actor types" (state forces, rebel groups, political and identity
militias, civilians, external/other forces), with government, political party and other."""

GROUP_STATUSES = _terms(
    "active, merged = joined, split = splintered, defunct = dissolved disbanded, unknown"
)

DISSOLVED_STATUSES = ("merged", "split", "defunct")

LEADER_STATUSES = _terms(
    "active, in office = incumbent, at large = fugitive wanted hiding, "
    "detained = arrested captured imprisoned jailed, reported dead = presumed believed killed, "
    "dead = killed died deceased, unknown"
)

DEAD_STATUSES = ("reported dead", "dead")

EVENT_KINDS: dict[str, tuple[str, ...]] = {
    "battles": _terms(
        "armed clash = ambush battle fighting firefight combat skirmish raid assault offensive, "
        "government regains territory = recapture retaken liberation, "
        "non-state actor overtakes territory = takeover capture seizure"
    ),
    "explosions/remote violence": _terms(
        "chemical weapon = gas chlorine sarin, air/drone strike = airstrike air raid bombing uav, "
        "suicide bomb = bombing bomber svbied, "
        "shelling/artillery/missile attack = mortar rocket bombardment, "
        "remote explosive/landmine/ied = bombing roadside bomb car bomb mine, grenade"
    ),
    "violence against civilians": _terms(
        "sexual violence = rape, attack = massacre killing murder execution assassination torture, "
        "abduction/forced disappearance = kidnapping kidnapped hostage"
    ),
    "protests": _terms(
        "peaceful protest = demonstration march rally sit-in strike, "
        "protest with intervention = dispersed tear gas, "
        "excessive force against protesters = crackdown shooting"
    ),
    "riots": _terms("violent demonstration = clashes unrest, mob violence = lynching vigilantes"),
    "strategic developments": _terms(
        "agreement = ceasefire truce peace deal accord treaty, arrests = detention, "
        "change to group/activity = split merger defection dissolution, "
        "disrupted weapons use = defused intercepted foiled, "
        "headquarters or base established = camp, "
        "looting/property destruction = pillage arson vandalism, "
        "non-violent transfer of territory = handover surrender, other"
    ),
    "political": _terms(
        "statement = speech announcement declaration, negotiation = talks dialogue mediation, "
        "election = vote poll referendum ballot, appointment = nomination, "
        "coup = putsch overthrow, commemoration = funeral memorial anniversary, "
        "legislation = law decree bill, other"
    ),
    "other": _terms(
        "military operation = campaign offensive, deployment = reinforcements, "
        "withdrawal = pullout retreat, other"
    ),
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
    "perpetrator = attacker, target = victim, participant, claimant, mediator = broker, speaker, "
    "initiator = organiser, signatory = signer, guarantor, supporter = backer, "
    "in control = controls holds"
)
"""Perpetrator and target for violence. For lawful and neutral acts: `initiator` after the data on
wars of the Correlates of War; `signatory` and `guarantor` as in peace agreements; `supporter` after
the UCDP External Support codebook; `in control`, of territory, after Additional Protocol II to the
Geneva Conventions, article 1."""

OUTCOMES = _terms(
    "killed = dead died deaths fatalities, wounded = injured hurt, captured = prisoners, "
    "abducted = kidnapped hostages, arrested = detained, missing = disappeared, "
    "displaced = refugees fled"
)
"""After the codebooks of ACLED and UCDP (killed, wounded, abducted, arrested), the ICRC (captured,
missing) and the IDMC (displaced)."""

ANONYMITIES = ("named", "unnamed")

QUOTE_MODES = ("direct", "paraphrase")

SOURCE_TYPES = _terms(
    "article = news story, article-newspaper, article-magazine, article-journal, book, "
    "broadcast = radio television tv, dataset, interview, legislation, letter = email, map, "
    "post = tweet blog social media, report, speech, statement = communique press release, thesis, "
    "video = film footage, web page = website, other"
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

LIKELIHOOD_RANGES = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even chance": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}
"""Likelihood of a judgement in per cent, the least first: ICD 203, section D.6.e.(2)(a), upper
row."""

LIKELIHOODS = {
    term: f"{least} to {most} per cent" for term, (least, most) in LIKELIHOOD_RANGES.items()
}
"""Likelihood of a judgement, the least first."""

OTHER_LIKELIHOODS = (
    "remote",
    "highly improbable",
    "improbable",
    "roughly even odds",
    "probable",
    "highly probable",
    "nearly certain",
)
"""The lower row of the same table, degree by degree; the two rows are not to be mixed."""

CONFIDENCES = ("low", "moderate", "high")
"""Confidence in the basis of a judgement: ICD 203, section D.6.e.(2)(a)."""

BEARINGS = {
    "consistent": "it may be so if what is judged is true",
    "inconsistent": "it would be unlikely if that were true",
    "neutral": "it would be so either way",
}
"""How evidence bears on what is judged, however likely that is called: R. J. Heuer, Psychology of
Intelligence Analysis (1999), chapter 8, step 4."""

JUDGEMENT_STATUSES = ("current", "superseded", "withdrawn")

JUDGEMENT_OUTCOMES = {
    "happened": "it turned out to be true",
    "did not happen": "it turned out to be false",
    "not known": "it cannot be known, and is not scored",
}

REQUIREMENT_STATUSES = ("open", "answered", "dropped")

MARKINGS = {
    "clear": "no limit on disclosure",
    "green": "limited to the community",
    "amber": "limited to the organisation and its clients",
    "amber+strict": "limited to the organisation",
    "red": "for the eyes and ears of individual recipients only",
}
"""Who may see what, the widest circle first: FIRST, Traffic Light Protocol, version 2.0."""

READINGS = {
    "unread": "nobody has read it yet",
    "read": "read, and not all taken in",
    "taken in": "the briefing holds what it says",
}
"""How far a document has been worked through."""

MENTION_VERDICTS = {
    "is": "the words name that record",
    "is not": "the words do not name that record",
    "new": "the words name somebody or something without a record",
    "never": "the words are not to be proposed again",
}
"""What an analyst decided about words in a document."""

PROTECTIONS = {"protected": "its name never leaves; its grade does"}
