"""A check of a draft as a form: changed, added beside a section from the library of kinds, or taken out."""

import tomllib
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .....authority.policy.editing.answering import answered, at_questions
from .....authority.policy.editing.asking import questions
from .....authority.policy.editing.controls import add_control, remarks, remove_control, replace_control
from .....authority.policy.editing.parts import Edited
from .....authority.policy.gate import judge_once
from .....authority.policy.kinds import KINDS, Kind
from .....ground.kernel.refusals import Refusal
from ...writing import once
from .names import names
from .questions import CheckForm
from .reading import Reading, read

Values = Mapping[str, Any]


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Change one check; only its own lines of the file are written anew."""
    reading, page = read(request, begun)
    fence = reading.check
    kind = KINDS.get(fence.kind)
    values = _values(fence.toml.text)
    if kind is None or values is None:
        return render(request, "desk/editing/broken.html", page | {"fence": fence}, status=422)
    if "remove" in request.POST:
        return _remove(request, reading, page)
    page |= {
        "title": _("Change a check: %(sort)s") % {"sort": kind.on_screen},
        "remarks": remarks(fence.toml.text),
        "may_remove": True,
    }
    return _answer(
        request,
        reading,
        page,
        kind,
        fence.id,
        values,
        lambda new: replace_control(reading.row.text, fence.kind, fence.id, new),
    )


@require_http_methods(["GET", "POST"])
def new_check(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Choose a kind of check from the library, then fill in its form."""
    reading, page = read(request, begun)
    section = reading.section
    kind = KINDS.get(request.GET.get("kind", ""))
    if kind is None:
        library = sorted((one.on_screen, one.name, _what(one)) for one in KINDS)
        return render(request, "desk/editing/library.html", page | {"library": library, "section": section})
    known = {fence.id for fence in reading.parts.document.fences if fence.kind == kind.name}
    own = next(id for at in count(1) if (id := kind.name if at == 1 else f"{kind.name}-{at}") not in known)
    page |= {
        "title": _("Add a check: %(sort)s") % {"sort": kind.on_screen},
        "remarks": (),
        "may_remove": False,
    }
    return _answer(
        request,
        reading,
        page,
        kind,
        own,
        {},
        lambda new: add_control(reading.row.text, section.heading.id, kind.name, own, new),
    )


def _answer(
    request: HttpRequest,
    reading: Reading,
    page: dict[str, Any],
    kind: Kind[Any],
    id: str,
    before: Values,
    write: Callable[[Values], Edited],
) -> HttpResponse:
    titles = names(reading, kind)
    asked = questions(kind.Block, before, list(titles))
    form = CheckForm(asked, titles, request.POST or None)
    if form.is_bound:
        values, wrong = answered(asked, form.sent(), before)
        try:
            edited = write(values)
            problems = judge_once(edited.text.encode(), f"{reading.row.policy}.md").problems
            said = at_questions(problems, f"{kind.name}.{id}") | {key: [one] for key, one in wrong.items()}
            if not said:
                with once(request):
                    reading.keep(edited.text)
                return redirect("draft-sections", begun=reading.row.begun)
            form.errors.clear()  # the gate judges the values; Django saw only the boxes
            form.say(said)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.sentence} {refusal.who_can_help}".strip())
    page |= {"form": form}
    return render(request, "desk/editing/check.html", page, status=422 if form.errors else 200)


def _remove(request: HttpRequest, reading: Reading, page: dict[str, Any]) -> HttpResponse:
    fence = reading.check
    try:
        with once(request):
            reading.keep(remove_control(reading.row.text, fence.kind, fence.id).text)
    except Refusal as refusal:
        return render(
            request, "desk/editing/broken.html", page | {"fence": fence, "refusal": refusal}, status=422
        )
    return redirect("draft-sections", begun=reading.row.begun)


def _values(toml: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(toml)
    except (ValueError, RecursionError):
        return None


def _what(kind: Kind[Any]) -> str:
    """What a kind is for, in the words its code opens with."""
    return (type(kind).__doc__ or "").strip().split("\n")[0]
