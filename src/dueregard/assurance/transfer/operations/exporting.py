"""Everything a provider holds, as far as whoever asks may see it: asked for, agreed to by a second person, made by the
worker, fetched, and destroyed here."""

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.powers import powers_in_force
from ....ground.audit.disposing import dispose_of
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.audit.queries import signed_head
from ....ground.audit.vocabulary import Read, Stream
from ....ground.crypto.operations import make_data_key, unseal
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.moments import Moment
from ....ground.kernel.refusals import BadInput, NothingHere, OutOfTurn
from ....ground.kernel.room import has_room
from ....ground.kernel.rulings import deny
from ....ground.tenancy.models import Provider
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..bundle import write_bundle
from ..everything import LEFT_OUT, Written
from ..models import Export, ExportStep
from ..queries.exports import (
    KEPT,
    Stood,
    agrees,
    asks,
    export_with,
    exports,
    file_of,
    folder,
    noted,
    until,
    who_may_agree,
)
from ..reach import Reach
from ..sealing import close_bundle, secret_of
from ..vocabulary import ExportAsked, ExportMoved, Step

_WORKER = Actor.system("export")
_AT_ONCE = 500
_WHO_ASKS = "Whoever answers for your policies can ask for everything."


def ask_for_everything(*, why: str, passphrase: str, recipient: str, actor: Actor, now: datetime) -> Export:
    """Ask that everything the actor may see leaves in one closed file. Nothing is made before somebody else agrees.

    Raises `NotPermitted`, `BadInput`; `OutOfTurn` while another one of theirs is on its way.
    """
    if not why.strip():
        raise BadInput("Say what it is for.", field="why")
    secret_of(passphrase, recipient)
    with turn(actor=actor, now=now) as t:
        who = _reader(t)
        if not asks(who, t.moment):
            deny("It is for whoever answers for a policy.").enforce(who_can_help=_WHO_ASKS)
        own = access.rows_of(who.person_id, t.moment)
        if any(one.row.asker_id in own and not one.is_over for one in exports(t.moment)):
            raise OutOfTurn("You asked for everything already. That has to end first.")
        row = Export(
            asker_id=who.person_id,
            key=make_data_key("export", now=t.now),
            recorded_at=t.now,
            by=t.actor.written,
        )
        words = {"why": why.strip(), "passphrase": passphrase, "recipient": recipient}
        promised = promise(row, "words", _boxes(words), row.key)
        row.save()
        t.record(ExportAsked(), Subject(Export.named_as, row.id), commitments=[promised])
        tell(
            t,
            people=who_may_agree(row, t.moment),
            thing_kind=Export.named_as,
            thing_id=row.id,
            stream=Stream.OPEN,
            urgency=Urgency.THIS_WEEK,
            occasion="export-asked",
        )
    return row


def answer_export(*, export_id: UUID, agreed: bool, why: str, actor: Actor, now: datetime) -> ExportStep:
    """Agree, as the second person, that everything leaves, or say that it does not; then the worker makes the file.

    Raises `NothingHere`, `NotPermitted` for whoever asked; `BadInput`; `OutOfTurn` when it was answered.
    """
    if not agreed and not why.strip():
        raise BadInput("Say why it does not leave.", field="why")
    with turn(actor=actor, now=now) as t:
        who, found = _reader(t), _found(t, export_id)
        if not agrees(who, t.moment):
            raise NothingHere
        if found.row.asker_id in access.rows_of(who.person_id, t.moment):
            deny("You asked for this. Somebody else has to agree.").enforce(
                who_can_help="Anybody else who answers for a policy, or decides on concerns, can."
            )
        if found.steps:
            raise OutOfTurn("This was answered already.")
        return _step(t, found.row, Step.AGREED if agreed else Step.REFUSED, why=why)


def make_export(*, export_id: UUID, now: datetime, say: Callable[[int, int], None] = lambda *_: None) -> bool:
    """Make the file of an export that was agreed to; whether there was anything to do. Cut off, it is made anew.

    It holds what whoever asked may see, as it is known at one moment, also while others write. That they were shown it
    is written down before a word of it is opened.
    """
    with turn(actor=_WORKER, now=now, always=True) as t:
        found = _found(t, export_id)
        if not found.is_agreed or found.made:
            return False
        said = json.loads(unseal(found.row, "words", found.row.key))
    reach, proof = _one_view(found.row, now)
    provider = Provider.objects.get(pk=found.row.provider_id)
    head = {
        "provider": provider.name,
        "ukprn": provider.ukprn,
        "made_at": now.isoformat(),
        "known_at": reach.moment.known_at.isoformat(),
        "left_out": LEFT_OUT,
    }

    def tell(done: int, of: int) -> None:
        noted(export_id).write_text(json.dumps([done, of]))
        say(done, of)

    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    if not has_room(folder()):
        raise OutOfTurn("There is not enough room on the disk of the machine.")
    secret = secret_of(said.get("passphrase", ""), said.get("recipient", ""))
    handle, name = tempfile.mkstemp(dir=folder(), prefix=f"{export_id}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            members = Written(reach, proof, tell).members()
            close_bundle(lambda pipe: write_bundle(pipe, members, head), cast(BinaryIO, target), secret)
        with part.open("rb") as sealed:
            digest = file_digest(sealed, "sha256").hexdigest()
        with turn(actor=_WORKER, now=now, always=True) as t:
            found = _found(t, export_id)
            if not found.is_agreed or found.made:
                return False
            size = part.stat().st_size
            os.replace(part, file_of(export_id))
            _step(t, found.row, Step.MADE, digest=digest, size=size)
    finally:
        part.unlink(missing_ok=True)
        noted(export_id).unlink(missing_ok=True)
    return True


def fetch_export(*, export_id: UUID, actor: Actor, now: datetime) -> tuple[BinaryIO, int]:
    """The closed file, for whoever asked for it, and its size; that it was fetched is written down first.

    Raises `NothingHere` to anybody else; `OutOfTurn` while it is not made.
    """
    with turn(actor=actor, now=now) as t:
        who, found = _reader(t), _found(t, export_id)
        if found.row.asker_id not in access.rows_of(who.person_id, t.moment) or found.is_over:
            raise NothingHere
        return _handed(t, found)


def take_export(*, now: datetime) -> tuple[BinaryIO, int]:
    """The closed file of the latest export that two people agreed on, for whoever looks after the machine and brings it
    to them; closed as it is. Raises `OutOfTurn` where there is none."""
    waiting = [one for one in exports(Moment.now(now)) if one.is_agreed]
    if not waiting:
        raise OutOfTurn(
            "Nobody has asked for everything here, or no second person has agreed.",
            who_can_help="Whoever answers for a policy asks for it under Keeping, Everything we hold.",
        )
    make_export(export_id=waiting[0].row.id, now=now)
    with turn(actor=Actor.system("command-line"), now=now, always=True) as t:
        return _handed(t, _found(t, waiting[0].row.id))


def _handed(t: Turn, found: Stood) -> tuple[BinaryIO, int]:
    if found.made is None:
        raise OutOfTurn("The file is not made yet. Look again in a few minutes.")
    try:
        file = file_of(found.row.id).open("rb")
    except FileNotFoundError:
        raise OutOfTurn("The file is not where it should be. Let it go, and ask anew.") from None
    _step(t, found.row, Step.FETCHED)
    return file, found.made.size


def let_export_go(*, export_id: UUID, actor: Actor, now: datetime) -> None:
    """Destroy the file, and what closes it, or take the question back; by whoever asked. Raises `NothingHere`."""
    with turn(actor=actor, now=now) as t:
        who, found = _reader(t), _found(t, export_id)
        if found.row.asker_id not in access.rows_of(who.person_id, t.moment) or found.is_over:
            raise NothingHere
        _let_go(t, found)


def let_old_exports_go(*, now: datetime) -> int:
    """Destroy what waited for `KEPT`, and parts that a killed worker left; returns how many exports ended."""
    for left in folder().glob("*.part") if folder().exists() else ():
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < (now - KEPT).timestamp():
                left.unlink()
    moment = Moment.now(now)
    old = [one for one in exports(moment, most=1000) if not one.is_over and until(one) <= now]
    for one in old:
        with turn(actor=_WORKER, now=now) as t:
            _let_go(t, _found(t, one.row.id))
    return len(old)


def _let_go(t: Turn, found: Stood) -> None:
    _step(t, found.row, Step.GONE)
    dispose_of(t, found.row.key, stream=Stream.OPEN)
    file_of(found.row.id).unlink(missing_ok=True)


def _one_view(row: Export, now: datetime) -> tuple[Reach, dict[str, Any]]:
    """How far whoever asked sees at one moment, and the ends of the audit record then; that they are shown it is
    written down in the same turn. Whatever anybody records after it is later than it, so nothing of it gets in."""
    with turn(actor=Actor.person(row.asker_id), now=now, always=True) as t:
        reach = Reach(access.reader(row.asker_id, powers_in_force(t.moment), t.moment), t.moment)
        for circle, ids in reach.concerns.items():
            for first in range(0, len(ids), _AT_ONCE):
                some = tuple(ids[first : first + _AT_ONCE])
                t.record(Read(some), Subject(Export.named_as, row.id), stream=circle.stream)
    return reach, signed_head()


def _found(t: Turn, export_id: UUID) -> Stood:
    found = export_with(export_id, t.moment)
    if found is None:
        raise NothingHere
    return found


def _reader(t: Turn) -> access.Reader:
    if t.actor.person_id is None:
        raise NothingHere
    return access.reader(t.actor.person_id, powers_in_force(t.moment), t.moment)


def _step(
    t: Turn, export: Export, step: Step, *, why: str = "", digest: str = "", size: int = 0
) -> ExportStep:
    row = ExportStep(
        export=export, step=step, digest=digest, size=size, recorded_at=t.now, by=t.actor.written
    )
    promised = promise(row, "words", _boxes({"why": why.strip()}), export.key)
    row.save()
    t.record(ExportMoved(step, size), Subject(ExportStep.named_as, row.id), commitments=[promised])
    return row


def _boxes(words: dict[str, str]) -> str:
    return canonical_json({name: word for name, word in words.items() if word}).decode()
