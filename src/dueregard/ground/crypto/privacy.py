"""What the key tables hold about people: nothing."""

from ..kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "crypto.ProviderKey",
        "a wrapped key",
        "nobody",
        "opens the provider's other keys",
        "while the provider exists",
        stays="keys never leave, and what they open is in it in clear",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "crypto.HouseKey",
        "a wrapped key",
        "nobody",
        "opens what belongs to a login",
        "while there is an installation",
        stays="keys never leave, and what they open is in it in clear",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "crypto.DataKey",
        "a wrapped key",
        "nobody",
        "opens what is disposed of together",
        "until that is disposed of",
        stays="keys never leave, and what they open is in it in clear",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
)
