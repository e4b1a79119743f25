"""What rights hold about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "rights.Answer",
        "what the provider decided about the data it holds: bases, periods, posts to ask; no case",
        "whoever answered, as an id",
        "so that the papers the law asks for are true here",
        "while the provider exists; what held on a past day is shown as of that day",
        purpose=Purpose.ANSWERING,
        shared=Shared.REGULATOR,
    ),
    Privacy(
        "rights.Breach",
        "that data was lost or went astray, since when it was known, and who noted it",
        "staff",
        "so that the regulator and the people it is about are told in time",
        "six years",
        purpose=Purpose.ANSWERING,
        shared=Shared.REGULATOR,
    ),
    Privacy(
        "rights.BreachEntry",
        "what happened, what may come of it and what was done, encrypted; what was decided, in clear",
        "people concerned, staff",
        "so that the regulator and the people it is about are told in time",
        "six years",
        "a key of its own",
        purpose=Purpose.ANSWERING,
        shared=Shared.REGULATOR,
    ),
    Privacy(
        "rights.RightsRequest",
        "which right somebody uses, in clear; their name, how to reach them and what they wrote, encrypted",
        "whoever asks, and for whom they ask",
        "to answer them in time",
        "six years",
        "a key of its own",
        purpose=Purpose.ANSWERING,
        shared=Shared.REGULATOR,
    ),
    Privacy(
        "rights.RightsStep",
        "which step was taken and when, in clear; its words, encrypted",
        "whoever asks, staff",
        "to answer them in time, and to show that it was done",
        "with the request",
        "the key of the request",
        purpose=Purpose.ANSWERING,
        shared=Shared.REGULATOR,
    ),
)
