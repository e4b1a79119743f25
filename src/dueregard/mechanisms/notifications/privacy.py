"""What the outbox holds about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "notifications.Message",
        "that a person was told of a record, as ids, how far that came, and whether they opened it",
        "staff",
        "nobody is left wondering, and no page says told before it is true",
        "with the matter it belongs to",
        stays="pointers to records, which mean nothing elsewhere",
        purpose=Purpose.CARE,
        shared=Shared.MAIL,
    ),
)
