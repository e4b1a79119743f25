"""The words of a policy as a page: Markdown drawn by us, with nothing in it that runs, loads or leads astray.

HTML is shown as it was typed, and a picture as a link to it: a page of ours loads nothing from elsewhere.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from ...authority.policy.grammar.document import read_document

_LONGEST, _MOST_MARKS = 200_000, 5_000
"""Beyond these the words are shown as they were typed: what is made of nothing but marks could take minutes to draw.
The longest policy we know has a tenth of either."""
_MARKS = re.compile(r"[][*_`<&!|\\]")
_ID = re.compile(r"\s*\{#([a-z0-9][a-z0-9.-]{0,39})\}$")
_TITLE, _LOWEST = 1, 5


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next; the first may have no heading."""

    clause: str
    """The id of its clause; empty for words that are none."""
    title: str
    level: int
    """1 for the title of all of it, which our pages say already; else how deep it stands, from 2 to 5 with no step left
    out, however the file has it: so that pages read as an outline. 0 without a heading."""
    html: Markup


def sections(text: str) -> tuple[Section, ...]:
    """What a policy file says to people, also one with faults: in its order, without what runs."""
    words = read_document(text).words
    if _is_too_much(words):
        return (Section("", "", 0, _as_typed(words)),)
    markdown = _markdown()
    tokens = markdown.parse(words)
    begins = [at for at, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    levels = _outline([(int(tokens[at].tag[1:]), tokens[at + 1].content) for at in begins])
    found = [_drawn(markdown, "", 0, tokens[: begins[0] if begins else len(tokens)])]
    for level, (at, end) in zip(levels, pairwise([*begins, len(tokens)]), strict=True):
        found.append(_drawn(markdown, tokens[at + 1].content, level, tokens[at + 3 : end]))
    return tuple(one for one in found if one.title or one.html)


def _outline(headings: list[tuple[int, str]]) -> list[int]:
    """The level of each heading, of its marks and its words in the file."""
    levels: list[int] = []
    within: list[int] = []  # how many marks each heading has that the next may stand under
    tops = [words for marks, words in headings if marks == 1]
    for marks, words in headings:
        if marks == 1 and len(tops) == 1 and not levels and not _ID.search(words):
            levels.append(_TITLE)
            continue
        while within and within[-1] >= marks:
            within.pop()
        within.append(marks)
        levels.append(min(_TITLE + len(within), _LOWEST))
    return levels


def only(found: Sequence[Section], clauses: Collection[str]) -> tuple[Section, ...]:
    """The sections of these clauses and of those under them, in their order, each chosen one as a part of its own."""
    kept: list[Section] = []
    within = 0
    for one in found:
        if one.clause in clauses and not (within and one.level > within):
            within = one.level
        elif within and one.level <= within:
            within = 0
        if within:
            kept.append(replace(one, level=one.level - within + _TITLE + 1))
    return tuple(kept)


def drawn(words: str) -> Markup:
    """Words of one section."""
    if _is_too_much(words):
        return _as_typed(words)
    markdown = _markdown()
    return _drawn(markdown, "", 0, markdown.parse(words)).html


def _as_typed(words: str) -> Markup:
    """Words that are not drawn."""
    return Markup('<div class="dr-words">{}</div>').format(words)


def _is_too_much(words: str) -> bool:
    return len(words) > _LONGEST or len(_MARKS.findall(words)) > _MOST_MARKS


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def _drawn(markdown: MarkdownIt, heading: str, level: int, tokens: list[Token]) -> Section:
    for token in tokens:
        if token.type in (
            "heading_open",
            "heading_close",
        ):  # inside a quotation or a list: no part of the outline
            token.tag = "p"
    named = _ID.search(heading)
    html = markdown.renderer.render(tokens, markdown.options, {})
    title = heading[: named.start()] if named else heading
    return Section(named[1] if named else "", title, level, Markup(html))  # noqa: S704 - drawn above, HTML escaped
