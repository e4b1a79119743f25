"""What people ask about what is held of them: its times, who sees it, and the way back without an account."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.assurance.rights.answering import put_on_record, read_request, take_step
from dueregard.assurance.rights.asking import Asking, Receipt, ask, say_more, show
from dueregard.assurance.rights.models import RightsRequest, RightsStep
from dueregard.assurance.rights.queries.requests import requests
from dueregard.assurance.rights.request_steps import CLOCK
from dueregard.assurance.rights.rules.requests import Owing, Stands, Stepped, may_extend, stands, wrote_since
from dueregard.assurance.rights.wants import Step, Want
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import Reader, reader
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.ground.reference.rules.bank_holidays import BankHolidays
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.vocabulary import Nation
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.clocks.rules.calendars import Calendar
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.operations.guessing import WrongReceipt
from dueregard.work.casework.queries.seeing import seen_by
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

DAY = timedelta(days=1)
WORDS = {"name": "Kit Fell", "reach": "kit@example.org", "words": "Show me what is said about me."}
_EASTER = BankHolidays(Nation.ENGLAND, frozenset({date(2026, 4, 3), date(2026, 4, 6)}), frozenset())
CALENDAR = Calendar(_EASTER)


@pytest.mark.parametrize(
    ("want", "received", "steps", "expected"),
    [
        (Want.SEE, date(2026, 2, 10), [], Stands(Owing.ANSWER, date(2026, 3, 10))),
        (Want.SEE, date(2026, 1, 31), [], Stands(Owing.ANSWER, date(2026, 3, 2))),  # 28 February is a Saturday
        (Want.ERASE, date(2026, 3, 3), [], Stands(Owing.ANSWER, date(2026, 4, 7))),  # Good Friday to Tuesday
        (Want.TELL, date(2026, 2, 10), [(Step.ASKED_WHO, date(2026, 2, 11))], Stands(Owing.THEM)),
        (
            Want.SEE,
            date(2026, 2, 10),
            [(Step.ASKED_WHO, date(2026, 2, 11)), (Step.KNOWN, date(2026, 2, 20))],
            Stands(Owing.ANSWER, date(2026, 3, 20)),
        ),
        (
            # They have answered: reading it is for us. Nor does it begin anew once we have.
            Want.SEE,
            date(2026, 2, 10),
            [(Step.ASKED_WHO, date(2026, 2, 11)), (Step.SAID, date(2026, 2, 16)), (Step.KNOWN, date(2026, 2, 20))],
            Stands(Owing.ANSWER, date(2026, 3, 16)),
        ),
        (
            Want.SEE,
            date(2026, 2, 10),
            [(Step.ASKED_WHO, date(2026, 2, 11)), (Step.SAID, date(2026, 2, 16)), (Step.ASKED_WHO, date(2026, 2, 17))],
            Stands(Owing.THEM),
        ),
        (Want.SEE, date(2026, 2, 10), [(Step.KNOWN, date(2026, 3, 9))], Stands(Owing.ANSWER, date(2026, 3, 10))),
        (
            Want.SEE,
            date(2026, 2, 10),
            [(Step.EXTENDED, date(2026, 3, 1))],
            Stands(Owing.ANSWER, date(2026, 5, 11)),  # 10 May is a Sunday
        ),
        (Want.SEE, date(2026, 2, 10), [(Step.TOLD, date(2026, 2, 11)), (Step.REFUSED, date(2026, 2, 12))],
         Stands(Owing.NOTHING)),
        (Want.COMPLAIN, date(2026, 2, 10), [], Stands(Owing.ACKNOWLEDGEMENT, date(2026, 3, 11))),
        (Want.COMPLAIN, date(2026, 2, 10), [(Step.ACKNOWLEDGED, date(2026, 2, 11))], Stands(Owing.ANSWER)),
        (Want.COMPLAIN, date(2026, 2, 10), [(Step.ASKED_WHO, date(2026, 2, 11))],
         Stands(Owing.ACKNOWLEDGEMENT, date(2026, 3, 11))),
    ],
)  # fmt: skip
def test_by_when_somebody_is_answered(
    want: Want, received: date, steps: list[Stepped], expected: Stands
) -> None:
    assert stands(want, received, steps, CALENDAR) == expected


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([Step.SAID], False),
        ([Step.GIVEN], False),
        ([Step.GIVEN, Step.SAID], True),
        ([Step.GIVEN, Step.SAID, Step.NOTE], True),
        ([Step.GIVEN, Step.SAID, Step.TOLD], False),
    ],
)
def test_whoever_wrote_again_after_an_answer_waits(steps: list[Step], expected: bool) -> None:
    assert wrote_since([(step, date(2026, 3, 1)) for step in steps]) is expected


@pytest.mark.parametrize(
    ("want", "steps", "day", "may"),
    [
        (Want.SEE, [], date(2026, 3, 10), True),
        (Want.SEE, [], date(2026, 3, 11), False),
        (Want.SEE, [(Step.EXTENDED, date(2026, 3, 1))], date(2026, 3, 2), False),
        (Want.SEE, [(Step.ASKED_WHO, date(2026, 3, 1))], date(2026, 3, 2), False),
        (Want.SEE, [(Step.GIVEN, date(2026, 3, 1))], date(2026, 3, 2), False),
        (Want.COMPLAIN, [], date(2026, 2, 12), False),
    ],
)
def test_two_more_months_are_taken_once_and_in_time(
    want: Want, steps: list[Stepped], day: date, *, may: bool
) -> None:
    assert may_extend(want, date(2026, 2, 10), steps, day, CALENDAR) is may


class House:
    """A head who is accountable, a lead and a second lead who decide on concerns, a tutor."""

    def __init__(self, provider: Provider) -> None:
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        self.provider = provider
        self.head, self.lead = make_holder("Di Rector", "head"), make_holder("Lea Dee", "dsl")
        self.second, self.tutor = make_holder("Sec Ond", "dsl"), make_person("Tu Tor")

    def ask(
        self, want: Want = Want.SEE, *without: UUID, at: Any = NOON, request: UUID | None = None
    ) -> Receipt:
        asking = Asking(want=want, words=WORDS, kept_from=frozenset(without))
        return ask(asking=asking, request_id=request or uuid4(), now=at)

    def reader(self, who: UUID) -> Reader:
        return reader(who, powers_in_force(Moment.now(NOON)), Moment.now(NOON))

    def seen_by(self, who: UUID, at: Any = NOON) -> list[UUID]:
        return [one.row.id for one in requests(self.reader(who), Moment.now(at))]

    def step(
        self, step: Step, words: str = "In words.", by: UUID | None = None, at: Any = NOON
    ) -> RightsStep:
        row = RightsRequest.objects.get()
        return take_step(row_id=row.id, step=step, words=words, actor=Actor.person(by or self.lead), now=at)

    def due(self) -> list[Any]:
        return list(Obligation.objects.filter(control=CLOCK, closed_at=None).values_list("due_at", flat=True))


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with inside() as provider:
        yield House(provider)


def test_somebody_asks_is_answered_and_writes_back_without_an_account(house: House) -> None:
    receipt = house.ask()
    by: dict[str, str] = {"reference": receipt.reference.lower(), "code": receipt.code.replace("-", " ")}
    assert receipt.reached == 3
    house.step(Step.NOTE, "Only for us.")
    house.step(Step.ASKED_WHO, "Please show us a letter with your name.")
    assert show(**by, now=NOON).standing.now.owing is Owing.THEM
    say_more(**by, words="Here is my number.", request_id=uuid4(), now=NOON + DAY)
    house.step(Step.KNOWN, "Thank you.", at=NOON + 2 * DAY)
    house.step(Step.IN_PART, "This is all but one page.", at=NOON + 3 * DAY)
    shown = show(**by, now=NOON + 4 * DAY)
    assert [(step.step, words) for step, words in shown.said] == [
        ("asked-who", "Please show us a letter with your name."),
        ("said", "Here is my number."),
        ("known", "Thank you."),
        ("in-part", "This is all but one page."),
    ]
    assert shown.standing.now.owing is Owing.NOTHING
    assert (verify().fault, verify_rows(), verify_words()) == (None, None, None)
    with pytest.raises(WrongReceipt):
        show(reference=receipt.reference, code="BBBB-BBBB-BBBB-BBBB", now=NOON)


def test_what_is_sent_twice_is_one_request_and_one_message(house: House) -> None:
    request, more = uuid4(), uuid4()
    first, again = house.ask(request=request), house.ask(request=request)
    assert (first, RightsRequest.objects.count()) == (again, 1)
    # Whoever went back and wrote other words is not told that they are kept when they are not.
    other = house.ask(Want.ERASE, request=request)
    assert (other.reference != first.reference, RightsRequest.objects.count()) == (True, 2)
    by: dict[str, Any] = {"reference": first.reference, "code": first.code, "request_id": more, "now": NOON}
    for _ in range(2):
        say_more(words="More.", **by)
    assert RightsStep.objects.count() == 1
    say_more(words="Other words.", **by)
    assert RightsStep.objects.count() == 2


def test_nobody_whom_it_is_about_sees_that_it_is_there(house: House) -> None:
    assert house.ask(Want.SEE, house.lead).reached == 2
    row = RightsRequest.objects.get()
    assert {house.lead, house.tutor}.isdisjoint(set(Message.objects.values_list("person_id", flat=True)))
    assert [house.seen_by(who) for who in (house.head, house.second, house.lead, house.tutor)] == [
        [row.id], [row.id], [], [],
    ]  # fmt: skip
    for who in (house.lead, house.tutor):
        with pytest.raises(NothingHere):
            read_request(row_id=row.id, actor=Actor.person(who), now=NOON)
        with pytest.raises(NothingHere):
            house.step(Step.TOLD, by=who)
    assert not Entry.objects.filter(stream=Stream.OPEN, verb__startswith="rights.").exists()
    assert (
        house.ask(Want.SEE, house.lead, house.second, house.head).reached == 0
    )  # and it is kept all the same
    assert RightsRequest.objects.count() == 2


def test_the_clock_runs_stands_still_and_stops(house: House) -> None:
    house.ask()  # on Wednesday 4 March
    assert [f"{at:%d.%m}" for at in house.due()] == [
        "07.04"
    ]  # 4 April is a Saturday, Monday is Easter Monday
    reconcile(owed_now(Moment.now(NOON)), provider=house.provider, now=NOON)
    assert len(house.due()) == 1
    with pytest.raises(OutOfTurn, match="the time runs already"):
        house.step(Step.KNOWN)
    house.step(Step.ASKED_WHO)
    assert house.due() == []
    house.step(Step.KNOWN, at=NOON + 7 * DAY)
    assert [f"{at:%d.%m}" for at in house.due()] == ["13.04"]
    house.step(Step.EXTENDED, at=NOON + 8 * DAY)
    assert [f"{at:%d.%m}" for at in house.due()] == ["11.06"]
    with pytest.raises(OutOfTurn, match="once"):
        house.step(Step.EXTENDED, at=NOON + 9 * DAY)
    told = Message.objects.count()
    sweep(now=NOON + 100 * DAY)
    assert Message.objects.count() > told
    house.step(Step.GIVEN, at=NOON + 101 * DAY)
    assert house.due() == []
    with pytest.raises(OutOfTurn, match="answered already"):
        house.step(Step.REFUSED, at=NOON + 102 * DAY)


def test_their_own_account_stands_on_the_record_it_belongs_to_and_says_so_nowhere_else(house: House) -> None:
    house.ask(Want.TELL)
    row, concern = RightsRequest.objects.get(), concern_about_a_learner()
    by: dict[str, Any] = {"row_id": row.id, "actor": Actor.person(house.lead), "now": NOON + DAY}
    seen = seen_by(house.reader(house.lead), concern, Moment.now(NOON))
    assert seen is not None
    with pytest.raises(BadInput, match="no concern with this reference"):
        put_on_record(reference="ZZZZ-2222", words="I was at work.", **by)
    put_on_record(reference=seen.reference, words="I was at work.", **by)
    step = RightsStep.objects.get(step=Step.ON_RECORD)
    entry = Entry.objects.get(verb="rights.stepped", subject_id=step.id)
    assert concern.hex not in str(entry.detail).replace("-", "")
    assert (verify().fault, verify_rows(), verify_words()) == (None, None, None)


@pytest.mark.parametrize("box", ["name", "reach", "words"])
def test_what_is_missing_is_said_at_its_box(house: House, box: str) -> None:
    with pytest.raises(BadInput) as refused:
        ask(asking=Asking(want=Want.SEE, words=WORDS | {box: " "}), request_id=uuid4(), now=NOON)
    assert refused.value.field == box
    assert not RightsRequest.objects.exists()
