"""The matrix: every reader, whoever plays a part being this or that to them, the part, the circle, how it came to them,
and when; all of it against the oracle. What a list, a count, a search or a file may hold is what `visible` leaves.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from dueregard.authority.access.models import Party, Readmission, Recusal
from dueregard.authority.access.operations import give_holding, record_relationship
from dueregard.authority.access.queries import Powers, person_tag, reader, role_tag, visible
from dueregard.authority.access.vocabulary import Capability, Circle, Kinship, Manner, Part
from dueregard.authority.identity.models import Person
from dueregard.authority.identity.operations import join_duplicates
from dueregard.ground.crypto.operations import make_data_keys
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.work.casework.models import Concern
from household import NOON, SETUP, make_person, make_provider
from walls.oracle import CLOSES, Human, Matter, kept_from, sees

pytestmark = [pytest.mark.django_db, pytest.mark.long]
DAY = timedelta(days=1)
NOW = Moment.now(NOON)
POSTS = {
    "lead": {"receive-concerns", "triage", "decide", "close", "refer"},
    "deputy": {"consult"},
    "manager": {"review"},
    "director": {"see-restricted", "see-board-figures"},
    "names": {"open-raiser"},
    "governor": {"see-board-figures"},
    "registrar": {"manage-registers", "keep-checks"},
    "appointer": {"appoint", "adopt-policy"},
    "technician": {"administer"},
}
COVERS = {"deputy": {"lead"}, "governor": {"lead"}}
"""Who stands in for whom; a post that opens no case opens none by standing in."""
READERS = (*POSTS, "tutor")
RELATIONS = (
    "none", "self", "alias", "kin", "kin the other way", "kin of an alias", "manages the reader",
    "managed by the reader", "was kin", "vouched for the reader", "kin of who vouched",
)  # fmt: skip
PARTS = tuple(str(part) for part in Part if not part.startswith(("handler", "emergency", "granted")))
BEFORE = (
    "the lead's post", "another post", "the reader", "an alias of the reader", "an emergency", "let read", "nobody",
)  # fmt: skip
WHEN = ("now", "ended", "not yet", "taken back")


@dataclass
class World:
    """The people, the matters as the oracle has them, and the provider they are in."""

    provider: Provider
    ids: dict[str, UUID] = field(default_factory=dict)
    """One row of each human being; the reader's own."""
    rows: dict[str, UUID] = field(default_factory=dict)
    """The row by which somebody plays a part: `reader/relation`."""
    people: dict[str, Human] = field(default_factory=dict)
    matters: dict[UUID, Matter] = field(default_factory=dict)
    made: dict[type, list[Any]] = field(default_factory=dict)

    def put(self, row: Any) -> None:
        """A row to be made with all the others."""
        self.made.setdefault(type(row), []).append(row)

    def person(self, name: str) -> UUID:
        self.ids[name] = make_person(f"Zz {name}")
        self.people[name] = Human()
        return self.ids[name]

    def reader(self, post: str) -> None:
        """Somebody with a post, and around them somebody for each relation."""
        me = self.person(post)
        again = make_person("Zz Again")
        join_duplicates(
            person=Person.objects.get(pk=again), same_as=Person.objects.get(pk=me), actor=SETUP, now=NOON
        )
        if post in POSTS:
            give_holding(person_id=again, role=post, manner=Manner.SUBSTANTIVE, actor=SETUP, now=NOON)
            powers, posts = frozenset(POSTS[post]), frozenset({post} | COVERS.get(post, set()))
            self.people[post] = Human(powers, posts)
        self.rows |= {f"{post}/self": me, f"{post}/alias": again}
        for relation in RELATIONS:
            if relation not in ("self", "alias"):
                self.rows[f"{post}/{relation}"] = self.person(f"{post}/{relation}")
        self.relate(post, me, again)

    def relate(self, post: str, me: UUID, again: UUID) -> None:
        """What the provider has recorded of these people, and what it comes to."""

        def there(relation: str) -> UUID:
            return self.rows[f"{post}/{relation}"]

        kin, boss = Kinship.KIN, Kinship.LINE_MANAGES
        for one, other, kinship in (
            (me, there("kin"), kin),
            (there("kin the other way"), me, kin),
            (again, there("kin of an alias"), kin),
            (there("manages the reader"), me, boss),
            (me, there("managed by the reader"), boss),
            (there("kin of who vouched"), there("vouched for the reader"), kin),
        ):
            record_relationship(person_id=one, other_id=other, kinship=kinship, actor=SETUP, now=NOON)
        row = record_relationship(
            person_id=me, other_id=there("was kin"), kinship=kin, actor=SETUP, now=NOON - DAY
        )
        row.successor(until=NOON - DAY / 2, recorded_at=NOON, by=SETUP.written).save()
        vouched: dict[str, Any] = {"since": NOON - DAY / 2, "until": NOON + DAY / 2}
        Readmission(
            person_id=me,
            voucher_id=there("vouched for the reader"),
            recorded_at=NOON,
            by=SETUP.written,
            **vouched,
        ).save()
        human = self.people[post]
        human.kin |= {f"{post}/{one}" for one in ("kin", "kin the other way", "kin of an alias")}
        human.manager.add(f"{post}/manages the reader")
        human.vouchers.add(f"{post}/vouched for the reader")
        self.people[f"{post}/vouched for the reader"].kin.add(f"{post}/kin of who vouched")

    def cell(
        self, post: str, relation: str, part: str, circle: Circle, before: str, when: str, aside: str
    ) -> None:
        """A matter as these values make it: its rows, and as the oracle has it."""
        concern = Concern(
            reference=uuid4().hex[:12], request_id=uuid4(), reporter="staff", about="learner", strand="prevent",
            channel="web", identity_checked=False, danger=False, received_at=NOON, by="outsider",
            receipt_tag=uuid4().hex, account_key=self.key, account=b"x", circle=circle, state="new", moved_at=NOON,
        )  # fmt: skip
        matter = Matter(restricted=circle is Circle.SEALED)
        self.put(concern)
        self.matters[concern.id] = matter
        self.put_before(concern.id, matter, post, before)
        if part:
            name = post if relation in ("self", "alias") else f"{post}/{relation}"
            self.play(concern.id, part, person_tag(self.rows[f"{post}/{relation}"]), when)
            matter.parts += [(name, part)] if when == "now" else []
        if aside:
            row = self.rows[f"{post}/alias"] if aside == "an alias" else self.ids[post]
            stepped = {"thing_kind": "concern", "thing_id": concern.id, "tag": person_tag(row)}
            self.put(Recusal(since=NOON - DAY, recorded_at=NOON - DAY, by=SETUP.written, **stepped))
            matter.aside.add(post)

    def put_before(self, concern: UUID, matter: Matter, post: str, before: str) -> None:
        match before:
            case "the lead's post" | "another post":
                role = "lead" if before == "the lead's post" else "manager"
                self.play(concern, "handler", role_tag(role), "now")
                matter.posts.add(role)
            case "the reader" | "an alias of the reader":
                row = self.ids[post] if before == "the reader" else self.rows[f"{post}/alias"]
                self.play(concern, "handler-in-person", person_tag(row), "now")
                matter.persons.add(post)
            case "an emergency":
                self.play(concern, "emergency", person_tag(self.ids[post]), "now")
                matter.emergencies.add(post)
            case "let read":
                self.play(concern, "granted", person_tag(self.rows[f"{post}/alias"]), "now")
                matter.granted.add(post)

    def play(self, concern: UUID, part: str, tag: str, when: str) -> None:
        """A part that is played now, that ended an hour ago, that begins in an hour, or that was taken back."""
        since = NOON + DAY if when == "not yet" else NOON - DAY
        until = NOON - timedelta(hours=1) if when == "ended" else None
        same: dict[str, Any] = {"thing_kind": "concern", "thing_id": concern, "part": part, "tag": tag}
        same |= {"since": since, "by": SETUP.written}
        row = Party(until=until, recorded_at=NOON - DAY, **same)
        self.put(row)
        if when == "taken back":
            self.put(Party(replaces=row, withdrawn=True, recorded_at=NOON - DAY / 2, **same))

    def settle(self) -> None:
        """Make the rows: concerns first."""
        for model in (Concern, Party, Recusal):
            model.objects.bulk_create(self.made.get(model, []), batch_size=500)
        if connection.vendor == "postgresql":
            # In life the server counts by itself what came; not what came in a transaction that never ends.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE casework_concern, access_party, access_recusal")

    def __post_init__(self) -> None:
        [self.key] = make_data_keys("concern-account", 1, now=NOON)


def cells() -> Iterator[tuple[str, str, Circle, str, str, str]]:
    """Every cell of one reader: all of them for what stands now, and for what is over or to come those that differ."""
    yield from (
        ("none", "", *rest) for rest in product(Circle, BEFORE, ["now"], ["", "the reader", "an alias"])
    )
    yield from product(RELATIONS, PARTS, Circle, BEFORE, ["now"], [""])
    yield from product(("self", "kin"), PARTS, Circle, ("the lead's post", "the reader"), WHEN[1:], [""])
    yield from product(("self", "none"), ("worried-about",), Circle, BEFORE, ["now"], ["the reader"])


@pytest.fixture(scope="module")
def world(lasting: Callable[[], AbstractContextManager[None]]) -> World:
    with lasting():
        provider = make_provider()
        other = make_provider("elsewhere")
        with enter(other):
            elsewhere = World(other)
            elsewhere.reader("lead")
            elsewhere.cell("lead", "none", "", Circle.OPEN, "the lead's post", "now", "")
            elsewhere.settle()
        with enter(provider):
            found = World(provider)
            for post in READERS:
                found.reader(post)
            for post in READERS:
                for cell in cells():
                    found.cell(post, *cell)
            found.settle()
    return found


def powers() -> Powers:
    return Powers(
        {post: frozenset(map(Capability, given)) for post, given in POSTS.items()},
        {post: frozenset(covered) for post, covered in COVERS.items()},
    )


def test_every_part_was_decided() -> None:
    assert set(CLOSES) == {str(part) for part in Part}


@pytest.mark.parametrize("post", READERS)
def test_what_somebody_sees_is_what_the_oracle_says(world: World, post: str) -> None:
    with enter(world.provider):
        who = reader(world.ids[post], powers(), NOW)
        found = set(visible(Concern.objects.all(), who, NOW).values_list("pk", flat=True))
        by_circle = {
            circle: set(
                visible(Concern.objects.filter(circle=circle), who, NOW, circle=circle).values_list(
                    "pk", flat=True
                )
            )
            for circle in Circle
        }
    said = {key for key, matter in world.matters.items() if sees(post, matter, world.people)}
    assert found == said
    assert by_circle[Circle.OPEN] | by_circle[Circle.SEALED] == said
    assert len(world.matters) - len(said) > 1000  # there is something to be kept from everybody


@pytest.mark.parametrize("post", READERS)
def test_whom_somebody_is_kept_from_is_what_the_oracle_says(world: World, post: str) -> None:
    names = {person_tag_of: name for name, person_tag_of in _tags(world).items()}
    with enter(world.provider):
        shut = {names[tag] for tag in reader(world.ids[post], powers(), NOW).shut_out if tag in names}
    assert shut == kept_from(post, world.people)


def _tags(world: World) -> dict[str, str]:
    with enter(world.provider):
        return {name: person_tag(person) for name, person in world.ids.items()}
