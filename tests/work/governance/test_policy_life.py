"""A policy from draft to publication: who may, what binds, what is refused, and nothing overwritten."""

from datetime import timedelta

import pytest

from dueregard.authority.policy.answers import Basis, Status
from dueregard.authority.policy.models import Adoption
from dueregard.authority.policy.operations import adopt
from dueregard.authority.policy.queries import shelf
from dueregard.ground.audit.queries import verify
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.kernel.refusals import BadInput, NotPermitted, OutOfTurn, Refusal
from dueregard.work.governance.operations.drafting import begin_draft, drop_draft, leave_open, save_draft
from dueregard.work.governance.operations.publishing import publish
from dueregard.work.governance.operations.signing import put_forward
from dueregard.work.governance.queries.drafts import draft, drafts, texts
from dueregard.work.governance.vocabulary import Change, Stage
from household import NOON, SETUP
from work.governance.governing import (
    LATER,
    POLICY,
    at,
    changed,
    governed,
    put,
    reading,
    reworded,
    signed,
    signs,
    stage_of,
    written,
)

pytestmark = pytest.mark.django_db


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


def test_another_edition_came_between() -> None:
    with governed() as crew:
        one, other = signed(crew, changed()), put(crew, reworded())
        publish(changes="Clearer.", begun=one, since=None, actor=Actor.person(crew.director), now=at(20))
        with pytest.raises(OutOfTurn, match="came into force"):
            signs(other, crew.writer, "writer", minute=21)


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
