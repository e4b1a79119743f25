# ruff: noqa: E501  (tables read better with a case a line)
"""What this software must never do for anybody, each with what makes it impossible (the answer to Prevent's critics).

A refusal is a test here, or one that stands with its subject and is named here.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from inspect import signature
from typing import Any, TypeVar

import pytest

import dueregard.authority.access.controls
import dueregard.authority.policy.controls
import dueregard.work.casework.controls  # noqa: F401  # registers the kinds, as Django does when it starts
from architecture.sources import ROOT, SRC, modules, named, tree
from dueregard.authority.access.vocabulary import Part
from dueregard.authority.identity.queries import find
from dueregard.authority.policy.archetypes import ARCHETYPES, archetype
from dueregard.authority.policy.gate import judge
from dueregard.authority.policy.kinds import KINDS
from dueregard.faces.web.desk.finding import FindForm
from dueregard.faces.web.desk.narrowing import NarrowForm
from dueregard.ground.kernel.actors import Actor
from dueregard.ground.kernel.moments import Moment
from dueregard.ground.kernel.refusals import NothingHere
from dueregard.mechanisms.clocks.models import Obligation
from dueregard.work.casework.controls.facts import CASE_FACTS
from dueregard.work.casework.models import Concern, Delivery
from dueregard.work.casework.operations.handling import add_entry, open_concern
from dueregard.work.casework.operations.marking import mark_signs
from dueregard.work.casework.operations.referring import prepare_referral
from dueregard.work.casework.operations.routing import place
from dueregard.work.casework.queries.signs import offered
from dueregard.work.casework.reports import Occurred, PersonNamed, Report
from dueregard.work.casework.rules.facts import facts_of_report
from dueregard.work.casework.vocabulary import AboutKind, Precision, ReporterKind
from household import NOON, inside, make_holder
from work_casework_support import concern_about_a_learner

T = TypeVar("T", bound=Callable[..., Any])

ELSEWHERE: dict[str, tuple[str, ...]] = {
    "scoring or ranking people by risk": (
        "tests/architecture/test_no_scores.py::test_no_column_scores_ranks_or_sorts_people",
        "tests/architecture/test_no_scores.py::test_no_policy_can_ask_for_it_either",
    ),
    "matching on name, faith, nationality, ethnicity, dress, language or place of worship": (),
    "referral triggered by a keyword": (),
    "bulk search of learners by belief": (),
    "sharing to immigration enforcement": (),
    "showing a concern on a learner's general profile": (
        "tests/architecture/test_no_scores.py::test_no_key_leads_from_a_concern_to_the_people_it_is_about",
        "tests/faces/web/test_walls.py::test_who_gives_posts_and_whom_a_concern_is_about_see_no_trace_of_any",
    ),
    "Prevent status in attendance, progression, discipline or employer views": (
        "tests/authority/policy/test_effects_steps.py::test_no_effect_falls_on_a_person_or_nowhere",
    ),
    "silent deletion": (
        "tests/architecture/test_words_and_facts.py::test_every_fact_and_the_ledger_are_append_only_in_the_database",
    ),
    "artificial intelligence that summarises or decides": (),
    "monitoring hits put into a person's file without a human": (),
}
"""Each refusal, with the tests of it that stand elsewhere."""

_HERE: dict[str, list[str]] = {}


def proves(refusal: str) -> Callable[[T], T]:
    def note(test: T) -> T:
        _HERE.setdefault(refusal, []).append(test.__name__)
        return test

    return note


def test_each_refusal_is_proved_by_tests_that_exist() -> None:
    assert set(_HERE) <= set(ELSEWHERE)
    assert [refusal for refusal, others in ELSEWHERE.items() if not (others or _HERE.get(refusal))] == []
    for path, _, name in (where.partition("::") for others in ELSEWHERE.values() for where in others):
        assert any(
            isinstance(node, ast.FunctionDef) and node.name == name for node in tree(ROOT / path).body
        ), path


# What a policy asks for, and the gate refuses

HEADER = (
    '+++\nlanguage = 1\npolicy = "p"\ntitle = "T"\nnation = "england"\nowner = "role:dsl"\n+++\n\n# C {#c}\n'
)
DSL = '```control role dsl\ntitle = "Lead"\nminimum = 1\nmay = ["receive-concerns"]\n```\n'
CLOCK = 'measures = { from = "noticed", to = "reported" }\nlimit = "24 hours"\n'
OUTSIDE = 'title = "%s"\nchannels = { phone = "local" }\noutside = true\n'


def refused(kind: str, block: str, also: str = "") -> list[str]:
    """What the gate says against a block; nothing for one it takes."""
    text = f"{HEADER}{DSL}{also}```control {kind} x\n{block}\n```\n"
    return [f"{problem.key}: {problem.message}" for problem in judge(text.encode(), "p.md").problems]


def contact(id: str, title: str) -> str:
    return f"```control contact {id}\n{OUTSIDE % title}```\n"


@pytest.mark.parametrize(
    ("kind", "block", "also"),
    [
        ("indicators", '[[items]]\ncode = "a"\ncolumn = "factor"\nwords = "Withdrawn."', ""),
        ("route", 'ladder = ["role:dsl"]\nwhen = { strand = "prevent" }', ""),
        ("clock", f'{CLOCK}late = {{ notice = "It is late", to = "role:dsl" }}', ""),
        ("referral", 'to = "outside:police"\nroute = "police"', contact("police", "The police")),
    ],
)
def test_what_is_spoiled_below_is_taken_when_it_asks_for_nothing_of_this(
    kind: str, block: str, also: str
) -> None:
    assert refused(kind, block, also) == []


SIGN = '[[items]]\ncode = "a"\ncolumn = "factor"\nwords = "Withdrawn."\n'


@proves("scoring or ranking people by risk")
@pytest.mark.parametrize("key", ["weight", "score", "points", "severity", "rank", "ranking", "risk", "level", "threshold", "rag", "importance"])  # fmt: skip
def test_no_sign_can_be_weighed(key: str) -> None:
    assert [said for said in refused("indicators", f"{SIGN}{key} = 3") if f".{key}: " in said] != []
    assert [said for said in refused("indicators", f"{key} = 3\n{SIGN}") if f".{key}: " in said] != []


@proves("scoring or ranking people by risk")
@pytest.mark.parametrize("where", ["items = [{ code = \"a\", column = \"factor\", words = \"W.\", details = [{ ask = \"Q?\", answers = [\"x\", \"y\"], %s = 3 }] }]", "[[items]]\ncode = \"a\"\ncolumn = \"factor\"\nwords = \"W.\"\n[[items]]\ncode = \"b\"\ncolumn = \"indicator\"\nwords = \"W.\"\n[[links]]\nfactors = [\"a\"]\nindicators = [\"b\"]\n%s = 3"])  # fmt: skip
@pytest.mark.parametrize("key", ["weight", "score", "severity", "rank", "risk", "level"])
def test_no_detail_of_a_sign_and_no_row_of_signs_can_be_weighed_either(where: str, key: str) -> None:
    assert [said for said in refused("indicators", where % key) if f".{key}: " in said] != []


@proves("matching on name, faith, nationality, ethnicity, dress, language or place of worship")
@pytest.mark.parametrize("kind", ["route", "clock", "referral", "decision"])
@pytest.mark.parametrize("fact", ["name", "faith", "religion", "belief", "ideology", "nationality", "ethnicity", "race", "dress", "language", "place-of-worship", "words", "keyword"])  # fmt: skip
def test_no_control_can_ask_for_it(kind: str, fact: str) -> None:
    asks, block = {
        "route": ("when", 'ladder = ["role:dsl"]'),
        "clock": ("applies", CLOCK.strip()),
        "referral": ("applies", 'to = "outside:police"\nroute = "police"'),
        "decision": ("applies", 'question = "close"\nby = "role:dsl"'),
    }[kind]
    police = contact("police", "The police")
    assert refused(kind, block, police) == []
    said = refused(kind, f'{block}\n{asks} = {{ {fact} = "x" }}', police)
    assert [one for one in said if one.startswith(f"{kind}.x.{asks}.{fact}: ")] != []


@proves("Prevent status in attendance, progression, discipline or employer views")
@pytest.mark.parametrize("of", ["learner", "apprentice", "staff", "person", "reporter"])
@pytest.mark.parametrize("standing", ["suspended", "under-notice", "attendance", "progression", "discipline"])
def test_no_lateness_marks_a_person(of: str, standing: str) -> None:
    assert refused("clock", f'{CLOCK}late = {{ standing = "{standing}", of = "{of}" }}') != []


@proves("referral triggered by a keyword")
@pytest.mark.parametrize("effect", ["refer", "referral", "send", "report", "decide"])
def test_nothing_late_refers_by_itself(effect: str) -> None:
    assert refused("clock", f'{CLOCK}late = {{ {effect} = "outside:police", to = "role:dsl" }}') != []


@proves("sharing to immigration enforcement")
@pytest.mark.parametrize("key", ["to", "via"])
@pytest.mark.parametrize(
    ("id", "title"),
    [
        ("immigration", "A team"),
        ("team", "Immigration Enforcement"),
        ("team", "Home Office immigration line"),
        ("border-force", "A team"),
        ("team", "Border Agency"),
        ("team", "Deportations"),
        ("home-office-enforcement", "A team"),
    ],
)
def test_no_referral_leads_there(id: str, title: str, key: str) -> None:
    who = {"to": "outside:police", key: f"outside:{id}"}
    block = "\n".join(f'{name} = "{whom}"' for name, whom in who.items()) + '\nroute = "police"'
    said = refused("referral", block, contact("police", "The police") + contact(id, title))
    assert [
        one for one in said if one.startswith(f"referral.x.{key}: ") and "immigration enforcement" in one
    ] != []


@proves("sharing to immigration enforcement")
@pytest.mark.parametrize("name", ARCHETYPES)
def test_no_shipped_policy_names_it(name: str) -> None:
    assert re.findall(rb"(?i)immigration|border force|deport", archetype(name)) == []


# What no fact, query or page knows


def a_report(words: str) -> Report:
    people = (PersonNamed(Part.WORRIED_ABOUT, {"name": words, "how_known": words}),)
    return Report(
        reporter=ReporterKind.STAFF,
        about=AboutKind.LEARNER,
        account={"seen": words, "thought": words},
        people=people,
    )


@proves("referral triggered by a keyword")
@proves("matching on name, faith, nationality, ethnicity, dress, language or place of worship")
@pytest.mark.django_db
@pytest.mark.parametrize(
    "words", ["jihad bomb ISIS", "Muhammad Khan, mosque, hijab, Arabic", "immigration, visa", ""]
)
def test_where_a_report_goes_does_not_hang_on_a_word_in_it(words: str) -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        plain = a_report("He was quiet today.")
        assert facts_of_report(a_report(words)) == facts_of_report(plain)
        assert place(a_report(words), Moment.now(NOON)) == place(plain, Moment.now(NOON))
        signs = frozenset(one.address for each in offered(Moment.now(NOON)) for one in each.signs)
        assert signs
        assert facts_of_report(replace(plain, signs=signs)) == facts_of_report(plain)
        assert place(replace(plain, signs=signs), Moment.now(NOON)) == place(plain, Moment.now(NOON))
        danger = replace(plain, danger=True)
        assert facts_of_report(danger) != facts_of_report(plain)


@proves("referral triggered by a keyword")
def test_every_fact_but_the_group_is_of_a_closed_list() -> None:
    free = {
        f"{kind.name}.{name}" for kind in KINDS for name, fact in kind.facts.items() if fact.values is None
    }
    # Where and what somebody works, learns and holds are the provider's own names too; a concern knows none of them.
    assert {name.partition(".")[2] for name in free} <= {"population", "site", "programme", "post"}
    assert {name for name, fact in CASE_FACTS.items() if fact.values is None} == {"population"}


@proves("scoring or ranking people by risk")
@pytest.mark.django_db
def test_every_sign_at_once_moves_nothing_of_a_concern() -> None:
    """Neither its place, nor what is owed, nor who has it: what was marked is a remark."""
    with inside():
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        open_concern(concern_id=concern, actor=Actor.person(lead), now=NOON)

        def stands() -> list[list[dict[str, object]]]:
            rows = (Concern.objects.filter(pk=concern), Delivery.objects.all(), Obligation.objects.all())
            return [
                [{k: v for k, v in one.items() if k != "moved_at"} for one in some.values()] for some in rows
            ]

        before = stands()
        every: dict[str, dict[int, list[str]]] = {
            one.address: {} for each in offered(Moment.now(NOON)) for one in each.signs
        }
        mark_signs(concern_id=concern, chosen=every, reason="All of it.", actor=Actor.person(lead), now=NOON)
        assert stands() == before


@proves("scoring or ranking people by risk")
def test_signs_are_marked_by_a_person_and_counted_on_one_page_alone() -> None:
    assert where("Marking") == {"work/casework/operations/marking.py"}
    assert where("mark_signs") == {
        "faces/web/desk/signs.py",
        "faces/demo/handling.py",
    }  # the demonstration tells a story
    assert where("mark_in_report") == {"work/casework/operations/reporting.py"}
    assert where("counted") & where("offered") == {"faces/web/desk/sign_figures.py"}


@proves("bulk search of learners by belief")
def test_people_are_sought_by_name_and_birth_alone_and_concerns_by_closed_words_without_belief() -> None:
    assert set(FindForm.base_fields) == {"sought", "born"}
    assert set(signature(find).parameters) == {"words", "moment", "born"}
    assert set(NarrowForm.base_fields) == {"state", "strand", "whose", "due", "waits", "since"}
    assert all(hasattr(field, "choices") for field in NarrowForm.base_fields.values())


# What no code does


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Everywhere something of this name is called, as a function or a method."""
    for path in modules(SRC):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                called = node.func
                if getattr(called, "id", None) == name or getattr(called, "attr", None) == name:
                    yield named(path), node


def where(name: str) -> set[str]:
    return {path.removeprefix("src/dueregard/") for path, _ in calls(name)}


@proves("monitoring hits put into a person's file without a human")
def test_a_concern_comes_from_a_form_somebody_sent_and_from_nowhere_else() -> None:
    assert where("Concern") == {"work/casework/operations/reporting.py"}
    assert where("report_concern") == {
        "faces/web/report/views.py",
        "faces/web/report/told.py",
        "faces/demo/telling.py",
        "work/casework/operations/keying_in.py",
        "work/consultation/operations/talking.py",
        "work/engagement/operations/handing_over.py",
        "assurance/transfer/operations/bringing.py",
    }
    assert where("begin_record") == {"faces/web/desk/sorting.py"}
    assert where("key_in") == {"faces/web/report/paper.py"}


@proves("monitoring hits put into a person's file without a human")
@proves("referral triggered by a keyword")
@pytest.mark.django_db
@pytest.mark.parametrize("actor", [Actor.system("monitoring"), Actor.outsider()], ids=["machine", "outsider"])
def test_no_machine_writes_into_a_record_or_refers(actor: Actor) -> None:
    with inside():
        make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        with pytest.raises(NothingHere):
            add_entry(
                concern_id=concern, kind="note", words="A search for a bomb.", happened=Occurred(NOON, Precision.MINUTE),
                actor=actor, now=NOON,
            )  # fmt: skip
        with pytest.raises(NothingHere):
            prepare_referral(
                concern_id=concern, route="police", governed_by="", words={"reasons": "A bomb."}, actor=actor, now=NOON
            )  # fmt: skip


@proves("silent deletion")
def test_nothing_but_finished_jobs_and_sessions_is_ever_deleted() -> None:
    assert where("delete") | where("_raw_delete") <= {
        "ground/jobs/operations.py",
        "faces/cli/restoring.py",
        "ground/kernel/models.py",
        "authority/identity/sessions.py",
        "authority/identity/second_steps.py",  # an app is no record; that it was removed is one
        "authority/identity/passkeys.py",  # nor is a passkey
        "authority/identity/challenges.py",  # a question is no record
        # A file on its way in is no record: what it brought stands in facts, and in an entry of its own.
        "authority/people/imports/planning.py",
        "authority/people/imports/applying.py",
        "ground/audit/batches.py",  # nor what was staged and never shown; the database refuses all else
        "authority/identity/losing.py",  # nor is what nobody can open; its entry is
        "ground/crypto/wrapping.py",  # nor is the key of the house, when that was lost
        "authority/identity/forgetting.py",  # what opened a sign-in that ended; its end is a record
    }
    raw = [
        named(path) for path in modules(SRC) if re.search(r"DELETE\s+FROM|TRUNCATE\s+TABLE", path.read_text())
    ]
    assert raw == []


THINKING = re.compile(
    r"torch|tensorflow|transformers|openai|anthropic|langchain|llama|mistral|cohere|gemini|genai|scikit|sklearn|spacy|nltk"
    r"|gensim|onnx|keras|xgboost|lightgbm|huggingface|sentence|ollama|bedrock|vertex"
)
MAY_REACH = {
    # A token to sign in to the provider's own mail server with, from the address its provider gave.
    "src/dueregard/mechanisms/notifications/tokens.py",
    # The provider's own identity provider, at the one origin that was typed.
    "src/dueregard/authority/identity/fetching.py",
    # The provider's own virus scanner, at the address that was set.
    "src/dueregard/mechanisms/files/scanner.py",
    # Our own certificate, looked at from where people come.
    "src/dueregard/assurance/health/queries/certificates.py",
}
REACHES_OUT = {"requests", "httpx", "aiohttp", "urllib3", "http", "socket", "websockets", "grpc", "boto3"}


@proves("artificial intelligence that summarises or decides")
def test_nothing_we_install_thinks_and_nothing_we_write_asks_another_machine_but_for_mail() -> None:
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert locked
    assert [package for package in locked if THINKING.search(package.lower())] == []
    reached = {
        f"{named(path)}: {module}"
        for path in modules(SRC)
        if named(path) not in MAY_REACH
        for module in imported(path)
        if module.partition(".")[0] in REACHES_OUT or module.startswith("urllib.request")
    }
    assert reached == set()


def imported(path: Any) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
