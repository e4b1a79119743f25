"""What a report asks under several forms at once."""

from itertools import permutations

import pytest

from dueregard.authority.policy.archetypes import ARCHETYPES, archetype
from dueregard.authority.policy.gate import judge
from dueregard.work.casework.controls.form import Ask, FormBlock, FormField, RecordingType, Reminder
from dueregard.work.casework.rules.asking import ALWAYS, sheet_of
from dueregard.work.casework.vocabulary import Strand

NARRATIVE = {"field": "narrative", "ask": "required"}


def form(*fields: dict[str, str], **more: object) -> FormBlock:
    return FormBlock.model_validate({"fields": [NARRATIVE, *fields], **more})


def field(name: str, ask: str, **more: str) -> dict[str, str]:
    return {"field": name, "ask": ask, **more}


def test_without_a_form_everything_is_asked_and_nothing_is_wanted() -> None:
    sheet = sheet_of([])
    assert set(sheet.asks) == set(FormField)
    assert set(sheet.asks.values()) == {Ask.OPTIONAL}
    assert sheet.recording_types == tuple(RecordingType)


@pytest.mark.parametrize("name", sorted(ALWAYS - {FormField.NARRATIVE}))
def test_what_keeps_a_reporter_safe_is_asked_whatever_a_policy_says(name: FormField) -> None:
    assert sheet_of([form(field(name, "not asked"))]).asks[name] is Ask.OPTIONAL


ASKED = [
    ([], None),
    (["not asked"], None),
    (["optional"], Ask.OPTIONAL),
    (["not asked", "optional"], Ask.OPTIONAL),
    (["optional", "required"], Ask.REQUIRED),
    (["not asked", "required"], Ask.REQUIRED),
    (["not asked", "optional", "required"], Ask.REQUIRED),
]


@pytest.mark.parametrize(("asks", "held"), ASKED)
def test_the_strictest_of_several_forms_holds_in_any_order(asks: list[str], held: Ask | None) -> None:
    for order in permutations(asks):
        forms = [form(*[field("wishes", ask)]) for ask in order] or [form()]
        assert sheet_of(forms).asks.get(FormField.WISHES) is held


def test_words_of_the_policy_that_came_later_hold() -> None:
    base, own = (form(field("wishes", "optional", label=words)) for words in ("Wishes", "What they want"))
    assert sheet_of([base, own]).labels == {FormField.WISHES: "What they want"}
    assert sheet_of([base, own, form()]).labels == {FormField.WISHES: "What they want"}


def test_what_any_form_says_is_said_once_and_in_the_usual_order() -> None:
    one = form(
        field("recording-type", "optional"),
        recording_types=["own-suspicion"],
        reminders=["own-words", "ring-999"],
        strands=["prevent"],
    )
    two = form(reminders=["ring-999"], strands=["safeguarding"], first_contact=["phone"])
    for sheet in (sheet_of([one, two]), sheet_of([two, one])):
        assert sheet.reminders == (Reminder.RING_999, Reminder.OWN_WORDS)
        assert sheet.strands == (Strand.SAFEGUARDING, Strand.PREVENT)
        assert sheet.recording_types == (RecordingType.OWN_SUSPICION,)
        assert sheet.first_contact
    assert not sheet_of([one]).first_contact


@pytest.mark.parametrize("name", ARCHETYPES)
def test_every_shipped_policy_keeps_the_way_to_answer_safely(name: str) -> None:
    pack = judge(archetype(name), f"{name}.md").pack
    assert pack is not None
    forms = [control.block for control in pack.of_kind("form") if isinstance(control.block, FormBlock)]
    assert set(sheet_of(forms).asks) >= ALWAYS
