"""A flow runs from question to question; a failed one is reported and harms nothing else."""

from collections.abc import Callable

from briefing.store.errors import Conflict
from briefing.store.store import Store
from briefing.tui.actions.host import Flow, Pause, drive, failure
from briefing.tui.dialogs.menu import MenuScreen
from invented import ARMY
from onscreen import NARROW, opened


class Answers:
    """Keeps the callback that resumes a flow, for the test to call."""

    def __init__(self) -> None:
        self.resume: Callable[[str], None] = lambda _answer: None
        self.said: list[str] = []
        self.failed: list[str] = []

    async def ask(self) -> str:
        """Wait for an answer."""

        def begin(resume: Callable[[str], None]) -> None:
            self.resume = resume

        pause: Pause[str] = Pause(begin)
        return await pause

    def start(self, flow: Flow) -> None:
        """Run a flow."""
        drive(flow, lambda error: self.failed.append(failure(error)))


def test_a_flow_resumes_the_moment_it_is_answered() -> None:
    answers = Answers()

    async def flow() -> None:
        answers.said.append(await answers.ask())
        answers.said.append(await answers.ask())

    answers.start(flow())
    assert answers.said == []
    answers.resume("first")
    assert answers.said == ["first"]
    answers.resume("second")
    assert answers.said == ["first", "second"]


def test_a_failed_flow_is_reported_in_one_line() -> None:
    answers = Answers()

    async def refused() -> None:
        await answers.ask()
        raise Conflict(ARMY)

    async def broken() -> None:
        raise KeyError("x")

    answers.start(refused())
    answers.resume("")
    answers.start(broken())
    assert answers.failed == [
        str(Conflict(ARMY)),
        "unexpected error, nothing more was done (KeyError: 'x')",
    ]


async def test_an_error_goes_once_the_same_command_succeeds(book: Store) -> None:
    async def save(error: Exception | None = None) -> None:
        if error:
            raise error

    async def other() -> None:
        pass

    async with opened(book) as reader:
        reader.main.run(save(Conflict(ARMY)))
        reader.main.run(other())
        await reader.rest()
        assert reader.shown_messages() == [str(Conflict(ARMY))]
        reader.main.run(save())
        await reader.rest()
        assert reader.shown_messages() == []


def test_a_flow_whose_screen_cannot_open_is_closed() -> None:
    said: list[str] = []

    def begin(_resume: Callable[[str], None]) -> None:
        raise RuntimeError

    async def flow() -> None:
        pause: Pause[str] = Pause(begin)
        try:
            await pause
        finally:
            said.append("closed")

    drive(flow(), lambda error: said.append(failure(error)))
    assert said == ["closed", "unexpected error, nothing more was done (RuntimeError: )"]


async def test_the_program_survives_a_failed_flow(book: Store) -> None:
    async def flow() -> None:
        await reader.main.in_thread(lambda: 1 / 0, "test")

    async with opened(book, NARROW) as reader:
        reader.main.run(flow())
        await reader.until(reader.messages)
        assert "unexpected error, nothing more was done (ZeroDivisionError" in reader.messages()[-1]
        await reader.press("N")
        reader.on(MenuScreen)
