"""A policy from draft to publication: who may, what binds, what is refused, and nothing overwritten."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from dueregard.authority.policy.answers import Basis, Scope, Status
from dueregard.authority.policy.models import Adoption
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import in_force, shelf
from dueregard.authority.policy.values.who import Named
from dueregard.ground.audit.queries import verify
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.kernel.refusals import BadInput, NotPermitted, OutOfTurn, Refusal
from dueregard.mechanisms.signoff.operations import OnPaper
from dueregard.mechanisms.signoff.queries import sayings
from dueregard.mechanisms.signoff.vocabulary import Said
from dueregard.work.governance.controls.signing import SIGNING_KIND
from dueregard.work.governance.operations.drafting import begin_draft, drop_draft, leave_open, save_draft
from dueregard.work.governance.operations.publishing import publish
from dueregard.work.governance.operations.signing import call_back, put_forward, unsign, write_down
from dueregard.work.governance.queries.drafts import draft, drafts, texts
from dueregard.work.governance.vocabulary import Change, Stage
from household import NOON, SETUP
from work.governance.governing import (
    HEAD,
    POLICY,
    Crew,
    at,
    changed,
    governed,
    put,
    reworded,
    signs,
    written,
)

pytestmark = pytest.mark.django_db
LATER = at(600)


def stage_of(begun: UUID) -> Stage:
    found = draft(begun, Moment.now(LATER))
    assert found
    return found.stage


def signed(crew: Crew, text: str) -> UUID:
    row = put(crew, text)
    signs(row, crew.writer, "writer")
    signs(row, crew.director, "director", minute=11)
    return row.begun


def reading(status_at: int = 600) -> tuple[Status, Basis | None]:
    moment = Moment.now(at(status_at))
    (control,) = in_force("signing", moment)
    found = SIGNING_KIND.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment))
    return found.status, found.basis


def test_from_draft_to_force() -> None:
    with governed() as crew:
        assert reading() == (Status.NOT_MET, Basis.SOMEBODYS_WORD)
        begun = signed(crew, changed())
        assert stage_of(begun) is Stage.SIGNED
        publish(changes="Clearer.", begun=begun, since=None, actor=Actor.person(crew.director), now=at(20))
        assert stage_of(begun) is Stage.PUBLISHED
        pack = shelf(Moment.now(LATER)).pack("care")
        assert pack is not None
        assert pack.text == changed()
        assert reading() == (Status.MET, Basis.HAPPENED_HERE)
        assert reading(15) == (Status.NOT_MET, Basis.SOMEBODYS_WORD)
        assert drafts(Moment.now(LATER)) == []
        assert verify().fault is None


def test_it_is_in_force_from_a_day_to_come() -> None:
    with governed() as crew:
        begun = signed(crew, changed())
        day = london_day(NOON) + timedelta(days=30)
        publish(changes="Clearer.", begun=begun, since=day, actor=Actor.person(crew.director), now=at(20))
        before, after = Moment.end_of(day - timedelta(days=1)), Moment.end_of(day)
        assert [pack.text for _, pack in shelf(before).editions] == [POLICY]
        assert [pack.text for _, pack in shelf(after).editions] == [changed()]


def test_spans_never_lie_over_each_other() -> None:
    with governed() as crew:
        one, other = signed(crew, changed()), signed(crew, reworded())
        director, first = Actor.person(crew.director), london_day(NOON) + timedelta(days=30)
        publish(changes="Clearer.", begun=one, since=first, actor=director, now=at(20))
        for days in (-20, 0, 20):
            with pytest.raises(OutOfTurn, match="or is to"):
                publish(
                    changes="Clearer.",
                    begun=other,
                    since=first + timedelta(days=days),
                    actor=director,
                    now=at(21),
                )
        with pytest.raises(OutOfTurn, match="begins later"):
            adopt(data=reworded().encode(), path="care.md", actor=SETUP, now=at(22))
        assert Adoption.objects.known(LATER).filter(policy="care").count() == 2
        again = begin_draft(policy="care", actor=director, now=at(23))
        assert again.text == changed()


def test_advice_on_a_change_is_no_consent_to_a_slip() -> None:
    with governed() as crew:
        row = put(crew, reworded())
        signs(row, crew.writer, "writer")
        writer = Actor.person(crew.writer)
        call_back(begun=row.begun, actor=writer, now=at(11))
        put_forward(begun=row.begun, change=Change.TYPO, actor=writer, now=at(12))
        assert stage_of(row.begun) is Stage.ASKED
        call_back(begun=row.begun, actor=writer, now=at(13))
        put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=writer, now=at(14))
        found = draft(row.begun, Moment.now(LATER))
        assert found
        assert found.standing
        assert found.standing.turn_of
        assert found.standing.turn_of.number == 2, "of the same question the word still counts"


@pytest.mark.parametrize(("days", "said"), [(-1, "has gone"), (800, "two years")])
def test_a_day_that_cannot_be(days: int, said: str) -> None:
    with governed() as crew:
        begun = signed(crew, changed())
        with pytest.raises(BadInput, match=said):
            publish(
                changes="Clearer.",
                begun=begun,
                since=london_day(NOON) + timedelta(days=days),
                actor=Actor.person(crew.director),
                now=at(20),
            )


def test_nothing_is_published_unsigned() -> None:
    with governed() as crew:
        row = put(crew, changed())
        signs(row, crew.writer, "writer")
        with pytest.raises(OutOfTurn):
            publish(
                changes="Clearer.", begun=row.begun, since=None, actor=Actor.person(crew.director), now=at(20)
            )


def test_the_author_is_barred() -> None:
    with governed() as crew:
        row = written(crew, changed(), by=crew.director)
        put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=Actor.person(crew.director), now=at(5))
        signs(row, crew.writer, "writer")
        with pytest.raises(NotPermitted, match="Somebody else"):
            signs(row, crew.director, "director", minute=11)
        signs(row, crew.board, "board", minute=12)
        assert stage_of(row.begun) is Stage.SIGNED


def test_whoever_wrote_an_earlier_text_is_an_author() -> None:
    with governed() as crew:
        first = written(crew, changed(), by=crew.director)
        row = save_draft(
            draft_id=first.id, text=reworded(changed()), actor=Actor.person(crew.writer), now=at(4)
        )
        put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=Actor.person(crew.writer), now=at(5))
        signs(row, crew.writer, "writer")
        with pytest.raises(NotPermitted, match="Somebody else"):
            signs(row, crew.director, "director", minute=11)


def test_steps_go_in_order_and_each_by_its_post() -> None:
    with governed() as crew:
        row = put(crew, changed())
        with pytest.raises(OutOfTurn, match="in this post"):
            signs(row, crew.director, "director")
        with pytest.raises(NotPermitted, match="do not hold"):
            signs(row, crew.board, "writer")
        signs(row, crew.writer, "writer", Said.NO, words="I would write it otherwise.")
        assert stage_of(row.begun) is Stage.ASKED
        signs(row, crew.director, "director", minute=11)
        with pytest.raises(OutOfTurn):
            signs(row, crew.board, "board", minute=12)


def test_a_no_ends_it_until_the_text_changes() -> None:
    with governed() as crew:
        row = put(crew, changed())
        signs(row, crew.writer, "writer")
        with pytest.raises(BadInput, match="why not"):
            signs(row, crew.director, "director", Said.NO, minute=11)
        signs(row, crew.director, "director", Said.NO, minute=11, words="Six months are too few.")
        assert stage_of(row.begun) is Stage.REFUSED
        writer = Actor.person(crew.writer)
        with pytest.raises(OutOfTurn, match="said no"):
            put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=writer, now=at(12))
        save_draft(draft_id=row.id, text=reworded(changed()), actor=writer, now=at(13))
        assert stage_of(row.begun) is Stage.DRAFTING


def test_a_signature_binds_the_text_that_was_read() -> None:
    with governed() as crew:
        row = put(crew, changed())
        signs(row, crew.writer, "writer")
        writer = Actor.person(crew.writer)
        with pytest.raises(OutOfTurn, match="put forward"):
            save_draft(draft_id=row.id, text=reworded(changed()), actor=writer, now=at(12))
        call_back(begun=row.begun, actor=writer, now=at(13))
        newer = save_draft(draft_id=row.id, text=reworded(changed()), actor=writer, now=at(14))
        put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=writer, now=at(15))
        with pytest.raises(OutOfTurn, match="Read it again"):
            signs(row, crew.director, "director", minute=16)
        found = draft(row.begun, Moment.now(LATER))
        waits = found and found.standing and found.standing.turn_of
        assert waits
        assert (found and found.row.id, waits.number) == (newer.id, 1)


def test_two_editors_lose_nothing() -> None:
    with governed() as crew:
        row = written(crew, changed())
        director, writer = Actor.person(crew.director), Actor.person(crew.writer)
        save_draft(draft_id=row.id, text=reworded(), actor=director, now=at(4))
        with pytest.raises(OutOfTurn, match="Somebody else changed"):
            save_draft(draft_id=row.id, text=changed(reworded()), actor=writer, now=at(5))
        assert [one.text for one in texts(row.begun, Moment.now(LATER))] == [reworded(), changed(), POLICY]


@pytest.mark.parametrize(
    ("text", "change", "said"),
    [
        (changed(), Change.TYPO, "review.yearly"),
        (POLICY.replace("Care", "Caring"), Change.TYPO, "the front matter"),
        (POLICY.replace("2026-12-31", "2028-12-31"), Change.TYPO, "the front matter"),
        (f"{POLICY}\n## 4 More {{#4}}\n\nThere is more.\n", Change.TYPO, "a section"),
        (POLICY.replace('verb = "approve"', 'verb = "aprove"'), Change.SUBSTANCE, "care:.*signing.policy"),
        (POLICY.replace('policy = "care"', 'policy = "cure"'), Change.SUBSTANCE, "calls itself 'cure'"),
        (POLICY.replace('every = "12 months"', 'every = "not set"'), Change.SUBSTANCE, "1 value is not set"),
        (
            POLICY.replace("{#2}", "{#9}").replace("{#3}", "{#2}").replace("{#9}", "{#3}"),
            Change.SUBSTANCE,
            "under another id",
        ),
        (POLICY.replace("+++", "***"), Change.SUBSTANCE, "care"),
    ],
)
def test_what_keeps_a_text_back(text: str, change: Change, said: str) -> None:
    with governed() as crew:
        row = written(crew, text)
        with pytest.raises(BadInput, match=said):
            put_forward(begun=row.begun, change=change, actor=Actor.person(crew.writer), now=at(5))


def test_what_was_put_in_at_set_up_is_signed_as_it_is_and_once() -> None:
    with governed() as crew:
        publish(begun=signed(crew, POLICY), since=None, actor=Actor.person(crew.director), now=at(20))
        assert reading() == (Status.MET, Basis.HAPPENED_HERE)
        row = begin_draft(policy="care", actor=Actor.person(crew.writer), now=at(30))
        with pytest.raises(BadInput, match="word for word"):
            put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=Actor.person(crew.writer), now=at(31))


def test_a_slip_of_the_pen_takes_the_short_way() -> None:
    with governed() as crew:
        row = put(crew, reworded(), Change.TYPO)
        signs(row, crew.writer, "writer")
        assert stage_of(row.begun) is Stage.SIGNED


def test_a_gap_is_left_knowingly() -> None:
    with governed() as crew:
        row = written(crew, POLICY.replace('within = "2 months"', 'within = "not set"'))
        writer = Actor.person(crew.writer)
        found = draft(row.begun, Moment.now(LATER))
        assert found
        (address,) = found.open_gaps
        assert address == "care/review.yearly.within"
        with pytest.raises(BadInput, match="why"):
            leave_open(begun=row.begun, address=address, why=" ", actor=writer, now=at(3))
        with pytest.raises(BadInput, match="is given"):
            leave_open(
                begun=row.begun, address="care/review.yearly.every", why="So.", actor=writer, now=at(3)
            )
        leave_open(begun=row.begun, address=address, why="The board decides in May.", actor=writer, now=at(4))
        put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=writer, now=at(5))
        assert stage_of(row.begun) is Stage.ASKED


@pytest.mark.parametrize(
    ("basis", "status"), [(Basis.DOCUMENT_SEEN, Status.MET), (Basis.SOMEBODYS_WORD, Status.AT_RISK)]
)
def test_a_signature_on_paper(basis: Basis, status: Status) -> None:
    with governed() as crew:
        row = put(crew, changed())
        signs(row, crew.writer, "writer")
        paper = OnPaper(basis, london_day(NOON), crew.board)
        said: dict[str, Any] = {
            "begun": row.begun,
            "draft_id": row.id,
            "capacity": Named.read("role:board"),
            "said": Said.YES,
        }
        director = Actor.person(crew.director)
        with pytest.raises(NotPermitted):
            write_down(**said, on_paper=paper, words="x", actor=Actor.person(crew.board), now=at(12))
        with pytest.raises(BadInput, match="who signed"):
            write_down(**said, on_paper=paper, words="", actor=director, now=at(12))
        late = OnPaper(basis, london_day(NOON) + timedelta(days=1), crew.board)
        with pytest.raises(BadInput, match="still to come"):
            write_down(**said, on_paper=late, words="Minute 4", actor=director, now=at(12))
        for paper_of, on in (
            (crew.writer, london_day(NOON)),
            (crew.board, london_day(NOON) - timedelta(days=9)),
        ):
            held = OnPaper(basis, on, paper_of)
            with pytest.raises(BadInput, match="did not hold this post"):
                write_down(**said, on_paper=held, words="Minute 4", actor=director, now=at(12))
        write_down(**said, on_paper=paper, words="Minute 4", actor=director, now=at(12))
        publish(changes="Clearer.", begun=row.begun, since=None, actor=director, now=at(13))
        assert reading() == (status, Basis.HAPPENED_HERE if status is Status.MET else basis)


def test_what_was_said_is_taken_back_by_whoever_said_it() -> None:
    with governed() as crew:
        row = put(crew, changed())
        signs(row, crew.writer, "writer")
        saying = _only_saying(row.id)
        with pytest.raises(NotPermitted):
            unsign(begun=row.begun, saying_id=saying, actor=Actor.person(crew.director), now=at(11))
        unsign(begun=row.begun, saying_id=saying, actor=Actor.person(crew.writer), now=at(12))
        signs(row, crew.writer, "writer", minute=13)
        signs(row, crew.director, "director", minute=14)
        with pytest.raises(OutOfTurn, match="Every step"):
            unsign(
                begun=row.begun, saying_id=_only_saying(row.id), actor=Actor.person(crew.writer), now=at(15)
            )


def test_another_edition_came_between() -> None:
    with governed() as crew:
        one, other = signed(crew, changed()), put(crew, reworded())
        publish(changes="Clearer.", begun=one, since=None, actor=Actor.person(crew.director), now=at(20))
        with pytest.raises(OutOfTurn, match="came into force"):
            signs(other, crew.writer, "writer", minute=21)


def test_without_a_word_about_signing_the_owner_approves() -> None:
    with governed(HEAD) as crew:
        row = written(crew, HEAD.replace("answers for it", "answers for all of it"))
        put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=Actor.person(crew.writer), now=at(5))
        signs(row, crew.director, "director")
        assert stage_of(row.begun) is Stage.SIGNED


def test_the_edition_in_force_says_how_the_next_is_signed() -> None:
    with governed() as crew:
        row = put(crew, POLICY.replace('"role:director", "role:board"', '"role:writer"'))
        signs(row, crew.writer, "writer")
        with pytest.raises(OutOfTurn, match="in this post"):
            signs(row, crew.writer, "writer", minute=11)


def test_nobody_else_writes() -> None:
    with governed() as crew:
        row = written(crew, changed())
        for who in (Actor.person(crew.board), Actor.outsider()):
            for act in (
                lambda who=who: begin_draft(policy="care", actor=who, now=at(9)),
                lambda who=who: save_draft(draft_id=row.id, text="x", actor=who, now=at(9)),
                lambda who=who: drop_draft(begun=row.begun, actor=who, now=at(9)),
                lambda who=who: put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=who, now=at(9)),
                lambda who=who: publish(
                    changes="Clearer.", begun=row.begun, since=None, actor=who, now=at(9)
                ),
            ):
                with pytest.raises(NotPermitted):
                    act()


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "x" * 1_100_000, "a\ud800b"])
def test_what_is_no_text(text: str) -> None:
    with governed() as crew:
        row = written(crew, changed())
        with pytest.raises(BadInput) as caught:
            save_draft(draft_id=row.id, text=text, actor=Actor.person(crew.writer), now=at(9))
        assert caught.value.field == "text"


def test_a_dropped_draft_stays_in_the_record() -> None:
    with governed() as crew:
        row = written(crew, changed())
        drop_draft(begun=row.begun, actor=Actor.person(crew.writer), now=at(9))
        assert draft(row.begun, Moment.now(LATER)) is None
        assert len(texts(row.begun, Moment.now(LATER))) == 2
        with pytest.raises(Refusal):
            drop_draft(begun=row.begun, actor=Actor.person(crew.writer), now=at(10))


def test_a_new_policy_begins_with_its_own_text() -> None:
    with governed() as crew:
        with pytest.raises(BadInput, match="nothing written"):
            begin_draft(policy="brand-new", actor=SETUP, now=at(1))
        text = POLICY.replace('policy = "care"', 'policy = "brand-new"')
        row = begin_draft(policy="brand-new", text=text, actor=SETUP, now=at(1))
        put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=SETUP, now=at(5))
        signs(row, crew.writer, "writer")
        signs(row, crew.board, "board", minute=11)
        publish(changes="Clearer.", begun=row.begun, since=None, actor=SETUP, now=at(20))
        assert {pack.policy for _, pack in shelf(Moment.now(LATER)).editions} == {"care", "brand-new"}


def _only_saying(matter: UUID) -> UUID:

    rows = sayings([matter], Moment.now(LATER))
    return next(row.id for row in rows if row.step == 1)


def test_what_was_left_open_stays_so_until_it_is_given() -> None:
    silent = POLICY.replace('within = "2 months"', 'within = "not set"')
    with governed() as crew:
        row = written(crew, silent)
        writer = Actor.person(crew.writer)
        leave_open(
            begun=row.begun, address="care/review.yearly.within", why="In May.", actor=writer, now=at(4)
        )
        put_forward(begun=row.begun, change=Change.SUBSTANCE, actor=writer, now=at(5))
        signs(row, crew.writer, "writer")
        signs(row, crew.director, "director", minute=11)
        publish(changes="Clearer.", begun=row.begun, since=None, actor=writer, now=at(12))
        again = begin_draft(policy="care", actor=writer, now=at(20))
        found = draft(again.begun, Moment.now(LATER))
        assert found
        assert ([gap.why for gap in found.gaps], found.open_gaps) == (["In May."], ())
        save_draft(draft_id=again.id, text=POLICY, actor=writer, now=at(21))
        found = draft(again.begun, Moment.now(LATER))
        assert found
        assert (found.gaps, found.open_gaps) == ((), ())
