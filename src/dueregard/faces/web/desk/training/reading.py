"""Saying that one has read an edition of a document, and showing it by answering the policy's question about it."""

from hashlib import sha256
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.access.queries import rows_of
from .....authority.policy.answers import Basis
from .....authority.policy.queries import with_words
from .....ground.kernel.moments import london_day
from .....ground.kernel.refusals import NothingHere, OutOfTurn
from .....work.training.controls.in_force import required_at
from .....work.training.models import DocumentEdition
from .....work.training.operations.completing import record_completions
from .....work.training.queries.persons import line_of
from .....work.training.queries.standing import edition_in_force
from .....work.training.vocabulary import Result, State
from ...forms.fields import OneOf, Tick
from ...policy_text import sections
from ...scope import Visit
from ...writing import once
from ..pages import shared
from .states import standing_of

_STILL_COUNTS = (State.KEPT, State.SOON)


class ReadForm(forms.Form):
    """I have read this edition; and the question, where the policy asks one. How often it is answered wrongly is kept
    nowhere."""

    edition = forms.UUIDField(widget=forms.HiddenInput)
    answer = OneOf()
    read = Tick(label=_("I have read this edition"))

    def __init__(self, *args: Any, block: Any, shuffled: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.right = block.answers[0] if block.question else None
        if self.right is None:
            del self.fields["answer"]
        else:
            self.fields["answer"].label = block.question
            self.fields["answer"].choices = [(one, one) for one in shuffled]  # type: ignore[attr-defined]

    def clean_answer(self) -> str:
        """The right answer, or a word that sends the reader back to the text."""
        answer = str(self.cleaned_data["answer"])
        if answer != self.right:
            raise forms.ValidationError(_("That is not what it says. Look again, then answer once more."))
        return answer


@require_http_methods(["GET", "POST"])
def read(request: HttpRequest, policy: str, control: str) -> HttpResponse:
    """The edition in force of a document that the reader is asked to read."""
    seen, page = shared(request, "my-training")
    here = required_at(f"{policy}/reading.{control}", seen.moment)
    asked, edition = here.asked, edition_in_force(here.control.block.document, seen.moment)
    rows = rows_of(seen.who.person_id, seen.moment)
    line = line_of(rows, asked.requirement, asked.audience, seen.moment) if edition else None
    if edition is None or line is None:
        raise NothingHere
    counts = line.state in _STILL_COUNTS
    form = ReadForm(
        request.POST or None,
        initial={"edition": edition.id},
        block=here.control.block,
        shuffled=_shuffled(here.control.block.answers, f"{seen.who.person_id}/{edition.id}"),
    )
    if form.is_bound and form.is_valid():
        if form.cleaned_data["edition"] != edition.id:
            raise OutOfTurn(
                "Another edition came into force while you were reading. Go back and read that one."
            )
        with once(request):
            _record(seen, line.person_id, edition)
        return redirect("my-training")
    shown = {"form": form, "title": here.title, "edition": edition, "line": line, "counts": counts}
    pack = with_words(edition.document, edition.text_hash) if edition.text_hash else None
    shown |= {"standing": standing_of(line.state), "sections": sections(pack.text) if pack else ()}
    return render(request, "desk/training/reading.html", page | shown, status=422 if form.errors else 200)


def _record(seen: Visit, person_id: Any, edition: DocumentEdition) -> None:
    record_completions(
        person_ids=[person_id],
        course=edition.document,
        done_on=london_day(seen.moment.as_at),
        result=Result.READ,
        basis=Basis.HAPPENED_HERE,
        edition=edition.edition,
        actor=seen.actor,
        now=seen.moment.as_at,
    )


def _shuffled(answers: tuple[str, ...], salt: str) -> list[str]:
    """In another order for everybody, and in the same one when the page comes back."""
    return sorted(answers, key=lambda answer: sha256(f"{salt}/{answer}".encode()).digest())
