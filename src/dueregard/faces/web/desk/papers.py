"""The papers the law asks for, drawn from what the program holds and what the provider has answered."""

from datetime import date
from importlib.metadata import version
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from ....assurance.rights.operations import answer, choose_basis, ruling_on_answering
from ....assurance.rights.queries.answers import answers, author_of, authority, basis
from ....assurance.rights.queries.holdings import by_purpose
from ....assurance.rights.rules.bases import bases, conditions
from ....assurance.rights.vocabulary import DAYS, PARTS, Article6, Condition, Question, Whose
from ....authority.access.powers import accountable_roles
from ....authority.access.vocabulary import OPENS_PAGES, Capability
from ....authority.identity.queries import details
from ....ground.kernel.refusals import BadInput, NothingHere
from ..asking_provider import ARTICLE6, ASKS, AUTHORITY, CONDITION, HINTS, SEEDS, WHOSE
from ..environment import day
from ..forms.fields import Line, Narrative, OneOf
from ..forms.times import Day
from ..scope import Visit
from ..writing import once
from .pages import shared

PAPERS = {
    "assessment": _("Data protection impact assessment: a beginning"),
    "policy-document": _("Appropriate policy document"),
    "processing": _("Record of processing"),
    "keeping": _("How long records are kept"),
    "notices": _("Privacy notices"),
    "accessibility": _("Accessibility statement"),
}
"""Each has a template of its name."""
PART_TITLES = {
    "organisation": _("Your organisation"),
    "assessment": _("The impact assessment"),
    "keeping": _("How long you keep records"),
    "accessibility": _("Accessibility"),
}
LOOKS = OPENS_PAGES | {Capability.APPOINT, Capability.ADMINISTER, Capability.ADOPT_POLICY}
_LONG = frozenset({Question.DPIA_ASKED, Question.DPIA_LEFT, Question.ACCESSIBILITY_KNOWN})


class PartForm(forms.Form):
    """The questions of one part; each may stay blank for now."""

    def __init__(self, *args: Any, part: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for question in PARTS[part]:
            self.fields[question.value] = _box(question)


def _box(question: Question) -> forms.Field:
    said: dict[str, Any] = {"label": ASKS[question], "required": False}
    if question in SEEDS:
        said["help_text"] = _("Others keep to this: %(seed)s.") % {"seed": SEEDS[question]}
    elif question in HINTS:
        said["help_text"] = HINTS[question]
    if question is Question.AUTHORITY:
        return OneOf(choices=list(AUTHORITY.items()), **said)
    if question in DAYS:
        return Day(**said)
    if question in _LONG:
        return Narrative(rows=4, max_length=2000, **said)
    return Line(max_length=300, **said)


class BasisForm(forms.Form):
    """On what it rests that anything is held about some people. Nothing is chosen beforehand."""

    article = OneOf(label=_("Why is it lawful to hold anything about them?"), choices=())
    condition = OneOf(
        label=_("And what is special: health, belief, origin, crimes?"),
        help_text=_("Paragraphs of Schedule 1 to the Data Protection Act 2018."),
        choices=(),
    )
    why = Narrative(label=_("Why does this fit these people here?"), rows=4, max_length=2000)

    def __init__(
        self, *args: Any, offered: tuple[tuple[Article6, ...], tuple[Condition, ...]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["article"].choices = [(one, ARTICLE6[one]) for one in offered[0]]  # type: ignore[attr-defined]
        self.fields["condition"].choices = [(one, CONDITION[one]) for one in offered[1]]  # type: ignore[attr-defined]


def _seen(request: HttpRequest) -> tuple[Visit, dict[str, Any]]:
    seen, page = shared(request, "papers")
    accountable = accountable_roles(seen.moment)
    if not (seen.who.capabilities & LOOKS or seen.who.roles & accountable):
        raise NothingHere
    ruling = ruling_on_answering(seen.who.roles, seen.who.capabilities, accountable)
    return seen, page | {"answering": ruling}


@require_GET
def papers(request: HttpRequest) -> HttpResponse:
    """Which papers there are, what is still blank, and on what everything rests."""
    seen, page = _seen(request)
    given = answers(seen.moment)
    page |= {
        "papers": PAPERS,
        "parts": [
            (part, title, sum(q not in given for q in PARTS[part])) for part, title in PART_TITLES.items()
        ],
        "bases": [(whose, WHOSE[whose], basis(whose, seen.moment)) for whose in Whose],
        "authority": authority(seen.moment),
        "articles": ARTICLE6,
        "conditions": CONDITION,
    }
    return render(request, "desk/papers.html", page)


@require_GET
def paper(request: HttpRequest, name: str) -> HttpResponse:
    """One paper, to read or print."""
    seen, page = _seen(request)
    if name not in PAPERS:
        raise NothingHere
    return render(request, f"papers/{name}.html", page | {"title": PAPERS[name]} | filled_in(seen))


def filled_in(seen: Visit) -> dict[str, Any]:
    """What papers are filled in with."""
    given = answers(seen.moment)
    people = {author for row in given.values() if (author := author_of(row))}
    known = details(people, seen.moment)
    return {
        "said": {question.value: _as_read(question, row.value) for question, row in given.items()},
        "answered": [(ASKS.get(q), row, author_of(row)) for q, row in given.items() if q in ASKS],
        "names": {person: row.full_name for person, row in known.items()},
        "asks": {question.value: text for question, text in ASKS.items()},
        "seeds": {question.value: text for question, text in SEEDS.items()},
        "keeps": [one.value for one in PARTS["keeping"]],
        "bases": [(whose, WHOSE[whose], basis(whose, seen.moment)) for whose in Whose],
        "authorities": AUTHORITY,
        "articles": ARTICLE6,
        "conditions": CONDITION,
        "held": by_purpose(),
        "version": version("dueregard"),
    }


def _as_read(question: Question, value: str) -> str:
    return day(date.fromisoformat(value)) if question in DAYS else value


@require_http_methods(["GET", "POST"])
def fill_in(request: HttpRequest, part: str) -> HttpResponse:
    """Answer the questions of one part."""
    seen, page = _seen(request)
    if part not in PARTS:
        raise NothingHere
    page["answering"].enforce(who_can_help="Whoever is accountable here, or adopts policies, can.")
    given = answers(seen.moment)
    before = {q.value: _as_typed(q, given[q].value) for q in PARTS[part] if q in given}
    form = PartForm(request.POST or None, part=part, initial=before)
    if form.is_valid():
        try:
            with once(request):
                answer(
                    given={Question(name): str(said or "") for name, said in form.cleaned_data.items()},
                    actor=seen.actor,
                    now=seen.moment.as_at,
                )
            return redirect("papers")
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    page |= {
        "form": form,
        "title": PART_TITLES[part],
        "lead": _("What you leave empty stays marked as blank."),
    }
    return render(request, "desk/papers_fill.html", page, status=422 if form.errors else 200)


def _as_typed(question: Question, value: str) -> object:
    return date.fromisoformat(value) if question in DAYS else value


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, whose: str) -> HttpResponse:
    """Choose on what it rests that anything is held about some people."""
    seen, page = _seen(request)
    if whose not in list(Whose):
        raise NothingHere
    page["answering"].enforce(who_can_help="Whoever is accountable here, or adopts policies, can.")
    people, what = Whose(whose), authority(seen.moment)
    if what is None:
        return redirect("papers-fill", part="organisation")
    chosen = basis(people, seen.moment)
    before = dict(zip(("article", "condition", "why"), chosen, strict=True)) if chosen else {}
    form = BasisForm(request.POST or None, offered=(bases(what, people), conditions(people)), initial=before)
    if form.is_valid():
        said = form.cleaned_data
        try:
            with once(request):
                choose_basis(
                    whose=people,
                    article=Article6(said["article"]),
                    condition=Condition(said["condition"]),
                    why=said["why"],
                    actor=seen.actor,
                    now=seen.moment.as_at,
                )
            return redirect("papers")
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    lead = (
        _("Nothing is chosen for adults who need no care or support: paragraph 18 does not cover them.")
        if people is Whose.OTHER_ADULT
        else ""
    )
    page |= {"form": form, "title": WHOSE[people], "lead": lead}
    return render(request, "desk/papers_fill.html", page, status=422 if form.errors else 200)
