"""Looking for words in records: everything a reader may see and nothing else, and the audit record says who looked."""

import json
import unicodedata
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from dueregard.authority.access.operations import record_relationship
from dueregard.authority.access.vocabulary import Circle, Kinship
from dueregard.authority.identity.vocabulary import fold
from dueregard.ground.audit.models import Entry as Audit
from dueregard.ground.crypto.operations import destroy
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from dueregard.work.casework.models import Concern, Entry
from dueregard.work.casework.operations import searching
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.operations.refiling import move_entry
from dueregard.work.casework.operations.searching import Searching, search_records
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.rules.sieving import passage, stands_in
from dueregard.work.casework.vocabulary import EntryKind, Precision
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

LATER = NOON + timedelta(hours=1)


def note(concern: UUID, by: UUID, words: str) -> Entry:
    return add_entry(
        concern_id=concern,
        kind=EntryKind.NOTE,
        words=words,
        happened=Occurred(NOON, Precision.MINUTE),
        actor=Actor.person(by),
        now=NOON,
    )


def look(reader: UUID, sought: str, circle: Circle = Circle.OPEN) -> Searching:
    return search_records(sought=sought, circle=circle, actor=Actor.person(reader), now=LATER)


def found(reader: UUID, sought: str, circle: Circle = Circle.OPEN) -> dict[UUID, list[str]]:
    return {
        one.line.id: [place.passage.words for place in one.places]
        for one in look(reader, sought, circle).found
    }


def of_verb(verb: str) -> list[Audit]:
    return list(Audit.objects.filter(verb=verb).order_by("seq"))


@pytest.mark.django_db
def test_words_are_found_in_the_report_in_what_was_written_and_among_the_named() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        first, second, third = (concern_about_a_learner(make_person(f"Kit Marlow{n}")) for n in range(3))
        note(second, lead, "Her Café friend\ncalled “Bo” again.")
        assert found(lead, "drawing OF a weapon") == {
            key: ["drawing of a weapon"] for key in (first, second, third)
        }
        assert found(lead, "marlow") == {key: ["Marlow"] for key in (first, second, third)}
        assert found(lead, "cafe  FRIEND called") == {second: ["Café friend\ncalled"]}
        assert found(lead, "“bo”") == {second: ["“Bo”"]}
        assert found(lead, "nowhere to be read") == {}


@pytest.mark.django_db
def test_who_looked_is_kept_and_never_for_what() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        second = concern_about_a_learner()
        note(second, lead, "Lantern")
        found(lead, "lantern")
        (searched,) = of_verb("casework.searched")
        assert json.loads(searched.detail) == {"records": 2}
        assert [json.loads(row.detail)["things"] for row in of_verb("audit.read")] == [[str(second)]]
        assert not any("antern" in str(row.__dict__) for row in Audit.objects.all())


@pytest.mark.django_db
def test_a_wall_the_other_door_and_another_provider_hold_no_words() -> None:
    with inside("elsewhere"):
        note(concern_about_a_learner(), make_holder("Els Where", "dsl"), "Lantern")
    with inside():
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        kin, other = make_person("Kit Dee"), make_person("Kit Marlow")
        record_relationship(person_id=lead, other_id=kin, kinship=Kinship.KIN, actor=SETUP, now=NOON)
        of_kin, of_lead, seen = (concern_about_a_learner(one) for one in (kin, lead, other))
        note(of_kin, manager, "Lantern")
        note(of_lead, manager, "Lantern")
        note(seen, lead, "Lantern")
        assert list(found(lead, "lantern")) == [seen]
        assert found(lead, "lantern", Circle.SEALED) == {}
        assert set(found(manager, "lantern", Circle.SEALED)) == {of_kin, of_lead}
        assert [json.loads(row.detail) for row in of_verb("casework.searched") if row.stream == "open"] == [
            {"records": 1}
        ]


@pytest.mark.django_db
def test_whoever_reads_no_cases_looks_in_none() -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        with pytest.raises(NothingHere):
            look(make_person("Tu Tor"), "anything")


@pytest.mark.django_db
@pytest.mark.parametrize("sought", ["", "  ", "ab", " a b"[:3], "\u0301\u0301\u0301"])
def test_fewer_than_three_letters_are_asked_for_again(sought: str) -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        with pytest.raises(BadInput) as refused:
            look(lead, sought)
        assert refused.value.field == "sought"


@pytest.mark.django_db
def test_what_left_a_record_is_not_found_in_it() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        wrong, right = concern_about_a_learner(), concern_about_a_learner()
        entry = note(wrong, lead, "Lantern")
        to = Concern.objects.get(pk=right).reference
        move_entry(
            concern_id=wrong,
            entry_id=entry.id,
            reference=to,
            reason="Of somebody else.",
            actor=Actor.person(lead),
            now=LATER,
        )
        assert list(found(lead, "lantern")) == [right]


@pytest.mark.django_db
def test_words_whose_key_is_gone_are_not_found_and_break_nothing() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        gone, kept = concern_about_a_learner(), concern_about_a_learner()
        for one in (gone, kept):
            note(one, lead, "Lantern")
        destroy(Concern.objects.get(pk=gone).account_key, now=LATER)
        assert list(found(lead, "lantern")) == [kept]


@pytest.mark.django_db
def test_more_than_are_shown_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST", 2)
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        every = [concern_about_a_learner() for _ in range(3)]
        for one in every:
            note(one, lead, "Lantern")
        searched = look(lead, "lantern")
        assert (len(searched.found), searched.more, searched.through) == (2, True, 3)
        assert {one.line.id for one in searched.found} < set(every)


@pytest.mark.django_db
def test_looking_through_more_records_asks_no_more_questions() -> None:
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        asked = []
        for _ in range(2):
            for _ in range(3):
                note(concern_about_a_learner(), lead, "Nothing of that kind")
            look(lead, "lantern")
            with CaptureQueriesContext(connection) as captured:
                look(lead, "lantern")
            asked.append(len(captured))
        assert asked[0] == asked[1]


@pytest.mark.django_db
@pytest.mark.parametrize("more_seen", [0, 4])
def test_records_between_those_one_may_see_stay_closed(more_seen: int) -> None:
    """Whether few or most of what lies between is the reader's: it is asked for in another way."""
    with inside():
        lead, manager = make_holder("Lea Dee", "dsl"), make_holder("Ma Nager", "named-senior-manager")
        kin = make_person("Kit Dee")
        record_relationship(person_id=lead, other_id=kin, kinship=Kinship.KIN, actor=SETUP, now=NOON)
        first = concern_about_a_learner()
        hidden = [concern_about_a_learner(kin) for _ in range(3)]
        seen = {first, *(concern_about_a_learner() for _ in range(more_seen)), concern_about_a_learner()}
        for one in (*seen, *hidden):
            note(one, manager if one in hidden else lead, "Lantern")
        searched = look(lead, "lantern")
        assert ({one.line.id for one in searched.found}, searched.through) == (seen, len(seen))


@given(
    st.text(st.sampled_from("aBc 'é`\n\u0301\x1f1_"), max_size=6),
    st.text(st.sampled_from("aBc 'é`\n\u0301\x1f1_")),
)
def test_a_plain_word_is_looked_for_as_any_other(sought: str, said: str) -> None:
    assert stands_in(fold(sought), said) == (fold(sought) in fold(said))


@given(st.text(max_size=300), st.text(max_size=300), st.text(min_size=1, max_size=20))
def test_a_passage_holds_what_was_sought(before: str, after: str, sought: str) -> None:
    said = f"{before} {sought} {after}"
    found = passage(sought, said)
    if not fold(sought):
        assert found is None
    elif found is None:
        # Letters that join across the places where these meet, or fold otherwise together than apart.
        assert unicodedata.normalize("NFKD", said) != said or not said.isascii()
    else:
        assert fold(sought) in fold(found.words) or not said.isascii()
        assert found.words in said
        assert len(found.before) <= 62
        assert len(found.after) <= 122


@pytest.mark.parametrize(
    ("sought", "said", "there"),
    [
        ("cafe", "The Cafe\u0301 on the corner", ("The ", "Cafe\u0301", " on the corner")),
        ("ﬁsh", "a fish", ("a ", "fish", "")),
        ("two words", "one\ntwo \t words", ("one\n", "two \t words", "")),
        ("bo's", "It was Bo\u2019s", ("It was ", "Bo\u2019s", "")),
        ("none", "nothing here", None),
        ("   ", "nothing   here", None),
    ],
)
def test_a_passage_as_it_was_written(sought: str, said: str, there: tuple[str, str, str] | None) -> None:
    found = passage(sought, said)
    assert (found and (found.before, found.words, found.after)) == there
