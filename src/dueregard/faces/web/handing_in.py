"""Handing in files to a concern: what must not be sent comes first and on its own, then up to three files at a time.

The same steps for whoever reported and whoever handles. Each file has its own result: what is refused stands beside its
question with the reason, and the others are kept. Whether the same form is sent again the operations know by its
request id and what is in the file, not by its words: browsers send a form anew with another file in it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from ...ground.kernel.refusals import BadInput
from ...mechanisms.files.vocabulary import NoRoom
from ...work.casework.operations.attaching import Handed
from .forms.fields import Line, RequestId, Tick
from .forms.files import Upload

AT_ONCE = range(1, 4)


class RulesForm(forms.Form):
    """That what comes is none of what nobody may send. It is asked before any box that takes a file."""

    none_of_these = Tick(
        label=_("What I want to hand in is none of these"),
        error_messages={"required": _("Tick this first. If it is one of these, tell us in words instead.")},
    )


class FilesForm(forms.Form):
    """Up to three files, each with what it shows."""

    request_id = RequestId()

    def __init__(self, *args: Any, limit: int, **options: Any) -> None:
        super().__init__(*args, **options)
        for n in AT_ONCE:
            file = Upload(label=_("File %(n)s") % {"n": n}, required=False)
            file.limit_to(limit)
            shows = Line(label=_("What does file %(n)s show?") % {"n": n}, max_length=500, required=False)
            if n == min(AT_ONCE):
                shows.help_text = _("In a sentence. Whoever helps reads this before they open it.")
            self.fields |= {_file(n): file, _shows(n): shows}


@dataclass(frozen=True, slots=True)
class Step:
    """Where somebody is: the form to show next, none when everything is kept; and how many files were kept just now."""

    form: forms.Form | None
    kept: int = 0

    @property
    def asks_first(self) -> bool:
        """Whether it is still to be said that it is none of what nobody may send."""
        return isinstance(self.form, RulesForm)

    @property
    def status(self) -> int:
        """Of the answer."""
        return 422 if self.form is not None and self.form.errors else 200


def hand_in(request: HttpRequest, *, limit: int, keep: Callable[[Handed], object]) -> Step:
    """Go one step on; `keep` keeps one file, or raises `BadInput` or `NoRoom` with what to say beside it."""
    asked = request.POST.get("step", "") if request.method == "POST" else ""
    if asked not in {"rules", "files"}:
        return Step(RulesForm())
    rules = RulesForm(request.POST)
    if not rules.is_valid():
        return Step(rules)
    if asked == "rules":
        return Step(FilesForm(limit=limit))
    form = FilesForm(request.POST, request.FILES, limit=limit)
    if not form.is_valid() and "request_id" in form.errors:
        return Step(form)
    kept, refused = _keep_each(form, keep)
    if not kept and not refused and not form.errors:
        refused[_file(min(AT_ONCE))] = str(_("Choose a file."))
    left = _without(form, kept, limit)
    for name, sentence in refused.items():
        left.add_error(name, sentence)
    return Step(left if left.errors else None, len(kept))


def _keep_each(form: forms.Form, keep: Callable[[Handed], object]) -> tuple[list[int], dict[str, str]]:
    """Which files were kept; and of those that were not though nothing was wrong with the form, why."""
    kept, refused = [], {}
    said = form.cleaned_data
    for n in AT_ONCE:
        received, shows = said.get(_file(n)), said.get(_shows(n))
        if received is None:
            if shows and _file(n) not in form.errors:
                refused[_file(n)] = str(_("Choose the file that these words are about."))
            continue
        if shows is None:  # the words cannot be kept, and what it shows goes with it
            continue
        try:
            keep(Handed(received, shows, said["request_id"]))
            kept.append(n)
        except (BadInput, NoRoom) as refusal:
            refused[_file(n)] = f"{refusal.sentence} {refusal.who_can_help}".strip()
    return kept, refused


def _without(form: FilesForm, kept: Collection[int], limit: int) -> FilesForm:
    """The form anew with what was not kept."""
    gone = {name(n) for n in kept for name in (_file, _shows)}
    left = FilesForm(
        {name: said for name, said in form.data.items() if name not in gone},
        MultiValueDict({name: [file] for name, file in form.files.items() if name not in gone}),
        limit=limit,
    )
    left.is_valid()
    return left


def _file(n: int) -> str:
    return f"file_{n}"


def _shows(n: int) -> str:
    return f"shows_{n}"
