"""What liaison holds about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

_WHO = "whoever of us keeps in touch with bodies outside"
_KEPT = "by the provider's retention schedule, then reviewed and disposed of by destroying its key"


def _held(model: str, what: str, why: str, how: str) -> Privacy:
    return Privacy(model, what, _WHO, why, _KEPT, how, purpose=Purpose.PROOF, shared=Shared.NOBODY)


HOLDINGS = (
    _held(
        "liaison.Exchange",
        "who of us was in touch with a body outside, when and how; with which post there, about what and what they "
        "said, encrypted. Nothing about the person of a concern",
        "to show that we work with others",
        "a key of its own",
    ),
    _held(
        "liaison.Upshot",
        "what changed here because of it, or why nothing did, encrypted; and who wrote it",
        "what others say reaches the policy",
        "its exchange's key",
    ),
    _held(
        "liaison.Undertaking",
        "which post does something by a day, and what, encrypted",
        "what was agreed is done",
        "its exchange's key",
    ),
    _held(
        "liaison.Fulfilment",
        "when it was done, by whom it was written, and what came of it, encrypted",
        "what was agreed is done",
        "its exchange's key",
    ),
    _held(
        "liaison.Retraction",
        "that something was written down by mistake, by whom it was taken back, and why, encrypted",
        "a mistake counts for nothing, and can still be seen",
        "its exchange's key",
    ),
)
