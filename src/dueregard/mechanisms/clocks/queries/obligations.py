"""What is owed: about a thing, by roles, and how much of it is late. Each of one circle."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from ....ground.audit.vocabulary import Stream
from ....ground.kernel import bulk
from ..models import Obligation
from ..rules.comparing import Asked, Standing
from ..rules.owing import Identity
from ..vocabulary import HOUSE_RULE

_DUE_FIRST = F("due_at").asc(nulls_last=True)
ControlName = tuple[str, str]
"""A policy and one of its controls: `("prevent", "clock.report")`."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How much is open in a circle, and how much of it is late."""

    open: int
    late: int


def open_obligations(circle: Stream) -> "QuerySet[Obligation]":
    """What is open in a circle, what is due first at the top; without a limit last."""
    return Obligation.objects.filter(circle=circle, closed_at=None).order_by(_DUE_FIRST, "id")


def owed_by(roles: Iterable[str], circle: Stream) -> "QuerySet[Obligation]":
    """What is open and any of these roles owes."""
    named = Q(pk__in=())
    for role in roles:
        named |= Q(owners__contains=f'"{role}"')
    return open_obligations(circle).filter(named)


def owed_about(kind: str, about_id: UUID) -> "QuerySet[Obligation]":
    """What is open about one thing of this kind. Whoever asks may see that thing; what merely goes with it, and is kept
    from some who may, is of another kind."""
    return Obligation.objects.filter(about_kind=kind, about_id=about_id, closed_at=None).order_by(
        _DUE_FIRST, "id"
    )


def first_due(kind: str, about: Collection[UUID]) -> dict[UUID, Obligation]:
    """For each of these things of a kind with something open, what is due first. Whoever asks may see the things."""
    found: dict[UUID, Obligation] = {}
    rows = Obligation.objects.filter(about_kind=kind, about_id__in=about, closed_at=None)
    for row in rows.order_by(_DUE_FIRST, "id"):
        found.setdefault(row.about_id, row)
    return found


def figures(circle: Stream, now: datetime) -> Figures:
    """How much is open in a circle, and late."""
    counted = (
        open_obligations(circle)
        .order_by()
        .aggregate(open=Count("id"), late=Count("id", filter=Q(due_at__lt=now)))
    )
    return Figures(**counted)


def standing(only: Collection[ControlName] | None = None) -> dict[Identity, Standing]:
    """Everything open that a policy asks, by identity; with `only`, of these controls."""
    rows = Obligation.objects.filter(closed_at=None).exclude(policy=HOUSE_RULE)
    if only is not None:
        rows = rows.filter(policy__in={policy for policy, _ in only}, control__in={name for _, name in only})
    found: dict[Identity, Standing] = {}
    for row in bulk.read(rows, (*Identity._fields, "id", "circle", "changed_at", *Asked._fields)):
        id, circle, changed_at, *terms = row[5:]
        found[Identity(*row[:5])] = Standing(id, circle, changed_at, Asked(*terms))
    if only is None:
        return found
    return {identity: row for identity, row in found.items() if (identity.policy, identity.control) in only}


def of_things(about: Iterable[UUID]) -> dict[Identity, Obligation]:
    """Every obligation there ever was about these things, by identity."""
    rows: Iterable[Any] = Obligation.objects.filter(about_id__in=set(about))
    return {Identity(*(getattr(row, name) for name in Identity._fields)): row for row in rows}


def reached_by(now: datetime, circle: Stream) -> "QuerySet[Obligation]":
    """What is open in a circle and has reached a rung, the longest ago first."""
    due = Obligation.objects.filter(circle=circle, closed_at=None, next_look_at__lte=now)
    return due.order_by("next_look_at", "id")
