"""Opening hours, closures and terms of a provider: facts, so that a past clock is judged by the calendar of its day."""

from typing import Any, ClassVar

from django.db import models

from ....ground.audit.house import HouseFact
from ....ground.kernel.constraints import SameProvider
from ....ground.tenancy.models import Site

_EVERYWHERE: dict[str, Any] = {
    "null": True, "blank": True, "on_delete": models.DO_NOTHING, "db_constraint": False, "related_name": "+",
}  # fmt: skip


class Hours(HouseFact):
    """When a site, or the whole provider, is open in a usual week."""

    calendar = models.SlugField(max_length=60, blank=True)
    """A named calendar of a policy; empty: the provider's own."""
    site = models.ForeignKey(Site, **_EVERYWHERE)
    week = models.TextField()
    """Canonical JSON: Monday to Sunday, each a list of opening and closing times such as `["09:00", "17:00"]`."""
    year_begins = models.PositiveSmallIntegerField(default=1)
    """The month with which its year begins."""
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("site", name="clocks_hours_site_own"),
        ]


class Closure(HouseFact):
    """Days on which a site, or the whole provider, shuts that are otherwise worked."""

    named_as: ClassVar[str] = "closure"
    calendar = models.SlugField(max_length=60, blank=True)
    """A named calendar of a policy; empty: all of them."""
    site = models.ForeignKey(Site, **_EVERYWHERE)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            SameProvider("site", name="clocks_closure_site_own"),
            models.CheckConstraint(
                name="clocks_closure_in_order", condition=models.Q(last_day__gte=models.F("first_day"))
            ),
        ]


class TermDates(HouseFact):
    """A term, from its first day to its last."""

    named_as: ClassVar[str] = "term"
    calendar = models.SlugField(max_length=60, blank=True)
    """A named calendar of a policy; empty: the provider's own."""
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta(HouseFact.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *HouseFact.Meta.constraints,
            models.CheckConstraint(
                name="clocks_termdates_in_order", condition=models.Q(last_day__gte=models.F("first_day"))
            ),
        ]
