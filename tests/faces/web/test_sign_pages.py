"""Signs on pages: prompts beside words that are asked, filled in for whoever opens the record, counted over all."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desk_support import sign_in, text
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import Concern, Marking
from dueregard.work.casework.operations.marking import mark_signs
from dueregard.work.casework.operations.reading import read_concern
from household import NOON, SETUP, inside, make_holder
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
AT = "apprenticeship-provider/indicators.triggers"
BOXES = f"signs.{AT.replace('/', '.')}"
ASKED = f"said.{AT.replace('/', '.')}"
NOBODY_READS_PROOF = "One of these, or several, says nothing by itself about anybody."


def ticked(page: str) -> list[str]:
    return re.findall(r'value="([^"]*)" checked', page)


def where(concern: UUID) -> str:
    return reverse("mark-signs", args=[concern])


def marks(concern: UUID, lead: UUID) -> list[tuple[str, Any]]:
    file = read_concern(concern_id=concern, actor=Actor.person(lead), now=NOON.replace(year=2030))
    return [(one.address.rpartition("/")[2], one.details) for worded in file.record for one in worded.signs]


def test_what_is_ticked_is_marked_with_its_answers_and_stands_on_the_record() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client, concern = sign_in(lead, provider), concern_about_a_learner()
        assert where(concern) in text(client.get(reverse("concern", args=[concern])))
        page = text(client.get(where(concern)))
        assert NOBODY_READS_PROOF in page
        assert "This touches religion or belief, which the law protects." in page
        assert ticked(page) == []
        said = {
            "reason": "He no longer talks to us.",
            f"{BOXES}.trigger": [f"{AT}/t04"],
            f"{ASKED}.t04.2": ["behaviour", "actions"],
            f"{ASKED}.t06.0": ["the police"],
        }
        assert client.post(where(concern), said).status_code == 302
        assert marks(concern, lead) == [
            ("t04", (("What changed?", ("behaviour", "actions")),)),
            ("t06", (("From whom?", ("the police",)),)),
        ]
        record = text(client.get(reverse("concern", args=[concern])))
        assert "What changed? behaviour, actions" in record
        assert "He no longer talks to us." in record
        assert f"sign {AT}" not in record
        assert ticked(text(client.get(where(concern)))) == [
            f"{AT}/t04", f"{AT}/t06", "behaviour", "actions", "the police",
        ]  # fmt: skip


def test_showing_what_is_marked_is_a_reading_and_is_written_down() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client, concern = sign_in(lead, provider), concern_about_a_learner()
        before = LedgerEntry.objects.filter(verb="audit.read").count()
        client.get(where(concern))
        assert LedgerEntry.objects.filter(verb="audit.read").count() == before + 1


def test_without_words_nothing_is_marked_and_nothing_ticked_is_lost() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client, concern = sign_in(lead, provider), concern_about_a_learner()
        page = client.post(
            where(concern), {f"{BOXES}.trigger": [f"{AT}/t04"], f"{ASKED}.t06.0": ["the police"]}
        )
        assert page.status_code == 422
        assert ticked(page.content.decode()) == [f"{AT}/t04", "the police"]
        bad = client.post(where(concern), {"reason": "x", f"{BOXES}.trigger": [f"{AT}/t99"]})
        assert bad.status_code == 422
        assert not Marking.objects.exists()


def test_where_no_policy_lists_any_the_page_says_what_counts() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dso")
        concern = concern_about_a_learner(policy="values-led-trainer")
        page = text(sign_in(lead, provider).get(where(concern)))
        assert "No policy in force lists any signs." in page
        assert "<textarea" not in page


def test_the_rows_of_the_policy_stand_beneath_its_signs() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "safeguarding-officer")
        concern = concern_about_a_learner(policy="national-network")
        page = text(sign_in(lead, provider).get(where(concern)))
        table = page.partition("<tbody")[2].partition("</tbody>")[0]
        assert table.count("<tr") == 10
        assert "must not by themselves be read as a risk of radicalisation" in page


REPORT = {"reporter": "staff", "about": "learner", "danger": "no", "seen": "He keeps away."}


@pytest.mark.parametrize("policy", ["apprenticeship-provider", "values-led-trainer"])
def test_a_report_offers_what_is_listed_and_still_wants_words(policy: str) -> None:
    with inside() as provider:
        adopt(data=archetype(policy), path="p.md", actor=SETUP, now=NOON)
        path = reverse("report", args=[provider.short_code])
        page = Client().get(path).content.decode()
        lists = policy == "apprenticeship-provider"
        assert ("signs our policies list" in page) is lists
        assert (NOBODY_READS_PROOF in page) is lists
        said = REPORT | {"request_id": str(uuid4()), "seen": "", "signs": [f"{AT}/t07"]}
        refused = Client().post(path, said | {"step": "send"})
        assert refused.status_code == 422
        assert ticked(refused.content.decode()).count(f"{AT}/t07") == lists


def test_what_a_report_ticks_is_checked_kept_and_read() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        adopt(data=archetype("apprenticeship-provider"), path="p.md", actor=SETUP, now=NOON)
        path = reverse("report", args=[provider.short_code])
        said = REPORT | {"request_id": str(uuid4()), "signs": [f"{AT}/t07", "gone/indicators.x/y"]}
        checked = Client().post(path, said).content.decode()
        assert "Voicing opinions that come from an extremist ideology." in checked
        assert Client().post(path, said | {"step": "send"}).status_code == 200
        assert marks(Concern.objects.get().id, lead) == [("t07", ())]


@pytest.mark.parametrize(("reports", "shown"), [(1, "not shown"), (5, "5")])
def test_the_board_sees_no_small_number_of_a_sign(reports: int, shown: str) -> None:
    with inside() as provider:
        lead, board = make_holder("Lea Dee", "dsl"), make_holder("Bo Ard", "managing-director")
        for _ in range(reports):
            mark_signs(
                concern_id=concern_about_a_learner(), chosen={f"{AT}/t04": {}}, reason="x",
                actor=Actor.person(lead), now=NOON,
            )  # fmt: skip
        numbers = [
            re.findall(r'dr-number">([^<]*)</td>', text(sign_in(one, provider).get(reverse("figures-signs"))))
            for one in (lead, board)
        ]
    assert numbers[0][3] == str(reports)
    assert numbers[1][3] == shown
    assert len(numbers[1]) == 14
    assert {one for at, one in enumerate(numbers[1]) if at != 3} == {"0"}


def test_the_order_is_the_policys_whatever_was_marked() -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        client, concern = sign_in(lead, provider), concern_about_a_learner()

        def rows() -> list[str]:
            return re.findall(r'<th scope="row"[^>]*>([^<]+)<', text(client.get(reverse("figures-signs"))))

        before = rows()
        chosen: dict[str, dict[int, list[str]]] = {f"{AT}/i02": {}, f"{AT}/t12": {}}
        mark_signs(concern_id=concern, chosen=chosen, reason="x", actor=Actor.person(lead), now=NOON)
        assert rows() == before
        assert before
