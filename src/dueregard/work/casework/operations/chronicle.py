"""A record as one list of what happened, each with its words as everybody reads them: on the screen, on paper, in a
file that leaves. For somebody who has read the file: nothing is opened here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ..labels import BOXES, CHECKS, OF_REFERRAL, REPORTED, capital, said, when
from ..models import Action, Assent, Concern, Decision, Entry, Marking, Referral, Triage
from ..rules.signs import read
from ..vocabulary import Refiling
from .names import Names
from .reading import SHUT, File, Worded

Boxes = tuple[tuple[str, str], ...]
"""Words, each under its label, or under none."""
_GONE = "somebody who has left"


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened in a matter."""

    row: Any
    """The row that tells of it."""
    at: datetime
    to_the: str
    """How exactly that is known: `minute` or `day`."""
    written_at: datetime
    by: str
    """Who wrote it, as an actor is written."""
    title: str
    boxes: Boxes
    before: tuple[Boxes, ...] = ()
    """What it said before somebody put it right."""

    @property
    def words(self) -> str:
        """Everything a reader sees of it, for whoever looks for a word."""
        return "\n".join([self.title, *(text for box in (self.boxes, *self.before) for _, text in box)])


def chronicle(file: File, names: Names) -> tuple[Happened, ...]:
    """Everything in a file by when it happened, the report first among what has the same time."""
    made = _made(file)
    older = {worded.row.pk: worded for worded in file.replaced}
    found = [_reported(file)]
    found += [_happened(worded, names, made, tuple(_before(worded, older))) for worded in file.record]
    for staged in file.stages:
        row, stage = staged.row, said(staged.row.stage)
        title = f"Referral: {stage}"
        found.append(
            Happened(row, row.happened_at, "minute", row.recorded_at, row.by, title, _labelled(staged.words))
        )
    for trace in file.refiled:
        if trace.row.way != Refiling.HERE:
            found.append(_put_right(trace.row, trace.words))
    return tuple(sorted(found, key=lambda one: (one.at, not isinstance(one.row, Concern), one.row.pk)))


def _made(file: File) -> frozenset[UUID]:
    """Which of its decisions are made: one query, however many there are."""
    rows = Assent.objects.filter(concern=file.concern, completes=True)
    return frozenset(rows.values_list("decision_id", flat=True))


def _reported(file: File) -> Happened:
    concern = file.concern
    facts = [
        ("From", said(concern.reporter)),
        ("About", said(concern.about)),
        ("Noticed", _time(concern.noticed_at, concern.noticed_to_the)),
        ("Told to the person who reported", _time(concern.disclosed_at, concern.disclosed_to_the)),
        ("Happened", _time(concern.happened_at, concern.happened_to_the)),
        ("First told somebody here", _time(concern.told_at, "minute")),
        ("999 was called", _time(concern.emergency_called_at, "minute")),
    ]
    account = [(REPORTED.get(box, said(box)), words) for box, words in file.account.items()]
    boxes = tuple((label, words) for label, words in (*facts, *account) if words)
    at = concern.received_at
    return Happened(concern, at, "minute", at, concern.by, "What was reported", boxes)


def _time(at: datetime | None, to_the: str) -> str:
    return when(at, to_the) if at else ""


def _happened(worded: Worded, names: Names, made: frozenset[UUID], before: tuple[Boxes, ...]) -> Happened:
    row = worded.row
    at, to_the = (
        (row.happened_at, row.happened_to_the) if isinstance(row, Entry) else (row.recorded_at, "minute")
    )
    title = _TITLES.get(type(row), _other)(row, names, made)
    return Happened(row, at, to_the, row.recorded_at, row.by, title, _boxes(worded), before)


def _before(worded: Worded, older: Mapping[UUID, Worded]) -> Iterator[Boxes]:
    """What it said before, the latest first."""
    while (old := older.get(worded.row.replaces_id)) is not None:  # type: ignore[attr-defined]
        yield _boxes(old)
        worded = old


def _decision(row: Decision, _names: Names, made: frozenset[UUID]) -> str:
    return f"Decision: {said(row.outcome)}, {'made' if row.id in made else 'waits for another person'}"


def _action(row: Action, names: Names, _made: frozenset[UUID]) -> str:
    owner = names.get(str(row.owner_id), _GONE)
    done = ", done" if row.done_at else ""
    return f"Action: {owner}, by {row.due_on.day} {row.due_on:%B %Y}{done}"


def _triage(row: Triage, _names: Names, _made: frozenset[UUID]) -> str:
    return f"Sorted: {said(row.person)}, {said(row.strand)}, next step {said(row.urgency)}"


def _other(row: Any, names: Names, _made: frozenset[UUID]) -> str:
    sort = row._meta.model_name
    told = {
        "told": lambda: f": {said(row.whom)}, {said(row.told)}",
        "consent": lambda: f": {said(row.said)}",
        "share": lambda: f": {said(row.basis)}, {when(row.shared_at)}",
        "theirwork": lambda: (
            f": {said(row.works_with)}, {capital(row.works_in)}; employed by {said(row.employed_by)}"
        ),
        "advice": lambda: f": {said(row.source)}, {said(row.step)}, {when(row.happened_at)}",
        "meeting": lambda: f", {_called(row)} {when(row.meets_at)}: {_posts(row)}",
        "removal": lambda: f": {said(row.how)}, {when(row.happened_at)}",
        "grant": lambda: f": {names.get(str(row.person_id), _GONE)}, until {when(row.until)}",
        "casemanager": lambda: f": {names.get(str(row.person_id), _GONE)}",
    }
    return OF_REFERRAL.get(sort, capital(str(row._meta.verbose_name))) + told.get(sort, str)()


def _called(row: Any) -> str:
    if row.held:
        return "held"
    return "written down afterwards, for" if row.afterwards else "called for"


def _posts(row: Any) -> str:
    """Who came, once it was held; who was asked, before."""
    posts = (row.came if row.held else row.asked).split()
    return ", ".join(map(said, posts)) or "nobody came"


_TITLES: dict[type[Any], Callable[[Any, Names, frozenset[UUID]], str]] = {
    Entry: lambda row, _names, _made: capital(said(row.kind)),
    Triage: _triage,
    Marking: lambda _row, _names, _made: "Signs marked",
    Decision: _decision,
    Action: _action,
    Referral: lambda row, _names, _made: f"Referral: {said(row.route)}",
}


def _boxes(worded: Worded) -> Boxes:
    if isinstance(worded.row, Marking):
        return tuple(_signs(worded.words))
    if worded.row._meta.model_name == "checklist" and SHUT not in worded.words:
        return tuple(
            (label, f"{capital(said(worded.words.get(check) or 'still blank'))}. "
             f"{worded.words.get(f'{check}-why', '')}".strip())
            for check, label in CHECKS.items()
        )  # fmt: skip
    return _labelled(worded.words)


def _signs(words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for one in read(words):
        yield "", one.words
        yield from ((ask, ", ".join(answers)) for ask, answers in one.details)
    yield from (("", words[box]) for box in ("reason", SHUT) if words.get(box))


def _labelled(words: Mapping[str, str]) -> Boxes:
    """The boxes in their order. One alone needs no label: its title says what it is."""
    if len(words) == 1:
        return tuple(("", text) for text in words.values() if text)
    order = [*(box for box in BOXES if box in words), *(box for box in words if box not in BOXES)]
    return tuple((BOXES.get(box, capital(said(box))), words[box]) for box in order if words[box])


def _put_right(row: Any, words: Mapping[str, str]) -> Happened:
    title = (
        "Something had been filed here in error, and was moved to where it belongs"
        if row.way == Refiling.AWAY
        else "Somebody on this record had been taken for the wrong person of the directory"
    )
    return Happened(row, row.recorded_at, "minute", row.recorded_at, row.by, title, _labelled(words))
