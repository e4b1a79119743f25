"""`engagement`: who is told, and by when, that a learner does not take part; and how a break is kept in touch with."""

from collections.abc import Iterable, Iterator, Sequence

from ...authority.access.queries import holders
from ...authority.policy.answers import Basis, Count, Duty, Lack, Reading, Scope, Status
from ...authority.policy.kinds import File, Kind, register
from ...authority.policy.values.trouble import Trouble
from ...authority.policy.values.who import Naming, Prefix, bare_name
from ...ground.audit.vocabulary import Stream
from .block import ENGAGEMENT, EngagementBlock
from .queries import Placed, duty_to_keep_in_touch, duty_to_tell, judged, limit_of, seen
from .rules import Seen, counted, has_all
from .vocabulary import Kept, Outcome, Sort

_SAID = {
    Sort.STOPPED: "a learner who stops taking part",
    Sort.BREAK: "a break in learning",
    Sort.NO_ACCESS: "a learner who cannot open the modules on keeping safe",
}
_NOTHING = {
    Sort.STOPPED: "nobody noted in the last year that a learner stopped taking part",
    Sort.BREAK: "no break in learning was noted in the last year",
    Sort.NO_ACCESS: "nobody noted in the last year that a learner cannot open the modules",
}
_UNITS = {Sort.STOPPED: "learners", Sort.BREAK: "breaks", Sort.NO_ACCESS: "learners"}


class Engagement(Kind[EngagementBlock]):
    """Taking part. It asks for a learner to be reached; nothing it counts is about one of them."""

    name = ENGAGEMENT
    on_screen = "taking part"
    Block = EngagementBlock

    def check(self, id: str, block: EngagementBlock, file: File) -> Iterable[Trouble]:
        if block.of is Sort.BREAK and not block.keeps:
            yield Trouble(
                ("keeps",), 'say what is written down during a break: keeps = ["contact", "review"].'
            )
        if Kept.ATTEMPT in block.keeps:
            yield Trouble(("keeps",), "an attempt that reaches nobody keeps no break in touch; delete it.")
        for key, given in (("keeps", block.keeps), ("every", block.every)):
            if given and block.of is not Sort.BREAK:
                yield Trouble((key,), 'this is asked of a break: of = "break".')
        if block.remind and not block.limit:
            yield Trouble(("remind",), "a reminder comes before an end: give a limit too.")
        same = [one for one, other in file.blocks(ENGAGEMENT).items() if one != id and other.of is block.of]  # type: ignore[attr-defined]
        if same:
            yield Trouble(("of",), f"{same[0]!r} speaks of the same; write one block for each sort.")
        if not {one.prefix for one in block.tell.flatten()} & {Prefix.ROLE, Prefix.BODY}:
            yield Trouble(("tell",), "somebody who can sign in is told: role:…, not only a contact.")

    def ready(self, control: Placed, scope: Scope) -> Iterable[Lack]:
        """Nobody holds a post that is to be told."""
        if not holders(control.block.tell.roles(), scope.moment):
            yield Lack(
                control.address, "Nobody holds a post that is to be told when a learner does not take part."
            )

    def duties(self, control: Placed, scope: Scope) -> Iterator[Duty]:
        """Telling of each that is noted and not ended; being in touch in each break."""
        if scope.circle is not Stream.OPEN:
            return
        for episode, one in seen(scope.moment, control.block.of):
            for duty in (
                duty_to_tell(control, episode, one, scope.moment),
                duty_to_keep_in_touch(control, episode, one, scope.moment),
            ):
                if duty:
                    yield duty

    def evidence(self, control: Placed, scope: Scope) -> Reading:
        """How it was kept in the last year. It never reads obligations."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[Placed], scope: Scope) -> Sequence[Reading]:
        """The same of several: what was noted is read once."""
        if scope.circle is not Stream.OPEN:
            return [Reading(Status.NO_OCCASION, _NOTHING[one.block.of]) for one in controls]
        found = [one for _id, one in seen(scope.moment)]
        return [
            self._reading(control, counted(one for one in found if one.sort is control.block.of), scope)
            for control in controls
        ]

    def _reading(self, control: Placed, found: Sequence[Seen], scope: Scope) -> Reading:
        if not found:
            return Reading(Status.NO_OCCASION, _NOTHING[control.block.of])
        if control.block.of is Sort.BREAK:
            return _of_breaks(control, found, scope)
        return _of_telling(control, found, scope)

    def words(self, block: EngagementBlock, naming: Naming = bare_name) -> str:
        said = f"{_SAID[block.of]}: it is told to {block.tell.words(naming)}"
        if block.limit:
            said += f"; from when it is noticed: {block.limit.words()}"
        if block.keeps:
            said += f"; during it is kept: {', '.join(_KEPT[one] for one in block.keeps)}"
        if block.every:
            said += f"; somebody is in touch: {block.every.words()}"
        return said


_KEPT = {
    Kept.ATTEMPT: "attempts",
    Kept.CONTACT: "contact",
    Kept.REVIEW: "reviews",
    Kept.LEARNING: "evidence of learning",
}


def _of_telling(control: Placed, found: Sequence[Seen], scope: Scope) -> Reading:
    """How many were told of in time, and whether anybody wrote down trying to reach those that were not."""
    block = control.block
    restored = sum(one.outcome is Outcome.RESTORED for one in found)
    tail = f"; {restored} of {len(found)} can open them again" if block.of is Sort.NO_ACCESS else ""
    limit = limit_of(control, "limit", scope.moment)
    if limit is None or limit.value is None:
        told = sum(one.flagged_at is not None for one in found)
        count = Count(told, len(found), _UNITS[block.of])
        said = f"{told} of {len(found)} were told of in the last year{tail}; by when is not set"
        return Reading(Status.NOT_SET, said, Basis.HAPPENED_HERE, count)
    kept = judged(found, limit.value, scope.moment)
    if isinstance(kept, str):
        return Reading(Status.NOT_SET, kept)
    said_of = [one for one in kept if one is not None]
    if not said_of:
        return Reading(Status.NOT_YET_DUE, f"nothing was due yet{tail}")
    count = Count(sum(said_of), len(said_of), _UNITS[block.of])
    said = f"{count.n} of {count.of} told of in time in the last year, {count.of - count.n} late{tail}"
    untried = sum(not one.tried for one in found if one.flagged_at) if block.of is Sort.STOPPED else 0
    if not all(said_of):
        return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE, count)
    if untried:
        said += f"; of {untried} nobody wrote down how they tried to reach them"
        return Reading(Status.AT_RISK, said, Basis.HAPPENED_HERE, count)
    return Reading(Status.MET, said, Basis.HAPPENED_HERE, count)


def _of_breaks(control: Placed, found: Sequence[Seen], scope: Scope) -> Reading:
    """How many breaks have all that is kept of a break; and, where the policy says how often, whether any is late."""
    whole = sum(has_all(one, control.block.keeps) for one in found)
    count = Count(whole, len(found), _UNITS[Sort.BREAK])
    said = f"of {whole} of {len(found)} in the last year all is written down that is kept of a break"
    every = limit_of(control, "every", scope.moment)
    if every is None or every.value is None:
        return Reading(Status.NOT_SET, f"{said}; how often is not set", Basis.HAPPENED_HERE, count)
    kept = judged([one for one in found if one.outcome is None], every.value, scope.moment, touch=True)
    if isinstance(kept, str):
        return Reading(Status.NOT_SET, kept)
    if late := sum(one is False for one in kept):
        said += f"; in {late} that still runs nobody was in touch in time"
        return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE, count)
    status = Status.MET if whole == len(found) else Status.AT_RISK
    return Reading(status, said, Basis.HAPPENED_HERE, count)


ENGAGEMENT_KIND = Engagement()
register(ENGAGEMENT_KIND)
