"""What one page of a case says: dates, what was reported, decisions and reasons, who was told when, and how it stands.

It is drawn up from a record that was read, with initials for names, and without what somebody marked.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...authority.access.vocabulary import Circle
from ...ground.kernel.canonical import canonical_json
from ...mechanisms.documents.sheets import Block, Paragraph, Run, Sheet, Title, paragraphs, showable
from ...work.casework.labels import capital, said, when
from ...work.casework.models import (
    Concern,
    Consent,
    Decision,
    Entry,
    Referral,
    ReferralStage,
    Share,
    Told,
    Triage,
)
from ...work.casework.operations.chronicle import Happened, chronicle
from ...work.casework.operations.names import Names
from ...work.casework.operations.reading import File
from ...work.casework.rules.papers import MARKS
from ...work.casework.vocabulary import EntryKind
from ...work.support.facts import NAMES
from ...work.support.facts import Known as CareFact
from .rules.initials import Known, Replaced, conceal, known
from .rules.leaving_out import LEFT_OUT, leave_out

_TELLS = {EntryKind.TOLD_REPORTER, EntryKind.CLOSING, EntryKind.SHARED, EntryKind.ASKED, EntryKind.REPLIED}
_AROUND = "Care and support around them"
_NOT_OF_THE_PAGE = {"Number of the paper form", "Somewhere safe when writing", "Why they chose whom to tell"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the page; `id` says which they are as long as the record stays as it is."""

    id: str
    part: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """What somebody said about the draft: what is no name, and which passages and whole answers are left out."""

    keep: frozenset[str] = frozenset()
    passages: tuple[str, ...] = ()
    whole: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """The page as it would be made, what became initials, and what was left out."""

    passages: tuple[Passage, ...]
    replaced: tuple[Replaced, ...]
    left_out: int
    missing: tuple[str, ...]
    """Passages somebody marked that are nowhere in it."""
    could_be: tuple[Replaced, ...]
    """Everything that is replaced when nobody says that it is no name."""
    read: str
    """A fingerprint of the record it is drawn up from: what was read is what is made."""


def draft_page(file: File, names: Names, marked: Marked, facts: Sequence[CareFact] = ()) -> Draft:
    """Draw the page up. `facts`: what is so about the care and support of whoever it is about."""
    whole = tuple(_passages(file, names, facts))
    found = _known(file, names)
    texts = [one.text for one in whole]
    _, could_be = conceal(texts, found)
    concealed, replaced = conceal(texts, found, marked.keep)
    kept = [LEFT_OUT if one.id in marked.whole else text for one, text in zip(whole, concealed, strict=True)]
    left, places, missing = leave_out(kept, marked.passages)
    blanked = sum(one.id in marked.whole for one in whole)
    passages = tuple(replace(one, text=text) for one, text in zip(whole, left, strict=True))
    read = hashlib.sha256(canonical_json([[one.id, one.label, one.text] for one in whole])).hexdigest()
    return Draft(passages, replaced, places + blanked, missing, could_be, read)


def _known(file: File, names: Names) -> Known:
    """Everybody whose name the record knows: those in it, whoever reported, and those who handle it."""
    people: list[list[str]] = []
    listed = set()
    for person in file.people:
        written = [one.words.get("name", "") for one in (person, *person.before)]
        link = str(person.row.person_id) if person.row.person_id else ""
        listed.add(link)
        people.append([names.get(link, ""), *written])
    people.append([file.raiser.get("name", "")])
    people += [
        [name] for id, name in names.items() if ":" not in id and id not in listed and id != "outsider"
    ]
    return known(people)


def _passages(file: File, names: Names, facts: Sequence[CareFact]) -> Iterator[Passage]:
    numbered = 0
    around = ((_AROUND, NAMES[one.situation], one.span) for one in facts)
    for part, label, text in (*_lines(file, chronicle(file, names)), *around):
        if text.strip():
            yield Passage(f"p{numbered}", part, label, text)
            numbered += 1


def _lines(file: File, happened: Iterable[Happened]) -> Iterator[tuple[str, str, str]]:
    """Part of the page, label and words, in the order in which they stand on it."""
    every = tuple(happened)
    yield from (("Dates", label, text) for label, text in _dates(file))
    for one in every:
        if isinstance(one.row, Concern):
            yield from (("What was reported", *box) for box in one.boxes if box[0] not in _NOT_OF_THE_PAGE)
    for part, kept in (("Decisions and reasons", _decides), ("Who was told, and when", _tells)):
        for one in filter(kept, every):
            yield part, when(one.at, one.to_the), one.title
            yield from ((part, label, text) for label, text in one.boxes)
    yield from (("How it stands", label, text) for label, text in _standing(file))


def _decides(one: Happened) -> bool:
    return isinstance(one.row, Triage | Decision)


def _tells(one: Happened) -> bool:
    row = one.row
    return isinstance(row, Told | Share | Consent | ReferralStage) or (
        isinstance(row, Entry) and row.kind in _TELLS
    )


def _dates(file: File) -> Iterator[tuple[str, str]]:
    concern = file.concern
    yield "Received", when(concern.received_at)
    yield "First opened", when(concern.opened_at) if concern.opened_at else "not opened yet"
    for label, sort in (("First sorted", Triage), ("First decided", Decision)):
        rows = [one.row.recorded_at for one in (*file.record, *file.replaced) if isinstance(one.row, sort)]
        yield label, when(min(rows)) if rows else "not yet"


def _standing(file: File) -> Iterator[tuple[str, str]]:
    yield "The matter", capital(said(file.concern.state))
    routes = {one.row.pk: one.row.route for one in file.record if isinstance(one.row, Referral)}
    latest = {one.row.referral_id: one.row for one in file.stages}
    for referral, row in latest.items():
        yield "Referral", f"{said(routes.get(referral, ''))}: {said(row.stage)}, {when(row.happened_at)}"


def page_sheet(draft: Draft, *, facts: tuple[tuple[str, str], ...], circle: Circle) -> Sheet:
    """The page on paper."""
    blocks: list[Block] = []
    part = ""
    for one in draft.passages:
        if one.part != part:
            part = one.part
            blocks.append(Title(1, "", (Run(part),)))
        first, *more = paragraphs(one.text) or (Paragraph((Run(""),)),)
        label = (Run(f"{showable(one.label)}: "),) if one.label else ()
        blocks += [Paragraph((*label, *first.runs)), *more]
    said_of_it = tuple((key, showable(text)) for key, text in facts)
    return Sheet("One page of a case", said_of_it, (), "", "", tuple(blocks), marking=MARKS[circle])
