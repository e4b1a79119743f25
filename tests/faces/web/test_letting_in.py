"""The lead who is locked out on a Friday evening: who lets them in again, how all see it, and what nobody gains."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dueregard.authority.access.appointing import agree, appoint
from dueregard.authority.access.inviting import invite
from dueregard.authority.access.models import Lockout, Proposal, Readmission
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.powers import powers_in_force
from dueregard.authority.access.proving import Proof
from dueregard.authority.access.queries import person_tag, reader, shut_out_by
from dueregard.authority.access.rules import WATCHED_FOR, may_vouch
from dueregard.authority.access.vocabulary import Capability, Circle, Kinship, Knew, Part
from dueregard.authority.access.vouching import note_lockout, vouch, who_may_vouch
from dueregard.authority.identity.models import Account, Membership, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.authority.identity.sessions import note_session
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.operations import turn
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.register import Line
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.backups.replaying import AGAIN
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.kernel.refusals import BadInput, NotPermitted, OutOfTurn
from dueregard.ground.tenancy.models import Provider
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.readings import readings
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from faces.web.test_inviting import KEEPER, OWN
from household import NOON, SETUP, inside, make_holder, make_person
from proving import give_app, shown_by_app_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
REASON = "She lost her bag with both phones on the train. I rang her at home."
LEAD, KEEPS, ANSWERS = {Capability.TRIAGE}, {Capability.ADMINISTER}, set[Capability]()


class House:
    """Two leads, a head who is accountable, somebody who looks after the machine, a tutor; all sign in. One concern."""

    def __init__(self, provider: Provider) -> None:
        words = archetype("safeguarding-core").decode()
        first = words.index("```control role")
        adopt(data=(words[:first] + KEEPER + words[first:]).encode(), path="p.md", actor=SETUP, now=NOON)
        self.provider = provider
        self.lead, self.second = make_holder("Lea Dee", "dsl"), make_holder("Sec Ond", "dsl")
        self.head, self.keeper = make_holder("Di Rector", "head"), make_holder("Ada Min", "keeper")
        self.tutor = make_person("Tu Tor")
        self.accounts = {p: member(p) for p in (self.lead, self.second, self.head, self.keeper, self.tutor)}
        self.concern = self.about(make_person("Kit Marlow"))

    def about(self, person: UUID, kind: AboutKind = AboutKind.LEARNER) -> UUID:
        named = PersonNamed(Part.WORRIED_ABOUT, {"name": "Somebody"}, person)
        report = Report(
            reporter=ReporterKind.STAFF, about=kind, account={"seen": "A drawing."}, people=(named,)
        )
        return report_concern(
            report=report, request_id=uuid4(), actor=Actor.outsider(), now=utc_now()
        ).concern_id

    def client(self, person: UUID) -> Client:
        client, account = Client(), self.accounts[person]
        client.force_login(account)
        session = client.session
        session.update({"provider": str(self.provider.id), "proven": True})
        session.save()
        note_session(account=account, key=str(session.session_key), agent="", now=utc_now())
        return client

    def vouch(self, by: UUID, person: UUID | None = None) -> str:
        proof = Proof(self.accounts[by], "", "")
        how: dict[str, Any] = {"knew": Knew.NUMBER, "reason": REASON, "proof": proof}
        return vouch(person_id=person or self.lead, actor=Actor.person(by), now=utc_now(), **how).code

    def come_in(self, code: str, client: Client | None = None) -> Client:
        """Set up anew with the code; the new sign-in is the one that counts from now on."""
        client, there = client or Client(), reverse("invited", args=[self.provider.short_code])
        assert client.post(there, {"code": code}).status_code == 302
        account = Account.objects.latest("id")
        said = {"do": "set-up", "chosen": OWN, "again": OWN, "code": shown_by_app_of(account, utc_now())}
        assert client.post(there, said).status_code == 200
        return client


def member(person: UUID) -> Account:
    account = Account.objects.create_account(username=f"a{person}")
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    return account


@pytest.fixture
def house() -> Any:
    with inside() as provider:
        yield House(provider)


def text(client: Client, name: str, *args: UUID) -> str:
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


@pytest.mark.parametrize(
    ("who", "accountable", "own", "watched", "allowed"),
    [
        (LEAD, False, False, False, True),
        (ANSWERS, True, False, False, True),
        (LEAD, False, True, False, False),
        (ANSWERS, True, True, False, False),
        (LEAD, True, False, True, False),
        (KEEPS, False, False, False, False),
        ({Capability.APPOINT}, False, False, False, False),
        ({Capability.SEE_BOARD_FIGURES}, False, False, False, False),
        (ANSWERS, False, False, False, False),
    ],
)
def test_who_may_vouch(
    who: set[Capability], accountable: bool, own: bool, watched: bool, allowed: bool
) -> None:
    assert bool(may_vouch(who, accountable=accountable, own=own, watched=watched)) is allowed


def test_a_lead_who_lost_everything_is_let_in_again_and_everybody_sees_it(house: House) -> None:
    old, second, head = house.client(house.lead), house.client(house.second), house.client(house.head)
    give_app(house.accounts[house.second])
    there = reverse("vouch", args=[house.lead])
    assert reverse("vouch", args=[house.lead]) in text(second, "who-opens")
    said = {"knew": "number-known-before", "reason": REASON}
    for wrong in (said, said | {"code": "000000"}, said | {"code": "1", "reason": " "}, {"knew": "a hunch"}):
        assert second.post(there, wrong).status_code == 422
    assert old.get(reverse("desk-queue")).status_code == 200
    shown = shown_by_app_of(house.accounts[house.second], utc_now())
    page = second.post(there, said | {"code": shown})
    code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", page.content.decode().partition("Type this code")[2])
    assert code
    assert old.get(reverse("desk-queue")).status_code == 302
    assert not Membership.objects.holding(Moment.now(utc_now())).filter(person_id=house.lead).exists()
    told = Message.objects.filter(occasion="let-in-again").values_list("person_id", flat=True)
    assert set(told) == {house.lead, house.head, house.keeper}
    lead = house.come_in(code[0])
    read_concern(concern_id=house.concern, actor=Actor.person(house.lead), now=utc_now())
    for client in (second, head, lead):
        assert "1 person was let in again" in text(client, "desk-queue")
        whole = text(client, "let-in")
        assert "Sec Ond vouched for them" in whole
        assert REASON in whole
        assert "They have opened a concern 1 time." in whole
        assert whole.count(reverse("door", args=[house.concern])) == (client is not head)
    assert reverse("door", args=[house.concern]) not in text(house.client(house.keeper), "let-in")
    assert "let in again" not in text(house.client(house.tutor), "my-reports")
    assert (verify().fault, verify_rows(), verify_words()) == (None, None, None)
    with time_machine.travel(utc_now() + WATCHED_FOR + timedelta(minutes=1), tick=False):
        assert "was let in again" not in text(house.client(house.second), "desk-queue")
        assert REASON in text(house.client(house.second), "let-in")


def test_whoever_looks_after_the_machine_may_begin_and_never_finish(house: House) -> None:
    keeper = house.client(house.keeper)
    assert keeper.post(reverse("locked-out", args=[house.lead])).status_code == 302
    assert Message.objects.filter(occasion="locked-out").count() == 2
    assert {house.second, house.head} == set(who_may_vouch(house.lead, Moment.now(utc_now())))
    assert keeper.get(reverse("vouch", args=[house.lead])).status_code == 403
    for by in (house.keeper, house.tutor, house.lead):
        with pytest.raises(NotPermitted):
            house.vouch(by)
    with pytest.raises(OutOfTurn):
        note_lockout(person_id=house.lead, actor=Actor.person(house.head), now=utc_now())
    with pytest.raises(NotPermitted):
        note_lockout(person_id=house.head, actor=Actor.person(house.second), now=utc_now())
    assert house.client(house.lead).get(reverse("desk-queue")).status_code == 200
    second = house.client(house.second)
    assert "1 person cannot sign in" in text(second, "desk-queue")
    assert reverse("vouch", args=[house.lead]) in text(second, "let-in")
    house.vouch(house.second)
    assert Lockout.known_at(utc_now()) == ()
    with pytest.raises(BadInput):
        invite(person_id=house.lead, actor=Actor.person(house.head), now=utc_now())
    keeper.post(reverse("locked-out", args=[house.tutor]))
    assert house.client(house.second).get(reverse("vouch", args=[house.tutor])).status_code == 200
    keeper.post(reverse("locked-out", args=[house.tutor]), {"do": "take-back"})
    for stranger in (house.tutor, make_person("No Body"), uuid4()):
        assert house.client(house.second).get(reverse("vouch", args=[stranger])).status_code == 404


def test_somebody_who_never_signed_in_is_invited_and_not_vouched_for(house: House) -> None:
    new = make_holder("Ne Wer", "dsl")
    with pytest.raises(BadInput):
        house.vouch(house.second, new)
    with pytest.raises(BadInput):
        note_lockout(person_id=new, actor=Actor.person(house.head), now=utc_now())


def test_by_vouching_nobody_reads_what_they_could_not_read_before(house: House) -> None:
    """Else a lead a concern is about would pass for the lead it was put before."""
    kin = make_person("Kin Ond")
    record_relationship(person_id=kin, other_id=house.second, kinship=Kinship.KIN, actor=SETUP, now=utc_now())
    about = house.about(house.second, AboutKind.VISITOR)
    lead = Actor.person(house.lead)
    read_concern(concern_id=about, actor=lead, now=utc_now())
    client = house.come_in(house.vouch(house.second))
    assert client.get(reverse("door", args=[about])).status_code == 404
    assert client.get(reverse("door", args=[house.concern])).status_code == 200
    moment = Moment.now(utc_now())
    for subject in (house.second, kin, house.head, house.lead):
        for other in (house.second, kin, house.head, house.lead):
            walled = person_tag(subject) in reader(other, powers_in_force(moment), moment).shut_out
            assert walled == (other in shut_out_by(subject, moment)), (subject, other)
    assert {house.lead, house.second} <= shut_out_by(kin, moment)
    with time_machine.travel(utc_now() + WATCHED_FOR + timedelta(minutes=1), tick=False):
        read_concern(concern_id=about, actor=lead, now=utc_now())


def test_a_reading_of_a_restricted_matter_shows_only_to_whoever_may_open_it(house: House) -> None:
    about = house.about(house.second, AboutKind.VISITOR)
    house.come_in(house.vouch(house.head))
    lead, moment = Actor.person(house.lead), Moment.now(utc_now())
    for concern in (about, house.concern):
        read_concern(concern_id=concern, actor=lead, now=utc_now())
    (row,) = Readmission.at(moment)
    seen = {
        (by, circle): [
            one.concern_id
            for one in readings(
                {house.lead},
                reader(by, powers_in_force(moment), moment),
                moment,
                since=row.since,
                until=row.until,
                circle=circle,
            )
        ]
        for by in (house.head, house.second, house.keeper)
        for circle in Circle
    }
    assert seen == {
        (house.head, Circle.OPEN): [], (house.head, Circle.SEALED): [about],
        (house.second, Circle.OPEN): [house.concern], (house.second, Circle.SEALED): [],
        (house.keeper, Circle.OPEN): [], (house.keeper, Circle.SEALED): [],
    }  # fmt: skip


def test_for_a_day_whoever_was_let_in_lets_nobody_else_in(house: House) -> None:
    """Else one person would be two: the one who vouched, and the one they passed for."""
    house.come_in(house.vouch(house.second, house.head), client := Client())
    assert client.get(reverse("desk-queue")).status_code == 200
    head, now = Actor.person(house.head), utc_now()
    house.accounts[house.head] = Account.objects.latest("id")
    with pytest.raises(NotPermitted):
        house.vouch(house.head)
    with pytest.raises(NotPermitted):
        appoint(person_id=house.tutor, role="dsl", actor=head, now=now)
    with pytest.raises(NotPermitted):
        invite(person_id=make_person("Ne Wer"), actor=head, now=now)
    proposed = appoint(person_id=house.tutor, role="dsl", actor=Actor.person(house.keeper), now=now)
    assert isinstance(proposed, Proposal)
    with pytest.raises(NotPermitted):
        agree(proposal_id=proposed.id, actor=head, now=now)
    assert agree(proposal_id=proposed.id, actor=Actor.person(house.second), now=now)


def test_at_another_provider_the_same_account_goes_on_working() -> None:
    """Two providers, one login: whoever vouches at the one neither ends nor opens anything at the other."""
    with inside("elsewhere") as elsewhere:
        there = House(elsewhere)
        account = there.accounts[there.lead]
        working = there.client(there.lead)
    with inside() as provider:
        house = House(provider)
        again = make_holder("Lea Dee", "dsl")
        give_membership(account=account, person=Person.objects.get(pk=again), actor=SETUP, now=utc_now())
        house.accounts[again] = account
        here = house.client(again)
        code = house.vouch(house.second, again)
        assert here.get(reverse("desk-queue")).status_code == 302
        assert house.come_in(code).get(reverse("desk-queue")).status_code == 200
    assert working.get(reverse("desk-queue")).status_code == 200
    account.refresh_from_db()
    assert account != Account.objects.latest("id")


def test_after_a_restore_the_old_sign_in_is_ended_again(house: House) -> None:
    now, standing = utc_now(), Membership.objects.get(person_id=house.lead)
    detail = {"person": str(house.lead), "ended": str(standing.id)}
    line = Line(house.provider.id, "open", 9, "", "identity.membership-ended", uuid4(), now, now, detail, [])
    old = house.client(house.lead)
    for again in (True, False):
        with turn(actor=SETUP, now=now) as t:
            assert AGAIN[line.verb](t, line) is again
    assert old.get(reverse("desk-queue")).status_code == 302
