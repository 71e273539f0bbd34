"""Standing questions on the screen: what is new on them, and their queries in forms."""

from msgspec.structs import replace

from briefing.store.store import Store
from briefing.tui.actions.edit import edit
from briefing.tui.actions.seen import take_as_seen
from briefing.tui.actions.workspace import Selection
from briefing.tui.answers.questions import inquire
from briefing.tui.answers.screen import AnswerScreen
from briefing.views.answer import answer_text
from fakehost import workspace
from invented import AMBUSH, ARMY, FRONT, record
from onscreen import WIDE, opened
from test_title_bar import title

WHO, WHY = "requirement:who", "requirement:why"


def asked(book: Store) -> None:
    book.put(WHO, record("requirement", text="Who holds Selim?", watch="place:selim"))
    book.put(WHY, record("requirement", text="Why?", watch="kind:agreement"))


async def test_the_title_says_how_many_questions_have_news(book: Store) -> None:
    asked(book)
    async with opened(book, WIDE) as reader:
        assert "1 question has news (i)" in title(reader)
        await reader.press("8", "z")
        assert "news" not in title(reader)
        book.put(ARMY, replace(book.need(ARMY), summary="It left."))
        await reader.rest()
        assert "news" not in title(reader), "nobody asks about it"
        book.put(AMBUSH, replace(book.need(AMBUSH), summary="More is known."))
        await reader.rest()
        assert "1 question has news (i)" in title(reader)
        book.delete(AMBUSH, unlink=True)
        await reader.rest()
        assert "news" not in title(reader)


async def test_one_asks_what_is_new_on_a_question_and_takes_it_as_seen(book: Store) -> None:
    asked(book)
    work, host = workspace(book, "n", AMBUSH)
    await inquire(work, Selection(WHO))
    answer = host.asked[-1]
    assert isinstance(answer, AnswerScreen)
    assert "place:selim (1)" in answer_text(answer._whole)
    assert host.here == AMBUSH
    await take_as_seen(work, Selection(WHO, (WHO, WHY)))
    assert host.messages == ["the news on 2 questions now counts as seen; u undoes it"]
    assert getattr(book.need(WHY), "seen", "")
    await take_as_seen(work, Selection(FRONT))
    assert host.messages[-1] == "only requirements have news"


async def test_a_form_says_what_a_query_means_and_refuses_a_wrong_one(book: Store) -> None:
    asked(book)
    work, host = workspace(book, None)
    await edit(work, Selection(WHO))
    reading = host.form.spec.reading(host.form.spec.cls, None)
    assert reading.meanings["watch"]({"watch": "place:selim"}) == "= place “selim”"
    assert reading.meanings["watch"]({"watch": ""}) == ""
    (fault,) = reading.faults({"watch": "place:selim kiled>1"})
    assert str(fault) == "watch: nothing is called “kiled”; did you mean killed?"
    assert reading.faults({"watch": "killed>90"}) == []
