"""Taking a list away as CSV: by a button, because that it was taken is written into the audit record."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .....authority.identity.queries import details
from .....ground.kernel.refusals import BadInput
from .....work.training.controls.gate import lacking
from .....work.training.controls.in_force import required_at
from .....work.training.operations.passing import gate_at
from .....work.training.operations.reminding import note_list
from .....work.training.queries.gates import before
from .....work.training.queries.lists import by_name, in_order, in_states, lines, narrowed
from ...spreadsheets import csv_answer
from ..pages import shared
from .gates import plain
from .keeping import keeps_training
from .mine import titles
from .narrowing import NarrowForm
from .overview import entered
from .states import WORDS, states_of


@require_POST
def of_requirement(request: HttpRequest, policy: str, control: str) -> HttpResponse:
    """Everybody in the list of one requirement, narrowed as the page was."""
    seen, _page, whose = entered(request)
    form = NarrowForm(request.GET, seen.moment)
    if not form.is_valid():
        raise BadInput("This list does not exist. Start again from its beginning.")
    asking = form.narrowing(whose)
    asked = required_at(f"{policy}/{control}", asking.moment).asked
    states = states_of(request.GET.get("state", ""))
    stood = in_states(narrowed(asked.requirement, asked.audience, asking.moment, asking.only), states)
    found = lines(asked.requirement, in_order(stood, seen.moment), stood, asking.moment)
    names = details([line.person_id for line in found], seen.moment)
    note_list(people=len(found), actor=seen.actor, now=seen.moment.as_at)
    head = (_("Family name"), _("Given names"), _("How they stand"), _("Due"), _("Last done"))
    return csv_answer(
        "training",
        head,
        (
            (
                names[line.person_id].family_name,
                names[line.person_id].given_names,
                WORDS[line.state][1],
                line.due,
                max(line.done.values(), default=None),
            )
            for line in found
        ),
    )


@require_POST
def of_gate(request: HttpRequest, gate: str) -> HttpResponse:
    """Everybody before a gate, with what is missing."""
    seen, _page = shared(request, "training")
    keeps_training(seen)
    control = gate_at(gate, seen.moment)
    rows = by_name(before(gate, control.block.audience, seen.moment), seen.moment)
    people = list(rows.values_list("pk", flat=True))
    missing, names = lacking(control, people, seen.moment), details(people, seen.moment)
    called = titles(seen.moment)
    note_list(people=len(people), actor=seen.actor, now=seen.moment.as_at)
    return csv_answer(
        "what-comes-first",
        (_("Family name"), _("Given names"), _("What is missing")),
        (
            (
                names[one].family_name,
                names[one].given_names,
                ", ".join(plain(missing.get(one, ()), called)),
            )
            for one in people
        ),
    )
