"""The breach log: the clock of 72 hours, who sees what, and that nothing written is written over."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.assurance.rights.breach_log import CLOCK, Said, note_breach, write_about_breach
from dueregard.assurance.rights.models import Breach
from dueregard.assurance.rights.queries.breaches import breach, breaches, unsettled, written
from dueregard.assurance.rights.rules.breaches import due, may_see, settles
from dueregard.assurance.rights.tasks import may_be_told_of_breach
from dueregard.assurance.rights.vocabulary import BreachPart, Telling
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.queries import Reader, reader
from dueregard.authority.access.vocabulary import Capability
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import here
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.urls("dueregard.config.urls")
HOUR = timedelta(hours=1)
WHAT = "A letter with a health form went to the wrong family."


class House:
    """A head who is accountable, two who decide on concerns, a tutor."""

    def __init__(self, provider: Provider) -> None:
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        self.provider = provider
        self.head, self.lead = make_holder("Di Rector", "head"), make_holder("Lea Dee", "dsl")
        self.second, self.tutor = make_holder("Sec Ond", "dsl"), make_person("Tu Tor")

    def note(self, by: UUID, *, restricted: bool = False, at: Any = NOON) -> Breach:
        who: dict[str, Any] = {"actor": Actor.person(by), "now": at}
        return note_breach(aware_at=NOON - HOUR, restricted=restricted, what=WHAT, **who)

    def write(self, row: Breach, said: Said, by: UUID | None = None, at: Any = NOON + HOUR) -> None:
        write_about_breach(log=row.log, said=said, actor=Actor.person(by or self.lead), now=at)

    def reader(self, who: UUID, at: Any = NOON) -> Reader:
        return reader(who, powers_in_force(Moment.now(at)), Moment.now(at))

    def seen_by(self, who: UUID, at: Any = NOON + HOUR) -> list[UUID]:
        return [row.log for row in breaches(self.reader(who, at), Moment.now(at))]


@pytest.fixture
def house(db: None) -> Iterator[House]:
    with inside() as provider:
        yield House(provider)


@pytest.mark.parametrize(
    ("given", "accountable", "wrote", "restricted", "seen"),
    [
        ({Capability.DECIDE}, False, False, False, True),
        ({Capability.DECIDE}, False, False, True, False),
        ({Capability.DECIDE, Capability.SEE_RESTRICTED}, False, False, True, False),
        ({Capability.CONSULT}, False, False, False, False),
        ({Capability.ADMINISTER}, False, False, False, False),
        ({Capability.ADMINISTER}, False, True, True, True),
        (set(), True, False, True, True),
    ],
)
def test_who_may_see_a_breach(
    given: set[Capability], accountable: bool, wrote: bool, restricted: bool, seen: bool
) -> None:
    assert may_see(given, accountable=accountable, wrote=wrote, restricted=restricted) is seen


def test_the_clock_runs_from_knowing_and_stops_when_it_is_settled() -> None:
    assert due(NOON) == NOON + 72 * HOUR
    assert [settles(one) for one in (None, Telling.TELL, Telling.TOLD, Telling.NOT)] == [
        False,
        False,
        True,
        True,
    ]


def test_noting_one_starts_the_clock_and_tells_whoever_may_see_it(house: House) -> None:
    row = house.note(house.lead)
    clock = Obligation.objects.get(control=CLOCK)
    assert (clock.opened_at, clock.due_at, clock.circle) == (NOON - HOUR, NOON + 71 * HOUR, "open")
    told = Message.objects.filter(thing_id=row.log)
    assert {message.person_id for message in told} == {house.head, house.second}
    assert all(may_be_told_of_breach(message, NOON) for message in told)
    assert written(row.log, Moment.now(NOON))[BreachPart.HAPPENED].words == WHAT


def test_it_reminds_and_escalates_and_no_policy_ends_it(house: House) -> None:
    row = house.note(house.lead)
    reconcile(owed_now(Moment.now(NOON + HOUR)), provider=here(), now=NOON + HOUR)
    for hours, occasion in (
        (23, "remind-1"),
        (47, "remind-2"),
        (67, "remind-3"),
        (71, "late-1"),
        (95, "escalate-1"),
    ):
        sweep(now=NOON + hours * HOUR)
        told = Message.objects.filter(thing_id=row.log, occasion=f"breach-{occasion}")
        assert {message.person_id for message in told} == {house.head, house.lead, house.second}, occasion


def test_a_decision_stops_the_clock_and_another_starts_it_again(house: House) -> None:
    row = house.note(house.lead)
    regulator: dict[str, Any] = {"part": BreachPart.REGULATOR, "words": "No risk: it came back unopened."}
    house.write(row, Said(telling=Telling.NOT, **regulator))
    assert Obligation.objects.get(control=CLOCK).closed_at
    assert unsettled(house.reader(house.head), Moment.now(NOON + 2 * HOUR)) == 0
    house.write(row, Said(telling=Telling.TELL, **regulator), at=NOON + 2 * HOUR)
    clock = Obligation.objects.get(control=CLOCK)
    assert (clock.closed_at, clock.due_at) == (None, NOON + 71 * HOUR)
    told = Said(telling=Telling.TOLD, told_at=NOON + 3 * HOUR, **regulator)
    house.write(row, told, at=NOON + 4 * HOUR)
    stands = written(row.log, Moment.now(NOON + 5 * HOUR))[BreachPart.REGULATOR]
    assert [stands.row.telling, *(one.row.telling for one in stands.before)] == ["told", "tell", "not"]
    settled = breach(row.log, Moment.now(NOON + 5 * HOUR))
    assert settled is not None
    assert settled.settled
    assert (verify().fault, verify_rows(), verify_words()) == (None, None, None)


@pytest.mark.parametrize(
    "said",
    [
        Said(BreachPart.MEASURES, "  "),
        Said(BreachPart.REGULATOR, "Words."),
        Said(BreachPart.MEASURES, "Words.", Telling.TELL),
        Said(BreachPart.REGULATOR, "Words.", Telling.TOLD),
        Said(BreachPart.REGULATOR, "Words.", Telling.NOT, NOON),
        Said(BreachPart.AFFECTED, "Words.", Telling.TOLD, NOON + 99 * HOUR),
    ],
)
def test_what_is_half_said_is_refused(house: House, said: Said) -> None:
    row = house.note(house.lead)
    with pytest.raises(BadInput):
        house.write(row, said)


def test_one_that_touches_a_restricted_concern_shows_to_nobody_else(house: House) -> None:
    """Nothing in the open chain, no message, no figure; and what may not be seen answers like nothing."""
    before = Entry.objects.filter(stream="open").count(), house.seen_by(house.second)
    row = house.note(house.lead, restricted=True)
    house.write(row, Said(BreachPart.PEOPLE, "One colleague."))
    assert (Entry.objects.filter(stream="open").count(), house.seen_by(house.second)) == before
    assert [house.seen_by(who) for who in (house.head, house.lead)] == [[row.log]] * 2
    assert unsettled(house.reader(house.second), Moment.now(NOON + HOUR)) == 0
    assert Obligation.objects.get(control=CLOCK).circle == "sealed"
    told = Message.objects.filter(thing_id=row.log)
    assert {(message.person_id, message.circle) for message in told} == {(house.head, "sealed")}
    for log in (row.log, uuid4()):
        with pytest.raises(NothingHere):
            write_about_breach(
                log=log,
                said=Said(BreachPart.MEASURES, "x"),
                actor=Actor.person(house.second),
                now=NOON + HOUR,
            )
    client = sign_in(house.second, house.provider)
    assert {client.get(reverse("breach", args=[log])).status_code for log in (row.log, uuid4())} == {404}


def test_whoever_has_no_part_in_it_notes_none(house: House) -> None:
    with pytest.raises(NotPermitted):
        house.note(house.tutor)
    for aware, what in ((NOON + HOUR, WHAT), (NOON, "  ")):
        with pytest.raises(BadInput):
            note_breach(aware_at=aware, restricted=False, what=what, actor=Actor.person(house.lead), now=NOON)
    assert sign_in(house.tutor, house.provider).get(reverse("breaches")).status_code == 404


def test_the_pages(house: House) -> None:
    client = sign_in(house.lead, house.provider)
    assert "None is noted. When one happens:" in text(client.get(reverse("breaches")))
    aware = {
        "aware_day": "1",
        "aware_month": "3",
        "aware_year": "2026",
        "aware_hour": "9",
        "aware_minute": "00",
    }
    typed = boxes(client.get(reverse("note-breach")).content.decode(), aware)
    assert client.post(reverse("note-breach"), typed).status_code == 422
    answer = client.post(reverse("note-breach"), typed | {"what": WHAT})
    assert answer.status_code == 302
    page = text(client.get(answer.headers["Location"]))
    assert WHAT in page
    assert page.count("Nothing yet") == 5
    log = Breach.objects.get().log
    there = reverse("write-breach", args=[log, "regulator"])
    assert client.post(there, {"words": "Because."}).status_code == 422
    assert client.post(there, {"words": "No risk.", "telling": "not"}).status_code == 302
    assert "We do not tell them" in text(client.get(reverse("breach", args=[log])))
    assert "Settled" in text(client.get(reverse("breaches")))
    assert client.get(reverse("write-breach", args=[log, "nothing"])).status_code == 404


def boxes(page: str, wanted: dict[str, str]) -> dict[str, str]:
    """The boxes of a moment as the page names them."""
    names = re.findall(r'name="(aware[^"]*)"', page)
    return {name: wanted[f"aware_{name.rpartition('-')[2].rpartition('_')[2]}"] for name in names}
