"""Certificates: kept with what they show, and handed out to whom they are about and whoever looks after training."""

from datetime import datetime
from uuid import UUID

from ....authority.access.powers import powers_in_force
from ....authority.access.queries import reader, rows_of
from ....authority.access.vocabulary import Capability
from ....authority.policy.answers import Basis
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.vocabulary import Stream
from ....ground.crypto.operations import make_data_key
from ....ground.kernel.actors import Actor
from ....ground.kernel.refusals import NothingHere
from ....mechanisms.files.operations.keeping import keep
from ....mechanisms.files.operations.opening import Copy, open_copy
from ....mechanisms.files.operations.receiving import Received
from ....mechanisms.files.things import own_files
from ....mechanisms.files.vocabulary import Thing
from ..models import Claim, Completion
from ..vocabulary import CompletionCorrected
from .keeping import keeper

CERTIFICATE = "certificate"
"""The kind of thing that a certificate belongs to: what somebody did, or says they did."""


def keep_certificate(t: Turn, received: Received, thing_id: UUID) -> UUID:
    """Keep a certificate under a key of its own, in the caller's transaction."""
    key = make_data_key("certificate", now=t.now)
    return keep(t, received, thing=Thing(CERTIFICATE, thing_id), key=key)


def attach_certificate(
    *, completion_id: UUID, certificate: Received, actor: Actor, now: datetime
) -> Completion:
    """Put the certificate that shows it with what was written down. Raises `NotPermitted`; `NothingHere` when it is not
    the last word on it any more; `NotTaken` for a file that is too large."""
    with turn(actor=actor, now=now) as t:
        keeper(t, Capability.MANAGE_REGISTERS)
        row = Completion.objects.known(t.now).filter(pk=completion_id).first()
        if row is None:
            raise NothingHere
        file = keep_certificate(t, certificate, row.id)
        after: Completion = row.successor(
            evidence_id=file,
            basis=Basis.DOCUMENT_SEEN,
            recorded_at=t.now,
            by=actor.written,
            batch_id=None,
        )
        after.save()
        t.record(CompletionCorrected(after.id, False), Subject("person", row.person_id))
    return after


def open_certificate(*, file_id: UUID, actor: Actor, now: datetime) -> Copy:
    """The copy of a certificate, for whom it is about and whoever looks after training; that they opened it is written
    down first. To everybody else, a line manager too, it is not there. Raises as `open_copy`."""
    with turn(actor=actor, now=now, always=True) as t:
        whose = whose_certificate(file_id)
        if whose is None or actor.person_id is None:
            raise NothingHere
        who = reader(actor.person_id, powers_in_force(t.moment), t.moment)
        own = whose in rows_of(actor.person_id, t.moment)
        if not own and Capability.MANAGE_REGISTERS not in who.capabilities:
            raise NothingHere
        return open_copy(t, file_id)


def whose_certificate(file_id: UUID) -> UUID | None:
    """Whom a certificate is about; None: it is none."""
    for model, name in ((Claim, "file_id"), (Completion, "evidence_id")):
        row = model.objects.filter(**{name: file_id}).order_by("recorded_at").first()
        if row is not None:
            person: UUID = row.person_id
            return person
    return None


def _stream(_thing_id: UUID) -> Stream:
    return Stream.OPEN


own_files(CERTIFICATE, stream=_stream)
