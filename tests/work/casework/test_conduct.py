"""A concern about somebody who works here: its kind, whose advice is asked, and when anybody may be spoken to."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from conduct_support import appoints, concern_about_a_colleague, decides_kind, hears, works
from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Kinship, Part
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted, OutOfTurn
from dueregard.ground.reference.operations import load_shipped_facts
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.calendars import set_hours
from dueregard.mechanisms.clocks.vocabulary import HOUSE_RULE
from dueregard.work.casework.models import Concern, Delivery
from dueregard.work.casework.operations.conduct import appoint_manager, describe_work, note_advice
from dueregard.work.casework.operations.handling import Sorted, add_entry, triage
from dueregard.work.casework.operations.reading import read_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.conduct import ADVICE, standing_of, who_may_manage
from dueregard.work.casework.reports import Occurred, PersonNamed, Report
from dueregard.work.casework.rules.conduct import (
    AdviceFrom,
    AdviceStep,
    EmployedBy,
    Work,
    WorksIn,
    WorksWith,
    advice_wanted,
    is_about_conduct,
    may_look_into,
    missing_advice,
)
from dueregard.work.casework.vocabulary import (
    AboutKind,
    Conduct,
    EntryKind,
    PersonKind,
    Precision,
    ReporterKind,
    Strand,
)
from household import NOON, SETUP, inside, make_holder, make_person
from mechanisms.clocks.calendars import NINE_TO_FIVE
from referral_support import adopted
from work_casework_support import concern_about_a_learner

HOUR = timedelta(hours=1)
LADO, PIPOT, WALES = AdviceFrom
ASKED: list[tuple[Conduct | None, WorksWith, WorksIn, set[AdviceFrom]]] = [
    (Conduct.ALLEGATION, WorksWith.CHILDREN, WorksIn.ENGLAND, {LADO}),
    (Conduct.ALLEGATION, WorksWith.ADULTS_AT_RISK, WorksIn.ENGLAND, {PIPOT}),
    (Conduct.ALLEGATION, WorksWith.BOTH, WorksIn.ENGLAND, {LADO, PIPOT}),
    (Conduct.ALLEGATION, WorksWith.NEITHER, WorksIn.BOTH, set()),
    (Conduct.ALLEGATION, WorksWith.CHILDREN, WorksIn.WALES, {WALES}),
    (Conduct.ALLEGATION, WorksWith.ADULTS_AT_RISK, WorksIn.WALES, {WALES}),
    (Conduct.ALLEGATION, WorksWith.BOTH, WorksIn.BOTH, {LADO, PIPOT, WALES}),
    (Conduct.LOW_LEVEL, WorksWith.BOTH, WorksIn.BOTH, set()),
    (Conduct.NEITHER, WorksWith.BOTH, WorksIn.BOTH, set()),
    (None, WorksWith.BOTH, WorksIn.BOTH, set()),
]


@pytest.mark.parametrize(("kind", "people", "where", "sources"), ASKED)
def test_who_outside_is_asked(
    kind: Conduct | None, people: WorksWith, where: WorksIn, sources: set[AdviceFrom]
) -> None:
    assert {one.source for one in advice_wanted(kind, Work(people, where))} == sources
    assert advice_wanted(kind, None) == ()


PATH: list[tuple[AboutKind, PersonKind | None, Conduct | None, bool]] = [
    (AboutKind.COLLEAGUE, None, None, True),
    (AboutKind.SUBCONTRACTOR_STAFF, None, None, True),
    (AboutKind.LEARNER, None, None, False),
    (AboutKind.LEARNER, PersonKind.STAFF, None, True),
    (AboutKind.COLLEAGUE, PersonKind.STAFF, Conduct.NEITHER, False),
    (AboutKind.NOT_SURE, PersonKind.UNKNOWN, Conduct.LOW_LEVEL, True),
]


@pytest.mark.parametrize(("about", "person", "kind", "applies"), PATH)
def test_which_matters_take_this_path(
    about: AboutKind, person: PersonKind | None, kind: Conduct | None, applies: bool
) -> None:
    assert is_about_conduct(about, person, kind) is applies


ENGLISH = Work(WorksWith.BOTH, WorksIn.ENGLAND)
SPEAKING: list[tuple[Conduct | None, Work | None, dict[AdviceFrom, AdviceStep], str]] = [
    (None, None, {}, "First decide which kind"),
    (Conduct.LOW_LEVEL, None, {}, ""),
    (Conduct.NEITHER, None, {}, ""),
    (Conduct.ALLEGATION, None, {}, "whom they work with"),
    (Conduct.ALLEGATION, Work(WorksWith.NEITHER, WorksIn.ENGLAND), {}, ""),
    (Conduct.ALLEGATION, ENGLISH, {}, "before advice"),
    (Conduct.ALLEGATION, ENGLISH, {LADO: AdviceStep.GIVEN}, "before advice"),
    (Conduct.ALLEGATION, ENGLISH, {LADO: AdviceStep.GIVEN, PIPOT: AdviceStep.ASKED}, "before advice"),
    (Conduct.ALLEGATION, ENGLISH, {LADO: AdviceStep.GIVEN, PIPOT: AdviceStep.GIVEN}, ""),
    (Conduct.ALLEGATION, ENGLISH, {LADO: AdviceStep.GIVEN, PIPOT: AdviceStep.NOT_ASKED}, ""),
    (
        Conduct.ALLEGATION,
        ENGLISH,
        dict.fromkeys((LADO, PIPOT), AdviceStep.NOT_ASKED),
        "Nobody outside has advised",
    ),
    (Conduct.ALLEGATION, ENGLISH, {WALES: AdviceStep.GIVEN}, "before advice"),
]


@pytest.mark.parametrize(("kind", "work", "steps", "sentence"), SPEAKING)
def test_when_somebody_may_be_spoken_to(
    kind: Conduct | None, work: Work | None, steps: dict[AdviceFrom, AdviceStep], sentence: str
) -> None:
    said: dict[str, Any] = {
        "about_conduct": kind is not Conduct.NEITHER, "kind": kind, "work": work, "steps": steps,
    }  # fmt: skip
    ruling = may_look_into(danger=False, **said)
    assert bool(ruling) is (sentence == "")
    assert sentence in ruling.reason
    assert may_look_into(danger=True, **said)


def test_what_is_left_out_of_advice() -> None:
    assert set(missing_advice(AdviceStep.ASKED, {})) == {"who"}
    assert set(missing_advice(AdviceStep.GIVEN, {"who": " "})) == {"who", "said"}
    assert set(missing_advice(AdviceStep.NOT_ASKED, {"who": "x"})) == {"said"}


@pytest.fixture
def head() -> Iterator[UUID]:
    with inside():
        adopted()
        yield make_holder("He Ad", "head")


def speaks(concern: UUID, by: UUID, kind: EntryKind = EntryKind.SPOKE_TO) -> Any:
    return add_entry(
        concern_id=concern, kind=kind, words="I spoke to him.", happened=Occurred(NOON, Precision.MINUTE),
        actor=Actor.person(by), now=NOON,
    )  # fmt: skip


@pytest.mark.django_db
def test_nobody_is_spoken_to_before_advice_and_an_attempt_says_who_can_help(head: UUID) -> None:
    concern = concern_about_a_colleague()
    for kind in (EntryKind.SPOKE_TO, EntryKind.STATEMENT):
        with pytest.raises(NotPermitted, match="which kind") as refused:
            speaks(concern, head, kind)
        assert "Head of the organisation" in refused.value.who_can_help
    speaks(concern, head, EntryKind.NOTE)
    decides_kind(concern, head, Conduct.ALLEGATION)
    works(concern, head, WorksWith.BOTH)
    hears(concern, head, LADO)
    hears(concern, head, PIPOT, AdviceStep.ASKED)
    with pytest.raises(NotPermitted, match="before advice"):
        speaks(concern, head)
    later = hears(concern, head, PIPOT)
    speaks(concern, head)
    speaks(concern, head, EntryKind.STATEMENT)
    file = read_concern(concern_id=concern, actor=Actor.person(head), now=NOON)
    assert later.replaces_id in {worded.row.id for worded in file.replaced}
    detail = "".join(LedgerEntry.objects.values_list("detail", flat=True))
    assert not any(word in detail for word in ("allegation", "lado", "under-18s", "duty officer"))


@pytest.mark.django_db
def test_danger_never_waits(head: UUID) -> None:
    concern = concern_about_a_colleague(danger=True)
    speaks(concern, head)
    other = concern_about_a_colleague()
    said = Sorted(danger=True, person=PersonKind.STAFF, strand=Strand.SAFEGUARDING, urgency="now", reason="x")
    triage(concern_id=other, sorted_as=said, actor=Actor.person(head), now=NOON)
    speaks(other, head)


@pytest.mark.django_db
def test_the_kind_changes_only_by_a_new_decision_with_a_reason(head: UUID) -> None:
    concern = concern_about_a_colleague()
    row = Concern.objects.get(pk=concern)
    first = decides_kind(concern, head, Conduct.LOW_LEVEL).decision
    assert standing_of(row, Moment.now(NOON)).kind is Conduct.LOW_LEVEL
    with pytest.raises(OutOfTurn):
        decides_kind(concern, head, Conduct.ALLEGATION)
    decides_kind(concern, head, Conduct.ALLEGATION, NOON + HOUR, replaces=first.id)
    assert standing_of(row, Moment.now(NOON + HOUR)).kind is Conduct.ALLEGATION
    assert standing_of(row, Moment.now(NOON)).kind is Conduct.LOW_LEVEL


@pytest.mark.django_db
def test_an_open_matter_takes_no_such_path(head: UUID) -> None:
    lead = make_holder("Lea Dee", "dsl")
    concern = concern_about_a_learner()
    for act in (
        lambda: works(concern, lead),
        lambda: hears(concern, lead, LADO),
        lambda: appoints(concern, lead, head),
        lambda: decides_kind(concern, lead, Conduct.NEITHER),
    ):
        with pytest.raises(NothingHere):
            act()


@pytest.mark.django_db
def test_the_head_appoints_and_the_chair_does_where_it_is_about_the_head(head: UUID) -> None:
    chair, hr = make_holder("Cha Ir", "chair"), make_holder("Hum An", "hr-lead")
    about_another = concern_about_a_colleague(make_person("Col League"))
    with pytest.raises(NotPermitted) as refused:
        appoints(about_another, chair, hr)
    assert refused.value.who_can_help == "These posts can: Head of the organisation."
    appoints(about_another, head, hr)
    about_the_head = concern_about_a_colleague(head)
    with pytest.raises(NothingHere):
        appoints(about_the_head, head, hr)
    appoints(about_the_head, chair, hr)


def raised_by(person: UUID, **more: Any) -> UUID:
    """Signed in, and so with the raiser known."""
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.COLLEAGUE,
        account={"seen": "A shove."},
        raiser_person_id=person,
        **more,
    )
    return report_concern(report=report, request_id=uuid4(), actor=Actor.person(person), now=NOON).concern_id


@pytest.mark.django_db
def test_nobody_named_close_or_who_raised_it_manages_it(head: UUID) -> None:
    colleague, kin, raiser = (make_holder(name, "hr-lead") for name in ("Col League", "Kin Dred", "Ray Zer"))
    record_relationship(person_id=kin, other_id=colleague, kinship=Kinship.KIN, actor=SETUP, now=NOON)
    people = (PersonNamed(Part.SAID_TO_HAVE_HARMED, {"name": "Col"}, colleague),)
    concern = raised_by(raiser, people=people)
    for one, sentence in ((colleague, "too close"), (kin, "too close"), (raiser, "raised this")):
        with pytest.raises(NotPermitted, match=sentence):
            appoints(concern, head, one)
    assert who_may_manage(Concern.objects.get(pk=concern), Moment.now(NOON)) == {head}
    # Who kept their name apart is not given away by who is not offered.
    apart = raised_by(raiser, people=people, raiser_apart=True)
    assert raiser in who_may_manage(Concern.objects.get(pk=apart), Moment.now(NOON))


@pytest.mark.django_db
def test_whoever_manages_it_may_open_it_until_somebody_else_does(head: UUID) -> None:
    first, second = make_holder("Ann One", "tutor"), make_holder("Bea Two", "tutor")
    concern = concern_about_a_colleague()

    def reads(one: UUID) -> bool:
        try:
            read_concern(concern_id=concern, actor=Actor.person(one), now=NOON)
        except NothingHere:
            return False
        return True

    assert not reads(first)
    for chosen, other in ((first, second), (second, first), (first, second)):
        appoints(concern, head, chosen)
        assert (reads(chosen), reads(other)) == (True, False)
    assert Delivery.objects.filter(concern_id=concern, purpose="manage").count() == 2
    speaks(concern, first, EntryKind.NOTE)
    with pytest.raises(BadInput, match="why you choose"):
        appoint_manager(concern_id=concern, person_id=second, reason=" ", actor=Actor.person(head), now=NOON)


def lado_clock(concern: UUID) -> list[Obligation]:
    return list(
        Obligation.objects.filter(about_id=concern, policy=HOUSE_RULE, control=ADVICE, closed_at=None)
    )


@pytest.mark.django_db
def test_where_no_policy_gives_a_time_the_officer_hears_within_what_guidance_says() -> None:
    load_shipped_facts(now=NOON)
    with inside():
        adopted("apprenticeship-provider")
        set_hours(week=NINE_TO_FIVE, actor=SETUP, now=NOON)
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_colleague(make_person("Col League"))
        works(concern, lead)
        assert lado_clock(concern) == []
        first = decides_kind(concern, lead, Conduct.ALLEGATION, NOON + HOUR).decision
        (owed,) = lado_clock(concern)
        # Known on a Wednesday: the next working day, and sealed as the matter is.
        assert owed.due_at is not None
        assert (owed.opened_at, london_day(owed.due_at), owed.circle) == (NOON, date(2026, 3, 5), "sealed")
        again = decides_kind(concern, lead, Conduct.LOW_LEVEL, NOON + 2 * HOUR, replaces=first.id).decision
        assert lado_clock(concern) == []
        decides_kind(concern, lead, Conduct.ALLEGATION, NOON + 3 * HOUR, replaces=again.id)
        assert len(lado_clock(concern)) == 1
        hears(concern, lead, LADO, AdviceStep.ASKED, NOON + 4 * HOUR)
        assert lado_clock(concern) == []
        works(concern, lead, WorksWith.ADULTS_AT_RISK, now=NOON + 5 * HOUR)
        assert lado_clock(concern) == []


@pytest.mark.django_db
def test_a_policy_that_gives_a_time_is_the_one_that_counts(head: UUID) -> None:
    load_shipped_facts(now=NOON)
    set_hours(week=NINE_TO_FIVE, actor=SETUP, now=NOON)
    concern = concern_about_a_colleague()
    decides_kind(concern, head, Conduct.LOW_LEVEL)
    referred = Obligation.objects.filter(about_id=concern, control="clock.allegation-referred")
    assert not referred.exists()
    other = concern_about_a_colleague()
    decides_kind(other, head, Conduct.ALLEGATION)
    works(other, head)
    assert lado_clock(other) == []
    owed = Obligation.objects.get(about_id=other, control="clock.allegation-referred")
    assert (owed.aim_at is not None, owed.closed_at) == (True, None)
    hears(other, head, LADO, AdviceStep.ASKED)
    owed.refresh_from_db()
    assert owed.closed_at is not None


@pytest.mark.django_db
def test_what_is_said_too_early_or_not_at_all(head: UUID) -> None:
    concern = concern_about_a_colleague()
    said: dict[str, Any] = {
        "concern_id": concern, "source": LADO, "step": AdviceStep.GIVEN, "words": {"who": "x", "said": "x"},
        "happened_at": NOON, "actor": Actor.person(head), "now": NOON,
    }  # fmt: skip
    for more, sentence in (
        ({"happened_at": NOON + HOUR}, "future"),
        ({"words": {"who": "x"}}, "what they advised"),
    ):
        with pytest.raises(BadInput, match=sentence):
            note_advice(**said | more)
    with pytest.raises(BadInput, match="how you know"):
        describe_work(
            concern_id=concern, works_with=WorksWith.BOTH, works_in=WorksIn.BOTH, employed_by=EmployedBy.US,
            words=" ", actor=Actor.person(head), now=NOON,
        )  # fmt: skip
