"""Accounts as background work."""

from ...ground.jobs.declaring import JobContext, job
from ...ground.jobs.occasions import on
from ...ground.tenancy.vocabulary import KeysWereLost
from . import forgetting
from .losing import end_what_lay_under_lost_keys


@job(house_wide=True)
def forget_ended_sign_ins(context: JobContext) -> None:
    """Destroy what opened accounts that open nothing any more, and sessions whose time is over."""
    forgetting.forget_ended_sign_ins(now=context.now())
    forgetting.forget_ended_sessions(now=context.now())


on(KeysWereLost)(end_what_lay_under_lost_keys)
