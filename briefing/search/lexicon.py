"""What no rule of sound can know: words that are one name, and words that say little.

The forms of a name in the languages it travelled through share no rule: Muhammad is Mehmet in
Turkish, Mamadou in Mande and Fula, Magomed in the Caucasus; Yusuf is Youcef in Algeria; Sergei is
Serhii in Ukrainian and Siarhei in Belarusian; the Korean Choe is also written Choi. They are listed
folded, one name a line. Spellings that the rules of `sounds` find by themselves need no place here.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


NO_INITIAL = _set("of the and for in on to de du des d l la le les et sur pour")
"""Words an acronym passes over."""

AND = _set("and und et")
"""What may stand for an ampersand between initials."""

ARTICLES = _set("al el ul")

SUN_ARTICLES = {
    f"{vowel}{letter}": letter for vowel in "aeu" for letter in ("d", "n", "r", "s", "t", "z")
} | {f"{vowel}{letter}": letter for vowel in "aeu" for letter in ("sh", "ch", "th", "dh")}
"""The article as it is spoken before a sun letter, and that letter: ar-Rahman, ush-Sharif."""

_PARTICLES = """
abd abdel abdul abdal abdoul abdil abed abu abou bou abi aba abo ibn ibni ben bin bn bint bent binti
ag ould walad wald weld oulad ulad ait umm oum om sidi de du des d l la le les of the and for in on
to a et sur pour von van der den da do dos das di del y e i o
"""
_TITLES = """
sheikh shaykh shaikh cheikh sheik haji hadj hajj hajji haj alhaji mullah mulla molla maulawi mawlawi
maulvi molvi moulvi maulana mawlana molana qari imam ayatollah hojjatoleslam ustad emir amir mr mrs
ms sir lord dr prof professor general gen brigadier brig colonel col major maj captain capt
lieutenant lt admiral marshal commander president secretary senator minister prime king queen prince
princess governor eng ing hon nom guerre alias aka ayatallah
"""
_LEGAL_FORMS = """
company companies co cie cia compania compagnie ltd limited ltda limitada inc incorporated corp
corporation llc llp lp plc pte pvt private public gmbh mbh ag kg sa sas sarl sal srl spa sl bv nv ab
oy aps sdn bhd fze fzco fzc fz dmcc est establishment jsc ojsc cjsc pjsc joint stock liability ooo
oao zao pao ao pjs tov pp doo ad dd kft sp zoo sti tic san as sanayi ticaret anonim sirketi sirket
obshchestvo obshestvo ogranichennoy ogranichennoi otvetstvennostyu otvetstvennostiu aktsionernoe
aktsionernoye aktsionerne publichnoe publichnoye publichne tovarystvo zakrytoe otkrytoe
otkrytoye zakrytoye sociedad anonima responsabilidad societe anonyme cv rl group holding holdings
"""

LEGAL_FORMS = _set(_LEGAL_FORMS)
"""What a company may be written with or without, behind its name."""

LEADING = (
    ARTICLES
    | _set(f"the ao {_TITLES}")
    | {form for form in LEGAL_FORMS if len(form) > len("sa")} - _set("san sal spa est sas tic sti")
)
"""What a name may be written with or without, before it: a title, an article, a legal form that is
not the beginning of another name (San Salvador)."""

LIGHT = ARTICLES | SUN_ARTICLES.keys() | _set(f"{_PARTICLES}{_TITLES}{_LEGAL_FORMS}")
"""Words that say little about whose name it is."""

ABD = _set("abd abdel abdul abdal abdoul abdil abed abdi")
"""“Servant of”, the first part of names such as Abd al-Rahman."""

ABU = _set("abu abou abo bou abi aba abw aby abul aboul abol")
"""“Father of”, the first part of names such as Abou Zeid."""

DIN = _set("din deen den dine dean dyn")
"""“Of the religion”, the last part of names such as Farid ud-Din, after an article."""

JOINED_DIN = _set("eddine eddin eddeen uddin uddeen addin addine addeen oddin")
"""The same with its article in one word: Salah Eddine."""

GOD = _set("allah ullah oullah ollah ulla allh")
"""The last part of names such as Aman Ullah."""

_FORMS = """
mohammed muhammad mohd mhd md mehmet mehmed mamadou mamadu mahamadou mahamat magomed maxamed mahomed
ahmed ahmet akhmed akhmad amadou ahmadou amadu axmed
hussein husayn hocine houcine huseyin hossein xuseen
yusuf youssef youcef youssouf yosef yousaf iosif josef joseph jozef josip
ibrahim brahim ebrahim ibrahima ibraima abraham avraham ibrohim
suleiman slimane souleymane soliman sulejman solomon saleban
uthman osman othman ousmane usman cismaan
umar omar oumar omer cumar
abdallah abdoulaye abdoullahi abdilahi
jamal gamal djamel cemal
jihad cihat cihad gihad
hajjaj hicac
khadija hatice khadidja
musa moussa mousa moses muse
isa issa aissa eisa ciise
yahya yehia yaxya
ismail smail ishmael esmaeel ismael
ishaq isaac yitzhak itzhak isak
yaqub yacoub jacob jakob yakub
harun haroun aaron aharon
dawud daoud davud david dawood
jibril djibril gabriel gibril jebril
maryam mariam miriam meryem
idris driss
aisha aicha ayse caasha
fatima fatma fatoumata fatou faduma
reza rida ridha redha riza
abdulaziz abdelaziz
yunus younes younous jonas
ayyub ayoub job eyup
rashid rachid reshid
rajab recep redjeb
tayyib tayyip tayeb taieb
khalil halil
khalid halid
sayyid seyed syed sayed seyyed sidi
iskandar alexander aleksandr oleksandr aliaksandr aleksandar alexandre alexandr sandro
aleksey alexei oleksii oleksiy aliaksei alexey
sergei sergey serhii serhiy siarhei serge sergio
nikolai nikolay mykola mikalai nicholas nicolas
mikhail mykhailo mikhailo michael mihail mikhael
dmitry dmitri dmytro dzmitry dimitri
vladimir volodymyr uladzimir wladimir
vladislav uladzislau vladyslav wladyslaw
evgeny yevgeny evgeni yevgeniy eugene yevhen yauheni
pyotr petr petro peter piotr petar pedro pierre
pavel pavlo paul pablo pawel
andrei andrey andriy andrii andrej andrew andre andres
grigory hryhorii hryhoriy gregory ryhor
georgy heorhii george georges jorge giorgi
yuri iurii yury yuriy jurij
igor ihor ihar
oleg oleh aleh
vasily vasyl vasil basil
ivan ioann
gennady hennadii henadz gennadi
ekaterina yekaterina katerina kateryna catherine katherine
elena olena alena yelena helena
tatiana tetiana tatsiana tatyana
olga olha volha
konstantin kostiantyn kanstantsin
artyom artem artsiom
fyodor fedor fedir theodore
ilya illia iliya
kirill kyrylo kiryl
stepan stefan stephen steven
viktor victor viktar
denis denys dzianis
alexandrovich aleksandrovich aliaksandravich oleksandrovych
nikolaevich mikalaevich mykolaiovych
vladimirovich uladzimiravich volodymyrovych
sergeevich siarheevich serhiiovych sergeyevich
ri lee yi rhee li
pak park bak
choe choi choy
yun yoon
im lim rim
u woo
sin shin
an ahn
eun un
no noh roh
ryu yu yoo
wang wong
huang hwang wong
chen chan
zhou chow chou
zhang chang cheung
liu lau
lin lam
hyok hyuk hyeok
song sung seong
yong young yeong
myong myung myeong
jose joseph
richard dick
alexander alec alex
robert bob
william bill
army jaysh jaish jesh ejercito armee armiya armia exercito ordu artesh
front jabhat jabhah jabha jabhet frente fronte
movement mouvement movimiento movimento harakat haraka harekat dvizhenie hareketi
party parti partido partiya hizb partei
brigade brigades brigada katibat katiba liwa
group groupe grupo gruppa grubu jamaat jamaa jamaah
bank banque banco bankas banka bankasi
state etat estado dawla gosudarstvennoe gosudarstvenny gosudarstvennaya gosudarstvennoye
organization organisation tanzim organizacion organizacao organizatsiya sazeman
national nationale nacional natl natsionalny natsionalnaya watani wataniya melli milli
liberation liberacion libertacao tahrir osvobozhdenie
islamic islamique islamico islami islamiya islamiyya eslami
council conseil consejo majlis shura sovet
foundation fondation fundacion fond vakfi bonyad
defense defence defensa oborony savunma
center centre centro tsentr merkez markaz
revolution revolucion thawra enghelab inqilab
revolutionary revolutionnaire revolucionario revolucionaria
republic republique republica respublika jumhuriya jomhouri jomhuri cumhuriyeti
democratic democratique democratico democratica demokratik
peoples people popular populaire
union unione ittihad etehad soyuz birligi
unity unite unidad wahda wahdat vahdat
force forces fuerza fuerzas forcas quwat
armed armees armadas
resistance resistencia muqawama muqawamah direnis
rebel rebels rebelde rebeldes rebelles
committee comite komitet lajna
ministry ministerio ministere ministerstvo wizarat vezarat bakanligi
martyr shahid shaheed shahed sehit
martyrs shuhada shohada
central centrale tsentralny tsentralnaya tsentralnyi markazi
federal federalnoe federalnaya federalny federalnyi
company co cie cia compania compagnie kompaniya kompania sherkat sirketi sirket
limited ltd ltda limitada
corporation corp corporacion korporatsiya korporatsia korporatsii
incorporated inc
llc ooo tov
jsc ao
pjsc pao
ojsc oao
cjsc zao
holding holdings kholding
international intl internacional internationale mezhdunarodny mezhdunarodnaya uluslararasi
manufacturing mfg
industry industries industrial ind industrie industria industrias sanayi sanat sanaye
technology technologies technological tech technique technologie tecnologia tekhnologii
tekhnologiya technologii teknoloji teknologi
trading trdg trade treiding torgovy torgovaya torgovyi ticaret tejarat comercio
commercial comercial commerce tejarati
shipping shpg
construction constr construccion construcciones construcoes stroitelstvo insaat
engineering engg ingenieria muhendislik inzhiniring
development dev desarrollo developpement razvitie gelisim
investment investments inversiones investissement yatirim
service services servicio servicios svcs
transport transportation transportes nakliyat
logistics logistic logistik logistika logistica lojistik
communication communications
management mgmt upravlyayushchaya
brothers bros hermanos freres kardesler
association assn assoc asociacion obyedinenie obedinenie
institute institut instituto inst
university univ universidad universite universitet daneshgah
research recherche investigacion issledovatelskii issledovatelsky
scientific science sciences nauchno nauchny scientifique cientifico
production proizvodstvennoe proizvodstvo proizvodstvennaya
system systems sistema sistemas sistemy sistem systeme
petroleum petrole petroleo
charity charitable khairiya khayriya kheyriyeh
security securite seguridad amniyat
"""


# McCune-Reischauer writes the plain stops of Korean k, ch, p, t where they open a word; the Revised
# Romanization of 2000 writes g, j, b, d. Vowels differ as well: o and eo, u and oo or eu.
_KOREAN_OPENINGS = ("g k", "j ch", "b p", "d t", "s", "h", "m", "n", "ch", "r")
_KOREAN_RIMES = """
a, ae, ak, al, am, an, ang, ap, i, ik, il, im, in, o, ok eok uk, ol eol ul, om eom um eum,
on eon un, un eun oon, ong eong ung, u oo, uk ook, wak, wan, wang, won, wi, ye, yo, yok yeok yuk,
yon yeon, yong yeong yung, yu, yun, o u
"""


def _korean() -> Iterator[tuple[str, ...]]:
    """Yield the romanisations of each Korean syllable, those with one only left out."""
    for openings in _KOREAN_OPENINGS:
        for rimes in _KOREAN_RIMES.split(","):
            found = [start + rime for start in openings.split() for rime in rimes.split()]
            if len(found) > 1:
                yield tuple(found)


def _groups(listed: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for words in listed:
        for word in words:
            forms[word] = tuple(dict.fromkeys((*forms.get(word, ()), *words)))
    return forms


SYLLABLES = _groups(_korean())
"""Other romanisations of a Korean syllable, itself among them."""

FORMS = _groups(
    chain((tuple(line.split()) for line in _FORMS.strip().splitlines()), SYLLABLES.values())
)
"""The other forms of a name, itself among them."""


_OF_ONE_PERSON: Final = """
muhammad mohammed mohamed mohd mhd md maxamed
ahmed ahmad ahmet akhmed akhmad axmed
hasan hassan xasan
husayn hussein husain hossein hosein huseyin hocine houcine xuseen
yusuf yousef youssef youcef yusef yousuf youssouf
uthman othman osman usman ousmane
umar omar cumar
ibrahim brahim ibrohim
sulayman suleiman soliman slimane souleymane suleyman
jamal djamel gamal jamel cemal
rida reza ridha riza reda
khalil halil
khalid halid
alexander alexandr aleksandr aliaksandr alyaksandr oleksandr
alexandrovich aleksandrovich aliaksandravich alyaksandravich oleksandrovych
aleksey alexei alexey aleksei oleksii oleksiy aliaksei alyaksey
andrei andrey andriy andrii
artyom artem artsiom
denis denys dzianis
dmitry dmitri dmytro dzmitry
evgeny yevgeny yevgeniy yevhen yauheni
fyodor fedor fedir
gennady gennadi hennadii henadz
georgy georgi heorhii heorhiy
grigory hryhorii hryhoriy ryhor
igor ihor ihar
ilya illia iliya
katerina yekaterina ekaterina kateryna
kirill kyrylo kiryl
konstantin kostiantyn kanstantsin
mikhail mykhailo mikhailo
mikhailovich mikhailavich mykhailovych
nikolai nikolay mykola mikalai
nikolaevich nikolayevich mikalaevich mykolaiovych
oleg oleh aleh
olga olha volha
elena yelena olena alena
pavel pavlo
petr pyotr petro
sergei sergey sergej serhii serhiy siarhei
sergeevich sergeyevich siarheevich serhiiovych
tatiana tatyana tetiana tatsiana
vasily vasyl vasil
viktor victor viktar
viktorovich viktaravich viktorovych
vladimir volodymyr uladzimir
vladimirovich uladzimiravich volodymyrovych
vladislav vladyslav uladzislau
yuri yury yuriy iurii yurii
ri lee yi rhee li
pak park bak
choe choi choy
im lim rim
yun yoon
sin shin
ryu yu yoo
u woo
hyok hyuk hyeok
song sung seong
yong young yeong
myong myung myeong
organisation organization
center centre
program programme
"""


def _spelled() -> dict[str, frozenset[str]]:
    listed = [tuple(line.split()) for line in _OF_ONE_PERSON.strip().splitlines()]
    forms: dict[str, set[str]] = {}
    for words in (*listed, *_korean()):
        for word in words:
            forms.setdefault(word, set()).update(words)
    return {word: frozenset(others) for word, others in forms.items()}


SPELLED = _spelled()
"""The forms of a name that one person bears, itself among them: the romanisations of it, and its
Russian, Ukrainian and Belarusian form. Mamadou is a form of Muhammad and another man's name, so it
is in `FORMS` alone.
"""
