"""From the first sign to the first support, over all open concerns of a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....ground.kernel.moments import Moment
from ....work.casework.rules.figures import shown
from ....work.support.early import Came, early_help
from ..drawings import Figure

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CAME: "dict[Came, StrPromise]" = {
    Came.WEEK: gettext_lazy("Within a week"),
    Came.MONTH: gettext_lazy("Within a month"),
    Came.QUARTER: gettext_lazy("Within three months"),
    Came.LATER: gettext_lazy("Later"),
    Came.NOT_KNOWN: gettext_lazy("Not known"),
}


@dataclass(frozen=True, slots=True)
class EarlyFigures:
    """How soon support came, drawn; and the days within which half had it, where so many had that it may be told."""

    figure: Figure
    median: int | None


def early(since: datetime, moment: Moment, *, whole: bool) -> EarlyFigures | None:
    """The figures of a time; None where no concern of it had support. `whole`: small numbers too."""
    found = early_help(since, moment)
    if not (found.days or found.unknown):
        return None
    counts = found.spread()
    seen = counts if whole else shown(counts)
    points = [(CAME[came], number) for came, number in seen.items()]
    title = _("From the first sign to the first support")
    return EarlyFigures(Figure(title, _("How soon"), _("Concerns"), points), found.median)
