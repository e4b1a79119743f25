"""What reference data holds about people: nothing, but who recorded a fact."""

from ..kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "reference.OutsideFact",
        "numbers to ring, guidance editions, thresholds and bank holidays, and as an id who recorded each",
        "whoever recorded a fact here",
        "pages, clocks and checks say what is so outside, with its source",
        "as long as the installation exists",
        stays="what is so outside is so for everybody, and comes with the program",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
)
