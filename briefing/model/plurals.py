"""Nouns after a number."""


def plural(count: int, one: str, many: str = "") -> str:
    """The noun for a count: “record” for 1, else “records”, or `many` where that is irregular."""
    return one if count == 1 else many or f"{one}s"
