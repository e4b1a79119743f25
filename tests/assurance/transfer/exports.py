"""Exports of other products, to begin from: invented people, in the ways in which such products write."""

import io
from datetime import datetime
from uuid import UUID

from dueregard.assurance.transfer.foreign import Sheet, Taken, open_sheet, take
from dueregard.assurance.transfer.models import Brought
from dueregard.assurance.transfer.operations.bringing import bring
from dueregard.assurance.transfer.rules.columns import guess
from dueregard.authority.people.imports.dates import Order
from dueregard.ground.kernel.actors import Actor
from household import NOON

HEAD = "Student,Incident date,Category,Details,Reported by,Action taken,Outcome"
KIT = "Kit Marlow,13/02/2026 14:05,Online,“He showed me a picture.”,T. Utor,Spoke to Kit,Being watched"
KIT_LATER = "Kit  Marlow,2026-02-20,Online,Quiet all day.,T. Utor,,"
ROBIN = "Robin Åberg,14/02/2026,Home,=HYPERLINK(x),A. Colleague,Rang home,"


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join((HEAD, *(lines or (KIT, ROBIN, KIT_LATER)))).encode(encoding)


def read(data: bytes, order: Order | None = None, now: datetime = NOON) -> tuple[Sheet, Taken]:
    sheet = open_sheet(io.BytesIO(data))
    return sheet, take(sheet, guess(sheet.names), order, now)


def file_brought(by: UUID, now: datetime, data: bytes | None = None) -> Brought:
    """A file that somebody looked at and brought here."""
    sheet, taken = read(data or csv())
    means = guess(sheet.names)
    return bring(
        sheet=sheet, taken=taken, means=means, product="Elder export", actor=Actor.person(by), now=now
    )
