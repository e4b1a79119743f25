"""Registers beside a policy at a provider: who may write in them, what a look changes, and what falls due."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from dueregard.authority.policy.answers import Basis, Reading, Scope, Status
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.kinds import KINDS
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.vocabulary import Stream
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, from_london, london_day
from dueregard.ground.kernel.refusals import BadInput, NothingHere, NotPermitted
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import open_site
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.mechanisms.clocks.operations.reconciling import reconcile
from dueregard.mechanisms.clocks.operations.sweeping import sweep
from dueregard.mechanisms.clocks.queries.duties import owed_now
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.governance.models import RegisterLook, ReviewEvent
from dueregard.work.governance.operations.registers import Place, Seen, look_at
from dueregard.work.governance.queries.registers import looks, register, stood, words_of
from dueregard.work.governance.registers import Saw
from household import NOON, SETUP
from work.governance.governing import HEAD, Crew, governed

TODAY = london_day(NOON)
SOURCES = """## 2 What we rely on {#2}

The law, and guidance.

```control sources law
owner = "role:board"
every = "100 days"
remind = ["10 days"]

[[items]]
id = "act"
title = "The Act"
section = "26"
address = "legislation.gov.uk/ukpga/2015/6/section/26"
force = "statutory"
clauses = ["1"]

[[items]]
id = "guidance"
title = "The guidance"
edition = "2023"
force = "guidance"
```

"""
RELATED = """## 3 Read with {#3}

It is read with others.

```control related others
owner = "role:board"
every = "100 days"

[[items]]
id = "own"
title = "Our other policy"
ours = "other"
both_ways = true

[[items]]
id = "handbook"
title = "Staff handbook"
where = "local"
```

"""
TOLD = """## 4 Made known {#4}

Everybody knows it.

```control told everybody
owner = "role:board"
every = "100 days"

[[items]]
id = "handbook"
channel = "handbook"
audiences = ["learners", "employers"]

[[items]]
id = "wall"
channel = "display"
audiences = ["visitors"]
what = "whom to tell"
```
"""
REGISTERS = HEAD + SOURCES + RELATED + TOLD
OTHER = HEAD.replace('"care"', '"other"').split("## 1")[0] + "## 1 Other {#1}\n\nWords.\n"
LAW, OTHERS, KNOWN = "care/sources.law", "care/related.others", "care/told.everybody"
ACT, GUIDANCE = Place(LAW, "act"), Place(LAW, "guidance")


def noon(days: int) -> datetime:
    return from_london(TODAY + timedelta(days=days), time(12))


def saw(crew: Crew, place: Place, day: int = 0, what: Saw = Saw.STANDS, **more: Any) -> RegisterLook:
    """The board looks on a day and writes it down at once."""
    said: dict[str, Any] = {
        "looked_on": TODAY + timedelta(days=day),
        "saw": what,
        "basis": Basis.DOCUMENT_SEEN,
    }
    seen = Seen(**said | {"words": "Read on its page."} | more)
    return look_at(place=place, seen=seen, actor=Actor.person(crew.board), now=noon(day))


def reading(address: str, day: int = 0) -> Reading:
    moment = Moment.end_of(TODAY + timedelta(days=day))
    control = register(address, moment)
    assert control
    kind: Any = KINDS.get(control.kind)
    found: Reading = kind.evidence(control, Scope(scope.provider_id(), Stream.OPEN, moment))
    return found


@pytest.mark.django_db
def test_sources_are_looked_at_in_their_time() -> None:
    with governed(REGISTERS) as crew:
        assert reading(LAW).status is Status.NOT_YET_DUE
        assert reading(LAW, 101).because == "The Act: it was due to be looked at by 12 June 2026"
        saw(crew, ACT, 10)
        assert reading(LAW, 10).status is Status.NOT_YET_DUE
        saw(crew, GUIDANCE, 20, basis=Basis.SOMEBODYS_WORD)
        found = reading(LAW, 20)
        assert (found.status, found.basis) == (Status.MET, Basis.SOMEBODYS_WORD)
        assert (found.count.n, found.count.of) == (2, 2) if found.count else None
        assert reading(LAW, 110).status is Status.MET
        assert reading(LAW, 111).status is Status.NOT_MET
        assert reading(LAW, 9).status is Status.NOT_YET_DUE


@pytest.mark.django_db
def test_a_newer_edition_puts_it_at_risk_and_is_new_guidance_once() -> None:
    with governed(REGISTERS) as crew:
        saw(crew, ACT)
        saw(crew, GUIDANCE, 1, Saw.NEWER)
        assert reading(LAW, 1).status is Status.AT_RISK
        saw(crew, GUIDANCE, 2, Saw.NEWER)
        (event,) = ReviewEvent.objects.all()
        assert (event.event, event.happened_on, event.policy) == (
            "guidance",
            TODAY + timedelta(days=1),
            "care",
        )
        saw(crew, GUIDANCE, 3)
        assert reading(LAW, 3).status is Status.MET
        saw(crew, GUIDANCE, 4, Saw.NEWER)
        assert ReviewEvent.objects.count() == 2
        saw(crew, GUIDANCE, 5, Saw.GONE)
        assert reading(LAW, 5).status is Status.NOT_MET
        assert ReviewEvent.objects.count() == 2


@pytest.mark.django_db
def test_a_new_edition_starts_no_time_anew_but_for_what_is_new_in_it() -> None:
    with governed(REGISTERS):
        more = '[[items]]\nid = "new"\ntitle = "New"\nforce = "own"\n```\n\n## 3'
        text = REGISTERS.replace("```\n\n## 3", more).replace('edition = "1"', 'edition = "2"')
        adopt(data=text.encode(), path="care.md", actor=SETUP, now=noon(60))
        moment = Moment.end_of(TODAY + timedelta(days=60))
        control = register(LAW, moment)
        assert control
        first = {one.entry.item: (one.since - TODAY).days for one in stood(control, moment)}
        assert first == {"act": 0, "guidance": 0, "new": 60}


@pytest.mark.django_db
def test_a_companion_of_ours_is_in_force_and_speaks_of_this_one() -> None:
    with governed(REGISTERS) as crew:
        assert reading(OTHERS).because == "Our other policy: it is not in force here"
        adopt(data=OTHER.encode(), path="other.md", actor=SETUP, now=noon(1))
        saw(crew, Place(OTHERS, "handbook"), 1, own_review=date(2027, 1, 1))
        assert reading(OTHERS, 1).status is Status.NOT_YET_DUE
        saw(crew, Place(OTHERS, "own"), 1, Saw.ONE_WAY)
        assert reading(OTHERS, 1).status is Status.AT_RISK
        theirs = RELATED.replace('ours = "other"\nboth_ways = true', 'ours = "care"')
        text = OTHER.replace('edition = "1"', 'edition = "2"') + theirs
        adopt(data=text.encode(), path="other.md", actor=SETUP, now=noon(2))
        assert reading(OTHERS, 2).status is Status.MET


@pytest.mark.django_db
def test_what_is_made_known_is_looked_at_for_each_audience_and_site_and_anew_with_each_edition() -> None:
    with governed(REGISTERS) as crew:
        sites = [open_site(name=name, actor=SETUP, now=NOON) for name in ("Quay", "Hill")]
        for audience in ("learners", "employers"):
            saw(crew, Place(KNOWN, "handbook", audience))
        saw(crew, Place(KNOWN, "wall", "visitors", sites[0].id))
        assert reading(KNOWN).status is Status.NOT_YET_DUE
        with pytest.raises(NothingHere):
            saw(crew, Place(KNOWN, "wall", "visitors"))
        with pytest.raises(NothingHere):
            saw(crew, Place(KNOWN, "handbook", "visitors"))
        saw(crew, Place(KNOWN, "wall", "visitors", sites[1].id))
        assert reading(KNOWN).status is Status.MET
        adopt(
            data=REGISTERS.replace('edition = "1"', 'edition = "2"').encode(),
            path="care.md",
            actor=SETUP,
            now=noon(5),
        )
        found = reading(KNOWN, 5)
        assert (found.status, found.count.n if found.count else 0) == (Status.AT_RISK, 2)
        for audience in ("learners", "employers"):
            saw(crew, Place(KNOWN, "handbook", audience), 5)
        assert reading(KNOWN, 5).status is Status.MET


@pytest.mark.django_db
def test_it_falls_due_and_whoever_sees_to_it_is_told() -> None:
    with governed(HEAD + SOURCES) as crew:
        provider = Provider.objects.get(pk=scope.provider_id())
        saw(crew, GUIDANCE)
        reconcile(owed_now(Moment.now(noon(1))), provider=provider, now=noon(1))
        due = Obligation.objects.filter(policy="care", closed_at=None)
        assert [london_day(row.due_at) for row in due if row.due_at] == [TODAY + timedelta(days=100)] * 2
        sweep(now=noon(89))
        assert not Message.objects.filter(thing_kind="policy").exists()
        sweep(now=noon(91))
        assert [one.person_id for one in Message.objects.filter(thing_kind="policy")] == [crew.board]
        for place in (ACT, GUIDANCE):
            saw(crew, place, 92)
        reconcile(owed_now(Moment.now(noon(93))), provider=provider, now=noon(93))
        due = Obligation.objects.filter(policy="care", closed_at=None)
        assert [london_day(row.due_at) for row in due if row.due_at] == [TODAY + timedelta(days=192)] * 2


@pytest.mark.django_db
def test_bad_looks_and_who_may_look() -> None:
    with governed(REGISTERS) as crew:
        for wrong in (
            {"words": " "},
            {"looked_on": TODAY + timedelta(days=1)},
            {"looked_on": TODAY - timedelta(days=4000)},
            {"saw": Saw.OLDER},
            {"basis": Basis.HAPPENED_HERE},
        ):
            with pytest.raises(BadInput):
                saw(crew, ACT, **wrong)
        for place in (
            Place(LAW, "nothing"),
            Place("care/sources.none", "act"),
            Place("care/role.board", "x"),
        ):
            with pytest.raises(NothingHere):
                saw(crew, place)
        seen = Seen(TODAY, Saw.STANDS, Basis.DOCUMENT_SEEN, "Read.", own_review=TODAY)
        row = look_at(place=ACT, seen=seen, actor=Actor.person(crew.writer), now=NOON)
        assert row.own_review is None
        only_writer = REGISTERS.replace('owner = "role:board"', 'owner = "role:writer"')
        adopt(
            data=only_writer.replace('edition = "1"', 'edition = "2"').encode(),
            path="care.md",
            actor=SETUP,
            now=NOON,
        )
        with pytest.raises(NotPermitted):
            saw(crew, ACT)


@pytest.mark.django_db
def test_words_are_sealed_and_promised_and_the_record_holds() -> None:
    with governed(REGISTERS) as crew:
        saw(crew, ACT, words="On the page of the law.")
        (row,) = looks([LAW], Moment.now(NOON))[LAW]
        assert words_of(row) == "On the page of the law."
        assert b"page of the law" not in bytes(row.words)
        assert verify_words() is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('id = "guidance"', 'id = "act"', "already in this register"),
        ('address = "legislation', 'address = "javascript:legislation', "is not the address of a page"),
        ('force = "guidance"', 'force = "law"', "statutory"),
        ('where = "local"', 'where = "local"\nours = "other"', "either it is another policy"),
        ("both_ways = true", 'whose = "us"', "says itself who owns it"),
        ('audiences = ["visitors"]', "audiences = []", "made known to whom?"),
        ('channel = "display"', 'channel = "rumour"', "handbook"),
        ('force = "guidance"', 'force = "guidance"\nchecked = 2026-01-01', "checked"),
    ],
)
def test_the_gate_says_what_is_wrong(before: str, after: str, said: str) -> None:
    assert judge(REGISTERS.encode(), "care.md").problems == ()
    found = judge(REGISTERS.replace(before, after, 1).encode(), "care.md").problems
    assert [one.message for one in found if said in one.message]
