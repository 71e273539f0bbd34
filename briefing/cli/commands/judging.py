"""Commands about what analysts conclude: judgements, hypotheses."""

import click

from briefing.cli.as_of import as_asked, as_of_options
from briefing.cli.commands.asking import print_answer, print_object
from briefing.cli.group import Ref, cli, json_option
from briefing.cli.opening import open_reader


@cli.command()
@click.option("--score", "scores", is_flag=True, help="Show how they turned out: the Brier score.")
@click.option("--all", "every", is_flag=True, help="Also list superseded and withdrawn ones.")
@as_of_options
@json_option
@click.pass_context
def judgements(ctx: click.Context, *, scores: bool, every: bool, as_json: bool) -> None:
    """List the current judgements by the question they answer.

    Each comes with its likelihood and its confidence. With --score, show how well the likelihoods
    of all resolved judgements fit what happened, and what is not scored and why.
    """
    from briefing.views import judgements as views

    if scores and every:
        raise click.UsageError("--score always counts all judgements; leave out --all")
    book = as_asked(ctx, open_reader(ctx))
    if scores and as_json:
        print_object(ctx, views.score_as_plain(book))
    elif scores:
        print_answer(views.score_answer(book))
    elif as_json:
        found = views.judgements(book, every=every)
        print_object(ctx, {"judgements": [each._asdict() for each in found]})
    else:
        print_answer(views.judgements_answer(book, every=every))


@cli.command()
@click.argument("ref", metavar="REQUIREMENT", type=Ref())
@as_of_options
@json_option
@click.pass_context
def hypotheses(ctx: click.Context, ref: str, *, as_json: bool) -> None:
    """Set the judgements that answer a question against all their evidence.

    The judgement with the least evidence against it comes first. Then follows what would change
    that: any one piece of evidence, or any one source that may be wrong. REQUIREMENT may also be
    one of the judgements.
    """
    from briefing.views import hypotheses as views

    book = as_asked(ctx, open_reader(ctx))
    book.need(ref)
    question = views.question_of(book, ref)
    if not question:
        raise click.UsageError(f"{ref} is neither a requirement nor a judgement that answers one")
    if as_json:
        print_object(ctx, views.as_plain(book, question))
    else:
        print_answer(views.hypotheses_answer(book, question))
