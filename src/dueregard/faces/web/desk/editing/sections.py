"""The sections of a draft: all of them, one with its words, and a new one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from .....authority.policy.editing.clauses import add_clause
from .....authority.policy.editing.words import LONGEST_TITLE, replace_title, replace_words
from .....authority.policy.gate import judge_once
from .....authority.policy.models import Edition
from .....authority.policy.problems import Severity
from ...forms.fields import Line, Narrative, OneOf
from ...policy_text import drawn
from ...writing import filled
from .listing import listed
from .reading import Reading, read

_MARKED = _("Leave an empty line between paragraphs. Begin the items of a list with - and a space.")


class SectionForm(forms.Form):
    """The title and words of one section."""

    title = Line(label=_("Title"), max_length=LONGEST_TITLE)
    words = Narrative(label=_("Words"), help_text=_MARKED, rows=16, required=False)


class NewSectionForm(SectionForm):
    """A section more, and where."""

    where = OneOf(
        label=_("Where does it stand?"),
        choices=[
            ("after", _("After the section you came from")),
            ("within", _("As the first part of that section")),
        ],
        initial="after",
    )


@require_GET
def sections(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Every section of a draft with its words and its checks."""
    reading, page = read(request, begun)
    problems = [one for one in reading.judgement.problems if one.severity is Severity.ERROR]
    page |= {"sections": listed(reading), "problems": problems}
    return render(request, "desk/editing/sections.html", page)


@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Change the title and the words of one section; look at them first, if one likes."""
    reading, page = read(request, begun)
    found = reading.section
    id, now = found.heading.id, {"title": found.heading.title, "words": found.words}
    form = SectionForm(request.POST or None, initial=now)

    def changed() -> str:
        titled = replace_title(reading.row.text, id, form.cleaned_data["title"]).text
        return replace_words(titled, id, form.cleaned_data["words"]).text

    page |= {"title": _("Change a section"), "number": id}
    return _answer(request, reading, page, form, changed)


@require_http_methods(["GET", "POST"])
def new_section(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Add a section after another, or as its first part. Its number is one that was never another's."""
    reading, page = read(request, begun)
    form = NewSectionForm(request.POST or None) if reading.sections else SectionForm(request.POST or None)
    after = reading.section.heading.id if reading.sections else ""

    def changed() -> str:
        said = form.cleaned_data
        return add_clause(
            reading.row.text,
            said["title"],
            said["words"],
            after=after,
            deeper=said.get("where") == "within",
            taken=_ever_used(reading),
        ).text

    page |= {"title": _("Add a section"), "number": ""}
    return _answer(request, reading, page, form, changed)


def _answer(
    request: HttpRequest, reading: Reading, page: dict[str, Any], form: forms.Form, changed: Callable[[], str]
) -> HttpResponse:
    preview = None
    if "preview" in request.POST:
        if form.is_valid():
            preview = drawn(form.cleaned_data["words"])
    elif filled(request, form, lambda: reading.keep(changed())):
        return redirect("draft-sections", begun=reading.row.begun)
    page |= {"form": form, "preview": preview}
    return render(request, "desk/editing/section.html", page, status=422 if form.errors else 200)


def _ever_used(reading: Reading) -> set[str]:
    """Numbers of sections in every edition this policy had: a number stays with its words."""
    rows = Edition.objects.filter(policy=reading.row.policy)
    packs = (judge_once(row.text.encode(), f"{row.policy}.md").pack for row in rows)
    return {clause.id for pack in packs if pack for clause in pack.clauses}
