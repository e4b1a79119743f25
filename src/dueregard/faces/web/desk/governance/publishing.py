"""Publishing a signed draft, and the page of an edition: its words, who signed it, and the editions before it."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from .....authority.policy.front import edition_words
from .....authority.policy.models import Edition
from .....authority.policy.queries import pack_of, shelf
from .....authority.policy.values.who import Named
from .....ground.kernel.refusals import NothingHere, OutOfTurn
from .....mechanisms.signoff.queries import words_of
from .....work.governance.models import Publication
from .....work.governance.operations.publishing import LONGEST_CHANGES, publish
from .....work.governance.queries.editions import editions_of, signed
from .....work.governance.vocabulary import Stage
from ...forms.fields import Narrative
from ...forms.times import Day
from ...writing import filled
from ..pages import shared
from .draft import called, reads
from .keeping import keeper_on_draft, writes
from .words import BASES, CHANGES, names_of, naming


class PublishForm(forms.Form):
    """What changed, and from when."""

    changes = Narrative(
        label=_("What changed?"),
        help_text=_(
            "A sentence or more, in plain words. Everybody can read it, so name nobody. "
            "Leave it empty only where the text is the same."
        ),
        rows=3,
        max_length=LONGEST_CHANGES,
        required=False,
    )
    since = Day(
        label=_("From which day is it in force?"),
        help_text=_("Leave it empty for now. A day to come begins at midnight."),
        required=False,
    )


@require_http_methods(["GET", "POST"])
def publishing(request: HttpRequest, begun: UUID) -> HttpResponse:
    """Publish a signed draft, now or from a day."""
    seen, page, found = keeper_on_draft(request, begun)
    if found.publication:
        return redirect("edition", edition_id=found.publication.edition_id)
    if found.stage is not Stage.SIGNED and request.method == "GET":
        raise OutOfTurn(
            "This draft is not signed yet, so it cannot be published.",
            who_can_help="The page of the draft says whose turn it is.",
        )
    form = PublishForm(request.POST if request.method == "POST" else None)
    made: list[Publication] = []

    def write() -> None:
        said = form.cleaned_data
        made.append(
            publish(
                begun=begun, since=said["since"], changes=said["changes"], actor=seen.actor, now=seen.moment.as_at
            )
        )  # fmt: skip

    if filled(request, form, write):
        return redirect("edition", edition_id=made[0].edition_id) if made else redirect("policies")
    lead = _("The edition in force now ends as this one begins. What is open under it goes on.")
    page |= {"form": form, "title": _("Publish it"), "lead": lead, "button": _("Publish it")}
    return render(request, "desk/governance/step.html", page, status=422 if form.errors else 200)


@require_GET
def edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """An edition that was, is or is to be in force, for everybody who signs in here."""
    seen, page = shared(request, "policies")
    row = Edition.objects.known(seen.moment.known_at).filter(pk=edition_id).first()
    spans = editions_of(row.policy, seen.moment) if row else []
    if row is None or row.id not in {span.edition.id for span in spans}:
        raise NothingHere
    pack, how = pack_of(row.id), signed(row.id, seen.moment)
    said = how.said if how else ()
    name = naming(seen.moment)
    page |= reads(row.text, pack) | {
        "pack": pack,
        "row": row,
        "own": [span for span in spans if span.edition.id == row.id],
        "called": edition_words(row.id, pack, seen.moment),
        "spans": spans,
        "in_force": {one for one, _pack in shelf(seen.moment).editions},
        "how": how,
        "change": CHANGES[how.change] if how else "",
        "said_words": {one.id: words_of(one) if writes(seen) else "" for one in said},
        "posts": {one.capacity: name(Named.read(one.capacity)) for one in said},
        "bases": BASES,
        "left": [(gap, called(gap.address, pack)) for gap in (how.gaps if how else ())],
        "names": names_of([one.by for one in said], seen.moment, [one.person_id for one in said]),
        "writes": writes(seen),
    }
    return render(request, "desk/governance/edition.html", page)
