"""Drill: the clock is two hours wrong. Reports are taken all the same, each dated by the clock it came under; the audit
record never goes back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.receipts import show
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder

WRONG = timedelta(hours=2)
TODAY = NOON + timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize("off", [WRONG, -WRONG], ids=["fast", "slow"])
def test_what_comes_under_a_wrong_clock_is_kept_and_in_order(off: timedelta) -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        clocks = [TODAY, TODAY + off, TODAY + timedelta(minutes=20)]
        for clock in clocks:
            said = Report(
                reporter=ReporterKind.STAFF, about=AboutKind.LEARNER, account={"seen": "A drawing."}
            )
            held = report_concern(report=said, request_id=uuid4(), actor=Actor.outsider(), now=clock)
            shown = show(reference=held.reference, code=held.code, now=clock).standing
            assert (shown.received_at, shown.put_before) == (clock, 1)
        assert sorted(Concern.objects.values_list("received_at", flat=True)) == sorted(clocks)
        written = list(Entry.objects.filter(stream="open").order_by("seq").values_list("at", flat=True))
        assert written == sorted(written)
        assert written[-1] == max(clocks)
        assert verify().fault is None
