r"""The grammar of filters: query text to a tree and back.

    query      = all ("or" all)*
    all        = one+                              (side by side: each must hold)
    one        = ("not" | "-") one | "(" query ")" | condition | word | '"' words '"'
    condition  = name ("=" | ":" | "!=" | "<" | "<=" | ">" | ">=") value ("," value)*

A comparison may stand behind `:`, as in `killed:>10`.

`kind:battles place:kidal (after:2013 or killed>10) -status:disputed "good job"`. A value with
blanks, commas or brackets goes in quotation marks, where `\"` is a quotation mark and `\\` a
backslash.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn, TypeAlias

Span: TypeAlias = tuple[int, int]
"""The characters of a query that a part of it takes, half-open."""

DEEPEST: Final = 50
"""Brackets and negations within each other that a query may have."""


class QueryFault(ValueError):
    """What is wrong with a query, and where.

    Attributes:
        problem: In plain English.
        span: The characters it is about.
        is_begun: Whether what is there may only lack its end, as while it is typed.
        name: The property that lacks a value, if that is what is wrong; else empty.
    """

    def __init__(self, problem: str, span: Span, *, is_begun: bool = False, name: str = "") -> None:
        super().__init__(problem)
        self.name = name
        self.problem = problem
        self.span = span
        self.is_begun = is_begun

    def told(self, query: str) -> str:
        """What is wrong with a query, and at which words."""
        start, end = self.span
        where = query[start:end].strip()
        return (
            f"{self.problem} at “{where}”" if where and where not in self.problem else self.problem
        )


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a condition."""

    text: str
    span: Span = field(default=(0, 0), compare=False)

    def __str__(self) -> str:
        return _written(self.text)


@dataclass(frozen=True, slots=True)
class Words:
    """Words that a record contains, as its names, texts and places have them."""

    text: str
    span: Span = field(default=(0, 0), compare=False)

    def __str__(self) -> str:
        return _written(self.text, is_word=True)


@dataclass(frozen=True, slots=True)
class Condition:
    """What is asked of one property; one of several values is enough.

    Attributes:
        name: The property, as typed.
        sign: One of `SIGNS`.
        values: The values, at least one.
        span: Where the condition is.
    """

    name: str
    sign: str
    values: tuple[Value, ...]
    span: Span = field(default=(0, 0), compare=False)

    def __str__(self) -> str:
        return f"{self.name}{self.sign}{','.join(map(str, self.values))}"


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    part: "Query"

    def __str__(self) -> str:
        return f"-{_within(self.part, All, Any)}"


@dataclass(frozen=True, slots=True)
class All:
    """What must hold together: nothing, for an empty query."""

    parts: "tuple[Query, ...]" = ()

    def __str__(self) -> str:
        return " ".join(_within(part, All, Any) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Any:
    """Alternatives, of which one is enough."""

    parts: "tuple[Query, ...]"

    def __str__(self) -> str:
        return " or ".join(_within(part, Any) for part in self.parts)


Query: TypeAlias = Words | Condition | Not | All | Any

SIGNS: Final = (":", "=", "!=", "<=", ">=", "<", ">")
"""The signs between a property and its value; `:` and `=` mean the same."""


def parse(text: str) -> Query:
    """Parse a query.

    Raises:
        QueryFault: It is not a query.
    """
    return _Parser(text).query()


def conditions(query: Query) -> Sequence[Condition]:
    """The conditions of a query, from left to right."""
    match query:
        case Condition():
            return (query,)
        case Not(part):
            return conditions(part)
        case All(parts) | Any(parts):
            return [each for part in parts for each in conditions(part)]
    return ()


CONDITION: Final = re.compile(r"([^\W\d_][\w.-]*)\s*(?:(?:[:=][ \t]*)?(!=|<=|>=|<|>)|[:=])[ \t]*")
"""The name and the sign of a condition; no sign stands for `:`."""

_WORD: Final = re.compile(r'[^\s()"]+')
_VALUE: Final = re.compile(r'[^\s(),"]+')
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)(")?', re.DOTALL)
_JOINERS: Final = ("or", "and", "not")
_PLAIN: Final = re.compile(r'[^\s(),"\\<>=!][^\s(),"\\]*')


class _Parser:
    """Reads a query from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def query(self) -> Query:
        found = self._any()
        self._skip()
        if self._at < len(self._text):
            self._fail("there is no bracket that this one closes", 1)
        return found

    def _any(self) -> Query:
        parts = [self._all()]
        while start := self._joiner("or"):
            parts.append(self._all())
            if All() in parts[-2:]:
                raise QueryFault("“or” stands between two conditions", start, is_begun=True)
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _all(self) -> Query:
        parts: list[Query] = []
        while (part := self._one()) is not None:
            parts.append(part)
            self._joiner("and")
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Query | None:
        self._skip()
        start, text = self._at, self._text
        if start == len(text) or text[start] == ")" or self._is_joiner("or"):
            return None
        self._depth += 1
        if self._depth > DEEPEST:
            self._fail(f"more than {DEEPEST} brackets and negations within each other", 1)
        try:
            return self._negated() or self._bracketed() or self._condition() or self._words()
        finally:
            self._depth -= 1

    def _negated(self) -> Query | None:
        start = self._at
        if self._text[start] == "-":
            self._at += 1
        elif not self._joiner("not"):
            return None
        part = self._one()
        if part is None:
            raise QueryFault("nothing comes after “not”", (start, self._at), is_begun=True)
        return Not(part)

    def _bracketed(self) -> Query | None:
        start = self._at
        if self._text[start] != "(":
            return None
        self._at += 1
        part = self._any()
        self._skip()
        if self._at == len(self._text):
            raise QueryFault("this bracket is not closed", (start, start + 1), is_begun=True)
        if part == All():
            raise QueryFault("nothing is in these brackets", (start, self._at + 1))
        self._at += 1
        return part

    def _condition(self) -> Query | None:
        start = self._at
        found = CONDITION.match(self._text, start)
        if found is None:
            return None
        self._at = found.end()
        name, sign = found[1], found[2] or ":"
        values = [self._value(name, start)]
        while self._text.startswith(",", self._at):
            self._at += 1
            values.append(self._value(name, start))
        return Condition(name.lower(), sign, tuple(values), (start, self._at))

    def _value(self, name: str, start: int) -> Value:
        at = self._at
        if self._text.startswith('"', at):
            return Value(self._quoted(), (at, self._at))
        found = _VALUE.match(self._text, at)
        if found is None:
            span = start, max(self._at, start + 1)
            raise QueryFault(f"choose a value for {name}", span, is_begun=True, name=name)
        self._at = found.end()
        return Value(found[0], (at, self._at))

    def _words(self) -> Query:
        start = self._at
        if self._text[start] == '"':
            return Words(self._quoted(), (start, self._at))
        found = _WORD.match(self._text, start)
        if found is None:
            self._fail("this cannot be read", 1)
        self._at = found.end()
        return Words(found[0], (start, self._at))

    def _quoted(self) -> str:
        start = self._at
        found = _QUOTED.match(self._text, start)
        if found is None or not found[2]:
            raise QueryFault(
                "this quotation mark is not closed", (start, len(self._text)), is_begun=True
            )
        self._at = found.end()
        if not found[1].strip():
            raise QueryFault("nothing is between these quotation marks", (start, self._at))
        return re.sub(r"\\(.)", r"\1", found[1], flags=re.DOTALL)

    def _joiner(self, word: str) -> Span | None:
        """Skip a joining word; returns where it was."""
        self._skip()
        start = self._at
        if not self._is_joiner(word):
            return None
        self._at += len(word)
        return start, self._at

    def _is_joiner(self, word: str) -> bool:
        end = self._at + len(word)
        is_word = self._text[self._at : end].lower() == word
        return is_word and (self._text[end : end + 1] or " ") in ' \t\r\n()"'

    def _skip(self) -> None:
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1

    def _fail(self, problem: str, length: int) -> NoReturn:
        raise QueryFault(problem, (self._at, self._at + length))


def _within(part: Query, *brackets: type[Query]) -> str:
    return f"({part})" if isinstance(part, brackets) else str(part)


def _written(text: str, *, is_word: bool = False) -> str:
    """A text as it is written in a query, in quotation marks where it needs them."""
    is_plain = _PLAIN.fullmatch(text) is not None
    if is_word:
        is_taken = text.lower() in _JOINERS or text.startswith("-") or CONDITION.match(text)
        is_plain = is_plain and not is_taken
    if is_plain:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
