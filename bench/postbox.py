"""A mail server that takes everything and counts how often each mail came."""

from collections import Counter
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

from .serving import free_port


class Postbox:
    """What was received: how often, by Message-ID."""

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's
        """Count, then say that it was taken: whoever dies between the two sends it again."""
        self.received[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        return "250 OK"

    def __enter__(self) -> "Postbox":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()
