"""Which names of groups and of people are spellings of one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.search.identity.names import LONGEST, is_family_name, is_same

names = st.text(st.sampled_from("aeiouhkmnrsz -',.()ABI14éلك"), max_size=30)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("French Army", "the french army"),
        ("Séléka", "Seleka"),
        ("Al-Shabaab", "Ash Shabab"),
        ("Al-Qaida", "al Qaeda"),
        ("Hezbollah", "Hizbullah"),
        ("Lashkar-e-Taiba", "Lashkar-i-Tayyiba"),
        ("Lashkar-e-Taiba", "Lashkar E Taiba"),
        ("Lashkar-e-Taiba", "Lashkar I Taiba"),
        ("Tehrik-e Taliban Pakistan (TTP)", "Tehrik-i-Taliban Pakistan"),
        ("Tehrik-i-Taliban Pakistan", "Tehreek-e-Taliban Pakistan"),
        ("Ansar Dine", "Ansar al-Din"),
        ("Anti-Balaka", "Antibalaka"),
        ("Ministry of Defence", "Ministry of Defense"),
        ("Ministry of Interior", "Ministry of the Interior"),
        ("Kurdistan Workers’ Party", "Kurdistan Workers Party"),
        ("4th Brigade", "Fourth Brigade"),
        ("4e Brigade", "4th brigade"),
        ("IV Brigade", "4th Brigade"),
        ("M23", "M-23"),
        ("CODECO-URDPC", "Codeco URDPC"),
        ("A.Q.I.M.", "AQIM"),
        ("Badr Organization", "Badr Organisation"),
        ("Sahel Trading Co. Ltd", "Sahel Trading Company Limited"),
        ("Movement for Justice and Equality", "Movement for Equality and Justice"),
        ("Abdallah Azzam Brigades (AAB)", "Abdullah Azzam Brigades"),
        ("Front du Nord – الجبهة الشمالية", "front du nord"),
        ("Front du Nord – الجبهة الشمالية", "الجبهه الشمالية"),
        ("Northern Front (الجبهة الشمالية)", "Northern Front"),
    ],
)
def test_a_group_in_another_spelling(name: str, other: str) -> None:
    assert is_same(name, other, personal=False)
    assert is_same(other, name, personal=False)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Government of Niger", "Government of Nigeria"),
        ("Government of Syria", "Government of Sri Lanka"),
        ("Nigerien army", "Nigerian army"),
        ("Lebanese National Army", "Libyan National Army"),
        ("Sudanese Army", "South Sudanese Army"),
        ("Republic of Congo", "Democratic Republic of Congo"),
        ("Guinea", "Guinea-Bissau"),
        ("14th Brigade", "4th Brigade"),
        ("Fourth Brigade", "Fourteenth Brigade"),
        ("II Division", "III Division"),
        ("Unit 3-80", "Unit 380"),
        ("M23", "M27"),
        ("Wing A", "Wing B"),
        ("Wing E Guards", "Wing I Guards"),
        ("Wing A", "Wing"),
        ("Group A fighters", "Group fighters"),
        ("SPLA-IO", "SPLA"),
        ("CODECO-URDPC", "CODECO-ALC"),
        ("FDLR", "FDTR"),
        ("ADF", "Authenticity and Development Front"),
        ("Islamic State", "Islamic State in the Greater Sahara"),
        ("al-Qaeda in Iraq", "al-Qaeda in Iran"),
        ("Northern Front", "Southern Front"),
        ("Northern Front", "North Front"),
        ("Al-Furqan Brigade", "Al-Furqan Brigades"),
        ("Islamist Front", "Islamic Front"),
        ("Ministry of Defence (Mali)", "Ministry of Defence"),
        ("Muslims (Nigeria)", "Muslims (Niger)"),
        ("Jaysh al-Islam", "Army of Islam"),
        ("Front for National Liberation", "National Front for Liberation"),
        ("4th Brigade of the 14th Division", "14th Brigade of the 4th Division"),
        ("North Front South Army", "South Front North Army"),
        ("MINUSMA", "MINUSCA"),
        ("Abdallah Azzam Brigades (Syria)", "Abdallah Azzam Brigades"),
        ("Front du Nord – Front du Sud", "Front du Nord"),
        ("Front du Nord – الجبهة الشمالية", "Front du Nord – الجبهة الجنوبية"),
        ("الحصن", "الحسن"),
    ],
)
def test_a_group_that_is_another(name: str, other: str) -> None:
    assert not is_same(name, other, personal=False)
    assert not is_same(other, name, personal=False)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Idris Talon", "Idriss Talon"),
        ("Mokhtar Belmokhtar", "Mukhtar Bil Mukhtar"),
        ("Abdelhamid Abou Zeid", "Abd al-Hamid Abu Zayd"),
        ("Abdelhamid Abou Zeid", "Abou Zeid, Abdelhamid"),
        ("Iyad Ag Ghaly", "iyad ag ghali"),
        ("Jean-Yves Le Drian", "Jean Yves LeDrian"),
        ("Jean-Yves LE DRIAN", "Jean-Yves Le Drian"),
        ("Osama bin Laden", "Usama ibn Ladin"),
        ("Jalaluddin Haqqani", "Jalal ud-Din Haqqani"),
        ("Yahya Sinwar", "Yehya al-Sinwar"),
        ("Volodymyr Zelensky", "Vladimir Zelenskiy"),
        ("Viktar Mikhailavich Marozau", "Viktor Mikhailovich Morozov"),
        ("Сергей Лавров", "Sergei Lavrov"),
        ("Kim Jong-un", "Jong Un Kim"),
        ("Javier Torres Felix", "Javier Felix Torres"),
        ("Sa'd bin Sa'd Muhammad", "Saad Saad Muhammad"),
        ("Abdallah II", "Abdullah II"),
    ],
)
def test_a_person_in_another_spelling(name: str, other: str) -> None:
    assert is_same(name, other, personal=True)
    assert is_same(other, name, personal=True)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Talon", "Idris Talon"),
        ("General Idris Talon", "Idris Talon"),
        ("I. Talon", "Idris Talon"),
        ("Hussein Ali", "Hassan Ali"),
        ("Ali Hassan", "Hassan Ali"),
        ("Moammar Muhammad Nasri", "Muhammad Moammar Nasri"),
        ("Hans Friedrich", "Friedrich Hans"),
        ("Salman bin Muhammad al-Rawi", "Muhammad bin Salman al-Rawi"),
        ("Muhammad Salman", "Muhammad bin Salman"),
        ("Bashir al-Assad", "Bashar al-Assad"),
        ("Hafez al-Assad", "Bashar al-Assad"),
        ("George Bush", "George Habash"),
        ("George W. Bush", "George Bush"),
        ("Kim Sung-min", "Kim Min-sung"),
        ("Yun Ho-chin", "Shin Yoon-ho"),
        ("Kim Il Sung", "Kim Sung"),
        ("Cao Ren", "Koren"),
        ("Abdallah III", "Abdallah II"),
        ("Alfred Moore", "Fred Moore"),
        ("Ali Abdollahi", "Ali Abdullah"),
        ("Sergei Ivanova", "Sergei Ivanov"),
        ("Mamadou Keita", "Mohamed Keita"),
        ("Rahim", "Abd al-Rahim"),
        ("习近朋", "习近平"),
        ("حسين", "حسن"),
    ],
)
def test_a_person_who_is_another(name: str, other: str) -> None:
    assert not is_same(name, other, personal=True)
    assert not is_same(other, name, personal=True)


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("Talon", "Idris Talon"),
        ("talon", "Idris Talon"),
        ("Abu Zayd", "Abdelhamid Abou Zeid"),
        ("Le Drian", "Jean-Yves Le Drian"),
        ("al-Sinwar", "Yahya Sinwar"),
        ("García Ruiz", "Ana García Ruiz"),
    ],
)
def test_a_family_name(name: str, whole: str) -> None:
    assert is_family_name(name, whole)


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("Idris", "Idris Talon"),
        ("Idris Talon", "Idris Talon"),
        ("Zeid", "Abdelhamid Abou Zeid"),
        ("García", "Ana García Ruiz"),
        ("Tallin", "Idris Talon"),
        ("", "Idris Talon"),
        ("al", "Idris al-Talon"),
    ],
)
def test_what_is_no_family_name(name: str, whole: str) -> None:
    assert not is_family_name(name, whole)


@given(names, names, st.booleans())
def test_it_does_not_matter_which_name_comes_first(name: str, other: str, personal: bool) -> None:
    assert is_same(name, other, personal=personal) == is_same(other, name, personal=personal)


@given(names, st.booleans())
def test_a_name_is_itself(name: str, personal: bool) -> None:
    assert is_same(name, name, personal=personal)


def test_a_very_long_name_is_itself_only() -> None:
    long = "Front of the Wells " * 20
    assert len(long) > LONGEST
    assert is_same(long, long.upper(), personal=False)
    assert not is_same(long, f"{long} A", personal=False)
