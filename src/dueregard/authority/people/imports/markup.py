"""XML from outside, as a stream: nothing is fetched, nothing unfolds, and one element is held at a time."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat

from lxml import etree

from ....ground.kernel.refusals import BadInput

_PIECE = 64 * 1024
_LONGEST_PROLOGUE = 1024 * 1024


class BrokenOff(Exception):
    """The file is well formed up to here, and then is not, or ends."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def refuse_document_type(stream: IO[bytes]) -> str:
    """Read up to the first element and return its name, with the stream back at its beginning; raises `BadInput` for a
    document type.

    In one lie entities: they name files of ours, or unfold to gigabytes. Nothing we read has one, so it is refused at
    its first word, by a parser that keeps nothing, before the one that reads the rest has seen a byte of it.
    """
    begun: list[str] = []
    looked = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: Any) -> None:
        raise BadInput(
            "This file declares a document type (DOCTYPE), which can make a computer fetch or unfold what is not in "
            "it. Nothing was read. Export it again from the system it comes from.",
            field="file",
        )

    looked.StartDoctypeDeclHandler = refuse
    looked.StartElementHandler = lambda name, _: begun.append(name)
    read = 0
    try:
        while not begun and read < _LONGEST_PROLOGUE and (piece := stream.read(_PIECE)):
            read += len(piece)
            looked.Parse(piece, False)
    except (expat.ExpatError, ValueError, LookupError):
        if not begun:  # what is wrong after the first element is told by its line
            raise NotXml from None
    finally:
        stream.seek(0)
    if not begun:
        raise NotXml
    return begun[0].rpartition(" ")[2]


def read_element(
    element: Any, wanted: frozenset[str], parts: frozenset[str]
) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """The texts of its own children of the names `wanted`, and of the children of its `parts`, which are among them.

    One pass, in which no object is made of any other element. What has such a name deeper down is passed over.
    """
    names = _in_namespace(element.tag[: element.tag.rfind("}") + 1], wanted)
    own: dict[str, str] = {}
    found: dict[str, list[dict[str, str]]] = {part: [] for part in parts}
    within, said = element, own
    for child in element.iter(*names):
        name, parent = names[child.tag], child.getparent()
        if parent is element and name in parts:
            within, said = child, {}
            found[name].append(said)
        elif parent is element:
            own[name] = (child.text or "").strip()
        elif parent is within:
            said[name] = (child.text or "").strip()
    return own, found


@lru_cache(maxsize=16)
def _in_namespace(namespace: str, wanted: frozenset[str]) -> Mapping[str, str]:
    return {f"{namespace}{name}": name for name in wanted}


class NotXml(BadInput):
    """This file is not XML."""

    def __init__(self) -> None:
        super().__init__("This file is not XML, or is empty.", field="file")


def elements(stream: IO[bytes], *names: str) -> Iterator[Any]:
    """Each element of these names, whole, whatever its namespace; what was handed out is let go when the next is asked
    for. Call `refuse_document_type` first. Raises `BrokenOff`."""
    found = etree.iterparse(
        stream,
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in found:
            yield element
            element.clear()
            parent = element.getparent()
            while element.getprevious() is not None:
                del parent[0]
    except etree.XMLSyntaxError as fault:
        raise BrokenOff(fault.lineno or 0) from None
