"""Saying which edition of a document, or which text of a policy, is to be read from when."""

from datetime import datetime

from django.utils.text import slugify

from ....authority.access.vocabulary import Capability
from ....authority.policy.queries import shelf
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.kernel.actors import Actor
from ....ground.kernel.moments import Moment, london_day
from ....ground.kernel.refusals import BadInput
from ..models import DocumentEdition
from ..queries.standing import edition_in_force
from ..vocabulary import EditionAdopted
from .keeping import keeper

_LONGEST_LABEL = 30
_TELLING = 8
"""So much of a hash tells two texts of one name apart."""


def adopt_edition(
    *,
    document: str,
    edition: str,
    title: str,
    since: datetime,
    actor: Actor,
    now: datetime,
    link: str = "",
    text_hash: str = "",
) -> DocumentEdition:
    """From `since` on this edition is to be read by all whom a policy asks to read the document.

    Raises `NotPermitted`; `BadInput` for a policy in force here, of which exactly the text is adopted that comes into
    force; when that edition is in force already, when one that is in force began later, and when an edition of this
    name had another text: what somebody read is known by its edition, so one edition is one text.
    """
    with turn(actor=actor, now=now) as t:
        keeper(t, Capability.MANAGE_REGISTERS)
        if shelf(t.moment).pack(document):
            raise BadInput(
                "That is a policy in force here: its text is to be read from the day it comes into force."
            )
        before = edition_in_force(document, t.moment)
        if before and before.edition == edition and before.text_hash == text_hash:
            raise BadInput("That edition is in force already.")
        if before and before.since >= since:
            raise BadInput("The edition in force began later than that. Give a later day.")
        if any(one.text_hash != text_hash for one in _so_called(document, edition, t.now)):
            raise BadInput("That edition was adopted with another text. Give this one a name of its own.")
        return _keep(
            t, document=document, edition=edition, title=title, link=link, text_hash=text_hash, since=since
        )


def adopt_text(
    t: Turn, *, document: str, label: str, title: str, text_hash: str, since: datetime
) -> DocumentEdition | None:
    """From `since` on this text, which we have ourselves, is to be read; None where it is so already.

    It is called what it calls itself, or by its day; where another text had that name before, by its text as well: a
    receipt is for one text.
    """
    before = edition_in_force(document, Moment(since, t.now))
    if before and before.text_hash == text_hash:
        return None
    name = slugify(label)[:_LONGEST_LABEL].strip("-") or f"{london_day(since)}"
    if any(one.text_hash != text_hash for one in _so_called(document, name, t.now)):
        name = f"{name}-{text_hash[:_TELLING]}"
    return _keep(t, document=document, edition=name, title=title, text_hash=text_hash, since=since)


def _keep(t: Turn, *, since: datetime, **said: str) -> DocumentEdition:
    row = DocumentEdition(since=since, recorded_at=t.now, by=t.actor.written, **said)
    row.save()
    t.record(EditionAdopted(), Subject(DocumentEdition.named_as, row.id), effective=since)
    return row


def _so_called(document: str, edition: str, now: datetime) -> list[DocumentEdition]:
    rows = DocumentEdition.known_at(now)
    return [row for row in rows if row.document == document and row.edition == edition]
