"""Equality monitoring: learners and those of them whom concerns were about, in shares; nothing behind them."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from ....assurance.reports.equality import GROUP_OF, monitored, ruling_on_monitoring
from ....assurance.reports.rules.equality import DISABLED, NOT_DISABLED, YEARS, Row
from ....authority.people.imports.opting import ASK
from ....authority.people.vocabulary import Apart
from ....ground.kernel.refusals import NothingHere
from ....work.training.rules.workforce import FEWEST
from ..drawings import Figure
from .pages import shared
from .workforce import NAMES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WHAT: "dict[Apart, StrPromise]" = {
    Apart.ETHNICITY: gettext_lazy("Ethnic origin"),
    Apart.DISABILITY: gettext_lazy("Disability, learning difficulty or health"),
}
_NAMES = NAMES | {DISABLED: gettext_lazy("Disabled"), NOT_DISABLED: gettext_lazy("Not disabled")}


@require_GET
def equality(request: HttpRequest) -> HttpResponse:
    """The shares of three years, and why there are none where there are none."""
    seen, page = shared(request, "figures")
    if not ruling_on_monitoring(seen.who):
        raise NothingHere
    found = monitored(seen.moment)
    page |= {
        "found": found,
        "last_day": found.until - timedelta(days=1),
        "parts": [
            (kept, WHAT[kept], _drawn(found.groups.get(kept, ())), kept in found.kept) for kept in GROUP_OF
        ],
        "fewest": FEWEST,
        "years": YEARS,
        "who_switches": ASK,
    }
    return render(request, "desk/equality.html", page)


def _drawn(rows: tuple[Row, ...]) -> dict[str, Any] | None:
    """The two shares of each group, one drawing; None where nothing at all is shown of whom concerns were about."""
    if all(row.concerned is None for row in rows):
        return None
    points = []
    for row in rows:
        name = _NAMES[row.name]
        points.append((_("%(group)s: learners") % {"group": name}, row.learners))
        points.append((_("%(group)s: concerns") % {"group": name}, row.concerned))
    figure = Figure(
        _("Of every 100 learners, and of every 100 whom concerns were about"), _("Group"), _("Of 100"), points
    )
    return {"figure": figure, "hides": any(None in (row.learners, row.concerned) for row in rows)}
