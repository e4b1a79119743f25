"""Writing down who lives around, and how somebody judges who works here beside them."""

from datetime import date, datetime

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import Reader, reader
from ....authority.people.imports.opting import ASK
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import BadInput
from ..models import Baseline, Judgement
from ..queries.workforce import baseline, ruling_on_baseline, ruling_on_judging
from ..rules.workforce import NoFigures, read_groups, written
from ..workforce import BaselineRecorded, WorkforceJudged

_KEEPERS = "Whoever keeps the single central record, or appoints to posts, can."


def record_baseline(*, source: str, counted_on: date, groups: str, actor: Actor, now: datetime) -> Baseline:
    """Write down figures of who lives around, one group on a line; newer ones take the place of older.

    Raises `NotPermitted`, and `BadInput` without a source, for a day that is still to come, and for figures that cannot
    be read, naming the line.
    """
    if not source.strip():
        raise BadInput("Say where the figures come from.", field="source")
    _judge_day(counted_on, now, "counted_on")
    try:
        read = read_groups(groups)
    except NoFigures as trouble:
        raise BadInput(str(trouble), field="groups") from None
    with turn(actor=actor, now=now) as t:
        ruling_on_baseline(_writer(t)).enforce(who_can_help=_KEEPERS)
        row = Baseline(
            source=source.strip(),
            counted_on=counted_on,
            key=make_data_key("baseline", now=t.now),
            replaces=baseline(t.moment),
            recorded_at=t.now,
            by=t.actor.written,
        )
        promised = promise(row, "groups", written(read), row.key)
        row.save()
        subject = Subject(Baseline.named_as, row.id)
        t.record(BaselineRecorded(row.id), subject, commitments=[promised])
    return row


def record_judgement(*, judged_on: date, words: str, doing: str, actor: Actor, now: datetime) -> Judgement:
    """Write down how somebody judges who works here, and what will be done. Raises `NotPermitted`, and `BadInput`
    without words and for a day that is still to come."""
    _judge_day(judged_on, now, "judged_on")
    if not words.strip():
        raise BadInput("Say how you judge it.", field="words")
    if not doing.strip():
        raise BadInput("Say what will be done. If it is nothing, say why.", field="doing")
    with turn(actor=actor, now=now) as t:
        ruling_on_judging(_writer(t), t.moment).enforce(who_can_help=ASK)
        row = Judgement(
            judged_on=judged_on,
            key=make_data_key("judgement", now=t.now),
            recorded_at=t.now,
            by=t.actor.written,
        )
        promised = [
            promise(row, column, said.strip(), row.key)
            for column, said in (("words", words), ("doing", doing))
        ]
        row.save()
        t.record(WorkforceJudged(row.id), Subject(Judgement.named_as, row.id), commitments=promised)
    return row


def _judge_day(day: date, now: datetime, field: str) -> None:
    if day > london_day(now):
        raise BadInput("This day is still to come. Give today or a day before it.", field=field)


def _writer(t: Turn) -> Reader:
    if t.actor.person_id is None:
        raise TypeError("a person writes this down")
    return reader(t.actor.person_id, powers_in_force(t.moment), t.moment)
