"""Drill: a worker is killed with -9 at nine tenths of a file. Nothing of it shows; another worker goes on from there,
and what is there in the end is exactly the plan that was shown, once."""

import os
import signal
import sys
import textwrap
from datetime import datetime, timedelta

import pytest
from django.db import connection

import forked
from dueregard.authority.identity.models import Organisation, Person, PersonDetails
from dueregard.authority.people.imports.applying import HELD
from dueregard.authority.people.imports.beginning import begin
from dueregard.authority.people.imports.showing import changes_of
from dueregard.authority.people.models import Intake, Number, Span, StagedChanges
from dueregard.ground.audit.batches import fingerprint
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.models import DataKey
from dueregard.ground.jobs.vocabulary import LEASE
from dueregard.ground.kernel.moments import Moment
from household import SETUP
from people_files import ADA, DELIVERY, ilr, learner
from people_in import LATER, a_harbour, figures, known, plan

PARTS, OF_A_PART = 10, 3
FIRST = LATER + timedelta(minutes=1)
SECOND = FIRST + HELD + LEASE
# The worker of the composition root, on the database of this test, killed once it has done something so many times.
SCRIPT = """
    import os, signal, sys
    from datetime import datetime
    import django
    from django.conf import settings
    django.setup()
    settings.DATABASES["default"]["NAME"], at, deadly, times = sys.argv[1:]
    from dueregard.authority.people.imports import applying
    from dueregard.config.worker import make_worker

    done = []

    def die_after(work):
        def dying(*said, **more):
            came_of_it = work(*said, **more)
            done.append(work)
            if len(done) == int(times):
                os.kill(os.getpid(), signal.SIGKILL)
            return came_of_it
        return dying

    if deadly:
        setattr(applying, deadly, die_after(getattr(applying, deadly)))
    make_worker(clock=lambda: datetime.fromisoformat(at)).run_until_idle()
"""


def work(at: datetime, deadly: str = "", times: int = 0) -> int:
    """Let a worker in a process of its own do what is due; how it ended."""
    own = {"DJANGO_SETTINGS_MODULE": "dueregard.config.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    words = (str(connection.settings_dict["NAME"]), at.isoformat(), deadly, str(times))
    ended = forked.run(*words, environment=os.environ | own, script=textwrap.dedent(SCRIPT))
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.returncode


def learners() -> bytes:
    """Enough for ten parts; they work for two employers, who come with the first parts."""
    return ilr(
        *(
            learner(
                ADA | {"ULN": "9999999999", "LearnRefNumber": f"R{n:02}", "GivenNames": f"Ada {n:02}"},
                f"{DELIVERY}<LearnerEmploymentStatus><EmpId>{100_000_000 + n % 2}</EmpId>"
                "<DateEmpStatApp>2024-01-01</DateEmpStatApp></LearnerEmploymentStatus>",
            )
            for n in range(PARTS * OF_A_PART)
        )
    )


def shown(intake: Intake) -> set[tuple[str, str]]:
    """Whom the plan adds, and by what number, as its pages show it."""
    return {
        (change.name, change.numbers[0][1])
        for part in range(intake.batches)
        for change in changes_of(intake, part, Moment.now(LATER))
    }


def here(at: datetime) -> list[tuple[str, str]]:
    """Everybody who is here now and was brought by the file."""
    names = {row.person_id: row.full_name for row in PersonDetails.objects.known(at)}
    numbers = Number.objects.known(at).values_list("person_id", "number")
    return sorted((names[person], number) for person, number in numbers)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("deadly", "times", "done"),
    [
        pytest.param("_stage", 9, 9, id="between two parts"),
        pytest.param("stage_apart", 10, 9, id="within a part, all its rows written"),
    ],
)
def test_killed_at_nine_tenths_another_worker_applies_exactly_the_plan(
    deadly: str, times: int, done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dueregard.authority.people.imports.planning.ROWS_AT_ONCE", OF_A_PART)
    with a_harbour():
        people_before = Person.objects.count()
        intake = plan(learners())
        planned = shown(intake)
        begin(intake=intake, plan=intake.plan, actor=SETUP, now=LATER)

        assert work(FIRST, deadly, times) == -signal.SIGKILL
        left = Intake.objects.get(pk=intake.pk)
        assert (left.state, left.done, known(FIRST)) == ("applying", done, [])
        assert PersonDetails.objects.filter(batch_id=intake.id).count() == done * OF_A_PART

        assert work(FIRST + LEASE / 2) == 0  # who died might still live: nobody takes it up yet
        assert Intake.objects.get(pk=intake.pk).done == done
        assert work(SECOND) == 0
        after = SECOND + timedelta(minutes=1)
        assert Intake.objects.get(pk=intake.pk).state == "applied"
        assert here(after) == sorted(planned)
        new = PARTS * OF_A_PART
        assert (Person.objects.count() - people_before, Span.objects.seen(after).count() - 1) == (new, new)
        assert Organisation.objects.holding(Moment.now(after)).count() == 2
        told = Entry.objects.filter(subject_id=intake.id).order_by("seq").values_list("verb", "detail")
        rows, _ = fingerprint(intake.id)
        assert [verb for verb, _ in told] == [
            "people.import-begun",
            "audit.rows-shown",
            "people.import-applied",
        ]
        assert f'"rows":{rows}' in told[1][1]
        assert (verify_rows(), verify_words(), StagedChanges.objects.count()) == (None, None, 0)
        assert not DataKey.objects.filter(holds="import").exclude(wrapped=None).exists()
        assert figures(plan(learners(), now=after)) == (0, 0, 0, new, new)
