"""A sheet as a PDF/UA: tagged, titled, in its language, with bookmarks. The compiler refuses to make any other."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from importlib.resources import files
from itertools import groupby
from typing import Any

import typst

from .sheets import Block, Paragraph, Rows, Run, Runs, Sheet, Title

_POORER = "Letters that this file has no type for stand as ?; the Word file has them all."
_UNKNOWN = re.compile(
    "[^\\x20-\\x7e\\u00a0-\\u017f\\u2013\\u2014\\u2018\\u2019\\u201c\\u201d\\u2022\\u2026\\u20ac]"
)
"""Everything but the letters of western Europe, Welsh among them, and the signs of English."""
_LAYOUT = files(__package__) / "policy.typ"


def pdf_file(sheet: Sheet, *, now: datetime) -> bytes:
    """The file. A letter that its typeface has not stands as a question mark, and the file says so: PDF/UA forbids to
    show nothing in its place."""
    try:
        return _compiled(json.dumps(_data(sheet)), now)
    except typst.TypstError as fault:
        if "could not be displayed" not in str(fault):
            raise
    poorer = replace(sheet, against=f"{sheet.against} {_POORER}".strip())
    return _compiled(_UNKNOWN.sub("?", json.dumps(_data(poorer), ensure_ascii=False)), now)


def _compiled(data: str, now: datetime) -> bytes:
    return typst.compile(
        _LAYOUT.read_bytes(),
        format="pdf",
        sys_inputs={"sheet": data},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(now.timestamp()),
    )


def _data(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "facts": sheet.facts,
        "signed": [[_runs((Run(cell),)) for cell in row] for row in sheet.signed],
        "unsigned": sheet.unsigned,
        "against": sheet.against,
        "marking": sheet.marking,
        "blocks": list(_blocks(sheet.blocks)),
    }


def _blocks(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    """Paragraphs of a list stand together; no heading lies more than one deeper than that before it."""
    level = 1
    for is_item, group in groupby(blocks, lambda block: isinstance(block, Paragraph) and bool(block.mark)):
        same = list(group)
        if is_item:
            yield {"sort": "items", "items": _items([one for one in same if isinstance(one, Paragraph)])}
            continue
        for block in same:
            match block:
                case Title(deep, id, runs):
                    level = min(deep + 1, level + 1)
                    # A bookmark needs words; a heading may be nothing but its number.
                    said = runs if any(run.text.strip() for run in runs) else (Run(id or "-"),)
                    yield {"sort": "title", "level": level, "id": id, "runs": _runs(said)}
                case Paragraph(runs):
                    yield {"sort": "words", "runs": _runs(runs)}
                case Rows(rows):
                    yield {"sort": "rows", "rows": [[_runs(cell) for cell in row] for row in rows]}


def _items(paragraphs: list[Paragraph]) -> list[dict[str, Any]]:
    """A list with the lists inside it. A mark that counts stands before the words, as the policy has it."""
    found: list[dict[str, Any]] = []
    inside = [found]
    for one in paragraphs:
        depth = min(one.depth, len(inside) - 1)
        del inside[depth + 1 :]
        counted = (Run(f"{one.mark} ", one.runs[0].since),) if one.mark != "-" and one.runs else ()
        item: dict[str, Any] = {"runs": _runs((*counted, *one.runs)), "items": []}
        inside[depth].append(item)
        inside.append(item["items"])
    return found


def _runs(runs: Runs) -> list[dict[str, str]]:
    return [{"text": run.text, "since": run.since.value} for run in runs]
