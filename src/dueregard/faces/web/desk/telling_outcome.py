"""Saying to the person a matter was about how it ended: whether that is safe, in which sentence, and the letter."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ....assurance.disclosure.operations.ending import Telling, decide_letter, letter_file
from ....assurance.disclosure.queries.letters import letters_of
from ....assurance.disclosure.rules.ending import SENTENCES, Ended, may_say
from ....authority.access.vocabulary import CONCERNED, Circle
from ....ground.kernel.refusals import NothingHere
from ....work.casework.operations.names import names_for
from ....work.casework.operations.reading import File, read_concern
from ..forms.fields import Line, Narrative, OneOf
from ..scope import Visit
from ..writing import filled
from .pages import on_concern
from .people_of_record import named

_NOT_SAFE = "not-safe"


class OutcomeForm(forms.Form):
    """For whom, whether it is safe, and which sentence."""

    person_row = OneOf(label=gettext_lazy("For whom is it?"))
    ended = OneOf(label=gettext_lazy("What do they read?"))
    reason = Narrative(
        label=gettext_lazy("Why is it safe to tell them, or not?"),
        help_text=gettext_lazy(
            "Think of whoever spoke up, of who else may open a letter, and of what others still look into."
        ),
        rows=3,
        max_length=5000,
    )
    name = Line(
        label=gettext_lazy("To whom is the letter written?"),
        help_text=gettext_lazy("Their name, as they write it."),
        required=False,
    )
    reference = Line(
        label=gettext_lazy("If they asked about themselves: the reference of their request"),
        help_text=gettext_lazy("Then they read it on the page that their reference and code open."),
        max_length=20,
        required=False,
    )

    def __init__(
        self, asked: Any, *, people: list[tuple[str, str]], allowed: tuple[Ended, ...], **options: Any
    ) -> None:
        super().__init__(asked, **options)
        sentences = [(one.value, _(SENTENCES[one])) for one in allowed]
        none = (_NOT_SAFE, _("Nothing: it is not safe to send them anything"))
        self.fields["person_row"].choices = people  # type: ignore[attr-defined]
        self.fields["ended"].choices = [*sentences, none]  # type: ignore[attr-defined]

    def telling(self) -> Telling:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Telling(
            person_row=UUID(said["person_row"]),
            ended=None if said["ended"] == _NOT_SAFE else Ended(said["ended"]),
            reason=said["reason"],
            name=said["name"],
            reference=said["reference"],
        )


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """What was decided until now, and deciding it."""
    seen, page = on_concern(request, concern_id)
    if "emergency" in page:
        raise NothingHere
    file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    people = _people(file, seen)
    allowed = may_say(restricted=file.concern.circle == Circle.SEALED)
    form = OutcomeForm(request.POST or None, people=people, allowed=allowed)
    by: dict[str, Any] = {"actor": seen.actor, "now": seen.moment.as_at}
    if filled(request, form, lambda: decide_letter(concern_id=concern_id, telling=form.telling(), **by)):
        return redirect("outcome-letter", concern_id=concern_id)
    page |= {
        "form": form,
        "concern": file.concern,
        "concern_id": concern_id,
        "letters": letters_of(concern_id, seen.moment),
        "people": {UUID(id): name for id, name in people},
        "sentences": SENTENCES,
    }
    return render(request, "desk/outcome_letter.html", page, status=422 if form.errors else 200)


def _people(file: File, seen: Visit) -> list[tuple[str, str]]:
    names = names_for(file, seen.moment)
    return [(str(one.row.id), named(one, names)) for one in file.people if one.row.part in CONCERNED]


@require_POST
def letter(request: HttpRequest, concern_id: UUID, letter_id: UUID) -> HttpResponse:
    """The letter as a PDF."""
    seen, _page = on_concern(request, concern_id)
    made = letter_file(
        concern_id=concern_id,
        letter_id=letter_id,
        provider=seen.provider.name,
        actor=seen.actor,
        now=seen.moment.as_at,
    )
    answer = HttpResponse(made.data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return answer
