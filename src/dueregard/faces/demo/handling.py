"""How far a story was carried by whoever its policy gave it to."""

from datetime import datetime, timedelta
from uuid import UUID

from ...ground.kernel.actors import Actor
from ...ground.kernel.refusals import Refusal
from ...work.casework.models import Concern, Delivery
from ...work.casework.operations.deciding import decide
from ...work.casework.operations.handling import Sorted, add_entry, open_concern, triage
from ...work.casework.reports import Occurred
from ...work.casework.vocabulary import EntryKind, PersonKind, Precision, Question, Strand

_FULL = {
    "reasons": "What was seen was checked with the person and explained part of it.",
    "alternatives": "Family and health were considered, and a talk alone.",
    "consulted": "A colleague who leads on safeguarding elsewhere.",
    "told": "The person was told, and why.",
}
_STEPS = ("opened", "sorted", "supported", "referred", "closed")


def carry_on(then: str, concern_id: UUID, reported: datetime) -> None:
    """Open, sort and decide a concern as its story says, an hour and a day after it was reported."""
    handler = Delivery.objects.filter(concern_id=concern_id).order_by("recorded_at", "id").first()
    if handler is None or then not in _STEPS:
        return
    actor = Actor.person(handler.person_id)
    soon, next_day = reported + timedelta(hours=1), reported + timedelta(days=1)
    open_concern(concern_id=concern_id, actor=actor, now=soon)
    if then == "opened":
        return
    strand = Strand.PREVENT if then in {"closed", "sorted"} else Strand.SAFEGUARDING
    said = Sorted(
        danger=False, person=PersonKind.OTHER_ADULT, strand=strand, urgency="today", reason="As reported."
    )
    triage(concern_id=concern_id, sorted_as=said, actor=actor, now=soon)
    for kind, words in (
        (
            EntryKind.CONSULTATION,
            "Spoke to the Prevent team for the area: no reason to refer on what is known.",
        ),
        (EntryKind.CALL, "Rang the person. They agreed to meet on Thursday."),
    ):
        add_entry(
            concern_id=concern_id, kind=kind, words=words, happened=Occurred(soon, Precision.MINUTE), actor=actor,
            now=soon,
        )  # fmt: skip
    _decide(then, concern_id, actor, next_day)


def _decide(then: str, concern_id: UUID, actor: Actor, at: datetime) -> None:
    question, outcome = {
        "supported": (Question.RESPOND, "support-given"),
        "referred": (Question.REFER_OUTSIDE, "refer"),
        "closed": (Question.CLOSE, "checked-no-further-action"),
    }.get(then, (None, ""))
    if question is None:
        return
    try:
        decide(concern_id=concern_id, question=question, outcome=outcome, words=_FULL, actor=actor, now=at)
    except Refusal:
        return  # this provider's policy gives it to somebody else: it waits, as it would in life
    if Concern.objects.get(pk=concern_id).state == "closed":
        add_entry(
            concern_id=concern_id,
            kind=EntryKind.TOLD_REPORTER,
            words="Thank you. We looked into it and spoke to the person. Nothing more is needed now.",
            happened=Occurred(at, Precision.MINUTE),
            for_reporter=True,
            actor=actor,
            now=at,
        )
