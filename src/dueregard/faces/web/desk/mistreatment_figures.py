"""Bullying, harassment and discrimination by quarter: over all matters, never of a person, and nothing behind them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ....authority.access.vocabulary import OPENS_PAGES, Capability
from ....ground.kernel.refusals import NothingHere
from ....work.casework.queries.mistreatment import by_quarter, kinds_named
from ....work.casework.rules.figures import shown
from ....work.casework.rules.mistreatment import Quarter, Tally
from ..drawings import Figure
from ..mistreatment_words import ANSWERED, PLACES
from ..sign_words import PROTECTED
from .pages import shared

Column = Mapping[Any, int | None]


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The last four quarters, and for whoever sorts concerns the one that runs."""
    seen, page = shared(request, "figures")
    if not seen.who.capabilities & OPENS_PAGES:
        raise NothingHere
    whole = Capability.TRIAGE in seen.who.capabilities
    tallies = by_quarter(seen.moment)
    if not whole:
        # Two looks at a quarter that runs would tell what was marked between them.
        tallies = dict(list(tallies.items())[:-1])
    named = kinds_named(seen.moment)
    kinds = tuple(dict.fromkeys([*named, *(kind for one in tallies.values() for kind in sorted(one.kinds))]))
    page |= {
        "whole": whole,
        "named": named,
        "any": any(one.kinds for one in tallies.values()),
        "figures": [
            _drawn(_("What it was"), {kind: kind for kind in kinds}, tallies, "kinds", whole=whole),
        ],
        "tables": [
            _table(_("How far the answer has come"), ANSWERED, tallies, "answered", whole=whole),
            _table(_("Where it happened"), PLACES, tallies, "places", whole=whole),
            _table(_("What the law protects that it was about"), PROTECTED, tallies, "touched", whole=whole),
        ],
        "quarters": [_called(one) for one in tallies],
    }
    return render(request, "desk/mistreatment_figures.html", page)


def _columns(
    names: Iterable[Any], tallies: Mapping[Quarter, Tally], what: str, *, whole: bool
) -> list[Column]:
    """Each quarter's counts, the small ones hidden from those who see no small numbers."""
    names = list(names)
    found = [{name: getattr(one, what)[name] for name in names} for one in tallies.values()]
    return list(found) if whole else [shown(counts) for counts in found]


def _drawn(
    title: str, names: Mapping[Any, Any], tallies: Mapping[Quarter, Tally], what: str, *, whole: bool
) -> Figure:
    columns = _columns(names, tallies, what, whole=whole)
    points = [
        (_("%(quarter)s: %(name)s") % {"quarter": _called(quarter), "name": words}, column[name])
        for quarter, column in zip(tallies, columns, strict=True)
        for name, words in names.items()
    ]
    return Figure(title, _("Quarter"), _("Matters"), points)


def _table(
    title: str, names: Mapping[Any, Any], tallies: Mapping[Quarter, Tally], what: str, *, whole: bool
) -> tuple[str, Sequence[tuple[Any, list[int | None]]]]:
    columns = _columns(names, tallies, what, whole=whole)
    return title, [(capfirst(words), [column[name] for column in columns]) for name, words in names.items()]


def _called(quarter: Quarter) -> str:
    """`Jul to Sep 2026`."""
    return f"{quarter.begins:%b} to {quarter.last_month:%b} {quarter.year}"
