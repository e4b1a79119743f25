"""What tenancy holds about people: next to nothing."""

from ..kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "tenancy.Provider",
        "the provider's name and number; while read-only, the ids of the two accounts that may read",
        "two people who sign in, while the records are read-only",
        "to keep providers apart, and records closed that may hold what was disposed of",
        "while it exists",
        stays="stands at the head of the manifest",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "tenancy.Loss",
        "when keys were lost",
        "nobody",
        "to shut what was written before to everybody",
        "while the provider exists",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "tenancy.Site",
        "names of sites",
        "nobody",
        "cover and routes differ by site",
        "while the provider exists",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
)
