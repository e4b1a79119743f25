"""The invented providers: which policy each runs, who is there, and which of them the nine cards show."""

from dataclasses import dataclass
from enum import StrEnum

from ...authority.people.vocabulary import Standing


class Plays(StrEnum):
    """Whom a card lets a visitor be. Learners and mentors report without an account, so nobody in a cast plays them."""

    LEAD = "lead"
    TUTOR = "tutor"
    APPRENTICE = "apprentice"
    MENTOR = "mentor"
    HR = "hr"
    DIRECTOR = "director"
    BOARD = "board-member"
    CONCERNED = "person-concerned"
    TECHNICIAN = "technician"


@dataclass(frozen=True, slots=True)
class Cast:
    """One invented person. Who has no `title` is in the directory and cannot sign in.

    `known_as` is what the stories call them at every provider alike.
    """

    login: str
    name: str
    standing: Standing
    title: str = ""
    roles: tuple[str, ...] = ()
    plays: Plays | None = None
    age: int | None = None
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """One invented provider. `manner` says in a few words how its policy differs from the others'."""

    slug: str
    name: str
    policy: str
    manner: str
    cast: tuple[Cast, ...]
    sites: tuple[str, str] = ("", "")
    """Where those who come by files work. A provider without sites has its cast and nobody else: each that has more
    takes two seconds longer to build."""
    ukprn: str = ""
    """Of numbers that nobody is given."""
    keeps_checks: Plays = Plays.DIRECTOR
    """Who keeps the single central record, by the policy."""

    @property
    def has_crew(self) -> bool:
        """Whether others than its cast work and learn here."""
        return bool(self.ukprn)

    @property
    def lead(self) -> str:
        """The sign-in name of whoever leads on safeguarding."""
        return self.playing(Plays.LEAD).login

    def playing(self, plays: Plays) -> Cast:
        """Whoever a card shows here."""
        return next(cast for cast in self.cast if cast.plays is plays)

    def known_as(self, name: str) -> Cast:
        """Somebody of the stories."""
        return next(cast for cast in self.cast if cast.known_as == name)


def _staff(house: str, plays: Plays, name: str, title: str, *roles: str) -> Cast:
    return Cast(f"{house}-{plays}", name, Standing.STAFF, title, roles, plays, known_as=plays)


def _other(login: str, name: str, title: str, *roles: str, standing: Standing = Standing.STAFF) -> Cast:
    return Cast(login, name, standing, title, roles)


def _everywhere(
    house: str, board: str, technician: str, concerned: tuple[str, int], *learners: str, figures: str = ""
) -> tuple[Cast, ...]:
    """Whom every provider has: a board member, somebody for the machine, and learners; one of these has an account.

    `figures`: the post by which the board member sees figures, where the policy has one.
    """
    name, age = concerned
    named = zip(("hurt", "friend", "quiet"), learners, strict=True)
    return (
        Cast(
            f"{house}-board",
            board,
            Standing.BOARD,
            "Board member",
            (figures,) if figures else (),
            Plays.BOARD,
        ),
        _staff(house, Plays.TECHNICIAN, technician, "Technical administrator"),
        Cast(
            f"{house}-learner",
            name,
            Standing.LEARNER,
            "Apprentice",
            (),
            Plays.CONCERNED,
            age,
            Plays.CONCERNED,
        ),
        *(
            Cast(f"{house}-{which}", learner, Standing.LEARNER, age=17, known_as=which)
            for which, learner in named
        ),
    )


HOUSES = (
    House(
        "larkfield",
        "Larkfield Apprenticeships",
        "apprenticeship-provider",
        "A lead decides alone; a senior manager steps in when it is about the lead.",
        (
            _staff("larkfield", Plays.LEAD, "Imelda Thrupp", "Designated safeguarding lead", "dsl"),
            _staff("larkfield", Plays.TUTOR, "Della Quince", "Tutor"),
            _staff("larkfield", Plays.HR, "Nuala Brand", "HR manager"),
            _staff(
                "larkfield",
                Plays.DIRECTOR,
                "Corin Vail",
                "Director",
                "named-senior-manager",
                "managing-director",
            ),
            _other("larkfield-staff", "Rowan Askew", "Designated safeguarding staff", "designated-staff"),
            _other("larkfield-lead-tutor", "Perrin Oakes", "Lead tutor", "lead-tutor"),
            *_everywhere(
                "larkfield",
                "Hesper Lowe",
                "Teo Marsh",
                ("Tobin Ashe", 22),
                "Mina Rook",
                "Ash Corrie",
                "Joss Penny",
            ),
        ),
        sites=("Canal Street", "The Old Foundry"),
        ukprn="99990001",
    ),
    House(
        "garrison-row",
        "Garrison Row Technical Training",
        "military-estate-trainer",
        "Nobody decides on Prevent before the police have been asked; HR takes worries about staff.",
        (
            _staff(
                "garrison-row",
                Plays.LEAD,
                "Anselm Pike",
                "Designated safeguarding officer",
                "dso",
                "division-manager",
            ),
            _staff("garrison-row", Plays.TUTOR, "Wilf Harrow", "Tutor", "programme-leader"),
            _staff("garrison-row", Plays.HR, "Tansy Orme", "HR advisor", "hr-advisor"),
            _staff(
                "garrison-row", Plays.DIRECTOR, "Osric Fenn", "Director", "senior-leader", "alternate-officer"
            ),
            *_everywhere(
                "garrison-row",
                "Verity Knox",
                "Dov Hale",
                ("Callum Reeve", 20),
                "Orla Finch",
                "Seth Noble",
                "Kit Marlow",
            ),
        ),
        sites=("Main gate", "Vehicle workshops"),
        ukprn="99990002",
        keeps_checks=Plays.HR,
    ),
    House(
        "brightmere",
        "Brightmere Digital Skills",
        "director-led-academy",
        "The managing director leads on safeguarding; somebody independent stands by.",
        (
            _staff(
                "brightmere", Plays.LEAD, "Sabra Lund", "Managing director, who leads", "managing-director"
            ),
            _staff("brightmere", Plays.TUTOR, "Jory Blythe", "Tutor"),
            _staff("brightmere", Plays.HR, "Petronel Rudd", "HR manager"),
            _staff(
                "brightmere",
                Plays.DIRECTOR,
                "Ned Castor",
                "Director",
                "quality-director",
                "senior-management",
            ),
            _other(
                "brightmere-independent",
                "Ottoline Reyes",
                "Independent contact",
                "independent-person",
                standing=Standing.BOARD,
            ),
            *_everywhere(
                "brightmere",
                "Emrys Vane",
                "Lowri Shaw",
                ("Nadia Frost", 19),
                "Bea Colt",
                "Remy Hart",
                "Lyle Pope",
            ),
        ),
    ),
    House(
        "fenbridge",
        "Fenbridge Learning",
        "values-led-trainer",
        "A referral takes two: the officer and a director decide together.",
        (
            _staff("fenbridge", Plays.LEAD, "Maud Ferris", "Designated safeguarding officer", "dso"),
            _staff("fenbridge", Plays.TUTOR, "Kester Dove", "Tutor"),
            _staff("fenbridge", Plays.HR, "Jonty Ware", "HR manager"),
            _staff("fenbridge", Plays.DIRECTOR, "Ursa Milner", "Director", "director"),
            _other("fenbridge-deputy", "Piers Hallow", "Deputy officer", "deputy-dso"),
            *_everywhere(
                "fenbridge",
                "Greta Holm",
                "Ivo Lisle",
                ("Ravi Stone", 24),
                "Elin Moss",
                "Dara Quill",
                "Toby Lark",
            ),
        ),
        sites=("Market Place", "Sluice Lane"),
        ukprn="99990004",
    ),
    House(
        "northway",
        "Northway National Training",
        "national-network",
        "Two officers share the work, and each stands in for the other.",
        (
            _staff(
                "northway",
                Plays.LEAD,
                "Gwenda Sorrel",
                "Designated safeguarding officer",
                "safeguarding-officer",
            ),
            _staff("northway", Plays.TUTOR, "Bryony Tate", "Tutor"),
            _staff("northway", Plays.HR, "Petra Vance", "HR manager", "hr-manager"),
            _staff(
                "northway",
                Plays.DIRECTOR,
                "Lyle Marchbank",
                "Director",
                "nominated-director",
                "managing-director",
            ),
            _other("northway-second", "Idris Calder", "Second officer", "safeguarding-officer"),
            *_everywhere(
                "northway",
                "Alma Reith",
                "Hari Brook",
                ("Leah Crane", 21),
                "Sol Barrow",
                "Noor Field",
                "Finn Weir",
                figures="programme-board",
            ),
        ),
    ),
)
