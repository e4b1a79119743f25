"""Elements of a Word file by their plain names: its two namespaces, strict and transitional, mean the same."""

from collections.abc import Iterator
from typing import Any

Element = Any
"""An lxml element. Its types would say no more."""


def name(element: Element) -> str:
    """`p` for a paragraph, whatever its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Its own children of these names."""
    if element is not None:
        yield from (child for child in element if name(child) in names)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of a name, its first child of the next name, and so on."""
    for one in path:
        element = next(children(element, one), None)
    return element


def attribute(element: Element | None, wanted: str) -> str:
    """What an attribute says, whatever its namespace; empty where there is none."""
    if element is None:
        return ""
    return next((str(said) for key, said in element.attrib.items() if key.rpartition("}")[2] == wanted), "")


def number(element: Element | None, wanted: str = "val") -> int | None:
    """A whole number in an attribute, as far as it is one anybody would mean."""
    said = attribute(element, wanted)
    return int(said) if said.isdecimal() and len(said) <= 6 else None


def is_on(element: Element | None) -> bool:
    """Whether a switch such as hidden text is on: it is by being there, unless it says it is off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


def holds(element: Element, *names: str) -> bool:
    """Whether anything of these names lies anywhere within."""
    return any(name(one) in names for one in element.iter())


def whole(element: Element | None) -> Element:
    """An element to walk through, or nothing."""
    return () if element is None else element
