"""The id of a policy as such, whatever its edition."""

from hashlib import sha256
from uuid import UUID


def id_of_policy(policy: str) -> UUID:
    """The same for the same policy, in every edition; of no provider."""
    return UUID(bytes=sha256(f"policy {policy}".encode()).digest()[:16])
