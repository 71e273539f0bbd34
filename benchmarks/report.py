"""How long a report takes, and its preview after an edit, beside what is usual for Markdown.

    python -m benchmarks.report
    python -m benchmarks.report --records 2000 --edits 20 --json

A report is composed and written; beside it markdown-it renders the very text that was written, and
composes nothing. After each edit of an event the preview tells it again and draws its screen;
beside it Textual's Markdown widget is given the first `--blocks` blocks of the same report. All
happens in one process, in turns, in memory.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter, process_time

import msgspec
from markdown_it import MarkdownIt
from textual.app import App, ComposeResult
from textual.widgets import Markdown

from benchmarks.figures import (
    machine,
    milliseconds,
    print_machine,
    print_table,
    slow_milliseconds,
)
from benchmarks.generate import snapshot
from briefing.report.compose import Report, Request, compose
from briefing.report.preview import Preview
from briefing.store.backends.memory import MemoryBackend
from briefing.store.store import Store
from briefing.tui.report.view import ReportView
from briefing.tui.theme import DARK, use

TEMPLATES = ("brief", "full")
SIZE = (140, 40)


class Both(App[None]):
    """The preview, and Textual's own widget."""

    CSS = "ReportView { height: 1fr; } Markdown { height: auto; }"

    def compose(self) -> ComposeResult:
        """One below the other."""
        yield ReportView()
        yield Markdown()


def seconds(work: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """How long something takes."""
    began = clock()
    work()
    return clock() - began


def composed(store: Store, template: str) -> Report:
    """A report of the whole briefing, with its text."""
    report = compose(store, Request(title="Report", template=template))
    _ = report.text  # written when it is first asked for
    return report


def composing(store: Store, runs: int) -> dict[str, dict[str, list[float]]]:
    """Processor seconds of each template: to compose, to lay out, and of markdown-it."""
    found: dict[str, dict[str, list[float]]] = {
        name: {"composed": [], "laid out": [], "markdown-it": []} for name in TEMPLATES
    }
    parser = MarkdownIt().enable("table")
    for _ in range(runs):
        for name, times in found.items():
            times["composed"].append(seconds(partial(composed, store, name), process_time))
            report = composed(store, name)
            times["laid out"].append(seconds(partial(Preview, report), process_time))
            render = partial(parser.render, report.markdown)
            times["markdown-it"].append(seconds(render, process_time))
    return found


async def editing(
    store: Store, edits: int, blocks: int
) -> tuple[Sequence[float], Sequence[float], int]:
    """Seconds after an edit: of the preview, and of Textual's widget; and the blocks of that."""
    report = composed(store, "full")
    preview = Preview(report)
    # Its widget has no footnotes.
    text = "\n\n".join(report.markdown.split("\n- ")[:blocks]).replace("[^", "[")
    events = [f"event:{slug}" for slug in store.all("event")]
    ours: list[float] = []
    theirs: list[float] = []
    app = Both()
    use(app, DARK)
    async with app.run_test(size=SIZE) as pilot:
        view, widget = app.query_one(ReportView), app.query_one(Markdown)
        view.show(preview)
        for ref in events[:: max(1, len(events) // edits)][:edits]:
            place = next(
                at
                for at, each in enumerate(preview.entries)
                if each.ref == ref and each.is_full is not None
            )
            view.go_to(place)
            await pilot.pause()
            record = store.need(ref)
            store.put(ref, msgspec.structs.replace(record, summary=f"{record.summary} Edited."))

            def update(ref: str = ref) -> None:
                refs = (ref, *store.referrers(ref))
                view.retold(preview.retell(store, refs, view.place))
                for y in range(view.size.height):
                    view.render_line(y)

            ours.append(seconds(update))
            if len(theirs) < edits // 10:
                began = perf_counter()
                await widget.update(f"{text}\n\n{record.summary}")
                theirs.append(perf_counter() - began)
    return ours, theirs, min(blocks, len(text.split("\n\n")))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--blocks", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)

    store = Store(MemoryBackend(snapshot(chosen.records)))
    times = composing(store, chosen.runs)
    ours, theirs, blocks = asyncio.run(editing(store, chosen.edits, chosen.blocks))
    figures = {
        "records": chosen.records,
        **{
            f"{template}, {what}": milliseconds(found)
            for template, each in times.items()
            for what, found in each.items()
        },
        "an edit": [milliseconds(ours), slow_milliseconds(ours)],
        f"Markdown of {blocks} blocks": [milliseconds(theirs), slow_milliseconds(theirs)],
    }
    if chosen.json:
        about = {"figures": figures, "machine": machine()}
        sys.stdout.write(msgspec.json.encode(about).decode() + "\n")
        return
    print(f"{chosen.records:,} records; milliseconds of the processor")
    head = ("template", *times[TEMPLATES[0]])
    print_table(
        head,
        [
            (template, *(f"{milliseconds(found):.0f}" for found in each.values()))
            for template, each in times.items()
        ],
    )
    print("milliseconds from an edit to its screen")
    rows = [
        ("preview", f"{milliseconds(ours)}", f"{slow_milliseconds(ours)}"),
        (
            f"Textual's Markdown, {blocks} blocks",
            f"{milliseconds(theirs)}",
            f"{slow_milliseconds(theirs)}",
        ),
    ]
    print_table(("", "median", "95 of 100"), rows)
    print_machine(machine())


if __name__ == "__main__":
    main()
