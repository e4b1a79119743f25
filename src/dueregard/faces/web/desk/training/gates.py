"""What comes first: who stands before a gate with what missing, and letting somebody through it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from .....authority.access.powers import post_titles
from .....authority.access.queries import rows_of
from .....authority.access.vocabulary import Capability
from .....authority.identity.queries import details
from .....authority.people.audience_words import audience_words
from .....authority.people.audiences import belongs
from .....authority.policy.answers import InForce
from .....authority.policy.queries import pack_of, shelf
from .....ground.kernel.moments import Moment, london_day
from .....ground.kernel.refusals import BadInput, NothingHere
from .....work.training.central_record import SAID
from .....work.training.controls.gate import GateBlock, lacking, needed
from .....work.training.controls.in_force import required_at
from .....work.training.controls.overriding import gates_to_override, post_to_override, who_overrides
from .....work.training.models import Passage
from .....work.training.operations.passing import GateShut, gate_at, pass_gate
from .....work.training.queries.gates import before, passages_of
from .....work.training.queries.lists import by_name
from .....work.training.queries.overrides import LetThrough, let_through_lately, overrides_of
from ...forms.times import Day
from ...listings import Column, Listing, Standing
from ...scope import Visit
from ...writing import done, refused
from ..pages import shared
from .keeping import keeper_about, keeps_training
from .mine import titles
from .stepping import asked

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody before a gate, and what is missing, as people call it."""

    person_id: UUID
    name: str
    missing: tuple[str, ...]

    @property
    def standing(self) -> list[Standing]:
        """Whether anything keeps them from passing."""
        if self.missing:
            return [Standing("late", one) for one in self.missing]
        return [Standing("good", _("Nothing is missing"))]


@dataclass(frozen=True, slots=True)
class Before:
    """A gate as one person stands to it."""

    gate: InForce[GateBlock]
    missing: tuple[str, ...]
    passed: Passage | None
    let_through: LetThrough | None
    """With something missing, by whom the policy names."""


@require_GET
def waiting(request: HttpRequest, gate: str) -> HttpResponse:
    """Everybody before a gate, by name, with what is missing; and whom somebody let past it with that."""
    seen, page, control = at_gate(request, gate)
    keeps = Capability.MANAGE_REGISTERS in seen.who.capabilities
    may_override = post_to_override(control, seen.who.person_id, seen.moment)
    own = rows_of(seen.who.person_id, seen.moment)
    start = _start(request)
    rows = by_name(before(gate, control.block.audience, seen.moment), seen.moment)
    people = list(rows.values_list("pk", flat=True)[start : start + PAGE + 1])
    found = _waiting(control, people[:PAGE], seen.moment)
    shown = {
        "title": _("Before %(what)s") % {"what": control.block.before},
        "gate": gate,
        "words": needs_in_words(control, seen.moment),
        "count": rows.count(),
        # Nobody passes or lets through themselves.
        "listing": _listing(
            control,
            found,
            keeps=keeps,
            passes=set(people) - own if keeps else set(),
            overrides=set(people) - own if may_override else set(),
        ),
        "keeps": keeps,
        "let_through": (let := let_through_lately(gate, seen.moment)),
        "names": {
            person: row.full_name
            for person, row in details([one.passage.person_id for one in let], seen.moment).items()
        },
        "posts": post_titles(seen.moment),
        "before": max(start - PAGE, 0) if start else None,
        "after": start + PAGE if len(people) > PAGE else None,
    }
    return render(request, "desk/training/gate.html", page | shown)


def at_gate(request: HttpRequest, gate: str) -> tuple[Visit, dict[str, Any], InForce[GateBlock]]:
    """The visit to a gate of whoever looks after training, or may let somebody past it. Raises `NotPermitted`, and
    `NothingHere` for a gate that no policy in force has."""
    seen, page = shared(request, "training")
    mine = {one.address: one for one in gates_to_override(seen.who.person_id, seen.moment)}
    if gate not in mine:
        keeps_training(seen)
    elif Capability.MANAGE_REGISTERS not in seen.who.capabilities:
        page["here"] = "training-gates"
    control = mine.get(gate) or gate_at(gate, seen.moment)
    return seen, page, control


def _start(request: HttpRequest) -> int:
    begins = request.GET.get("from", "0")
    if not begins.isdecimal() or len(begins) > 7:
        raise BadInput("This place in the list does not exist. Start again from its beginning.")
    return int(begins)


def _waiting(control: InForce[GateBlock], people: list[UUID], moment: Moment) -> list[Waiting]:
    missing = lacking(control, people, moment)
    names, called = details(people, moment), titles(moment)
    return [
        Waiting(person, names[person].full_name, plain(missing.get(person, ()), called)) for person in people
    ]


def _listing(
    control: InForce[GateBlock],
    found: list[Waiting],
    *,
    keeps: bool,
    passes: Collection[UUID],
    overrides: Collection[UUID],
) -> Listing:
    def to_do(one: Waiting) -> tuple[Any, str] | None:
        """What the reader can do about somebody, and the name of its page."""
        if one.missing:
            words = _("Let %(name)s through all the same") % {"name": one.name}
            return (words, "training-override") if one.person_id in overrides else None
        words = _("Write down that %(name)s passed") % {"name": one.name}
        return (words, "training-pass") if one.person_id in passes else None

    def there(one: Waiting) -> str:
        do = to_do(one)
        return reverse(do[1], args=[one.person_id, control.address]) if do else ""

    return Listing(
        _("By name"),
        [
            Column(
                _("Name"),
                lambda one: one.name,
                link=lambda one: reverse("training-person", args=[one.person_id]) if keeps else "",
            ),
            Column(_("What is missing"), lambda one: one.standing, "status"),
            Column(_("What to do"), lambda one: do[0] if (do := to_do(one)) else None, link=there),
        ],
        found,
        _("Nobody stands before it now: everybody it is for has passed."),
        hide_caption=True,
    )


def needs_in_words(gate: InForce[GateBlock], moment: Moment) -> str:
    """A gate as a sentence: whom it is for, what comes first, by the names that people know, and who may override."""
    said = "; ".join(_called(need, one, moment) for need, one in needed(gate, moment).items())
    over = who_overrides(gate)
    who = (
        _("%(who)s may let somebody through without it, and says why.") % {"who": over}
        if over
        else _("Nobody may let anybody through without it.")
    )
    whom = audience_words(gate.block.audience, pack_of(gate.edition_id).name_of)
    first = _("What comes first: %(what)s.") % {"what": said}
    return f"{_upper(whom)}. {first} {_upper(str(who))}"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _called(need: str, one: InForce[Any] | None, moment: Moment) -> str:
    if one is not None and one.kind == "check":
        return ", ".join(SAID[kind] for kind in one.block.checks)
    if one is not None and one.kind in ("training", "reading", "checklist"):
        return required_at(one.address, moment).title
    return need.rpartition(".")[2].replace("-", " ")


def plain(missing: Iterable[str], called: "Mapping[str, str | StrPromise]") -> tuple[str, ...]:
    """What is missing, as people call it: courses by their titles, checks by their names."""
    return tuple(str(called.get(one, one.replace("-", " "))) for one in missing)


def gates_of(rows: frozenset[UUID], moment: Moment) -> list[Before]:
    """Every gate that is for a person, by any of their rows, and whether they passed it."""
    passed, called = passages_of(rows, moment), titles(moment)
    let = overrides_of(passed.values(), moment)
    found = []
    for control in shelf(moment).of_kind("gate"):
        for person in sorted(belongs(rows, control.block.audience, moment))[:1]:
            there = passed.get(control.address)
            missing = () if there else lacking(control, [person], moment).get(person, ())
            found.append(Before(control, plain(missing, called), there, let.get(there.id) if there else None))
    return found


class PassForm(forms.Form):
    """On which day."""

    passed_on = Day(label=_("On which day?"))


@require_http_methods(["GET", "POST"])
def pass_(request: HttpRequest, person_id: UUID, gate: str) -> HttpResponse:
    """Write down that somebody passed a gate. With something missing nobody does, and the page says what."""
    seen, page, known = keeper_about(request, person_id)
    control = gate_at(gate, seen.moment)
    for_them = belongs(rows_of(person_id, seen.moment), control.block.audience, seen.moment)
    if not for_them:
        raise NothingHere
    form = PassForm(request.POST or None, initial={"passed_on": london_day(seen.moment.as_at)})
    if form.is_valid():
        try:
            if done(request, form, lambda: _pass(gate, min(for_them), form.cleaned_data, seen)):
                return redirect("training-person", person_id=person_id)
        except GateShut as shut:
            refused(form, shut)
    title = _("%(name)s: %(what)s") % {"name": known.full_name, "what": control.block.before}
    lead = needs_in_words(control, seen.moment)
    return asked(request, page, form, title, lead, person_id=person_id)


def _pass(gate: str, person_id: UUID, said: dict[str, Any], seen: Any) -> None:
    pass_gate(
        gate=gate,
        person_id=person_id,
        passed_on=said["passed_on"],
        actor=seen.actor,
        now=seen.moment.as_at,
    )
