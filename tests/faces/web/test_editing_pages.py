"""A policy written on pages: a Word file taken over, words in plain boxes, checks as forms, and nobody overwritten."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk_support import hidden, sign_in, text
from dueregard.authority.policy.editing.parts import Parts
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.models import Edition
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.mechanisms.documents.pieces import Noted, Table, Words
from dueregard.mechanisms.documents.word import read_word
from dueregard.work.governance.models import Draft
from dueregard.work.governance.operations.drafting import begin_draft, save_draft
from household import NOON, SETUP, inside, make_holder
from mechanisms.documents.word_files import par, table, word_file
from work.governance.governing import POLICY

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]
TAKE_OVER = "/desk/policies/take-over/"
WORD = word_file(
    par("Purpose", style="H1", num=1)
    + par("We keep people safe.", num=1, level=1)
    + par("Words", "<w:r><w:commentReference/></w:r>")
    + table(("Who", "When"), ("Lead", "At once"))
)


@contextmanager
def at_work() -> Iterator[tuple[Client, UUID]]:
    """The writer of policies, signed in."""
    with inside() as provider:
        adopt(data=POLICY.encode(), path="care.md", actor=SETUP, now=NOON)
        make_holder("Dara Director", "director")
        writer = make_holder("Wyn Writer", "writer")
        yield sign_in(writer, provider), writer


def begun(writer: UUID) -> Draft:
    return begin_draft(policy="care", actor=Actor.person(writer), now=utc_now())


def page(name: str, row: Draft, **query: object) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(name, args=[row.begun]) + (f"?{asked}" if asked else "")


def latest(row: Draft) -> Draft:
    return Draft.objects.filter(begun=row.begun).order_by("recorded_at", "id").reverse()[0]


def place(row: Draft, name: str) -> int:
    return [fence.name for fence in Parts(row.text).document.fences].index(name)


def test_a_word_policy_becomes_a_draft_once_somebody_has_seen_what_it_becomes() -> None:
    with at_work() as (client, _writer):
        assert "Take over a policy you have" in text(client.get("/desk/policies/drafts/begin/"))
        said = {"title": "Our Prevent policy", "owner": "role:care/director"}
        file = SimpleUploadedFile("policy.docx", WORD)
        plan = client.post(TAKE_OVER, said | {"file": file})
        shown = text(plan)
        assert "Our Prevent policy: 2 sections. Nothing is kept yet." in shown
        assert "Comments are left out: 1." in shown
        assert "<th>Who</th>" in shown
        assert not Draft.objects.exists()
        response = client.post(TAKE_OVER, hidden(plan))
        row = Draft.objects.get()
        assert response.headers["Location"] == page("draft-sections", row)
        pack = judge(row.text.encode(), "x.md").pack
        assert pack is not None
        assert [(clause.id, clause.title) for clause in pack.clauses] == [("1", "1 Purpose"), ("1.1", "1.1")]
        assert pack.controls == ()
        assert "We keep people safe." in text(client.get(page("draft-sections", row)))


def test_pasted_words_are_taken_over_alike_and_a_refusal_loses_nothing() -> None:
    with at_work() as (client, _writer):
        said = {"title": "Ours", "owner": "role:care/director"}
        assert "Purpose" in text(client.post(TAKE_OVER, said | {"words": "1 Purpose\n\n1.1 We listen."}))
        for data in (b"%PDF-1.7", b"PK\x03\x04broken"):
            refused = client.post(TAKE_OVER, said | {"file": SimpleUploadedFile("x.docx", data)})
            assert refused.status_code == 422
            assert 'value="Ours"' in refused.content.decode()
        assert client.post(TAKE_OVER, said).status_code == 422
        assert client.post(TAKE_OVER, said | {"file": SimpleUploadedFile("x.docx", b"")}).status_code == 422
        plan = hidden(client.post(TAKE_OVER, said | {"words": "1 Purpose\n\n1.1 We listen."}))
        kept = client.post(TAKE_OVER, plan | {"policy": "No Id", "text": "words <b>"})
        assert kept.status_code == 422
        assert 'value="Ours"' in kept.content.decode()
        assert '<option value="role:care/director" selected' in kept.content.decode()
        assert escape("words <b>") in kept.content.decode()
        assert not Draft.objects.exists()


def test_only_whoever_adopts_policies_writes_them() -> None:
    with inside("other") as other:
        adopt(data=POLICY.encode(), path="care.md", actor=SETUP, now=NOON)
        stranger = sign_in(make_holder("Str Anger", "writer"), other)
    with inside() as provider:
        adopt(data=POLICY.encode(), path="care.md", actor=SETUP, now=NOON)
        row = begun(make_holder("Wyn Writer", "writer"))
        member = sign_in(make_holder("Bo Board", "board"), provider)
    for name in ("draft-sections", "draft-section", "draft-new-section", "draft-check", "draft-new-check"):
        assert stranger.get(page(name, row)).status_code == 404
        refused = member.get(page(name, row))
        assert refused.status_code == 403
        assert "Whoever adopts policies here" in refused.content.decode()
    assert member.get(TAKE_OVER).status_code == 403


def test_the_words_of_a_section_are_seen_first_and_then_kept() -> None:
    with at_work() as (client, writer):
        row = begun(writer)
        there = page("draft-section", row, at=0)
        boxes = hidden(client.get(there)) | {
            "title": "1 Who does this",
            "words": "The *director* <script>x</script>.",
        }
        seen = text(client.post(there, boxes | {"preview": "yes"}))
        assert "<em>director</em> &lt;script&gt;" in seen
        assert Draft.objects.count() == 1
        assert client.post(there, boxes).status_code == 302
        new = latest(row).text
        assert new == row.text.replace("The director answers for it.", "The *director* <script>x</script>.")


def test_words_that_reach_beyond_their_section_come_back_as_typed() -> None:
    with at_work() as (client, writer):
        row = begun(writer)
        there = page("draft-section", row, at=1)
        refused = client.post(
            there, hidden(client.get(there)) | {"title": "x", "words": "## Own heading {#9}"}
        )
        assert refused.status_code == 422
        assert "## Own heading {#9}" in refused.content.decode()
        assert "Leave out headings" in refused.content.decode()


def test_two_who_change_one_draft_do_not_lose_a_word() -> None:
    with at_work() as (client, writer):
        row = begun(writer)
        there = page("draft-section", row, at=0)
        mine, theirs = hidden(client.get(there)), hidden(client.get(there))
        assert client.post(there, theirs | {"title": "One", "words": "Theirs."}).status_code == 302
        late = client.post(there, mine | {"title": "One", "words": "Mine, long thought about."})
        assert late.status_code == 422
        assert "Mine, long thought about." in late.content.decode()
        assert "Somebody else changed this draft" in late.content.decode()
        assert "Theirs." in latest(row).text


def test_a_section_is_added_with_a_number_no_other_ever_had() -> None:
    with at_work() as (client, writer):
        row = begun(writer)
        there = page("draft-new-section", row, at=0)
        boxes = hidden(client.get(there)) | {"title": "Helping", "words": "We help.", "where": "within"}
        assert client.post(there, boxes).status_code == 302
        assert "### Helping {#1.1}\n\nWe help.\n" in latest(row).text
        there = page("draft-new-section", row, at=9)
        assert client.get(there).status_code == 404


def test_a_check_is_changed_by_its_form_and_nothing_beside_it() -> None:
    with at_work() as (client, writer):
        row = begun(writer)
        there = page("draft-check", row, at=place(row, "role.board"))
        shown = client.get(there)
        assert 'value="Board member"' in text(shown) or ">\nBoard member<" in shown.content.decode()
        boxes = hidden(shown) | {
            "title": "Governor",
            "minimum-given": "value",
            "minimum": "2",
            "may": ["see-board-figures"],
        }
        assert client.post(there, boxes).status_code == 302
        wanted = row.text.replace('title = "Board member"\nminimum = 1', 'title = "Governor"\nminimum = 2')
        assert latest(row).text == wanted


def test_what_the_gate_refuses_is_said_at_its_question() -> None:
    with at_work() as (client, writer):
        row = begun(writer)
        there = page("draft-check", row, at=place(row, "review.yearly"))
        shown = hidden(client.get(there))
        boxes = shown | {
            "owner": ["role:director"],
            "every-given": "value",
            "every": "a while",
            "after": ["guidance", "incident"],
            "within-given": "value",
            "within": "2 months",
            "remind": "1 month",
        }
        refused = client.post(there, boxes)
        page_said = refused.content.decode()
        assert refused.status_code == 422
        assert 'href="#id_every"' in page_said
        assert "is not a length of time" in page_said
        assert "a while" in page_said
        assert latest(row).id == row.id


def test_a_check_is_chosen_from_the_library_filled_in_and_taken_out_again() -> None:
    with at_work() as (client, writer):
        row = begun(writer)
        library = text(client.get(page("draft-new-check", row, at=2)))
        assert "Time limit" in library
        there = page("draft-new-check", row, at=2, kind="definition")
        empty = client.post(there, hidden(client.get(there)))
        assert empty.status_code == 422
        boxes = hidden(client.get(there)) | {"term": "care", "means": "Looking after."}
        assert client.post(there, boxes).status_code == 302
        new = latest(row)
        assert (
            new.text
            == row.text + '\n```control definition definition\nterm = "care"\nmeans = "Looking after."\n```\n'
        )
        there = page("draft-check", new, at=place(new, "definition.definition"))
        assert client.post(there, hidden(client.get(there)) | {"remove": "yes"}).status_code == 302
        assert latest(row).text == row.text


def test_every_kind_there_is_has_a_form(subtests: pytest.Subtests) -> None:
    with at_work() as (client, writer):
        row = begun(writer)
        for at, fence in enumerate(Parts(row.text).document.fences):
            with subtests.test(fence.name):
                assert "Take this check out" in text(client.get(page("draft-check", row, at=at)))
        library = client.get(page("draft-new-check", row, at=0)).content.decode()
        kinds = {part.split('"')[0] for part in library.split("kind=")[1:]}
        assert len(kinds) > 15
        for kind in sorted(kinds):
            with subtests.test(kind):
                assert "Add a check" in text(client.get(page("draft-new-check", row, at=0, kind=kind)))


def test_a_draft_is_taken_along_as_word_and_pdf_with_what_it_changes() -> None:
    with at_work() as (client, writer):
        row = begun(writer)
        there = page("draft-section", row, at=0)
        client.post(
            there, hidden(client.get(there)) | {"title": "1 Who does this", "words": "The board answers."}
        )
        assert "as Word, with what changed" in text(client.get(page("draft", row)))
        marked = client.get(page("draft-copy", row, marked="yes", **{"as": "word"}))
        assert marked["Content-Disposition"] == 'attachment; filename="care.docx"'
        found = read_word(marked.content)
        assert (found.noted[Noted.INSERTED], found.noted[Noted.DELETED]) == (1, 2)
        assert Words("The board answers.") in found.pieces
        assert read_word(client.get(page("draft-copy", row, **{"as": "word"})).content).said() == ()
        assert client.get(page("draft-copy", row)).content.startswith(b"%PDF")


def test_an_edition_is_taken_along_with_how_it_was_signed() -> None:
    with at_work() as (client, _writer):
        edition = Edition.objects.get()
        there = reverse("edition-copy", args=[edition.id])
        found = read_word(client.get(f"{there}?as=word").content)
        assert found.title == "Care"
        head = found.pieces[0]
        assert isinstance(head, Table)
        facts = {row[0]: row[1] for row in head.rows}
        assert facts["Edition"] == "1"
        assert facts["Owner"] == "the Director"
        assert "until another begins" in facts["In force"]
        assert Words("This edition was put in without being signed here.") in found.pieces
        assert client.get(there)["Content-Type"] == "application/pdf"
        assert client.get(reverse("edition-copy", args=[edition.provider_id])).status_code == 404


def test_a_draft_with_faults_is_not_taken_along() -> None:
    with at_work() as (client, writer):
        row = begun(writer)
        save_draft(
            draft_id=row.id,
            text=row.text.replace("minimum = 1", "minimum = -1"),
            actor=Actor.person(writer),
            now=utc_now(),
        )
        refused = client.get(page("draft-copy", row))
        assert refused.status_code == 409
        assert "Put them right first" in refused.content.decode()
