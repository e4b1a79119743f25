"""A large policy as PDF/UA, against the same words set by the same compiler one after another, without tags, bookmarks,
lists or numbers."""

import argparse
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median

import typst

from dueregard.authority.policy.gate import judge
from dueregard.mechanisms.documents.pdf_out import pdf_file
from dueregard.mechanisms.documents.sheets import Paragraph, Sheet, Title
from dueregard.mechanisms.documents.word_out import word_file
from dueregard.work.governance.rules.copies import copy_of

from .gate import policy
from .table import heading, row

_NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
_PLAIN = b"#for words in json(bytes(sys.inputs.words)) { par(words) }"


def main() -> None:
    """Set the policy both ways, and as a Word file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clauses", type=int, default=200, help="how many clauses the policy has")
    parser.add_argument("--times", type=int, default=7, help="how often each is done")
    options, _ = parser.parse_known_args()
    pack = judge(policy(options.clauses).encode(), "large.md").pack
    assert pack
    title = pack.header.title

    def sheet() -> Sheet:
        return Sheet(title, (), (), "Not signed.", "", copy_of(pack.text, title=title))

    words = json.dumps([_said(block) for block in sheet().blocks if isinstance(block, Paragraph | Title)])

    def plain() -> bytes:
        return typst.compile(_PLAIN, format="pdf", sys_inputs={"words": words}, ignore_system_fonts=True)

    by_hand = [_took(plain) for _ in range(options.times)]
    heading(f"A policy of {len(pack.clauses)} clauses on paper")
    row("the words set plainly", by_hand, "s of the processor")
    for what, make in (("PDF/UA", pdf), ("Word", word)):
        times = [_took(lambda make=make: make(sheet())) for _ in range(options.times)]
        row(what, times, "s of the processor", ratio=median(times) / median(by_hand))


def pdf(sheet: Sheet) -> bytes:
    """As the desk sends it."""
    return pdf_file(sheet, now=_NOW)


def word(sheet: Sheet) -> bytes:
    """As the desk sends it."""
    return word_file(sheet, author="Bench", now=_NOW)


def _said(block: Paragraph | Title) -> str:
    return "".join(run.text for run in block.runs)


def _took(does: Callable[[], object]) -> float:
    began = time.process_time()
    does()
    return time.process_time() - began
