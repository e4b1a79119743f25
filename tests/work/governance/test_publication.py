"""What the published page of a policy says of its version, whence each part comes, and what is missing."""

from datetime import date
from typing import Any

import pytest

from dueregard.authority.policy.answers import Scope, Status
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.operations import set_local_value
from dueregard.authority.policy.queries import in_force
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import enter
from dueregard.work.governance.controls.publication import PUBLICATION_KIND
from dueregard.work.governance.operations.publishing import publish
from dueregard.work.governance.operations.reviewing import note_event, record_review
from dueregard.work.governance.queries.published import version_of
from dueregard.work.governance.rules.publishing import Missing, Version, missing, purpose
from dueregard.work.governance.vocabulary import Event, Found, Shown
from household import NOON, SETUP
from work.governance.governing import POLICY, Crew, at, changed, governed, put, signs

TODAY = london_day(NOON)
LATER = at(600)
PAGE = """
## 4 Who can read it {#4}

Everybody can.

```control publication page
shows = ["reference", "edition", "issued", "in-force-from", "reviewed", "review-by", "issued-by", "purpose"]
where = ["website"]
reference = "local"
```
"""
REFERENCE = "care/publication.page.reference"
SAID = POLICY.replace("## 1 Who", "# Care\n\nIt keeps people *safe*.\n\n## 1 Who") + PAGE


def _version(**given: Any) -> Version:
    said: dict[str, Any] = dict.fromkeys(
        ("edition", "reference", "first_adopted", "issued", "reviewed", "review_by")
    )
    said |= {"title": "Care", "purpose": "", "in_force_from": TODAY, "issued_by": ()}
    return Version(**said | given)


@pytest.mark.parametrize(
    ("given", "undone", "silent"),
    [
        ({}, [Shown.REVIEWED, Shown.ISSUED_BY, Shown.PURPOSE], [
            Shown.REFERENCE, Shown.EDITION, Shown.FIRST_ADOPTED, Shown.ISSUED, Shown.REVIEW_BY,
        ]),
        (
            {"reviewed": TODAY, "issued_by": ("the Director",), "purpose": "It helps."},
            [],
            [Shown.REFERENCE, Shown.EDITION, Shown.FIRST_ADOPTED, Shown.ISSUED, Shown.REVIEW_BY],
        ),
        (
            {"reference": "C1", "edition": "2", "first_adopted": TODAY, "issued": TODAY, "review_by": TODAY},
            [Shown.REVIEWED, Shown.ISSUED_BY, Shown.PURPOSE],
            [],
        ),
    ],
)  # fmt: skip
def test_what_is_missing(given: dict[str, Any], undone: list[Shown], silent: list[Shown]) -> None:
    assert missing(_version(**given), Shown) == Missing(tuple(undone), tuple(silent))
    assert missing(_version(**given), [Shown.IN_FORCE_FROM]) == Missing((), ())


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("", ""),
        ("# Care\n\n", ""),
        ("# Care\n\nIt keeps people safe.\n\nAll of them.\n\n", "It keeps people safe.\n\nAll of them."),
        ("It keeps people safe.\n\n", "It keeps people safe."),
    ],
)
def test_its_purpose_is_what_stands_before_the_first_clause(before: str, said: str) -> None:
    pack = judge(POLICY.replace("## 1 Who", f"{before}## 1 Who").encode(), "care.md").pack
    assert pack is not None
    assert purpose(pack) == said


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('where = ["website"]', "where = []", "name at least one"),
        ('where = ["website"]', 'where = ["website", "website"]', "stands here twice"),
        ('where = ["website"]', 'where = ["billboard"]', "website"),
        ('reference = "local"\n', "", "the page is to carry it"),
        ('"reference", ', "", "no page carries it"),
        ('reference = "local"', 'reference = "local"\nfirst_adopted = "local"', "no page carries it"),
    ],
)
def test_the_gate_says_what_is_wrong_with_it(old: str, new: str, says: str) -> None:
    problems = judge(SAID.replace(old, new).encode(), "care.md").problems
    assert [says in problem.message for problem in problems] == [True]


def test_a_policy_is_published_in_one_way() -> None:
    problems = judge(
        (SAID + PAGE.replace("#4", "#5").replace("page\n", "other\n")).encode(), "care.md"
    ).problems
    assert {"one way" in problem.message for problem in problems} == {True}


def status(minute: int = 600) -> tuple[Status, str]:
    moment = Moment.now(at(minute))
    (control,) = in_force("publication", moment)
    found = PUBLICATION_KIND.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment))
    return found.status, found.because


def published(crew: Crew) -> None:
    row = put(crew, changed(SAID))
    signs(row, crew.writer, "writer")
    signs(row, crew.director, "director", minute=11)
    publish(changes="Clearer.", begun=row.begun, since=None, actor=Actor.person(crew.director), now=at(20))


@pytest.mark.django_db
def test_put_in_at_set_up_nobody_issued_it_and_nobody_looked_at_it() -> None:
    with governed(SAID):
        assert status() == (
            Status.NOT_MET, "its page cannot say when it was last looked at and who issued it",
        )  # fmt: skip
        version = version_of("care", Moment.now(LATER))
        assert version is not None
        assert (version.issued, version.issued_by, version.reviewed) == (None, (), None)
        assert (version.edition, version.review_by) == ("1", date(2026, 12, 31))
        assert version.purpose == "It keeps people *safe*."


@pytest.mark.django_db
def test_published_it_says_when_and_by_which_post() -> None:
    with governed(SAID) as crew:
        published(crew)
        assert status() == (Status.NOT_SET, "nobody has given its document reference")
        set_local_value(address=REFERENCE, value="HT 7", actor=SETUP, now=at(30))
        assert status() == (Status.MET, "its page is open to everybody, with all of it")
        assert status(25)[0] is Status.NOT_SET
        version = version_of("care", Moment.now(LATER))
        assert version is not None
        assert (version.reference, version.issued_by) == ("HT 7", ("the Director",))
        assert (version.issued, version.in_force_from, version.reviewed) == (TODAY, TODAY, TODAY)


@pytest.mark.django_db
def test_what_only_the_provider_can_give_is_asked_for() -> None:
    with governed(SAID):
        moment = Moment.now(LATER)
        (control,) = in_force("publication", moment)
        said = Scope(scope.provider_id(), Stream.OPEN, moment)
        assert [lack.key for lack in PUBLICATION_KIND.ready(control, said)] == [REFERENCE]
        set_local_value(address=REFERENCE, value="HT 7", actor=SETUP, now=at(30))
        assert list(PUBLICATION_KIND.ready(control, said)) == []


@pytest.mark.django_db
def test_what_happened_does_not_show_in_when_it_is_looked_at_again() -> None:
    """An incident brings a review forward; a page for everybody must not tell of it."""
    with governed(SAID) as crew:
        director = Actor.person(crew.director)
        record_review(
            policy="care", done_on=TODAY, found=Found.STANDS, words="Read.", actor=director, now=at(1)
        )
        before = version_of("care", Moment.now(LATER))
        note_event(event=Event.INCIDENT, happened_on=TODAY, actor=director, now=at(2))
        assert version_of("care", Moment.now(LATER)) == before
        assert before is not None
        assert (before.reviewed, before.review_by) == (TODAY, date(2027, 3, 4))


@pytest.mark.django_db
def test_it_is_not_met_while_nobody_can_open_the_page() -> None:
    with governed(SAID) as crew:
        published(crew)
        Provider.objects.filter(pk=scope.provider_id()).update(live_since=at(60))
        with enter(Provider.objects.get(pk=scope.provider_id())):
            assert status(59) == (Status.NOT_MET, "nobody can open it yet: the public pages are not open")
            assert status(60)[0] is Status.NOT_SET


@pytest.mark.django_db
def test_of_no_policy_there_is_nothing_to_say() -> None:
    with governed(SAID):
        assert version_of("other", Moment.now(LATER)) is None
