"""What machines ask: plain, nobody's data, nothing about concerns; and figures for nobody who may not look."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from time_machine import TimeMachineFixture

from dueregard.ground.crypto.master import NoMasterKey
from dueregard.ground.jobs.models import Heartbeat
from dueregard.ground.kernel.moments import utc_now
from household import inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]


def ask(address: str, **more: str) -> tuple[int, str]:
    answer = Client().get(address, **more)  # type: ignore[arg-type]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.cookies == {}
    return answer.status_code, answer.content.decode()


def test_alive_asks_nothing_of_the_database(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert ask("/health/live") == (200, "alive\n")


def test_ready_when_the_database_fits_and_the_key_can_be_read() -> None:
    assert ask("/health/ready") == (200, "ready\n")


def test_not_ready_on_a_database_of_another_version() -> None:
    MigrationRecorder(connection).record_applied("casework", "9000_from_the_future")
    status, said = ask("/health/ready")
    assert (status, said.startswith("not ready: the database is of another version")) == (503, True)
    assert Client().get("/health/ready").headers["Retry-After"] == "30"


def test_not_ready_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> bytes:
        raise NoMasterKey("The master key is missing. Put it back.")

    monkeypatch.setattr("dueregard.assurance.health.queries.records.master_key", missing)
    assert ask("/health/ready") == (503, "not ready: the master key cannot be read\n")


@pytest.mark.parametrize("address", ["/health/live", "/health/ready", "/metrics"])
def test_nothing_is_sent_to_them(address: str) -> None:
    assert Client().post(address).status_code == 405


def test_figures_say_how_the_machine_stands_and_nothing_of_concerns() -> None:
    Heartbeat.objects.create(process="worker", at=utc_now())
    with inside():
        make_holder("Lea Dee", "dsl")
        before = set(figures())
        concern_about_a_learner()
    assert set(figures()) == before
    assert before == {
        'dueregard_disk_free_bytes{folder="data"}',
        'dueregard_disk_free_bytes{folder="keys"}',
        "dueregard_worker_age_seconds",
        "dueregard_mail_late_seconds",
    }


def figures() -> list[str]:
    status, said = ask("/metrics")
    assert status == 200
    return [line.partition(" ")[0] for line in said.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    ("token", "public", "sent", "status"),
    [
        ("", "http://127.0.0.1:8000", {}, 200),
        ("", "http://127.0.0.1:8000", {"REMOTE_ADDR": "10.0.0.9"}, 404),
        ("", "http://127.0.0.1:8000", {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ("", "https://tell.example.org", {}, 404),
        ("long-and-secret", "https://tell.example.org", {}, 404),
        ("long-and-secret", "http://127.0.0.1:8000", {}, 404),
        ("long-and-secret", "https://tell.example.org", {"HTTP_AUTHORIZATION": "Bearer long-and-secreT"}, 404),
        ("long-and-secret", "https://tell.example.org", {"HTTP_AUTHORIZATION": "Bearer é"}, 404),
        ("long-and-secret", "https://tell.example.org", {"HTTP_AUTHORIZATION": "Bearer long-and-secret"}, 200),
    ],
)  # fmt: skip
def test_figures_are_for_this_machine_or_whoever_has_the_token(
    token: str, public: str, sent: dict[str, str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "METRICS_TOKEN", token)
    monkeypatch.setattr(settings, "ADDRESS", public)
    assert ask("/metrics", **sent)[0] == status


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("security@ours.example", "mailto:security@ours.example"),
        ("https://ours.example/weakness", "https://ours.example/weakness"),
        ("tel:+44-20-7946-0000", "tel:+44-20-7946-0000"),
        ("", ""),
        ("nobody", ""),
        ("http://ours.example", ""),
        ("mailto:a@ours.example\nPolicy: x", ""),
    ],
)
def test_whoever_finds_a_weakness_is_told_whom_to_tell(
    contact: str, said: str, monkeypatch: pytest.MonkeyPatch, time_machine: TimeMachineFixture
) -> None:
    monkeypatch.setattr(settings, "SECURITY_CONTACT", contact)
    monkeypatch.setattr(settings, "ADDRESS", "https://tell.example.org")
    for year in (2026, 2031):
        time_machine.move_to(datetime(year, 11, 21, 9, 30, tzinfo=UTC))
        status, answer = ask("/.well-known/security.txt")
        if not said:
            assert status == 404
            continue
        fields = dict(line.split(": ", 1) for line in answer.splitlines())
        assert (status, fields["Contact"], set(fields)) == (
            200, said, {"Contact", "Expires", "Preferred-Languages", "Canonical"},
        )  # fmt: skip
        ends = datetime.fromisoformat(fields["Expires"])
        assert timedelta(0) < ends - datetime.now(UTC) < timedelta(days=365)
        assert fields["Canonical"] == "https://tell.example.org/.well-known/security.txt"
