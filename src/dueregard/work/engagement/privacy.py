"""What taking part holds about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

_WHO = "learners who do not take part, and whoever tries to reach them"
_KEPT = "by the provider's retention schedule, then reviewed and disposed of by destroying its key"


def _held(model: str, what: str, why: str, how: str = "") -> Privacy:
    return Privacy(model, what, _WHO, why, _KEPT, how, purpose=Purpose.CARE, shared=Shared.NOBODY)


HOLDINGS = (
    _held(
        "engagement.Episode",
        "which learner does not take part and what was noticed, encrypted; since when, of what sort, and who noted it",
        "learners are reached in time",
        "a key of its own",
    ),
    _held(
        "engagement.Step",
        "how somebody tried to reach a learner or was in touch, when, and what came of it; in words, encrypted",
        "to know that somebody tried, and what is left to try",
        "its episode's key",
    ),
    _held(
        "engagement.Flag",
        "that whoever the policy names was told, and when",
        "to show that it was done in time",
    ),
    _held(
        "engagement.Ending",
        "how it ended and when; the reason that was found, encrypted",
        "to know who is back, and who needs help",
        "its episode's key",
    ),
)
