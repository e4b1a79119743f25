"""Keeping editions and bringing them into force, in the provider in scope."""

from collections.abc import Iterable
from datetime import datetime

from ...ground.audit.operations import Subject, Turn, turn
from ...ground.jobs.occasions import announce
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import Moment
from ...ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from .gate import judge_once
from .models import Adoption, Edition, LocalValue
from .pack import Pack
from .problems import Problem
from .queries import left_to_provider
from .values.trouble import Troubles
from .vocabulary import Adopted, CameIntoForce, EditionLoaded, LocalValueSet


class NotThroughTheGate(BadInput):
    """The policy file has problems and was not kept; `problems` has them all."""

    def __init__(self, path: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.render(path) for problem in self.problems))


def adopt(*, data: bytes, path: str, actor: Actor, now: datetime, since: datetime | None = None) -> Edition:
    """Judge a policy file, keep it as an edition and bring it into force from `since` (now, unless said).

    The same text twice is the same edition. The edition in force until then ends as the new one begins. Raises
    `NotThroughTheGate` with every problem together; nothing is kept then.
    """
    judgement = judge_once(data, path)
    if judgement.pack is None:
        raise NotThroughTheGate(path, judgement.problems)
    with turn(actor=actor, now=now) as t:
        edition = keep_edition(t, judgement.pack)
        bring_into_force(t, edition, since or t.now)
    return edition


def keep_edition(t: Turn, pack: Pack) -> Edition:
    """The edition with this text, stored now if it is new."""
    same = Edition.objects.filter(
        policy=pack.policy, words_hash=pack.words_hash, effect_digest=pack.effect_digest
    ).first()
    if same:
        return same
    edition = Edition(
        policy=pack.policy,
        title=pack.header.title,
        label=pack.header.edition.says.value or "",
        text=pack.text,
        words_hash=pack.words_hash,
        effect_digest=pack.effect_digest,
        recorded_at=t.now,
        by=t.actor.written,
    )
    edition.save()
    t.record(EditionLoaded(), Subject("edition", edition.id))
    return edition


def bring_into_force(t: Turn, edition: Edition, since: datetime) -> None:
    """Let an edition run from an instant on; whatever was in force until then ends as it begins.

    Raises `OutOfTurn` where another edition of the policy begins later still: their spans would lie over each other.
    """
    known = Adoption.known_at(t.moment.known_at)
    if any(row.policy == edition.policy and row.since > since for row in known):
        raise OutOfTurn("Another edition of this policy begins later than that. Look again.")
    standing = Adoption.objects.holding(Moment(since, t.now)).filter(policy=edition.policy).first()
    if standing and standing.edition_id == edition.id:
        return
    if standing:
        standing.successor(until=since, recorded_at=t.now, by=t.actor.written).save()
    Adoption(
        edition=edition, policy=edition.policy, since=since, recorded_at=t.now, by=t.actor.written
    ).save()
    t.record(Adopted(edition.id), Subject("edition", edition.id), effective=since)
    announce(CameIntoForce(edition.id, since), t)


def set_local_value(*, address: str, value: str, actor: Actor, now: datetime) -> LocalValue:
    """Give a value that a policy in force leaves to the provider; the old one ends as this begins.

    Raises `BadInput` for a value the policy cannot use, and `NothingHere` for one that no policy asks for.
    """
    if not value.strip():
        raise BadInput("Give a value, or leave this as it is: not set is shown as not set.", field="value")
    with turn(actor=actor, now=now) as t:
        left = next((one for one in left_to_provider(t.moment) if one.address == address), None)
        if left is None:
            raise NothingHere
        try:
            left.figure.read_local(value.strip())
        except Troubles as troubles:
            raise BadInput(str(troubles), field="value") from None
        for standing in LocalValue.objects.holding(t.moment).filter(address=address):
            standing.successor(until=t.now, recorded_at=t.now, by=actor.written).save()
        row = LocalValue(
            address=address, value=value.strip(), since=t.now, recorded_at=t.now, by=actor.written
        )
        row.save()
        t.record(LocalValueSet(), Subject("local-value", row.id))
    return row
