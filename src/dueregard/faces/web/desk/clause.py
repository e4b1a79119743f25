"""One clause: how it stands and why, the rows behind it, how it stood over a year, and what people think of it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....assurance.status.behind import KEPT_BY, Behind, behind
from ....assurance.status.history import year_of
from ....assurance.status.opinions import LONGEST, opinions, say_opinion
from ....assurance.status.queries import clause_of
from ....assurance.status.readings import bearers
from ....assurance.status.rules.stands import ControlStatus
from ....assurance.status.vocabulary import View
from ....authority.access.powers import post_titles, powers_in_force
from ....authority.access.vocabulary import OPENS_PAGES, Capability
from ....authority.identity.queries import details
from ....authority.people.controls.objective import OBJECTIVE
from ....authority.policy.answers import InForce, Scope
from ....authority.policy.kinds import KINDS
from ....authority.policy.pack import Pack
from ....authority.policy.sentences import sentence
from ....ground.audit.vocabulary import Stream
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import NothingHere
from ....work.casework.rules.figures import FEWEST
from ..drawings import Branches
from ..forms.fields import Narrative, OneOf
from ..read_with import read_with
from ..scope import Visit
from ..writing import filled
from .clause_words import LEGEND, MEANINGS, part_of, runs
from .governance.words import names_of
from .pages import shared

VIEWS = {View.KEPT: _("It is kept"), View.PARTLY: _("It is kept in part"), View.NOT_KEPT: _("It is not kept")}
PERSONS = {"person": "training-person", "checked-person": "checks-of"}
"""Where somebody's own rows stand, for whoever keeps them."""


class OpinionForm(forms.Form):
    """What somebody thinks of a clause."""

    view = OneOf(label=_("How is it kept, as you see it?"), choices=list(VIEWS.items()))
    words = Narrative(
        label=_("Why do you think so, and what did you look at?"),
        help_text=_("Name nobody, and tell of no concern: everybody who sees this page reads it."),
        rows=4,
        max_length=LONGEST,
    )


@require_http_methods(["GET", "POST"])
def clause(request: HttpRequest, policy: str, clause: str) -> HttpResponse:
    """A clause of a policy in force, for whoever sees how policies are kept."""
    seen, page = shared(request, "policies")
    if not seen.who.capabilities & OPENS_PAGES:
        raise NothingHere
    form = OpinionForm(request.POST or None)
    found = clause_of(policy, clause, seen.moment)
    if found is None:
        if not form.is_bound:
            raise NothingHere
        return render(request, "desk/clause_gone.html", page | {"form": form}, status=409)

    def write() -> None:
        said = form.cleaned_data
        say_opinion(
            policy=policy,
            clause=clause,
            view=View(said["view"]),
            words=said["words"],
            actor=seen.actor,
            now=seen.moment.as_at,
        )

    if form.is_bound and filled(request, form, write):
        return redirect("clause", policy=policy, clause=clause)
    pack, stands, asked = found
    page |= _past(policy, clause, seen.moment) | _thought(policy, clause, seen.moment)
    page |= {
        "pack": pack,
        "clause": stands,
        "checks": [
            (one, _rows(control, pack, seen) | {"drawing": _branches(one)})
            for one, control in zip(stands.controls, asked, strict=True)
        ],
        "bears": [
            (one.clause, sentence(pack, one))
            for one in pack.of_kind(OBJECTIVE)
            if clause in {each.clause for each in bearers(pack, one)}
        ],
        "read_with": read_with(policy, seen.provider, seen.moment).get(clause, ()),
        "meanings": MEANINGS,
        "fewest": 0 if Capability.TRIAGE in seen.who.capabilities else FEWEST,
        "form": form,
        "views": VIEWS,
    }
    return render(request, "desk/clause.html", page, status=422 if form.errors else 200)


def _past(policy: str, clause: str, moment: Moment) -> dict[str, Any]:
    """The year, drawn in weeks and told in spans."""
    year = year_of(policy, clause, moment)
    return {
        "year": [part_of(status) for _day, status in year],
        "spans": [
            (date_format(first, "j M Y"), date_format(last, "j M Y"), status)
            for first, last, status in runs(year)
        ],
        "legend_names": LEGEND,
    }


def _thought(policy: str, clause: str, moment: Moment) -> dict[str, Any]:
    found = opinions(policy, clause, moment)
    return {"thought": found, "names": names_of([row.by for row, _words in found], moment)}


def _branches(one: ControlStatus) -> Branches:
    """What an objective rests on, each as it stands."""
    title = _("How each part that bears it stands; the list says the same.")
    return Branches(title, [(bearing.title, part_of(bearing.reading.status)) for bearing in one.borne_by])


def _rows(control: InForce[Any], pack: Pack, seen: Visit) -> dict[str, Any]:
    """What is owed under a control, for whoever keeps such rows; for everybody else, who that is."""
    kind = KINDS.get(control.kind)
    found = behind(control, Scope(seen.provider.id, Stream.OPEN, seen.moment))
    hidden = [one for one in found if KEPT_BY[one.about_kind] not in seen.who.capabilities]
    shown = [one for one in found if one not in hidden]
    names = details({one.about for one in shown if one.about_kind in PERSONS}, seen.moment)
    return {
        "what": kind.on_screen if kind else control.kind,
        "rows": [_row(one, names, pack) for one in shown],
        "asks": _posts({KEPT_BY[one.about_kind] for one in hidden}, seen.moment),
    }


def _row(one: Behind, names: dict[Any, Any], pack: Pack) -> dict[str, Any]:
    known = names.get(one.about)
    name = known.full_name if known else ""
    return {
        "name": name or (pack.header.title if one.about_kind == "policy" else ""),
        "page": PERSONS.get(one.about_kind, ""),
        "about": one.about,
        "owes": one.owes.words(pack.name_of) if one.owes else "",
        "due_at": one.due_at,
        "late": one.late,
    }


def _posts(capabilities: set[Capability], moment: Moment) -> list[str]:
    """What the posts are called that have any of these powers."""
    titles = post_titles(moment)
    return sorted(
        {
            titles[role]
            for role, may in powers_in_force(moment).may.items()
            if may & capabilities and role in titles
        }
    )
