"""All keys were lost: what was reported before is in neither circle, nothing is owed or told of it, ever again."""

from datetime import timedelta

import pytest

from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import reader, visible
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import SHUT, Stream
from dueregard.ground.jobs.occasions import announce
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.vocabulary import KeysWereLost
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.clocks.queries.obligations import figures
from dueregard.mechanisms.notifications.models import Message
from dueregard.mechanisms.notifications.queries import mail_health, shown_to, undelivered
from dueregard.work.casework.models import Concern, Delivery
from household import NOON, SETUP, inside, make_holder
from work.casework.test_clocks_of_concerns import reported_under_the_core

pytestmark = pytest.mark.django_db
THEN, LATE = NOON + timedelta(hours=1), NOON + timedelta(days=400)


def test_nothing_is_owed_told_or_counted_and_nothing_comes_back() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = reported_under_the_core()
        assert shown_to(lead, THEN)
        assert figures(Stream.OPEN, THEN).open
        with turn(actor=SETUP, now=THEN) as t:
            announce(KeysWereLost(), t)
        put = Delivery.objects.count()
        for _ in range(2):
            owed = [one for one in owed_now(Moment.now(LATE)) if one.identity.about_kind != "policy"]
            assert reconcile(owed, provider=provider, now=LATE).opened == 0
            assert sweep(now=LATE).late == 0
        who = reader(lead, powers_in_force(Moment.now(LATE)), Moment.now(LATE))
        assert not visible(Concern.objects.filter(pk=concern), who, Moment.now(LATE)).exists()
        assert not shown_to(lead, LATE)
        for circle in Stream:
            assert figures(circle, LATE).open == 0
            assert not undelivered(circle).exists()
            assert not mail_health(LATE, circle).in_trouble
        assert Delivery.objects.count() == put
        assert set(Obligation.objects.values_list("circle", flat=True)) == {SHUT}
        assert not Message.objects.filter(progress="waiting").exists()
        assert verify_rows() is None
