"""The worker, put together: which providers there are, how one is entered, and what runs by itself how often."""

import logging
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.core.checks import Tags, run_checks

from ..assurance.rights.tasks import remind_of_records
from ..assurance.status.tasks import keep_past_days
from ..assurance.transfer.tasks import chase_receipts, let_brought_files_go, make_agreed_exports
from ..authority.identity.tasks import forget_ended_sign_ins
from ..authority.people.imports.tasks import tidy_imports
from ..faces.cli.house import catch_up_register, open_key_if_closed, refuse_another_version
from ..ground.backups.occupancy import work_here
from ..ground.backups.tasks import back_up_tonight, keep_register
from ..ground.jobs.tasks import clear_away
from ..ground.jobs.worker import Periodic, Worker
from ..ground.kernel.moments import utc_now
from ..ground.kernel.refusals import Refusal
from ..ground.tenancy.models import Provider
from ..ground.tenancy.operations import by_id, enter
from ..mechanisms.clocks.tasks import sweep
from ..mechanisms.files.tasks import look_again, tidy
from ..work.governance.tasks import follow_policies

PERIODIC = (
    Periodic(clear_away, timedelta(hours=1)),
    Periodic(forget_ended_sign_ins, timedelta(hours=12)),
    Periodic(tidy_imports, timedelta(hours=1)),
    Periodic(let_brought_files_go, timedelta(hours=1)),
    Periodic(make_agreed_exports, timedelta(minutes=1)),
    Periodic(sweep, timedelta(minutes=1)),
    Periodic(look_again, timedelta(hours=1)),
    Periodic(tidy, timedelta(hours=1)),
    Periodic(keep_register, timedelta(hours=1)),
    Periodic(follow_policies, timedelta(hours=1)),
    Periodic(remind_of_records, timedelta(days=1)),
    Periodic(chase_receipts, timedelta(hours=1)),
    Periodic(keep_past_days, timedelta(hours=1)),
    Periodic(back_up_tonight, timedelta(days=1)),
)
"""What runs by itself. Work that is not the house's own runs for each provider in turn."""


def make_worker(clock: Callable[[], datetime] = utc_now) -> Worker:
    """A worker for every provider of this installation."""
    return Worker(
        providers=_providers,
        enter=lambda provider_id: enter(by_id(provider_id)),
        clock=clock,
        periodic=PERIODIC,
    )


def _providers() -> list[UUID]:
    return list(Provider.objects.order_by("id").values_list("id", flat=True))


def run_for_ever() -> None:
    """Work until told to stop; the job in hand is ended first. Refuses to write into an unguarded record."""
    refuse_another_version()
    if errors := run_checks(tags=[Tags.database], databases=["default"]):
        raise Refusal(" ".join(f"{error.msg} {error.hint or ''}".strip() for error in errors))
    work_here()
    open_key_if_closed()
    catch_up_register(now=utc_now())
    worker = make_worker()
    worker.forks = True

    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: worker.stop())
    logging.getLogger("dueregard.worker").info("the worker is running")
    worker.run()
