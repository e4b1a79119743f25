"""Sex, ethnicity and disability of one member of staff on the desk: for whoever keeps it, and for nobody else."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from desk_support import sign_in, text
from dueregard.authority.people.imports.by_hand import said_of_staff, say_of_staff
from dueregard.authority.people.imports.opting import Grounds, opt_in
from dueregard.authority.people.models import KeptApart
from dueregard.authority.people.vocabulary import OF_STAFF, Apart, Standing, Use
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from faces.web.test_routes import answer
from household import NOON, SETUP, inside, make_holder, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SAID = {Apart.STAFF_SEX: "Zzsex", Apart.STAFF_ETHNICITY: "Zzethnic", Apart.STAFF_DISABILITY: "Zzdisability"}
POLICY = b"""+++
language = 1
policy = "answering"
title = "Who answers"
nation = "england"
owner = "role:director"
+++

## 1 Posts {#1}

```control role director
title = "Director"
minimum = 1
may = ["adopt-policy", "see-board-figures"]
```

```control role hr
title = "HR"
minimum = 1
may = ["keep-checks"]
```

```control role manager
title = "Manager"
minimum = 1
may = ["appoint"]
```

```control role machine
title = "Machine"
minimum = 1
may = ["administer"]
```
"""


@pytest.fixture
def provider() -> Iterator[Provider]:
    with inside() as found:
        adopt(data=POLICY, path="p.md", actor=SETUP, now=NOON)
        yield found


def switch_on(*which: Apart) -> None:
    director = Actor.person(make_holder("Cara Lund", "director"))
    now = utc_now()
    for kept in which:
        grounds = Grounds(
            use=Use.EQUALITY, assessment="DPIA 7", reason="x", last_day=london_day(now) + timedelta(days=9)
        )
        opt_in(kept=kept, grounds=grounds, actor=director, now=now)


def page_of(person: UUID) -> str:
    return f"/desk/people/{person}/kept-apart/"


def signed_in(role: str, provider: Provider) -> Client:
    return sign_in(make_holder(f"Some {role.title()}", role), provider)


@pytest.mark.parametrize("role", ["hr", "manager"])
def test_whoever_keeps_it_writes_it_down_reads_it_and_takes_it_back(role: str, provider: Provider) -> None:
    switch_on(*OF_STAFF)
    tess = make_person("Tess Tutor")
    client = signed_in(role, provider)
    assert "Write down what they say of themselves" in text(client.get(page_of(tess)))
    assert client.post(page_of(tess), SAID).headers["Location"] == page_of(tess)
    assert said_of_staff(tess, Moment.now(utc_now())) == SAID
    page = client.get(page_of(tess)).content.decode()
    assert all(f'value="{word}"' in page for word in SAID.values())
    client.post(page_of(tess), SAID | {Apart.STAFF_ETHNICITY: ""})
    assert set(said_of_staff(tess, Moment.now(utc_now()))) == {Apart.STAFF_SEX, Apart.STAFF_DISABILITY}
    assert Entry.objects.filter(verb="people.kept-apart-read", subject_id=tess).count() == 4


def test_what_is_not_kept_is_not_asked_and_who_can_change_that_is_said(provider: Provider) -> None:
    tess = make_person("Tess Tutor")
    client = signed_in("hr", provider)
    empty = text(client.get(page_of(tess)))
    assert "None of this is kept of staff." in empty
    assert "Whoever adopts your policies, or is accountable for them, can." in empty
    switch_on(Apart.STAFF_SEX)
    page = client.get(page_of(tess)).content.decode()
    assert "Not kept of staff: Ethnicity, Disability." in page
    assert 'name="staff-sex"' in page
    assert 'name="staff-ethnicity"' not in page
    client.post(page_of(tess), SAID)
    assert said_of_staff(tess, Moment.now(utc_now())) == {Apart.STAFF_SEX: "Zzsex"}


def test_what_is_too_long_is_said_and_what_was_typed_is_kept(provider: Provider) -> None:
    switch_on(*OF_STAFF)
    tess = make_person("Tess Tutor")
    response = signed_in("hr", provider).post(page_of(tess), SAID | {Apart.STAFF_SEX: "Z" * 81})
    page = response.content.decode()
    assert (response.status_code, KeptApart.objects.count()) == (422, 0)
    assert "This is longer than 80 characters." in page
    assert all(f'value="{word}"' in page for word in ("Z" * 81, "Zzethnic", "Zzdisability"))


@pytest.mark.parametrize("role", ["director", "machine"])
def test_for_everybody_else_every_page_is_the_same_with_and_without_it(role: str, provider: Provider) -> None:
    switch_on(*OF_STAFF)
    tess, keeper = make_person("Tess Tutor"), Actor.person(make_holder("Hal Hart", "hr"))
    client = signed_in(role, provider)
    pages = (
        page_of(tess),
        f"/desk/people/{tess}/",
        f"/desk/checks/{tess}/",
        "/desk/people/kept-apart/",
        "/desk/people/",
    )
    before = [answer(client.get(page)) for page in pages]
    say_of_staff(person_id=tess, said=SAID, actor=keeper, now=utc_now())
    after = [answer(client.get(page)) for page in pages]
    assert [status for status, _ in before] == [status for status, _ in after]
    assert before[0][0] == client.post(page_of(tess), SAID).status_code == 404
    assert [one for one, other in zip(before, after, strict=True) if one != other] == [
        # How many colleagues it is kept of stands there, to the ten.
        before[3]
    ] * (before[3][0] == 200)
    assert not any(word in page for _, page in after for word in SAID.values())


def test_of_nobody_but_staff_and_on_no_list(provider: Provider) -> None:
    switch_on(*OF_STAFF)
    client = signed_in("manager", provider)
    agent = make_person("Asa Agent", Standing.AGENCY_STAFF)
    assert client.get(page_of(agent)).status_code == 404
    assert "Their sex" not in text(client.get(f"/desk/people/{agent}/"))
    tess = make_person("Tess Tutor")
    client.post(page_of(tess), SAID)
    assert "Their sex, ethnicity and disability" in text(client.get(f"/desk/people/{tess}/"))
    pages = ("/desk/people/", f"/desk/people/{tess}/", "/desk/people/kept-apart/", "/desk/people/twice/")
    assert not any(word in text(client.get(page)) for page in pages for word in SAID.values())


def test_whoever_it_is_about_sees_it_in_their_own_file(provider: Provider) -> None:
    switch_on(*OF_STAFF)
    tess, ben = make_person("Tess Tutor"), make_person("Ben Board")
    say_of_staff(person_id=tess, said=SAID, actor=Actor.person(make_holder("Hal Hart", "hr")), now=utc_now())
    own, of_another = (text(sign_in(one, provider).get("/desk/mine/file/")) for one in (tess, ben))
    assert all(word in own for word in SAID.values())
    assert not any(word in of_another for word in SAID.values())
