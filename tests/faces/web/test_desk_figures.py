"""The page of figures: whole for those who sort concerns, without small numbers for the board, and for nobody else."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.identity.operations import record_person
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Standing
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.operations.handling import open_concern
from household import NOON, SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("reports", "shown"), [(1, "not shown"), (5, "5")])
def test_the_board_sees_no_small_number(reports: int, shown: str) -> None:
    with inside() as provider:
        lead, board = make_holder("Lea Dee", "dsl"), make_holder("Bo Ard", "managing-director")
        for _ in range(reports):
            concern_about_a_learner()
        page = text(sign_in(lead, provider).get(reverse("figures")))
        assert f"{reports} concern" in page
        page = text(sign_in(board, provider).get(reverse("figures")))
        assert "concern was reported" not in page
        assert f'dr-number">{shown}</td>' in page


def test_a_restricted_matter_moves_no_figure() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client = sign_in(lead, provider)
        concern_about_a_learner()
        before = text(client.get(reverse("figures"))).partition("<main")[2].partition("</main>")[0]
        concern_about_a_learner(lead)
        assert text(client.get(reverse("figures"))).partition("<main")[2].partition("</main>")[0] == before


def test_whoever_holds_no_post_finds_nothing_and_a_wrong_time_is_refused_plainly() -> None:
    with inside() as provider:
        concern_about_a_learner()
        assert sign_in(make_person("Tu Tor"), provider).get(reverse("figures")).status_code == 404
        page = sign_in(make_holder("Lea Dee", "dsl"), provider).get(reverse("figures"), {"last": "century"})
        assert page.status_code == 400
        assert "30, 91 or 365 days" in page.content.decode()


SO_FEW, SO_MANY = "so few that the number could say who", "1 of 1 concerns"


def test_how_a_policy_is_kept_is_shown_to_whoever_sees_figures_and_small_numbers_to_whoever_sorts() -> None:
    """Anybody else would see by it that somebody has reported something, perhaps about them."""
    with inside() as provider:
        lead, board = make_holder("Lea Dee", "dsl"), make_holder("Bo Ard", "managing-director")
        open_concern(concern_id=concern_about_a_learner(), actor=Actor.person(lead), now=NOON)
        tutor = make_person("Tu Tor")
        shown = {who: text(sign_in(who, provider).get(reverse("policies"))) for who in (lead, board, tutor)}
        said = [[words in page for words in (SO_MANY, SO_FEW, "How it stands")] for page in shown.values()]
        assert said == [[True, False, True], [False, True, True], [False, False, False]]
        assert "How each part is kept is shown to the posts that answer for it." in shown[tutor]


def learners(number: int, born: date | None) -> list[UUID]:
    found = []
    for _ in range(number):
        row = record_person(
            given_names="Kit", family_name="Marlow", date_of_birth=born, actor=SETUP, now=NOON
        )
        record_span(person_id=row.id, standing=Standing.LEARNER, since=NOON, actor=SETUP, now=NOON)
        found.append(row.id)
    return found


def row_of(page: str, words: str) -> list[str]:
    """The numbers in the row of an age group."""
    _, _, after = page.partition(f'<th scope="row" class="govuk-table__header">{words}<br>')
    return re.findall(r'dr-number">([^<]+)</td>', after)[:2]


def test_the_ages_a_policy_speaks_of_are_counted_and_small_numbers_are_for_those_who_sort() -> None:
    with inside() as provider:
        lead, board = make_holder("Lea Dee", "dsl"), make_holder("Bo Ard", "managing-director")
        learners(5, date(1990, 1, 1))
        learners(6, None)
        (kit, *_others) = learners(2, date(2009, 1, 1))
        concern_about_a_learner(kit)
        assert row_of(text(sign_in(lead, provider).get(reverse("figures"))), "Under 18") == ["2", "1"]
        client = sign_in(board, provider)
        page = text(client.get(reverse("figures")))
        assert row_of(page, "Under 18") == ["not shown", "not shown"]
        # With the two under 18 the five over 18 are hidden too, or the two would follow from how many there are.
        assert page.partition("Learners here, by age")[2].partition("</svg>")[0].count("not shown") == 2
        learners(5, date(2009, 1, 1))
        page = text(client.get(reverse("figures")))
        assert row_of(page, "Under 18") == ["7", "not shown"]
        assert "Marlow" not in page


def test_where_no_policy_speaks_of_ages_no_figure_does() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        learners(9, date(2009, 1, 1))
        concern_about_a_learner(policy="safeguarding-core")
        assert "By age" not in text(sign_in(lead, provider).get(reverse("figures")))


def test_strands_stand_side_by_side_with_policies_for_those_who_sort() -> None:
    with inside() as provider:
        lead, board = make_holder("Lea Dee", "dsl"), make_holder("Bo Ard", "managing-director")
        concern_about_a_learner()
        page = text(sign_in(lead, provider).get(reverse("figures")))
        assert "Strands and policies, side by side" in page
        assert "Prevent and safeguarding: raising and handling concerns</th>" in page
        page = text(sign_in(board, provider).get(reverse("figures")))
        assert "Under which strand and policy" in page
        assert "Strands and policies, side by side" not in page
