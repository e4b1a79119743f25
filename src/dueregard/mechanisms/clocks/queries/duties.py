"""What the policies in force say is owed: every kind of control that has duties is asked, and answers with a set."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from ....authority.policy.answers import Duty, InForce, Scope
from ....authority.policy.kinds import KINDS, AnswersDuties
from ....authority.policy.queries import shelf
from ....authority.policy.values.time import Span, Time
from ....authority.policy.values.who import Who
from ....ground.audit.vocabulary import Stream
from ....ground.kernel import scope as provider_scope
from ....ground.kernel.moments import Moment
from ..rules.calendars import HoursNotSet, TermsNotSet
from ..rules.owing import Identity, Owed, terms
from ..rules.owing import Terms as AskedTerms
from .calendars import calendar

NOBODY = Who.read("role:nobody")


class Terms:
    """Turns duties into what is owed by when, on the calendars of the provider as at one moment."""

    def __init__(self, moment: Moment) -> None:
        self._calendar = cache(lambda name: calendar(moment, name=name))
        # A hundred thousand who began on one day owe it by one day: it is counted once.
        self._terms = cache(self._counted)

    def owed(self, duty: Duty, control: InForce[Any], circle: Stream) -> Owed | None:
        """What this duty asks; None when neither a limit nor an aim is given, or the calendar it runs on is not."""
        if duty.limit is None and duty.aim is None:
            return None
        try:
            asked = self._terms(duty.owes or NOBODY, duty.since, duty.limit, duty.aim, duty.remind)
        except (HoursNotSet, TermsNotSet):
            return None  # the policy page says so; nothing can be late until somebody gives them
        name = f"{control.kind}.{control.id}"
        identity = Identity(control.policy, name, duty.about_kind, duty.about, duty.occasion)
        return Owed(identity, asked, circle, duty.treatment)

    def _counted(
        self, owes: Who, since: datetime, limit: Time | None, aim: Time | None, remind: tuple[Span, ...]
    ) -> AskedTerms:
        on = self._calendar((limit.calendar if limit else None) or "")
        return terms(owes, since, on, limit=limit, aim=aim, remind=remind)


def owed_now(moment: Moment) -> Iterator[Owed]:
    """Everything owed at the provider in scope: what `reconcile` compares with what is open."""
    made = Terms(moment)
    for control in shelf(moment).controls():
        kind = KINDS.get(control.kind)
        if not isinstance(kind, AnswersDuties):
            continue
        for circle in Stream:
            for duty in kind.duties(control, Scope(provider_scope.provider_id(), circle, moment)):
                if owed := made.owed(duty, control, circle):
                    yield owed
