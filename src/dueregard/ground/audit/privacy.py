"""What the ledger holds about people."""

from ..kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "audit.Entry",
        "who did what to which record and when, as ids; no narrative and no name",
        "people who sign in, and as ids the people records are about",
        "to prove that nothing was changed quietly",
        "as long as the provider exists; what an id meant is disposed of with the record",
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "audit.Head",
        "the end of each chain",
        "nobody",
        "to take turns and to prove completeness",
        "as long as the provider exists",
        stays="the ends of the audit record are in `proof.json`, signed",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "audit.Showing",
        "from when the rows of an import are seen, and who brought them in, as ids",
        "people who import",
        "an import is seen whole or not at all",
        "as long as the rows",
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
)
