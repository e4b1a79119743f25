"""What is held about people of what somebody was given to see."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared


def _held(model: str, what: str, why: str) -> Privacy:
    return Privacy(
        model,
        what,
        "whoever asks, people concerned, staff",
        why,
        "with the concern it belongs to",
        "account key",
        stays="weighed by somebody who had no hand in the matter, and not for whoever had",
        purpose=Purpose.ANSWERING,
        shared=Shared.REGULATOR,
    )


HOLDINGS = (
    _held(
        "disclosure.Sheet",
        "that a record holds something about somebody who asks, and who weighs it; how that is known, encrypted",
        "so that somebody who had no hand in a matter decides what is given of it",
    ),
    _held(
        "disclosure.Weighing",
        "whether one thing is given, in part or not; on what ground and why, encrypted",
        "to answer for what was left out",
    ),
    _held(
        "disclosure.GivenCopy",
        "that a copy was given, how, and how much is left out; the copy itself, encrypted",
        "to answer somebody who asks, and to know later what they were given",
    ),
    _held(
        "disclosure.OutcomeLetter",
        "whether somebody is told how a matter ended, and in which sentence; to whom and why, encrypted",
        "so that nobody a matter was about is left wondering, where that is safe",
    ),
)
