"""What one text of a policy changes against another: its clauses in words, and what runs in sentences. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ....authority.policy.grammar.document import Clause
from ....authority.policy.header import Header
from ....authority.policy.pack import Control, Pack
from ....authority.policy.sentences import on_screen, sentence
from .marking import Mark, marked

_HEADING = re.compile(r"^#{1,6} .*\{#[^{}]*\}\s*$", re.MULTILINE)


class Became(StrEnum):
    """What became of a clause, or of something that runs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class OfClause:
    """A clause that is not what it was."""

    id: str
    title: str
    was_title: str
    """Where its title was another one; else empty."""
    became: Became
    words: tuple[Mark, ...]
    """Its words, with what was taken out and put in; empty where they stayed."""


@dataclass(frozen=True, slots=True)
class OfWhatRuns:
    """Something the policy makes happen that is not what it was, or a line of its front matter."""

    called: str
    """What people call its kind."""
    became: Became
    old: str
    """The sentence that said it; empty where it is new."""
    new: str
    """The sentence that says it; empty where it is gone."""
    keys: tuple[str, ...] = ()
    """What of it changed where the sentence stayed: as the file calls it."""
    clause: str = ""
    """The clause it stands under now, where it stood under another one before."""


@dataclass(frozen=True, slots=True)
class Differences:
    """All that a text changes."""

    clauses: tuple[OfClause, ...]
    runs: tuple[OfWhatRuns, ...]
    elsewhere: tuple[Mark, ...] = ()
    """Words that stand in no clause, where they changed."""

    def __len__(self) -> int:
        """How many lines it takes to say them."""
        return len(self.clauses) + len(self.runs) + bool(self.elsewhere)


def differences(old: Pack | None, new: Pack) -> Differences:
    """What `new` changes against `old`; of a policy that was not there before, everything."""
    before = _outside(old) if old else ""
    elsewhere = marked(before, _outside(new)) if before != _outside(new) else ()
    return Differences(
        tuple(_clauses(old.clauses if old else (), new.clauses)),
        (*_header(old, new), *_controls(old, new)),
        elsewhere,
    )


def _clauses(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> Iterator[OfClause]:
    before, after = ({clause.id: clause for clause in clauses} for clauses in (old, new))
    for clause in new:
        was = before.get(clause.id)
        if was is None:
            yield OfClause(clause.id, clause.title, "", Became.ADDED, marked("", clause.words))
        elif (was.title, was.words) != (clause.title, clause.words):
            title = was.title if was.title != clause.title else ""
            words = marked(was.words, clause.words) if was.words != clause.words else ()
            yield OfClause(clause.id, clause.title, title, Became.CHANGED, words)
    for clause in old:
        if clause.id not in after:
            yield OfClause(clause.id, clause.title, "", Became.REMOVED, marked(clause.words, ""))


def _controls(old: Pack | None, new: Pack) -> Iterator[OfWhatRuns]:
    before = {control.name: control for control in old.controls} if old else {}
    after = {control.name for control in new.controls}
    for control in new.controls:
        was = before.get(control.name)
        if was is None:
            yield OfWhatRuns(on_screen(control), Became.ADDED, "", sentence(new, control))
        elif old and (said := _changed(old, was, new, control)):
            yield said
    for name, control in before.items():
        if old and name not in after:
            yield OfWhatRuns(on_screen(control), Became.REMOVED, sentence(old, control), "")


def _changed(old: Pack, was: Control, new: Pack, now: Control) -> OfWhatRuns | None:
    said, says = sentence(old, was), sentence(new, now)
    had, has = was.block.model_dump(mode="json"), now.block.model_dump(mode="json")
    if (said, was.clause, had) == (says, now.clause, has):
        return None
    keys = tuple(sorted(key for key in has if had.get(key) != has[key])) if said == says else ()
    clause = new.clause(now.clause) if was.clause != now.clause else None
    return OfWhatRuns(on_screen(now), Became.CHANGED, said, says, keys, clause.title if clause else "")


def _header(old: Pack | None, new: Pack) -> Iterator[OfWhatRuns]:
    if old is None:
        return
    had, has = old.header.model_dump(mode="json"), new.header.model_dump(mode="json")
    for key in Header.model_fields:
        if had[key] != has[key]:
            said, says = (_said(getattr(pack.header, key), pack) for pack in (old, new))
            yield OfWhatRuns(key.replace("_", " "), Became.CHANGED, said, says)


def _said(value: Any, pack: Pack) -> str:
    if hasattr(value, "roles"):
        return str(value.words(pack.name_of))
    if hasattr(value, "words"):
        return str(value.words())
    if hasattr(value, "model_dump"):
        parts = (f"{key}: {', '.join(said)}" for key, said in value.model_dump(mode="json").items() if said)
        return "; ".join(parts) or "everywhere"
    return ", ".join(value) if isinstance(value, tuple) else str(value or "")


def _outside(pack: Pack) -> str:
    """The words of a policy that stand in none of its clauses."""
    rest = _HEADING.sub("", pack.words)
    for clause in pack.clauses:
        rest = rest.replace(clause.words, "", 1) if clause.words else rest
    return re.sub(r"\n{2,}", "\n\n", rest).strip()
