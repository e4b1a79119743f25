"""What tenancy holds about people: nothing."""

from ..kernel.privacy import Privacy

HOLDINGS = (
    Privacy(
        "tenancy.Provider",
        "the provider's name and number",
        "nobody",
        "to keep providers apart",
        "while it exists",
    ),
    Privacy(
        "tenancy.Site",
        "names of sites",
        "nobody",
        "cover and routes differ by site",
        "while the provider exists",
    ),
)
