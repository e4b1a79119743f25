"""What ships: loaded once however often, never over somebody's correction, and nothing that no source confirms."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import NothingHere
from dueregard.ground.reference.models import OutsideFact
from dueregard.ground.reference.operations import Loaded, load_shipped_facts, record_fact, withdraw_fact
from dueregard.ground.reference.queries import fact, helplines, stale
from dueregard.ground.reference.rules.contents import Statement
from dueregard.ground.reference.shipped import shipped_facts
from dueregard.ground.reference.vocabulary import Confidence
from dueregard.ground.tenancy.vocabulary import Nation
from household import NOON

ADMINISTRATOR = Actor.system("administrator")
DAY = timedelta(days=1)
SHIPPED = {statement.key: statement for statement in shipped_facts()}


def corrected(key: str, **content: object) -> Statement:
    raw = SHIPPED[key].model_dump(mode="json")
    return Statement.model_validate(raw | {"source": "rung by hand", "content": raw["content"] | content})


def test_every_shipped_fact_is_sourced_and_has_one_key() -> None:
    assert len(SHIPPED) == len(list(shipped_facts()))
    assert {statement.checked_on for statement in SHIPPED.values()} == {date(2026, 11, 21)}


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("helpline.emergency", {"confidence": "X"}),
        ("helpline.emergency", {"source": " "}),
        ("helpline.emergency", {"nation": "scotland"}),
        ("helpline.emergency", {"recheck_by": "2026-11-21"}),
        ("helpline.emergency", {"until": "2020-01-01", "since": "2020-01-01"}),
        ("helpline.emergency", {"key": "rumour.emergency"}),
        ("helpline.emergency", {"rating": 5}),
        ("helpline.emergency", {"content": {"name": "999", "number": "999"}}),
    ],
)
def test_what_is_not_a_fact_is_not_kept(key: str, change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Statement.model_validate(SHIPPED[key].model_dump(mode="json") | change)


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    assert load_shipped_facts(now=NOON) == Loaded(len(SHIPPED), 0, 0, 0)
    before = list(OutsideFact.objects.values_list("pk", flat=True))
    assert load_shipped_facts(now=NOON + DAY) == Loaded(0, 0, 0, 0)
    assert list(OutsideFact.objects.values_list("pk", flat=True)) == before


@pytest.mark.django_db
def test_a_correction_made_here_is_not_overruled_and_the_past_stays_readable() -> None:
    load_shipped_facts(now=NOON)
    record_fact(corrected("helpline.childline", number="0800 000 000"), actor=ADMINISTRATOR, now=NOON + DAY)
    assert load_shipped_facts(now=NOON + 2 * DAY) == Loaded(0, 0, 0, 1)
    numbers = {at: fact("helpline.childline", Moment.now(NOON + at * DAY)) for at in (-1, 0, 1, 3)}
    assert {at: known.content.number if known else None for at, known in numbers.items()} == {
        -1: None,
        0: "0800 1111",
        1: "0800 000 000",
        3: "0800 000 000",
    }
    assert [
        row.by for row in OutsideFact.objects.filter(key="helpline.childline").order_by("recorded_at")
    ] == [
        "system:shipped-facts",
        "system:administrator",
    ]


@pytest.mark.django_db
def test_what_shipped_differently_before_is_replaced_and_what_no_longer_ships_is_withdrawn() -> None:
    shipper = Actor.system("shipped-facts")
    record_fact(corrected("helpline.childline", number="1"), actor=shipper, now=NOON)
    gone = corrected("helpline.childline").model_copy(update={"key": "helpline.gone"})
    record_fact(gone, actor=shipper, now=NOON)
    assert load_shipped_facts(now=NOON + DAY) == Loaded(len(SHIPPED) - 1, 1, 1, 0)
    moment = Moment.now(NOON + DAY)
    assert fact("helpline.gone", moment) is None
    assert fact("helpline.gone", Moment.now(NOON)) is not None
    known = fact("helpline.childline", moment)
    assert known is not None
    assert known.content.number == "0800 1111"


@pytest.mark.django_db
def test_what_somebody_took_back_stays_away() -> None:
    load_shipped_facts(now=NOON)
    withdraw_fact("helpline.samaritans", actor=ADMINISTRATOR, now=NOON + DAY)
    load_shipped_facts(now=NOON + 2 * DAY)
    assert fact("helpline.samaritans", Moment.now(NOON + 3 * DAY)) is None
    with pytest.raises(NothingHere):
        withdraw_fact("helpline.samaritans", actor=ADMINISTRATOR, now=NOON + 3 * DAY)


@pytest.mark.django_db
def test_before_anything_is_loaded_the_helplines_that_ship_are_known() -> None:
    now = Moment.now(NOON)
    shipped = [helplines(nation, now) for nation in Nation]
    load_shipped_facts(now=NOON)
    assert [helplines(nation, now) for nation in Nation] == shipped
    for key in [key for key in SHIPPED if key.startswith("helpline.")]:
        withdraw_fact(key, actor=ADMINISTRATOR, now=NOON + DAY)
    assert helplines(Nation.ENGLAND, Moment.now(NOON + DAY)) == ()


@pytest.mark.django_db
def test_helplines_stand_danger_first_and_by_nation() -> None:
    load_shipped_facts(now=NOON)
    england, wales = (helplines(nation, Moment.now(NOON)) for nation in Nation)
    assert [(line.content.name, line.content.number) for line in england] == [
        ("Emergency services", "999"),
        ("Police, not an emergency", "101"),
        ("Childline", "0800 1111"),
        ("Samaritans", "116 123"),
        ("NSPCC helpline", "0808 800 5000"),
        ("ACT Early support line", "0800 011 3764"),
        ("DfE counter-extremism helpline", "020 7340 7264"),
        ("Anti-Terrorist Hotline", "0800 789 321"),
        ("NSPCC whistleblowing advice line", "0800 028 0285"),
    ]
    assert {line.key for line in england} - {line.key for line in wales} == {"helpline.dfe-counter-extremism"}
    assert [line.key for line in england if line.confidence is Confidence.UNSEEN] == [
        "helpline.childline",
        "helpline.samaritans",
    ]


@pytest.mark.django_db
def test_what_nobody_checked_in_time_is_shown() -> None:
    load_shipped_facts(now=NOON)
    due = {key for key, statement in SHIPPED.items() if statement.recheck_by < date(2027, 2, 1)}
    assert len(due) == 4
    assert {known.key for known in stale(Moment.now(NOON.replace(year=2027, month=2, day=1)))} == due
    still_so = {key for key, statement in SHIPPED.items() if statement.until is None}
    assert {known.key for known in stale(Moment.now(NOON.replace(year=2028)))} == still_so
    assert stale(Moment.now(NOON)) == ()
