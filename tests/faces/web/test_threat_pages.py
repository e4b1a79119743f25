"""The threat level at the desk: everybody who works here reads it, whoever sees to it writes it down."""

from typing import Any

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.ground.kernel import scope
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.tenancy.models import Provider
from dueregard.work.governance.models import ThreatSight, ThreatTaskLook
from dueregard.work.governance.operations.threat import see_level
from dueregard.work.governance.queries.threat import controls, owed
from dueregard.work.governance.threat import Level
from household import NOON, inside, make_person
from work.governance.governing import Crew, governed
from work.governance.test_threat import TEXT, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
SEEN = {
    "level": "severe",
    "seen_on-day": "4",
    "seen_on-month": "3",
    "seen_on-year": "2026",
    "source": "The page",
}


def here() -> Provider:
    return Provider.objects.get(pk=scope.provider_id())


def see(crew: Crew, *levels: Level) -> None:
    for level in levels:
        see_level(level=level, seen_on=TODAY, source="The page", actor=Actor.person(crew.board), now=NOON)


def first_task() -> Any:
    (control,) = controls(Moment.now(NOON))
    return owed(control, Moment.now(NOON))[0].to_do


def test_whoever_looks_it_up_writes_it_down_and_everybody_reads_it() -> None:
    with governed(TEXT) as crew:
        there = reverse("threat-level")
        board = sign_in(crew.board, here())
        assert "Nobody has written a level down yet." in text(board.get(there))
        assert board.post(there, SEEN).status_code == 302
        assert ThreatSight.objects.get().level == "severe"
        page = text(sign_in(make_person("Tu Tor"), here()).get(there))
        assert "as seen on 4 March 2026 (The page)." in page
        assert "An attack is critical." in page
        assert "Write down what you saw" not in page
        assert "Bo Board" not in page


def test_nothing_typed_is_lost_and_nobody_else_writes() -> None:
    with governed(TEXT) as crew:
        there = reverse("threat-level")
        page = sign_in(crew.board, here()).post(there, SEEN | {"source": "", "seen_on-year": "2099"})
        assert page.status_code == 422
        assert 'value="severe" checked' in page.content.decode()
        assert 'value="2099"' in page.content.decode()
        assert sign_in(make_person("Tu Tor"), here()).post(there, SEEN).status_code == 403
        assert not ThreatSight.objects.exists()


def test_the_level_stands_on_every_page_of_the_desk_once_it_was_seen() -> None:
    with governed(TEXT) as crew:
        tutor = sign_in(make_person("Tu Tor"), here())
        assert "National threat level:" not in text(tutor.get(reverse("my-reports")))
        see(crew, Level.SEVERE)
        assert "National threat level: severe" in text(tutor.get(reverse("my-reports")))


def test_a_change_lists_places_and_plans_and_each_is_written_down_by_whoever_sees_to_it() -> None:
    with governed(TEXT) as crew:
        see(crew, Level.LOW, Level.SEVERE)
        page = text(sign_in(make_person("Tu Tor"), here()).get(reverse("threat-level")))
        assert "How people come in" in page
        there = reverse("threat-task", args=[first_task().id])
        assert there in page
        done = {"done_on-day": "4", "done_on-month": "3", "done_on-year": "2026", "words": "Both doors."}
        assert sign_in(make_person("Tu Tor"), here()).get(there).status_code == 403
        writer = sign_in(crew.writer, here())
        assert writer.post(there, done | {"words": ""}).status_code == 422
        assert writer.post(there, done).status_code == 302
        assert ThreatTaskLook.objects.count() == 1
        assert "Both doors." in text(writer.get(there))
        assert "looked at on 4 March 2026" in text(writer.get(reverse("threat-level")))
        gone = reverse("threat-task", args=[crew.board])
        assert writer.get(gone).status_code == 404


def test_a_slip_is_corrected_and_everybody_reads_what_it_was() -> None:
    with governed(TEXT) as crew:
        see(crew, Level.LOW)
        (row,) = ThreatSight.objects.all()
        there = reverse("threat-correct", args=[row.id])
        tutor, board = sign_in(make_person("Tu Tor"), here()), sign_in(crew.board, here())
        assert tutor.get(there).status_code == 403
        assert there not in text(tutor.get(reverse("threat-level")))
        assert there in text(board.get(reverse("threat-level")))
        assert 'value="low" checked' in text(board.get(there))
        lost = board.post(there, SEEN | {"why": ""})
        assert lost.status_code == 422
        assert 'value="severe" checked' in lost.content.decode()
        assert board.post(there, SEEN | {"why": "One line too high."}).status_code == 302
        page = text(tutor.get(reverse("threat-level")))
        assert "<strong>Severe</strong>" in page
        assert (
            ", because: “One line too high.”. Until then it said: Low, seen on 4 March 2026, The page."
            in page
        )
        late = board.post(there, SEEN | {"why": "x"})
        assert late.status_code == 422
        assert "Somebody else corrected this since you opened it." in late.content.decode()
        assert board.get(reverse("threat-correct", args=[crew.board])).status_code == 404


def test_without_a_policy_about_it_the_page_says_what_to_do() -> None:
    with inside() as provider:
        client = sign_in(make_person("Tu Tor"), provider)
        assert "No policy in force here says what the threat level means" in text(
            client.get(reverse("threat-level"))
        )
        assert client.post(reverse("threat-level"), SEEN).status_code == 403
