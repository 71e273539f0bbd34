"""What an analyst asks of the report, answered from the keyboard without help.

Each question takes less than five keys from the start screen, besides what is typed to search.
"""

from pathlib import Path

import pytest

from onscreen import WIDE, opened, sample_store

MOST_KEYS = 4

QUESTIONS = {
    "who leads the Signatories in Blood": (
        ["/", "type:signataires", "enter"],
        ["led by", "Mokhtar Belmokhtar", "founder"],
    ),
    "whom Belmokhtar led": (
        ["/", "type:belmoktar", "enter"],
        ["leads", "Signatories in Blood", "al-Qaeda in the Islamic Maghreb"],
    ),
    "who led AQIM": (
        ["/", "type:aqim", "enter"],
        ["led by", "Abdelhamid Abou Zeid", "Mokhtar Belmokhtar"],
    ),
    "where most were killed, when, how many and by whom": (
        ["3", "o", "o", "enter"],
        ["Massacre of Aguelhoc", "24 January 2012", "at least 91 soldiers and", "perpetrator"],
    ),
    "who was killed north of Timbuktu, and when": (
        ["/", "type:timbuktu offensive", "enter"],
        ["24 January 2014", "11 ", "killed", "wounded"],
    ),
    "who said what about whom": (
        ["/", "type:jihadists notably from libya", "enter"],
        ["the French have done a good job", "A Malian military", "French army", "Jihadists from"],
    ),
    "what the minister said": (
        ["/", "type:le drian", "enter"],
        ["Quotes by", "not everything is finished", "will keep 1,000 soldiers"],
    ),
    "what the report says of Aguelhoc": (
        ["/", "type:aguelhok", "enter"],
        ["Massacre of Aguelhoc", "Sources", "came to be known as the massacre"],
    ),
    "what else the report says of Aguelhoc": (
        ["/", "type:aguelhok"],
        ["Capture of the town of Aguelhoc", "Flags at half-mast", "Prayers at Kati"],
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_question_is_answered(question: str, tmp_path: Path) -> None:
    keys, answers = QUESTIONS[question]
    pressed = [key for key in keys if not key.startswith("type:")]
    assert len(pressed) <= MOST_KEYS
    async with opened(sample_store(tmp_path), WIDE) as reader:
        for key in keys:
            if key.startswith("type:"):
                await reader.write(key.removeprefix("type:"))
            else:
                await reader.press(key)
        shown = " ".join(reader.shown().split())
        for answer in answers:
            assert answer in shown, f"{answer!r} is not on the screen:\n{reader.shown()}"
