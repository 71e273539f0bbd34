"""Verbs by which reports attribute speech, in all forms that news uses.

English: the verbs of VerbNet 3.4 that introduce a quotation or its clause in news copy, from the
classes say-37.7, tell-37.2, manner_speaking-37.3, instr_communication-37.4.1, complain-37.8,
advise-37.9, confess-37.10 and characterize-29.2, with the frames Statement, Communication_response
and Judgment_communication of FrameNet. French: the quotation verbs of agency copy after Sagot,
Danlos and Stern, "A Lexicon of French Quotation Verbs for Automatic Quotation Extraction" (LREC
2010). Verbs of thought are left out, as are those that do not by themselves convey words (laugh,
nod).
"""

from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from briefing.model.parsers.quotes.grammar import words

Use: TypeAlias = Literal["say", "tell", "urge", "quote", "describe", "deny"]
"""What a verb of saying takes.

`say` a clause or a quotation; `tell` a listener as well; `urge` a quotation, but no clause that
would be a statement; `quote` a quotation right beside it; `describe` an object and quoted words
(called it “…”); `deny` the opposite of a statement.
"""

Tense: TypeAlias = Literal["past", "present", "base", "participle", "done"]
"""`base` is also the plural present; `done` is French and takes an auxiliary."""


class Verb(NamedTuple):
    """A form of a verb of saying.

    Attributes:
        lemma: The verb.
        use: What it takes.
        tense: The form.
        is_french: Whether the verb is French.
    """

    lemma: str
    use: Use
    tense: Tense
    is_french: bool


_ENGLISH: dict[Use, str] = {
    "say": """say state declare announce claim insist maintain assert affirm reaffirm aver avow
        allege contend argue add report note observe remark mention explain confirm reveal disclose
        indicate admit acknowledge concede confess recall recount reiterate repeat stress emphasize
        emphasise underline underscore warn caution predict suggest hint imply proclaim pronounce
        profess complain boast conclude clarify counter reply respond retort rejoin answer write
        tweet post blog testify attest swear vow pledge promise lament grumble speculate estimate
        reckon signal specify preach joke""",
    "tell": "tell inform assure reassure remind notify",
    "urge": "urge implore demand plead appeal threaten",
    "quote": """ask inquire enquire exclaim shout yell scream cry whisper mutter murmur mumble chant
        growl snarl bark thunder bellow roar quip sigh stammer whine moan query comment continue
        elaborate interject opine muse ponder enthuse fume intone utter gush rant rail scoff jeer
        sneer protest object jest volunteer""",
    "describe": """call label brand describe characterize characterise dub denounce condemn hail
        praise criticize criticise decry deplore dismiss slam blast lambast castigate blame accuse
        reject portray deride ridicule mock commend speak talk refer express voice""",
    "deny": "deny refuse decline refute disclaim dispute retract disavow",
}

_IRREGULAR = {
    "say": "says said said saying",
    "tell": "tells told told telling",
    "write": "writes wrote written writing",
    "swear": "swears swore sworn swearing",
    "speak": "speaks spoke spoken speaking",
    "admit": "admits admitted admitted admitting",
    "aver": "avers averred averred averring",
    "blog": "blogs blogged blogged blogging",
    "dub": "dubs dubbed dubbed dubbing",
    "slam": "slams slammed slammed slamming",
    "quip": "quips quipped quipped quipping",
    "refer": "refers referred referred referring",
}
"""Third person, simple past, past participle, present participle."""

_FRENCH: dict[Use, str] = {
    "say": """dit/disent/dit/disait/dit répond/répondent/répondit/répondait/répondu
        soutient/soutiennent/soutint/soutenait/soutenu écrit/écrivent/écrivit/écrivait/écrit
        prévient/préviennent/prévint/prévenait/prévenu
        avertit/avertissent/avertit/avertissait/averti promet/promettent/promit/promettait/promis
        admet/admettent/admit/admettait/admis reconnaît/reconnaissent/reconnut/reconnaissait/reconnu
        conclut/concluent/conclut/concluait/conclu prétend/prétendent/prétendit/prétendait/prétendu
        maintient/maintiennent/maintint/maintenait/maintenu
        rappelle/rappellent/rappela/rappelait/rappelé répète/répètent/répéta/répétait/répété
        révèle/révèlent/révéla/révélait/révélé martèle/martèlent/martela/martelait/martelé
        déclarer affirmer ajouter expliquer annoncer indiquer assurer estimer confirmer préciser
        souligner insister répliquer rétorquer noter observer raconter témoigner tweeter signaler
        avancer avouer confier remarquer juger certifier relater jurer""",
    "quote": """poursuit/poursuivent/poursuivit/poursuivait/poursuivi
        prédit/prédisent/prédit/prédisait/prédit
        renchérit/renchérissent/renchérit/renchérissait/renchéri
        tempère/tempèrent/tempéra/tempérait/tempéré
        lancer commenter demander exclamer crier plaisanter ironiser regretter dénoncer nuancer
        résumer interroger menacer analyser déplorer""",
    "describe": "qualifier accuser condamner",
    "deny": "dément/démentent/démentit/démentait/démenti nier refuser contester",
}
"""Present singular and plural, simple past, imperfect and participle, or a regular infinitive."""

ALSO_NOUNS = words(
    """report claim comment note state remark post tweet estimate promise vow pledge demand
    appeal answer reply signal boast joke object protest call talk forecast praise question
    blast mention counter label voice"""
)
"""Verbs whose present is also a noun: the report has found, his claims were denied."""

GOES_ON = frozenset(
    ("add", "continue", "elaborate", "ajouter", "poursuivi", "renchéri", "reiterate", "repeat")
)
"""Verbs whose speaker has just spoken."""

TURNS = frozenset(
    ("reply", "respond", "retort", "counter", "rejoin", "répondu", "répliquer", "rétorquer")
)
"""Verbs whose speaker answers somebody else."""


@lru_cache
def forms() -> dict[str, Verb]:
    """Every form in lower case; a form that two verbs share belongs to the first."""
    found: dict[str, Verb] = {}
    tenses: tuple[Tense, ...] = ("base", "present", "past", "past", "participle")
    for use, verbs in _ENGLISH.items():
        for lemma in verbs.split():
            for form, tense in zip((lemma, *_inflected(lemma)), tenses, strict=True):
                found.setdefault(form, Verb(lemma, use, tense, is_french=False))
    for use, verbs in _FRENCH.items():
        for verb in verbs.split():
            *finite, done = _conjugated(verb)
            lemma = done if "/" in verb else verb
            for form in finite:
                found.setdefault(form, Verb(lemma, use, "past", is_french=True))
            for form in (done, done + "e", done + "s", done + "es"):
                found.setdefault(form, Verb(lemma, use, "done", is_french=True))
    return found


def _inflected(lemma: str) -> tuple[str, ...]:
    if lemma in _IRREGULAR:
        return tuple(_IRREGULAR[lemma].split())
    if lemma[-1] == "y" and lemma[-2] not in "aeiou":
        return (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma[:-1] + "ied", lemma + "ing")
    third = lemma + ("es" if lemma.endswith(("s", "x", "sh", "ch")) else "s")
    stem = lemma.removesuffix("e")
    return (third, stem + "ed", stem + "ed", stem + "ing")


def _conjugated(verb: str) -> list[str]:
    if "/" in verb:
        return verb.split("/")
    stem = verb.removesuffix("er")
    soft = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1], stem)
    return [stem + "e", stem + "ent", soft + "a", soft + "ait", stem + "é"]
