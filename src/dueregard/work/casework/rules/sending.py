"""Whom a policy's form goes to when it is filled in, beside those the policy's routes name."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ....authority.policy.answers import InForce
from ....authority.policy.values.who import Manner, Prefix
from ..controls.form import FormBlock
from ..vocabulary import Strand


@dataclass(frozen=True, slots=True)
class SentTo:
    """Whom one form goes to."""

    source: str
    mailboxes: tuple[str, ...]
    """Contacts, as `policy/contact.id`."""
    every_role: tuple[str, ...]
    one_of_roles: tuple[str, ...]


def sent_to(
    forms: Iterable[InForce[FormBlock]], strand: Strand, policies: Collection[str]
) -> tuple[SentTo, ...]:
    """What the forms of the policies that govern a report say of whom it goes to.

    A strand nobody named fits every form. All of an `all_of`; of an `any_of` every mailbox, and one of the roles.
    """
    found = []
    for form in forms:
        serves = not form.block.strands or strand is Strand.UNKNOWN or strand in form.block.strands
        if form.policy not in policies or not serves or form.block.send_to is None:
            continue
        named = form.block.send_to.flatten()
        contacts = (one for one in named if one.prefix is Prefix.CONTACT)
        roles = tuple(one.id for one in named if one.prefix is Prefix.ROLE)
        every = form.block.send_to.manner is Manner.ALL_OF
        found.append(
            SentTo(
                form.source,
                tuple(f"{one.policy or form.policy}/contact.{one.id}" for one in contacts),
                roles if every else (),
                () if every else roles,
            )
        )
    return tuple(found)
