"""Beginning a draft, keeping each text of it, leaving a value knowingly open, and giving it up."""

import re
from datetime import datetime
from uuid import UUID

from ....authority.policy.grammar.bounds import read_text
from ....authority.policy.queries import pack_of
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.ids import uuid7
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ..models import Draft, Gap
from ..queries.drafts import DraftStands, draft, newest_edition
from ..vocabulary import DraftDropped, DraftKept, GapLeft, Stage
from .permitting import keeper_of_policies

LONGEST_WHY = 500
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_CHANGEABLE = frozenset({Stage.DRAFTING, Stage.REFUSED})


def begin_draft(*, policy: str, actor: Actor, now: datetime, text: str = "") -> Draft:
    """Begin a draft: of a policy in force from its edition, or of a new one with this text.

    Raises `NotPermitted`; `BadInput` for an id no policy can have, or a new policy without a text that can be
    read.
    """
    if not _SLUG.fullmatch(policy):
        raise BadInput(
            "The id of a policy is small letters, digits and hyphens, like safeguarding.", field="policy"
        )
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        base = newest_edition(policy, t.moment)
        text = _readable(text or (pack_of(base).text if base else ""))
        first = uuid7()
        row = Draft(
            id=first,
            begun=first,
            policy=policy,
            text=text,
            base_id=base,
            recorded_at=t.now,
            by=t.actor.written,
        )
        _keep(t, row)
    return row


def save_draft(*, draft_id: UUID, text: str, actor: Actor, now: datetime) -> Draft:
    """Keep a new text of a draft, in place of the one that was read.

    Raises `NotPermitted`; `NothingHere`; `OutOfTurn` where somebody kept another text since, or it was put forward:
    nothing is overwritten, and whoever sent it still has theirs; `BadInput` for what is no text.
    """
    text = _readable(text)
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        read = Draft.objects.filter(pk=draft_id).first()
        found = changeable(read.begun, t) if read else None
        if found is None:
            raise NothingHere
        if found.row.id != draft_id:
            raise OutOfTurn(
                "Somebody else changed this draft since you opened it. Compare both before you keep yours."
            )
        if found.row.text == text:
            return found.row
        row = found.row.successor(recorded_at=t.now, by=t.actor.written, text=text)
        _keep(t, row)
    return row


def leave_open(*, begun: UUID, address: str, why: str, actor: Actor, now: datetime) -> Gap:
    """Say that a value the policy does not give is knowingly left open, and why; it holds for later editions too, until
    one gives it. Said anew, it replaces.

    Raises `NotPermitted`; `NothingHere`; `OutOfTurn` once it was put forward; `BadInput` without a reason and for a
    value that is given.
    """
    if not why.strip():
        raise BadInput("Say why it stays open: whoever signs reads it.", field="why")
    if len(why.strip()) > LONGEST_WHY:
        raise BadInput(f"Say it in {LONGEST_WHY} characters at most.", field="why")
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        found = changeable(begun, t)
        before = next((gap for gap in found.gaps if gap.address == address), None)
        if before is None and address not in found.open_gaps:
            raise BadInput("This value is given, or is not of this policy. Look again.", field="why")
        row = Gap(
            policy=found.row.policy,
            address=address,
            why=why.strip(),
            replaces=before,
            recorded_at=t.now,
            by=t.actor.written,
        )
        row.save()
        t.record(GapLeft(row.id), Subject("draft", found.row.id))
    return row


def drop_draft(*, begun: UUID, actor: Actor, now: datetime) -> None:
    """Give a draft up. What was written stays in the record. Raises `NotPermitted`; `NothingHere`; `OutOfTurn` while it
    waits for signatures: call it back first."""
    with turn(actor=actor, now=now) as t:
        keeper_of_policies(t)
        found = changeable(begun, t)
        row = found.row.successor(recorded_at=t.now, by=t.actor.written, withdrawn=True)
        row.save()
        t.record(DraftDropped(), Subject("draft", row.id))


def changeable(begun: UUID, t: Turn) -> DraftStands:
    """A draft whose text may be changed. Raises `NothingHere`, and `OutOfTurn` while it waits for signatures or once it
    was published."""
    found = draft(begun, t.moment)
    if found is None:
        raise NothingHere
    if found.stage not in _CHANGEABLE:
        raise OutOfTurn(
            "This text was put forward, and is not changed while people sign it. Call it back first."
        )
    return found


def _keep(t: Turn, row: Draft) -> None:
    row.save()
    t.record(DraftKept(row.begun), Subject("draft", row.id))


def _readable(text: str) -> str:
    """The text with plain line ends. Raises `BadInput` for what is none."""
    if not text.strip():
        raise BadInput("There is nothing written here yet.", field="text")
    plain, problems = read_text(text.encode(errors="surrogatepass"))
    if problems:
        raise BadInput("\n".join(problem.message for problem in problems), field="text")
    return plain
