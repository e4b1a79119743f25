"""What must stand before a provider takes reports, as it stands now at the provider in scope."""

from datetime import datetime

from django.conf import settings

from ....authority.access.powers import powers_in_force, stand_ins
from ....authority.access.queries import holders, rows_of
from ....authority.access.vocabulary import READS_CASES, Capability
from ....authority.identity.invitations import can_sign_in
from ....ground.backups.nightly import is_old, lacks_keys, newest_backup
from ....ground.kernel.moments import Moment
from ....ground.tenancy.operations import here
from ...rights.queries.answers import basis, said
from ...rights.vocabulary import Question, Whose
from ..rules import live
from ..rules.records import judge_backup, judge_sheet
from ..vocabulary import Line
from .records import sheet_proved


def going_live(now: datetime) -> tuple[Line, ...]:
    """A line for each thing that must stand, judged as for real people."""
    moment = Moment.now(now)
    blank = sum(basis(whose, moment) is None for whose in Whose)
    made, owned = (bool(said(one, moment)) for one in (Question.DPIA_DAY, Question.DPIA_OWNER))
    backup = judge_backup(
        now,
        newest_backup(),
        by_itself=settings.BACKUPS is not None,
        old=is_old(now=now),
        lacks_keys=lacks_keys(),
        real=True,
    )
    found = (
        ("assessment", "Impact assessment", live.judge_assessment(made=made, owned=owned)),
        ("bases", "Lawful bases", live.judge_bases(blank)),
        ("cover", "Cover", live.judge_cover(_people({Capability.RECEIVE_CONCERNS}, moment))),
        ("readers", "Two who can read", live.judge_readers(_people(READS_CASES, moment, signing_in=True))),
        ("sheet", "Recovery sheet", judge_sheet(now, sheet_proved(), real=True)),
        ("backup", "Backup", backup),
    )
    return tuple(Line(id, what, finding, here().slug) for id, what, finding in found)


def _people(
    wanted: frozenset[Capability] | set[Capability], moment: Moment, *, signing_in: bool = False
) -> int:
    """How many human beings hold a post with one of these powers, or one that stands in for it."""
    roles = {role for role, given in powers_in_force(moment).may.items() if given & wanted}
    instead = stand_ins(moment)
    roles |= {other for role in roles for other in instead.get(role, ())}
    people = {row.person_id for row in holders(roles, moment)}
    people = {one for one in people if not signing_in or can_sign_in(one, moment)}
    return len({min(rows_of(one, moment)) for one in people})
