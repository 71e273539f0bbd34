"""Invented words for made-up briefings: nobody and no place is meant."""

from random import Random


def _split(text: str) -> list[str]:
    return text.split()


_ONSETS = _split("b d f g gh h j k kh l m n r s sh t th z w y q dh")
_VOWELS = ["a", "a", "a", "e", "i", "i", "o", "ou", "u", "aa", "ei"]
_CODAS = ["", "", "", "r", "n", "m", "l", "d", "k", "s", "f", "b"]
_ENDINGS = ["i", "a", "an", "our", "ane", "eh", "ati", "aoui", "ene", "oud"]
PARTICLES = ["", "", "", "", "ag", "ould", "ben", "ibn", "al-", "abou"]

BODIES = [
    "Front for the Liberation of {}",
    "{} Brigade",
    "{} Battalion",
    "Army of {}",
    "Movement of {}",
    "Council of {}",
    "{} Self-Defence Group",
    "Party of {}",
    "Sons of {}",
    "Guards of {}",
]
POSITIONS = ["commander", "spokesman", "emir", "governor", "minister", "general", "chief", "mayor"]
HAPPENINGS = [
    "Ambush near {}",
    "Clashes at {}",
    "Raid on {}",
    "Shelling of {}",
    "Air strike on {}",
    "Abduction at {}",
    "Agreement of {}",
    "Attack on a convoy near {}",
    "Protest in {}",
    "Withdrawal from {}",
]
PAPERS = ["{} Courier", "Agency of {}", "Radio {}", "The {} Observer", "{} Gazette"]
ATTRIBUTIONS = ["a military source", "a local elder", "two residents", "a negotiator", "a doctor"]
WORDS = _split(
    "the a of in to and with by from that was were said after before near road convoy village "
    "fighters soldiers residents market bridge column attack withdrew talks ceasefire prisoners "
    "wounded killed reported denied claimed night dawn vehicles weapons river border camp command "
    "governor elders witnesses radio statement forces patrol mine shelling houses burned returned "
    "hundreds several dozens two three nobody area control lost seized northern southern district"
)

_RESPELLINGS = (
    ("kh", "k"),
    ("ou", "u"),
    ("gh", "g"),
    ("aa", "a"),
    ("ei", "ay"),
    ("dh", "d"),
    ("q", "k"),
    ("sh", "ch"),
    ("w", "ou"),
    ("y", "i"),
)


def name_word(random: Random) -> str:
    """A word that could be a name."""
    syllables = random.choice((1, 2, 2, 2, 3))
    parts = [
        random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS)
        for _ in range(syllables)
    ]
    return ("".join(parts) + random.choice(_ENDINGS)).capitalize()


def name_words(random: Random, count: int) -> list[str]:
    """That many different name words."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[name_word(random)] = None
    return list(found)


def respelled(name: str, random: Random) -> str:
    """The name as another newspaper writes it; the same where it has no other spelling."""
    present = [pair for pair in _RESPELLINGS if pair[0] in name]
    return name.replace(*random.choice(present)) if present else name


def sentence(random: Random, shortest: int, longest: int) -> str:
    """Words in a row that look like a sentence."""
    words = random.choices(WORDS, k=random.randint(shortest, longest))
    return " ".join(words).capitalize() + "."
