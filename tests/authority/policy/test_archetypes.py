"""The policies that ship: each is clean alone and beside the core, claims what it can show, and reads as a policy."""

import re

import pytest

from dueregard.authority.policy.archetypes import ARCHETYPES
from dueregard.authority.policy.catalogues import CATALOGUES, GUIDANCE, catalogue
from dueregard.authority.policy.coverage import claims
from dueregard.authority.policy.shelf import shelf
from dueregard.authority.policy.values.who import Prefix
from dueregard.ground.reference.shipped import shipped_facts
from shipped import in_force, judged, pack_of


@pytest.mark.parametrize("name", ARCHETYPES)
def test_it_passes_the_gate_without_a_word(name: str) -> None:
    assert judged(name).problems == ()
    assert pack_of(name).policy == name


@pytest.mark.parametrize("name", ARCHETYPES)
def test_it_stands_beside_the_core(name: str) -> None:
    together = dict.fromkeys(("safeguarding-core", name))
    assert shelf([pack_of(each) for each in together]) == ()


# Roles, directory, intake, routing and clocks, decision and referral; training, recruitment, checks; a policy's life.
WANTED = {
    "apprenticeship-provider": (
        "S0",
        "6 10 20 21 22 23 24 29 33 35 46 47 48 49 50 51 62 66 69 71 72 73 74 109 133 159 160 162 163 164 "
        "165 166 167 169 170 171 173 174 180 182 183 184 192 193 194 195 199 200 201 202 203 204 205 206 "
        "207 208 209 210 211 212 213 214 215 216 217 218 "
        "1 2 3 4 15 76 77 196 197 198 9 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 99 105 106 107 108 31 176 177 "
        "5 12 13 14 16 17 32 28 52 53 54 55 56 57 58 59 60 61 64 65 178 179 220 "
        "11 18 19 30 44 153 "
        "175 181 "
        "26 219",
    ),
    "military-estate-trainer": (
        "S1",
        "11 12 13 14 15 16 21 47 48 49 50 51 52 53 54 58 65 71 26 30 61 67 95 1 2 3 9 22 69 70 4 5 6 7 55 "
        "20 27 37 42 59 25 "
        "24 36",
    ),
    "director-led-academy": (
        "S2",
        "3 33 34 35 36 37 41 62 63 64 65 66 67 70 72 26 42 43 44 68 1 2 4 6 16 27 5 8 19 28 69 "
        "9 10 11 12 13 17 74 23",
    ),
    "values-led-trainer": (
        "S3",
        "1 2 5 16 19 20 21 22 23 78 79 80 81 82 83 84 85 87 89 94 95 98 17 18 64 65 66 77 88 91 96 4 24 39 45 46 49 "
        "7 8 9 86 "
        "90 "
        "10 14 52",
    ),
    "national-network": (
        "S4",
        "9 12 13 14 20 21 61 62 73 74 75 76 77 80 85 86 87 88 89 90 91 8 24 25 26 27 3 4 23 78 "
        "1 5 7 15 16 17 18 "
        "29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 79 "
        "2 11 22 60 "
        "81 82 83 84 28 "
        "19",
    ),
}
CLIMATE = "learners and staff are asked whether they feel safe; directors and visitors are not"
MEETINGS = "minutes, agendas and meetings come with governance"
FILTERING = "a sign cannot be tied to an incident of filtering, which comes with online safety"
UNCLAIMED = {
    "apprenticeship-provider": {
        "S0-19": "no record of recruiting, training or supporting somebody names the clause it applied",
        "S0-54": FILTERING,
        "S0-65": FILTERING,
        "S0-73": "who is trained is shown; that somebody told the management to see to it is not",
        "S0-74": MEETINGS,
        "S0-218": MEETINGS,
    },
    "military-estate-trainer": {
        "S1-20": CLIMATE,
        "S1-42": "a log of news and what was done about it comes with plans",
        "S1-59": "what trainees are taught is not kept yet, so no activity can be held against the objectives",
    },
    "director-led-academy": {
        "S2-33": MEETINGS,
        "S2-41": MEETINGS,
        "S2-70": MEETINGS,
    },
    "values-led-trainer": {
        "S3-89": "reading the policy is written down, and nothing of what each does to promote these values",
    },
    "national-network": {
        "S4-60": "what was sent to each employer, and by which post, comes with partners",
        "S4-21": "attendance by role comes with governance",
        "S4-44": FILTERING,
        "S4-46": "this policy keeps no log of bullying that a sign could be tied to",
        "S4-52": "this policy keeps no log of who takes part that a sign could be tied to",
    },
}


@pytest.mark.parametrize("name", CATALOGUES)
def test_it_claims_all_it_should_but_what_comes_later(name: str) -> None:
    prefix, numbers = WANTED[name]
    wanted = {f"{prefix}-{int(number):02}" for number in numbers.split()}
    assert wanted <= set(catalogue(name))
    assert wanted - set(claims(pack_of(name).controls)) == set(UNCLAIMED[name])


def test_the_core_claims_nothing_of_what_other_policies_say() -> None:
    own = {id for name in CATALOGUES for id in catalogue(name)}
    assert not own & set(claims(pack_of("safeguarding-core").controls))


PLANS = "risk assessments and plans of action come later"
APPROVALS = "what is agreed to beforehand, such as speakers and rooms, comes with approvals"
ONLINE = "filtering and monitoring come with online safety"
PARTNERS = "subcontractors and employers come with partners"
FILES = "a file is sent, its day runs and its arrival is confirmed; no clause of these policies speaks of it"
ONE_AMONG_MANY = "it comes in like every worry; no control tells it from others"
RECORD = "the central record is a page of its own; no clause of these policies speaks of it"
UNCLAIMED_GUIDANCE = {
    "prevent-duty-guidance": {
        "PDG-01": "all of it together does; no one control shows it",
        "PDG-03": "the board sees figures; the assessment and the plan come later",
        "PDG-06": PLANS,
        "PDG-07": PLANS,
        "PDG-08": PLANS,
        "PDG-16": "the panel asks for agreement, and tells of it; no control here waits for it",
        "PDG-17": "nobody has said yet who here is named in the Act",
        "PDG-19": ONLINE,
        "PDG-20": APPROVALS,
        "PDG-21": APPROVALS,
        "PDG-22": APPROVALS,
        "PDG-23": APPROVALS,
        "PDG-24": "a learner's way, from recruitment to leaving, is not followed yet",
        "PDG-25": PARTNERS,
        "PDG-26": PARTNERS,
        "PDG-27": "what learners are taught is not kept yet",
        "PDG-28": "people keep it; no record here shows it",
    },
    "kcsie": {
        "KCSIE-18": "nothing looks across low-level concerns yet",
        "KCSIE-22": FILES,
        "KCSIE-23": FILES,
        "KCSIE-24": "it is asked when a worry comes in, and not held of every learner",
        "KCSIE-25": ONLINE,
        "KCSIE-26": ONLINE,
        "KCSIE-27": ONE_AMONG_MANY,
        "KCSIE-28": ONE_AMONG_MANY,
        "KCSIE-29": RECORD,
        "KCSIE-30": RECORD,
        "KCSIE-31": RECORD,
        "KCSIE-32": RECORD,
        "KCSIE-33": "no assessment of a volunteer's risk is asked for by these policies",
        "KCSIE-34": RECORD,
        "KCSIE-35": "online searches and references are no part of these policies",
        "KCSIE-36": "panels are trained in equality; none of these policies asks for safer recruitment",
    },
}


@pytest.mark.parametrize("name", GUIDANCE)
def test_what_guidance_asks_is_claimed_by_some_policy_but_what_comes_later(name: str) -> None:
    claimed = {id for each in ARCHETYPES for id in claims(pack_of(each).controls)}
    assert set(catalogue(name)) - claimed == set(UNCLAIMED_GUIDANCE[name])


def test_the_core_alone_claims_what_guidance_asks_of_everybody_it_can_show() -> None:
    """The others may claim it as well; only what reading shows and the core does not ask for is left to them."""
    core = set(claims(pack_of("safeguarding-core").controls))
    asked = {id for name in GUIDANCE for id in catalogue(name)}
    others = {id for each in ARCHETYPES for id in claims(pack_of(each).controls)} & asked
    assert others - core == {"KCSIE-01"}


@pytest.mark.parametrize("name", ARCHETYPES)
def test_the_national_lines_it_points_to_are_known(name: str) -> None:
    known = {fact.key for fact in shipped_facts()}
    asked = {contact.block.reference for contact in in_force(name, "contact")} - {None}
    assert asked <= known


PLACES = re.compile(
    r"\b(?:Bristol|Birmingham|Cambridge\w*|Cardiff|Cheshire|Cornwall|Cumbria|Derby\w*|Devon|Dorset|Durham|Essex|Gloucester\w*"
    r"|Gwent|Hampshire|Hertford\w*|Kent|Lancashire|Leeds|Leicester\w*|Lincoln\w*|Liverpool|London|Manchester|Medway"
    r"|Merseyside|Midlands|Newcastle|Norfolk|Northumb\w*|Nottingham\w*|Oxford\w*|Sheffield|Somerset|Suffolk|Surrey|Sussex"
    r"|Swansea|Thames|Tyneside|Warwick\w*|Wiltshire|Yorkshire)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", ARCHETYPES)
def test_it_names_no_place_number_or_address(name: str) -> None:
    text = "\n".join(line for line in pack_of(name).text.splitlines() if not line.startswith("regions = "))
    assert PLACES.findall(text) == []
    assert re.findall(r"\S+@\S+|https?:|www\.|\b0\d{2,}", text) == []


@pytest.mark.parametrize("name", ARCHETYPES)
def test_without_its_controls_it_reads_as_a_policy(name: str) -> None:
    pack = pack_of(name)
    assert re.findall(r"```|^\w+ = |\+\+\+|role:|safeguarding-core", pack.words, re.MULTILINE) == []
    for clause in pack.clauses:
        for paragraph in filter(None, clause.words.split("\n\n")):
            assert paragraph[0].isupper()
            assert paragraph[-1] in ".?!"
    said = {clause.id for clause in pack.clauses if clause.words}
    assert {control.clause for control in pack.controls} <= said


SILENT = [
    ("safeguarding-core", "clock", "report", "limit", {"limit": "local", "aim": "at once"}),
    (
        "safeguarding-core",
        "clock",
        "allegation-referred",
        "limit",
        {"limit": "local", "aim": {"within": "1 working day"}},
    ),
    ("safeguarding-core", "record", "worries", "retention", "local"),
    ("director-led-academy", "clock", "report", "limit", {"from": "safeguarding-core/clock.report"}),
    ("director-led-academy", "role", "independent-person", "minimum", "not set"),
    ("values-led-trainer", "clock", "report", "limit", "not set"),
    ("values-led-trainer", "role", "director", "minimum", "not set"),
    ("national-network", "clock", "report", "limit", "not set"),
    ("national-network", "clock", "emergency", "limit", {"limit": "not set", "aim": "at once"}),
    ("national-network", "referral", "danger", "options", ["local"]),
    ("national-network", "referral", "prevent", "options", ["local", "local"]),
]


@pytest.mark.parametrize(("name", "kind", "id", "key", "said"), SILENT)
def test_where_a_policy_is_silent_it_says_so(name: str, kind: str, id: str, key: str, said: object) -> None:
    control = pack_of(name).control(kind, id)
    assert control is not None
    assert control.block.model_dump(mode="json")[key] == said


@pytest.mark.parametrize("name", ["values-led-trainer", "national-network"])
def test_a_policy_without_dates_gives_none(name: str) -> None:
    header = pack_of(name).header
    assert [day.plain() for day in (header.issued, header.in_force_from, header.review_by)] == ["not set"] * 3


@pytest.mark.parametrize("name", ARCHETYPES)
def test_a_mailbox_a_form_is_sent_to_has_to_be_given(name: str) -> None:
    contacts = {contact.id: contact.block for contact in in_force(name, "contact")}
    named = [
        one for form in in_force(name, "form") if form.block.send_to for one in form.block.send_to.flatten()
    ]
    boxes = [contacts[one.id] for one in named if one.prefix is Prefix.CONTACT]
    assert all(box.required and box.channels and box.channels.email for box in boxes)
    assert bool(boxes) == (name in {"apprenticeship-provider", "national-network"})


@pytest.mark.parametrize("name", ["safeguarding-core", "apprenticeship-provider"])
def test_whoever_raises_a_concern_does_not_look_into_it_where_the_policy_says_so(name: str) -> None:
    silent = {
        route.id for route in in_force(name, "route") if route.block.reporter_may_investigate is not False
    }
    assert silent <= {"complaint"}


@pytest.mark.parametrize("name", ARCHETYPES)
def test_more_than_one_post_keeps_the_records_on_staff(name: str) -> None:
    """Nobody writes down their own checks, or answers what they asked of their own file."""
    keepers = [role.id for role in in_force(name, "role") if "keep-checks" in role.block.may]
    assert len(keepers) > 1
