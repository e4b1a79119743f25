"""A provider with work in hand, and what people do there, as acts: for tests of two of them at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from dueregard.authority.access.appointing import agree, appoint, end_post, turn_down
from dueregard.authority.access.models import Holding, Proposal
from dueregard.authority.access.operations import end_absence, record_absence
from dueregard.authority.access.vocabulary import Part
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt, set_local_value
from dueregard.authority.policy.queries import left_to_provider
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.mechanisms.clocks.operations.calendars import set_hours
from dueregard.work.casework.models import Concern, ConcernPerson
from dueregard.work.casework.operations.acting import finish_action, hand_over, set_action
from dueregard.work.casework.operations.closing import say_it_ended
from dueregard.work.casework.operations.deciding import decide, join_decision
from dueregard.work.casework.operations.handling import Sorted, add_entry, link_person, triage
from dueregard.work.casework.operations.joining import join_concerns, part_concerns, read_matter
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.referring import move_referral, prepare_referral
from dueregard.work.casework.operations.refiling import correct_link, move_entry
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.operations.stepping_aside import step_aside
from dueregard.work.casework.operations.surrounding import Speaking, change_person
from dueregard.work.casework.reports import Occurred, PersonNamed, Report
from dueregard.work.casework.vocabulary import (
    AboutKind,
    Closing,
    PersonKind,
    Precision,
    Question,
    ReporterKind,
    Stage,
    Strand,
)
from household import NOON, SETUP, make_holder, make_person, make_provider
from referral_support import answered

WORDS = dict.fromkeys(("reasons", "alternatives", "consulted", "told"), "Because.")
POSTS = ("dsl", "deputy-dsl", "head", "chair", "hr-lead")
Act = Callable[["World", datetime], object]


@dataclass
class World:
    """A provider where one concern was joined to another, with a note, an action, a referral, a proposal."""

    provider: Provider
    who: dict[str, UUID] = field(default_factory=dict)
    rows: dict[str, UUID] = field(default_factory=dict)

    def by(self, who: str, now: datetime) -> dict[str, Any]:
        return {"actor": Actor.person(self.who[who]), "now": now}

    def reference(self, concern: str) -> str:
        return str(Concern.objects.get(pk=self.rows[concern]).reference)


def a_world(slug: str) -> World:
    world = World(make_provider(slug))
    with enter(world.provider):
        adopt(data=archetype("safeguarding-core"), path="s.md", actor=SETUP, now=NOON)
        world.who = {post: make_holder(f"{post.title()} One", post) for post in POSTS}
        world.who |= {name: make_person(f"{name} Two", Standing.STAFF) for name in ("tutor", "other")}
        world.who["kit"] = make_person("Kit Marlow", Standing.LEARNER)
        for name, about in (
            ("one", AboutKind.LEARNER),
            ("two", AboutKind.LEARNER),
            ("staff", AboutKind.COLLEAGUE),
        ):
            world.rows[name] = a_concern(about)
        for name, by, kind in (("one", "dsl", "child"), ("two", "dsl", "child"), ("staff", "head", "staff")):
            sort(name, by, kind)(world, NOON)
        world.rows["person"] = ConcernPerson.objects.get(concern_id=world.rows["one"]).id
        lead = world.by("dsl", NOON)
        world.rows["note"] = add_entry(concern_id=world.rows["one"], **NOTE, **lead).id
        world.rows["action"] = set_action(
            concern_id=world.rows["one"],
            what="Ring.",
            owner_id=world.who["deputy-dsl"],
            due_on=date(2026, 3, 9),
            **lead,
        ).id
        refer("one", "dsl")(world, NOON)
        world.rows["referral"] = prepare_referral(
            concern_id=world.rows["one"], route="council", governed_by="", words={"account": "x"}, **lead
        ).id
        answered(world.rows["referral"], world.who["dsl"], NOON)
        appoint(person_id=world.who["tutor"], role="deputy-dsl", **world.by("head", NOON))
        world.rows["absence"] = record_absence(
            person_id=world.who["hr-lead"], since=NOON, until=None, actor=SETUP, now=NOON
        ).id
    return world


def a_concern(about: AboutKind) -> UUID:
    people = (PersonNamed(Part.WORRIED_ABOUT, {"name": "Kit Marlow"}),)
    report = Report(reporter=ReporterKind.STAFF, about=about, account={"seen": "A drawing."}, people=people)
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON).concern_id


NOTE: dict[str, Any] = {"kind": "note", "words": "Rang.", "happened": Occurred(NOON, Precision.MINUTE)}
SORTED = {
    name: Sorted(danger=False, person=kind, strand=Strand.SAFEGUARDING, urgency="today", reason="Seen.")
    for name, kind in (("child", PersonKind.CHILD), ("staff", PersonKind.STAFF))
}


def write(concern: str, who: str) -> Act:
    return lambda w, now: add_entry(concern_id=w.rows[concern], **NOTE, **w.by(who, now))


def sort(concern: str, who: str, kind: str = "child") -> Act:
    return lambda w, now: triage(concern_id=w.rows[concern], sorted_as=SORTED[kind], **w.by(who, now))


def read(concern: str, who: str) -> Act:
    return lambda w, now: read_concern(concern_id=w.rows[concern], **w.by(who, now)) and None


def read_all(concern: str, who: str) -> Act:
    return lambda w, now: len(read_matter(concern_id=w.rows[concern], **w.by(who, now)).files)


def join(concern: str, other: str, who: str) -> Act:
    return lambda w, now: join_concerns(
        concern_id=w.rows[concern], reference=w.reference(other), reason="One.", **w.by(who, now)
    )


def part(concern: str, other: str, who: str) -> Act:
    return lambda w, now: part_concerns(
        concern_id=w.rows[concern], other_id=w.rows[other], reason="Two.", **w.by(who, now)
    )


def question(concern: str, who: str, asked: Question, outcome: str, **words: str) -> Act:
    return lambda w, now: decide(
        concern_id=w.rows[concern], question=asked, outcome=outcome, words=WORDS | words, **w.by(who, now)
    )


def refer(concern: str, who: str) -> Act:
    asked = ("told-the-person", "told-parents", "agreement-asked", "reported-to-police")
    return question(
        concern, who, Question.REFER_OUTSIDE, "refer", **{f"whether-{one}": "yes" for one in asked}
    )


def close(concern: str, who: str) -> Act:
    outcome = "unfounded" if concern == "staff" else "support-in-place"
    asked = ("told-the-person", "told-whoever-reported", "reported-to-the-barring-service")
    return question(concern, who, Question.CLOSE, outcome, **{f"whether-{one}": "yes" for one in asked})


def close_anew(concern: str, who: str) -> Act:
    """Change the decision to close that one has read, whether or not it is the one that stands."""

    def act(w: World, now: datetime) -> object:
        asked = ("told-whoever-reported",)
        return decide(
            concern_id=w.rows[concern], question=Question.CLOSE, outcome="handed-to-another-service",
            words=WORDS | {f"whether-{one}": "yes" for one in asked}, replaces=w.rows["closing"], **w.by(who, now),
        )  # fmt: skip

    return act


def second(who: str) -> Act:
    return lambda w, now: join_decision(decision_id=w.rows["closing"], words="So do I.", **w.by(who, now))


def move(who: str, here: str, there: str, entry: str = "note") -> Act:
    return lambda w, now: move_entry(
        concern_id=w.rows[here],
        entry_id=w.rows[entry],
        reference=w.reference(there),
        reason="Wrong.",
        **w.by(who, now),
    )


def link(who: str, person: str) -> Act:
    return lambda w, now: link_person(
        concern_id=w.rows["one"], row_id=w.rows["person"], person_id=w.who[person], **w.by(who, now)
    )


def unlink(who: str, person: str | None = None) -> Act:
    return lambda w, now: correct_link(
        concern_id=w.rows["one"], row_id=w.rows["person"], person_id=w.who[person] if person else None, reason="No.",
        **w.by(who, now),
    )  # fmt: skip


def rename(who: str) -> Act:
    return lambda w, now: change_person(
        concern_id=w.rows["one"],
        row_id=w.rows["person"],
        words={"name": "Kit"},
        speaking=Speaking(),
        **w.by(who, now),
    )


def stage(who: str, to: Stage) -> Act:
    return lambda w, now: move_referral(
        referral_id=w.rows["referral"], stage=to, happened_at=NOON, words="", **w.by(who, now)
    )


def aside(concern: str, who: str) -> Act:
    return lambda w, now: step_aside(reason="It touches me.", concern_id=w.rows[concern], **w.by(who, now))


def give(giver: str, taker: str) -> Act:
    return lambda w, now: hand_over(taker_id=w.who[taker], **w.by(giver, now))


def finish(who: str) -> Act:
    return lambda w, now: finish_action(action_id=w.rows["action"], how="Rang.", **w.by(who, now))


def end(holder: str, by: str) -> Act:
    return lambda w, now: end_post(
        holding_id=Holding.objects.get(person_id=w.who[holder], replaces=None).id, **w.by(by, now)
    )


def propose(by: str, person: str = "other", role: str = "deputy-dsl") -> Act:
    return lambda w, now: appoint(person_id=w.who[person], role=role, **w.by(by, now))


def waiting() -> UUID:
    return UUID(str(Proposal.objects.get(replaces=None).id))


def confirm(by: str) -> Act:
    return lambda w, now: agree(proposal_id=waiting(), **w.by(by, now))


def refuse(by: str) -> Act:
    return lambda w, now: turn_down(proposal_id=waiting(), **w.by(by, now))


def policy(old: str, new: str) -> Act:
    text = archetype("safeguarding-core").replace(old.encode(), new.encode(), 1)
    assert text != archetype("safeguarding-core")
    return lambda w, now: adopt(data=text, path="s.md", actor=SETUP, now=now)


def value(said: str) -> Act:
    def act(w: World, now: datetime) -> object:
        address = next(
            one.address for one in left_to_provider(Moment.now(NOON)) if one.address.endswith(".minimum")
        )
        return set_local_value(address=address, value=said, actor=SETUP, now=now)

    return act


def hours(month: int) -> Act:
    return lambda w, now: set_hours(week=[()] * 7, year_begins=month, actor=SETUP, now=now)  # type: ignore[arg-type]


def back(w: World, now: datetime) -> object:
    return end_absence(absence_id=w.rows["absence"], actor=SETUP, now=now)


def said_ended(who: str) -> Act:
    return lambda w, now: say_it_ended(
        concern_id=w.rows["one"], closing=Closing.ENDED, words="Done.", **w.by(who, now)
    )


def kept(name: str, act: Act) -> Act:
    """Do something before the two begin, and keep the row that came of it."""

    def done(w: World, now: datetime) -> object:
        came = act(w, now)
        w.rows[name] = getattr(came, "decision", came).id  # type: ignore[attr-defined]
        return came

    return done
