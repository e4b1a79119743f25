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
)
