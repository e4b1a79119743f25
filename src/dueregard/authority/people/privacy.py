"""What people's standing holds."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

HOLDINGS = (
    Privacy(
        "people.Span",
        "since when somebody is employed, enrolled or placed, where, as what",
        "learners, staff, mentors",
        "who it goes to, who is kept out and who covers depend on it",
        "employment or learning plus six years",
        purpose=Purpose.ACCESS,
        shared=Shared.NOBODY,
    ),
)
