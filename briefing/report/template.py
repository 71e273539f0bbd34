"""Templates: which parts a report has, in what order, with what text around them.

A template is Markdown for Jinja2. It runs in a sandbox, and what it prints of the briefing is
escaped unless a part of the report wrote it. Users replace the shipped ones by files of their own.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.report.document import Part
from briefing.report.markdown import PART, escaped, without_places
from briefing.report.parts import PARTS, part
from briefing.report.told import Options, Told

SUFFIX: Final = ".md.jinja"

_FILTERS: Final = ("capitalize", "default", "join", "length", "lower", "replace", "trim", "upper")
"""The filters that templates can use; others could ask for any amount of memory."""


_PART: Final = re.compile(PART.format("([0-9]+)"))

_METHODS: Final = (
    *("capitalize", "casefold", "endswith", "join", "lower", "lstrip", "replace", "rstrip"),
    *("split", "splitlines", "startswith", "strip", "title", "upper"),
)
"""The methods of texts that templates can use; others fill up to any width."""


class TemplateFault(Exception):
    """A template is missing or wrong; the message says where."""


class Markdown(str):
    """Text that is Markdown already, so that it is not escaped again."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a template can print besides the parts.

    Attributes:
        title: The title of the report.
        about: How new its sources are, what it is limited to, and what was left out.
        marking: Its marking, such as `TLP:AMBER`; empty for none.
    """

    title: str
    about: str = ""
    marking: str = ""


def template_names() -> Mapping[str, str]:
    """The shipped templates by name, each with the line that says what it is for."""
    return {name: _about(text) for name, text in sorted(_shipped())}


def template_text(name: str) -> str:
    """The text of a template.

    Args:
        name: A shipped template, or the path of a file.

    Raises:
        TemplateFault: There is no such template, or it cannot be read.
    """
    shipped = dict(_shipped())
    if name in shipped:
        return shipped[name]
    path = Path(name)
    if not path.is_file():
        known = ", ".join(sorted(shipped))
        raise TemplateFault(f"there is no template “{name}”; choose from {known}, or name a file")
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise TemplateFault(f"{path} cannot be read: {fault}") from None


def write_templates(folder: Path) -> list[Path]:
    """Write the shipped templates to a folder, to be changed there; nothing is overwritten.

    Raises:
        TemplateFault: One of them is there already, or the folder cannot be written.
    """
    paths = {folder / f"{name}{SUFFIX}": text for name, text in sorted(_shipped())}
    there = [path for path in paths if path.exists()]
    if there:
        raise TemplateFault(f"{there[0]} is there already; name another folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in paths.items():
            path.write_text(text, "utf-8")
    except OSError as fault:
        raise TemplateFault(f"{folder} cannot be written: {fault.strerror}") from None
    return list(paths)


def render(text: str, told: Told, facts: Facts, name: str = "template") -> Sequence[Part | str]:
    """Fill in a template.

    Args:
        text: The template.
        told: What the report tells.
        facts: What else it can print.
        name: What the template is called in a message.

    Returns:
        The parts that have something to say, and the Markdown between them.

    Raises:
        TemplateFault: It is wrong.
    """
    parts: list[Part] = []
    environment = _Environment(
        finalize=_finalized,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(lambda _name: None),
    )
    environment.globals = {"part": _part_function(told, parts)}
    try:
        _refuse_endless(environment.parse(without_places(text)), name)
        body = environment.from_string(without_places(text)).render(
            title=facts.title, about=facts.about, marking=facts.marking
        )
    except TemplateNotFound:
        raise TemplateFault(f"{name}: a template cannot include another file") from None
    except TemplateSyntaxError as fault:
        raise TemplateFault(f"{name}, line {fault.lineno}: {fault.message}") from None
    except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError) as fault:
        raise TemplateFault(f"{name}{_line_of(fault)}: {fault}") from None
    except (MemoryError, RecursionError):
        raise TemplateFault(f"{name} asks for more than fits in memory") from None
    # Texts, and between them the numbers of parts.
    pieces = enumerate(_PART.split(body))
    found = [parts[int(each)] if at % 2 else _tidy(each) for at, each in pieces]
    return [each for each in found if each]


def _refuse_endless(template: nodes.Template, name: str) -> None:
    """Refuse what could run for ever: loops within loops, and macros, which can call themselves.

    Raises:
        TemplateFault: There is one.
    """
    macro = next(template.find_all((nodes.Macro, nodes.CallBlock)), None)
    inner = next((each for loop in template.find_all(nodes.For) for each in _loops_in(loop)), None)
    if found := macro or inner:
        what = "a macro" if found is macro else "a loop within a loop"
        raise TemplateFault(f"{name}, line {found.lineno}: a template cannot have {what}")


def _loops_in(loop: nodes.For) -> Iterator[nodes.Node]:
    """A loop that calls itself, and the loops within it."""
    if loop.recursive:
        yield loop
    for node in loop.iter_child_nodes():
        if isinstance(node, nodes.For):
            yield node
        yield from node.find_all(nodes.For)


def _line_of(fault: Exception) -> str:
    """Where in a template something went wrong."""
    frames = (each for each in extract_tb(fault.__traceback__) if each.filename == "<template>")
    found = next(frames, None)
    return f", line {found.lineno}" if found else ""


class _Environment(ImmutableSandboxedEnvironment):
    """Refuses whatever is not needed to arrange a report."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters = {name: self.filters[name] for name in _FILTERS}

    def call_binop(self, _context: Any, operator: str, _left: Any, _right: Any) -> Any:
        """Refuse to multiply and to format, by which a few signs could fill the memory."""
        raise SecurityError(f"templates cannot calculate with {operator}")

    def wrap_str_format(self, _value: Any) -> None:
        """Refuse to format as well, so that `is_safe_attribute` decides on these methods too."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing of the program is reached through attributes but methods of plain texts."""
        is_plain = isinstance(obj, str) and attr in _METHODS
        return is_plain and super().is_safe_attribute(obj, attr, value)


def _finalized(value: Any) -> str:
    if isinstance(value, Markdown):
        return str(value)
    if isinstance(value, (str, int, float, Undefined)):
        return escaped(str(value))
    raise TemplateFault(f"a template prints texts and numbers, no {type(value).__name__}")


def _part_function(told: Told, parts: list[Part]) -> Callable[..., Markdown]:
    def make(
        id: str = "",  # noqa: A002  as templates write it
        *more: object,
        full: bool = False,
        last: object = None,
        **others: object,
    ) -> Markdown:
        if id not in PARTS:
            raise TemplateFault(f"there is no part “{id}”; choose from {', '.join(PARTS)}")
        if more or others:
            wrong = next(iter(others), "a second value without a name")
            raise TemplateFault(f"part “{id}” takes full and last, not {wrong}")
        if not (last is None or (type(last) is int and last >= 0)):
            raise TemplateFault(f"part “{id}”: last is a number, not {last!r}")
        told.step(f"{PARTS[id].heading} …")
        found = part(told, id, Options(full=full is True, last=last))
        if not found.blocks:
            return Markdown()
        parts.append(found)
        return Markdown(PART.format(len(parts) - 1))

    return make


def _tidy(text: str) -> str:
    """A text without empty lines that parts with nothing to say left."""
    lines: list[str] = []
    for line in text.strip().splitlines():
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip() if line.strip() else "")
    return "\n".join(lines)


def _shipped() -> Iterator[tuple[str, str]]:
    for entry in resources.files("briefing.report").joinpath("templates").iterdir():
        if entry.name.endswith(SUFFIX):
            yield entry.name.removesuffix(SUFFIX), entry.read_text("utf-8")


def _about(text: str) -> str:
    """What a template is for, which its first line says in a comment."""
    first = text.partition("\n")[0]
    return first.removeprefix("{#").removesuffix("#}").strip() if first.startswith("{#") else ""
