"""What signing off holds about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "signoff.Saying",
        "who said yes or no to a step of something that is signed off, in which post and when; words to it, encrypted",
        "people who work here, board members, and whoever signs for somebody outside",
        "to show who approved what, having read what",
        "as long as what was approved is kept",
        "a key of its own, where it has words",
        goes="nothing: it is why something was approved, and is about no concern",
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
)
