"""Every register and what is due, the same as a list, and one entry: its history, and writing down a look."""

from collections import Counter
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from .....authority.identity.queries import details
from .....authority.policy.answers import Basis
from .....ground.kernel.moments import london_day
from .....ground.kernel.refusals import NotPermitted
from .....work.governance.operations.registers import Place, Seen, look_at
from .....work.governance.queries.posts import answered_for
from .....work.governance.queries.registers import Register, words_of
from .....work.governance.registers import Saw
from .....work.governance.rules.register_blocks import RELATED
from .....work.governance.rules.registers import State
from ...drawings import Figure
from ...forms.fields import Narrative, OneOf
from ...forms.times import Day
from ...scope import Visit
from ...spreadsheets import csv_answer
from ...writing import filled
from ..governance.keeping import WHO_CAN_HELP, writes
from ..governance.words import names_of
from ..pages import shared
from .finding import Kept, Line, edition_on, kept, line
from .words import BASES, REGISTERS, RESTS_ON, SAW, STATES


class LookForm(forms.Form):
    """What somebody saw who looked."""

    looked_on = Day(label=gettext_lazy("On which day did you look?"))
    saw = OneOf(label=gettext_lazy("What did you see?"), choices=())
    basis = OneOf(label=gettext_lazy("How do you know?"), choices=list(BASES.items()))
    words = Narrative(
        label=gettext_lazy("What you saw, and where"),
        help_text=gettext_lazy("Which edition, on which page or noticeboard, in which session. Name nobody."),
        rows=3,
        max_length=2000,
    )
    own_review = Day(
        label=gettext_lazy("By which day does its own text say that it is looked at again?"),
        help_text=gettext_lazy("Leave it empty if it does not say."),
        required=False,
    )

    def __init__(self, *args: object, kind: str, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["saw"].choices = list(SAW[kind].items())  # type: ignore[attr-defined]
        if kind != RELATED:
            del self.fields["own_review"]


@require_GET
def every(request: HttpRequest) -> HttpResponse:
    """Every register of the policies in force, and how each entry stands."""
    seen, page = shared(request, "policies")
    found, duties = kept(seen.moment), answered_for(seen.moment)
    people = {person for one in duties for person in one.held_by}
    page |= {
        "kept": found,
        "duties": duties,
        "holders": {id: row.full_name for id, row in details(people, seen.moment).items()},
        "figure": _drawn(found),
        "registers": REGISTERS,
        "states": STATES,
        "rests_on": RESTS_ON,
    }
    return render(request, "desk/registers/every.html", page)


@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """The same as a list to take away; without what somebody wrote."""
    seen, _page = shared(request, "policies")
    head = (
        _("Policy"), _("Register"), _("Entry"), _("Site"), _("Where"), _("Last looked at"), _("Rests on"),
        _("Look again by"), _("How it stands"),
    )  # fmt: skip
    rows = [
        (
            one.policy,
            REGISTERS[one.register.kind],
            entry.title,
            entry.site,
            entry.address,
            entry.stands.last.on.isoformat() if entry.stands.last else "",
            RESTS_ON[entry.stands.last.basis] if entry.stands.last else "",
            entry.stands.by.isoformat() if entry.stands.by else "",
            STATES[entry.stands.state][1],
        )
        for one in kept(seen.moment)
        for entry in one.lines or ()
    ]
    return csv_answer("registers", head, rows)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One entry: every look at it, and one more by whoever may write it down."""
    seen, page = shared(request, "policies")
    of, found = line(entry_id, seen.moment)
    may = _may_write(of.register, seen)
    if request.method == "POST" and not may:
        raise NotPermitted("You do not look after this register.", who_can_help=WHO_CAN_HELP)
    form = LookForm(
        request.POST or None, kind=of.register.kind, initial={"looked_on": london_day(seen.moment.as_at)}
    )
    if request.method == "POST" and filled(request, form, lambda: _write(found, form, seen)):
        return redirect("registers")
    page |= {
        "of": of,
        "line": found,
        "form": form,
        "writes": may,
        "rows": [
            (row, edition_on(of.register.policy, row.looked_on, seen.moment), words_of(row) if may else "")
            for row in found.rows
        ],
        "names": names_of([row.by for row in found.rows], seen.moment),
        "saw": SAW[of.register.kind],
        "registers": REGISTERS,
        "states": STATES,
        "rests_on": RESTS_ON,
    }
    return render(request, "desk/registers/entry.html", page, status=422 if form.errors else 200)


def _write(found: Line, form: LookForm, seen: Visit) -> None:
    said, entry = form.cleaned_data, found.stands.entry
    look_at(
        place=Place(found.register.address, entry.item, entry.audience, entry.site),
        seen=Seen(
            said["looked_on"], Saw(said["saw"]), Basis(said["basis"]), said["words"], said.get("own_review")
        ),
        actor=seen.actor,
        now=seen.moment.as_at,
    )


def _may_write(control: Register, seen: Visit) -> bool:
    """As the operation judges it: who keeps policies, and who holds the post that sees to this register."""
    return writes(seen) or bool(control.block.owner.roles() & seen.who.roles)


def _drawn(found: list[Kept]) -> Figure | None:
    """How many entries stand how, the gravest first."""
    counts = Counter(entry.stands.state for one in found for entry in one.lines or ())
    points = [(STATES[state][1], counts[state]) for state in State if counts[state]]
    title = _("How the entries stand")
    return Figure(title, _("How it stands"), _("Entries"), points) if points else None
