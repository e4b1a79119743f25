"""What happened at every invented provider in the past year, as data: who wrote what, when, and what came of it."""

from dataclasses import dataclass

from ...work.casework.vocabulary import AboutKind, ReporterKind


@dataclass(frozen=True, slots=True)
class Story:
    """One concern of the year. `then` says how far it came: new, opened, sorted, supported, referred, closed."""

    days_ago: int
    reporter: ReporterKind
    about: AboutKind
    seen: str
    who: str = ""
    then: str = "new"
    hours_noticed_before: int = 3
    involves_the_lead: bool = False
    danger: bool = False


STORIES = (
    Story(
        300,
        ReporterKind.STAFF,
        AboutKind.LEARNER,
        "T. has stopped talking to friends and repeats slogans from a group online.",
        "Tobin Ashe",
        "closed",
    ),
    Story(
        210,
        ReporterKind.EMPLOYER,
        AboutKind.LEARNER,
        "Our apprentice comes in with bruises and says she fell.",
        "Mina Rook",
        "referred",
    ),
    Story(120, ReporterKind.LEARNER, AboutKind.SELF, "Somebody at home takes my wages.", "", "supported"),
    Story(
        60,
        ReporterKind.STAFF,
        AboutKind.COLLEAGUE,
        "A colleague sends private messages to learners at night.",
        "",
        "opened",
    ),
    Story(
        30,
        ReporterKind.ANONYMOUS,
        AboutKind.UNKNOWN,
        "There are stickers of a banned group in the car park.",
        "",
        "sorted",
        30,
    ),
    Story(
        12,
        ReporterKind.STAFF,
        AboutKind.LEARNER,
        "He drew weapons in his workbook and would not say why.",
        "Joss Penny",
        "opened",
        30,
    ),
    Story(
        5, ReporterKind.PARENT, AboutKind.LEARNER, "My daughter's friend talks of running away.", "", "new"
    ),
    Story(
        3,
        ReporterKind.STAFF,
        AboutKind.COLLEAGUE,
        "The person who leads on safeguarding shouted at a learner behind a closed door.",
        "",
        "new",
        involves_the_lead=True,
    ),
    Story(
        1,
        ReporterKind.LEARNER,
        AboutKind.LEARNER,
        "A friend says he will hurt himself this week.",
        "Ash Corrie",
        "new",
        1,
        danger=True,
    ),
)
