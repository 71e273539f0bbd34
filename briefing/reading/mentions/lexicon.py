"""Words that say what kind of word stands beside a name, in English news reports.

They are folded (`search.words.folding`). The lists are short on purpose: what is on none of them is
treated as part of a name if it has a capital, so a gap costs a mention and never makes a wrong one.
"""

from functools import cache
from typing import Final

from briefing.model.codes import countries_named
from briefing.model.codes.demonyms import countries_of
from briefing.search.words.lexicon import word_set

ARTICLES: Final = word_set("al el ul il ad ar as ash at an az ed er es et ez ud ur us the")
LINKING: Final = word_set(
    "al el ad ar as ash at az ed er es ez ag ould oulad bin ibn ben bint abu abou abd abdel abdul "
    "de la le du da do dos das del della di von van der den d l san ud ul ur"
)
"""Words within the names of people that may stand in lower case."""

LEADING: Final = word_set("al el ag ould oulad bin ibn ben bint abu abou abd le van von der di")
"""Those of them that may open a surname without a hyphen; the others are English words too."""

SILENT: Final = word_set(
    "the of and for in on to an et de du des la le les los las von van der den da do "
    "dos das di del pour sur al el ul ad ar as ash at az bin ibn ben bint ag ould"
)
"""Words that another spelling of a name may leave out; `identity` decides whether it may here."""

CONNECTING: Final = word_set("of for in de du des do da del")
"""Words by which a name may go on: Islamic State in the Greater Sahara."""

TITLES: Final = word_set("""
president president-elect vice minister prime premier chancellor king queen prince princess emir
sultan caliph sheikh shaykh cheikh imam mullah maulana mufti ayatollah pope bishop archbishop father
pastor reverend rabbi general gen lieutenant lt colonel col major maj captain capt sergeant sgt
corporal marshal admiral brigadier brig commander commandant commodore chief chairman chairwoman
chair chairperson director secretary undersecretary ambassador envoy representative spokesman
spokeswoman spokesperson senator governor mayor deputy leader head boss warlord judge justice
professor prof doctor dr mr mrs ms miss sir lord lady dame comrade brother sister us former ex late
acting interim senior junior new foreign defence defense interior finance home military army police
rebel militant jihadist islamist terrorist separatist opposition government state militia guerrilla
founder cofounder fighter fighters rebels militants troops forces soldiers attack attacks negotiator
lawmaker mp official officials preacher cleric veteran warlords chiefs leaders commanders alias aka
haji hajj hadj alhaji sidi ustad commandante comandante coronel presidente front-line
""")
"""Titles, offices and other words that stand before a person's name without being part of it."""

BEHIND: Final = TITLES | word_set("""
says said claims vows warns denies kills attack attacks offensive says members member base bases
fighters men unit units camp camps stronghold strongholds terrorists and or rivals
""")
"""Words in capitals that may follow the name of a group without being part of it."""

PLACE_KINDS: Final = word_set("""
region regions province state district governorate oblast county territory department departement
city town village municipality airport cercle prefecture wilaya
""")
"""What may follow the name of a place that means the same place: Mopti Region."""

DIRECTIONS: Final = word_set("north south east west northeast northwest southeast southwest new")
"""Before a name they make another place: South Sudan, New Halfa."""

REGIONAL: Final = word_set(
    "northern southern eastern western central upper lower northeastern northwestern "
    "southeastern southwestern greater"
)

CALENDAR: Final = word_set("""
monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december ramadan easter christmas eid
""")

FUNCTION: Final = word_set("""
a an the this that these those it its he she they we you i his her their our my your who whom whose
which what when where why how if although though because since while as after before until during
at by for from in into near of off on onto out over to toward towards under up upon with within
without about above across against along among around behind below beneath beside between beyond
despite down except inside like outside past per than through throughout via and or but nor so yet
not no neither either both all any some most many much more few fewer several other another each
every one two three four five six seven eight nine ten only even also just still then there here
now today yesterday tomorrow meanwhile however thus therefore later earlier once twice again never
is are was were be been being has have had do does did will would can could may might must shall
should former late formerly according says said unlike amid following last next first second inside
only mostly soon perhaps residents witnesses troops soldiers fighters rebels members supporters
people officials sources analysts police
""")
"""Words that open a sentence in capitals without being part of a name."""

COMMON: Final = word_set("""
young rice bush major brown white black green gray baby hope price day may march august king bishop
pope general force lake long short rich power church strong love moon son park sun sands hill field
stone wood woods banks bank camp law wise good best north west east south knight page cook baker
mason smith miller fisher hunter carter taylor turner walker cross rose frost snow winter summer
little small large great noble grant mark bill will art dean earl duke prince marshall constant
justice gold silver steel ford bridge mills wells rivers waters marsh moore land lane street house
castle wall gates gate bell horn savage swift sharp hardy bright light day night morning war peace
battle victory freedom faith grace truth life is are us it so car code cold fan far sun aid arms
sow bah base ward ball bond chance case crisp fox wolf lamb bird drake crane swan finch martin
dawn force forces support hand head legs foot child children man men woman women state states
""")
"""Ordinary words that are surnames or abbreviations too."""

FREQUENT: Final = word_set("""
traore keita diallo coulibaly diarra toure cisse maiga camara konate kone sow ba barry bah diop fall
ndiaye sidibe sangare dembele kante ouedraogo sawadogo compaore mahamat oumar moussa ibrahim musa
abdullahi abubakar ahmed ahmad mohammed mohamed muhammad ali hassan hasan hussein hussain omar
osman mahmoud mustafa khalil saleh salih salem said saeed abdullah abdallah abdi yusuf ismail adam
khan singh kumar sharma shah hussaini rahman karim haidar haddad khoury najjar
garcia rodriguez gonzalez hernandez lopez martinez perez sanchez ramirez torres flores rivera gomez
diaz reyes cruz morales ortiz gutierrez chavez ramos ruiz mendoza castillo jimenez moreno romero
vargas rojas silva santos pereira costa fernandez alvarez suarez castro
ivanov petrov smirnov kuznetsov popov volkov sokolov shevchenko kovalenko bondarenko tkachenko
kravchenko melnyk boyko kovalchuk
kim lee park choi jung kang cho wang li zhang liu chen yang huang zhao wu zhou nguyen tran le pham
aung min zaw tun kyaw win htun naing hlaing thu soe maung lin oo thant myint
deng garang akol lam kuol mabior
smith johnson williams jones davis wilson anderson thomas martin thompson dubois durand bernard
mukendi kabongo ilunga kalala kasongo mutombo ngoy tshibangu
""")
"""Surnames so frequent that, alone, they do not tell who is meant."""

HEADS: Final = word_set("""
armed security defence defense air army armies forces force police government group groups brigade
brigades movement front militia militias party organisation organization council union coalition
alliance fighters troops rebels
ministry guard guards battalion regiment division command network mission authority authorities
military navy gendarmerie service services state-forces regime insurgents separatists soldiers
""")
"""Nouns at the end of a group's name that reports also write in lower case."""

DROPPED_HEADS: Final = word_set(
    "group network brigade battalion regiment movement organisation organization militia column"
)
"""What reports leave out once they have given the full name: Wagner for the Wagner Group."""

GENERIC: Final = word_set("""
islamic national popular democratic united free new peoples people revolutionary republican
independent armed special central general central international federal royal local joint rapid
muslim christian arab african european western labour liberation resistance contact youth women
minsk task working
""")
"""Adjectives and the like that do not name a group by themselves."""

FRANCHISES: Final = ("alqaeda", "alqaida", "qaeda", "qaida", "islamicstate", "isis", "isil")
"""Organisations whose branches bear their name and that of a region."""

DRIVEN: Final = word_set("""
linked backed led held controlled based run aligned affiliated allied dominated supported friendly
ruled occupied funded trained armed inspired sponsored born speaking style
""")
"""Participles that a hyphen joins to a name: al-Qaida-linked."""

ACTING: Final = word_set("""
said says say saying has have had accused accuses denied denies deny announced announces wants
want vowed vows warned warns rejected rejects condemned condemns agreed agrees launched launches
sent sends asked asks backed backs supports supported insists insisted expelled expels recalled
called calls urged urges signed signs pledged pledges claims claimed threatened threatens blamed
blames demanded demands deployed deploys withdrew ended suspended promised refused refuses hopes
believes believed plans must will would could should did does may might can cannot declared
declares confirmed confirms offered offers responded replied decided intends helped trained armed
funded invaded bombed struck attacked intervened remains is was declined added considers considered
lists listed wanted left went came fled died met took held led ran returned seeks sought cut closed
broke joined welcomed protested mediated hosted told hit retaliated
""")
"""Verbs of which a country may be the subject."""

LOCATING: Final = word_set("""
in from to into across through inside near at within of outside around via entered reached
neighbouring neighboring throughout visit visited visiting leave left fled
""")
"""Words after which a country is meant as a place."""

DONE_TO: Final = word_set(
    "accuse accused accuses blame blamed blames against by urge urged told "
    "condemned condemn thanked sued asked allies allied pressed"
)
"""Words after which a country is meant as a state."""


_LETTERED: Final = frozenset(("US", "UK", "UAE", "DRC", "USA", "CAR"))


@cache
def is_of_a_country(folded: str) -> bool:
    """Whether a word is an adjective of nationality or its plural: Malian, Malians."""
    return bool(countries_of(folded) or countries_of(folded.removesuffix("s")))


@cache
def is_country(name: str) -> bool:
    """Whether a name, as written, is that of a country."""
    is_code = name.isupper() and len(name) <= len("DRC") and name not in _LETTERED
    return not is_code and bool(countries_named(name))
