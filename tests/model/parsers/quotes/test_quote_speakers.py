"""Who said it: the subject of the verb of saying, whole, and nobody else."""

import pytest

from briefing.model.parsers.quotes.parse import capture
from wire import FRONT, TALON, THE_DAY, VEDRA, find, told


@pytest.mark.parametrize(
    ("passage", "who"),
    [
        ("“No,” said Talon.", "Talon"),
        ("“No,” Talon said.", "Talon"),
        ("“No,” Talon replied.", "Talon"),
        ("“No” said Talon.", "Talon"),
        ("“No!” Talon shouted.", "Talon"),
        ("“No?” Talon asked.", "Talon"),
        ("Talon said: “No.”", "Talon"),
        ("Talon said “no”.", "Talon"),
        ("Said Talon: “No.”", "Talon"),
        ("“No,” Talon told Vedra.", "Talon"),
        ("“No,” said Talon to Vedra.", "Talon"),
        ("“No,” said Talon after meeting Vedra.", "Talon"),
        ("“No,” said Ayrault after meeting Vedra.", "Ayrault"),
        ("“No,” Talon told reporters in Gao.", "Talon"),
        ("“No,” Talon reportedly told his men.", "Talon"),
        ("“No,” Talon has repeatedly said.", "Talon"),
        ("“No,” Talon said by phone from Gao.", "Talon"),
        ("Talon wrote on Facebook: “No.”", "Talon"),
        ("“No,” tweeted the presidency.", "the presidency"),
        ("“No,” the group posted on Telegram.", "the group"),
        ("Talon was quoted as saying “no”.", "Talon"),
        ("The agency quoted Talon as saying “no”.", "Talon"),
        ("In the words of Talon, “no”.", "Talon"),
        ("According to Talon, it is “no”.", "Talon"),
        ("It is “no”, according to Talon.", "Talon"),
        ("It was Talon who said “no”.", "Talon"),
        ("Asked about the raid, Talon said: “No.”", "Talon"),
        ("Speaking after the talks, Talon said “no”.", "Talon"),
        ("On Monday, Talon said “no”.", "Talon"),
        ("But Talon said “no”.", "Talon"),
        ("In a statement titled “Our Path,” the group said “no”.", "the group"),
        ("Talon, who fled in 2012, said “no”.", "Talon"),
        ("Talon — who fled in 2012 — said “no”.", "Talon"),
        ("Talon (he fled in 2012) said “no”.", "Talon"),
        ("Talon, speaking in Gao, said “no”.", "Talon"),
        ("Talon, 42, said “no”.", "Talon"),
        ("“No,” said Talon, 42, on Monday.", "Talon"),
        ("Talon, a farmer, said “no”.", "Talon, a farmer"),
        ("“No,” said Talon, a farmer.", "Talon, a farmer"),
        ("“No,” said Talon, a farmer, on Monday.", "Talon, a farmer"),
        ("A farmer, Idris Talon, said “no”.", "A farmer, Idris Talon"),
        ("“No.” — Idris Talon, spokesman", "Idris Talon, spokesman"),
        ("Idris Talon: “No.”", "Idris Talon"),
        ("“No,” said Sheikh M. A. Talon.", "Sheikh M. A. Talon"),
        ("“No,” Adm. Talon said.", "Adm. Talon"),
        ("“No,” said Lt. Col. Talon.", "Lt. Col. Talon"),
        ("“No,” said Maj.-Gen. Talon.", "Maj.-Gen. Talon"),
        ("Mr. Talon said “no”.", "Mr. Talon"),
        ("Defence Minister Idris Talon said “no”.", "Defence Minister Idris Talon"),
        ("Army spokesman Col. Talon said “no”.", "Army spokesman Col. Talon"),
        ("army spokesman Col. Talon said “no”.", "army spokesman Col. Talon"),
        ("The Northern Front’s Idris Talon said “no”.", "The Northern Front’s Idris Talon"),
        ("Idris Talon of the Northern Front said “no”.", "Idris Talon of the Northern Front"),
        ("The movement (FN) said “no”.", "The movement (FN)"),
        ("A statement issued after the talks said “no”.", "A statement"),
        ("The General Assembly said “no”.", "The General Assembly"),
        ("The ministry on Sunday said “no”.", "The ministry"),
        ("The ministry in a statement said “no”.", "The ministry"),
        ("Ali alleged a guard told him “no”.", "a guard"),
        ("Mohamed Said said “no”.", "Mohamed Said"),
        ("Said Ahmed told reporters: “No.”", "Said Ahmed"),
        ("Both Talon and Vedra said “no”.", "Both Talon and Vedra"),
        ("Talon and his deputy said “no”.", "Talon and his deputy"),
        ("“No,” said a resident in Gao.", "a resident in Gao"),
        ("“No,” said a resident in a statement.", "a resident"),
        ("“No,” said another.", "another"),
        ("The rebels known as the Front said “no”.", "The rebels known as the Front"),
        ("“No,” said the UN peacekeeping spokesman.", "the UN peacekeeping spokesman"),
        ("“No,” a local elected official told AFP.", "a local elected official"),
        ("Idris Talon, chercheur à Gao, a dit : « Non. »", "Idris Talon, chercheur à Gao"),
    ],
)
def test_the_speaker_is_printed_whole(passage: str, who: str) -> None:
    (line,) = told(passage)
    assert line.partition(":")[0] == who


@pytest.mark.parametrize(
    "passage",
    [
        "He called them “drug traffickers”, he said.",
        "“Executives will face jail” for criminal acts, she said.",
        "“No,” he said.",
        "“No,” she told Talon.",
        "“No,” it says.",
        "They said “no”.",
        "“No,” Talon shot back.",
        "A man claiming to be Talon’s brother said “no”.",
        "Algeria, Mali and Niger said “no”.",
        "Slogan: “Mali belongs to all of us.”",
    ],
)
def test_nobody_is_named_where_that_is_not_plain(passage: str) -> None:
    (fields,) = capture(passage, find)
    assert fields["mode"] == "direct"
    assert "speaker" not in fields
    assert "attribution" not in fields


def test_a_clause_is_no_speaker() -> None:
    assert told("Vedra called it “right” when she said that “we stay”.") == [
        "Vedra: “right”",
        "Vedra: “we stay”",
    ]
    assert told("The army fled and Talon said “no”.") == ["Talon: “no”"]
    assert told("The army fled, Talon said “no”.") == ["Talon: “no”"]


@pytest.mark.parametrize(
    ("passage", "line"),
    [
        ("Vedra said Talon’s men had “gone too far”.", "Vedra: “gone too far”"),
        ("Vedra’s spokesman said Talon had “fled”.", "Vedra’s spokesman: “fled”"),
        ("Talon was “a criminal”, Vedra said.", "Vedra: “a criminal”"),
        ("Talon, whom Vedra called “a criminal”, fled.", "Vedra: “a criminal”"),
        ("Talon asked Vedra: “Why?”", "Talon: “Why?”"),
        ("“Why?” Talon asked Vedra.", "Talon: “Why?”"),
        ("Asked “will you go?”, Vedra said: “No.”", "Vedra: “No.”"),
        ("To the question, “Will you go?”, Vedra replied: “No.”", "Vedra: “No.”"),
        ("Responding to Talon, Vedra said: “No.”", "Vedra: “No.”"),
        ("In response to Talon’s threats, Vedra said: “No.”", "Vedra: “No.”"),
        ("Talon and his men left after Vedra said: “Go.”", "Vedra: “Go.”"),
        ("The minister who replaced Talon said “no”.", "The minister: “no”"),
        ("Talon’s successor, Vedra, said “no”.", "Talon’s successor, Vedra: “no”"),
        ("“No,” said the man who replaced Talon.", "the man: “No”"),
        ("“No,” said Ali Ba, who replaced Talon.", "Ali Ba: “No”"),
        ("“No,” said Ali Ba, a friend of Talon.", "Ali Ba, a friend of Talon: “No”"),
        ("“No,” said a friend of Talon.", "a friend of Talon: “No”"),
        ("“No,” said Ali Ba, flanked by Talon.", "Ali Ba: “No”"),
        ("“No,” said Ali Ba at Talon’s funeral.", "Ali Ba: “No”"),
        ("“No,” said Ali Ba, referring to Talon.", "Ali Ba: “No”"),
        ("“No,” Ali Ba said of Talon.", "Ali Ba: “No”"),
        ("“No,” Ali Ba quoted Talon as saying.", "Talon: “No”"),
        ("The mayor said Talon had told him: “No.”", "Talon: “No.”"),
        ("A source told AFP that Talon had said: “No.”", "Talon: “No.”"),
        ("“Talon said ‘no’,” a source told AFP.", "a source: “Talon said ‘no’”"),
        ("Talon’s critics call him “the butcher”.", "Talon’s critics: “the butcher”"),
        ("Talon told Vedra’s envoy: “No.”", "Talon: “No.”"),
        ("Talon told Reuters Vedra had fled.", "Talon: Vedra had fled"),
    ],
)
def test_whoever_is_met_asked_or_spoken_of_does_not_speak(passage: str, line: str) -> None:
    assert told(passage) == [line]


@pytest.mark.parametrize(
    ("passage", "ref"),
    [
        ("“No,” said Defence Minister Idris Talon.", TALON),
        ("“No,” said Gen. Talon.", TALON),
        ("“No,” said the minister, Idris Talon.", TALON),
        ("“No,” said Talon, the minister.", TALON),
        ("“No,” said the President of Chad Idris Talon.", TALON),
        ("“No,” said the Northern Front’s Idris Talon.", TALON),
        ("“No,” said a man named Ana Vedra.", VEDRA),
        ("“No,” said the Northern Front.", FRONT),
        ("“No,” said a spokesman for the Northern Front, Idris Talon.", TALON),
        ("“No,” said Mariam Talon.", ""),
        ("“No,” said a statement from Talon.", TALON),
        ("“No,” said Talon’s brother.", ""),
        ("“No,” said a spokesman for Talon.", ""),
        ("“No,” said a spokesman for the Northern Front.", ""),
        ("“No,” said the Northern Front commander.", ""),
        ("“No,” said the wife of a prisoner, Idris Talon.", ""),
        ("“No,” said the head of the movement, Northern Front.", ""),
        ("“No,” said Talon and Vedra.", ""),
        ("“No,” said Northern.", ""),
    ],
)
def test_only_his_own_name_is_his_record(passage: str, ref: str) -> None:
    (fields,) = capture(passage, find)
    assert fields.get("speaker", "") == ref


@pytest.mark.parametrize(
    ("who", "anonymity"),
    [
        ("Talon", "named"),
        ("Hollande", "named"),
        ("a resident, Ali Ba", "named"),
        ("a man named Ali Ba", "named"),
        ("the army", "named"),
        ("police", "named"),
        ("the MNLA", "named"),
        ("the presidency", "named"),
        ("a statement from the ministry", "named"),
        ("security sources", "unnamed"),
        ("a security source", "unnamed"),
        ("the source", "unnamed"),
        ("the witness", "unnamed"),
        ("witnesses", "unnamed"),
        ("residents of Gao", "unnamed"),
        ("one man", "unnamed"),
        ("another", "unnamed"),
        ("an MNLA spokesman", "unnamed"),
        ("a spokesman for the MNLA", "unnamed"),
        ("U.S. officials", "unnamed"),
        ("the general", ""),
        ("his brother", ""),
    ],
)
def test_a_source_without_a_name_is_unnamed_and_a_body_is_named(who: str, anonymity: str) -> None:
    (fields,) = capture(f"“No,” said {who}.", find)
    assert fields["attribution"] == who
    assert fields.get("anonymity", "") == anonymity


@pytest.mark.parametrize(
    "passage",
    [
        "“No,” said the general, who asked not to be named.",
        "“No,” the general said on condition of anonymity.",
        "The general, who declined to be identified, said “no”.",
    ],
)
def test_whoever_asks_not_to_be_named_is_unnamed(passage: str) -> None:
    (fields,) = capture(passage, find)
    assert fields["anonymity"] == "unnamed"


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        ("“No,” Talon said yesterday.", "2019-05-23"),
        ("“No,” said Talon on 20 May 2019.", "2019-05-20"),
        ("On 20 May 2019, Talon said “no”.", "2019-05-20"),
        ("Yesterday Talon said the town was calm.", "2019-05-23"),
        ("Talon said yesterday that the town was calm.", "2019-05-23"),
        ("Talon said in a statement on 20 May 2019 that the town was calm.", "2019-05-20"),
        ("“No,” said a resident of Gao yesterday.", "2019-05-23"),
        ("Talon said the army left yesterday.", ""),
        ("“They left yesterday,” said Talon.", ""),
    ],
)
def test_a_day_beside_the_verb_is_when_it_was_said(passage: str, said: str) -> None:
    (fields,) = capture(passage, find, on=THE_DAY)
    assert fields.get("said", "") == said


def test_without_the_day_of_the_source_only_a_full_date_is_known() -> None:
    (fields,) = capture("“No,” said Talon yesterday.", find)
    assert "said" not in fields
    (fields,) = capture("“No,” said Talon on 20 May 2019.", find)
    assert fields["said"] == "2019-05-20"


@pytest.mark.parametrize(
    "passage",
    [
        "Talon said on 3 May 2013 “We stay” and on 5 May 2013 “We go”.",
        "On 3 May 2013 Talon said “we stay” and, on Friday, “we go”.",
    ],
)
def test_a_day_between_two_quotations_ends_the_first_day(passage: str) -> None:
    first, second = capture(passage, find, on=THE_DAY)
    assert (first["speaker"], first["said"]) == (TALON, "2013-05-03")
    assert second["speaker"] == TALON
    assert "said" not in second
