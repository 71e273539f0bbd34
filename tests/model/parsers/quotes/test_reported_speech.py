"""Reported words are a paraphrase, whole and as they stand, and of whoever is said to say them."""

import pytest

from wire import told


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("Talon says he will stay.", "Talon: he will stay"),
        ("Talon said that the army would stay.", "Talon: the army would stay"),
        ("Talon said the army would stay.", "Talon: the army would stay"),
        ("Talon told VOA that the town had fallen.", "Talon: the town had fallen"),
        ("Talon told VOA the town had fallen.", "Talon: the town had fallen"),
        ("Talon told his men they would stay.", "Talon: they would stay"),
        ("Talon told reporters in Gao that it was over.", "Talon: it was over"),
        ("Talon told a news conference in Gao that it was over.", "Talon: it was over"),
        ("Talon said to Vedra that it was over.", "Talon: it was over"),
        ("According to Talon, the town has fallen.", "Talon: the town has fallen"),
        ("The town has fallen, according to Talon.", "Talon: The town has fallen"),
        ("The town has fallen according to Talon.", "Talon: The town has fallen"),
        ("The town has fallen, Talon said.", "Talon: The town has fallen"),
        ("The town has fallen, said Talon.", "Talon: The town has fallen"),
        ("The town has fallen, Talon told AFP on Monday.", "Talon: The town has fallen"),
        ("The town, Talon said, has fallen.", "Talon: The town […] has fallen"),
        ("Some of the dead, said a nurse, had fled.", "a nurse: Some of the dead […] had fled"),
        ("Talon has confirmed that the town has fallen.", "Talon: the town has fallen"),
        ("Talon also warned the town would fall.", "Talon: the town would fall"),
        ("Talon claimed it had shot down a plane.", "Talon: it had shot down a plane"),
        ("Talon said on Monday the town had fallen.", "Talon: the town had fallen"),
        ("Talon said on Monday that the town had fallen.", "Talon: the town had fallen"),
        ("Talon said in a statement that it was over.", "Talon: it was over"),
        ("Talon said in a statement the town had fallen.", "Talon: the town had fallen"),
        ("Talon said the army would leave on Monday.", "Talon: the army would leave on Monday"),
        ("Talon said at least 12 men had died.", "Talon: at least 12 men had died"),
        ("Talon said if they came, he would go.", "Talon: if they came, he would go"),
        ("Talon said that depends on Vedra.", "Talon: that depends on Vedra"),
        ("Talon was quoted as saying it was over.", "Talon: it was over"),
        ("The radio quoted Talon as saying it was over.", "Talon: it was over"),
        ("Talon rejected it, saying it was an insult.", "Talon: it was an insult"),
        ("Ten men died, AFP reported, citing Talon.", "AFP: Ten men died"),
        ("Witnesses tell VOA they saw flags.", "Witnesses: they saw flags"),
        ("Residents reached by phone said it was over.", "Residents reached by phone: it was over"),
        ("A man who asked not to be named said it was over.", "A man: it was over"),
        ("The “Group of Five” said that it would meet.", "The “Group of Five”: it would meet"),
        ("The “caliphate” was over, Talon said.", "Talon: The “caliphate” was over"),
        ("Talon said the “caliphate” was over.", "Talon: the “caliphate” was over"),
        ("He said the town had fallen.", "?: the town had fallen"),
        ("Both sides say they hold Gao.", "Both sides: they hold Gao"),
        ("Talon announced that he would go.", "Talon: he would go"),
        ("As many as 30 men may have died, Talon said.", "Talon: As many as 30 men may have died"),
        ("While they fought, he had fled, Talon said.", "Talon: While they fought, he had fled"),
        ("GAO, Mali (AFP) — The town has fallen, Talon said.", "Talon: The town has fallen"),
        ("CAIRO, Sept 2 — The town has fallen, Talon said.", "Talon: The town has fallen"),
        ("(Gao) – The town has fallen, Talon said.", "Talon: The town has fallen"),
        ("FN — a Tuareg group — said it would stay.", "FN: it would stay"),
        (
            "Rebels, who Vedra says are armed, took Gao, but Talon said they would leave.",
            "Talon: they would leave",
        ),
        (
            "Talon said that the army had killed about 15 “terrorists”.",
            "Talon: the army had killed about 15 “terrorists”",
        ),
    ],
)
def test_what_is_reported_is_taken_whole(passage: str, line: str) -> None:
    assert told(passage) == [line]


@pytest.mark.parametrize(
    ("passage", "lines"),
    [
        (
            "Talon said that the army would stay, while Vedra said that the war was over.",
            ["Talon: the army would stay", "Vedra: the war was over"],
        ),
        (
            "Talon said the army would stay and Vedra said the war was over.",
            ["Talon: the army would stay", "Vedra: the war was over"],
        ),
        (
            "While Talon said the town was calm, Vedra said it was burning.",
            ["Talon: the town was calm", "Vedra: it was burning"],
        ),
        (
            "The rebels say they hold Gao; the army says it has taken the town.",
            ["The rebels: they hold Gao", "the army: it has taken the town"],
        ),
        (
            "Police said two men had been held, but Talon denied that they were his.",
            ["Police: two men had been held"],
        ),
        (
            "Talon said Vedra had told him that it was over.",
            ["Talon: Vedra had told him that it was over"],
        ),
        (
            "“We stay,” Talon said, adding that talks were over.",
            ["Talon: “We stay”", "Talon: talks were over"],
        ),
    ],
)
def test_it_ends_where_somebody_else_begins(passage: str, lines: list[str]) -> None:
    assert told(passage) == lines


@pytest.mark.parametrize(
    "passage",
    [
        "Talon announced an offensive.",
        "Talon claimed victory.",
        "The group claimed responsibility for the attack.",
        "Talon said nothing.",
        "Talon said so.",
        "Talon said a few words.",
        "Talon told his men to go.",
        "Talon vowed revenge.",
        "Talon asked whether it was over.",
        "Reports from Gao were few.",
        "The report has found no proof.",
        "It is believed that Talon is in Libya.",
        "It was announced that Talon had died.",
        "Talon is said to be in Libya.",
        "Talon was told that it was over.",
        "What he said is not known.",
        "Did Talon say that it was over?",
        "The statement posted on Facebook was signed by Talon.",
        "Amid reports that rebels were near, the town was calm.",
        "The figures, which France estimates could reach a hundred, are not known.",
    ],
)
def test_what_reports_nothing_is_kept_whole(passage: str) -> None:
    assert told(passage) == []
