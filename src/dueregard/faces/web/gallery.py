"""The gallery: every component in every state on one page, to look at and to test. It exists only with debugging on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from .forms.fields import Day, Line, LondonMoment, Narrative, OneOf, Pick, RequestId, Secret, SomeOf, Tick
from .forms.questions import Questions

_NOW = datetime(2026, 3, 4, 14, 5, tzinfo=UTC)
_ABOUT = [("me", _("Me")), ("friend", _("A friend")), ("other", _("Somebody else"))]


class EveryQuestion(Questions):
    """One question of each kind."""

    request_id = RequestId()
    name = Line(label=_("Your name"), help_text=_("As you like to be called."), required=False)
    words = Narrative(label=_("What happened?"), rows=4)
    about = OneOf(
        label=_("Who is it about?"),
        choices=_ABOUT,
        reveals={"other": "who"},
        hints={"friend": _("You need not give a name.")},
    )
    who = Line(label=_("Who are they?"))
    noticed = SomeOf(label=_("What did you notice?"), choices=[("said", _("Words")), ("did", _("Actions"))])
    site = Pick(label=_("Where was it?"), choices=[("", _("Choose")), ("a", _("Site A")), ("b", _("Site B"))])
    born = Day(label=_("Date of birth"), required=False)
    when = LondonMoment(label=_("When did it happen?"), help_text=_("For example, 27 3 2026 at 14 05."))
    agree = Tick(label=_("I have read this page"))
    password = Secret(label=_("Password"))


_WRONG = {
    "about": "other",
    "words": "\nFirst line,\nsecond line",
    **{
        f"when-{part}": text
        for part, text in zip(("day", "month", "year"), ("25", "10", "2026"), strict=True)
    },
    "when-hour": "1",
    "when-minute": "30",
}


def _shown() -> dict[str, Any]:
    """Invented contents for the components that list things."""
    entry = {
        "title": _("A call"),
        "recorded_at": _NOW,
        "by": "Ada Example",
        "words": "They rang from work.\nThey sounded well.",
    }
    earlier = entry | {
        "happened_at": _NOW - timedelta(days=2),
        "happened_to_the": "day",
        "title": _("A note"),
    }
    action = {"what": _("Ring the college nurse"), "owner": "Ada Example", "done_at": None}
    return {
        "now": _NOW,
        "today": _NOW.date(),
        "hours": timedelta(hours=1),
        "entries": [earlier | {"additions": [entry]}, entry],
        "actions": [
            action | {"due_on": date(2026, 3, 2)},
            action | {"due_on": date(2026, 3, 4)},
            action | {"due_on": date(2026, 3, 9)},
            action | {"due_on": date(2026, 3, 1), "done_at": _NOW},
        ],
        "lines": [
            {"title": _("Emergency"), "number": "999", "when": _("day and night"), "about": _("Free to ring")}
        ],
    }


@login_not_required
def components(request: HttpRequest, surface: str) -> HttpResponse:
    """The gallery, as it looks to the person who reports ("report") or who handles ("desk")."""
    if not settings.DEBUG or surface not in {"report", "desk"}:
        raise Http404
    form = EveryQuestion(_WRONG) if "wrong" in request.GET else EveryQuestion()
    provider = {"name": "Example College", "fictional": True}
    navigation = [("sign-in", _("Sign in")), ("policies", _("Policies"))]
    page = {
        "form": form,
        "provider": provider,
        "navigation": navigation,
        "here": "policies",
        "printed_by": "Ada Example",
    }
    return render(request, f"gallery/{surface}.html", page | _shown())


urlpatterns = [path("components/<slug:surface>/", components, name="components")]
