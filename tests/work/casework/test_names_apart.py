"""A name that is kept apart: in no row a handler reads, opened by one post with a reason, and said to have been."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dueregard.authority.access.operations import give_holding, record_relationship
from dueregard.authority.access.vocabulary import Kinship, Manner
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NotPermitted, OutOfTurn
from dueregard.work.casework.models import Concern, Delivery, Entry
from dueregard.work.casework.operations.adding import add_to_own
from dueregard.work.casework.operations.opening_names import open_name
from dueregard.work.casework.operations.reading import read_concern, read_for_own
from dueregard.work.casework.operations.refiling import move_entry
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.queries.apart import who_opens_names
from dueregard.work.casework.queries.reporter import own_report
from dueregard.work.casework.reports import More, Report
from dueregard.work.casework.vocabulary import AboutKind, EntryKind, ReporterKind, Strand
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


def report_apart(who: UUID, **more: object) -> UUID:
    """A report by somebody signed in who asks that handlers should not have their name."""
    adopt(data=archetype("safeguarding-core"), path="s.md", actor=SETUP, now=NOON)
    said = {"raiser": {"name": "Tam Rowe", "phone": "01632 960001"}, "raiser_apart": True} | more
    report = Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": "A drawing of a weapon."},
        raiser_person_id=who,
        **said,  # type: ignore[arg-type]
    )
    return report_concern(report=report, request_id=uuid4(), actor=Actor.person(who), now=NOON).concern_id


def test_no_row_and_no_entry_bears_who_reported() -> None:
    with inside():
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tam Rowe")
        concern = report_apart(tutor)
        more = More(words={"words": "It was a Tuesday."})
        add_to_own(concern_id=concern, more=more, request_id=uuid4(), actor=Actor.person(tutor), now=LATER)
        read_for_own(concern_id=concern, actor=Actor.person(tutor), now=LATER)
        file = read_concern(concern_id=concern, actor=Actor.person(lead), now=LATER)
        assert file.raiser == {}
        assert (file.concern.by, file.concern.identity_checked) == ("outsider", True)
        assert [worded.row.by for worded in file.record] == ["outsider"]
        assert str(tutor) not in repr(list(LedgerEntry.objects.filter(subject_id=concern).values()))


def test_one_post_opens_it_with_a_reason_and_the_reporter_learns_when() -> None:
    with inside():
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tam Rowe")
        concern = report_apart(tutor)
        assert own_report(concern, tutor, Moment.now(LATER)).name_opened_at == ()
        opened = open_name(concern_id=concern, reason="The police ask.", actor=Actor.person(lead), now=LATER)
        assert opened.words == {"name": "Tam Rowe", "phone": "01632 960001"}
        assert opened.person_id == tutor
        standing = own_report(concern, tutor, Moment.now(LATER))
        assert (standing.name_apart, standing.name_opened_at) == (True, (LATER,))
        assert read_for_own(concern_id=concern, actor=Actor.person(tutor), now=LATER) == ()
        [worded] = read_concern(concern_id=concern, actor=Actor.person(lead), now=LATER).record
        assert Entry.objects.get(pk=worded.row.pk).kind == EntryKind.NAME_OPENED
        assert (worded.row.by, dict(worded.words)) == (f"person:{lead}", {"reason": "The police ask."})
        assert LedgerEntry.objects.filter(subject_id=concern, verb="casework.name-opened").count() == 1
        assert verify().fault is None


def test_who_may_not_open_it_learns_who_can_and_nothing_is_written() -> None:
    with inside():
        lead, deputy = make_holder("Lea Dee", "dsl"), make_holder("Ed Puty", "deputy-dsl")
        concern = report_apart(make_person("Tam Rowe"))
        Delivery.objects.get(person_id=lead)
        with pytest.raises(NotPermitted) as refused:
            open_name(concern_id=concern, reason="I wonder.", actor=Actor.person(deputy), now=LATER)
        assert refused.value.who_can_help == "These posts can: Designated Safeguarding Lead."
        with pytest.raises(BadInput):
            open_name(concern_id=concern, reason=" ", actor=Actor.person(lead), now=LATER)
        assert not Entry.objects.exists()


def test_that_it_was_opened_cannot_be_moved_away() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern, other = report_apart(make_person("Tam Rowe")), report_apart(make_person("Ro Lowe"))
        open_name(concern_id=concern, reason="The police ask.", actor=Actor.person(lead), now=LATER)
        there = Concern.objects.get(pk=other).reference
        entry = Entry.objects.get().id
        with pytest.raises(BadInput):
            move_entry(
                concern_id=concern,
                entry_id=entry,
                reference=there,
                reason="Wrong.",
                actor=Actor.person(lead),
                now=LATER,
            )


@pytest.mark.parametrize(
    "said",
    [{"raiser_apart": False}, {"raiser": {}, "raiser_person_id": None}, {"reporter": ReporterKind.ANONYMOUS}],
    ids=["not-asked", "no-name-given", "anonymous"],
)
def test_where_no_name_is_kept_apart_there_is_none_to_open(said: dict[str, object]) -> None:
    with inside():
        lead, tutor = make_holder("Lea Dee", "dsl"), make_person("Tam Rowe")
        adopt(data=archetype("safeguarding-core"), path="s.md", actor=SETUP, now=NOON)
        whole = {
            "reporter": ReporterKind.STAFF,
            "about": AboutKind.LEARNER,
            "account": {"seen": "A drawing."},
            "raiser": {"name": "Tam Rowe"},
            "raiser_person_id": tutor,
            "raiser_apart": True,
        } | said
        outsider = whole["raiser_person_id"] is None
        actor = Actor.outsider() if outsider else Actor.person(tutor)
        receipt = report_concern(report=Report(**whole), request_id=uuid4(), actor=actor, now=NOON)  # type: ignore[arg-type]
        with pytest.raises(OutOfTurn):
            open_name(concern_id=receipt.concern_id, reason="Why.", actor=Actor.person(lead), now=LATER)
        assert not Concern.objects.get().raiser_apart


@pytest.mark.parametrize("apart", [True, False])
def test_their_line_manager_is_passed_over_because_it_would_tell(apart: bool) -> None:
    with inside():
        tutor, boss, manager = make_person("Tu Tor"), make_person("Bo Ss"), make_person("Se Nior")
        for role in ("named-senior-manager", "dsl"):
            give_holding(person_id=manager, role=role, manner=Manner.SUBSTANTIVE, actor=SETUP, now=NOON)
        record_relationship(
            person_id=boss, other_id=tutor, kinship=Kinship.LINE_MANAGES, actor=SETUP, now=NOON
        )
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        report_apart(tutor, strand=Strand.COMPLAINT, raiser_apart=apart)
        given = set(Delivery.objects.values_list("person_id", flat=True))
        assert (boss in given, manager in given) == (not apart, True)


@pytest.mark.parametrize(
    ("policy", "posts"),
    [("safeguarding-core", ("Designated Safeguarding Lead",)), ("apprenticeship-provider", ())],
)
def test_a_policy_names_the_post_or_nobody_is_offered_it(policy: str, posts: tuple[str, ...]) -> None:
    with inside():
        adopt(data=archetype(policy), path="p.md", actor=SETUP, now=NOON)
        assert who_opens_names(Moment.now(NOON)) == posts
