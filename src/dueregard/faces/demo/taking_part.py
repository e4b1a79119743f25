"""Learners who stopped taking part, where the policy speaks of it: one came back, one was reached on the second day."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from ...ground.kernel.moments import Moment, london_day
from ...work.engagement.models import Episode
from ...work.engagement.operations.noting import Note, end_episode, flag, keep_step, note_episode
from ...work.engagement.queries import controls
from ...work.engagement.vocabulary import CameOfIt, Kept, Outcome, Sort, Way
from .happening import Crew, Happening
from .joining import learners_of
from .people import Plays


def taking_part(crew: Crew) -> Iterator[Happening]:
    """Noted by the tutor, who tells whoever the policy names the same day."""
    yield crew.happens(64, partial(_note, crew, 3, "Not in since the week of the fair, and no word."))
    yield crew.happens(
        63, partial(_try, crew, Way.PHONE, CameOfIt.REACHED, "Had been ill, and had no signal.")
    )
    yield crew.happens(60, partial(_back, crew), hour=16)
    yield crew.happens(5, partial(_note, crew, 7, "Two sessions missed, and the workbook untouched."))
    yield crew.happens(4, partial(_try, crew, Way.PHONE, CameOfIt.NO_ANSWER, "Rang twice, and left a word."))
    yield crew.happens(
        3,
        partial(
            _try, crew, Way.VISIT, CameOfIt.REACHED, "Seen at work. The shifts changed; we meet on Monday."
        ),
    )


def _note(crew: Crew, which: int, what: str, now: datetime) -> None:
    if Sort.STOPPED not in controls(Moment.now(now)):
        return
    learner = learners_of(crew.house, crew.today)[which]
    note = Note(
        sort=Sort.STOPPED, noticed_on=london_day(now), who=f"{learner.given} {learner.family}", what=what
    )
    row = note_episode(note=note, actor=crew.as_(Plays.TUTOR), now=now)
    flag(episode_id=row.id, actor=crew.as_(Plays.TUTOR), now=now)


def _try(crew: Crew, way: Way, came: CameOfIt, words: str, now: datetime) -> None:
    for row in _last():
        keep_step(
            episode_id=row.id, kind=Kept.ATTEMPT, way=way, came=came, happened_on=london_day(now), words=words,
            actor=crew.as_(Plays.TUTOR), now=now,
        )  # fmt: skip


def _back(crew: Crew, now: datetime) -> None:
    for row in _last():
        end_episode(
            episode_id=row.id, outcome=Outcome.BACK, ended_on=london_day(now), actor=crew.as_(Plays.TUTOR), now=now,
            words="Back, and has made up for what was missed.",
        )  # fmt: skip


def _last() -> list[Episode]:
    """The one that was noted last; none, where the policy speaks of none."""
    return list(Episode.objects.order_by("-recorded_at")[:1])
