"""Receipt codes and their keyed fingerprints: how a reporter without an account finds their report again."""

import hashlib
from uuid import UUID

from ...ground.crypto.operations import tag
from .rules.receipts import make_code, tidy


def receipt_code(request_id: UUID) -> str:
    """The code of a report, made from its request under the provider's key, so that sending twice shows the
    same code."""
    return make_code(int(tag("receipt-code", request_id), 16))


def receipt_tag(reference: str, code: str) -> str:
    """The keyed fingerprint under which a concern is found again by its reporter, however they type the two."""
    typed = f"{tidy(reference)}|{tidy(code)}".encode()
    return tag("receipt", UUID(bytes=hashlib.sha256(typed).digest()[:16]))
