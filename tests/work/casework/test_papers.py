"""The paper of a referral: every box seen by somebody, nothing blank but in danger, and a file that says what it is."""

import zipfile
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dueregard.authority.access.vocabulary import Circle
from dueregard.ground.audit.models import Entry as LedgerEntry
from dueregard.ground.audit.words import verify_words
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from dueregard.mechanisms.documents.sheets import Paragraph, plain
from dueregard.mechanisms.documents.word_out import word_file
from dueregard.work.casework.models import Copy, Paper
from dueregard.work.casework.operations.handling import add_entry
from dueregard.work.casework.operations.papers import begun_from, copy_paper, write_paper
from dueregard.work.casework.operations.reading import read_concern, words_of
from dueregard.work.casework.reports import Occurred
from dueregard.work.casework.rules.ages import age_on, birthday, both_ages
from dueregard.work.casework.rules.papers import MARKS, blank_boxes, sheet_of, template_for
from dueregard.work.casework.vocabulary import EntryKind, PaperForm, Precision
from household import NOON, inside, make_holder
from referral_support import adopted, referral, written

PREVENT = template_for("prevent")
FULL = {box.id: "not known" for box in PREVENT.boxes}


def test_a_prevent_paper_asks_all_that_the_department_describes() -> None:
    described = {
        "arose", "event", "signs", "interest", "online", "contacts", "threats", "needs", "other-safeguarding",
        "discussions", "parents", "worry",
    }  # fmt: skip
    assert described <= {box.id for box in PREVENT.boxes}
    assert [template_for(route).id for route in ("lado", "early-help", "prevent")] == [
        "general",
        "general",
        "prevent",
    ]
    for asked in (PREVENT, template_for("lado")):
        ids = [box.id for box in asked.boxes]
        assert len(ids) == len(set(ids))


BLANK: list[tuple[dict[str, str], tuple[str, ...]]] = [
    ({}, tuple(FULL)),
    (FULL, ()),
    (FULL | {"worry": " \n "}, ("worry",)),
    (FULL | {"worry": "Not known"}, ()),
]


@pytest.mark.parametrize(("words", "left"), BLANK)
def test_what_is_blank(words: dict[str, str], left: tuple[str, ...]) -> None:
    assert tuple(box.id for box in blank_boxes(PREVENT, words)) == left


AGES = [
    (date(2008, 3, 2), date(2026, 3, 1), 17),
    (date(2008, 3, 2), date(2026, 3, 2), 18),
    (date(2008, 2, 29), date(2026, 2, 28), 17),
    (date(2008, 2, 29), date(2026, 3, 1), 18),
    (date(2008, 2, 29), date(2024, 2, 29), 16),
]


@pytest.mark.parametrize(("born", "day", "age"), AGES)
def test_how_old(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(0, 99))
def test_somebody_reaches_an_age_on_its_birthday_and_not_the_day_before(born: date, age: int) -> None:
    day = birthday(born, age)
    assert age_on(born, day) == age
    assert age == 0 or age_on(born, day - timedelta(days=1)) == age - 1


def test_both_ages_are_said_and_the_eighteenth_birthday_while_it_lies_ahead() -> None:
    said = both_ages(date(2008, 6, 1), date(2025, 5, 1), date(2026, 3, 2))
    assert said == "16 then, 17 now; 18 on 1 June 2026"
    assert both_ages(date(2008, 2, 1), date(2025, 5, 1), date(2026, 3, 2)) == "17 then, 18 now"


@given(st.text(max_size=60))
def test_whatever_is_written_makes_a_file_that_opens(said: str) -> None:
    sheet = sheet_of(PREVENT, FULL | {"arose": said}, facts=(("For", said),), circle=Circle.OPEN)
    with zipfile.ZipFile(BytesIO(word_file(sheet, author="", now=NOON))) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
        assert MARKS[Circle.OPEN] in archive.read("word/header.xml").decode()


def test_lines_stay_lines_and_a_box_left_blank_says_why() -> None:
    sheet = sheet_of(PREVENT, {"arose": "One.\r\n\r\nTwo."}, facts=(), circle=Circle.SEALED)
    said = [plain(block.runs) for block in sheet.blocks if isinstance(block, Paragraph)]
    assert said[0] == "Left blank, because somebody is in danger."
    assert [line for line in said if line.endswith(("e.", "o."))] == ["One.", "Two."]
    assert sheet.marking == MARKS[Circle.SEALED]


@pytest.fixture
def lead() -> Any:
    with inside():
        adopted()
        yield make_holder("Lea Dee", "dsl")


@pytest.mark.django_db
def test_a_pdf_says_its_words_its_class_and_its_template_and_is_what_the_record_says(lead: UUID) -> None:
    one = referral(lead)
    written(one.id, lead, NOON, arose="=HYPERLINK(1)\nHe hid a drawing.")
    made = copy_paper(referral_id=one.id, form=PaperForm.PDF, actor=Actor.person(lead), now=NOON)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
    said = words_of(Copy.objects.get(pk=made.row.pk))
    assert said == {"sha256": sha256(made.data).hexdigest(), "bytes": str(len(made.data))}
    assert made.name == f"referral-{one.concern.reference}.pdf"
    paper = made.row.paper
    assert (paper.template, paper.edition) == ("general", 1)
    assert verify_words() is None


@pytest.mark.django_db
def test_making_it_is_read_and_written_in_the_audit_record_without_a_word(lead: UUID) -> None:
    one = referral(lead)
    written(one.id, lead, NOON)
    verbs = list(LedgerEntry.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs[-3:] == ["casework.paper-written", "audit.read", "casework.paper-copied"]
    assert "not known" not in "".join(LedgerEntry.objects.values_list("detail", flat=True))


@pytest.mark.django_db
def test_no_file_is_made_of_nothing_or_of_a_blank_box_but_in_danger(lead: UUID) -> None:
    one, urgent = referral(lead), referral(lead, danger=True)
    by: dict[str, Any] = {"actor": Actor.person(lead), "now": NOON}
    with pytest.raises(OutOfTurn, match="Write first what they are told"):
        copy_paper(referral_id=one.id, form=PaperForm.PDF, **by)
    with pytest.raises(BadInput):
        write_paper(referral_id=one.id, words={"name": " "}, **by)
    for each in (one, urgent):
        write_paper(referral_id=each.id, words=FULL | {"worry": ""}, **by)
    with pytest.raises(OutOfTurn, match="What may happen if nobody helps"):
        copy_paper(referral_id=one.id, form=PaperForm.PDF, **by)
    assert not Copy.objects.exists()
    assert copy_paper(referral_id=urgent.id, form=PaperForm.WORD, **by).data


@pytest.mark.django_db
def test_it_begins_with_what_the_record_says_and_nothing_else(lead: UUID) -> None:
    one, actor = referral(lead), Actor.person(lead)
    file = read_concern(concern_id=one.concern_id, actor=actor, now=NOON)
    begun = begun_from(file, one.id, actor, Moment.now(NOON))
    assert begun["arose"] == "He hid a drawing."
    assert begun["event"] == "a"
    assert begun["referrer"].startswith("Lea Dee")
    assert begun["referred-on"] == begun["came-to-light"] == "4 March 2026"
    assert not {"needs", "worry", "told"} & begun.keys()


@pytest.mark.django_db
def test_a_call_to_somebody_outside_is_not_said_to_be_with_the_person(lead: UUID) -> None:
    one, actor = referral(lead), Actor.person(lead)
    happened = Occurred(NOON, Precision.DAY)
    for kind in (EntryKind.CALL, EntryKind.VISIT):
        add_entry(
            concern_id=one.concern_id, kind=kind, words=f"A {kind}.", happened=happened, actor=actor, now=NOON
        )
    begun = begun_from(
        read_concern(concern_id=one.concern_id, actor=actor, now=NOON), one.id, actor, Moment.now(NOON)
    )
    assert begun["discussions"] == "4 March 2026: A visit."
    assert begun["done"] == "4 March 2026: A call."


@pytest.mark.django_db
def test_who_may_not_refer_writes_and_makes_nothing(lead: UUID) -> None:
    one = referral(lead)
    written(one.id, lead, NOON)
    papers, copies = Paper.objects.count(), Copy.objects.count()
    by: dict[str, Any] = {"actor": Actor.person(make_holder("Tu Tor", "tutor")), "now": NOON}
    with pytest.raises(NothingHere):
        write_paper(referral_id=one.id, words=FULL, **by)
    with pytest.raises(NothingHere):
        copy_paper(referral_id=one.id, form=PaperForm.PDF, **by)
    assert (Paper.objects.count(), Copy.objects.count()) == (papers, copies)
