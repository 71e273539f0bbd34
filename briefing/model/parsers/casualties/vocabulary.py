"""The vocabulary of casualty reports, in English and French, and the function of each word.

The outcomes are those of `terms.OUTCOMES`. Words that leave the fate open, such as *casualties*,
*victims* or *neutralised*, have no outcome: they are refused, except in "no casualties".
"""

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

from briefing.model.parsers.words import word_set

_TO_DEATH: Final = (
    "stabbed hacked beaten burned burnt bludgeoned shot crushed trampled tortured stoned starved"
)
_OF_WOUNDS: Final = ("succumb to", "succumbed to", "succumbs to", "die of", "died of", "dies of")
NOBODY: Final = word_set("no nobody none zero aucun") | {"no one"}
SEVERITIES: Final = word_set("seriously critically badly severely gravely grièvement")
RISES: Final = word_set(
    """hit(s) fall(s) fell rise(s) rose risen rising climb(s) climbed climbing reach reaches reached
    reaching stand(s) stood now increase(s) increased raise(s) raised grow(s) grew grown jump(s)
    jumped mount(s) mounted of put(s) bring(s) bringing brought passe monte s'élève s'alourdit
    atteint"""
)
TOPS: Final = word_set(
    """top(s) topped exceed(s) exceeded pass passes passed surpass surpasses surpassed cross crosses
    crossed dépasse"""
)
"""Verbs by which a death toll exceeds a figure."""
NOUNS: Final = word_set("massacre massacres murder murders slaughter arrest capture")
"""Verbs that are nouns too: "Massacre south of Raqqa kills 18"."""
NO_PEOPLE: Final = word_set("own causing fewer less of the de them dead each")
"""Words that describe nobody."""
LIVES: Final = ("lives", "vies")
HEARSAY: Final = word_set(
    """reportedly allegedly apparently reported purportedly ostensibly seemingly evidently
    prétendument apparemment"""
) | {"reported to have been", "said to have been", "were reported"}
"""Words that say how certain a fate is; they are not kept, but never dropped in silence."""
UNSURE: Final = word_set(
    """alleged suspected supposed possible apparent potential purported supposé(s) suspecté(s)"""
)
"""Adjectives that doubt the fate right after them: 12 alleged killed; but 12 alleged rebels."""
_MISTAKEN: Final = "wrongly falsely mistakenly erroneously incorrectly prematurely"
_TOLD: Final = "reported said claimed declared announced listed believed recorded counted"
TAKES: Final = word_set("claim claims claimed claiming")
PARTICLES: Final = word_set("of the al el de du la le bin ibn ould ag van von")
UNITS: Final = word_set(
    """second(s) minute(s) hour(s) day(s) week(s) month(s) year(s) decade(s) km kms kilometre(s)
    kilometer(s) mile(s) metre(s) meter(s) yard(s) heure(s) jour(s) semaine(s) mois an ans année(s)
    kilomètres mètres hrs weekend(s) am pm gmt a.m p.m hectares acres"""
)
"""Units of counted things that are not people."""
THINGS: Final = word_set(
    """attack(s) attaque(s) blast(s) bomb(s) bombing(s) explosion(s) strike(s) airstrike(s) raid(s)
    clash clashes rocket(s) shell(s) missile(s) drone(s) ambush ambushes incident(s) operation(s)
    battle(s) landmine(s) mine(s) ied(s) grenade(s) village(s) town(s) city cities house(s) home(s)
    vehicle(s) car(s) truck(s) tank(s) bus buses plane(s) aircraft helicopter(s) building(s)
    district(s) province(s) camp(s) base(s) checkpoint(s) mosque(s) church churches school(s)
    hospital(s) shop(s) boat(s) ship(s) animal(s) cow(s) cattle goat(s) sheep camel(s) horse(s)
    dog(s) weapon(s) rifle(s) gun(s) round(s) dollar(s) euro(s) maisons véhicules villes explosifs
    percent attentat(s) frappe(s) combat(s) bombe(s) shooting(s) motorcycle(s) motorbike(s) time(s)
    fois position(s) post(s) place(s) site(s) accident(s) crash crashes storm(s) earthquake fire(s)
    week(s)"""
)
"""Things that cannot be casualties but can kill; a figure of these never counts people."""
DESIGNATORS: Final = word_set(
    """brigade(s) battalion regiment division unit sector zone area camp block district road route
    highway km kilometer room gate article resolution group phase day flight level number no
    building station corps squadron company platoon force section base checkpoint point line
    operation protocol appendix chapter act law page edition update wrapup writethru version grade
    radio channel boeing airbus bataillon régiment arrondissement ward precinct cell lot plot task
    team mission age aged"""
)
"""Words that make the number after them part of a name: Brigade 93."""
ONE: Final = word_set(
    """activist adviser agent aide ambassador analyst attacker bandit baby bishop blogger bodyguard
    boy brother businessman bystander cameraman captain caretaker chairman chief child chieftain
    citizen civilian cleric cleaner cobbler colonel commander commandant commando conscript
    constable contractor cop councillor cousin cyclist daughter dealer defender deputy detainee
    diplomat director doctor driver economist editor elder employee engineer farmer father fighter
    fisherman foreigner fugitive general girl governor guard guerrilla gunman herder herdsman hitman
    hostage hunter husband imam infant inmate inspector insurgent interpreter jihadist journalist
    judge kidnapper labourer laborer lawmaker lawyer leader lecturer lieutenant major man marine
    mayor mechanic mediator mercenary merchant militant militiaman miner minister monk mother mp
    mufti navigator negotiator nun nurse officer official operative opponent paramedic partisan
    passenger passerby pastor peacekeeper pedestrian pharmacist photographer pilgrim pilot policeman
    policewoman politician preacher president priest principal prisoner professor prosecutor
    protester protestor rebel recruit refugee reporter resident ruler sailor scholar senator
    separatist sergeant settler shepherd sheikh shopkeeper sister smuggler sniper soldier son
    spokesman spokeswoman spy student subject suspect tanker teacher technician teenager teen
    terrorist tourist trader translator trooper tribesman vaccinator vendor veteran villager
    volunteer warden warlord widow wife witness woman worker writer youth soldat civil homme femme
    enfant garçon fille policier gendarme journaliste combattant militaire jihadiste djihadiste
    rebelle milicien otage chef personne person human individual servicemember serviceman
    serviceperson hero parent toddler"""
)
"""One person, from a list of roles in news of conflicts; "officer killed" is one."""
_WHOSE: Final = ("", "the ", "his ", "her ", "their ")


class Part(Enum):
    """The function of a word in a phrase about casualties."""

    FATE = auto()  # killed, wounds, 12 deaths
    NONE = auto()  # no one, nobody, without
    AND = auto()
    COMMA = auto()
    STOP = auto()
    COLON = auto()
    OPENING = auto()
    CLOSING = auto()
    AUXILIARY = auto()  # were, have been
    ADVERB = auto()  # seriously, reportedly
    PREPOSITION = auto()  # in, near, during
    OF = auto()
    CLAUSE = auto()  # who, as, while: a new clause follows
    INCLUDING = auto()
    AMONG = auto()  # two soldiers among eight killed
    VERB = auto()  # attacked, burned, freed: what others do, or another event
    VAGUE = auto()  # many
    LEAST = auto()  # 23 citizens at least
    OPENER = auto()  # says, leaves, with: a figure may follow
    TIME = auto()  # yesterday, on Friday, 24 hours
    TOLL = auto()
    OPEN = auto()  # casualties: killed, or wounded?
    DOUBT = auto()  # not, feared, would
    FREED = auto()
    FIGURE = auto()
    WORD = auto()


class Voice(Enum):
    """How a word expresses people's fate."""

    PASSIVE = auto()  # 12 killed, 12 dead, 12 died
    ACTIVE = auto()  # kills 12, killing 12
    EITHER = auto()  # killed: 12 killed, or killed 12
    NOUN = auto()  # 12 deaths, the death of 12


class Meaning(NamedTuple):
    """What a word means: its function and, for a fate, which and how it is expressed."""

    part: Part
    outcome: str = ""
    voice: Voice | None = None


_FATES: Final[Mapping[str, Mapping[Voice, str]]] = {
    "killed": {
        Voice.PASSIVE: "dead|deceased|slain|die|dies|died|perish|perished|lost their lives"
        "|lose their lives|lost his life|lost her life|shot dead|shot and killed|gunned down|tué"
        "|tués|tuée|tuées|mort|morts|morte|mortes|décédé|décédés|décédées|abattus|péri|périssent"
        "|trouvé la mort|perdu la vie|assassinés|assassinées|exécutés|massacrés|drowned|kia|succumb"
        "|succumbed|succumbs|burned alive|burnt alive",
        Voice.EITHER: "killed|murdered|executed|assassinated|massacred|slaughtered|beheaded|lynched"
        "|martyred",
        Voice.ACTIVE: "kill|kills|killing|murder|murders|murdering|executes|executing|assassinate"
        "|assassinates|massacre|massacres|slaughter|slaughters|beheads|claims the lives of"
        "|claimed the lives of|claiming the lives of|tue|tuent|tuant|a tué|ont tué|avait tué"
        "|avaient tué|coûté la vie à|a coûté la vie à|ont coûté la vie à",
        Voice.NOUN: "death|deaths|fatality|fatalities|lives lost|killings of|killing of"
        "|execution of|murder of|assassination of|massacre of|slaughter of|décès|tuerie",
    },
    "wounded": {
        Voice.PASSIVE: "hurt|blessé|blessés|blessée|blessées",
        Voice.EITHER: "wounded|injured|wia",
        Voice.ACTIVE: "wound|wounds|wounding|injure|injures|injuring|hurts|hurting|blesse|blessent"
        "|blessant|a blessé|ont blessé",
        Voice.NOUN: "injury|injuries|wounding of",
    },
    "captured": {
        Voice.PASSIVE: "taken prisoner|taken prisoners|taken captive|capturés|faits prisonniers",
        Voice.EITHER: "captured",
        Voice.ACTIVE: "capture|captures|capturing|capturent|capturant|ont capturé|a capturé",
    },
    "abducted": {
        Voice.PASSIVE: "taken hostage|taken hostages|enlevé|enlevés|enlevée|enlevées|kidnappés"
        "|kidnappées|pris en otage|pris en otages",
        Voice.EITHER: "abducted|kidnapped",
        Voice.ACTIVE: "abduct|abducts|abducting|kidnap|kidnaps|kidnapping|enlèvent|enlevant"
        "|ont enlevé|a enlevé",
        Voice.NOUN: "abduction of|abductions|kidnapping of|kidnappings|abductees",
    },
    "arrested": {
        Voice.PASSIVE: "taken into custody|arrêté|arrêtés|arrêtée|arrêtées|interpellés"
        "|interpellées",
        Voice.EITHER: "arrested|detained",
        Voice.ACTIVE: "arrest|arresting|detain|detains|detaining|arrêtent|ont arrêté|a arrêté",
        Voice.NOUN: "arrests|arrest of|arrestations",
    },
    "missing": {
        Voice.PASSIVE: "missing|mia|disappeared|unaccounted for|portés disparus|disparu|disparus"
        "|disparues",
    },
    "displaced": {
        Voice.PASSIVE: "made homeless|driven from their homes|forced to flee"
        "|forced from their homes|déplacés|déplacées|contraints de fuir",
        Voice.EITHER: "displaced",
        Voice.ACTIVE: "displace|displaces|displacing|déplaçant|a déplacé|ont déplacé",
    },
}
_PARTS: Final[Mapping[Part, str]] = {
    Part.NONE: "no one|nobody|none|no|zero|without|without causing|without inflicting|nil|not one"
    "|not a single|aucun|aucune|personne n'a|sans faire de|sans|pas de",
    Part.AND: "and|&|plus|as well as|along with|together with|in addition to|alongside|besides|et"
    "|ainsi que",
    Part.AUXILIARY: "was|were|is|are|be|been|being|has|have|had|got|get|has been|have been|had been"
    "|have also|a été|ont été|avait été|avaient été|sont|est|étaient|était|ont",
    Part.ADVERB: "reportedly|allegedly|reported|confirmed|confirmed as|also|seriously|critically"
    "|badly|slightly|severely|gravely|lightly|so far|apparently|officially|found|then|went|still"
    "|later|now|already|at least partly|grièvement|légèrement|également|gravement"
    "|reported to have been|said to have been|were reported|purportedly|ostensibly|seemingly"
    "|evidently|prétendument|apparemment",
    Part.PREPOSITION: "with|in|on|at|near|during|after|from|by|amid|amidst|since|over|under|inside"
    "|outside|across|around|between|against|following|within|throughout|along|behind|below|beyond"
    "|despite|due|for|into|off|onto|per|through|to|toward|towards|upon|via|west|east|north|south"
    "|northeast|northwest|southeast|southwest|because of|due to|according to|ahead of|outside of"
    "|aged|dans|à|au|aux|en|sur|lors|lors de|par|près|près de|après|depuis|chez|pendant|contre|vers"
    "|sous|selon|entre|pour|avec|du côté de",
    Part.OF: "of|de|d'|du|des",
    Part.CLAUSE: "who|which|that|when|while|as|where|because|before|whose|whom|but|until"
    "|including those|qui|que|quand|alors que|tandis que|mais|où",
    Part.INCLUDING: "including|includes|include|among them|among whom|among those|most of them"
    "|mostly|mainly|many of them|some of them|incl|namely|dont|parmi lesquels|parmi lesquelles"
    "|y compris|among the dead|among the wounded|among the victims|among the injured",
    Part.AMONG: "among|amongst|parmi",
    Part.LEAST: "at least|at a minimum|or more|au moins|ou plus",
    Part.VERB: "hit|hits|hitting|shot|shoots|struck|targeted|attacked|stormed|raided|ambushed"
    "|opened|detonated|exploded|explodes|blew|fired|shelled|bombed|burned|burnt|torched|destroyed"
    "|damaged|opens|evacuated|fled|flee|flees|escape|escapes|escaped|surrendered|surrender|deployed"
    "|seized|looted|sentenced|charged|convicted|protested|protest|gathered|joined|returned|remain"
    "|remains|remained|trapped|stranded|hospitalised|hospitalized|treated|admitted|survived|survive"
    "|survives|identified|buried|lost|need|needs|clashed|fought|overran|overrun|entered|crossed"
    "|recovered|hanged|carried|staged|launched|ont attaqué|a attaqué|incendiées|incendiés|brûlées"
    "|brûlés|évacués|évacuées",
    Part.FREED: "freed|frees|freeing|released|releases|releasing|rescued|rescues|rescue|rescuing"
    "|liberated|let go|libérés|libérées|libéré|libérée|relâchés|relâchées|relâché",
    Part.VAGUE: "many|few|a few|numerous|multiple|various|countless|a number of|number|numbers"
    "|a handful of|handful|quelques|nombreux|nombreuses|most|both|each|every|half|third|thirds"
    "|two-thirds|quarter|majority|moitié|tiers|plupart",
    Part.OPENER: "a total of|total of|un total de|says|say|said|claims|claim|claimed|reports|report"
    "|confirms|confirm|announces|announced|documents|documented|records|recorded|verifies|verified"
    "|leaves|leave|left|leaving|there were|there are|there was|fait|font|faisant|ont fait|a fait"
    "|avait fait|laissant|il y a|find|finds|then",
    Part.TIME: "yesterday|today|overnight|tonight|this morning|last night|last week|last month"
    "|last year|this week|this month|this year|on the spot|so far|to date|hier|aujourd'hui|ago"
    "|earlier|later|morning|evening|night|afternoon|early|late|instantly|immediately|cette nuit"
    "|ce matin",
    Part.TOLL: "death toll|death tolls|number of dead|number of deaths|number of fatalities|bilan"
    "|nombre de morts",
    Part.OPEN: "casualty|casualties|victim|victims|victime|victimes|neutralised|neutralized|losses"
    "|pertes|toll|bodies|body|corpses|corps",
    Part.DOUBT: "not|n't|never|didn't|don't|doesn't|wasn't|weren't|denied|denies|deny|denying"
    "|some say|others say|daily|weekly|per day|per week|per month|per year|per hour|would|could"
    "|might|may|should|will|if|unless|threatens|threatened|threatening|threaten|to be|due to be"
    "|scheduled|likely|supposedly|vow|vows|vowed|face|faces|faced|facing|reject|rejects|rejected"
    "|refute|refutes|refuted|prevent|prevents|prevented|preventing|cleared of|acquitted of|all but"
    "|tous sauf|feared|presumed|believed|thought|possibly|probably|perhaps|suspected dead"
    "|allege that|plan to|plans to|planned to|planning to|plot to|plotted to|failed to|fails to"
    "|attempted to|wants to|wanted to|unclear|unconfirmed|fatally|mortally|estimates"
    "|peut-être|auraient|aurait|pourraient|craint|présumés|feraient|ne|pas|n'a|n'ont|percent|pct"
    "|hundredth|false|rumours|rumors|hoax|rumoured|rumored|assumed|maybe|potentially|almost|nearly"
    "|narrowly|barely|virtually|practically|presque|présumé|présumée|présumées",
}


@lru_cache
def meanings() -> Mapping[str, Meaning]:
    """What each word or phrase means, by its lower-case words separated by single spaces."""
    return dict(_listed())


@lru_cache
def longest() -> int:
    """Words in the longest phrase."""
    return max(words.count(" ") + 1 for words in meanings())


def _listed() -> Iterator[tuple[str, Meaning]]:
    for part, words in _PARTS.items():
        yield from ((each, Meaning(part)) for each in words.split("|"))
    for outcome, voices in _FATES.items():
        for voice, words in voices.items():
            for each in words.split("|"):
                yield each, Meaning(Part.FATE, outcome, voice)
    for how, told in product(_MISTAKEN.split(), _TOLD.split()):
        yield f"{how} {told}", Meaning(Part.DOUBT)
    died = Meaning(Part.FATE, "killed", Voice.PASSIVE)
    yield from ((f"{word} to death", died) for word in _TO_DEATH.split())
    for verb, whose, what in product(_OF_WOUNDS, _WHOSE, ("wounds", "injuries")):
        yield f"{verb} {whose}{what}", died
