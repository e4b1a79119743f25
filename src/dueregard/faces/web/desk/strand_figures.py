"""Under which strand and policy concerns came, side by side: Prevent is one strand of safeguarding."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ....authority.policy.queries import shelf
from ....ground.kernel.moments import Moment
from ....work.casework.queries.figures import EVERY, by_strand
from ....work.casework.rules.figures import shown
from ....work.casework.vocabulary import Strand
from ..drawings import Figure

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STRANDS: "dict[Strand, StrPromise]" = {
    Strand.SAFEGUARDING: gettext_lazy("Safeguarding"),
    Strand.PREVENT: gettext_lazy("Prevent"),
    Strand.NON_ENGAGEMENT: gettext_lazy("Not taking part"),
    Strand.COMPLAINT: gettext_lazy("A complaint or grievance"),
    Strand.UNKNOWN: gettext_lazy("Not clear yet"),
}


@dataclass(frozen=True, slots=True)
class StrandFigures:
    """How many came under each strand; and, for those who sort concerns, under which policy."""

    figure: Figure
    policies: tuple[str, ...]
    """What the policies are called that any came under; none for those who see no small numbers."""
    rows: tuple[tuple["StrPromise", tuple[int, ...]], ...]


def under_which(since: datetime, until: datetime, moment: Moment, *, whole: bool) -> StrandFigures:
    """The figures of a time. `whole`: small numbers too, and policy by policy."""
    found = by_strand(since, until, moment)
    counts = {strand: found[strand][EVERY] for strand in STRANDS if strand in found}
    seen = counts if whole else shown(counts)
    points = [(STRANDS[strand], number) for strand, number in seen.items()]
    figure = Figure(_("Under which strand concerns came"), _("Strand"), _("Concerns"), points)
    if not whole:
        return StrandFigures(figure, (), ())
    titles = {pack.policy: pack.header.title for _edition, pack in shelf(moment).editions}
    policies = sorted({policy for some in found.values() for policy in some} - {EVERY})
    rows = tuple((STRANDS[one], tuple(found[one][policy] for policy in policies)) for one in counts)
    named = (titles.get(one, one) if one else _("no policy") for one in policies)
    return StrandFigures(figure, tuple(named), rows)
