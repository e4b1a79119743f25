"""Background work: each provider in turn, entered like any request; reminders first, then what waits to be sent.

Nothing is kept in memory between rounds. A worker killed at any point is replaced by starting another.
"""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from types import FrameType
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections

from ..authority.identity.queries import details
from ..ground.jobs.operations import beat
from ..ground.kernel.moments import Moment, utc_now
from ..ground.tenancy.models import Provider
from ..ground.tenancy.operations import enter
from ..mechanisms.notifications.channels import Channel, Mail, OnScreen
from ..mechanisms.notifications.operations import send_due

PAUSE_SECONDS = 5.0
PROCESS = "worker"
log = logging.getLogger("dueregard.worker")


def address_of(person_id: UUID, now: datetime) -> str:
    """The mail address of a person of the provider in scope; empty when they have none."""
    known = details([person_id], Moment.now(now)).get(person_id)
    return known.email if known else ""


def channel_for(provider: Provider) -> Channel:
    """Fictional providers never send mail, whatever the settings; without a mail server nobody does."""
    return OnScreen() if provider.fictional or not settings.EMAIL_HOST else Mail(address_of)


def go_round(now: Callable[[], datetime] = utc_now) -> int:
    """One round over all providers; returns how many messages were settled."""
    settled = 0
    for provider in Provider.objects.order_by("id"):
        with enter(provider):
            settled += send_due(channel=channel_for(provider), now=now)
    beat(PROCESS, now=now())
    return settled


def run_for_ever() -> None:
    """Go round until told to stop. A fault in one round is logged by its class alone, and the next round tries again."""
    stop = threading.Event()

    def finish(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    while not stop.is_set():
        close_old_connections()
        try:
            go_round()
        except Exception as fault:  # a worker that dies of one fault would leave everybody untold  # noqa: BLE001
            # The message of a fault could hold words of a record; its class and place cannot.
            log.error("a round failed: %s", type(fault).__name__)
        stop.wait(PAUSE_SECONDS)
