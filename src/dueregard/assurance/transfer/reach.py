"""Which rows of which table an export holds: those that whoever asked for it may see, and no others. A table is cut by
the matter its rows belong to, by a power, by a question of its own package, or by nothing; which is decided for each
table, and a test finds the one that nobody decided."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignKey, Model, Q, QuerySet

from ...authority.access import queries as access
from ...authority.access.vocabulary import Capability, Circle
from ...ground.crypto.fields import SealedField
from ...ground.kernel.models import Recorded
from ...ground.kernel.moments import Moment
from ...ground.kernel.privacy import Privacy
from ...work.casework.models import Concern
from ...work.engagement.queries import visible as episodes_seen
from ...work.liaison.queries import controls as liaison_controls
from ...work.liaison.queries import sees_to
from ..rights.queries.breaches import breaches
from ..rights.queries.loose import known_of
from ..rights.queries.requests import requests

NEEDS: Mapping[str, Capability] = {
    "access.Relationship": Capability.APPOINT,
    "access.Vouching": Capability.APPOINT,
    "reports.BoardReport": Capability.SEE_BOARD_FIGURES,
    "reports.BoardMinute": Capability.SEE_BOARD_FIGURES,
    "training.Baseline": Capability.SEE_BOARD_FIGURES,
    "training.Judgement": Capability.SEE_BOARD_FIGURES,
    **dict.fromkeys(
        (
            "training.Candidate",
            "training.CandidateDecision",
            "training.Check",
            "training.CorrectionAnswer",
            "training.CorrectionRequest",
            "training.EarlyStart",
            "training.Override",
            "training.PanelMember",
            "training.SpotCheck",
            "training.TakenOn",
            "training.Vacancy",
            "training.VacancyNote",
        ),
        Capability.KEEP_CHECKS,
    ),
}
"""Tables that only somebody with this power sees on pages."""
OF_THE_HOUSE = frozenset(
    {
        "climate.FollowUp",
        "governance.PolicyReview",
        "governance.RegisterLook",
        "governance.ThreatTaskLook",
        "signoff.Saying",
        "status.Opinion",
    }
)
"""Tables with words that everybody reads who answers for a policy."""
_NEVER = frozenset({"provider_id", "receipt_tag", "tag", "raiser"})
"""Columns that mean nothing elsewhere; and who reported, whose name was given to this provider alone."""
_DEEPEST = 3


@dataclass(frozen=True)
class Reach:
    """How far somebody sees, now."""

    who: access.Reader
    moment: Moment

    @cached_property
    def concerns(self) -> dict[Circle, list[UUID]]:
        """The matters they see today, by their circle; not those that are open to them in an emergency alone."""
        every = Concern.objects.all()
        return {
            circle: list(
                access.visible(every, self.who, self.moment, circle=circle, for_a_while=False)
                .order_by("received_at", "id")
                .values_list("pk", flat=True)
            )
            for circle in Circle
        }

    @property
    def matters(self) -> list[UUID]:
        """The ids of those of both circles."""
        return [one for ids in self.concerns.values() for one in ids]

    def rows(self, model: type[Model]) -> "QuerySet[Any]":
        """The rows of a table that belong in their export: of facts those that were recorded by its moment."""
        rows = self._theirs(model)
        return rows.filter(recorded_at__lte=self.moment.known_at) if issubclass(model, Recorded) else rows

    def _theirs(self, model: type[Model]) -> "QuerySet[Any]":
        label = model._meta.label
        rows: QuerySet[Any] = model._default_manager.all()
        if needed := NEEDS.get(label):
            return rows if needed in self.who.capabilities else rows.none()
        if asked := _ASKED.get(label):
            return rows.filter(asked(self))
        names = {field.attname for field in model._meta.concrete_fields}
        paths = list(_to_a_matter(model))
        if paths:
            return rows.filter(_all_seen(paths, self.matters))
        if {"thing_kind", "thing_id"} <= names:
            return rows.filter(thing_kind="concern", thing_id__among=self.matters)
        for name in {"circle", "stream"} & names:
            rows = rows.filter(**{name: Circle.OPEN.value})
        return rows


def tables() -> Iterator[tuple[type[Model], Privacy]]:
    """Every table that is in an export, with what it holds; in an order that stays."""
    told = holdings()
    models = sorted(apps.get_models(), key=lambda model: model._meta.label)
    for model in models:
        privacy = told.get(model._meta.label)
        if privacy and not privacy.stays:
            yield model, privacy


def holdings() -> dict[str, Privacy]:
    """What every package declares that it holds, by table."""
    found: dict[str, Privacy] = {}
    for package in apps.get_app_configs():
        if find_spec(f"{package.name}.privacy"):
            found |= {one.model: one for one in import_module(f"{package.name}.privacy").HOLDINGS}
    return found


def is_decided(model: type[Model]) -> bool:
    """Whether somebody has said who sees the words of a table; one without words needs no saying."""
    label = model._meta.label
    with_words = any(isinstance(field, SealedField) for field in model._meta.concrete_fields)
    said = label in NEEDS or label in _ASKED or label in OF_THE_HOUSE
    return not with_words or said or any(_to_a_matter(model))


def columns(model: type[Model]) -> list[Any]:
    """What of a row is told: no key, and nothing that means something here alone."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.attname not in _NEVER
        and not (isinstance(field, ForeignKey) and _leads_to(field)._meta.app_label == "crypto")
    ]


def _all_seen(paths: list[str], matters: list[UUID]) -> Q:
    seen = Q()
    for path in paths:
        # A matter that a row names beside its own may be missing; one that is named has to be theirs too.
        named = Q(**{f"{path}__among": matters})
        seen &= named if path == paths[0] else named | Q(**{f"{path}__isnull": True})
    return seen


def _to_a_matter(model: type[Model], deep: int = 0) -> Iterator[str]:
    """By which ways of references a row belongs to matters."""
    if model is Concern:
        yield "pk"
        return
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.name != "replaces" and deep < _DEEPEST:
            there = _leads_to(field)
            if there is Concern:
                yield field.name
            elif there is not model:
                yield from (f"{field.name}__{rest}" for rest in _to_a_matter(there, deep + 1))


def _leads_to(field: "ForeignKey[Any, Any]") -> type[Model]:
    return cast(type[Model], field.related_model)


def _episodes(of: str) -> Callable[[Reach], Q]:
    return lambda reach: Q(**{f"{of}__in": episodes_seen(reach.who, reach.moment).order_by().values("pk")})


def _requests(of: str) -> Callable[[Reach], Q]:
    return lambda reach: Q(**{f"{of}__in": [one.row.id for one in requests(reach.who, reach.moment)]})


def _breaches(reach: Reach) -> Q:
    return Q(log__in=[row.log for row in breaches(reach.who, reach.moment)])


def _exchanges(of: str) -> Callable[[Reach], Q]:
    def asked(reach: Reach) -> Q:
        theirs = [one.address for one in liaison_controls(reach.moment) if sees_to(reach.who, one)]
        return Q(**{f"{of}control__in": theirs})

    return asked


def _loose(reach: Reach) -> Q:
    return Q(thing_id__in=known_of(reach.who, reach.moment))


_ASKED: Mapping[str, Callable[[Reach], Q]] = {
    "engagement.Episode": _episodes("pk"),
    **{f"engagement.{name}": _episodes("episode") for name in ("Ending", "Flag", "Step")},
    "liaison.Exchange": _exchanges(""),
    **{
        f"liaison.{name}": _exchanges("exchange__")
        for name in ("Fulfilment", "Retraction", "Undertaking", "Upshot")
    },
    "rights.Breach": _breaches,
    "rights.BreachEntry": _breaches,
    "rights.LooseDisposal": _loose,
    "rights.LooseLook": _loose,
    "rights.RightsRequest": _requests("pk"),
    "rights.RightsStep": _requests("asked"),
}
"""Tables whose own package says who sees what of them."""
