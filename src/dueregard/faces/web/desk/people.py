"""People and posts: who is known here, who holds what, who is away. Names and posts only, never a concern."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ....authority.access.appointing import appoint, end_post
from ....authority.access.inviting import ruling_on_inviting
from ....authority.access.leaving import ruling_on_ending
from ....authority.access.models import Holding, Proposal
from ....authority.access.operations import record_absence
from ....authority.access.powers import sees_to_sign_in
from ....authority.access.queries import holders
from ....authority.access.vocabulary import Capability, Manner
from ....authority.access.vouching import locked_out, ruling_on_vouching
from ....authority.identity.ending import has_signed_in_before
from ....authority.identity.invitations import can_sign_in, open_invitations
from ....authority.identity.operations import record_person
from ....authority.identity.queries import details, find
from ....authority.people.imports.by_hand import is_staff, ruling_on_staff_details
from ....authority.people.imports.files import Kind
from ....authority.people.imports.rows import Scheme
from ....authority.people.operations import record_span
from ....authority.people.queries import numbers_of
from ....authority.people.vocabulary import Standing
from ....authority.policy.queries import in_force
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....work.training.queries.central_record import line_of
from ..forms.fields import Line, Pick
from ..forms.times import Day, LondonMoment
from ..scope import Visit
from ..writing import once
from .pages import shared
from .posts import waits_for

SCHEMES = {
    Scheme.ULN: _("ULN"),
    Scheme.REFERENCE: _("Learner reference"),
    Scheme.PAYROLL: _("Payroll number"),
}
_FILES = {Kind.ILR: _("an ILR"), Kind.CSV: _("a table"), Kind.WORKBOOK: _("a workbook")}


class PersonForm(forms.Form):
    """Somebody new in the directory."""

    given_names = Line(label=_("Given names"), max_length=100, required=False)
    family_name = Line(label=_("Family name"), max_length=100)
    date_of_birth = Day(label=_("Date of birth"), required=False)
    email = Line(label=_("E-mail"), max_length=200, required=False)
    phone = Line(label=_("Telephone"), max_length=30, required=False)
    standing = Pick(
        label=_("What are they here?"),
        choices=[(s.value, s.value.replace("-", " ").capitalize()) for s in Standing],
    )


class PostForm(forms.Form):
    """A post for somebody."""

    role = Pick(label=_("Post"))
    manner = Pick(label=_("Held as"), choices=[(m.value, m.value.capitalize()) for m in Manner])

    def __init__(self, *args: Any, roles: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = list(roles.items())  # type: ignore[attr-defined]


class AwayForm(forms.Form):
    """Somebody will be away."""

    away_from = LondonMoment(label=_("Away from"))
    away_until = LondonMoment(label=_("Back on"), required=False)


def may_appoint(seen: Visit) -> None:
    """Refuse whoever neither appoints nor looks after the machine."""
    if not seen.who.capabilities & {Capability.APPOINT, Capability.ADMINISTER}:
        seen.who.may(Capability.APPOINT).enforce(who_can_help="Whoever appoints to posts here can.")


def _roles(seen: Visit) -> dict[str, str]:
    return {control.id: control.block.title for control in in_force("role", seen.moment)}


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Posts and their holders, and a search of the directory by name: by POST, so that no name stands in an address."""
    seen, page = shared(request, "people")
    may_appoint(seen)
    roles = _roles(seen)
    held: dict[str, list[Holding]] = {role: [] for role in roles}
    for row in holders(roles, seen.moment):
        held[row.role].append(row)
    words = request.POST.get("name", "")[:100]
    found = list(find(words, seen.moment)[:50]) if words.strip() else []
    known = details({row.person_id for rows in held.values() for row in rows}, seen.moment)
    return render(
        request,
        "desk/people.html",
        page
        | {
            "roles": roles,
            "held": held,
            "known": known,
            "found": found,
            "words": words,
            "sees_to_sign_in": sees_to_sign_in(seen.who, seen.moment),
        },
    )


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody to the directory."""
    seen, page = shared(request, "people")
    may_appoint(seen)
    form = PersonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with once(request):
            return redirect("person", person_id=_record(form.cleaned_data, seen))
        return redirect("people")
    return render(
        request,
        "desk/step.html",
        page | {"form": form, "title": _("Add a person")},
        status=422 if form.errors else 200,
    )


def _record(said: dict[str, Any], seen: Visit) -> UUID:
    person = record_person(
        given_names=said["given_names"],
        family_name=said["family_name"],
        date_of_birth=said["date_of_birth"],
        email=said["email"],
        phone=said["phone"],
        actor=seen.actor,
        now=seen.moment.as_at,
    )
    record_span(
        person_id=person.id, standing=Standing(said["standing"]), since=seen.moment.as_at, actor=seen.actor,
        now=seen.moment.as_at,
    )  # fmt: skip
    return person.id


@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person's posts; give a post, or propose one that opens concerns; end one; record that they are away."""
    seen, page = shared(request, "people")
    may_appoint(seen)
    known = details([person_id], seen.moment).get(person_id)
    if known is None:
        raise NothingHere
    which = request.POST.get("form")
    post = PostForm(request.POST if which == "post" else None, roles=_roles(seen))
    away = AwayForm(request.POST if which == "away" else None)
    try:
        if post.is_bound and post.is_valid():
            given: Holding | Proposal | None = None
            with once(request):
                given = appoint(
                    person_id=person_id, role=post.cleaned_data["role"], manner=Manner(post.cleaned_data["manner"]),
                    actor=seen.actor, now=seen.moment.as_at,
                )  # fmt: skip
            return (
                redirect("who-opens")
                if isinstance(given, Proposal)
                else redirect("person", person_id=person_id)
            )
        if which == "end":
            with once(request):
                _end(request.POST.get("holding", ""), seen, person_id)
            return redirect("person", person_id=person_id)
        if away.is_bound and away.is_valid():
            until = away.cleaned_data["away_until"]
            with once(request):
                record_absence(
                    person_id=person_id, since=away.cleaned_data["away_from"][0], until=until[0] if until else None,
                    actor=seen.actor, now=seen.moment.as_at,
                )  # fmt: skip
            return redirect("person", person_id=person_id)
    except BadInput as refusal:
        (away if away.is_bound else post).add_error(None, refusal.sentence)
    held = [row for row in Holding.at(seen.moment) if row.person_id == person_id]
    shown = {
        "person": known,
        "held": held,
        "roles": _roles(seen),
        "post": post,
        "away": away,
        "waits": waits_for(seen, person_id),
        "keeps_checks": Capability.KEEP_CHECKS in seen.who.capabilities
        and line_of(person_id, seen.moment) is not None,
        "opens_apart": ruling_on_staff_details(seen.who) and is_staff(person_id, seen.moment),
        "numbers": numbers_of(person_id, seen.moment),
        "schemes": SCHEMES,
        "files": _FILES,
    }
    shown |= _sign_in_of(seen, person_id)
    return render(
        request, "desk/person.html", page | shown, status=422 if post.errors or away.errors else 200
    )


def _sign_in_of(seen: Visit, person_id: UUID) -> dict[str, Any]:
    """How one person's sign-in stands, and what this reader may do about it."""
    return {
        "may_sign_in": can_sign_in(person_id, seen.moment),
        "invitations": open_invitations(person_id, seen.moment),
        "inviting": ruling_on_inviting(person_id, seen.who.person_id, seen.moment),
        "signed_in_before": has_signed_in_before(person_id, seen.moment),
        "vouching": ruling_on_vouching(person_id, seen.who.person_id, seen.moment),
        "locked_out_here": any(row.person_id == person_id for row in locked_out(seen.moment)),
        "own": person_id == seen.who.person_id,
        "ending": ruling_on_ending(person_id, seen.who.person_id, seen.moment),
    }


def _end(written: str, seen: Visit, person_id: UUID) -> None:
    """End one of the posts on the page."""
    held = (row for row in Holding.at(seen.moment) if row.person_id == person_id and str(row.id) == written)
    standing = next(held, None)
    if standing is None:
        raise OutOfTurn("This post has ended already. Look at the page again.")
    end_post(holding_id=standing.id, actor=seen.actor, now=seen.moment.as_at)
