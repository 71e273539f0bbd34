"""The `mentions` command: where a document names what the briefing knows."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli.group import FileName, Ref, cli, json_option
from briefing.cli.opening import open_reader
from briefing.cli.printing import fail, note, one_line, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model.kinds.source import Decision
    from briefing.reading.mentions import Mention
    from briefing.store.store import Store

PASTED = "-"
DECIMALS = 2
"""Decimals of a printed score."""


@cli.command("mentions")
@click.argument("document", metavar="SOURCE|FILE|-", type=FileName())
@json_option
@click.pass_context
def mentions_command(ctx: click.Context, document: str, *, as_json: bool) -> None:
    """Show where a document names the groups, leaders, events and places of the briefing.

    Any spelling of a name is found. Each line has the characters from and to, the record, how it
    was found and the words; a question mark stands before the records that may be meant where that
    is not certain. For a source, what was decided about the words of its text counts.
    """
    from briefing.reading.mentions import Known, mentions

    store = open_reader(ctx)
    text, decided = _text(store, document)
    found = mentions(text, Known(store.records()), decided)
    for each in found:
        if as_json:
            print_json(_plain(each))
        else:
            named = each.ref or ("? " + ", ".join(each.candidates) if each.candidates else "place")
            columns = (str(each.start), str(each.end), named, each.evidence, each.words)
            click.echo("\t".join(map(one_line, columns)))
    if not found and not as_json:
        note("nothing found")


def _text(store: "Store", document: str) -> tuple[str, "Sequence[Decision]"]:
    """Return the text of a document, and what was decided about it."""
    from briefing.model.kinds.source import Source
    from briefing.reading.documents.document import Unreadable
    from briefing.reading.documents.read import read_file, read_pasted

    if Ref.fits(document):
        record = store.need(document)
        if not isinstance(record, Source):
            fail(f"{document} is no source")
        text = store.text_of(document)
        if not text:
            fail(f"the briefing does not hold the text of {document}; `briefing read` takes it in")
        return text, record.decided
    try:
        return (read_pasted() if document == PASTED else read_file(Path(document))).text, ()
    except Unreadable as reason:
        fail(f"{document}: {reason}")


def _plain(mention: "Mention") -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "words": mention.words,
        "kind": mention.kind,
        "ref": mention.ref,
        "candidates": mention.candidates,
        "evidence": mention.evidence,
        "score": round(mention.score, DECIMALS),
    }
