"""Quotes: who said what, word for word or not."""

from collections.abc import Iterator

from briefing.model.codes import language_name
from briefing.model.english import capitalised, has_words, when
from briefing.model.kinds.quote import Quote, is_verbatim
from briefing.model.quotation_marks import quoted
from briefing.report.document import Paragraph, Quotation, Run, Sentence
from briefing.report.prose.narrator import Narrator, begun, named, names


def quote_block(narrator: Narrator, *, is_full: bool) -> Paragraph | Quotation:
    """A quote: verbatim words set apart; others told in a paragraph, as what they are.

    Args:
        narrator: Tells of the quote.
        is_full: Whether to say everything, not only what a short brief needs.
    """
    quote = narrator.record
    if not isinstance(quote, Quote):
        raise TypeError(f"{narrator.ref} is not a quote")
    more = tuple(_more(narrator, quote)) if is_full else tuple(_translation(narrator, quote))
    words = " ".join(quote.text.split())
    if is_verbatim(quote):
        said = (*_speaker(narrator, quote), Run("."))
        stated = narrator.states(quoted(words), "text", "mode", style="verbatim")
        return Quotation((stated,), (begun(said), *more), narrator.ref)
    how = "in paraphrase" if quote.mode else "perhaps not word for word"
    end = "" if words[-1:] in ".?!…" else "."
    sentence = (
        *_speaker(narrator, quote),
        Run(f", {how}: "),
        narrator.states(f"{words}{end}", "text", "mode"),
    )
    return Paragraph((begun(sentence), *more), (), narrator.ref, is_item=True)


def _speaker(narrator: Narrator, quote: Quote) -> Iterator[Run]:
    """The speaker, what they were called, whether they were named, and when they spoke."""
    label = narrator.book.label(quote.speaker) if quote.speaker else ""
    # What a speaker was called at the time often has the name in it.
    is_repeated = bool(label) and has_words(quote.attribution, label)
    if quote.speaker and not is_repeated:
        yield names(narrator.book, quote.speaker)
        yield narrator.states(
            f" ({quote.attribution})" if quote.attribution else "",
            "speaker",
            *(["attribution"] if quote.attribution else []),
        )
    else:
        fields = ["attribution", *(["speaker"] if quote.speaker else [])]
        yield narrator.states(quote.attribution, *fields)
    if quote.anonymity:
        # What a speaker is called shows whether they are named.
        where = " in the source" if quote.speaker else ""
        how = f", not named{where}" if quote.anonymity == "unnamed" else ""
        yield narrator.states(how, "anonymity", "attribution")
    if quote.said:
        yield narrator.states(f", {when(quote.said)}", "said")


def _translation(narrator: Narrator, quote: Quote) -> Iterator[Sentence]:
    if quote.translation:
        words = " ".join(quote.translation.split())
        end = "" if words[-1:] in ".?!…" else "."
        yield (narrator.states(f"In translation: {words}{end}", "translation"),)


def _more(narrator: Narrator, quote: Quote) -> Iterator[Sentence]:
    if quote.language:
        name = capitalised(language_name(quote.language))
        yield (narrator.states(f"Language: {name}.", "language"),)
    yield from _translation(narrator, quote)
    if quote.about:
        yield (
            Run("It is about "),
            *named(narrator.book, quote.about),
            narrator.states(".", "about"),
        )
    yield from narrator.aliases()
    yield from narrator.summary()
