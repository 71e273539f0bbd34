"""The Admiralty grade of a statement: reliability of the source, credibility of the information."""

from briefing.model.terms import CREDIBILITIES, RELIABILITIES

UNGRADED = "–"


def grade(reliability: str, credibility: int | None) -> str:
    """Both halves together, such as `B2`; an ungraded half is a dash.

    Source: NATO AJP-2.1, evaluation of sources and information.
    """
    if not reliability and credibility is None:
        return ""
    return f"{reliability or UNGRADED}{UNGRADED if credibility is None else credibility}"


def meaning(code: str) -> str:
    """A grade in words: `B2` is "source: usually reliable; information: probably true"."""
    reliability, credibility = RELIABILITIES.get(code[:1]), CREDIBILITIES.get(code[1:])
    parts = (
        f"source: {reliability}" if reliability else "",
        f"information: {credibility}" if credibility else "",
    )
    return "; ".join(part for part in parts if part)
