"""The worksheet of somebody who decides what of a record is given: every thing, each decision, and the copy."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ....assurance.disclosure.operations.giving import copy_file, draft, make_copy
from ....assurance.disclosure.operations.taking_up import Row, Worksheet, read_worksheet
from ....assurance.disclosure.operations.weighing import NotWeighed, give_whole, weigh
from ....assurance.disclosure.rules.exemptions import Ground, in_force_on
from ....assurance.disclosure.rules.weighing import Said
from ....assurance.disclosure.vocabulary import By, Consent, Gives, Sort
from ....assurance.rights.queries.requests import standings
from ....assurance.transfer.rules.leaving_out import passages_of
from ....ground.kernel.moments import london_day
from ....ground.kernel.refusals import OutOfTurn
from ..around import shared
from ..disclosure_words import CONSENTS, GIVES, MAY_KNOW, WAYS
from ..forms.fields import Narrative, OneOf, Pick, SomeOf
from ..rights_words import owing_here
from ..scope import Visit
from ..writing import filled

_NO_GROUND = ""


class WeighForm(forms.Form):
    """What they get to see of one thing. Nothing is chosen before somebody chooses."""

    gives = OneOf(label=gettext_lazy("What do they get to see of it?"), choices=list(GIVES.items()))
    passages = Narrative(
        label=gettext_lazy("Which passages are left out?"),
        help_text=gettext_lazy("Copy them from above, one a line. Everything else of it is given."),
        rows=4,
        max_length=20_000,
        required=False,
    )
    ground = Pick(
        label=gettext_lazy("On what is something left out?"),
        help_text=gettext_lazy("What each means stands at the foot of this page."),
        required=False,
    )
    reason = Narrative(
        label=gettext_lazy("Why, in this case?"),
        help_text=gettext_lazy(
            "Whoever looks at it later has only your words. Whoever asked does not read them."
        ),
        rows=3,
        max_length=10_000,
        required=False,
    )
    may_know = OneOf(
        label=gettext_lazy("May they know that something is left out?"),
        help_text=gettext_lazy(
            "Say no where even that would tell: that the police were asked, or who spoke."
        ),
        choices=list(MAY_KNOW.items()),
        required=False,
    )
    consent = Pick(
        label=gettext_lazy("Somebody else is in it: what did they say?"),
        choices=[("", gettext_lazy("Nobody else is in it")), *CONSENTS.items()],
        required=False,
    )
    balance = Narrative(
        label=gettext_lazy("Why is it reasonable without them, or not?"),
        help_text=gettext_lazy(
            "What it is, what they were promised, what was done to ask them, whether they can agree, and whether they "
            "refused."
        ),
        rows=3,
        max_length=10_000,
        required=False,
    )
    advice = Narrative(
        label=gettext_lazy("Who was asked for advice, when, and what did they say?"),
        rows=2,
        max_length=10_000,
        required=False,
    )

    def __init__(self, asked: Any, seen: Visit, row: Row) -> None:
        said = row.said
        answers = {True: "yes", False: "no", None: ""}
        before = (
            {
                "gives": said.gives,
                "passages": "\n".join(said.passages),
                "ground": said.ground,
                "reason": said.reason,
                "may_know": answers[said.may_know] if said.gives is not Gives.WHOLE else "",
                "consent": said.consent,
                "balance": said.balance,
                "advice": said.advice,
            }
            if said
            else {}
        )
        super().__init__(asked, initial=before)
        grounds = [(one.ground, one.title) for one in in_force_on(london_day(seen.moment.as_at))]
        self.fields["ground"].choices = [(_NO_GROUND, _("Nothing is left out")), *grounds]  # type: ignore[attr-defined]
        if row.item.sort in {Sort.FILE, Sort.WHO_REPORTED}:
            del self.fields["passages"]
            left = [(one, words) for one, words in GIVES.items() if one is not Gives.IN_PART]
            self.fields["gives"].choices = left  # type: ignore[attr-defined]

    def said(self) -> Said:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Said(
            gives=Gives(said["gives"]),
            ground=Ground(said["ground"]) if said["ground"] else None,
            passages=passages_of(said.get("passages", "")),
            may_know={"yes": True, "no": False}.get(said["may_know"]),
            reason=said["reason"],
            consent=Consent(said["consent"]) if said["consent"] else None,
            balance=said["balance"],
            advice=said["advice"],
        )


class WholeForm(forms.Form):
    """Things in which nobody else is named, to be given whole together."""

    whole = SomeOf(label=gettext_lazy("Which of these do they get whole?"))

    def __init__(self, asked: Any, found: Worksheet) -> None:
        super().__init__(asked)
        plain = [one.item for one in found.undecided if not one.item.others and one.item.can_go]
        names = [
            (str(one.id), f"{one.when}: {one.title}" if one.when else one.title)
            for one in plain
            if one.sort is not Sort.WHO_REPORTED
        ]
        self.fields["whole"].choices = names  # type: ignore[attr-defined]


class CopyForm(forms.Form):
    """How the copy gets to whoever asked, and how it is known that it is they."""

    how_known = Narrative(
        label=gettext_lazy("How did you make sure who asks?"),
        help_text=gettext_lazy(
            "What you saw, or whom you know them by. A copy in the wrong hands is a breach."
        ),
        rows=2,
        max_length=3000,
    )
    way = OneOf(
        label=gettext_lazy("How do they get it?"),
        help_text=gettext_lazy("Ask them what is safe. Nothing is mailed."),
        choices=list(WAYS.items()),
    )


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """Everything a record holds, and what was decided of it."""
    seen, page = shared(request, "rights-requests")
    found = read_worksheet(sheet_id=sheet_id, actor=seen.actor, now=seen.moment.as_at)
    form = WholeForm(request.POST or None, found)

    def write() -> None:
        chosen = [UUID(one) for one in form.cleaned_data["whole"]]
        give_whole(sheet_id=sheet_id, thing_ids=chosen, actor=seen.actor, now=seen.moment.as_at)

    if filled(request, form, write):
        return redirect("worksheet", sheet_id=sheet_id)
    [standing] = standings([found.sheet.asked], seen.moment)
    page |= {"found": found, "form": form, "gives": GIVES, "standing": standing, "owing": owing_here}
    page["grounds"] = in_force_on(london_day(seen.moment.as_at))
    return render(request, "desk/worksheet.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def thing(request: HttpRequest, sheet_id: UUID, thing_id: UUID) -> HttpResponse:
    """Decide what they get to see of one thing; what is missing stands beside its question."""
    seen, page = shared(request, "rights-requests")
    found = read_worksheet(sheet_id=sheet_id, actor=seen.actor, now=seen.moment.as_at)
    row = found.row_of(thing_id)
    form = WeighForm(request.POST or None, seen, row)

    by: dict[str, Any] = {"actor": seen.actor, "now": seen.moment.as_at}

    def write() -> None:
        try:
            weigh(sheet_id=sheet_id, thing_id=thing_id, said=form.said(), **by)
        except NotWeighed as missing:
            for question, sentence in missing.wrong[1:]:
                form.add_error(question if question in form.fields else None, sentence)
            raise

    if filled(request, form, write):
        return redirect("worksheet", sheet_id=sheet_id)
    page |= {"row": row, "form": form, "found": found}
    page["grounds"] = in_force_on(london_day(seen.moment.as_at))
    return render(request, "desk/weigh.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """The copy as it would be made, and making it."""
    seen, page = shared(request, "rights-requests")
    found = read_worksheet(sheet_id=sheet_id, actor=seen.actor, now=seen.moment.as_at)
    form = CopyForm(request.POST or None)

    def write() -> None:
        said = form.cleaned_data
        make_copy(
            sheet_id=sheet_id,
            way=By(said["way"]),
            how_known=said["how_known"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if filled(request, form, write):
        return redirect("worksheet", sheet_id=sheet_id)
    try:
        page |= {"copy": draft(found), "waits": ""}
    except OutOfTurn as refusal:
        page |= {"copy": None, "waits": refusal.sentence}
    page |= {"form": form, "found": found}
    return render(request, "desk/make_copy.html", page, status=422 if form.errors else 200)


@require_POST
def file(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """The copy as a PDF, to be handed over."""
    seen, _page = shared(request, "rights-requests")
    made = copy_file(sheet_id=sheet_id, actor=seen.actor, now=seen.moment.as_at)
    answer = HttpResponse(made.data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
