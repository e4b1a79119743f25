"""A form of the desk that is sent twice, by a double click or by loading the page again, has one effect."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from lxml import html

from desk_support import sign_in
from dueregard.authority.access.models import Holding, Proposal
from dueregard.authority.access.operations import record_absence
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.queries import left_to_provider
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Action, Concern, Entry
from faces.web.test_routes import tables
from faces.web.test_walls_of_rows import worked
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
Said = dict[str, str]
TOKEN = {"csrfmiddlewaretoken": "of-one-form"}


class House:
    """A lead with two worked concerns, a director who appoints, a second lead, and a tutor without a post."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.lead_id = make_holder("Lea Dee", "dsl")
        self.director_id, self.tutor_id = make_holder("Di Rector", "managing-director"), make_person("Tu Tor")
        self.child_id = make_person("Kit Marlow", Standing.LEARNER)
        self.one, self.two = (worked(concern_about_a_learner(), self.lead_id) for _ in range(2))
        self.fresh = concern_about_a_learner()
        self.other_id = make_holder("Ot Her", "dsl")

    def sign_in(self) -> None:
        """Each in a browser of their own."""
        people = {"lead": self.lead_id, "other": self.other_id, "director": self.director_id}
        self.clients = {name: sign_in(person, self.provider) for name, person in people.items()}

    def of(self, name: str, row: bool = False) -> str:
        return reverse(name, args=[self.one.concern, self.one.rows[name]] if row else [self.one.concern])


@pytest.fixture(scope="module")
def built(lasting: Callable[[], AbstractContextManager[None]]) -> House:
    """Built once; each test undoes what it did."""
    with lasting(), inside() as provider:
        return House(provider)


@pytest.fixture
def house(built: House, db: None) -> Iterator[House]:
    """As it was built, and entered."""
    with enter(built.provider):
        built.sign_in()
        yield built


def at(prefix: str, when: datetime | date) -> Said:
    boxes = {f"{prefix}-{part}": str(getattr(when, part)) for part in ("day", "month", "year")}
    clock = {f"{prefix}-{part}": str(getattr(when, part, "")) for part in ("hour", "minute")}
    return boxes | (clock if isinstance(when, datetime) else {})


def soon(days: int) -> datetime:
    return (utc_now() + timedelta(days=days)).replace(hour=12, minute=0)


def person_of_one(house: House) -> str:
    return reverse("person", args=[house.tutor_id])


def the_absence(house: House) -> Said:
    row = record_absence(
        person_id=house.other_id, since=utc_now() - timedelta(days=1), until=None, actor=SETUP, now=utc_now()
    )
    return {"form": "back", "absence": str(row.id)}


def a_proposal(house: House) -> str:
    said = {"form": "post", "role": "designated-staff", "manner": "substantive"}
    house.clients["director"].post(person_of_one(house), said)
    return str(Proposal.objects.get().id)


def a_post(house: House) -> Said:
    return {"form": "end", "holding": str(Holding.objects.get(person_id=house.other_id).id)}


def a_referral(house: House) -> Said:
    page = html.fromstring(house.clients["lead"].get(house.of("refer")).content)
    return {
        "to": str(page.xpath("//select[@name='to']/option[@value!='']/@value")[0]),
        "words": "He needs help.",
    }


def joined(house: House) -> str:
    house.clients["lead"].post(
        house.of("join-concern"), {"reference": house.two.reference, "reason": "Same."}
    )
    return reverse("part-concern", args=[house.one.concern, house.two.concern])


def linked(house: House) -> str:
    house.clients["lead"].post(house.of("link-person", row=True), {"person": str(house.child_id)})
    newest = max(
        Concern.objects.get(pk=house.one.concern).concernperson_set.all(), key=lambda row: row.recorded_at
    )
    return reverse("relink-person", args=[house.one.concern, newest.id])


SORT = {"danger": "no", "person": "child", "strand": "safeguarding", "urgency": "today", "reason": "Seen."}
SHEET = dict.fromkeys(("reasons", "alternatives", "consulted", "told"), "Because.")
FORMS: dict[str, tuple[str, Callable[[House], str], Callable[[House], Said]]] = {
    "sort": ("lead", lambda h: h.of("triage"), lambda h: SORT),
    "entry": ("lead", lambda h: h.of("entry"), lambda h: {"kind": "note", "words": "She rang."}),
    "decide": (
        "lead", lambda h: h.of("decide"), lambda h: SHEET | {"question": "close", "outcome": "false-alarm"},
    ),
    "action": (
        "lead", lambda h: h.of("action"),
        lambda h: {"what": "Ring.", "owner": str(h.lead_id)} | at("due_on", soon(2).date()),
    ),
    "done": ("lead", lambda h: h.of("done", row=True), lambda h: {}),
    "nudge": ("lead", lambda h: h.of("nudge", row=True), lambda h: {}),
    "refer": ("lead", lambda h: h.of("refer"), a_referral),
    "stage": ("lead", lambda h: h.of("stage", row=True), lambda h: {"stage": "sent", "words": "By mail."}),
    "move": (
        "lead", lambda h: h.of("move-entry", row=True), lambda h: {"reference": h.two.reference, "reason": "Wrong."},
    ),
    "add somebody": (
        "lead", lambda h: h.of("add-to-concern"), lambda h: {"part": "witness", "name": "Wit", "may_we_speak": ""},
    ),
    "change somebody": (
        "lead", lambda h: h.of("change-person", row=True), lambda h: {"reach": "Ring.", "may_we_speak": ""},
    ),
    "link": ("lead", lambda h: h.of("link-person", row=True), lambda h: {"person": str(h.child_id)}),
    "join": (
        "lead", lambda h: h.of("join-concern"), lambda h: {"reference": h.two.reference, "reason": "One matter."},
    ),
    "part": ("lead", joined, lambda h: {"reason": "Two matters."}),
    "hand over": ("lead", lambda h: reverse("hand-over"), lambda h: {"taker": str(h.other_id)}),
    "step aside": ("lead", lambda h: h.of("step-aside"), lambda h: {"reason": "x"}),
    "propose": (
        "director", person_of_one, lambda h: {"form": "post", "role": "designated-staff", "manner": "substantive"},
    ),
    "give": (
        "director", person_of_one, lambda h: {"form": "post", "role": "lead-tutor", "manner": "substantive"},
    ),
    "agree": (
        "lead", lambda h: reverse("who-opens"), lambda h: {"answer": "agree", "proposal": a_proposal(h)},
    ),
    "turn down": (
        "lead", lambda h: reverse("who-opens"), lambda h: {"answer": "turn-down", "proposal": a_proposal(h)},
    ),
    "reviewed": ("lead", lambda h: reverse("who-opens"), lambda h: {"answer": "reviewed"}),
    "end": ("director", lambda h: reverse("person", args=[h.other_id]), a_post),
    "away": ("director", person_of_one, lambda h: {"form": "away"} | at("away_from", soon(1))),
    "add": (
        "director", lambda h: reverse("add-person"), lambda h: {"family_name": "New", "standing": "staff"},
    ),
    "cover: away": (
        "director", lambda h: reverse("cover"),
        lambda h: {"form": "away", "away-person": str(h.other_id)} | at("away-since", soon(1)),
    ),
    "cover: act": (
        "director", lambda h: reverse("cover"),
        lambda h: {"form": "cover", "cover-role": "dsl", "cover-person": str(h.other_id)}
        | at("cover-since", soon(1)) | at("cover-until", soon(3)),
    ),
    "value": (
        "director", lambda h: reverse("give", args=[left_to_provider(Moment.now(NOON))[0].address]),
        lambda h: {"value": "2026-01-05"},
    ),
    "cover: back": ("director", lambda h: reverse("cover"), the_absence),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_twice_has_one_effect(form: str, house: House) -> None:
    who, where, what = FORMS[form]
    client, there, said = house.clients[who], where(house), what(house) | TOKEN
    before = tables()
    first = client.post(there, said)
    after = tables()
    assert first.status_code == 302
    assert after != before
    again = client.post(there, said)
    assert tables() == after
    assert again.status_code in {302, 404, 409, 422}
    if again.status_code == 302:
        assert again.headers["Location"] in {first.headers["Location"], there, reverse("people")}
    assert verify().fault is None


def test_it_is_one_sending_only_of_the_same_words_on_the_same_form_by_the_same_person(house: House) -> None:
    said = {"kind": "note", "words": "She rang."} | TOKEN
    entries = Entry.objects.count()
    others = reverse("entry", args=[house.fresh])
    sendings = [
        ("lead", house.of("entry"), said, 1),
        ("lead", house.of("entry"), said, 1),
        ("lead", house.of("entry"), said | {"words": "She rang again."}, 2),
        ("lead", house.of("entry"), said | {"csrfmiddlewaretoken": "of-another"}, 3),
        ("lead", others, said, 4),
        ("other", others, said, 5),
        ("lead", others, said, 5),
    ]
    for who, there, words, more in sendings:
        assert house.clients[who].post(there, words).status_code == 302
        assert Entry.objects.count() == entries + more


def test_what_was_refused_may_be_sent_again(house: House) -> None:
    said = {"reference": house.two.reference, "reason": "One matter."} | TOKEN
    Concern.objects.filter(pk=house.two.concern).update(reference="AAAA-2222")
    there, client = house.of("join-concern"), house.clients["lead"]
    assert client.post(there, said).status_code == 422
    Concern.objects.filter(pk=house.two.concern).update(reference=house.two.reference)
    before = tables()
    assert client.post(there, said).status_code == 302
    assert tables() != before


def test_the_owner_of_an_action_sent_twice_is_told_once(house: House) -> None:
    told = Message.objects.filter(occasion__startswith="action-")
    before = told.count()
    who, where, what = FORMS["action"]
    for _ in range(2):
        house.clients[who].post(where(house), what(house) | TOKEN)
    assert (told.count(), Action.objects.filter(concern=house.one.concern).count()) == (before + 1, 2)


def test_every_form_of_the_desk_carries_a_token_of_its_own(house: House) -> None:
    page = house.clients["lead"].get(reverse("concern", args=[house.one.concern])).content.decode()
    tokens = [part.split('"')[0] for part in page.split('name="csrfmiddlewaretoken" value="')[1:]]
    assert len(tokens) > 2
    assert len(set(tokens)) == len(tokens)
