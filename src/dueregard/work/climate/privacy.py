"""What climate holds about people: of whoever answers, nothing."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "climate.ClimateTally",
        "how many learners and how many staff gave each answer in a week; not who, and no time but the week",
        "nobody",
        "to learn whether people feel safe and know whom to turn to",
        "as long as the provider exists",
        stays="a tally of nobody's answers",
        purpose=Purpose.RUNNING,
        shared=Shared.NOBODY,
    ),
    Privacy(
        "climate.FollowUp",
        "which post does something by a day because of the answers, and what, encrypted; who decided it",
        "whoever decides what is done",
        "what was decided is done",
        "while the provider exists: it shows what was done about what people said",
        "a key of its own",
        goes="nothing: it is what a post does for everybody of an audience, and the page asks to name nobody",
        purpose=Purpose.PROOF,
        shared=Shared.NOBODY,
    ),
)
