"""Words by which reports name speakers: sources, offices, titles, bodies.

English and French, from news of armed conflicts. A missing word costs a speaker; a wrong one would
invent one.
"""

from briefing.model.parsers.quotes.grammar import words

PERSONS = words("he she i il elle je")
PRONOUNS = PERSONS | words("it they we you ils elles on nous vous")
NOBODY = words("nobody none neither personne nul aucun aucune")
INDEFINITE = words(
    """a an some one two three four five six seven eight nine ten another several many various
    other un une plusieurs certains certaines d'autres deux trois quatre cinq"""
)
DEFINITE = words(
    """the this these his her its their our my both all each every most few numerous le la les ce
    cet cette ces son sa ses leur leurs du des"""
)
DETERMINERS = INDEFINITE | DEFINITE | {"no", "that"}
LINKS = words(
    """of for from in at with near close familiar loyal within inside outside to on by de d' à au
    aux en dans sur pour avec par chez"""
)
"""Prepositions that can attach something to a noun."""

NEVER = words(
    """is are was were be been being am has have had having do does did will would shall should can
    could may might must cannot if whether because when while although though unless until since as
    before after than but or so then there here which who whom whose what why how where not never
    also into onto upon about against between under over during following despite amid without
    said says say told tells yet nor est sont était étaient ont avait avaient sera seront qui que
    dont où mais si quand lorsque lui y ne pas"""
)
"""Words that no speaker contains: finite verbs, and words of other clauses."""

PAST = words(
    """took held fled met won lost came went made saw found got gave began broke brought sent shot
    struck rose fell fought ran stood knew kept built became drove caught bought threw blew hid
    sought taught thought felt meant spent hit left flew grew drew wore chose rode sang sank swore
    tore withdrew overran spread read put"""
)
WITNESSES = words(
    """source sources witness witnesses eyewitness eyewitnesses resident residents official
    officials officer officers man men woman women soldier soldiers villager villagers inhabitant
    inhabitants survivor survivors diplomat diplomats activist activists civilian civilians people
    insider insiders trader traders shopkeeper herder herders refugee refugees employee employees
    rebel rebels fighter fighters militant militants locals medic medics doctor doctors nurse
    driver drivers teacher teachers student students farmer farmers worker workers relative
    relatives neighbour neighbours neighbor neighbors analyst analysts expert experts observer
    observers aide aides insurgent insurgents gunman gunmen protester protesters demonstrators
    elder elders tribesman tribesmen lawmaker lawmakers member members journalist journalists
    passenger passengers hostage hostages prisoner prisoners guard guards policeman policemen
    informant informants negotiator negotiators mediator mediators peacekeeper peacekeepers
    reports two three first second other others latter pair trio témoin témoins habitant
    habitants responsable responsables officier officiers militaire
    militaires diplomate diplomates soldat soldats combattant combattants rebelle rebelles réfugié
    réfugiés expert experts élu élus"""
)
"""Unnamed speakers, even with a definite article."""

OFFICES = words(
    """spokesman spokeswoman spokesperson spokesmen spokespersons spokespeople minister ministers
    president presidents general generals colonel colonels commander commanders leader leaders chief
    chiefs governor governors mayor ambassador envoy director secretary head captain major
    lieutenant sergeant admiral sheikh sheik imam king queen prince emir judge senator senators
    chancellor premier chairman chairwoman chair deputy adviser advisor advisers advisors lawyer
    lawyers prosecutor prosecutors investigator investigators representative representatives
    negotiators coordinator negotiator author authors founder boss widow father mother brother
    sister son daughter wife husband uncle cousin candidate opponent opponents supporters critics
    victim victims professor researcher researchers historian mufti cleric clerics priest bishop
    archbishop pope porte-parole ministre président général commandant chef gouverneur maire
    directeur préfet procureur avocat secrétaire ambassadeur capitaine lieutenant-colonel premier
    présidente directrice avocate procureure ambassadrice chercheur chercheuse sénateur sénatrice
    député députée conseiller conseillère représentant représentante coordinateur coordinatrice
    négociateur fondateur dirigeant dirigeante colonel"""
)
TITLES = OFFICES | words(
    """mr mrs ms dr prof gen lt col maj capt cpt cmdr cdr sgt brig adm cpl pvt gov sen rep pres amb
    rev fr st hon insp supt det mme mlle mm m me mgr gén cdt adj sec sir lord lady dame madame
    monsieur brigadier corporal private marshal commodore ayatollah mullah maulvi mawlawi hajji haji
    sultan caliph vice prime foreign defence defense interior finance justice under-secretary
    congressman congresswoman representative congressman justice police inspector detective
    superintendent constable cardinal reverend sayyid sayed shaykh cheikh malam maj-gen qari hakim
    acting former ex-president"""
)
BODIES = words(
    """army military police gendarmerie government ministry presidency office group movement party
    council mission agency organisation organization authority authorities parliament court embassy
    command coalition alliance front brigade force forces union bank commission committee company
    network newspaper daily radio television station media statement communiqué communique report
    letter navy department charity team watchdog hospital service board federation association
    church district country junta regime militia troops state administration cabinet senate congress
    assembly delegation garrison battalion regiment branch faction website paper outlet tribunal
    foundation institute university investigation inquiry video message recording bulletin congress
    opposition leadership side headquarters airforce firm corporation league crescent cross guard
    armée gouvernement ministère présidence groupe mouvement parti agence journal organisation
    état-major syndicat comité conseil coalition gendarmes ambassade association autorités forces"""
)
PARTICLES = words(
    """al el ag ould ben bin ibn bint de du la le von van der den abu abou um umm ud ul ur as ad an
    ar di da dos das del della y e ap mac"""
)
LOOSE = words("himself herself itself themselves alone lui-même elle-même")
SPEAKING_NOUNS = words("reports claims statements comments remarks notes posts tweets warnings")
"""Nouns that look like verbs of saying."""

CIRCUMSTANCES = words(
    """statement statements interview interviews speech report communiqué communique letter message
    post tweet briefing conference call address comments remarks video text email e-mail telephone
    phone twitter facebook telegram television radio whatsapp entretien déclaration discours"""
)
"""What people speak or write in, on or by."""

AGENCIES = words(
    """reuters bloomberg xinhua tass interfax anadolu bbc cnn voa rfi afp ap jazeera arabiya
    associated press france-presse monde figaro guardian times post facebook twitter telegram
    whatsapp youtube skype"""
)
"""Listeners that are not people."""
