"""The invented provider that everything is measured at, made through our own operations."""

from datetime import timedelta

from dueregard.authority.access.operations import give_holding
from dueregard.authority.access.vocabulary import Manner
from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership, record_person
from dueregard.authority.people.operations import record_span
from dueregard.authority.people.vocabulary import Standing
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.faces.cli.house import bring_up_to_date
from dueregard.ground.audit.operations import turn
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.ground.tenancy.operations import create_provider, enter, take_live
from dueregard.ground.tenancy.vocabulary import Nation

AGE = timedelta(days=1000)
"""How long the house has stood when anything is measured."""
SETUP = Actor.system("bench")
POLICIES = ("safeguarding-core", "apprenticeship-provider")
POSTS = {"dsl": "Ada Rowe", "deputy-dsl": "Ben Hale", "managing-director": "Cara Lund"}


def make_house(slug: str = "bench", *, with_mail: bool = False) -> Provider:
    """A provider with two policies in force and three people in post, each with an account named after it.

    `with_mail`: not marked fictional, so that mail leaves; everybody has an address.
    """
    bring_up_to_date()
    now = utc_now() - AGE
    provider = create_provider(
        slug=slug, name="Bench Training", nation=Nation.ENGLAND, actor=SETUP, now=now, fictional=not with_mail
    )
    with enter(provider):
        if with_mail:
            with turn(actor=SETUP, now=now) as t:
                take_live(t, provider)
        for policy in POLICIES:
            adopt(data=archetype(policy), path=f"{policy}.md", actor=SETUP, now=now)
        for role, name in POSTS.items():
            given, _, family = name.partition(" ")
            mail = f"{role}@example.org" if with_mail else ""
            person = record_person(given_names=given, family_name=family, email=mail, actor=SETUP, now=now)
            record_span(
                person_id=person.id, standing=Standing.STAFF, since=now, population="", actor=SETUP, now=now
            )
            give_holding(person_id=person.id, role=role, manner=Manner.SUBSTANTIVE, actor=SETUP, now=now)
            account = Account.objects.create_account(username=role)
            give_membership(account=account, person=Person.objects.get(pk=person.id), actor=SETUP, now=now)
    return provider
