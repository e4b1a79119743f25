"""What a record asks for next: one step in one sentence, so that nobody has to work it out from the page.

It points the way and forbids nothing; every other step stays open beside it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ....work.casework.models import Action, Concern, Decision, Entry, Referral, Triage
from ....work.casework.queries.conduct import Standing
from ....work.casework.rules.deciding import REFUSES
from ....work.casework.rules.looking_again import asks_for_another_look
from ....work.casework.rules.stages import may_follow
from ....work.casework.vocabulary import Conduct, Question, Stage, State
from ..environment import day

_LEAVES_IT = (Question.CLOSE, Question.NO_REFERRAL)


@dataclass(frozen=True, slots=True)
class Next:
    """The next step: what there is to do, the words on its button, and where that leads (empty: nowhere)."""

    says: str
    button: str = ""
    address: str = ""


def next_step(
    concern: Concern,
    rows: Sequence[object],
    *,
    made: Mapping[UUID, bool],
    stages: Mapping[UUID, Stage],
    untold: bool,
    unasked: Collection[UUID] = (),
    conduct: Standing | None = None,
) -> Next:
    """The next step on a concern, of its record `rows` (oldest first), which decisions are `made`, and the stage of
    each referral. `untold`: it has ended, and whoever reported has not heard so. `unasked`: the referrals that cannot
    be sent yet, because what is asked before is blank. `conduct`: how it stands, where it is restricted."""
    if again := _again(concern, rows, made):
        return again
    if untold:
        says = _("This has ended, and the person who reported has not heard so.")
        return _to(concern, "closing", says, _("Tell them that it has ended"))
    if concern.state == State.CLOSED:
        return Next(_("This has come to an end. Nothing more is asked of you."))
    if not any(isinstance(row, Triage) for row in rows):
        return _unsorted(concern)
    decided = [row for row in rows if isinstance(row, Decision)]
    decisions = [row for row in decided if row.question != Question.CONDUCT]
    return (
        _waiting(decided, made)
        or _about_conduct(concern, conduct)
        or _unasked(concern, rows, stages, unasked)
        or _referral(concern, rows, stages, {Stage.DRAFTED})
        or _undecided(concern, decisions, stages)
        or _action(rows)
        or _referral(concern, rows, stages, set(Stage) - {Stage.DRAFTED})
        or _decided(concern, decisions[-1])
    )


def _again(concern: Concern, rows: Sequence[object], made: Mapping[UUID, bool]) -> Next | None:
    """Something came after it was closed, or after somebody decided not to refer."""
    decisions = [row for row in rows if isinstance(row, Decision) and made[row.id]]
    last = decisions[-1] if decisions else None
    if last is None or not (last.question in _LEAVES_IT or last.outcome.startswith(REFUSES)):
        return None
    entries = [(row.recorded_at, row.kind) for row in rows if isinstance(row, Entry)]
    if not asks_for_another_look(last.recorded_at, entries):
        return None
    says = _(
        "Something new was written after this was decided. Read it, and decide again whether to refer; or add to the "
        "record that you reviewed it."
    )
    address = reverse("decide", kwargs={"concern_id": concern.id}) + f"?question={Question.REFER_OUTSIDE}"
    standing = next((row for row in reversed(decisions) if row.question == Question.REFER_OUTSIDE), None)
    return Next(says, _("Look again"), address + (f"&replaces={standing.id}" if standing else ""))


def _unsorted(concern: Concern) -> Next:
    says = _("Read what was reported. Then say who it is about, and how soon the next step is needed.")
    if concern.danger and not concern.emergency_called_at:
        says = _("If nobody has, ring 999 now. Then sort it: danger comes first.")
    return _to(concern, "triage", says, _("Sort"))


def _waiting(decisions: Sequence[Decision], made: Mapping[UUID, bool]) -> Next | None:
    waits = next((row for row in decisions if not made[row.id]), None)
    if waits is None:
        return None
    says = _("A decision is written. It counts only once another person joins it.")
    return Next(says, _("Read the decision"), f"#row-{waits.id}")


def _about_conduct(concern: Concern, conduct: Standing | None) -> Next | None:
    if conduct is None or not conduct.applies:
        return None
    if conduct.kind is None:
        says = _(
            "It is about somebody who works here. Decide which kind of concern it is, and write down why."
        )
        address = reverse("decide", kwargs={"concern_id": concern.id}) + f"?question={Question.CONDUCT}"
        return Next(says, _("Decide which kind"), address)
    if conduct.kind is Conduct.ALLEGATION and conduct.work is None:
        says = _("It is an allegation. Write down whom they work with: that says who outside is asked first.")
        return _to(concern, "their-work", says, _("Whom they work with"))
    if conduct.unasked:
        says = _("It is an allegation. Ask for advice from outside before anybody speaks to them.")
        return _to(concern, "conduct", says, _("Whom to ask"))
    return None


def _undecided(concern: Concern, decisions: Sequence[Decision], stages: Mapping[UUID, Stage]) -> Next | None:
    if not decisions:
        return _to(
            concern, "decide", _("It is sorted. Decide what happens, and write down why."), _("Decide")
        )
    if decisions[-1].question == Question.REFER_OUTSIDE and _refers(decisions[-1]) and not stages:
        return _to(concern, "refer", _("You decided to refer. Write what is sent."), _("Prepare a referral"))
    return None


def _refers(decision: Decision) -> bool:
    return decision.outcome.startswith("refer")


def _unasked(
    concern: Concern, rows: Sequence[object], stages: Mapping[UUID, Stage], unasked: Collection[UUID]
) -> Next | None:
    for row in rows:
        if isinstance(row, Referral) and row.id in unasked and stages[row.id] is Stage.DRAFTED:
            says = _("A referral is written. Five questions are answered before it is sent.")
            return _to(concern, "check-referral", says, _("Answer the five questions"), referral_id=row.id)
    return None


def _referral(
    concern: Concern, rows: Sequence[object], stages: Mapping[UUID, Stage], at: set[Stage]
) -> Next | None:
    for row in rows:
        if isinstance(row, Referral) and stages[row.id] in at and may_follow(stages[row.id]):
            drafted = stages[row.id] is Stage.DRAFTED
            says = _("A referral is written and not sent. Send it yourself, then say so here.") if drafted else _(
                "It is with somebody outside. Write down what they say, or that you asked again."
            )  # fmt: skip
            button = _("It was sent") if drafted else _("They answered")
            return _to(concern, "stage", says, button, referral_id=row.id)
    return None


def _action(rows: Sequence[object]) -> Next | None:
    open_ = [row for row in rows if isinstance(row, Action) and not row.done_at]
    if not open_:
        return None
    first = min(open_, key=lambda row: row.due_on)
    says = _("Something is to be done by %(day)s.") % {"day": day(first.due_on)}
    return Next(says, _("See what"), f"#row-{first.id}")


def _decided(concern: Concern, latest: Decision) -> Next:
    if latest.next_date:
        says = _("Look again on %(day)s, and write down what you find.") % {"day": day(latest.next_date)}
        return _to(concern, "entry", says, _("Add to the record"))
    says = _("It is decided. When nothing more is to be done, close it.")
    address = reverse("decide", kwargs={"concern_id": concern.id}) + f"?question={Question.CLOSE}"
    return Next(says, _("Close it"), address)


def _to(concern: Concern, name: str, says: str, button: str, **more: Any) -> Next:
    return Next(says, button, reverse(name, kwargs={"concern_id": concern.id} | more))
