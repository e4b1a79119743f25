"""What a director takes to the board: drawn up once, kept as made, in numbers that tell of nobody."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from desk_support import sign_in, text
from dueregard.assurance.reports.board_paper import board_sheet
from dueregard.assurance.reports.drawing_up import boards, draw_up
from dueregard.assurance.reports.models import BoardReport
from dueregard.assurance.reports.operations import make_report, note_minute
from dueregard.assurance.reports.queries import report_made, reports_made
from dueregard.assurance.reports.rules.board import (
    HIDDEN,
    Section,
    Told,
    digest,
    number,
    part_of,
    parts,
    read,
    stands,
    why,
    window,
    write,
)
from dueregard.authority.access.operations import give_holding
from dueregard.authority.access.vocabulary import Manner, Part
from dueregard.authority.policy.answers import Count, Reading, Status
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment, utc_now
from dueregard.ground.kernel.refusals import BadInput, NothingHere
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, ReporterKind, Strand
from household import NOON, SETUP, inside, make_holder
from pdf_words import words_of_pdf
from tampering import behind_our_back

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
LATER = datetime(2026, 6, 10, 12, tzinfo=UTC)
MEETING = date(2026, 6, 24)


def house(policy: str = "national-network") -> UUID:
    adopt(data=archetype(policy), path="p.md", actor=SETUP, now=NOON)
    make_holder("Saf Officer", "safeguarding-officer")
    return make_holder("Nomi Director", "nominated-director")


def reported(times: int, strand: Strand = Strand.PREVENT, about: AboutKind = AboutKind.LEARNER) -> None:
    for _time in range(times):
        said = Report(
            reporter=ReporterKind.STAFF, about=about, strand=strand, account={"seen": "SECRET"},
            people=(PersonNamed(Part.WORRIED_ABOUT, {"name": "Kit Marlow"}),),
        )  # fmt: skip
        report_concern(report=said, request_id=uuid4(), actor=Actor.outsider(), now=NOON)


def made(director: UUID, board: str = "Programme Board", now: datetime = LATER) -> BoardReport:
    return make_report(board=board, meeting_on=MEETING, actor=Actor.person(director), now=now)


def lines(told: Told, title: str) -> dict[str, str]:
    return dict(next(one for one in told.sections if one.title.startswith(title)).lines)


@pytest.mark.parametrize(
    ("today", "since", "until"),
    [
        (date(2026, 6, 10), date(2025, 6, 1), date(2026, 6, 1)),
        (date(2026, 6, 1), date(2025, 6, 1), date(2026, 6, 1)),
        (date(2028, 2, 29), date(2027, 2, 1), date(2028, 2, 1)),
    ],
)
def test_its_figures_are_of_twelve_whole_months(today: date, since: date, until: date) -> None:
    assert window(today) == (since, until)


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (1, HIDDEN), (4, HIDDEN), (5, "5")])
def test_a_small_number_is_not_told(count: int, said: str) -> None:
    assert number(count) == said


@pytest.mark.parametrize(
    ("count", "whole", "said"),
    [(0, 3, HIDDEN), (0, 9, "0"), (2, 9, HIDDEN), (7, 9, HIDDEN), (5, 10, "5"), (9, 9, "9")],
)
def test_nor_one_that_leaves_a_small_one(count: int, whole: int, said: str) -> None:
    assert part_of(count, whole) == said


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 30)))
def test_no_hidden_part_can_be_reckoned_from_the_whole(counts: dict[str, int]) -> None:
    whole = sum(counts.values())
    told = dict(parts(counts, whole))
    hidden = [name for name, one in told.items() if one == HIDDEN]
    assert all(told[name] == HIDDEN for name, count in counts.items() if 0 < count < 5)
    assert len(hidden) != 1 or not any(count >= 5 for count in counts.values())


@pytest.mark.parametrize(
    ("because", "count", "said"),
    [
        ("it is late", None, "not met: it is late"),
        ("it is late", Count(7, 9, "people"), "not met: 7 of 9 people, it is late"),
        ("it is late", Count(1, 4, "people"), "not met: so few that the number could say who"),
        ("7 of 9 have done it", Count(7, 9, "people"), "not met: 7 of 9 have done it"),
        ("7 of 9 have done it", Count(1, 4, "people"), "not met: so few that the number could say who"),
    ],
)
def test_how_something_stands_is_told_without_small_numbers(
    because: str, count: Count | None, said: str
) -> None:
    assert stands(Reading(Status.NOT_MET, because, count=count)) == said


@pytest.mark.parametrize(
    ("because", "said"),
    [
        ([], ""),
        (["it is late"], "not met: it is late"),
        (["Nobody holds it.", "it is late"], "not met: Nobody holds it; not met: it is late"),
        (
            ["Nobody holds it.", "Nobody holds it.", "it is late"],
            "not met: Nobody holds it; not met: it is late",
        ),
    ],
)
def test_why_something_stands_as_it_does_is_one_sentence(because: list[str], said: str) -> None:
    assert why(Reading(Status.NOT_MET, one) for one in because) == said


WRITTEN = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.builds(
        Told, WRITTEN, st.dates(), st.dates(), st.dates(),
        st.lists(
            st.builds(Section, WRITTEN, st.lists(st.tuples(WRITTEN, WRITTEN)).map(tuple), WRITTEN)
        ).map(tuple),
    )
)  # fmt: skip
def test_what_is_kept_is_read_as_it_was_written(told: Told) -> None:
    assert read(write(told)) == told
    assert digest(write(told)) == digest(write(read(write(told))))


def test_it_counts_what_was_reported_and_hides_what_could_be_somebody() -> None:
    with inside():
        house()
        reported(6)
        reported(5, about=AboutKind.SELF)
        reported(2, Strand.SAFEGUARDING)
        told = draw_up("", MEETING, date(2026, 3, 1), Moment.now(LATER))
        found = lines(told, "In numbers")
        assert found["Concerns reported"] == "13"
        assert found["of these: Safeguarding"] == HIDDEN
        assert found["of these: Prevent"] == HIDDEN, "with the total it would tell the other"
        assert found["of these, about: Learner"] == "8"
        assert (told.since, told.until) == (date(2025, 6, 1), date(2026, 6, 1))


def test_a_restricted_matter_changes_no_word_of_it() -> None:
    with inside():
        house()
        reported(6)
        before = write(draw_up("", MEETING, date(2026, 3, 1), Moment.now(LATER)))
        reported(7, about=AboutKind.COLLEAGUE)
        assert write(draw_up("", MEETING, date(2026, 3, 1), Moment.now(LATER))) == before


def test_it_says_what_is_open_what_is_learnt_what_it_is_for_and_what_changed() -> None:
    with inside():
        adopt(data=archetype("military-estate-trainer"), path="p.md", actor=SETUP, now=NOON)
        told = draw_up("", MEETING, date(2026, 3, 1), Moment.now(LATER))
        assert [one.title for one in told.sections] == [
            "In numbers", "Open actions", "Risk", "How our policies are kept", "What we want to reach",
            "Training and reading", "What changed since 1 March 2026",
        ]  # fmt: skip
        assert lines(told, "Open actions")["Actions on concerns, open"] == "0"
        assert int(lines(told, "Open actions")["What our policies still lack: posts, numbers, times"]) > 0
        aims = lines(told, "What we want to reach")
        assert any(what.startswith("Managing risks and responding: Protect trainees") for what in aims)
        assert lines(told, "What changed") == {
            "Prevent: concerns about trainees and staff": "a new edition from 4 March 2026"
        }
        assert told.sections[2].nothing == "Nobody has written down the national threat level."


def test_it_is_kept_as_made_whatever_happens_after() -> None:
    with inside() as provider:
        director = house()
        reported(6)
        row = made(director)
        now = Moment.now(LATER + timedelta(days=1))
        before = report_made(row.id, now)
        assert before
        assert before.told.board == "Programme Board"
        paper = board_sheet(before, provider.name)
        reported(20)
        adopt(data=archetype("safeguarding-core"), path="q.md", actor=SETUP, now=LATER)
        after = report_made(row.id, now)
        assert after
        assert (after.row.text, board_sheet(after, provider.name), after.whole) == (row.text, paper, True)
        entry = Entry.objects.filter(verb="reports.board-report-made").get()
        assert UUID(row.digest[:32]).hex in str(entry.detail).replace("-", "")


def test_changes_are_told_since_the_report_before_to_the_same_board() -> None:
    with inside():
        director = house()
        made(director)
        made(director, now=LATER + timedelta(days=30))
        first, second = sorted(
            reports_made(Moment.now(LATER + timedelta(days=31))), key=lambda one: one.made_at
        )
        assert first.told.sections[-1].title == "What changed since 11 March 2026"
        assert second.told.sections[-1].title == "What changed since 10 June 2026"


def test_only_who_sees_the_boards_figures_makes_one_and_only_for_a_board_that_is() -> None:
    with inside():
        director, officer = house(), make_holder("Saf Two", "safeguarding-officer")
        assert boards(Moment.now(LATER)) == ("Programme Board",)
        with pytest.raises(NothingHere):
            made(officer)
        with pytest.raises(BadInput, match="No policy in force names this board"):
            made(director, "Rugby club")
        assert not BoardReport.objects.exists()


@pytest.mark.parametrize(
    ("day", "words", "field"),
    [
        (MEETING, "", "words"),
        (MEETING, "x" * 2001, "words"),
        (MEETING - timedelta(days=1), "PB 4", "discussed_on"),
        (MEETING + timedelta(days=30), "PB 4", "discussed_on"),
    ],
)
def test_a_minute_that_cannot_be_is_refused(day: date, words: str, field: str) -> None:
    with inside():
        director = house()
        row = made(director)
        by: Any = {"actor": Actor.person(director), "now": LATER + timedelta(days=20)}
        with pytest.raises(BadInput) as refusal:
            note_minute(report_id=row.id, discussed_on=day, words=words, **by)
        assert refusal.value.field == field


def test_a_minute_is_noted_and_said_anew_it_replaces_the_one_before() -> None:
    with inside():
        director = house()
        row = made(director)
        by: Any = {"actor": Actor.person(director), "now": LATER + timedelta(days=20)}
        note_minute(report_id=row.id, discussed_on=MEETING, words="PB 2026/3, item 4", **by)
        second = note_minute(report_id=row.id, discussed_on=MEETING, words="PB 2026/3, item 5", **by)
        (found,) = reports_made(Moment.now(by["now"]))
        assert found.minuted
        assert (found.minuted.words, found.minuted.row.id) == ("PB 2026/3, item 5", second.id)
        with pytest.raises(NothingHere):
            note_minute(report_id=uuid4(), discussed_on=MEETING, words="PB", **by)


def test_the_pages_make_it_show_it_hand_it_out_and_take_the_minute() -> None:
    with inside() as provider:
        director = house()
        reported(6)
        client = sign_in(director, provider)
        every = reverse("board-reports")
        assert "No report has been made yet." in text(client.get(every))
        assert "Reports to the board" in text(client.get(reverse("figures")))
        blank = client.post(every, {"board": "Programme Board"})
        assert blank.status_code == 422
        today = utc_now().date()
        day = {"meeting_on-day": today.day, "meeting_on-month": today.month, "meeting_on-year": today.year}
        sent = client.post(every, day | {"board": "Programme Board"})
        assert sent.status_code == 302
        shown = text(client.get(sent.headers["Location"]))
        for title in ("In numbers", "Open actions", "Risk", "Training and reading", "In the minutes"):
            assert f"{title}</h2>" in shown
        row = BoardReport.objects.get()
        pdf = client.get(reverse("board-report-file", args=[row.id, "pdf"]))
        word = client.get(reverse("board-report-file", args=[row.id, "docx"]))
        assert pdf.content == client.get(reverse("board-report-file", args=[row.id, "pdf"])).content
        assert word.content[:2] == b"PK"
        said = words_of_pdf(pdf.content)
        assert row.digest in re.sub(r"\s", "", said)
        for name in ("Kit", "Marlow", "SECRET", "Nomi", "Saf Officer"):
            assert name not in said
            assert name not in shown.partition('id="main')[2].partition("In the minutes")[0] or name == "Nomi"
        assert client.get(reverse("board-report-file", args=[row.id, "exe"])).status_code == 404
        said_of = {f"discussed_on-{part}": day[f"meeting_on-{part}"] for part in ("day", "month", "year")}
        noted = client.post(reverse("board-report", args=[row.id]), said_of | {"words": "PB 4"})
        assert noted.status_code == 302
        assert "PB 4" in text(client.get(noted.headers["Location"]))
        officer = make_holder("Saf Two", "safeguarding-officer")
        give_holding(person_id=officer, role="hr-manager", manner=Manner.SUBSTANTIVE, actor=SETUP, now=NOON)
        assert sign_in(officer, provider).get(every).status_code == 404


def test_what_was_tampered_with_is_not_handed_out() -> None:
    with inside() as provider:
        director = house()
        row = made(director, now=utc_now())
        client = sign_in(director, provider)
        page, file = (
            reverse("board-report", args=[row.id]),
            reverse("board-report-file", args=[row.id, "pdf"]),
        )
        assert "What is kept here is not what was made." not in text(client.get(page))
        spoilt = row.text.replace("Concerns reported", "Concerns invented")
        behind_our_back(BoardReport, row, "text", spoilt)  # type: ignore[arg-type]
        assert "What is kept here is not what was made." in text(client.get(page))
        assert client.get(file).status_code == 404
