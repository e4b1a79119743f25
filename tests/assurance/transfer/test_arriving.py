"""A record from elsewhere: proved, put with ours word for word, once, and marked as from there."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from dueregard.assurance.transfer.bundle import CASE, Member, Opened, read_member, write_bundle
from dueregard.assurance.transfer.models import Arrival
from dueregard.assurance.transfer.operations import arriving
from dueregard.assurance.transfer.operations.arriving import Confirmed, opened_bundle, put_with_record
from dueregard.assurance.transfer.queries.arrivals import arrivals_of, happened_elsewhere
from dueregard.assurance.transfer.sealing import close_bundle, open_bundle, secret_of
from dueregard.assurance.transfer.vocabulary import NotABundle
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.rows import verify_rows
from dueregard.ground.audit.words import verify_words
from dueregard.ground.crypto.operations import destroy
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.work.casework.models import Concern
from dueregard.work.casework.operations.attaching import Handed, attach_to_record
from dueregard.work.casework.queries.attached import attached
from faces.web.test_walls_of_rows import worked
from household import NOON, inside, make_holder, make_person
from mechanisms.files.cabinet import received, work
from transfer_support import PHRASE, record_closed
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


def left() -> bytes:
    """A worked record of another provider, with a file that was made safe, as it was closed there."""
    with inside("elsewhere"):
        lead = make_holder("Els Where", "dsl")
        concern = worked(concern_about_a_learner(), lead).concern
        text = Handed(received(b"He drew a knife.", "x.txt"), "His words.", uuid4())
        attach_to_record(concern_id=concern, handed=text, actor=Actor.person(lead), now=NOON)
        work(NOON)
        return record_closed(concern, lead, LATER)


@contextmanager
def opened(data: bytes, passphrase: str = PHRASE) -> Iterator[Opened]:
    with opened_bundle(io.BytesIO(data), passphrase) as found:
        yield found


def put(data: bytes, concern: UUID, by: UUID, **more: Any) -> Any:
    with opened(data) as bundle:
        said = {
            "fingerprint": bundle.fingerprint,
            "how_known": "Their lead told me the date of birth.",
        } | more
        return put_with_record(
            concern_id=concern, opened=bundle, confirmed=Confirmed(**said), actor=Actor.person(by), now=LATER
        )


def test_what_left_there_stands_here_word_for_word_with_its_times_and_authors() -> None:
    data = left()
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        with opened(data) as bundle:
            there = json.loads(b"".join(read_member(bundle.archive, CASE)))
        made = put(data, concern, lead)
        (came,) = arrivals_of(concern, Moment.now(LATER))
        assert came.words["from"] == "Elsewhere Training"
        assert came.words["how-known"] == "Their lead told me the date of birth."
        # Not a letter of it is another, fingerprints included.
        assert json.loads(came.words["case"])["chronology"] == there["matters"][0]["chronology"]
        shown = list(happened_elsewhere((came,)))
        assert len(shown) == came.row.entries == len(there["matters"][0]["chronology"])
        decided = next(one for one in shown if "Decision" in one.title)
        assert (decided.title, decided.by) == (
            "Elsewhere Training: Decision: refer, made",
            "Els Where, Elsewhere Training",
        )
        assert decided.at == NOON + timedelta(hours=1)
        assert ("Why", "Because.") in decided.boxes
        # Its files went the way of every file that comes.
        assert (made.files, made.refused) == (1, ())
        (file,) = attached(concern).values()
        assert file.kind == "txt"
        entry = LedgerEntry.objects.get(verb="transfer.record-came")
        assert "Elsewhere" not in entry.detail
        assert (verify_words(), verify_rows()) == (None, None)


def test_it_is_put_here_once_by_somebody_who_made_sure_and_nothing_before() -> None:
    data = left()
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        with pytest.raises(BadInput, match="how you made sure"):
            put(data, concern, lead, how_known=" ")
        with pytest.raises(OutOfTurn, match="another file than the one you looked at"):
            put(data, concern, lead, fingerprint="0" * 64)
        with pytest.raises(NothingHere):
            put(data, concern, make_person("Str Anger"))
        assert not Arrival.objects.exists()
        first = put(data, concern, lead)
        again = put(data, concern, lead, how_known="As before.")
        assert (first.again, again.again) == (False, True)
        assert (again.rows, again.files) == (first.rows, 1)
        assert (Arrival.objects.count(), len(attached(concern))) == (1, 1)
        # It goes with the record it stands with.
        destroy(Concern.objects.select_related("account_key").get(pk=concern).account_key, now=LATER)
        (came,) = arrivals_of(concern, Moment.now(LATER))
        assert (came.matter, came.words) == (None, {"from": "These words were disposed of."})


def test_whoever_was_cut_off_does_the_same_again_and_nothing_is_missing_or_there_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = left()
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        with monkeypatch.context() as patch:
            patch.setattr(arriving, "attach_to_record", cut_off)
            with pytest.raises(ConnectionError):
                put(data, concern, lead)
        assert (Arrival.objects.count(), attached(concern)) == (1, {})
        made = put(data, concern, lead)
        assert (made.again, made.files, len(attached(concern))) == (True, 1, 1)
        assert Arrival.objects.count() == 1


def cut_off(**_said: Any) -> None:
    raise ConnectionError


def closed(data: bytes) -> bytes:
    out = io.BytesIO()

    def write(pipe: Any) -> None:
        pipe.write(data)

    close_bundle(write, out, secret_of(PHRASE, ""))
    return out.getvalue()


def test_what_is_closed_and_yet_no_bundle_is_refused_and_leaves_nothing() -> None:
    bare = io.BytesIO()
    write_bundle(bare, [Member("case.json", "application/json", "x", [b"[]"])], {})
    for data, passphrase, sentence in (
        (closed(b"Dear colleague"), PHRASE, "not a bundle"),
        (closed(bare.getvalue()), PHRASE, "case.json cannot be read"),
        (b"Dear colleague", PHRASE, "safeguarding record that can be read here"),
        (closed(bare.getvalue())[:-20], PHRASE, "cut short"),
    ):
        with pytest.raises(NotABundle, match=sentence), opened(data, passphrase):
            pass
    with pytest.raises(BadInput) as refused, opened(closed(b""), "another phrase of six words"):
        pass
    assert refused.value.field == "passphrase"
    with pytest.raises(NotABundle):
        open_bundle(io.BytesIO(b""), io.BytesIO(), PHRASE)
