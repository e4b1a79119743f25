"""What people's standing holds."""

from ...ground.kernel.privacy import Privacy

HOLDINGS = (
    Privacy(
        "people.Span",
        "since when somebody is employed, enrolled or placed, where, as what",
        "learners, staff, mentors",
        "routes, walls and cover depend on it",
        "employment or learning plus six years",
    ),
)
