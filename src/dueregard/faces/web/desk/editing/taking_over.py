"""A policy in Word, or its words pasted, taken over into a draft: its sections are shown before anything is kept."""

import re
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from .....authority.policy.queries import shelf
from .....ground.kernel.refusals import BadInput, Refusal
from .....mechanisms.documents.pasted import read_pasted
from .....mechanisms.documents.sections import Taken, policy_text, sections_of
from .....mechanisms.documents.word import read_word
from .....work.governance.operations.drafting import begin_draft
from ...forms.fields import Line, Narrative, Pick
from ...policy_text import drawn
from ...reading import LARGEST, reads_files
from ...scope import Visit
from ...writing import once
from ..governance.keeping import keeper


class WordFile(forms.FileField):
    """A Word file, read and not kept."""

    component = "file"
    widget = forms.FileInput(attrs={"accept": ".docx"})


class TakeOverForm(forms.Form):
    """A file or words, and what neither says of itself."""

    file = WordFile(
        label=_("A Word file"),
        help_text=_("A .docx of up to 10 MB. Pictures, comments and macros are left out, and you are told."),
        required=False,
        error_messages={"empty": _("There is nothing in this file.")},
    )
    words = Narrative(
        label=_("Or paste its words"),
        help_text=_("Numbers like 3.2 at the beginning of a line, headings, lists and tables are kept."),
        required=False,
        rows=8,
    )
    title = Line(label=_("What is the policy called?"), max_length=200)
    owner = Pick(label=_("Whose policy is it?"), help_text=_("The post that answers for it."))

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].choices = posts  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two is needed, and a file that the page takes in whole."""
        said = super().clean() or {}
        file = said.get("file")
        if file is not None and file.size > LARGEST:
            self.add_error(
                "file", _("This file is larger than 10 MB. Take out its pictures, or paste its words.")
            )
        elif file is None and not said.get("words") and not self.errors:
            self.add_error("file", _("Choose a Word file, or paste the words below."))
        return said


@reads_files
@require_http_methods(["GET", "POST"])
def take_over(request: HttpRequest) -> HttpResponse:
    """Show what a document would become; keep it as a draft once somebody says so."""
    seen, page = keeper(request)
    if "text" in request.POST:
        return _keep(request, seen, page)
    form = TakeOverForm(request.POST or None, request.FILES or None, posts=_posts(seen))
    if form.is_bound and form.is_valid():
        try:
            return render(request, "desk/editing/plan.html", page | _plan(form.cleaned_data, seen))
        except BadInput as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "file", refusal.sentence)
    return render(
        request, "desk/editing/take_over.html", page | {"form": form}, status=422 if form.errors else 200
    )


def _plan(said: dict[str, Any], seen: Visit) -> dict[str, Any]:
    file = said["file"]
    taken = sections_of(read_word(file.read()) if file else read_pasted(said["words"]))
    policy = _free_id(said["title"], seen)
    text = policy_text(
        taken, policy=policy, title=said["title"], nations=[seen.provider.nation], owner=said["owner"]
    )
    return {
        "taken": taken,
        "text": text,
        "policy": policy,
        "policy_title": said["title"],
        "owner": said["owner"],
        "rows": _rows(taken),
    }


def _rows(taken: Taken) -> list[dict[str, Any]]:
    return [
        {"number": one.id, "title": one.title, "level": one.level, "words": drawn(one.words)}
        for one in taken.sections
    ]


def _keep(request: HttpRequest, seen: Visit, page: dict[str, Any]) -> HttpResponse:
    """The plan came back: the page itself carried the text, so nothing was kept meanwhile."""
    begun = None
    try:
        with once(request):
            row = begin_draft(
                policy=request.POST.get("policy", ""),
                text=request.POST["text"].replace("\r\n", "\n"),
                actor=seen.actor,
                now=seen.moment.as_at,
            )
            begun = row.begun
    except Refusal as refusal:
        told = {name: request.POST.get(name, "") for name in ("title", "owner")}
        form = TakeOverForm(told | {"words": request.POST["text"]}, posts=_posts(seen))
        form.is_valid()
        form.errors.clear()
        form.add_error(None, refusal.sentence)
        return render(request, "desk/editing/take_over.html", page | {"form": form}, status=422)
    return redirect("draft-sections", begun=begun) if begun else redirect("policies")


def _posts(seen: Visit) -> list[tuple[str, str]]:
    """Every post of a policy in force, as another policy names it."""
    return [
        (f"{named.prefix.value}:{pack.policy}/{named.id}", title)
        for _edition, pack in shelf(seen.moment).editions
        for named, title in pack.titles.items()
        if named.prefix.value == "role"
    ]


def _free_id(title: str, seen: Visit) -> str:
    """An id for a new policy, of the words of its title, that no policy in force has."""
    known = {pack.policy for _edition, pack in shelf(seen.moment).editions}
    wanted = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:50].strip("-") or "policy"
    ending = 2
    free = wanted
    while free in known:
        free, ending = f"{wanted}-{ending}", ending + 1
    return free
