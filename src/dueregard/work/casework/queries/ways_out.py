"""The ways out of the house: every body a policy in force may send a concern to, and the options filled in here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ....authority.access.controls.contact import ContactBlock
from ....authority.policy.answers import InForce
from ....authority.policy.queries import HouseLookup, in_force, lookup, pack_of, placed_at
from ....authority.policy.values.resolve import resolve
from ....authority.policy.values.who import Named, Who
from ....ground.kernel.moments import Moment
from ..controls.referral import ReferralBlock
from ..rules.facts import Facts

OPTION = "option-"


@dataclass(frozen=True, slots=True)
class WayOut:
    """One body, or one option that a provider filled in, on one path of one policy."""

    path: InForce[ReferralBlock]
    to: str
    """The contact of the policy, or `option-1` for what the provider filled in first."""
    title: str
    via: str
    """Through whom it goes; empty: straight to them."""
    fits: bool
    """Whether the policy has the path for a concern like this one."""

    @property
    def key(self) -> str:
        """What a form sends back to choose it."""
        return f"{self.path.source}/{self.to}"


def ways_out(facts: Facts, moment: Moment) -> tuple[WayOut, ...]:
    """Every way out, those the policies have for a concern with these facts first."""
    titles = {(control.policy, control.id): control.block.title for control in in_force("contact", moment)}
    found = [way for path in in_force("referral", moment) for way in _of(path, facts, titles, lookup(moment))]
    return tuple(sorted(found, key=lambda way: not way.fits))


def _of(
    path: InForce[ReferralBlock], facts: Facts, titles: Mapping[tuple[str, str], str], elsewhere: HouseLookup
) -> Iterator[WayOut]:
    fits = path.block.applies.matches(facts)
    via = _titles(path, path.block.via, titles)
    for body in path.block.to.flatten():
        yield WayOut(path, body.id, _title(path, body, titles), via, fits)
    for number, option in enumerate(path.block.options, start=1):
        filled_in = resolve(option, {}, elsewhere, f"{path.address}.options.{number - 1}").value
        if filled_in:
            yield WayOut(path, f"{OPTION}{number}", filled_in, "", fits)


def _titles(path: InForce[ReferralBlock], who: Who | None, titles: Mapping[tuple[str, str], str]) -> str:
    return ", ".join(_title(path, one, titles) for one in who.flatten()) if who else ""


def _title(path: InForce[ReferralBlock], one: Named, titles: Mapping[tuple[str, str], str]) -> str:
    return titles.get((one.policy or path.policy, one.id), one.id)


def addressee_of(governed_by: str, to: str, moment: Moment) -> str:
    """Whom a referral is for, as the policy of its day calls them, or as the provider had filled the option in by the
    moment; empty for one that no policy stands behind."""
    path = placed_at(governed_by)
    if path is None or not to:
        return ""
    if to.startswith(OPTION):
        number = int(to.removeprefix(OPTION)) - 1
        return str(lookup(moment).local(f"{path.address}.options.{number}") or "")
    contact = pack_of(path.edition_id).control("contact", to)
    return contact.block.title if contact and isinstance(contact.block, ContactBlock) else ""
