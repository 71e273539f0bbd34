"""Names in other scripts are found by their Latin spelling, and Latin names by another script."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.entries import SearchEntry
from briefing.search.index import SearchIndex
from briefing.search.words.folding import fold
from briefing.search.words.romanisation import romanised

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)

NAMES = """
Muammar Gaddafi
Saif al-Islam Gaddafi
Aguila Saleh
Salih al-Ali
Mohammed Deif
Mahmoud Abbas
Abd al-Malik al-Houthi
Hassan Nasrallah
Mullah Omar
Khalil al-Hayya
Ali Khamenei
Qasem Soleimani
Hibatullah Akhundzada
Ansar Dine
Jabhat al-Nusra
Hamas
Xi Jinping
Mao Zedong
Tsai Ing-wen
Ouyang Feng
Shan Tianfang
Kim Jong-un
Kim Yo-jong
Lee Myung-bak
Park Geun-hye
Roh Moo-hyun
Ariel Sharon
Kyriakos Mitsotakis
Mikheil Saakashvili
Nikol Pashinyan
Narendra Modi
Abiy Ahmed
Sergei Shoigu
"""

NATIVE = [
    ("القذافي", "Muammar Gaddafi"),
    ("معمر القذافي", "Muammar Gaddafi"),
    ("عقيلة صالح", "Aguila Saleh"),
    ("محمد الضيف", "Mohammed Deif"),
    ("محمود عباس", "Mahmoud Abbas"),
    ("عبدالملك الحوثي", "Abd al-Malik al-Houthi"),
    ("عبد الملك الحوثي", "Abd al-Malik al-Houthi"),
    ("حسن نصر الله", "Hassan Nasrallah"),
    ("حسن نصرالله", "Hassan Nasrallah"),
    ("ملا عمر", "Mullah Omar"),
    ("خليل الحية", "Khalil al-Hayya"),
    ("علی خامنه‌ای", "Ali Khamenei"),
    ("آية الله خامنئي", "Ali Khamenei"),
    ("قاسم سلیمانی", "Qasem Soleimani"),
    ("هبت الله آخندزاده", "Hibatullah Akhundzada"),
    ("أنصار الدين", "Ansar Dine"),
    ("جبهة النصرة", "Jabhat al-Nusra"),
    ("حماس", "Hamas"),
    ("习近平", "Xi Jinping"),
    ("毛澤東", "Mao Zedong"),
    ("蔡英文", "Tsai Ing-wen"),
    ("欧阳锋", "Ouyang Feng"),
    ("单田芳", "Shan Tianfang"),
    ("김정은", "Kim Jong-un"),
    ("김여정", "Kim Yo-jong"),
    ("이명박", "Lee Myung-bak"),
    ("박근혜", "Park Geun-hye"),
    ("노무현", "Roh Moo-hyun"),
    ("אריאל שרון", "Ariel Sharon"),
    ("Κυριάκος Μητσοτάκης", "Kyriakos Mitsotakis"),
    ("მიხეილ სააკაშვილი", "Mikheil Saakashvili"),
    ("Նիկոլ Փաշինյան", "Nikol Pashinyan"),
    ("नरेंद्र मोदी", "Narendra Modi"),
    ("አቢይ አሕመድ", "Abiy Ahmed"),
    ("Сергей Шойгу", "Sergei Shoigu"),
]


@pytest.fixture(scope="module")
def romanised_names() -> SearchIndex:
    names = NAMES.strip().splitlines()
    return SearchIndex(SearchEntry(f"leader:{name}", "leader", (name,)) for name in names)


@pytest.fixture(scope="module")
def native() -> SearchIndex:
    return SearchIndex(SearchEntry(f"leader:{name}", "leader", (name,)) for name, _ in NATIVE)


@pytest.mark.parametrize(("typed", "name"), NATIVE)
def test_a_name_in_another_script_finds_the_romanised_one(
    romanised_names: SearchIndex, typed: str, name: str
) -> None:
    for finished in (True, False):
        hits = romanised_names.search(typed, finished=finished)
        assert [hit.label for hit in hits[:1]] == [name]


@pytest.mark.parametrize(("name", "typed"), NATIVE)
def test_a_romanised_name_finds_the_one_in_another_script(
    native: SearchIndex, name: str, typed: str
) -> None:
    hits = native.search(typed, finished=True)
    assert name in [hit.label for hit in hits[:2]]


def test_a_reading_is_a_spelling_and_marks_the_name_it_is_of() -> None:
    index = SearchIndex(
        [SearchEntry("a", "leader", ("Xi", "习近平")), SearchEntry("b", "leader", ("김정은",))]
    )
    (hit,) = index.search("Xi Jinping", finished=True)[:1]
    assert (hit.text, hit.spans, hit.why) == ("习近平", ((0, 3),), "spelling")
    assert hit.score < 80
    assert index.search("习近平")[0].why == "alias"
    assert index.search("近平")[0].ref == "a"


def test_what_sounds_the_same_in_another_script_is_not_the_same() -> None:
    index = SearchIndex([SearchEntry("a", "leader", ("张伟",))])
    assert index.search("张伟", finished=True)[0].score == 100
    assert all(hit.score < 80 for hit in index.search("章威", finished=True))


def test_letters_of_another_script_are_no_initials() -> None:
    index = SearchIndex([SearchEntry("a", "leader", ("Hassan Musa Al Sheikh",))])
    assert all(hit.why != "alias" for hit in index.search("حماس", finished=True))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Xi Jinping", ()),
        ("Évêque, Sørensen, Сергей", ()),
        ("القذافي", ("al QDHAFY",)),
        ("عبدالملک", ("abd al malik",)),
        ("ألفريد", ("ALFRYD",)),
        ("صلاح الدين", ("salah al din",)),
        ("علی‌رضا", ("ali reza",)),
        ("김정은", ("kim jeong eun",)),
        ("习近平", ("xi jinping", "hsi chinping")),
        ("周恩來", ("zhou enlai", "chou enlai")),
        ("欧阳修", ("ouyang xiu", "ouyang hsiu")),
        ("曾庆红", ("zeng qinghong", "tseng chinghung")),
    ],
)
def test_how_a_name_is_read(written: str, read: tuple[str, ...]) -> None:
    assert romanised(written) == read


@given(ANY_TEXT)
def test_any_text_is_read_in_words_that_are_folded_but_for_capitals(text: str) -> None:
    for read in romanised(text):
        assert read
        assert read.split() == read.split(" ")
        assert fold(read) == read.lower()


@pytest.mark.parametrize(
    "text",
    ["ال" * 10_000, "عبد" * 7_000, "الله" * 5_000, "习" * 20_000, "김" * 20_000, "ه‌ا" * 7_000],
)
def test_long_names_are_read_in_time(text: str) -> None:
    index = SearchIndex([SearchEntry("a", "leader", (text,))])
    index.search(text)
    assert romanised(text)


def test_names_in_latin_letters_load_no_tables_of_other_scripts() -> None:
    code = (
        "import sys\n"
        "from briefing.search.index import SearchIndex\n"
        "from briefing.search.entries import SearchEntry\n"
        "index = SearchIndex([SearchEntry('a', 'leader', ('Évêque Сергей محمد',))])\n"
        "index.search('eveque')\n"
        "print('anyascii' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
