"""The words a PDF holds, as whoever copies them out of it gets them; what only looks hidden is among them."""

import re
from io import BytesIO
from typing import Any

import pikepdf

_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def words_of_pdf(data: bytes) -> str:
    """All of them, with one space between lines."""
    found: list[str] = []
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
            letters: dict[int, str] = {}
            for step in pikepdf.parse_content_stream(page):
                operands = step.operands
                match str(step.operator):
                    case "Tf":
                        letters = fonts[str(operands[0])]
                    case "Tj":
                        found.append(_read(bytes(operands[0]), letters))
                    case "TJ":
                        pieces = (one for one in operands[0] if isinstance(one, pikepdf.String))
                        found.append("".join(_read(bytes(one), letters) for one in pieces))
                    case "ET":
                        found.append(" ")
        kept = [str(value) for value in (pdf.docinfo or {}).values()]
    return " ".join(" ".join(["".join(found), *kept]).split())


def _read(codes: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2))


def _letters(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("ascii", "replace")
    found: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        found |= {int(code, 16): _text(said) for code, said in _PAIR.findall(part)}
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, said in _RANGE.findall(part):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(ord(_text(said)) + step)
    return found


def _text(said: str) -> str:
    return bytes.fromhex(said).decode("utf-16-be")
