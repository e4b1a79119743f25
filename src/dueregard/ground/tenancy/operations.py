"""Entering a provider's scope, and bringing a provider into the world."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet, Subquery

from ..audit import operations as ledger
from ..audit.house import mark_is
from ..audit.models import Head
from ..audit.vocabulary import Stream
from ..crypto.wrapping import make_provider_key, opened_by
from ..kernel import scope
from ..kernel.actors import Actor
from ..kernel.prepared import Prepared
from ..kernel.refusals import BadInput, NothingHere
from .models import Provider, Site
from .vocabulary import MadeReadOnly, Nation, OpenedAgain, ProviderBorn, SiteOpened, WentLive

_CODE_LETTERS = "bcdfghjkmnpqrstvwxz23456789"  # no vowels, nothing that looks like something else on a poster

_MARK = "mark_of_house"
_entered: ContextVar[Provider | None] = ContextVar("entered", default=None)


@contextmanager
def enter(provider: Provider) -> Iterator[Provider]:
    """Work for one provider: the only way in for requests, jobs and commands, reads included."""
    with scope.set_provider(provider.id, read_only=provider.read_only_since is not None):
        if _MARK in provider.__dict__:
            mark_is(provider.__dict__.pop(_MARK))  # once: it is as old as the query that found it
        token = _entered.set(provider)
        try:
            yield provider
        finally:
            _entered.reset(token)


def here() -> Provider:
    """The provider whose scope we are in; raises `OutOfScope`."""
    provider = _entered.get()
    return provider if provider and provider.id == scope.provider_id() else by_id(scope.provider_id())


def _with_mark(**by: Any) -> "QuerySet[Provider]":
    """What its house is known by comes along in the same query: whoever asks is about to enter."""
    heads: QuerySet[Head] = QuerySet(Head)
    head = heads.filter(provider_id=OuterRef("pk"), stream=Stream.OPEN)
    return Provider.objects.filter(**by).annotate(**{_MARK: Subquery(head.values("house"))})


_BY_ID = Prepared(lambda pk: _with_mark(pk=pk))
_BY_CODE = Prepared(lambda code: _with_mark(short_code=code))


def at_address(code: str) -> Provider | None:
    """The provider of a short address."""
    return _BY_CODE.first(code)


def known_as(pk: UUID) -> Provider | None:
    """The provider with this id."""
    return _BY_ID.first(pk)


def make_read_only(*, provider: Provider, readers: Sequence[UUID], actor: Actor, now: datetime) -> None:
    """Close the records of the provider in scope to everybody but `readers`, by the ids of their accounts, and to every
    change."""
    with ledger.turn(actor=actor, now=now) as turn:
        provider.read_only_since, provider.readers = now, [str(reader) for reader in readers]
        provider.save(update_fields=["read_only_since", "readers"])
        turn.record(MadeReadOnly(tuple(readers)), ledger.Subject("provider", provider.id))


def open_again(t: ledger.Turn, provider: Provider) -> None:
    """Let people work with the records of the provider in scope again, in the caller's transaction."""
    provider.read_only_since, provider.readers = None, []
    provider.save(update_fields=["read_only_since", "readers"])
    t.record(OpenedAgain(), ledger.Subject("provider", provider.id))


def take_live(t: ledger.Turn, provider: Provider) -> None:
    """Let the provider in scope take reports from now on, in the caller's transaction. There is no way back: who has an
    address on a poster must find it open."""
    Provider.objects.filter(pk=provider.id, live_since=None).update(live_since=t.now)
    provider.live_since = t.now
    t.record(WentLive(), ledger.Subject("provider", provider.id))


def by_slug(slug: str) -> Provider:
    """The provider called `slug`; raises `NothingHere`."""
    provider = Provider.objects.filter(slug=slug).first()
    if provider is None:
        raise NothingHere(f"There is no provider called “{slug}” here.")
    return provider


def all_opened_by(master: bytes) -> bool:
    """Whether this master key opens what every provider of this database has; so also when there is none yet."""
    for provider in Provider.objects.all():
        with enter(provider):
            if not opened_by(master):
                return False
    return True


def by_id(provider_id: UUID) -> Provider:
    """The provider with this id, for jobs that carry it."""
    return Provider.objects.get(pk=provider_id)


def create_provider(
    *,
    slug: str,
    name: str,
    nation: Nation,
    actor: Actor,
    now: datetime,
    ukprn: str = "",
    fictional: bool = False,
) -> Provider:
    """Bring a provider into the world with its keys and its audit record, in one transaction."""
    if ukprn and not (ukprn.isdigit() and 10_000_000 <= int(ukprn) <= 99_999_999):
        raise BadInput("A UKPRN has eight digits and does not begin with 0.", field="ukprn")
    provider = Provider(
        slug=slug, name=name, nation=nation, ukprn=ukprn, fictional=fictional, born_at=now,
        live_since=now if fictional else None,
        short_code="".join(secrets.choice(_CODE_LETTERS) for _ in range(6)),
    )  # fmt: skip
    try:
        with transaction.atomic(), enter(provider):
            provider.save(force_insert=True)
            make_provider_key(now=now)
            with ledger.first_turn(actor=actor, now=now) as turn:
                turn.record(ProviderBorn(nation, fictional), ledger.Subject("provider", provider.id))
    except IntegrityError as exc:
        raise BadInput(f"There is already a provider called “{slug}”.", field="slug") from exc
    return provider


def open_site(*, name: str, actor: Actor, now: datetime, since: datetime | None = None) -> Site:
    """Add a site to the provider in scope."""
    with ledger.turn(actor=actor, now=now) as turn:
        site = Site(name=name, since=since or now, recorded_at=now, by=actor.written)
        site.save()
        turn.record(SiteOpened(site.id), ledger.Subject("site", site.id), effective=site.since)
    return site
