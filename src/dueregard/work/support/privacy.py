"""What support holds about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

_KEPT = "with the concern it belongs to"


def _held(model: str, what: str, who: str, why: str, how: str) -> Privacy:
    return Privacy(model, what, who, why, _KEPT, how, purpose=Purpose.CARE, shared=Shared.NOBODY)


HOLDINGS = (
    _held(
        "support.SupportPlan",
        "what somebody wants and is offered, and adjustments, encrypted; since when, and who keeps an eye on it",
        "people concerned, handlers",
        "support that is agreed, offered and looked at again",
        "the concern's account key",
    ),
    _held(
        "support.CareFact",
        "whether somebody is or was in care, has a social worker, cares for somebody or has a plan, and who says so, "
        "encrypted; from which day to which",
        "people concerned",
        "so that whoever helps them knows whom to ask",
        "the concern's account key",
    ),
    _held(
        "support.PlanReview",
        "what changed, encrypted; when a plan was looked at, and whether it goes on",
        "people concerned, handlers",
        "to know whether support helps",
        "the concern's account key",
    ),
    _held(
        "support.PlanNote",
        "what a colleague needs to know to help, and why it was taken back, encrypted; who, and until when",
        "people concerned, colleagues who help them",
        "help by those who are with somebody every day, without opening the record",
        "the concern's account key",
    ),
)
