"""Who works here beside the place around, on the desk: shares drawn and written, judged by somebody, and no person."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from desk_support import sign_in, text
from dueregard.authority.access.operations import give_holding
from dueregard.authority.access.vocabulary import Manner
from dueregard.authority.people.imports.by_hand import say_of_staff
from dueregard.authority.people.imports.opting import Grounds, opt_in
from dueregard.authority.people.vocabulary import Apart, Use
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import london_day, utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.training.models import Baseline, Judgement
from dueregard.work.training.operations.workforce import record_baseline, record_judgement
from dueregard.work.training.rules.workforce import CENSUS
from faces.web.test_routes import answer
from household import NOON, SETUP, inside, make_holder, make_person
from work.training.test_workforce import POLICY

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
PAGE, FIGURES, JUDGE = "/desk/workforce/", "/desk/workforce/figures/", "/desk/workforce/judgement/"
BLOCK = 'holds = ["racial-origin"]\njudged_by = "role:chair"\nagain = "1 year"'
AROUND = "Harbour people: 60.5\nHill people: 30\nIsland people: 9.5"
FIGURES_SAID = {
    "source": "Census 2021, Harbour",
    "counted_on-day": "21",
    "counted_on-month": "3",
    "counted_on-year": "2021",
    "groups": AROUND,
}


def crew(provider: Provider) -> dict[str, UUID]:
    adopt(data=(POLICY % BLOCK).encode(), path="p.md", actor=SETUP, now=NOON)
    return {role: make_holder(role.title(), role) for role in ("director", "hr", "chair", "governor")}


def last_month() -> datetime:
    """Some day of the month before."""
    return utc_now() - timedelta(days=utc_now().day + 3)


def staff(people: dict[str, UUID], **many: int) -> list[UUID]:
    """So many staff who said each last month, when ethnicity of staff was switched on."""
    now = last_month()
    last_day = london_day(utc_now()) + timedelta(days=30)
    grounds = Grounds(use=Use.EQUALITY, assessment="x", reason="x", last_day=last_day)
    opt_in(kept=Apart.STAFF_ETHNICITY, grounds=grounds, actor=Actor.person(people["director"]), now=now)
    found = []
    for words, number in many.items():
        for _one in range(number):
            found.append(make_person("Zz Somebody"))
            said = {Apart.STAFF_ETHNICITY: words.replace("_", " ")}
            say_of_staff(person_id=found[-1], said=said, actor=Actor.person(people["hr"]), now=now)
    return found


def compare(people: dict[str, UUID]) -> None:
    record_baseline(
        source="Census",
        counted_on=date(2021, 3, 21),
        groups=AROUND,
        actor=Actor.person(people["hr"]),
        now=utc_now(),
    )


def test_figures_are_entered_shares_drawn_and_judged() -> None:
    with inside() as provider:
        people = crew(provider)
        staff(people, Harbour_people=24, Hill_people=16, Island_people=12)
        hr = sign_in(people["hr"], provider)
        assert "There are no figures yet of who lives around." in text(hr.get(PAGE))
        begins = hr.get(FIGURES).content.decode()
        assert all(f"{name}: " in begins for name in CENSUS)
        assert hr.post(FIGURES, FIGURES_SAID).headers["Location"] == PAGE
        page = hr.get(PAGE).content.decode()
        assert "Who lives around: Census 2021, Harbour, as of 21 March 2021." in page
        assert "when 56 people were employed here" in page
        for cell in (
            "Harbour people: here",
            "43",
            "Harbour people: around",
            "60.5",
            "Hill people: here",
            "29",
        ):
            assert f">{cell}</t" in page
        assert (
            page.count("not shown</td>")
            == 2  # the crew of four, who did not say, and island people with them
        )  # island people and other words, and who did not say with them
        assert "fewer than 10 people is not shown" in page
        assert "Zz Somebody" not in page
        assert "Write down a judgement" not in page
        chair = sign_in(people["chair"], provider)
        day = london_day(utc_now())
        said = {
            "judged_on-day": str(day.day),
            "judged_on-month": str(day.month),
            "judged_on-year": str(day.year),
            "words": "Few islanders apply.",
            "doing": "Advertise on the ferry.",
        }
        assert "Write down a judgement" in text(chair.get(PAGE))
        assert chair.post(JUDGE, said).headers["Location"] == PAGE
        page = text(hr.get(PAGE))
        for words in ("Few islanders apply.", "Advertise on the ferry.", "Chair", "To be judged again by"):
            assert words in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"groups": "Harbour people: 60\nHill people 40"}, "Line 2: write a name, a colon and a figure"),
        ({"groups": "Harbour people: 60\nHill people: 4"}, "The figures add up to 64."),
        ({"source": ""}, "This needs an answer."),
        ({"counted_on-year": "2199"}, "This day is still to come."),
        ({"counted_on-month": "13"}, "This is not a day in the calendar."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(wrong: dict[str, str], words: str) -> None:
    with inside() as provider:
        response = sign_in(crew(provider)["hr"], provider).post(FIGURES, FIGURES_SAID | wrong)
        page = response.content.decode()
        assert (response.status_code, Baseline.objects.count()) == (422, 0)
        assert words in page
        assert (FIGURES_SAID | wrong)["groups"].splitlines()[-1] in page


@pytest.mark.parametrize("wrong", ["words", "doing"])
def test_a_judgement_without_words_is_asked_again(wrong: str) -> None:
    with inside() as provider:
        day = {"judged_on-day": "1", "judged_on-month": "3", "judged_on-year": "2026"}
        said = day | {"words": "Kept words.", "doing": "Kept words."}
        response = sign_in(crew(provider)["chair"], provider).post(JUDGE, said | {wrong: " "})
        assert (response.status_code, Judgement.objects.count()) == (422, 0)
        assert "Kept words." in response.content.decode()


@pytest.mark.parametrize(
    ("role", "answers"),
    [
        ("director", (200, 404, 200)),
        ("hr", (200, 200, 404)),
        ("chair", (200, 404, 200)),
        ("governor", (200, 404, 404)),
    ],
)
def test_each_opens_what_is_theirs(role: str, answers: tuple[int, ...]) -> None:
    with inside() as provider:
        client = sign_in(crew(provider)[role], provider)
        assert tuple(client.get(page).status_code for page in (PAGE, FIGURES, JUDGE)) == answers
        assert tuple(client.post(page, {"words": ""}).status_code for page in (FIGURES, JUDGE)) == tuple(
            422 if status == 200 else status for status in answers[1:]
        )


def test_for_whoever_may_not_see_it_every_page_is_the_same_with_and_without() -> None:
    with inside() as provider:
        people = crew(provider)
        give_holding(
            person_id=(lead := make_person("Lea Dee")),
            role="dsl",
            manner=Manner.SUBSTANTIVE,
            actor=SETUP,
            now=NOON,
        )
        client = sign_in(lead, provider)
        pages = (PAGE, FIGURES, JUDGE, "/desk/figures/", "/desk/mine/file/", "/desk/policies/")
        before = [answer(client.get(page)) for page in pages]
        staff(people, Harbour_people=2)
        compare(people)
        record_judgement(
            judged_on=date(2026, 3, 1),
            words="x",
            doing="x",
            actor=Actor.person(people["chair"]),
            now=utc_now(),
        )
        after = [answer(client.get(page)) for page in pages]
        assert [status for status, _ in before[:3]] == [404, 404, 404]
        assert after[:5] == before[:5]


def test_empty_pages_say_what_to_do_and_who_can() -> None:
    with inside() as provider:
        people = crew(provider)
        governor = sign_in(people["governor"], provider)
        page = text(governor.get(PAGE))
        for words in (
            "There are no figures yet of who lives around.",
            "Whoever keeps the single central record, or appoints to posts, writes them down.",
            "Ethnicity of staff is not kept, so there is nothing to compare.",
            "Whoever adopts your policies, or is accountable for them, can.",
            "Nobody has judged it yet. Whoever your policy names, or who is accountable, does.",
        ):
            assert words in page
        compare(people)
        staff(people)
        assert "when 4 people were employed here" in text(governor.get(PAGE))
