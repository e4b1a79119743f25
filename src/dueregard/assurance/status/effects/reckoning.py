"""What a text would do here: the records of the open circle, asked by the text in force and by the new one.

Each control that a change touches is asked what it asks for and how it stands, once under either text; what is not
touched is not asked. So it takes as many queries for a thousand people as for ten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ....authority.policy.answers import InForce, Reading, Scope
from ....authority.policy.kinds import KINDS, AnswersChange, AnswersDuties, AnswersEvidence, AnswersFromOthers
from ....authority.policy.pack import Control, Pack
from ....authority.policy.queries import NOT_YET_KEPT, placed, shelf, supposing
from ....ground.audit.vocabulary import Stream
from ....ground.kernel import scope as provider_scope
from ....ground.kernel.moments import Moment
from ..readings import readings
from .answers import DryRun, DutiesChange, Effects, OpenChange
from .comparing import Pair, checks, deciders, pairs

OF_PEOPLE = frozenset({"person", "checked-person"})
"""What a duty is about where somebody owes it of themselves. All others may be about something that was reported."""


@dataclass(frozen=True, slots=True)
class _Answers:
    """What one control asks for, and how it stands, under one text."""

    owed: frozenset[tuple[str, UUID]]
    reading: Reading | None


_NONE = _Answers(frozenset(), None)


def effects(pack: Pack, moment: Moment) -> Effects:
    """What this text would do if it came into force at the moment, in place of the edition of its policy."""
    editions = shelf(moment).editions
    ids = {one.policy: id_ for id_, one in editions}
    old = next((one for _, one in editions if one.policy == pack.policy), None)
    touched = pairs(old, pack, [one for _, one in editions if one.policy != pack.policy])
    scope = Scope(provider_scope.provider_id(), Stream.OPEN, moment)
    before = [_answers(pair.old, ids, scope) for pair in touched]
    moves = tuple(found for pair in touched for found in _open(pair, ids, scope))
    with supposing(pack):
        after = [_answers(pair.new, ids | {pack.policy: NOT_YET_KEPT}, scope) for pair in touched]
    both = list(zip(touched, before, after, strict=True))
    return Effects(
        new_policy=old is None,
        duties=tuple(found for one in both for found in _duties(*one)),
        deciders=tuple(found for pair in touched for found in deciders(pair)),
        open=moves,
        checks=tuple(checks(old, pack)),
        dry_runs=tuple(
            DryRun(pair.place, was.reading, now.reading)
            for pair, was, now in both
            if was.reading != now.reading
        ),
    )


def _placed(found: tuple[Pack, Control], ids: dict[str, UUID]) -> InForce[Any]:
    pack, control = found
    return next(placed(ids[pack.policy], pack, [control]))


def _answers(found: tuple[Pack, Control] | None, ids: dict[str, UUID], scope: Scope) -> _Answers:
    if found is None:
        return _NONE
    control, kind = _placed(found, ids), KINDS.get(found[1].kind)
    owed: set[tuple[str, UUID]] = set()
    if isinstance(kind, AnswersDuties):
        owed = {(one.about_kind, one.about) for one in kind.duties(control, scope) if one.limit or one.aim}
    reading = None
    if isinstance(kind, AnswersEvidence | AnswersFromOthers):
        reading = readings([found], {control.policy: control.edition_id}, scope)[control.address]
    return _Answers(frozenset(owed), reading)


def _duties(pair: Pair, was: _Answers, now: _Answers) -> Iterator[DutiesChange]:
    starts, ends = now.owed - was.owed, was.owed - now.owed
    if starts or ends:
        of_people = all(kind in OF_PEOPLE for kind, _ in starts | ends)
        yield DutiesChange(pair.place, len(starts), len(ends), of_people)


def _open(pair: Pair, ids: dict[str, UUID], scope: Scope) -> Iterator[OpenChange]:
    kind = KINDS.get(pair.control.kind)
    if pair.old and pair.new and pair.changed and isinstance(kind, AnswersChange):
        new = next(placed(NOT_YET_KEPT, pair.new[0], [pair.new[1]]))
        yield OpenChange(pair.place, kind.change(_placed(pair.old, ids), new, scope))
