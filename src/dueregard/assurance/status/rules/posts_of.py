"""Whether there is somebody to do what a policy asks of its posts, and more than one where it asks for another."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from ....authority.access.vocabulary import Capability
from ....authority.policy.kinds import KINDS
from ....authority.policy.pack import Control, Pack
from ....authority.policy.values.steps import Steps
from ....authority.policy.values.walk import walk
from ....authority.policy.values.who import Manner, Named, Prefix, Who
from .findings import Finding, Flaw, Mends

Held = Mapping[str, frozenset[UUID]]
"""Who holds each post, people that are one counted as one."""
_POSTS = frozenset({Prefix.ROLE, Prefix.BODY})
_DECLARE = frozenset({"role", "contact"})
"""Kinds that say what a post is. Whether it is held shows as what is missing, and where something is asked of it."""
_ALONE = 2


def of_posts(pack: Pack, held: Held) -> Iterator[Finding]:
    """Everything a policy asks of posts that nobody, or not enough people, can do."""
    if not _can_act(pack.header.owner, held):
        said = f"Nobody holds the post that owns this policy: {pack.header.owner.words(pack.name_of)}."
        yield Finding(Flaw.NOBODY, "", said, Mends.APPOINTS)
    for control in pack.controls:
        if control.kind not in _DECLARE:
            for who in _asked(control):
                yield from _of(who, control, pack, held)
            yield from _one_person(control, held)
    yield from _looks_at_own(pack, held)


def _of(who: Who, control: Control, pack: Pack, held: Held) -> Iterator[Finding]:
    what, whom = said_of(control), who.words(pack.name_of)
    if not _can_act(who, held):
        yield Finding(Flaw.NOBODY, control.clause, f"{what}: nobody holds {whom}.", Mends.APPOINTS)
        return
    for part in _parts(who):
        able, barred = people(part, held), _barred(part, held)
        if able and not able - barred:
            said = f"{what}: whoever holds {whom} is also somebody it may not be."
            yield Finding(Flaw.NEVER, control.clause, said, Mends.APPOINTS)
        elif len(able - barred) == 1 and any(one.prefix is Prefix.PERSON for one in part.not_same):
            said = f"{what}: one person alone could do it, and nobody can when they are who it may not be ({whom})."
            yield Finding(Flaw.NEVER, control.clause, said, Mends.APPOINTS)


def _one_person(control: Control, held: Held) -> Iterator[Finding]:
    for steps in _steps(control):
        able = {people(step.by, held) for step in steps.items}
        if len(steps.items) >= _ALONE and len(able) == 1 and len(able.pop()) == 1:
            said = f"{said_of(control)}: one person alone holds the posts of all {len(steps.items)} steps."
            yield Finding(Flaw.ONE_PERSON, control.clause, said, Mends.APPOINTS)


def _looks_at_own(pack: Pack, held: Held) -> Iterator[Finding]:
    """One person owns the policy, decides about concerns under it, and is the one who looks whether it still stands."""
    decide = (one.id for one in pack.of_kind("role") if Capability.DECIDE in one.block.may)  # type: ignore[attr-defined]
    deciding = frozenset[UUID]().union(*(held.get(post, frozenset()) for post in decide))
    owns = people(pack.header.owner, held)
    for control in pack.of_kind("review"):
        who: Who = control.block.owner  # type: ignore[attr-defined]
        if len(owns) == 1 and owns == people(who, held) and owns <= deciding:
            said = (
                f"{said_of(control)}: one person alone owns this policy, looks at it again and decides about concerns. "
                "Let somebody else look too."
            )
            yield Finding(Flaw.ONE_PERSON, control.clause, said, Mends.APPOINTS)


def said_of(control: Control) -> str:
    """What people call a control: its kind and its id as words."""
    kind = KINDS.get(control.kind)
    called = kind.on_screen if kind else control.kind
    return f"{called[:1].upper()}{called[1:]} “{control.id.replace('-', ' ')}”"


def people(who: Who, held: Held) -> frozenset[UUID]:
    """Everybody who holds a post that is named."""
    posts = (one for one in who.flatten() if one.prefix in _POSTS)
    return frozenset[UUID]().union(*(held.get(one.id, frozenset()) for one in posts))


def _asked(control: Control) -> dict[Who, None]:
    return dict.fromkeys(found for _path, found in walk(control.block) if isinstance(found, Who))


def _steps(control: Control) -> Iterator[Steps]:
    """What signs a matter in several steps. A typo and a substance may be signed in two ways."""
    for name in type(control.block).model_fields:
        if isinstance(value := getattr(control.block, name), Steps):
            yield value


def _parts(who: Who) -> Iterator[Who]:
    yield who
    for member in who.members:
        if isinstance(member, Who):
            yield from _parts(member)


def _can_act(member: Named | Who, held: Held) -> bool:
    if isinstance(member, Named):
        # Numbers and people of a matter are no posts: whether one is there shows elsewhere.
        return member.prefix not in _POSTS or bool(held.get(member.id))
    able = sum(_can_act(one, held) for one in member.members)
    needed = {Manner.ALL_OF: len(member.members), Manner.K_OF: member.k}.get(member.manner, 1)
    return able >= needed


def _barred(part: Who, held: Held) -> frozenset[UUID]:
    posts = (one for one in part.not_same if one.prefix in _POSTS)
    return frozenset[UUID]().union(*(held.get(one.id, frozenset()) for one in posts))
