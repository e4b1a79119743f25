"""Which controls a change touches, who acts in them, and which clauses gain or lose a check: from the texts alone."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from ....authority.policy.kinds import KINDS, AnswersEvidence, AnswersFromOthers
from ....authority.policy.pack import Control, Pack
from ....authority.policy.sentences import on_screen, sentence
from ....authority.policy.values.figure import Figure, Given
from ....authority.policy.values.walk import walk
from ....authority.policy.values.who import Who
from ..readings import bearers
from .answers import ChecksChange, DecidersChange, Place


@dataclass(frozen=True, slots=True)
class Pair:
    """A control that a change touches, as it stands and as it would stand."""

    pack: Pack
    """The text that has it: the new one, or where it is gone the old one."""
    old: tuple[Pack, Control] | None
    new: tuple[Pack, Control] | None

    @property
    def control(self) -> Control:
        """The new one, or the one that is gone."""
        found = self.new or self.old
        if found is None:
            raise TypeError("a pair of nothing")
        return found[1]

    @property
    def changed(self) -> bool:
        """Whether its own block says something else, and not only what it takes from elsewhere."""
        return self.old is None or self.new is None or self.old[1].block != self.new[1].block

    @property
    def place(self) -> Place:
        """Where it stands, for people."""
        return Place(
            self.pack.header.title,
            self.pack.heading(self.control.clause),
            self.control.kind,
            on_screen(self.control),
            sentence(self.pack, self.control),
        )


def pairs(old: Pack | None, new: Pack, others: Iterable[Pack] = ()) -> tuple[Pair, ...]:
    """Every control that starts, ends or says something else; and those, also of other policies in force, that take a
    figure from one of them or are borne by it."""
    was = {one.name: one for one in old.controls} if old else {}
    now = {one.name: one for one in new.controls}
    found = [
        Pair(new, (old, was[name]) if old and name in was else None, (new, one))
        for name, one in now.items()
        if name not in was or was[name].block != one.block
    ]
    found += [Pair(old, (old, one), None) for name, one in was.items() if old and name not in now]
    touched = {f"{new.policy}/{one.control.name}" for one in found}
    waiting = [(pack, one) for pack in (new, *others) for one in pack.controls]
    while taking := [(pack, one) for pack, one in waiting if _sources(pack, one) & touched]:
        taking = [(pack, one) for pack, one in taking if pack.address(one) not in touched]
        if not taking:
            break
        for pack, one in taking:
            before = old.control(one.kind, one.id) if old and pack is new else one
            found.append(Pair(pack, (old if pack is new and old else pack, before or one), (pack, one)))
            touched.add(pack.address(one))
    return tuple(found)


def _sources(pack: Pack, control: Control) -> set[str]:
    """The controls from which this one takes a figure, and those that bear it, as `policy/kind.id`."""
    found = {pack.address(one) for one in bearers(pack, control)}
    for _path, value in walk(control.block):
        if not isinstance(value, Figure):
            continue
        for says in (value.says, *(case.says for case in value.cases)):
            if says.given is Given.INHERITED:
                policy, _, rest = says.source.rpartition("/")
                found.add(f"{policy or pack.policy}/{'.'.join(rest.split('.')[:2])}")
    return found


def deciders(pair: Pair) -> Iterator[DecidersChange]:
    """Whoever acts in a control and would be somebody else."""
    if pair.old is None or pair.new is None:
        return
    was, now = _who(*pair.old), _who(*pair.new)
    for path in {**was, **now}:
        before, after = was.get(path, ""), now.get(path, "")
        if before != after:
            yield DecidersChange(pair.place, before, after)


def _who(pack: Pack, control: Control) -> dict[tuple[str | int, ...], str]:
    return {path: value.words(pack.name_of) for path, value in walk(control.block) if isinstance(value, Who)}


def checks(old: Pack | None, new: Pack) -> Iterator[ChecksChange]:
    """Clauses, of either text, that gain or lose something records can show; of a new policy every one."""
    ids = dict.fromkeys(clause.id for pack in (new, old) if pack for clause in pack.clauses)
    for id_ in ids:
        was = _checked(old, id_)
        now = _checked(new, id_)
        gained, lost = _only(now, was), _only(was, now)
        if gained or lost:
            clause = new.clause(id_) or (old.clause(id_) if old else None)
            yield ChecksChange(clause.title if clause else id_, gained, lost, len(now))


def _checked(pack: Pack | None, clause: str) -> dict[str, str]:
    return {
        one.name: sentence(pack, one)
        for one in (pack.controls if pack else ())
        if pack
        and one.clause == clause
        and isinstance(KINDS.get(one.kind), AnswersEvidence | AnswersFromOthers)
    }


def _only(those: dict[str, str], others: Collection[str]) -> tuple[str, ...]:
    return tuple(words for name, words in those.items() if name not in others)
