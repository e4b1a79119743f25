"""What is kept about somebody who works here, as they see it themselves; and the corrections they ask for."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....authority.access.powers import post_titles
from ....authority.access.queries import rows_of
from ....authority.identity.queries import details
from ....authority.people.imports.by_hand import said_of_staff
from ....ground.kernel.refusals import NothingHere
from ....work.training.operations.own_file import answer_correction, ask_for_correction
from ....work.training.own_file import Answered
from ....work.training.queries.own_file import every_request, one_request, own_file, words_of
from ..forms.fields import Narrative, OneOf
from ..writing import done
from .apart_of import TRAITS
from .central_record import keeper
from .check_words import KINDS, LOOKS, STANDINGS, said
from .pages import shared
from .paper import foot

ANSWERS = {Answered.PUT_RIGHT: _("It was put right"), Answered.LEFT: _("It stays as it is")}


class AskForm(forms.Form):
    """What is wrong."""

    words = Narrative(
        label=_("What is wrong, and what should it say?"),
        help_text=_("Whoever keeps the record reads it. It is kept encrypted, with the answer."),
        rows=3,
        max_length=3000,
    )


class AnswerForm(forms.Form):
    """What became of it, and why."""

    answered = OneOf(label=_("What became of it?"), choices=list(ANSWERS.items()))
    reason = Narrative(
        label=_("What was done, or why it stays"), help_text=_("They read it."), rows=3, max_length=3000
    )


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What is kept about whoever is signed in; ask for a correction."""
    seen, page = shared(request, "account")
    form = AskForm(request.POST or None)
    if form.is_bound and form.is_valid():

        def write() -> None:
            ask_for_correction(words=form.cleaned_data["words"], actor=seen.actor, now=seen.moment.as_at)

        if done(request, form, write):
            return redirect("my-file")
    found = own_file(seen.who.person_id, seen.moment)
    page |= foot(seen) | {
        "form": form,
        "file": found,
        "posts": post_titles(seen.moment),
        "standings": STANDINGS,
        "kinds": KINDS,
        "said": said,
        "traits": TRAITS,
        "apart": sorted(said_of_staff(seen.who.person_id, seen.moment).items()),
        "looks": LOOKS,
        "answers": ANSWERS,
        "asked": [
            (one, words_of(one.row), words_of(one.answer) if one.answer else "") for one in found.requests
        ],
    }
    return render(request, "desk/my_file.html", page, status=422 if form.errors else 200)


@require_GET
def corrections(request: HttpRequest) -> HttpResponse:
    """Who asked for a correction, and what became of it. What was asked stands on a page of its own."""
    seen, page = keeper(request)
    found = every_request(seen.moment)
    names = details({one.row.person_id for one in found}, seen.moment)
    page |= foot(seen) | {
        "found": found,
        "names": {person: row.full_name for person, row in names.items()},
        "own": rows_of(seen.who.person_id, seen.moment),
        "answers": ANSWERS,
    }
    return render(request, "desk/corrections.html", page)


@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Answer one that nobody has answered. Nobody is shown their own here."""
    seen, page = keeper(request)
    found = one_request(request_id, seen.moment)
    own = rows_of(seen.who.person_id, seen.moment)
    if found is None or found.answer is not None or found.row.person_id in own:
        raise NothingHere
    form = AnswerForm(request.POST or None)

    def write() -> None:
        said_so: dict[str, Any] = form.cleaned_data
        answer_correction(
            request_id=request_id,
            answered=Answered(said_so["answered"]),
            reason=said_so["reason"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if form.is_bound and form.is_valid() and done(request, form, write):
        return redirect("corrections")
    known = details([found.row.person_id], seen.moment).get(found.row.person_id)
    page |= {
        "form": form,
        "asked": found,
        "words": words_of(found.row),
        "name": known.full_name if known else "",
    }
    return render(request, "desk/correction.html", page, status=422 if form.errors else 200)
