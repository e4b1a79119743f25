"""The gallery: every component in every state on one page, to look at and to test.

It exists only with debugging on and in the demonstration, and everything in it is invented.
"""

from datetime import UTC, date, datetime, timedelta
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from .drawings import Figure
from .forms.fields import Day, Line, LondonMoment, Narrative, OneOf, Pick, RequestId, Secret, SomeOf, Tick
from .forms.files import Upload
from .forms.questions import Questions
from .listings import Column, Listing, Standing, Waiting

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
    paper = Upload(label=_("The certificate"), required=False)
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


_ENTRY = {
    "title": _("A call"),
    "recorded_at": _NOW,
    "by": "Ada Example",
    "words": "They rang from work.\nThey sounded well.",
}
_EARLIER = _ENTRY | {
    "happened_at": _NOW - timedelta(days=2),
    "happened_to_the": "day",
    "title": _("A note"),
    "additions": [_ENTRY],
}
_ACTION = {"what": _("Ring the college nurse"), "owner": "Ada Example", "done_at": None}
_DECISION = {
    "outcome": _("Support given, no referral considered"),
    "by": ["Ada Example"],
    "made_at": _NOW,
    "rows": [{"key": _("Reasons"), "value": "Spoke to them twice.\nNothing more was found."}],
}
_PERSON = {
    "name": "Sam Example",
    "part": _("The person the worry is about"),
    "may_we_speak": "yes",
    "rows": [{"key": _("How to reach them"), "value": _("By text, after 4 in the afternoon")}],
}


def _in(hours: int | None) -> datetime | None:
    return None if hours is None else _NOW + timedelta(hours=hours)


def _waiting(reference: str, due: int | None, aim: int | None, *standings: Standing) -> dict[str, Any]:
    """A row of the list; when it is due, and should be done, in hours from now."""
    since = _NOW - timedelta(hours=9)
    return {
        "reference": reference,
        "received": since,
        "age": Waiting(since, _in(due), _NOW, _in(aim)),
        "standings": standings,
    }


def _listing(rows: list[dict[str, Any]]) -> Listing:
    return Listing(
        caption=_("Waiting"),
        columns=[
            Column(_("Reference"), itemgetter("reference"), link="#{reference}".format_map),
            Column(_("Received"), itemgetter("received"), "moment"),
            Column(_("Due"), itemgetter("age"), "age"),
            Column(_("State"), itemgetter("standings"), "status"),
        ],
        rows=rows,
        empty=_("Nothing waits here. Look at older ones."),
        older="2026-03-01",
    )


def _shown() -> dict[str, Any]:
    """Invented contents for the components that list things."""
    new, opened = Standing("soon", _("not opened")), Standing("plain", _("opened"))
    return {
        "now": _NOW,
        "today": _NOW.date(),
        "listing": _listing(
            [
                _waiting("AB12-CD34", None, None, new),
                _waiting("AB12-CD35", -1, -3, Standing("late", _("Danger reported")), new),
                _waiting("AB12-CD36", 1, None, opened),
                _waiting("AB12-CD37", 90, 20, opened),
            ]
        ),
        "nothing": _listing([]),
        "entries": [_EARLIER, _ENTRY],
        "actions": [
            _ACTION | {"due_on": date(2026, 3, 2)},
            _ACTION | {"due_on": date(2026, 3, 4)},
            _ACTION | {"due_on": date(2026, 3, 9)},
            _ACTION | {"due_on": date(2026, 3, 1), "done_at": _NOW},
        ],
        "decisions": [_DECISION, _DECISION | {"made_at": None, "waits_for": _("Waits for a second person")}],
        "people": [
            _PERSON,
            _PERSON | {"may_we_speak": "no", "why": _("It would not be safe for them.")},
            _PERSON | {"may_we_speak": "not-asked", "rows": []},
        ],
        "figure": Figure(
            title=_("Concerns by month"),
            names=_("Month"),
            numbers=_("Concerns"),
            points=[
                (_("January"), 7),
                (_("February"), 12),
                (_("March"), None),
                (_("April"), 9),
                (_("May"), 0),
            ],
        ),
        "lines": [
            {"title": _("Emergency"), "number": "999", "when": _("day and night"), "about": _("Free to ring")}
        ],
        "address": "https://safe.example.org/r/ab3de5/",
    }


@login_not_required
def components(request: HttpRequest, surface: str = "desk") -> HttpResponse:
    """The gallery, as it looks to the person who reports ("report") or who handles ("desk")."""
    if not (settings.DEBUG or settings.DEMO) or surface not in {"report", "desk"}:
        raise Http404
    page = {
        "form": EveryQuestion(_WRONG) if "wrong" in request.GET else EveryQuestion(),
        "provider": {"name": "Example College", "fictional": True},
        "navigation": [
            ("sign-in", _("Sign in")),
            ("policies", _("Policies")),
            ("find", _("Find")),
            ("my-reports", _("My reports")),
            ("cover", _("Cover")),
        ],
        "here": "policies",
        "printed_by": "Ada Example",
    }
    return render(request, f"gallery/{surface}.html", page | _shown())


urlpatterns = [
    path("components/", components, name="components"),
    path("components/<slug:surface>/", components, name="components-of"),
]
