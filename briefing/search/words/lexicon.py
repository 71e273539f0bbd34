"""What no rule of sound can know: the forms of a name, words that say little, nationalities.

The forms of a name in different languages follow no common rule: Muhammad is Mehmet in Turkish,
Mamadou in Mande and Fula, Magomed in the Caucasus; Yusuf is Youcef in Algeria; Sergei is Serhii in
Ukrainian and Siarhei in Belarusian; the Korean Choe is also written Choi. They are listed folded,
the forms of one name between commas. Spellings that the rules of `sounds` bring together are not
listed.

Words that name a country or its people (Niger, Nigerien, Nigeria, Nigerian) often differ by a
letter or two, so a word of one country is never taken for a misspelling of a word of another.
Countries are those of ISO 3166-1; their people are named as in the field “Nationality” of the CIA
World Factbook, with the French adjectives where two countries differ by one letter, and former
names.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from briefing.model.codes import countries
from briefing.search.words.folding import fold


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


NO_INITIAL = word_set("of the and for in on to de du des d l la le les et sur pour")
"""Words that acronyms skip."""

AND = word_set("and und et")
"""Words for an ampersand between initials."""

ARABIC_ARTICLES = word_set("al el ul")

SUN_ARTICLES = {
    f"{vowel}{letter}": letter for vowel in "aeu" for letter in word_set("d n r s t z sh ch th dh")
}
"""The article as pronounced before a sun letter, with that letter: ar-Rahman, ush-Sharif."""

_PARTICLES = word_set("""
abd abdel abdul abdal abdoul abdil abed abu abou bou abi aba abo ibn ibni ben bin bn bint bent binti
ag ould walad wald weld oulad ulad ait umm oum om sidi de du des d l la le les of the and for in on
to a et sur pour von van der den da do dos das di del y e i o
""")
_TITLES = word_set("""
sheikh shaykh shaikh cheikh sheik haji hadj hajj hajji haj alhaji mullah mulla molla maulawi mawlawi
maulvi molvi moulvi maulana mawlana molana qari imam ayatollah hojjatoleslam ustad emir amir mr mrs
ms sir lord dr prof professor general gen brigadier brig colonel col major maj captain capt
lieutenant lt admiral marshal commander president secretary senator minister prime king queen prince
princess governor eng ing hon nom guerre alias aka ayatallah
""")

LEGAL_FORMS = word_set("""
company companies co cie cia compania compagnie ltd limited ltda limitada inc incorporated corp
corporation llc llp lp plc pte pvt private public gmbh mbh ag kg sa sas sarl sal srl spa sl bv nv ab
oy aps sdn bhd fze fzco fzc fz dmcc est establishment jsc ojsc cjsc pjsc joint stock liability ooo
oao zao pao ao pjs tov pp doo ad dd kft sp zoo sti tic san as sanayi ticaret anonim sirketi sirket
obshchestvo obshestvo ogranichennoy ogranichennoi otvetstvennostyu otvetstvennostiu aktsionernoe
aktsionernoye aktsionerne publichnoe publichnoye publichne tovarystvo zakrytoe otkrytoe otkrytoye
zakrytoye sociedad anonima responsabilidad societe anonyme cv rl group holding holdings
""")
"""Legal forms, optional after the name of a company."""

LEADING = (
    ARABIC_ARTICLES
    | _TITLES
    | word_set("the ao")
    | {form for form in LEGAL_FORMS if len(form) > len("sa")}
    - word_set("san sal spa est sas tic sti")
)
"""Words that are optional before a name: titles, articles, and legal forms that do not begin other
names (San Salvador)."""

DRESS = LEADING | LEGAL_FORMS

LIGHT = ARABIC_ARTICLES | SUN_ARTICLES.keys() | _PARTICLES | _TITLES | LEGAL_FORMS
"""Words that say little about who is named."""

ABD = word_set("abd abdel abdul abdal abdoul abdil abed abdi")
"""“Servant of”, the first part of names such as Abd al-Rahman."""

ABU = word_set("abu abou abo bou abi aba abw aby abul aboul abol")
"""“Father of”, the first part of names such as Abou Zeid."""

DIN = word_set("din deen den dine dean dyn")
"""“Of the religion”, the last part of names such as Farid ud-Din, after an article."""

JOINED_DIN = word_set("eddine eddin eddeen uddin uddeen addin addine addeen oddin")
"""The same joined to its article: Salah Eddine."""

GOD = word_set("allah ullah oullah ollah ulla allh")
"""The last part of names such as Aman Ullah."""

# Forms that one person bears: romanisations of a name, and its Russian, Ukrainian and Belarusian
# form.
_OF_ONE_PERSON: Final = """
muhammad mohammed mohamed mohd mhd md maxamed, ahmed ahmad ahmet akhmed akhmad axmed,
hasan hassan xasan, husayn hussein husain hossein hosein huseyin hocine houcine xuseen,
yusuf yousef youssef youcef yusef yousuf youssouf, uthman othman osman usman ousmane,
umar omar cumar, ibrahim brahim ibrohim, sulayman suleiman soliman slimane souleymane suleyman,
jamal djamel gamal jamel cemal, rida reza ridha riza reda,
alexander alexandr aleksandr aliaksandr alyaksandr oleksandr,
alexandrovich aleksandrovich aliaksandravich alyaksandravich oleksandrovych,
aleksey alexei alexey aleksei oleksii oleksiy aliaksei alyaksey, andrei andrey andriy andrii,
dmitry dmitri dmytro dzmitry, evgeny yevgeny yevgeniy yevhen yauheni, fyodor fedor fedir,
georgy georgi heorhii heorhiy, grigory hryhorii hryhoriy ryhor,
katerina yekaterina ekaterina kateryna, mikhail mykhailo mikhailo,
mikhailovich mikhailavich mykhailovych, nikolai nikolay mykola mikalai,
nikolaevich nikolayevich mikalaevich mykolaiovych, elena yelena olena alena, pavel pavlo,
petr pyotr petro, sergei sergey sergej serhii serhiy siarhei, vasily vasyl vasil,
viktorovich viktaravich viktorovych, vladimir volodymyr uladzimir, vladislav vladyslav uladzislau,
yuri yury yuriy iurii yurii, organisation organization, center centre, program programme
"""

# Forms that may belong to other people too: Mamadou is a form of Muhammad, but another man's name.
_OF_SEVERAL: Final = """
mohammed muhammad mohd mhd md mehmet mehmed mamadou mamadu mahamadou mahamat magomed maxamed
mahomed,
ahmed ahmet akhmed akhmad amadou ahmadou amadu axmed,
hussein husayn hocine houcine huseyin hossein xuseen,
yusuf youssef youcef youssouf yosef yousaf iosif josef joseph jozef josip,
ibrahim brahim ebrahim ibrahima ibraima abraham avraham ibrohim,
suleiman slimane souleymane soliman sulejman solomon saleban,
uthman osman othman ousmane usman cismaan, umar omar oumar omer cumar,
abdallah abdoulaye abdoullahi abdilahi, jamal gamal djamel cemal, jihad cihat cihad gihad,
hajjaj hicac, khadija hatice khadidja, musa moussa mousa moses muse, isa issa aissa eisa ciise,
yahya yehia yaxya, ismail smail ishmael esmaeel ismael, ishaq isaac yitzhak itzhak isak,
yaqub yacoub jacob jakob yakub, harun haroun aaron aharon, dawud daoud davud david dawood,
jibril djibril gabriel gibril jebril, maryam mariam miriam meryem, idris driss,
aisha aicha ayse caasha, fatima fatma fatoumata fatou faduma, reza rida ridha redha riza,
abdulaziz abdelaziz, yunus younes younous jonas, ayyub ayoub job eyup, rashid rachid reshid,
rajab recep redjeb, tayyib tayyip tayeb taieb, sayyid seyed syed sayed seyyed sidi,

iskandar alexander aleksandr oleksandr aliaksandr aleksandar alexandre alexandr sandro,
aleksey alexei oleksii oleksiy aliaksei alexey, sergei sergey serhii serhiy siarhei serge sergio,
nikolai nikolay mykola mikalai nicholas nicolas, mikhail mykhailo mikhailo michael mihail mikhael,
dmitry dmitri dmytro dzmitry dimitri, vladimir volodymyr uladzimir wladimir,
vladislav uladzislau vladyslav wladyslaw, evgeny yevgeny evgeni yevgeniy eugene yevhen yauheni,
pyotr petr petro peter piotr petar pedro pierre, pavel pavlo paul pablo pawel,
andrei andrey andriy andrii andrej andrew andre andres, grigory hryhorii hryhoriy gregory ryhor,
georgy heorhii george georges jorge giorgi, yuri iurii yury yuriy jurij, vasily vasyl vasil basil,
ivan ioann, ekaterina yekaterina katerina kateryna catherine katherine,
elena olena alena yelena helena, fyodor fedor fedir theodore, stepan stefan stephen steven,
alexandrovich aleksandrovich aliaksandravich oleksandrovych, nikolaevich mikalaevich mykolaiovych,
an ahn, eun un,

no noh roh, wang wong, huang hwang wong, chen chan, zhou chow chou, zhang chang cheung, liu lau,
lin lam,

jose joseph, richard dick, alexander alec alex, robert bob, william bill,

army jaysh jaish jesh ejercito armee armiya armia exercito ordu artesh,
front jabhat jabhah jabha jabhet frente fronte,
movement mouvement movimiento movimento harakat haraka harekat dvizhenie hareketi,
party parti partido partiya hizb partei, brigade brigades brigada katibat katiba liwa,
group groupe grupo gruppa grubu jamaat jamaa jamaah, bank banque banco bankas banka bankasi,
state etat estado dawla gosudarstvennoe gosudarstvenny gosudarstvennaya gosudarstvennoye,
organization organisation tanzim organizacion organizacao organizatsiya sazeman,
national nationale nacional natl natsionalny natsionalnaya watani wataniya melli milli,
liberation liberacion libertacao tahrir osvobozhdenie,
islamic islamique islamico islami islamiya islamiyya eslami,
council conseil consejo majlis shura sovet, foundation fondation fundacion fond vakfi bonyad,
defense defence defensa oborony savunma, center centre centro tsentr merkez markaz,
revolution revolucion thawra enghelab inqilab,
revolutionary revolutionnaire revolucionario revolucionaria,
republic republique republica respublika jumhuriya jomhouri jomhuri cumhuriyeti,
democratic democratique democratico democratica demokratik, peoples people popular populaire,
union unione ittihad etehad soyuz birligi, unity unite unidad wahda wahdat vahdat,
force forces fuerza fuerzas forcas quwat, armed armees armadas,
resistance resistencia muqawama muqawamah direnis, rebel rebels rebelde rebeldes rebelles,
committee comite komitet lajna,
ministry ministerio ministere ministerstvo wizarat vezarat bakanligi,
martyr shahid shaheed shahed sehit, martyrs shuhada shohada,
central centrale tsentralny tsentralnaya tsentralnyi markazi,
federal federalnoe federalnaya federalny federalnyi,
company co cie cia compania compagnie kompaniya kompania sherkat sirketi sirket,
limited ltd ltda limitada, corporation corp corporacion korporatsiya korporatsia korporatsii,
incorporated inc, llc ooo tov, jsc ao, pjsc pao, ojsc oao, cjsc zao, holding holdings kholding,
international intl internacional internationale mezhdunarodny mezhdunarodnaya uluslararasi,
manufacturing mfg,
industry industries industrial ind industrie industria industrias sanayi sanat sanaye,
technology technologies technological tech technique technologie tecnologia tekhnologii,
tekhnologiya technologii teknoloji teknologi,
trading trdg trade treiding torgovy torgovaya torgovyi ticaret tejarat comercio,
commercial comercial commerce tejarati, shipping shpg,
construction constr construccion construcciones construcoes stroitelstvo insaat,
engineering engg ingenieria muhendislik inzhiniring,
development dev desarrollo developpement razvitie gelisim,
investment investments inversiones investissement yatirim, service services servicio servicios svcs,
transport transportation transportes nakliyat,
logistics logistic logistik logistika logistica lojistik, communication communications,
management mgmt upravlyayushchaya, brothers bros hermanos freres kardesler,
association assn assoc asociacion obyedinenie obedinenie, institute institut instituto inst,
university univ universidad universite universitet daneshgah,
research recherche investigacion issledovatelskii issledovatelsky,
scientific science sciences nauchno nauchny scientifique cientifico,
production proizvodstvennoe proizvodstvo proizvodstvennaya,
system systems sistema sistemas sistemy sistem systeme, petroleum petrole petroleo,
charity charitable khairiya khayriya kheyriyeh, security securite seguridad amniyat
"""

# The same in both tables.
_OF_ONE_OR_SEVERAL: Final = """
khalil halil, khalid halid, igor ihor ihar, oleg oleh aleh, gennady hennadii henadz gennadi,
tatiana tetiana tatsiana tatyana, olga olha volha, konstantin kostiantyn kanstantsin,
artyom artem artsiom, ilya illia iliya, kirill kyrylo kiryl, viktor victor viktar,
denis denys dzianis, vladimirovich uladzimiravich volodymyrovych,
sergeevich siarheevich serhiiovych sergeyevich, ri lee yi rhee li, pak park bak, choe choi choy,
yun yoon, im lim rim, u woo, sin shin, ryu yu yoo, hyok hyuk hyeok, song sung seong,
yong young yeong, myong myung myeong
"""

# At the beginning of a word, McCune-Reischauer writes the plain stops of Korean k, ch, p, t, the
# Revised Romanization of 2000 g, j, b, d. Vowels differ too: o and eo, u and oo or eu.
_KOREAN_OPENINGS = ("g k", "j ch", "b p", "d t", "s", "h", "m", "n", "ch", "r")
_KOREAN_RIMES = """
a, ae, ak, al, am, an, ang, ap, i, ik, il, im, in, o, ok eok uk, ol eol ul, om eom um eum,
on eon un, un eun oon, ong eong ung, u oo, uk ook, wak, wan, wang, won, wi, ye, yo, yok yeok yuk,
yon yeon, yong yeong yung, yu, yun, o u
"""


def _korean() -> Iterator[tuple[str, ...]]:
    """Yield the romanisations of each Korean syllable that has more than one."""
    for openings in _KOREAN_OPENINGS:
        for rimes in _KOREAN_RIMES.split(","):
            found = [start + rime for start in openings.split() for rime in rimes.split()]
            if len(found) > 1:
                yield tuple(found)


def _groups(listed: Iterable[Iterable[str]]) -> dict[str, frozenset[str]]:
    """Map each word to all words of its groups, including itself."""
    forms: dict[str, set[str]] = {}
    for words in listed:
        for word in words:
            forms.setdefault(word, set()).update(words)
    return {word: frozenset(others) for word, others in forms.items()}


def _parsed(*tables: str) -> Iterator[list[str]]:
    return (group.split() for table in tables for group in table.split(","))


SYLLABLES = _groups(_korean())
"""The romanisations of a Korean syllable, including itself."""

FORMS = _groups([*_parsed(_OF_SEVERAL, _OF_ONE_OR_SEVERAL), *SYLLABLES.values()])
"""The forms of a name in any language, including itself."""

SPELLED = _groups([*_parsed(_OF_ONE_PERSON, _OF_ONE_OR_SEVERAL), *_korean()])
"""The forms of a name that one person bears, including itself."""

_PEOPLES: Final = """
AD Andorran, AE Emirati Emirian, AF Afghan Afghani, AG Antiguan Barbudan, AI Anguillan, AL Albanian,
AM Armenian, AO Angolan, AR Argentine Argentinian, AT Austrian, AU Australian Aussie, AW Aruban, AZ
Azerbaijani Azeri, BA Bosnian Herzegovinian, BB Barbadian, BD Bangladeshi, BE Belgian, BF Burkinabe
Burkinan, BG Bulgarian, BH Bahraini, BI Burundian Burundi, BJ Beninese Beninois Dahomey, BM
Bermudian, BN Bruneian, BO Bolivian, BR Brazilian, BS Bahamian, BT Bhutanese, BW Botswanan Motswana,
BY Belarusian Belarussian Byelorussia, BZ Belizean, CA Canadian, CD Zaire Zairian, CF Centrafricain
Centrafrican, CG Congo Congolese Congolais, CH Swiss, CI Ivorian Ivoirien, CL Chilean, CM
Cameroonian Camerounais, CN Chinese, CO Colombian, CR Rican, CU Cuban, CV Verdean, CY Cypriot
Cypriote, CZ Czech Czechoslovakia, DE German, DJ Djiboutian, DK Danish Dane, DM Dominican, DZ
Algerian Algerien, EC Ecuadorian Ecuadorean, EE Estonian, EG Egyptian, EH Sahrawi Sahraoui, ER
Eritrean, ES Spanish Spaniard, ET Ethiopian Abyssinia, FI Finnish Finn, FJ Fijian, FM Micronesian,
FO Faroese, FR French, GA Gabonese Gabonais, GB British Briton English Scottish Welsh Britain
England Scotland Wales UK, GD Grenadian, GE Georgian, GH Ghanaian, GL Greenlander, GM Gambian
Gambien, GN Guinean Guineen, GR Greek, GT Guatemalan, GY Guyanese, HN Honduran, HR Croatian Croat,
HT Haitian, HU Hungarian, ID Indonesian, IE Irish, IL Israeli, IN Indian, IQ Iraqi Irak, IR Iranian
Persian Persia, IS Icelandic Icelander, IT Italian, JM Jamaican, JO Jordanian, JP Japanese, KE
Kenyan, KG Kyrgyz Kirghiz Kyrgyzstani, KH Cambodian Kampuchea Khmer, KM Comoran Comorian, KP Korean
Korea, KW Kuwaiti, KZ Kazakh Kazakhstani, LA Lao Laotian, LB Lebanese, LC Lucian, LI
Liechtensteiner, LK Lankan Ceylon, LR Liberian, LS Basotho Mosotho, LT Lithuanian, LU Luxembourger,
LV Latvian, LY Libyan, MA Moroccan, MC Monegasque, MD Moldovan Moldavia, ME Montenegrin, MG
Malagasy, MH Marshallese, MK Macedonian Macedonia, ML Malian Malien, MM Burmese Burma, MN Mongolian,
MR Mauritanian Mauritanien, MT Maltese, MU Mauritian Mauricien, MV Maldivian, MW Malawian, MX
Mexican, MY Malaysian Malayan Malaya, MZ Mozambican, NA Namibian, NE Nigerien Nigerienne, NG
Nigerian Nigeriane, NI Nicaraguan, NL Dutch Holland, NO Norwegian, NP Nepali Nepalese, NR Nauruan,
NZ Zealander, OM Omani, PA Panamanian, PE Peruvian, PG Papuan Guinean, PH Filipino Philippine, PK
Pakistani, PL Polish Pole, PS Palestinian, PT Portuguese, PW Palauan, PY Paraguayan, QA Qatari, RO
Romanian Rumania, RS Serbian Serb Yugoslavia Yugoslav, RU Russian Soviet, RW Rwandan Rwandese
Rwandais, SA Saudi Arabian Arabia, SC Seychellois, SD Sudanese Soudan Soudanais, SE Swedish Swede,
SG Singaporean, SI Slovenian Slovene, SK Slovak, SL Leonean, SM Sammarinese, SN Senegalese
Senegalais, SO Somali Somalian, SR Surinamese, SS Sudanese, ST Santomean, SV Salvadoran, SY Syrian,
SZ Swazi Swaziland, TD Chadian Tchadien Tchad, TG Togolese Togolais, TH Thai, TJ Tajik Tadzhik
Tajikistani, TL Timorese, TM Turkmen, TN Tunisian, TO Tongan, TR Turkish Turk Turkey, TT Trinidadian
Tobagonian, TV Tuvaluan, TW Taiwanese, TZ Tanzanian, UA Ukrainian, UG Ugandan, US American America
USA, UY Uruguayan, UZ Uzbek Uzbekistani, VE Venezuelan, VN Vietnamese, VU Vanuatuan, WS Samoan, XK
Kosovar, YE Yemeni Yemenite, ZA African Afrique, ZM Zambian Rhodesia, ZW Zimbabwean
"""


def nations_of(word: str) -> frozenset[str]:
    """Return the codes of the countries that a word names, or whose people it names.

    Several for a shared word (Congo, Guinean), none for any other word.

    Args:
        word: A folded word.
    """
    named = _nations()
    return named.get(word) or named.get(word.removesuffix("s"), frozenset())


@lru_cache
def _nations() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, name in countries().items():
        words = fold(name).split()
        if len(words) == 1:
            found.setdefault(words[0], set()).add(code)
    for code, *words in _parsed(_PEOPLES):
        for word in words:
            found.setdefault(fold(word), set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}
