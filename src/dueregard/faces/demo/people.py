"""The invented providers: which policy each runs, who holds which post, and who else is there."""

from dataclasses import dataclass

from ...authority.people.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class Cast:
    """One invented person: their sign-in name, what they are, the posts they hold, and what their card says."""

    login: str
    name: str
    standing: Standing
    roles: tuple[str, ...] = ()
    card: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """One invented provider."""

    slug: str
    name: str
    policy: str
    lead: str
    """The sign-in name of whoever leads on safeguarding."""
    cast: tuple[Cast, ...]


_LEAD = (
    "Open the first concern in the list.",
    "Sort it: danger first.",
    "Decide, with your reasons, and write an answer.",
)
_TUTOR = (
    "Report a concern about a learner.",
    "Look under My reports: was it opened?",
    "Try the list of concerns: it is not yours to see.",
)
_HEAD = (
    "Look under Restricted: a concern about a colleague.",
    "See who may join a decision.",
    "Look at Policies: which clauses are kept?",
)
_BOARD = (
    "Look at Policies: what is met, what is not set?",
    "Try to open a concern: you cannot, and are told why.",
)


def _lead(login: str, name: str, *roles: str) -> Cast:
    return Cast(login, name, Standing.STAFF, roles, "Leads on safeguarding", _LEAD)


def _head(login: str, name: str, *roles: str) -> Cast:
    return Cast(login, name, Standing.STAFF, roles, "Director", _HEAD)


def _tutor(login: str, name: str, *roles: str) -> Cast:
    return Cast(login, name, Standing.STAFF, roles, "Tutor", _TUTOR)


HOUSES = (
    House(
        "larkfield",
        "Larkfield Apprenticeships",
        "apprenticeship-provider",
        "larkfield-lead",
        (
            _lead("larkfield-lead", "Imelda Thrupp", "dsl"),
            Cast(
                "larkfield-staff",
                "Rowan Askew",
                Standing.STAFF,
                ("designated-staff",),
                "Designated staff",
                _LEAD,
            ),
            _head("larkfield-manager", "Corin Vail", "named-senior-manager", "managing-director"),
            _tutor("larkfield-tutor", "Della Quince"),
            Cast("larkfield-board", "Hesper Lowe", Standing.BOARD, (), "Board member", _BOARD),
        ),
    ),
    House(
        "garrison-row",
        "Garrison Row Technical Training",
        "military-estate-trainer",
        "garrison-lead",
        (
            _lead("garrison-lead", "Anselm Pike", "dso", "division-manager"),
            Cast("garrison-hr", "Tansy Orme", Standing.STAFF, ("hr-advisor",), "HR advisor", _HEAD),
            _head("garrison-leader", "Osric Fenn", "senior-leader", "alternate-officer"),
            _tutor("garrison-tutor", "Wilf Harrow", "programme-leader"),
        ),
    ),
    House(
        "brightmere",
        "Brightmere Digital Skills",
        "director-led-academy",
        "brightmere-lead",
        (
            _lead("brightmere-lead", "Sabra Lund", "managing-director"),
            _head("brightmere-quality", "Ned Castor", "quality-director", "senior-management"),
            Cast(
                "brightmere-independent",
                "Ottoline Reyes",
                Standing.BOARD,
                ("independent-person",),
                "Independent contact",
                _HEAD,
            ),
            _tutor("brightmere-tutor", "Jory Blythe"),
        ),
    ),
    House(
        "fenbridge",
        "Fenbridge Learning",
        "values-led-trainer",
        "fenbridge-lead",
        (
            _lead("fenbridge-lead", "Maud Ferris", "dso"),
            Cast("fenbridge-deputy", "Piers Hallow", Standing.STAFF, ("deputy-dso",), "Deputy", _LEAD),
            _head("fenbridge-director", "Ursa Milner", "director"),
            _tutor("fenbridge-tutor", "Kester Dove"),
        ),
    ),
    House(
        "northway",
        "Northway National Training",
        "national-network",
        "northway-lead",
        (
            _lead("northway-lead", "Gwenda Sorrel", "safeguarding-officer"),
            Cast(
                "northway-second",
                "Idris Calder",
                Standing.STAFF,
                ("safeguarding-officer",),
                "Second officer",
                _LEAD,
            ),
            Cast("northway-hr", "Petra Vance", Standing.STAFF, ("hr-manager",), "HR manager", _HEAD),
            _head("northway-director", "Lyle Marchbank", "nominated-director", "managing-director"),
            _tutor("northway-tutor", "Bryony Tate"),
        ),
    ),
)
