"""What a receipt opens, how guessing is slowed, and that nobody is kept out by other people's guesses."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.refusals import BadInput
from dueregard.mechanisms.notifications.models import Message
from dueregard.work.casework.models import Concern, Entry, WrongTries
from dueregard.work.casework.operations.guessing import WaitFirst, WrongReceipt
from dueregard.work.casework.operations.receipts import add_by_receipt, show
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import More, Receipt, Report
from dueregard.work.casework.rules.guessing import FREE_TRIES, SHELVES, WAIT, has_waited, must_wait, shelf
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind
from household import NOON, SETUP, inside, make_holder

SECOND = timedelta(seconds=1)
AT = NOON + timedelta(minutes=20, seconds=31)
NONE_SUCH = "BBBB-BBBB-BBBB-BBBB"
REQUEST = uuid4()
ABOUT_LEARNER = Report(
    reporter=ReporterKind.LEARNER, about=AboutKind.LEARNER, account={"seen": "A drawing of a weapon."}
)


def reported(report: Report = ABOUT_LEARNER) -> Receipt:
    adopt(data=archetype("apprenticeship-provider"), path="a.md", actor=SETUP, now=NOON)
    make_holder("Lea Dee", "dsl")
    return report_concern(report=report, request_id=uuid4(), actor=Actor.outsider(), now=NOON)


def guess(receipt: Receipt, times: int = 1, code: str = NONE_SUCH) -> None:
    for _ in range(times):
        with pytest.raises(WrongReceipt):
            show(reference=receipt.reference, code=code, now=AT)


@pytest.mark.parametrize(
    ("tries", "waits"), [(0, False), (FREE_TRIES - 1, False), (FREE_TRIES, True), (10**6, True)]
)
def test_after_a_few_wrong_tries_every_try_waits(tries: int, waits: bool) -> None:
    assert must_wait(tries) is waits


@pytest.mark.parametrize(
    ("waited", "enough"),
    [
        (-SECOND, False),
        (SECOND, False),
        (WAIT - SECOND, False),
        (WAIT, True),
        (timedelta(hours=1), True),
        (timedelta(hours=2), False),
    ],
)
def test_half_a_minute_is_enough_and_does_not_last_for_ever(waited: timedelta, enough: bool) -> None:
    assert has_waited(AT, AT + waited) is enough


def test_references_share_a_bounded_number_of_counters() -> None:
    assert {shelf(f"{number:064x}") for number in range(0, 10**6, 997)} <= set(range(SHELVES))
    assert shelf("f" * 64) < SHELVES


@pytest.mark.django_db
def test_whoever_guesses_waits_for_each_try() -> None:
    with inside():
        receipt = reported()
        guess(receipt, FREE_TRIES)
        asked = {"reference": receipt.reference, "code": NONE_SUCH}
        with pytest.raises(WaitFirst) as waits:
            show(**asked, now=AT)
        ticket = waits.value.ticket
        for soon in (AT, AT + WAIT - 2 * SECOND):
            with pytest.raises(WaitFirst) as waits:
                show(**asked, ticket=ticket, now=soon)
            assert waits.value.ticket == ticket  # pressing too early does not begin the wait anew
        with pytest.raises(WrongReceipt):
            show(**asked, ticket=ticket, now=AT + WAIT)
        with pytest.raises(WaitFirst):  # a ticket is for one receipt alone
            show(reference=receipt.reference, code="CCCC-CCCC-CCCC-CCCC", ticket=ticket, now=AT + WAIT)


@pytest.mark.django_db
def test_nobody_is_kept_out_by_other_people_s_guesses() -> None:
    with inside():
        receipt = reported()
        guess(receipt, FREE_TRIES)
        mine = {"reference": receipt.reference, "code": receipt.code}
        with pytest.raises(WaitFirst) as waits:
            show(**mine, now=AT)
        for second in range(30):  # somebody goes on guessing all the while
            with pytest.raises(WaitFirst):
                show(reference=receipt.reference, code=NONE_SUCH, now=AT + second * SECOND)
        shown = show(**mine, ticket=waits.value.ticket, now=AT + WAIT)
        assert shown.standing.reference == receipt.reference
        # What the page carries on lets the next step through at once.
        add_by_receipt(
            **mine, ticket=shown.ticket, more=More(words={"words": "x"}), request_id=uuid4(), now=AT + WAIT
        )
        assert Entry.objects.count() == 1
        assert show(**mine, now=AT + timedelta(hours=1)).standing.added_at != ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ticket", ["", ".", "0.", "1.x", "²." + "0" * 64, "9" * 40 + ".x", "99999999999.x", "-1.x"]
)
def test_a_ticket_of_ones_own_making_helps_nobody(ticket: str) -> None:
    with inside():
        receipt = reported()
        guess(receipt, FREE_TRIES)
        with pytest.raises(WaitFirst):
            show(reference=receipt.reference, code=receipt.code, ticket=ticket, now=AT)


@pytest.mark.django_db
def test_the_answer_is_the_same_whether_or_not_there_is_such_a_report() -> None:
    with inside():
        receipt = reported()
        said = set()
        for reference in (receipt.reference, "ZZZZ-ZZZZ", "", "é" * 20):
            for _ in range(FREE_TRIES + 1):
                with pytest.raises((WrongReceipt, WaitFirst)) as refusal:
                    show(reference=reference, code=NONE_SUCH, now=AT)
            said.add((refusal.type, refusal.value.sentence))
        assert len(said) == 1


@pytest.mark.django_db
def test_what_is_counted_tells_neither_who_nor_when_nor_which() -> None:
    with inside():
        receipt = reported()
        guess(receipt, 3)
        row = WrongTries.objects.get()
        assert (row.tries, row.hour) == (3, NOON)
        assert row.id.int >> 80 == int(NOON.timestamp() * 1000)
        assert {field.name for field in WrongTries._meta.fields} == {
            "id",
            "provider_id",
            "shelf",
            "hour",
            "tries",
        }
        with pytest.raises(WrongReceipt):
            show(reference=receipt.reference, code=NONE_SUCH, now=AT + timedelta(hours=3))
        assert WrongTries.objects.get().tries == 1


@pytest.mark.django_db
def test_an_anonymous_reporter_adds_more_and_no_finer_time_than_the_hour_is_kept() -> None:
    with inside():
        receipt = reported(replace(ABOUT_LEARNER, reporter=ReporterKind.ANONYMOUS))
        said = More(words={"words": "It happened again."}, danger=True)
        for _ in range(2):
            add_by_receipt(
                reference=receipt.reference, code=receipt.code, more=said, request_id=REQUEST, now=AT
            )
        entry = Entry.objects.get()
        assert (entry.by, entry.recorded_at, entry.happened_at) == ("outsider", NOON, NOON)
        written = LedgerEntry.objects.filter(subject_id=receipt.concern_id)
        assert {row.at for row in written} == {NOON}
        assert {row.id.int >> 80 for row in written} == {int(NOON.timestamp() * 1000)}
        message = Message.objects.get(urgency="now")
        assert (message.made_at, message.to_the_hour) == (NOON, True)
        times = [value for row in (entry, message, Concern.objects.get()) for value in vars(row).values()]
        assert AT not in times
        assert show(reference=receipt.reference, code=receipt.code, now=AT).standing.added_at == (NOON,)


@pytest.mark.django_db
def test_a_wrong_code_adds_nothing() -> None:
    with inside():
        receipt = reported()
        with pytest.raises(BadInput, match="No report has"):
            add_by_receipt(
                reference=receipt.reference,
                code=NONE_SUCH,
                more=More(words={"words": "x"}),
                request_id=uuid4(),
                now=AT,
            )
        assert (Entry.objects.count(), WrongTries.objects.get().tries) == (0, 1)
