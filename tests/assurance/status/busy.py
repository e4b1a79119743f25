"""A provider with as much of everything that a policy is held against as is asked for: rows as they lie in the tables,
for tests that count questions and never open a word."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from dueregard.authority.identity.models import Person
from dueregard.authority.people.models import Span
from dueregard.authority.people.vocabulary import Regulated, Standing, Work
from dueregard.authority.policy.answers import Basis
from dueregard.authority.policy.queries import shelf
from dueregard.ground.crypto.operations import make_data_key
from dueregard.ground.kernel import bulk
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.work.casework.models import Decision, Referral, ReferralStage
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind, Stage
from dueregard.work.governance.models import PolicyReview, RegisterLook
from dueregard.work.governance.registers import Saw
from dueregard.work.training.central_record import CheckKind, Outcome
from dueregard.work.training.models import (
    Candidate,
    CandidateDecision,
    Check,
    Completion,
    CorrectionRequest,
    PanelMember,
    Passage,
    TakenOn,
    Vacancy,
)
from dueregard.work.training.recruiting import Chosen
from dueregard.work.training.vocabulary import Mode, Result
from household import NOON

NOW = NOON + timedelta(days=60)
_SAID: dict[str, Any] = {"recorded_at": NOON, "by": "system:test"}
_TODAY = london_day(NOON)
_REGISTERS = ("sources", "related", "told")


def fill(people: int, matters: int) -> None:
    """So many more people, each with what they did, passed and had checked; and so many more of all that is no person:
    concerns, referrals, vacancies, looks at registers, reviews, requests."""
    moment = Moment.now(NOW)
    staff = _people(people)
    for course in shelf(moment).of_kind("course"):
        _write(_done(course.id, staff))
    for gate in shelf(moment).of_kind("gate"):
        _write(
            [Passage(person=one, gate=gate.address, passed_on=_TODAY, missing=1, **_SAID) for one in staff]
        )
    for number in range(matters):
        _matter(number, staff[number % len(staff)], moment)


def _people(many: int) -> list[Person]:
    made = [Person(recorded_at=NOON) for _ in range(many)]
    stands = {"work": Work.DELIVERY, "regulated": Regulated.YES, "since": NOON - timedelta(days=400), **_SAID}
    _write(made)
    _write([Span(person=one, standing=Standing.STAFF, **stands) for one in made])
    checked = [(one, kind) for one in made for kind in list(CheckKind)[:3]]
    done = {"outcome": Outcome.SEEN, "done_on": _TODAY - timedelta(days=90)}
    _write([Check(person_id=one.id, kind=kind, **done, **_SAID) for one, kind in checked])
    return made


def _done(course: str, people: list[Person]) -> list[Completion]:
    return [
        Completion(
            person=one,
            course=course,
            done_on=_TODAY - timedelta(days=(number * 7) % 900),
            result=Result.PASSED,
            mode=next(iter(Mode)),
            basis=Basis.DOCUMENT_SEEN,
            **_SAID,
        )
        for number, one in enumerate(people)
    ]


def _matter(number: int, person: Person, moment: Moment) -> None:
    report = Report(reporter=ReporterKind.STAFF, about=AboutKind.LEARNER, account={"seen": "A bruise."})
    concern = report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id
    key = make_data_key("candidate", now=NOON)
    for path in shelf(moment).of_kind("referral"):
        sent: dict[str, Any] = {"concern_id": concern, "stage": Stage.SENT, "happened_at": NOON}
        referral = Referral(concern_id=concern, route="police", governed_by=path.source, words=b"", **_SAID)
        _write([referral])
        _write([ReferralStage(referral=referral, **sent, **_SAID)])
    for decision in shelf(moment).of_kind("decision"):
        of: dict[str, Any] = {"question": decision.block.question, "outcome": "x", "sheet": "short"}
        _write([Decision(concern_id=concern, governed_by=decision.source, words=b"", **of, **_SAID)])
    for register in (one for kind in _REGISTERS for one in shelf(moment).of_kind(kind)):
        seen: dict[str, Any] = {"looked_on": _TODAY, "saw": Saw.STANDS, "basis": Basis.SOMEBODYS_WORD}
        item = register.block.items[0].id
        _write([RegisterLook(control=register.address, item=item, key=key, words=b"", **seen, **_SAID)])
    for _, pack in shelf(moment).editions:
        reviewed: dict[str, Any] = {"done_on": _TODAY + timedelta(days=number), "found": "fit"}
        _write([PolicyReview(policy=pack.policy, key=key, words=b"", **reviewed, **_SAID)])
    _write([CorrectionRequest(person=person, key=key, words=b"", **_SAID)])
    _vacancy(person, key)


def _vacancy(person: Person, key: Any) -> None:
    vacancy = Vacancy(title="Tutor", opened_on=_TODAY, **_SAID)
    candidate = Candidate(vacancy=vacancy, key=key, name=b"", **_SAID)
    decided: dict[str, Any] = {"outcome": Chosen.CHOSEN, "decided_on": _TODAY, "reasoned": True, "key": key}
    begins: dict[str, Any] = {"person": person, "begins_on": _TODAY, "missing": 1}
    rows = [
        vacancy,
        candidate,
        PanelMember(vacancy=vacancy, person=person, **_SAID),
        CandidateDecision(candidate=candidate, **decided, **_SAID),
        TakenOn(candidate=candidate, **begins, **_SAID),
    ]
    for row in rows:
        _write([row])


def _write(rows: list[Any]) -> None:
    with transaction.atomic():
        bulk.write(rows)


def copies_of(text: bytes, many: int, policy: str) -> list[bytes]:
    """The same policy so many times, each under a name of its own."""
    before = f'policy = "{policy}"'.encode()
    assert before in text
    return [text.replace(before, f'policy = "{policy}-{number}"'.encode()) for number in range(many)]
