"""`dueregard init`: a provider, the policies it starts from, and the person who is accountable for them."""

import re
import sys
from pathlib import Path
from uuid import UUID

import click
from django.conf import settings

from ...assurance.status.queries import lacks
from ...authority.access.inviting import somebody_invites
from ...authority.access.operations import give_holding
from ...authority.access.powers import powers_in_force
from ...authority.access.queries import holders
from ...authority.access.vocabulary import Capability
from ...authority.identity.invitations import invite
from ...authority.identity.operations import record_person
from ...authority.identity.queries import details
from ...authority.people.operations import record_span
from ...authority.people.vocabulary import Standing
from ...authority.policy.archetypes import ARCHETYPES, archetype
from ...authority.policy.operations import adopt
from ...authority.policy.queries import in_force
from ...ground.crypto.master import master_key
from ...ground.kernel.actors import Actor
from ...ground.kernel.addresses import Addresses, is_loopback, write_down
from ...ground.kernel.moments import LONDON, Moment, utc_now
from ...ground.kernel.refusals import BadInput, Refusal
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import by_slug, create_provider, enter, here
from ...ground.tenancy.vocabulary import Nation
from .address import chosen_address
from .house import bring_up_to_date
from .keys import hand_out_sheet
from .nightly import see_to_nightly_backups

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.command()
@click.option("--slug", help="A short name for addresses: small letters, figures and dashes.")
@click.option("--name", help="The provider's name, as learners know it.")
@click.option("--nation", type=click.Choice([nation.value for nation in Nation]), help="Where it works.")
@click.option(
    "--address", "typed", help="The public address, such as https://tell.example.org. It must be yours."
)
@click.option("--ukprn", default="", help="Its UKPRN, if it has one.")
@click.option(
    "--archetype",
    "archetype_name",
    type=click.Choice(ARCHETYPES),
    multiple=True,
    help="A policy to start from.",
)
@click.option(
    "--fictional", is_flag=True, help="Nothing real will ever be put in here. Cannot be changed later."
)
@click.option(
    "--first", help="Full name of the person accountable for safeguarding; they are invited to sign in first."
)
@click.option(
    "--second",
    help="Full name of the second person who appoints, such as the chair: no post that opens concerns is "
    "given by one person alone.",
)
@click.option("--no-input", is_flag=True, help="Ask nothing; refuse when something is missing.")
def init(
    slug: str | None,
    name: str | None,
    nation: str | None,
    typed: str | None,
    ukprn: str,
    archetype_name: tuple[str, ...],
    fictional: bool,
    first: str | None,
    second: str | None,
    no_input: bool,
) -> None:
    """Create a provider, with its keys, its audit record and the policies it starts from."""
    name = name or _ask("Name of the provider", "--name", no_input)
    slug = slug or _ask("Short name for addresses", "--slug", no_input)
    nation = nation or _ask("Nation (england or wales)", "--nation", no_input)
    chosen = archetype_name or (
        _ask(f"Policy to start from ({', '.join(ARCHETYPES)})", "--archetype", no_input),
    )
    address = _address(typed, ask=not (no_input or fictional))
    provider, new_key = _create(slug, name, nation, ukprn, chosen, fictional)
    if address != settings.ADDRESS:
        write_down(Path(settings.KEYS), Addresses(address))
    click.echo(f"{provider.name} is ready. The address for reports is {address}/r/{provider.short_code}")
    if not fictional and is_loopback(address):
        click.echo("Nobody elsewhere reaches that one. Before real people come in: dueregard address")
    if first is None and not no_input:
        first = click.prompt(
            "Full name of the person accountable for safeguarding (empty: later)", default=""
        )
    if second is None and first and not no_input:
        second = click.prompt(
            "Full name of the second person who appoints, such as the chair (empty: later)", default=""
        )
    somebody_there = not no_input and sys.stdin.isatty()
    if new_key:
        hand_out_sheet(master_key(), ask=somebody_there)
    if not provider.fictional:
        see_to_nightly_backups(ask=somebody_there)
    with enter(provider):
        if first:
            hand_over(_admit(first), address)
        if second:
            _admit(second)
            click.echo(
                "They are invited by the other one, under People and posts: nobody else is to hold their code."
            )
        elif first and not provider.fictional:
            click.echo(
                "Nobody gives a post that opens concerns alone. Name the second person: dueregard second"
            )
        missing = lacks(Moment.now(utc_now()))
    if missing:
        click.echo(
            f"{len(missing)} things are missing for its policies to work: Policies, then What is missing."
        )


def _admit(name: str) -> UUID:
    """Put somebody into the directory and into a post that appoints, one that nobody holds yet where there is one;
    returns who they are."""
    now, actor = utc_now(), Actor.system("init")
    given, _, family = name.strip().rpartition(" ")
    person = record_person(given_names=given, family_name=family, actor=actor, now=now)
    record_span(person_id=person.id, standing=Standing.STAFF, since=now, actor=actor, now=now)
    moment = Moment.now(now)
    posts = {
        control.id: control.block.title
        for control in in_force("role", moment)
        if Capability.APPOINT in control.block.may
    }
    held = {row.role for row in holders(posts, moment)}
    for role in [*(role for role in posts if role not in held), *posts][:1]:
        give_holding(person_id=person.id, role=role, actor=actor, now=now)
        click.echo(f"{name} holds the post {posts[role]}.")
    return person.id


def hand_over(person_id: UUID, address: str) -> None:
    """Invite somebody, and print what they are to be handed."""
    paper = invite(person_id=person_id, actor=Actor.system("init"), now=utc_now())
    click.echo(f"They set up their own sign-in at {address}/i/{here().short_code}/")
    click.echo(f"Code, good once, until {paper.until.astimezone(LONDON):%H:%M on %A %d %B}: {paper.code}")
    click.echo(
        f"Their sign-in name will be {paper.username}. Hand the code over in person, and keep no copy."
    )


@click.command()
@click.option("--provider", "slug", required=True, help="The provider's short name.")
@click.option("--name", required=True, help="Full name of the second person who appoints, such as the chair.")
def second(slug: str, name: str) -> None:
    """Name the second person who appoints, when `init` was not told. Only while there is one: afterwards both of them
    give posts on their pages."""
    with enter(by_slug(slug)):
        if len({row.person_id for row in holders(_appointing(), Moment.now(utc_now()))}) != 1:
            raise Refusal(
                "From the machine this is done only while one person alone appoints: People and posts."
            )
        _admit(name)
    click.echo(
        "They are invited by the other one, under People and posts: nobody else is to hold their code."
    )


def _appointing() -> list[str]:
    """The posts that appoint, by the policies in force."""
    may = powers_in_force(Moment.now(utc_now())).may
    return [role for role, given in may.items() if Capability.APPOINT in given]


@click.command("invite")
@click.option("--provider", "slug", required=True, help="The provider's short name.")
@click.option("--name", required=True, help="Full name of somebody who holds a post that appoints.")
def invite_again(slug: str, name: str) -> None:
    """Make a new code for somebody who appoints, when nobody who could do it on a page can sign in."""
    with enter(by_slug(slug)):
        moment = Moment.now(utc_now())
        if somebody_invites(moment):
            raise Refusal(
                "Somebody here can sign in and let others in: People and posts. From the machine a code is made only "
                "while nobody can."
            )
        known = details({row.person_id for row in holders(_appointing(), moment)}, moment)
        found = [
            person for person, row in known.items() if row.full_name.casefold() == name.strip().casefold()
        ]
        if len(found) != 1:
            raise BadInput("Nobody of this name holds a post that appoints here.")
        hand_over(found[0], settings.ADDRESS)


def _ask(question: str, option: str, no_input: bool) -> str:
    if no_input:
        raise click.UsageError(f"{option} is missing.")
    answer: str = click.prompt(question)
    return answer


def _address(typed: str | None, *, ask: bool) -> str:
    """The public address: asked for once, for the whole house and not for each provider of it."""
    if typed is None and ask and is_loopback(settings.ADDRESS):
        typed = click.prompt(
            "Public address, as people type it, such as https://tell.example.org (empty: later)", default=""
        )
    return chosen_address(typed) if typed else settings.ADDRESS


def _create(
    slug: str, name: str, nation: str, ukprn: str, chosen: tuple[str, ...], fictional: bool
) -> tuple[Provider, bool]:
    if not _SLUG.fullmatch(slug):
        raise BadInput("The short name has small letters, figures and single dashes only.", field="slug")
    if nation not in list(Nation):
        raise BadInput(
            "Only England and Wales: Scotland and Northern Ireland have their own law, which this does not know.",
            field="nation",
        )
    packs = [(f"{one}.md", archetype(one)) for one in chosen]
    new_key = bring_up_to_date()
    now = utc_now()
    actor = Actor.system("init")
    provider = create_provider(
        slug=slug, name=name, nation=Nation(nation), ukprn=ukprn, fictional=fictional, actor=actor, now=now
    )
    with enter(provider):
        for path, data in packs:
            adopt(data=data, path=path, actor=actor, now=now)
    return provider, new_key
