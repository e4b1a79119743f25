"""Who signs a draft, in which order, for which text; who may not; and what was signed on paper."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from dueregard.authority.policy.answers import Basis, Status
from dueregard.authority.policy.values.who import Named
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.kernel.refusals import BadInput, NotPermitted, OutOfTurn
from dueregard.mechanisms.signoff.operations import OnPaper
from dueregard.mechanisms.signoff.queries import sayings
from dueregard.mechanisms.signoff.vocabulary import Said
from dueregard.work.governance.operations.drafting import begin_draft, save_draft
from dueregard.work.governance.operations.publishing import publish
from dueregard.work.governance.operations.signing import call_back, put_forward, unsign, write_down
from dueregard.work.governance.queries.drafts import draft
from dueregard.work.governance.vocabulary import Change, Stage
from household import NOON
from work.governance.governing import (
    HEAD,
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


def _only_saying(matter: UUID) -> UUID:

    rows = sayings([matter], Moment.now(LATER))
    return next(row.id for row in rows if row.step == 1)
