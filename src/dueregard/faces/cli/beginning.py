"""`dueregard init`: a provider, the policies it starts from, and the person who is accountable for them."""

import re
import sys

import click
from django.conf import settings

from ...assurance.status.queries import lacks
from ...authority.access.operations import give_holding
from ...authority.access.vocabulary import Capability
from ...authority.identity.operations import record_person
from ...authority.identity.signing_in import give_sign_in
from ...authority.people.operations import record_span
from ...authority.people.vocabulary import Standing
from ...authority.policy.archetypes import ARCHETYPES, archetype
from ...authority.policy.operations import adopt
from ...authority.policy.queries import in_force
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment, utc_now
from ...ground.kernel.refusals import BadInput
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import create_provider, enter
from ...ground.tenancy.vocabulary import Nation
from .house import bring_up_to_date
from .keys import hand_out_first_sheet

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.command()
@click.option("--slug", help="A short name for addresses: small letters, figures and dashes.")
@click.option("--name", help="The provider's name, as learners know it.")
@click.option("--nation", type=click.Choice([nation.value for nation in Nation]), help="Where it works.")
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
    "--first", help="Full name of the person accountable for safeguarding; they get the first sign-in."
)
@click.option("--no-input", is_flag=True, help="Ask nothing; refuse when something is missing.")
def init(
    slug: str | None,
    name: str | None,
    nation: str | None,
    ukprn: str,
    archetype_name: tuple[str, ...],
    fictional: bool,
    first: str | None,
    no_input: bool,
) -> None:
    """Create a provider, with its keys, its audit record and the policies it starts from."""
    name = name or _ask("Name of the provider", "--name", no_input)
    slug = slug or _ask("Short name for addresses", "--slug", no_input)
    nation = nation or _ask("Nation (england or wales)", "--nation", no_input)
    chosen = archetype_name or (
        _ask(f"Policy to start from ({', '.join(ARCHETYPES)})", "--archetype", no_input),
    )
    provider, new_key = _create(slug, name, nation, ukprn, chosen, fictional)
    click.echo(
        f"{provider.name} is ready. The address for reports is {settings.ADDRESS}/r/{provider.short_code}"
    )
    if first is None and not no_input:
        first = click.prompt(
            "Full name of the person accountable for safeguarding (empty: later)", default=""
        )
    if new_key:
        hand_out_first_sheet(ask=not no_input and sys.stdin.isatty())
    with enter(provider):
        if first:
            _admit_first(first)
        missing = lacks(Moment.now(utc_now()))
    if missing:
        click.echo(
            f"{len(missing)} things are missing for its policies to work: Policies, then What is missing."
        )


def _admit_first(name: str) -> None:
    """Put the accountable person into the directory and into the first post that appoints, with a sign-in."""
    now, actor = utc_now(), Actor.system("init")
    given, _, family = name.strip().rpartition(" ")
    person = record_person(given_names=given, family_name=family, actor=actor, now=now)
    record_span(person_id=person.id, standing=Standing.STAFF, since=now, actor=actor, now=now)
    for control in in_force("role", Moment.now(now)):
        if Capability.APPOINT in control.block.may:
            give_holding(person_id=person.id, role=control.id, actor=actor, now=now)
            click.echo(f"{name} holds the post {control.block.title}.")
            break
    made = give_sign_in(person_id=person.id, actor=actor, now=now)
    click.echo(f"Sign-in name: {made.username}\nPassword, good once: {made.password}")
    click.echo(f"With it they choose their own password at {settings.ADDRESS}/sign-in/own-password/")


def _ask(question: str, option: str, no_input: bool) -> str:
    if no_input:
        raise click.UsageError(f"{option} is missing.")
    answer: str = click.prompt(question)
    return answer


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
