"""`dueregard address`: the public address, and changing it without locking anybody out."""

from datetime import datetime, timedelta
from pathlib import Path

import click
from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse

from ...ground.audit.operations import Subject, turn
from ...ground.kernel.actors import Actor
from ...ground.kernel.addresses import Addresses, host_of, is_loopback, read_address, write_down
from ...ground.kernel.moments import LONDON, utc_now
from ...ground.kernel.refusals import BadInput, Refusal
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import enter
from ...ground.tenancy.vocabulary import AddressChanged
from .output import json_option, print_json

_KEEPER = Actor.system("address")
_LEAD_ON_DAYS = 365
"""A poster hangs for a year, and a card lies in a wallet for longer."""


@click.command()
@click.argument("new", required=False)
@click.option(
    "--lead-on",
    "days",
    type=click.IntRange(0, 3650),
    default=_LEAD_ON_DAYS,
    show_default=True,
    help="For so many days the former address leads on to the new one.",
)
@json_option
def address(new: str | None, days: int, as_json: bool) -> None:
    """Say what the public address is, or change it to NEW. The former one leads on to it for a time."""
    known = Addresses(settings.ADDRESS, settings.FORMER_ADDRESSES)
    now = utc_now()
    if new is None:
        _show(known, now, as_json)
        return
    address = chosen_address(new)
    if address == known.address:
        raise BadInput(f"{address} is the public address already.")
    until = now + timedelta(days=days)
    write_down(_key_folder(), known.moved_to(address, until=until, now=now))
    _note(now)
    if as_json:
        print_json({"address": address, "former": known.address, "until": until if days else None})
        return
    click.echo(f"The public address is now {address}. Start the web and the worker again.")
    moved = not is_loopback(known.address)
    if moved:
        _say_of_former(known.address, address, until if days else None)
    _say_of_posters(address, moved=moved)


def chosen_address(typed: str) -> str:
    """The address that was typed, unless the environment says another one anyway."""
    if settings.ENVIRONMENT.address:
        raise BadInput(
            "DUEREGARD_ADDRESS says what the public address is, and goes before what is said here. Take it out of the "
            "environment of the web and the worker first."
        )
    return read_address(typed)


def _key_folder() -> Path:
    folder = Path(settings.KEYS)
    if not folder.is_dir():
        raise BadInput("Nothing is set up here yet. Begin with `dueregard init`, which asks for the address.")
    return folder


def _show(known: Addresses, now: datetime, as_json: bool) -> None:
    former = [one for one in known.former if one.until > now]
    if as_json:
        rows = [{"address": one.address, "until": one.until} for one in former]
        print_json({"address": known.address, "former": rows})
        return
    click.echo(known.address)
    for one in former:
        click.echo(f"{one.address} leads on to it until {_on(one.until)}")


def _note(now: datetime) -> None:
    try:
        for provider in Provider.objects.order_by("slug"):
            with enter(provider), turn(actor=_KEEPER, now=now, always=True) as taken:
                taken.record(AddressChanged(), Subject("provider", provider.id))
    except (DatabaseError, Refusal):
        click.echo("The audit record could not be written, so it says nothing of this.", err=True)


def _say_of_former(former: str, new: str, until: datetime | None) -> None:
    """What the program cannot do itself."""
    if until is None:
        click.echo(f"{former} is not answered any more: every bookmark and mail with it leads nowhere.")
    elif host_of(former) != host_of(new):
        click.echo(
            f"Until {_on(until)} {former} leads on to it. For that its name must go on leading to this machine: leave "
            "the entry in the DNS, and let the proxy answer for both names, each with a certificate."
        )
    click.echo(
        "Receipts, codes from invitations, passwords, apps and recovery codes go on working. Everybody signs in once "
        "more. A passkey is bound to the name it was made for and does not work at the new one: whoever has one signs "
        "in with an app or a recovery code and makes another."
    )


def _say_of_posters(new: str, *, moved: bool) -> None:
    click.echo(
        "Posters and wallet cards in people's hands carry the former address; what stands behind the name, /r/ and the "
        "short code, stays the same. Print and hang new ones:"
        if moved
        else "Posters and wallet cards to print:"
    )
    for provider in Provider.objects.order_by("slug"):
        click.echo(f"    {new}{reverse('report-poster', args=[provider.short_code])}")


def _on(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%-d %B %Y}"
