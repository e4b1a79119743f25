"""How far a draft has come, what keeps it from being put forward, and which steps it is signed by."""

from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256

from ....authority.policy.pack import Pack
from ....authority.policy.silences import Home, not_set
from ....authority.policy.values.steps import Step, Steps, StepVerb
from ....mechanisms.signoff.rules.standing import Standing
from ..vocabulary import Change, Stage


def digest(pack: Pack, change: str, signed_under: str) -> str:
    """What a signature binds: SHA-256 of the words people read, of what they make run, and of what they were asked: the
    same word is advice in one set of steps and consent in another."""
    return sha256(f"{pack.words_hash}{pack.effect_digest}{change}/{signed_under}".encode()).hexdigest()


def stage(standing: Standing | None, *, published: bool) -> Stage:
    """How far a draft has come; without a standing it was not put forward."""
    if published:
        return Stage.PUBLISHED
    if standing is None:
        return Stage.DRAFTING
    if standing.refused:
        return Stage.REFUSED
    return Stage.SIGNED if standing.done else Stage.ASKED


def by_owner(pack: Pack) -> Steps:
    """The steps of a policy that does not say how it is signed: its owner approves it."""
    return Steps((Step(StepVerb.APPROVE, pack.header.owner),))


def silences(pack: Pack) -> tuple[str, ...]:
    """Addresses of values the policy itself does not give."""
    # The day of publication and the day from which it is in force are known when it is published.
    said_by_publishing = {(pack.policy, key) for key in ("issued", "in_force_from")}
    return tuple(
        f"{one.address}.{one.key}"
        for one in not_set(pack)
        if one.home is Home.POLICY and (one.address, one.key) not in said_by_publishing
    )


def faults(
    pack: Pack, base: Pack | None, change: Change, left: Collection[str], *, base_signed: bool
) -> Iterator[str]:
    """Why this text cannot be put forward, each as a sentence. An edition that was put in without being signed may be
    put forward as it is."""
    if base and base.text == pack.text and base_signed:
        yield "Nothing is changed: this is the edition in force, word for word."
    if change is Change.TYPO and base is None:
        yield "A new policy cannot be a slip of the pen. Put it forward as a change of substance."
    elif change is Change.TYPO and base and _runs(base) != _runs(pack):
        yield (
            "This changes what is done, and not only how it is written: "
            f"{_listed(_changed(base, pack))}. Put it forward as a change of substance."
        )
    elif change is Change.TYPO and base and _outline(base) != _outline(pack):
        yield "This adds, takes out or moves a section. Put it forward as a change of substance."
    yield from _reused(pack, base)
    if missing := set(silences(pack)) - set(left):
        yield (
            f"{len(missing)} {'value is' if len(missing) == 1 else 'values are'} not set. "
            "Fill in each, or say why it stays open."
        )


def _reused(pack: Pack, base: Pack | None) -> Iterator[str]:
    """A clause id is for ever: given to a clause of another title with other words it would lead old links astray."""
    before = {clause.id: clause for clause in base.clauses} if base else {}
    for clause in pack.clauses:
        was = before.get(clause.id)
        moved = was and was.title != clause.title and any(other.title == was.title for other in pack.clauses)
        if was and moved:
            yield (
                f'Clause {clause.id} was "{was.title}", which now stands under another id. '
                "Give each clause back the id it had, and a new clause a new one."
            )


def _runs(pack: Pack) -> dict[str, object]:
    """What runs, the front matter's edition and the days of publication left out: those change with every edition."""
    said = pack.header.model_dump(mode="json", exclude={"edition", "issued", "in_force_from"})
    return {
        "header": said,
        **{one.name: (one.clause, one.block.model_dump(mode="json")) for one in pack.controls},
    }


def _outline(pack: Pack) -> list[tuple[str, int]]:
    return [(clause.id, clause.level) for clause in pack.clauses]


def _changed(base: Pack, pack: Pack) -> list[str]:
    old, new = _runs(base), _runs(pack)
    return sorted(name for name in {*old, *new} if old.get(name) != new.get(name))


def _listed(names: Iterable[str], most: int = 5) -> str:
    found = ["the front matter" if name == "header" else name for name in names]
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more
