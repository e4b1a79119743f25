"""A provider whose policy says how people are chosen, and a vacancy with its panel, for the tests of recruitment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from checks_support import NOW, policy
from dueregard.authority.policy.answers import Basis, Reading, Scope
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import in_force
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import create_provider, enter
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.work.training.controls.recruiting import RECRUITMENT
from dueregard.work.training.operations.candidates import decide_candidate, note_candidate
from dueregard.work.training.operations.completing import record_completions
from dueregard.work.training.operations.vacancies import note_of_vacancy, open_vacancy, seat
from dueregard.work.training.recruiting import Chosen, Noted
from dueregard.work.training.vocabulary import Result
from household import NOON, SETUP, make_person

HOW = b"""
# Choosing {#choosing}

```control course safer
title = "Safer recruitment"
```

```control check begins
checks = ["identity"]
before_start = true
owes = "role:hr"
```

```control gate begins
before = "they begin"
needs = ["check.begins"]
```

```control recruitment choosing
panel = 2
fewer_with_reason = true
courses = ["safer"]
reasons = ["chosen", "not-chosen"]
asks = ["description-reviewed"]
gate = "gate.begins"
before_start = true
keep = "6 months"
```
"""
INTERVIEWS = date(2026, 3, 5)
BY: dict[str, Any] = {"actor": SETUP, "now": NOW}


@contextmanager
def choosing_house(slug: str = "harbour", *, override: bytes = b"") -> Iterator[Provider]:
    """A provider that runs such a policy, entered; `override` names who may let somebody past its gate."""
    provider = create_provider(
        slug=slug, name=slug.title(), nation=Nation.ENGLAND, actor=SETUP, now=NOON, fictional=True
    )
    with enter(provider):
        needs = b'needs = ["check.begins"]\n'
        how = HOW.replace(needs, needs + b'override = "%s"\n' % override) if override else HOW
        adopt(data=policy() + how, path="p.md", actor=SETUP, now=NOON)
        yield provider


def opened(*panel: UUID, by: dict[str, Any] = BY) -> UUID:
    """A vacancy that meets on the day of the interviews, and these on its panel."""
    made: UUID = open_vacancy(title="Tutor", **by).id
    note_of_vacancy(vacancy_id=made, what=Noted.INTERVIEWS, said_of=INTERVIEWS, **by)
    for person in panel:
        seat(vacancy_id=made, person_id=person, **by)
    return made


def trained(person: UUID, on: date = INTERVIEWS, result: Result = Result.PASSED) -> UUID:
    """Somebody who did the course on a day."""
    record_completions(
        person_ids=[person], course="safer", done_on=on, result=result, basis=Basis.DOCUMENT_SEEN, **BY
    )
    return person


def panel() -> tuple[UUID, UUID]:
    """Two people, one of them trained."""
    return trained(make_person("Ada Fenn")), make_person("Bea Moss")


def candidate(vacancy: UUID, name: str = "Cy Hale") -> dict[str, Any]:
    """A candidate, as operations take one."""
    return {
        "vacancy_id": vacancy,
        "candidate_id": note_candidate(vacancy_id=vacancy, name=name, **BY).id,
    }


def decided(
    whom: dict[str, Any], outcome: Chosen = Chosen.CHOSEN, *, on: date = INTERVIEWS, why: str = "Clear."
) -> None:
    """Say how they came out of it."""
    decide_candidate(outcome=outcome, decided_on=on, reasons=why, **whom, **BY)


def reading(after: timedelta = timedelta(0)) -> Reading:
    """How the control stands."""
    moment = Moment.now(NOW + after)
    (control,) = in_force("recruitment", moment)
    return RECRUITMENT.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment))
