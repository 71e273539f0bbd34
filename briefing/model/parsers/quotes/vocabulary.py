"""Words by which reports name speakers and what they say, in English and French.

English: the verbs of VerbNet 3.4 that introduce a quotation or its clause in news copy, from the
classes say-37.7, tell-37.2, manner_speaking-37.3, instr_communication-37.4.1, complain-37.8,
advise-37.9, confess-37.10 and characterize-29.2, with the frames Statement, Communication_response
and Judgment_communication of FrameNet. French: the quotation verbs of agency copy after Sagot,
Danlos and Stern, "A Lexicon of French Quotation Verbs for Automatic Quotation Extraction" (LREC
2010). Verbs of thought are left out, as are those that do not by themselves convey words (laugh,
nod).

A speaker's word that is missing costs a speaker; a wrong one would invent one.
"""

from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from briefing.model.parsers.words import word_set

_Use: TypeAlias = Literal["say", "tell", "urge", "quote", "describe", "deny"]
"""What a verb of saying takes.

`say` a clause or a quotation; `tell` a listener as well; `urge` a quotation, but no clause that
would be a statement; `quote` a quotation right beside it; `describe` an object and quoted words
(called it “…”); `deny` the opposite of a statement.
"""
_Tense: TypeAlias = Literal["past", "present", "base", "participle", "done"]
"""`base` is also the plural present; `done` is French and takes an auxiliary."""
_ENGLISH: dict[_Use, str] = {
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
_FRENCH: dict[_Use, str] = {
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
GOES_ON = frozenset(
    ("add", "continue", "elaborate", "ajouter", "poursuivi", "renchéri", "reiterate", "repeat")
)
"""Verbs whose speaker has just spoken."""
TURNS = frozenset(
    ("reply", "respond", "retort", "counter", "rejoin", "répondu", "répliquer", "rétorquer")
)
"""Verbs whose speaker answers somebody else."""


HAVE = word_set("has have had having 've 'd a ont avait avaient ai avons eu aurait auraient s'est")
DO = word_set("do does did")
MODAL = word_set("would could might may should must will shall can ought peut pourrait devrait")
BE = word_set("is are was were be been being am est sont était étaient")
NOT = word_set(
    """not never neither nor hardly didn't doesn't don't hasn't haven't hadn't won't wouldn't
    couldn't can't cannot shouldn't n'a n'ont n'avait jamais pas ne without sans"""
)
ADVERBS = word_set(
    """also then later even again once just now still already only simply recently earlier further
    soon often repeatedly since too himself herself itself themselves yesterday today instead all
    both meanwhile également aussi notamment ensuite encore toutefois cependant hier enfin ailleurs
    par immédiatement pourtant"""
)
JOINS = word_set("while whereas but and although though as when because since et mais tandis alors")
"""Conjunctions that put a clause beside another and assert it."""
UNREAL = word_set("if whether unless until till before si lest")
"""Conjunctions after which nothing is asserted."""
EDGES = (
    JOINS - {"and", "et"}
    | UNREAL
    | word_set(
        """that who whose whom qui than after where so yet then which what how why or du que
        qu'il(s) qu'elle quand où"""
    )
)
"""Words a subject cannot extend across."""
CONNECTORS = word_set(
    """but and yet so however meanwhile also then later earlier still instead moreover furthermore
    additionally separately nevertheless nonetheless meantime afterwards et mais cependant toutefois
    or enfin puis ensuite for"""
)
"""Words a sentence may begin with, before its subject."""
ALSO_NOUNS = word_set(
    """report claim comment note state remark post tweet estimate promise vow pledge demand appeal
    answer reply signal boast joke object protest call talk forecast praise question blast mention
    counter label voice"""
)
"""Verbs whose present is also a noun: the report has found, his claims were denied."""
PERSONS = word_set("he she i il elle je")
PRONOUNS = PERSONS | word_set("it they we you ils elles on nous vous")
NOBODY = word_set("nobody none neither personne nul aucun aucune")
INDEFINITE = word_set(
    """a an some one two three four five six seven eight nine ten another several many various other
    un une plusieurs certains certaines d'autres deux trois quatre cinq"""
)
DEFINITE = word_set(
    """the this these his her its their our my both all each every most few numerous le la les ce
    cet cette ces son sa ses leur leurs du des"""
)
DETERMINERS = INDEFINITE | DEFINITE | {"no", "that"}
LINKS = word_set(
    """of for from in at with near close familiar loyal within inside outside to on by de d' à au
    aux en dans sur pour avec par chez"""
)
"""Prepositions that can attach something to a noun."""
NEVER = word_set(
    """is are was were be been being am has have had having do does did will would shall should can
    could may might must cannot if whether because when while although though unless until since as
    before after than but or so then there here which who whom whose what why how where not never
    also into onto upon about against between under over during following despite amid without said
    say says told tells yet nor est sont était étaient ont avait avaient sera seront qui que dont où
    mais si quand lorsque lui y ne pas"""
)
"""Words that no speaker contains: finite verbs, and words of other clauses."""
PAST = word_set(
    """took held fled met won lost came went made saw found got gave began broke brought sent shot
    struck rose fell fought ran stood knew kept built became drove caught bought threw blew hid
    sought taught thought felt meant spent hit left flew grew drew wore chose rode sang sank swore
    tore withdrew overran spread read put"""
)
WITNESSES = word_set(
    """source(s) witness witnesses eyewitness eyewitnesses resident(s) official(s) officer(s) man
    men woman women soldier(s) villager(s) inhabitant(s) survivor(s) diplomat(s) activist(s)
    civilian(s) people insider(s) trader(s) shopkeeper herder(s) refugee(s) employee(s) rebel(s)
    fighter(s) militant(s) locals medic(s) doctor(s) nurse driver(s) teacher(s) student(s) farmer(s)
    worker(s) relative(s) neighbour(s) neighbor(s) analyst(s) expert(s) observer(s) aide(s)
    insurgent(s) gunman gunmen protester(s) demonstrators elder(s) tribesman tribesmen lawmaker(s)
    member(s) journalist(s) passenger(s) hostage(s) prisoner(s) guard(s) policeman policemen
    informant(s) negotiator(s) mediator(s) peacekeeper(s) reports two three first second other(s)
    latter pair trio témoin(s) habitant(s) responsable(s) officier(s) militaire(s) diplomate(s)
    soldat(s) combattant(s) rebelle(s) réfugié(s) élu(s)"""
)
"""Unnamed speakers, even with a definite article."""
OFFICES = word_set(
    """spokesman spokeswoman spokesperson(s) spokesmen spokespeople minister(s) president(s)
    general(s) colonel(s) commander(s) leader(s) chief(s) governor(s) mayor ambassador envoy
    director secretary head captain major lieutenant sergeant admiral sheikh sheik imam king queen
    prince emir judge senator(s) chancellor premier chairman chairwoman chair deputy adviser(s)
    advisor(s) lawyer(s) prosecutor(s) investigator(s) representative(s) coordinator negotiator(s)
    author(s) founder boss widow father mother brother sister son daughter wife husband uncle cousin
    candidate opponent(s) supporters critics victim(s) professor researcher(s) historian mufti
    cleric(s) priest bishop archbishop pope porte-parole ministre président général commandant chef
    gouverneur maire directeur préfet procureur avocat secrétaire ambassadeur capitaine
    lieutenant-colonel présidente directrice avocate procureure ambassadrice chercheur chercheuse
    sénateur sénatrice député députée conseiller conseillère représentant représentante coordinateur
    coordinatrice négociateur fondateur dirigeant dirigeante"""
)
TITLES = OFFICES | word_set(
    """mr mrs ms dr prof gen lt col maj capt cpt cmdr cdr sgt brig adm cpl pvt gov sen rep pres amb
    rev fr st hon insp supt det mme mlle mm m me mgr gén cdt adj sec sir lord lady dame madame
    monsieur brigadier corporal private marshal commodore ayatollah mullah maulvi mawlawi hajji haji
    sultan caliph vice prime foreign defence defense interior finance justice under-secretary
    congressman congresswoman representative police inspector detective superintendent constable
    cardinal reverend sayyid sayed shaykh cheikh malam maj-gen qari hakim acting former
    ex-president"""
)
BODIES = word_set(
    """army military police gendarmerie government ministry presidency office group movement party
    council mission agency organisation organization authority authorities parliament court embassy
    command coalition alliance front brigade force(s) union bank commission committee company
    network newspaper daily radio television station media statement communiqué communique report
    letter navy department charity team watchdog hospital service board federation association
    church district country junta regime militia troops state administration cabinet senate congress
    assembly delegation garrison battalion regiment branch faction website paper outlet tribunal
    foundation institute university investigation inquiry video message recording bulletin
    opposition leadership side headquarters airforce firm corporation league crescent cross guard
    armée gouvernement ministère présidence groupe mouvement parti agence journal état-major
    syndicat comité conseil gendarmes ambassade autorités"""
)
PARTICLES = word_set(
    """al el ag ould ben bin ibn bint de du la le von van der den abu abou um umm ud ul ur as ad an
    ar di da dos das del della y e ap mac"""
)
LOOSE = word_set("himself herself itself themselves alone lui-même elle-même")
SPEAKING_NOUNS = word_set("reports claims statements comments remarks notes posts tweets warnings")
"""Nouns that look like verbs of saying."""
CIRCUMSTANCES = word_set(
    """statement(s) interview(s) speech report communiqué communique letter message post tweet
    briefing conference call address comments remarks video text email e-mail telephone phone
    twitter facebook telegram television radio whatsapp entretien déclaration discours"""
)
"""What people speak or write in, on or by."""
AGENCIES = word_set(
    """reuters bloomberg xinhua tass interfax anadolu bbc cnn voa rfi afp ap jazeera arabiya
    associated press france-presse monde figaro guardian times post facebook twitter telegram
    whatsapp youtube skype"""
)
"""Listeners that are not people."""


class Verb(NamedTuple):
    """A form of a verb of saying, and what the verb takes."""

    lemma: str
    use: _Use
    tense: _Tense
    is_french: bool


@lru_cache
def forms() -> dict[str, Verb]:
    """Every form in lower case; a form that two verbs share belongs to the first."""
    found: dict[str, Verb] = {}
    tenses: tuple[_Tense, ...] = ("base", "present", "past", "past", "participle")
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
