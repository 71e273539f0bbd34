"""Two speakers are two quotes, and a pronoun is somebody only where it can be nobody else."""

import pytest

from wire import told


@pytest.mark.parametrize(
    ("passage", "lines"),
    [
        (
            "“They will go,” Vedra said. Talon responded: “We will stay.”",
            ["Vedra: “They will go”", "Talon: “We will stay.”"],
        ),
        (
            "Talon said “we will stay” while Vedra said “they will go”.",
            ["Talon: “we will stay”", "Vedra: “they will go”"],
        ),
        (
            "While Talon said it was “over,” Vedra insisted that it had “only begun.”",
            ["Talon: “over”", "Vedra: “only begun.”"],
        ),
        (
            "“We stay,” Talon said; “we fight,” Vedra answered.",
            ["Talon: “We stay”", "Vedra: “we fight”"],
        ),
        (
            "Ali said he saw “three trucks” but Moussa spoke of “a hundred”.",
            ["Ali: “three trucks”", "Moussa: “a hundred”"],
        ),
        (
            "“We stay,” said Talon. “No,” an FN spokesman replied.",
            ["Talon: “We stay”", "an FN spokesman: “No”"],
        ),
        (
            "“They burned it,” one man said. “Even the mosque,” said another.",
            ["one man: “They burned it”", "another: “Even the mosque”"],
        ),
        (
            "“Will they come back?” asked Fatou. “Never,” said her father.",
            ["Fatou: “Will they come back?”", "her father: “Never”"],
        ),
        (
            "“We stay.”\n“You go,” Talon replied.",
            ["?: “We stay.”", "Talon: “You go”"],
        ),
        (
            "“We stay,” said Talon. The army said it would leave. “Good,” said Vedra.",
            ["Talon: “We stay”", "The army: it would leave", "Vedra: “Good”"],
        ),
        (
            "A resident said “we fled”. A resident said “we stayed”.",
            ["A resident: “we fled”", "A resident: “we stayed”"],
        ),
        ("Talon said “we stay” and Vedra “we go”.", ["Talon: “we stay”", "?: “we go”"]),
        ("Talon said “we stay”, and Vedra, “we go”.", ["Talon: “we stay”", "?: “we go”"]),
        ("Talon said “we stay” while the army “we go”.", ["Talon: “we stay”", "?: “we go”"]),
        (
            "Talon said “We stay”, Vedra “We go” and Ali “We wait”.",
            ["Talon: “We stay”", "?: “We go”", "?: “We wait”"],
        ),
        (
            "Talon called the raid “cowardly” and Vedra “stupid”.",
            ["Talon: “cowardly”", "Talon: “stupid”"],
        ),
    ],
)
def test_nobody_speaks_with_the_words_of_another(passage: str, lines: list[str]) -> None:
    assert told(passage) == lines


@pytest.mark.parametrize(
    ("passage", "lines"),
    [
        ("“We stay,” said Talon. “We fight.”", ["Talon: “We stay […] We fight.”"]),
        ("“We stay,” said Talon, “and we fight.”", ["Talon: “We stay […] and we fight.”"]),
        ("“We stay,” said Talon.\n“We fight.”", ["Talon: “We stay […] We fight.”"]),
        ("“We stay,” said Talon. “We fight,” he added.", ["Talon: “We stay […] We fight”"]),
        ("“We stay,” said Talon, adding: “We fight.”", ["Talon: “We stay […] We fight.”"]),
        ("“We stay,” said Talon and added: “We fight.”", ["Talon: “We stay […] We fight.”"]),
        (
            "“We stay,” said Gen. Talon. “We fight,” Talon said.",
            ["Gen. Talon: “We stay […] We fight”"],
        ),
        (
            "“We stay,” a spokesman said. “We fight,” the spokesman said.",
            ["a spokesman: “We stay […] We fight”"],
        ),
        (
            "“We stay,” said Talon. He said the army had gone. “We fight.”",
            ["Talon: “We stay […] We fight.”", "Talon: the army had gone"],
        ),
        (
            "Talon said it was “hard” and had to be “won”.",
            ["Talon: “hard […] won”"],
        ),
    ],
)
def test_what_one_speaker_goes_on_with_is_his(passage: str, lines: list[str]) -> None:
    assert told(passage) == lines


@pytest.mark.parametrize(
    ("passage", "lines"),
    [
        (
            "Talon told RFI that “the war is not over” and that Vedra “must be found”.",
            ["Talon: “the war is not over”", "Talon: “must be found”"],
        ),
        (
            "Talon said the army was “weakened by hunger”. He said it could “retreat”.",
            ["Talon: “weakened by hunger”", "Talon: “retreat”"],
        ),
    ],
)
def test_pieces_of_a_sentence_are_not_put_together_to_say_something_else(
    passage: str, lines: list[str]
) -> None:
    assert told(passage) == lines


@pytest.mark.parametrize(
    "passage",
    [
        "“We won,” Talon said, quoting Vedra.",
        "Quoting Talon, the agency said “we won”.",
        "Talon, whose office called it “a mistake”, left.",
        "“They fled,” said AFP, citing a colonel who asked not to be named.",
        "“They fled,” said AFP, which cited a colonel.",
        "RFI, which quoted a colonel, said “they fled”.",
        "AFP said “they fled”, attributing the remark to a colonel.",
        "“They fled,” a déclaré RFI, citant un colonel.",
        "“They fled,” RFI reports, according to a Malian officer.",
        "Talon said, according to AFP, “we won”.",
        "Talon said “we won”, according to AFP.",
    ],
)
def test_who_quotes_another_or_has_others_speak_is_no_speaker(passage: str) -> None:
    assert told(passage)[0].startswith("?: “")


@pytest.mark.parametrize(
    ("passage", "last"),
    [
        ("Talon said the war was over. “We go home,” he said.", "Talon: “We go home”"),
        ("Talon says he is tired. “I am old,” he said.", "Talon: “I am old”"),
        ("Gen. Talon has arrived in Gao. “I am here,” he said.", "Gen. Talon: “I am here”"),
        ("Talon was defiant. “We stay,” he said.", "Talon: “We stay”"),
        ("Lt. Talon, an aide, fled. “I am here,” he said.", "Lt. Talon, an aide: “I am here”"),
        ("The army was defiant. “We stay,” it said.", "The army: “We stay”"),
        ("Residents said they were afraid. “We left,” they said.", "Residents: “We left”"),
        ("Talon called it “right” when he said that “we stay”.", "Talon: “we stay”"),
    ],
)
def test_a_pronoun_is_who_spoke_or_was_spoken_of_last(passage: str, last: str) -> None:
    assert told(passage)[-1] == last


@pytest.mark.parametrize(
    "passage",
    [
        "Talon met Vedra. “It was useful,” he said.",
        "Talon said Vedra was wrong. “It is over,” he said.",
        "“They will go,” Vedra told Talon. “It is over,” he said.",
        "“They will go,” said Talon after meeting Vedra. “It is over,” he said.",
        "Talon met the minister. “It is over,” he said.",
        "The army was defiant. “It is over,” he said.",
        "Gao fell on Monday. “It is over,” he said.",
        "Talon and Vedra said the war was lost. “It is over,” he said.",
        "The army said the MNLA had gone. “It is over,” it said.",
        "The weather was bad. “It is over,” he said.",
        "“It is over,” he said.",
    ],
)
def test_a_pronoun_that_several_can_be_is_nobody(passage: str) -> None:
    assert told(passage)[-1].startswith("?: “It ")


def test_a_quotation_alone_is_nobodys_where_somebody_else_came_between() -> None:
    assert told("“We stay,” said Talon. The army had left. “They sold us.”") == [
        "Talon: “We stay”",
        "?: “They sold us.”",
    ]


def test_what_follows_a_report_of_another_does_not_go_back_to_the_first() -> None:
    assert told("“We stay,” said Talon. Vedra said that the war was over. “It is done.”") == [
        "Talon: “We stay”",
        "Vedra: the war was over",
        "Vedra: “It is done.”",
    ]
    assert told("Talon said “no”. “We fled,” said Mariam Talon.") == [
        "Talon: “no”",
        "Mariam Talon: “We fled”",
    ]


def test_a_quotation_that_opens_is_whose_words_the_next_sentence_reports() -> None:
    passage = (
        '"They came at dawn." The witness, who asked not to be named, said the men were armed.'
    )
    assert told(passage) == [
        "The witness: “They came at dawn.”",
        "The witness: the men were armed",
    ]
    assert told("“They came at dawn.” Talon replied that he was not there.")[0].startswith("?")
    assert told("“They came at dawn.”\nTalon said he was not there.")[0].startswith("?")


def test_the_speaker_in_the_next_paragraph_is_of_the_words_there() -> None:
    passage = "“They left,” said Talon. “I saw it.”\n\nVedra, the mayor, demanded an inquiry."
    assert told(passage)[0] == "Talon: “They left […] I saw it.”"


def test_a_witness_is_one_person() -> None:
    passage = "“It burned,” a witness said. “They all left,” he said."
    assert told(passage) == ["a witness: “It burned […] They all left”"]
