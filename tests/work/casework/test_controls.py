# ruff: noqa: E501  (tables read better with a case a line)
"""Each kind of the house: what only it can refuse, and where the shipped policies send a concern."""

from typing import Any

import pytest

import dueregard.authority.access.controls
import dueregard.authority.people.controls
import dueregard.authority.policy.controls
import dueregard.work.casework.controls  # noqa: F401  # registers the kinds, as Django does when it starts
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.catalogues import CATALOGUES, catalogue, guidance
from dueregard.authority.policy.coverage import coverage
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.kinds import KINDS

HEADER = (
    '+++\nlanguage = 1\npolicy = "p"\ntitle = "T"\nnation = "england"\nowner = "role:dsl"\n+++\n\n# C {#c}\n'
)
DSL = '```control role dsl\ntitle = "Lead"\nminimum = 1\nmay = ["receive-concerns"]\n```\n'
POLICE = (
    '```control contact police\ntitle = "The police"\nchannels = { phone = "local" }\noutside = true\n```\n'
)


def problems(kind: str, block: str) -> list[tuple[str, str]]:
    text = f"{HEADER}{DSL}{POLICE}```control {kind} x\n{block}\n```\n"
    return [(problem.key, problem.message) for problem in judge(text.encode(), "p.md").problems]


SIGNS = 'items = [{ code = "a", column = "factor", words = "A" }, { code = "b", column = "indicator", words = "B" }]'
LINK = '{ factors = ["a"], indicators = ["b"] }'
NARRATIVE = '{ field = "narrative", ask = "required" }'

CLEAN = [
    ("role", 'title = "Deputy"\nminimum = "local"\ndeputises_for = "role:dsl"'),
    ("contact", 'title = "Line"\nreference = "helpline.act-early"'),
    (
        "contact",
        'title = "Desk"\nchannels = { phone = "local" }\nhours = [{ days = "mon-fri", opens = "09:00", closes = "17:00" }]',
    ),
    ("definition", 'term = "harm"\nmeans = "Being hurt."\nchecked = 2026-11-21'),
    (
        "definition",
        'term = "harm"\nmeans = "Being hurt."\nsource = "A law"\nedition = "2011"\nnation = ["england"]\nsuperseded_by = "Another"',
    ),
    ("route", 'ladder = ["role:dsl"]'),
    ("route", 'governed_by = { procedure = "the host unit\'s", overrides = true }'),
    ("clock", 'measures = { from = "noticed", to = "reported" }\nlimit = "24 hours"\nremind = ["2 hours"]'),
    ("clock", 'measures = { from = { readings = ["told", "noticed"] }, to = "reported" }\nlimit = "not set"'),
    ("form", f"fields = [{NARRATIVE}]"),
    ("indicators", 'items = [{ code = "t1", column = "trigger", words = "A change." }]'),
    ("indicators", f"{SIGNS}\nlinks = [{LINK}]"),
    ("age-group", 'youngest = 16\noldest = 25\nbecause = "Young."'),
    ("age-group", 'oldest = 0\nbecause = "Small."'),
    ("age-group", 'youngest = 65\nbecause = "Old."'),
    ("decision", 'question = "close"\nby = { all_of = ["role:dsl"], not_same = ["person:reporter"] }'),
    ("referral", 'to = "outside:police"\nroute = "police"\noptions = ["not set"]'),
    ("support", 'offer = "A mentor"\noffered_by = "role:dsl"\nreview = "1 month"'),
    ("record", 'keep = ["false-alarm"]\ncustodian = "role:dsl"\nretention = "local"'),
]


@pytest.mark.parametrize(("kind", "block"), CLEAN)
def test_what_is_clean(kind: Any, block: Any) -> None:
    assert problems(kind, block) == []


REFUSED = [
    ("role", 'title = "A"\nminimum = 1\nholder = "Jo"', "role.x.holder", "belongs in the directory"),
    ("role", 'title = "A"\nminimum = 1\nmay = ["fly"]', "role.x.may.0", "not one of the choices"),
    ("role", 'title = "A"\nminimum = 1\ndeputises_for = "role:x"', "role.x.deputises_for", "in a circle"),
    ("role", 'title = "A"\nminimum = 1\ndeputises_for = "contact:police"', "role.x.deputises_for", "only posts have deputies"),
    ("contact", 'title = "A"\nchannels = { phone = "0800 1111" }', "contact.x.channels.phone", "belongs in the directory"),
    ("contact", 'title = "A"\nphone = "local"', "contact.x.phone", "write this under channels"),
    ("contact", 'title = "A"', "contact.x", "reached in one way"),
    ("contact", 'title = "A"\nreference = "act-early"', "contact.x.reference", "helpline.act-early"),
    ("contact", 'title = "A"\nchannels = { phone = "local" }\nhours = [{ days = "fri-mon", opens = "09:00", closes = "17:00" }]',
     "contact.x.hours.0.days", "runs backwards"),
    ("contact", 'title = "A"\nchannels = { phone = "local" }\nhours = [{ days = ["mon"], opens = "17:00", closes = "09:00" }]',
     "contact.x.hours.0.closes", "closes before it opens"),
    ("definition", 'term = "a"\nmeans = "A."\nedition = "2011"', "definition.x.edition", "of which source"),
    ("definition", 'term = "a"\nmeans = "A."\nsuperseded_by = "B"', "definition.x.superseded_by", "of which source"),
    ("definition", 'term = "a"\nmeans = "A."\npart_of = "x"', "definition.x.part_of", "no other definition"),
    ("definition", 'term = "a"\nmeans = "A."\npart_of = "y"', "definition.x.part_of", "no other definition"),
    ("definition", 'term = "a"\nmeans = "A."\nnation = ["scotland"]', "definition.x.nation.0", "not one of the choices"),
    ("route", 'when = { reporter = "staff" }', "route.x", "needs a ladder"),
    ("route", 'ladder = ["role:dsl", "contact:police"]', "route.x.ladder.1", "not only a contact"),
    ("route", 'ladder = ["role:dsl", "role:other", "role:dsl"]', "route.x.ladder.2", "go round for ever"),
    ("route", 'ladder = ["role:dsl"]\nemergency = true', "route.x.call", "what to ring"),
    ("route", 'ladder = ["role:dsl"]\nemergency = true\ncall = "112"', "route.x.call", "not one of the choices"),
    ("route", 'ladder = ["role:dsl"]\nwhen = { reporter = "robot" }', "route.x.when.reporter", "is no answer"),
    ("clock", 'measures = { from = "noticed", to = "noticed" }\nlimit = "1 day"', "clock.x.measures.to", "cannot stop at"),
    ("clock", 'measures = { from = "born", to = "reported" }\nlimit = "1 day"', "clock.x.measures.from", "no happening"),
    ("clock", 'measures = { from = "noticed", to = "reported" }\nlimit = "1 day"\nremind = ["2 days"]', "clock.x.remind.0", "shorter"),
    ("clock", 'measures = { from = "noticed", to = "reported" }\nlimit = "none"\nlate = { notice = "x", to = "role:dsl" }',
     "clock.x.late", "nothing is ever late"),
    ("form", "fields = []", "form.x.fields", "always tells what happened"),
    ("form", 'fields = [{ field = "narrative", ask = "optional" }]', "form.x.fields", "always tells what happened"),
    ("form", f"fields = [{NARRATIVE}, {NARRATIVE}]", "form.x.fields.1.field", "already in this form"),
    ("indicators", "items = []", "indicators.x.items", "empty"),
    ("age-group", 'because = "A."', "age-group.x", "everybody is of some age"),
    ("age-group", 'youngest = 0\nbecause = "A."', "age-group.x", "everybody is of some age"),
    ("age-group", 'youngest = 26\noldest = 25\nbecause = "A."', "age-group.x.oldest", "swap the two"),
    ("age-group", 'oldest = 121\nbecause = "A."', "age-group.x.oldest", "no age"),
    ("age-group", 'oldest = true\nbecause = "A."', "age-group.x.oldest", "no age"),
    ("age-group", 'oldest = 17\nrisk = 2\nbecause = "A."', "age-group.x.risk", "never marks"),
    ("indicators", 'items = [{ code = "a", column = "factor", words = "A", weight = 2 }]', "indicators.x.items.0.weight", "nothing here scores"),
    ("indicators", 'score = 1\nitems = [{ code = "a", column = "factor", words = "A" }]', "indicators.x.score", "nothing here scores"),
    ("indicators", 'items = [{ code = "a", column = "factor", words = "A", details = [{ ask = "Which?", answers = ["x"] }] }]',
     "indicators.x.items.0.details.0.answers", "at least two"),
    ("indicators", 'items = [{ code = "a", column = "factor", words = "A", touches = "dress" }]', "indicators.x.items.0.touches", "not one of the choices"),
    ("indicators", f'{SIGNS}\nlinks = [{{ factors = ["a"] }}]', "indicators.x.links.0", "fill two of its columns"),
    ("indicators", f'{SIGNS}\nlinks = [{{ factors = ["b"], indicators = ["b"] }}]', "indicators.x.links.0.factors.0", "no factor of this list"),
    ("indicators", f'{SIGNS}\nlinks = [{{ factors = ["a", "a"], indicators = ["b"] }}]', "indicators.x.links.0.factors.1", "already"),
    ("indicators", f'{SIGNS}\nlinks = [{LINK}, {LINK}]', "indicators.x.links.1", "already there"),
    ("indicators", f'{SIGNS}\nlinks = [{{ factors = ["a"], indicators = ["b"], weight = 2 }}]', "indicators.x.links.0.weight", "nothing here scores"),
    ("decision", 'question = "close"\nby = "contact:police"', "decision.x.by", "open the record"),
    ("decision", 'question = "close"\nby = "role:dsl"\nstand_in = [{ who = "role:dsl", when = "absent" }]',
     "decision.x.stand_in.0.who", "already decides"),
    ("decision", 'question = "close"\nby = "role:dsl"\nsheet = "full"\nfull_when = { danger = true }', "decision.x.full_when", "always full"),
    ("referral", 'to = "role:dsl"\nroute = "police"', "referral.x.to", "somebody outside"),
    ("referral", 'to = "outside:police"\nroute = "police"\nsent_by = "contact:police"', "referral.x.sent_by", "a person here"),
    ("record", 'custodian = "role:dsl"\nretention = "local"', "record.x", "what is kept"),
    ("record", 'keep = ["outcome"]\ncustodian = "role:dsl"\nretention = "local"\nnever_deleted_by_users = false',
     "record.x.never_deleted_by_users", "no policy can"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "block", "key", "said"), REFUSED)
def test_what_only_the_kind_can_refuse(kind: Any, block: Any, key: Any, said: Any) -> None:
    told = [message for where, message in problems(kind, block) if where == key]
    assert len(told) == 1
    assert said in told[0]


def test_a_part_of_a_part_is_refused() -> None:
    chain = [("a", ""), ("b", 'part_of = "a"'), ("c", 'part_of = "b"')]
    blocks = "".join(
        f'```control definition {id}\nterm = "{id}"\nmeans = "A."\n{more}\n```\n' for id, more in chain
    )
    told = judge(f"{HEADER}{DSL}{blocks}".encode(), "p.md").problems
    assert [(one.key, one.message) for one in told] == [
        ("definition.c.part_of", "'b' is a part itself; name the whole.")
    ]


def test_of_two_starts_the_earlier_holds() -> None:
    block = CLEAN[8][1]
    text = f"{HEADER}{DSL}```control clock x\n{block}\n```\n"
    (clash,) = judge(text.encode(), "p.md").clashes
    assert (clash.key, clash.readings, clash.holds) == ("measures.from", ("told", "noticed"), "noticed")


SHIPPED = ("apprenticeship-provider", "military-estate-trainer")


@pytest.fixture(params=SHIPPED)
def shipped(request: Any) -> Any:
    return judge(archetype(request.param), f"{request.param}.md")


def test_a_shipped_policy_is_clean(shipped: Any) -> None:
    assert shipped.problems == ()


def test_everything_in_a_shipped_policy_can_be_said(shipped: Any) -> None:
    for control in shipped.pack.controls:
        kind: Any = KINDS.get(control.kind)
        assert kind.words(control.block, shipped.pack.name_of).strip()


def test_a_shipped_policy_claims_only_what_its_catalogue_holds(shipped: Any) -> None:
    if shipped.pack.policy in CATALOGUES:
        assert coverage(shipped.pack, catalogue(shipped.pack.policy), guidance()).unknown_ids == ()


ROUTES = [
    ("apprenticeship-provider", {"reporter": "staff", "about": "learner"}, "staff"),
    ("apprenticeship-provider", {"reporter": "learner", "about": "self"}, "learner"),
    ("apprenticeship-provider", {"reporter": "learner", "about": "colleague"}, "colleague"),
    ("apprenticeship-provider", {"reporter": "staff", "about": "colleague"}, "colleague"),
    (
        "apprenticeship-provider",
        {"reporter": "staff", "about": "colleague", "strand": "complaint"},
        "complaint",
    ),
    ("apprenticeship-provider", {"reporter": "employer", "about": "learner"}, "employer"),
    ("apprenticeship-provider", {"reporter": "social-worker", "about": "learner"}, "social-worker"),
    ("apprenticeship-provider", {"reporter": "anonymous"}, "anybody"),
    ("apprenticeship-provider", {}, "anybody"),
    ("apprenticeship-provider", {"reporter": "visitor", "danger": True}, "emergency"),
    ("apprenticeship-provider", {"reporter": "social-worker", "danger": True}, "emergency-social-worker"),
    (
        "apprenticeship-provider",
        {"reporter": "staff", "danger": True, "about": "colleague"},
        "emergency-colleague",
    ),
    ("military-estate-trainer", {"reporter": "staff", "about": "learner"}, "staff-about-trainee"),
    (
        "military-estate-trainer",
        {"reporter": "staff", "about": "learner", "population": "military"},
        "military",
    ),
    ("military-estate-trainer", {"reporter": "staff", "about": "colleague"}, "staff-about-colleague"),
    ("military-estate-trainer", {"reporter": "learner", "about": "colleague"}, "others-about-staff"),
    ("military-estate-trainer", {"reporter": "learner", "about": "learner"}, "trainee"),
    ("military-estate-trainer", {"reporter": "visitor"}, "anybody"),
    ("military-estate-trainer", {"danger": True, "population": "military"}, "danger-military"),
    ("military-estate-trainer", {"danger": True, "about": "colleague"}, "danger-about-colleague"),
]


@pytest.mark.parametrize(("policy", "facts", "route"), ROUTES)
def test_where_a_concern_goes(policy: Any, facts: Any, route: Any) -> None:
    pack: Any = judge(archetype(policy), f"{policy}.md").pack
    assert next(control.id for control in pack.of_kind("route") if control.block.when.matches(facts)) == route
