"""The `search` command, for one name or for a list of names."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from briefing.cli.as_of import as_asked, as_of_options, moment_of
from briefing.cli.commands.listing import filter_option, matching
from briefing.cli.group import InsteadOption, cli, json_option
from briefing.cli.opening import open_reader
from briefing.cli.printing import fail, note, one_line, print_json

if TYPE_CHECKING:
    from briefing.cli.progress import Progress
    from briefing.search.entries import Hit

DECIMALS = 1
"""Decimals of a printed score."""


@cli.command()
@click.argument("query", required=False)
@click.option(
    "--queries",
    cls=InsteadOption,
    metavar="FILE",
    type=click.File("rb"),
    help="A file of names to look up, one per line.",
)
@click.option(
    "--kind",
    metavar="K",
    multiple=True,
    help="Only this kind (repeatable): group, leader, event, quote, source.",
)
@click.option("--limit", metavar="N", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option(
    "--threshold",
    metavar="S",
    type=click.FloatRange(0, 100),
    help="Only hits with at least this score, out of 100. Below 60, only part of the name matches. "
    "Default: every hit likely enough to be worth a look.",
)
@filter_option
@as_of_options
@json_option
@click.pass_context
def search(
    ctx: click.Context,
    query: str | None,
    queries: BinaryIO | None,
    kind: tuple[str, ...],
    limit: int,
    threshold: float | None,
    filter_query: str,
    *,
    as_json: bool,
) -> None:
    """Find records by name or by words in a text.

    Any spelling of a name will do. Give either QUERY or --queries FILE.
    """
    from briefing.cli.progress import Progress
    from briefing.config import read_config
    from briefing.search.cache import folder_for
    from briefing.search.entries import Score, index_of, read_query

    if query is None and queries is None and filter_query:
        raise click.UsageError(
            "give a QUERY too; `briefing list` lists all that a filter holds for"
        )
    if (query is None) == (queries is None):
        raise click.UsageError("give either a QUERY or --queries FILE")
    _known_kinds(kind)
    store = open_reader(ctx)
    book = as_asked(ctx, store)
    moment = moment_of(ctx)
    # Tables of another time would push those of today out of the cache.
    is_cached = read_config().cache != "off" and book is store
    index = index_of(book.records(), cache=folder_for(store.location) if is_cached else None)
    least = Score.LEAST if threshold is None else threshold
    matches = matching(store, book, filter_query)
    within = None if matches is None else matches.refs

    def find(asked: str) -> list["Hit"]:
        wanted = read_query(asked)
        return index.search(
            wanted.text,
            kinds=kind or wanted.kinds,
            within=within,
            limit=limit,
            finished=queries is not None,
            least=least,
        )

    if queries is None:
        _print(query or "", find(query or ""), moment, as_json=as_json)
        return
    with Progress(queries) as progress:
        for asked in _names(getattr(queries, "name", "-"), progress):
            hits = find(asked)
            progress.make_way()
            _print(asked, hits, moment, as_json=as_json, is_listed=True)


def _print(
    asked: str,
    hits: Sequence["Hit"],
    moment: Mapping[str, object],
    *,
    as_json: bool,
    is_listed: bool = False,
) -> None:
    """Print the hits of a query; in a list, with the query itself, even if there are none."""
    if as_json:
        print_json({**moment, "query": asked, "hits": [_plain(hit) for hit in hits]})
        return
    for hit in hits:
        text = hit.label if hit.text == hit.label else f"{hit.label}: {hit.text}"
        columns = [hit.ref, text, f"{hit.score:.{DECIMALS}f}", hit.why]
        click.echo("\t".join(map(one_line, [asked, *columns] if is_listed else columns)))
    if not hits:
        if is_listed:
            click.echo(f"{one_line(asked)}\t-")
        else:
            note("nothing found")


def _plain(hit: "Hit") -> dict[str, Any]:
    return {
        "ref": hit.ref,
        "label": hit.label,
        "text": hit.text,
        "score": round(hit.score, DECIMALS),
        "why": hit.why,
    }


def _names(file: str, progress: "Progress") -> Iterator[str]:
    """Yield the names in a file one by one, skipping empty lines."""
    encoding, place = "utf-8-sig", 0
    for number, line in enumerate(progress.lines(), 1):
        try:
            name = line.decode(encoding).strip()
        except UnicodeDecodeError as error:
            progress.take_away()
            place += error.start
            fail(f"{file}: line {number}: not UTF-8 text at byte {place}; save the file as UTF-8")
        encoding, place = "utf-8", place + len(line)
        if name:
            yield name


def _known_kinds(kinds: tuple[str, ...]) -> None:
    from briefing.model.kinds import KINDS

    for kind in kinds:
        if kind not in KINDS:
            raise click.UsageError(f"there is no kind “{kind}”; choose from {', '.join(KINDS)}")
