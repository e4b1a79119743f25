"""The policies in force, for everybody: each with its words, its version and what it means by its terms."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ....authority.policy.queries import shelf
from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import NothingHere
from ....ground.tenancy.models import Provider
from ....work.governance.queries.editions import Held, editions_of
from ....work.governance.queries.glossary import meanings
from ....work.governance.queries.published import version_of
from ....work.governance.registers import Audience
from ....work.governance.rules.blocks import EXTRACT
from ....work.governance.rules.glossary import glossary
from ..objectives import objectives
from ..policy_text import only, sections
from ..read_with import read_with
from .views import not_open, open_to_all

FOR_WHOM = {
    Audience.STAFF: _("staff"),
    Audience.LEARNERS: _("learners"),
    Audience.EMPLOYERS: _("employers"),
    Audience.SUBCONTRACTORS: _("subcontractors"),
    Audience.SUPPLIERS: _("suppliers"),
    Audience.VISITORS: _("visitors"),
    Audience.PARENTS: _("parents"),
    Audience.BOARD: _("board members"),
}
"""Whom an extract is for, in words."""
_sections = lru_cache(maxsize=64)(sections)
"""The text of an edition never changes, and everybody may ask for it."""


@open_to_all
@require_GET
def policies(request: HttpRequest, provider: Provider) -> HttpResponse:
    """Every policy in force, by its title."""
    if provider.live_since is None:
        return not_open(request, provider)
    packs = [pack for _edition, pack in shelf(Moment.now(utc_now())).editions]
    return render(request, "report/policies.html", {"provider": provider, "packs": packs})


@open_to_all
@require_GET
def policy(request: HttpRequest, provider: Provider, policy: str) -> HttpResponse:
    """One policy as it is in force today. How it is kept is nobody's business here."""
    if provider.live_since is None:
        return not_open(request, provider)
    moment = Moment.now(utc_now())
    pack, version = shelf(moment).pack(policy), version_of(policy, moment)
    if pack is None or version is None:
        raise NothingHere
    shown = {
        "provider": provider,
        "pack": pack,
        "version": version,
        "editions": _editions(policy, moment),
        "extracts": pack.of_kind(EXTRACT),
        "sections": _sections(pack.text),
        "read_with": read_with(policy, provider, moment),
        "objectives": objectives(pack),
        "terms": glossary(meanings(moment, policy)),
    }
    return render(request, "report/policy.html", shown)


@open_to_all
@require_GET
def extract(request: HttpRequest, provider: Provider, policy: str, extract: str) -> HttpResponse:
    """The part of one policy that some people need, as it is in force today, to be printed and handed on."""
    if provider.live_since is None:
        return not_open(request, provider)
    moment = Moment.now(utc_now())
    pack, version = shelf(moment).pack(policy), version_of(policy, moment)
    control = pack.control(EXTRACT, extract) if pack else None
    if pack is None or version is None or control is None:
        raise NothingHere
    block: Any = control.block
    shown = {
        "provider": provider,
        "pack": pack,
        "version": version,
        "title": block.title,
        "whom": [str(FOR_WHOM[one]) for one in block.audiences],
        "sections": only(_sections(pack.text), block.clauses),
    }
    return render(request, "report/extract.html", shown)


def _editions(policy: str, moment: Moment) -> list[Held]:
    """Every edition that was in force until now, the latest first; one that is to come is nobody's business yet."""
    return [one for one in editions_of(policy, moment) if one.since <= moment.as_at]
