"""The policies in force, for everybody: each with its words, its version and what it means by its terms."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....authority.policy.queries import shelf
from ....ground.kernel.moments import Moment, utc_now
from ....ground.kernel.refusals import NothingHere
from ....ground.tenancy.models import Provider
from ....work.governance.queries.editions import Held, editions_of
from ....work.governance.queries.glossary import meanings
from ....work.governance.queries.published import version_of
from ....work.governance.rules.glossary import glossary
from ..policy_text import sections
from .views import not_open, open_to_all

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
        "sections": _sections(pack.text),
        "terms": glossary(meanings(moment, policy)),
    }
    return render(request, "report/policy.html", shown)


def _editions(policy: str, moment: Moment) -> list[Held]:
    """Every edition that was in force until now, the latest first; one that is to come is nobody's business yet."""
    return [one for one in editions_of(policy, moment) if one.since <= moment.as_at]
