"""What Word's styles and lists make of a paragraph: a heading of some level, a number, an item of a list."""

import re
from dataclasses import dataclass, field
from typing import Self

from .archives import Archive
from .elements import Element, attribute, child, children, number

_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_DEEPEST_STYLES = 12
_HOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_ORDER = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4})*")
_DECIMAL = frozenset({"decimal", "decimalZero", ""})
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LAST_ROMAN = 39


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written."""

    format: str = ""
    text: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a paragraph."""

    depth: int
    text: str
    """`-`, `1.2`, `(a)`."""
    ordered: bool
    """Whether it is figures and dots alone."""
    sure: bool
    """Whether its list counts as policies do, 1, 1.1, 1.2; else it is a list like any other."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A style, read once: paragraphs ask for theirs again and again."""

    name: str
    based_on: str
    outline: int | None
    numbering: Element | None

    @classmethod
    def read(cls, style: Element | None, name: str | None = None) -> Self:
        """A style, or with a name the properties a paragraph has of its own."""
        properties = child(style, "pPr")
        return cls(
            attribute(child(style, "name"), "val") if name is None else name,
            attribute(child(style, "basedOn"), "val") if name is None else "",
            number(child(properties, "outlineLvl")),
            child(properties, "numPr"),
        )


@dataclass
class _List:
    levels: dict[int, Level]
    counted: list[int] = field(default_factory=lambda: [0] * _LEVELS)

    @property
    def is_order(self) -> bool:
        """Whether its second level counts within its first."""
        second = self.levels.get(1, Level())
        return second.format in _DECIMAL and "%1" in second.text and "%2" in second.text


class Looks:
    """The styles and lists of one document. Lists count on as paragraphs are asked about, in order."""

    def __init__(self, archive: Archive) -> None:
        styles = archive.part("word/styles.xml")
        self._styles = {
            attribute(style, "styleId"): _Style.read(style) for style in children(styles, "style")
        }
        numbering = archive.part("word/numbering.xml")
        self._abstract = {
            attribute(one, "abstractNumId"): _List(_levels(one)) for one in children(numbering, "abstractNum")
        }
        self._lists = {attribute(one, "numId"): one for one in children(numbering, "num")}
        self._begun: set[str] = set()

    def style_name(self, paragraph: Element) -> str:
        """What Word calls its style, in small letters."""
        style = self._styles.get(attribute(child(paragraph, "pPr", "pStyle"), "val"))
        return style.name.lower() if style else ""

    def heading(self, paragraph: Element) -> int:
        """Its level as a heading, or 0."""
        for said in self._said(paragraph):
            if said.outline is not None:
                return said.outline + 1 if said.outline < _LEVELS else 0
            if found := _HEADING.fullmatch(said.name):
                return int(found[1])
        return 0

    def mark(self, paragraph: Element) -> Mark | None:
        """Its number or bullet; counts it."""
        own = (one.numbering for one in self._said(paragraph))
        said = next((one for one in own if one is not None), None)
        if said is None:
            return None
        list_id = attribute(child(said, "numId"), "val")
        depth = min(number(child(said, "ilvl")) or 0, _LEVELS - 1)
        one = self._lists.get(list_id)
        found = self._abstract.get(attribute(child(one, "abstractNumId"), "val"))
        if one is None or found is None:
            return None
        if list_id not in self._begun:
            self._begun.add(list_id)
            for override in children(one, "lvlOverride"):
                start, at = number(child(override, "startOverride")), number(override, "ilvl")
                if start is not None and at is not None and at < _LEVELS:
                    found.counted[at:] = [max(start - 1, 0), *[0] * (_LEVELS - at - 1)]
        return _counted(found, depth)

    def _said(self, paragraph: Element) -> list[_Style]:
        """What it says itself, then its style and the styles that is based on."""
        said = [_Style.read(paragraph, "")]
        style_id = attribute(child(paragraph, "pPr", "pStyle"), "val")
        for _ in range(_DEEPEST_STYLES):
            style = self._styles.get(style_id)
            if style is None:
                break
            said.append(style)
            style_id = style.based_on
        return said


def _levels(abstract: Element) -> dict[int, Level]:
    return {
        at: Level(
            attribute(child(one, "numFmt"), "val"),
            attribute(child(one, "lvlText"), "val"),
            1 if (start := number(child(one, "start"))) is None else start,
        )
        for one in children(abstract, "lvl")
        if (at := number(one, "ilvl")) is not None and at < _LEVELS
    }


def _counted(found: _List, depth: int) -> Mark | None:
    level = found.levels.get(depth, Level("bullet"))
    if level.format == "none":
        return None
    if level.format == "bullet" or not _HOLDER.search(level.text):
        return Mark(depth, "-", ordered=False, sure=False)
    for at in range(depth):
        found.counted[at] = found.counted[at] or found.levels.get(at, Level()).start
    found.counted[depth] = found.counted[depth] + 1 if found.counted[depth] else level.start
    found.counted[depth + 1 :] = [0] * (_LEVELS - depth - 1)

    def put(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        return _written(found.counted[at], found.levels.get(at, Level()).format)

    text = _HOLDER.sub(put, level.text).strip()
    bare = text.rstrip(".) ").lstrip("( ")
    ordered = bool(_ORDER.fullmatch(bare))
    return Mark(depth, bare if ordered else text, ordered, ordered and found.is_order)


def _written(count: int, format: str) -> str:
    if format in ("lowerLetter", "upperLetter"):
        letter = (
            chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 26 * 4 else str(count)
        )
        return letter.upper() if format == "upperLetter" else letter
    if format in ("lowerRoman", "upperRoman") and 0 < count <= _LAST_ROMAN:
        roman = ""
        for value, sign in _ROMAN:
            times, count = divmod(count, value)
            roman += sign * times
        return roman.upper() if format == "upperRoman" else roman
    return str(count)


def is_contents(style: str) -> bool:
    """Whether a style is of a line of a table of contents."""
    return style.startswith("toc ") or style == "toc heading"
