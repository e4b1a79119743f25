"""What the policy tables hold about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

_KEPT = "while the provider exists: an old decision is judged by the policy of its day"
HOLDINGS = (
    Privacy(
        "policy.Edition",
        "the words of policies; roles, no names",
        "nobody",
        "the policy is the program",
        _KEPT,
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "policy.Adoption",
        "when an edition was in force",
        "nobody",
        "the policy is the program",
        _KEPT,
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "policy.LocalValue",
        "numbers and addresses of services",
        "nobody",
        "the directory people ring",
        _KEPT,
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
)
