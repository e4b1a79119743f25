"""The file of a draft: written in one box, with what the gate finds, line by line. Two who write at once lose
nothing."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.policy.gate import Judgement, judge_once
from .....authority.policy.grammar.bounds import MOST_BYTES
from .....ground.kernel.refusals import NothingHere
from .....work.governance.operations.drafting import save_draft
from .....work.governance.queries.drafts import draft, texts
from .....work.governance.rules.marking import AROUND, beside
from .....work.governance.vocabulary import Stage
from ...forms.fields import Narrative
from ...writing import filled
from .keeping import keeper
from .words import names_of

_MOST_LINES = 5_000
"""Of a longer file only the lines around what is wrong are listed."""


class FileForm(forms.Form):
    """The whole file, and which text of it was read."""

    draft = forms.UUIDField(widget=forms.HiddenInput)
    text = Narrative(
        label=_("The file"),
        help_text=_(
            "The words people read, and under them what the program does. It is kept also while it has faults."
        ),
        rows=28,
        max_length=MOST_BYTES,
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, begun: UUID) -> HttpResponse:
    """The file of a draft, and what is wrong with it."""
    seen, page = keeper(request)
    known = texts(begun, seen.moment)
    if not known:
        raise NothingHere
    if request.POST and request.POST.get("draft") not in {str(one.id) for one in known}:
        raise NothingHere
    stands = draft(begun, seen.moment)
    row = stands.row if stands else known[0]
    form = FileForm(request.POST or None, initial={"draft": row.id, "text": row.text})

    def write() -> None:
        save_draft(
            draft_id=form.cleaned_data["draft"],
            text=form.cleaned_data["text"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if filled(request, form, write):
        return redirect("draft-file", begun=begun)
    typed = request.POST.get("text", "").replace("\r\n", "\n") if form.is_bound else row.text
    shown = judge_once(typed.encode(errors="surrogatepass"), f"{row.policy}.md")
    if form.is_bound and request.POST.get("draft") != str(row.id):
        # What is sent next goes over theirs, which has been shown beside it.
        form.data = data = request.POST.copy()
        data["draft"] = str(row.id)
        page |= {"theirs": row, "beside": beside(row.text, typed), "names": names_of([row.by], seen.moment)}
    page |= {
        "form": form,
        "begun": begun,
        "policy": row.policy,
        "problems": shown.problems,
        "listed": _listed(typed, shown),
        "changeable": stands is not None and stands.stage in (Stage.DRAFTING, Stage.REFUSED),
    }
    return render(request, "desk/governance/file.html", page, status=422 if form.errors else 200)


def _listed(text: str, judgement: Judgement) -> list[tuple[int, str, bool]]:
    """The lines of a file with their numbers, and whether something is wrong there."""
    lines = text.split("\n")
    wrong = {problem.line for problem in judgement.problems}
    near = {at for line in wrong for at in range(line - AROUND, line + AROUND + 1)}
    return [
        (at, line, at in wrong) for at, line in enumerate(lines, 1) if len(lines) <= _MOST_LINES or at in near
    ]
