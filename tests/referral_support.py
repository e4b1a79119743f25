"""A referral to begin from, and the questions before it is sent, answered."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import Checklist, Copy, Referral, Share
from dueregard.work.casework.operations.checking import check_referral
from dueregard.work.casework.operations.deciding import decide
from dueregard.work.casework.operations.papers import copy_paper, write_paper
from dueregard.work.casework.operations.referring import prepare_referral
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.operations.sharing import share_information
from dueregard.work.casework.operations.telling import hear_of_consent, say_told
from dueregard.work.casework.reports import Report
from dueregard.work.casework.rules.checking import Answer, Check, why
from dueregard.work.casework.rules.papers import template_for
from dueregard.work.casework.vocabulary import (
    AboutKind,
    Agreed,
    PaperForm,
    Question,
    ReporterKind,
    SharingBasis,
    WasTold,
    Whom,
)
from household import NOON, SETUP

SHARED = {
    "with": "The duty officer of the council's front door",
    "what": "What she showed and said.",
    "why": "They cannot see her without it.",
    "how": "By their form.",
}
ANSWERED = {check.value: Answer.YES.value for check in Check} | {why(check): "Because." for check in Check}


def answered(referral: UUID, by: UUID, now: datetime) -> Checklist:
    return check_referral(referral_id=referral, words=ANSWERED, actor=Actor.person(by), now=now)


def written(referral: UUID, by: UUID, now: datetime, **more: str) -> Copy:
    """The paper of a referral, every box filled in, and a file made of it."""
    asked = template_for(Referral.objects.get(pk=referral).route)
    words = {box.id: f"{box.ask}: not known" for box in asked.boxes} | more
    write_paper(referral_id=referral, words=words, actor=Actor.person(by), now=now)
    return copy_paper(referral_id=referral, form=PaperForm.WORD, actor=Actor.person(by), now=now).row


def told_shared_agreed(referral: Referral, by: UUID, now: datetime) -> Share:
    """Told, shared and agreed: a row of each. Returns what was shared."""
    who: dict[str, Any] = {"actor": Actor.person(by), "now": now}
    of: dict[str, Any] = {"referral_id": referral.id} | who
    say_told(whom=Whom.PERSON, told=WasTold.YES, happened_at=now, words="By me. She agreed.", **of)
    hear_of_consent(said=Agreed.GIVEN, heard_on=now.date(), words="The panel told us.", **of)
    return share_information(
        concern_id=referral.concern_id,
        basis=SharingBasis.SAFEGUARDING,
        words=SHARED,
        shared_at=now,
        approved_by=by,
        **of,
    )


def adopted(*names: str) -> None:
    for name in names or ("safeguarding-core",):
        adopt(data=archetype(name), path=f"{name}.md", actor=SETUP, now=NOON)


def referral(lead: UUID, *, danger: bool = False) -> Referral:
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": "He hid a drawing."},
        danger=danger,
    )
    concern = report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id
    words = dict.fromkeys(("reasons", "alternatives", "consulted", "told"), "Because.") | {
        f"whether-{one}": "yes"
        for one in ("told-the-person", "told-parents", "agreement-asked", "reported-to-police")
    }
    by: dict[str, Any] = {"concern_id": concern, "actor": Actor.person(lead), "now": NOON}
    decide(question=Question.REFER_OUTSIDE, outcome="refer", words=words, **by)
    return prepare_referral(route="police", governed_by="", words={"account": "a"}, **by)
