"""What is good, what is to be looked at and what is broken."""

from datetime import UTC, datetime, timedelta

import pytest

from dueregard.assurance.health.rules import exit_status, gravest
from dueregard.assurance.health.rules.certificates import Certificate, Seen, judge_certificates
from dueregard.assurance.health.rules.files import judge_scanner, judge_store
from dueregard.assurance.health.rules.machine import (
    Disk,
    Folder,
    judge_address,
    judge_clock,
    judge_debugging,
    judge_disks,
    judge_encryption,
    judge_folders,
)
from dueregard.assurance.health.rules.people import (
    judge_letting_in,
    judge_mail,
    judge_posts,
    judge_reference,
    judge_review,
    judge_second_steps,
    judge_two_ways,
    judge_worker,
)
from dueregard.assurance.health.rules.records import (
    DrillSeen,
    Fit,
    RegisterSeen,
    judge_backup,
    judge_drill,
    judge_key,
    judge_opening,
    judge_register,
    judge_sheet,
    judge_triggers,
    judge_version,
)
from dueregard.assurance.health.rules.spans import span
from dueregard.assurance.health.vocabulary import Finding, Line, State, broken, good, look

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
GOOD, LOOK, BROKEN = State
GB = 1_000_000_000


def ago(**units: float) -> datetime:
    return NOW - timedelta(**units)


def disk(free: float, total: float, folder: str = "data") -> Disk:
    return Disk(folder, int(free * GB), int(total * GB))


def folder(*, there: bool = True, is_open: bool = False, open_files: int = 0) -> Folder:
    return Folder("data", "DUEREGARD_DATA", there, is_open, open_files)


def mail(
    *, off: bool = False, sender: str = "us@ours.example", late: datetime | None = None, failed: int = 0
) -> Finding:
    return judge_mail(NOW, off=off, sender=sender, late_since=late, failed=failed, trouble=None)


def certified(*certificates: Certificate, real: bool = True) -> Finding:
    return judge_certificates(NOW, certificates, real=real)


def backup(
    newest: datetime | None,
    *,
    by_itself: bool = True,
    old: bool = False,
    lacks_keys: bool = False,
    real: bool = True,
) -> Finding:
    return judge_backup(NOW, newest, by_itself=by_itself, old=old, lacks_keys=lacks_keys, real=real)


def drilled(at: datetime, *, own: datetime | None, fault: str = "") -> Finding:
    seen = DrillSeen(at, "tonight.backup", fault, ("your own identity or passphrase opens it",), own)
    return judge_drill(NOW, seen, by_itself=True, real=True)


def register(
    complete_at: datetime | None, *, writable: bool = True, fault: str = "", lacks_some: bool = False
) -> Finding:
    return judge_register(NOW, RegisterSeen(writable, fault, complete_at, lacks_some))


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (judge_address("http://127.0.0.1:8000", real=False), GOOD),
        (judge_address("http://127.0.0.1:8000", real=True), BROKEN),
        (judge_address("http://127.8.9.1", real=True), BROKEN),
        (judge_address("https://[::1]:8000", real=True), BROKEN),
        (judge_address("https://localhost", real=True), BROKEN),
        (judge_address("", real=True), BROKEN),
        (judge_address("https://tell.example.org", real=True), GOOD),
        (judge_encryption("http://tell.example.org", real=True), BROKEN),
        (judge_encryption("http://tell.example.org", real=False), GOOD),
        (judge_encryption("https://tell.example.org", real=True), GOOD),
        (certified(), LOOK),
        (certified(Certificate("a", Seen.GOOD, NOW + timedelta(days=14))), GOOD),
        (certified(Certificate("a", Seen.GOOD, NOW + timedelta(days=13))), LOOK),
        (certified(Certificate("a", Seen.GOOD, NOW)), BROKEN),
        (certified(Certificate("a", Seen.ENDED)), BROKEN),
        (certified(Certificate("a", Seen.UNTRUSTED)), BROKEN),
        (certified(Certificate("a", Seen.SILENT)), LOOK),
        (certified(Certificate("a", Seen.GOOD, NOW + timedelta(days=60)), Certificate("b", Seen.ENDED)), BROKEN),
        (certified(Certificate("a", Seen.ENDED), real=False), GOOD),
        (judge_scanner(set_up=False, answers=False, real=True), GOOD),
        (judge_scanner(set_up=False, answers=False, real=False), GOOD),
        (judge_scanner(set_up=True, answers=False, real=False), BROKEN),
        (judge_scanner(set_up=True, answers=True, real=True), GOOD),
        (judge_store(missing=True), BROKEN),
        (judge_store(missing=False), GOOD),
        (judge_debugging(on=True), BROKEN),
        (judge_debugging(on=False), GOOD),
        (judge_disks([disk(50, 100)]), GOOD),
        (judge_disks([disk(0.9, 10)]), BROKEN),
        (judge_disks([disk(4.9, 100)]), BROKEN),
        (judge_disks([disk(5, 100)]), GOOD),
        (judge_disks([disk(1, 10)]), GOOD),
        (judge_disks([disk(2, 10), disk(20, 1000, "keys")]), BROKEN),
        (judge_disks([disk(0, 0)]), BROKEN),
        (judge_clock(NOW, None, synchronised=None), GOOD),
        (judge_clock(NOW, NOW, synchronised=True), GOOD),
        (judge_clock(NOW, NOW + timedelta(seconds=5), synchronised=None), GOOD),
        (judge_clock(NOW, NOW + timedelta(seconds=6), synchronised=True), BROKEN),
        (judge_clock(NOW, ago(days=1), synchronised=False), LOOK),
        (judge_folders([folder()]), GOOD),
        (judge_folders([folder(open_files=3)]), GOOD),
        (judge_folders([folder(is_open=True)]), LOOK),
        (judge_folders([folder(is_open=True), folder(is_open=True, open_files=1)]), BROKEN),
        (judge_folders([folder(), folder(there=False)]), BROKEN),
        (judge_version(Fit.FITS, shut=""), GOOD),
        (judge_version(Fit.EARLIER, shut=""), BROKEN),
        (judge_version(Fit.LATER, shut=""), BROKEN),
        (judge_version(Fit.FITS, shut="It was cut off. Begin again."), BROKEN),
        (judge_triggers(0), GOOD),
        (judge_triggers(1), BROKEN),
        (judge_key(""), GOOD),
        (judge_key("The master key is missing."), BROKEN),
        (judge_opening(opens=True, missing=False, shut_before=None), GOOD),
        (judge_opening(opens=True, missing=False, shut_before=NOW), LOOK),
        (judge_opening(opens=True, missing=True, shut_before=None), BROKEN),
        (judge_opening(opens=False, missing=False, shut_before=NOW), BROKEN),
        (judge_sheet(NOW, None, real=True), BROKEN),
        (judge_sheet(NOW, ago(days=366), real=True), GOOD),
        (judge_sheet(NOW, ago(days=367), real=True), LOOK),
        (judge_sheet(NOW, None, real=False), GOOD),
        (backup(None, by_itself=False), BROKEN),
        (backup(None, by_itself=False, real=False), GOOD),
        (backup(None, old=True), BROKEN),
        (backup(ago(hours=49), old=True), BROKEN),
        (backup(ago(hours=47)), GOOD),
        (backup(ago(hours=47), lacks_keys=True), BROKEN),
        (judge_drill(NOW, None, by_itself=False, real=False), GOOD),
        (judge_drill(NOW, None, by_itself=False, real=True), LOOK),
        (judge_drill(NOW, None, by_itself=True, real=False), LOOK),
        (drilled(ago(days=3), own=ago(days=30)), GOOD),
        (drilled(ago(days=3), own=None), LOOK),
        (drilled(ago(days=3), own=ago(days=367)), LOOK),
        (drilled(ago(days=41), own=ago(days=41)), LOOK),
        (drilled(ago(days=1), own=ago(days=30), fault="It is not whole."), BROKEN),
        (register(None), BROKEN),
        (register(ago(hours=1)), GOOD),
        (register(ago(hours=25)), LOOK),
        (register(ago(hours=1), lacks_some=True), LOOK),
        (register(ago(hours=1), writable=False), BROKEN),
        (register(ago(hours=1), fault="It is cut short."), BROKEN),
        (mail(), GOOD),
        (mail(sender=""), GOOD),
        (mail(off=True), LOOK),
        (mail(sender="Due Regard <no-reply@example.org>"), LOOK),
        (mail(failed=1), LOOK),
        (mail(late=ago(minutes=11), sender="Due Regard <no-reply@example.org>"), BROKEN),
        (judge_worker(NOW, None, silent=True), BROKEN),
        (judge_worker(NOW, ago(minutes=6), silent=True), BROKEN),
        (judge_worker(NOW, ago(minutes=1), silent=False), GOOD),
        (judge_posts(0, 0), LOOK),
        (judge_posts(5, 0), GOOD),
        (judge_posts(5, 1), LOOK),
        (judge_posts(5, 5), BROKEN),
        (judge_review(waits=True), LOOK),
        (judge_review(waits=False), GOOD),
        (judge_letting_in(0, 0, real=True), LOOK),
        (judge_letting_in(2, 0, real=True), GOOD),
        (judge_letting_in(2, 1, real=True), BROKEN),
        (judge_letting_in(1, 1, real=False), GOOD),
        (judge_second_steps(0, 0, real=True), LOOK),
        (judge_second_steps(3, 0, real=True), GOOD),
        (judge_second_steps(3, 1, real=True), LOOK),
        (judge_second_steps(3, 3, real=False), GOOD),
        (judge_two_ways(2, 0, real=True), GOOD),
        (judge_two_ways(2, 1, real=True), LOOK),
        (judge_two_ways(2, 2, real=False), GOOD),
        (judge_reference(0, timedelta(0)), GOOD),
        (judge_reference(1, timedelta(days=3)), LOOK),
    ],
)  # fmt: skip
def test_each_thing_stands_as_it_does(found: Finding, state: State) -> None:
    assert found.state is state
    assert found.sentence.endswith(".")
    assert bool(found.mend) is (state is not GOOD)


@pytest.mark.parametrize(
    ("states", "status"),
    [((), 0), ((GOOD, GOOD), 0), ((GOOD, LOOK), 1), ((BROKEN, LOOK, GOOD), 2)],
)
def test_the_worst_part_decides(states: tuple[State, ...], status: int) -> None:
    lines = [Line("x", "X", Finding(state, "So."), "") for state in states]
    assert exit_status(gravest(lines)) == status


def test_the_fullest_disk_is_the_one_that_is_named() -> None:
    found = judge_disks([disk(2, 10), disk(20, 1000, "backups")])
    assert found.sentence.startswith("The disk of the backups folder is nearly full: 20.0 GB free, 2 %.")


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=3), "1 minute"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47, minutes=59), "47 hours"),
        (timedelta(hours=48), "2 days"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_spans_are_said_in_their_largest_whole_unit(length: timedelta, words: str) -> None:
    assert span(length) == words


def test_three_ways_of_finding() -> None:
    assert [good("a"), look("b", "c"), broken("d", "e")] == [
        Finding(GOOD, "a"),
        Finding(LOOK, "b", "c"),
        Finding(BROKEN, "d", "e"),
    ]
