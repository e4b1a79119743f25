"""Every address of the web face: who may use it, and that what is not yours answers like what never was."""

import hashlib
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from desk_support import undrawn
from dueregard.authority.identity.models import Account, Person
from dueregard.authority.identity.operations import give_membership
from dueregard.ground.kernel.moments import utc_now
from dueregard.ground.tenancy.models import Provider
from dueregard.work.casework.models import ConcernPerson
from household import SETUP, inside, make_holder, make_person
from work_casework_support import concern_about_a_learner

pytestmark = [pytest.mark.django_db, pytest.mark.urls("dueregard.config.urls")]

PUBLIC = {
    "front", "sign-in", "own-password", "sign-in-by-passkey", "ask-any-passkey",
    "ask-second-passkey", "outside", "outside-back", "unlock",
    "invited", "ask-invited-passkey", "report-first", "report", "report-again", "report-files", "report-noted",
    "report-poster",
    "report-privacy", "report-accessibility", "report-policies", "report-policy",
    "report-extract", "report-directory", "report-about-me", "report-ask-about-me",
    "report-about-me-again", "report-words", "how-sure", "how-safe",
    "components", "components-of", "health-live", "health-ready", "metrics", "security-txt",
}  # fmt: skip
ANYBODY = {
    "sign-out", "choose-provider", "second-step", "add-passkey", "ask-new-passkey", "tie-outside", "lock",
    "ask-own-passkey", "account", "add-app", "end-session",
    "my-reports", "policies", "coverage", "missing", "somebody-told", "hidden", "my-training", "my-file",
    "paper-forms", "key-in", "support-notes", "taking-part", "note-taking-part", "talks", "note-talk", "shown-to-me",
}  # fmt: skip
READERS = {
    "cover", "figures", "figures-signs", "figures-mistreatment", "climate",
    "who-opens", "let-in", "vouch", "desk-queue", "desk-restricted",
    "hand-over", "find", "find-words", "file", "emergency", "breaches", "note-breach", "rights-requests",
    "central-record", "may-not-teach", "central-record-workbook", "provider-sort", "spot-check", "recruitment",
    "corrections",
    "equality", "board-reports", "workforce", "workforce-baseline", "workforce-judgement", "look-through",
    "keeping", "keeping-restricted", "keeping-periods", "keeping-period", "brought", "everything", "loose",
}  # fmt: skip
OF_A_CONCERN = {
    "door", "concern", "triage", "entry", "decide", "join", "action", "done", "refer", "stage", "link-person",
    "step-aside", "nudge", "my-report", "my-report-files",
    "add-file", "open-attached", "must-not-be-opened", "file-police",
    "join-concern", "part-concern", "together", "move-entry", "relink-person",
    "grant", "end-grant", "add-to-concern", "change-person", "closing", "end-emergency", "look-at-emergency",
    "breach", "write-breach", "rights-request", "rights-step", "rights-on-record",
    "checks-of", "early-start", "take-back-check", "record-check",
    "vacancy", "vacancy-note", "candidate", "take-on", "work-of", "correction",
    "board-report", "board-report-file",
    "apart-of", "clause", "mark-signs", "mark-mistreatment",
    "open-name", "referral", "check-referral", "referral-paper",
    "chronology", "one-page", "send-record", "record-arrived", "record-stayed", "record-came",
    "brought-file", "brought-person", "let-file-go", "paper-came",
    "answer-everything", "fetch-everything", "let-everything-go",
    "put-up", "worksheet", "weigh", "make-copy", "copy-file", "outcome-letter", "outcome-file",
    "referral-file", "told-of-referral", "support-consent", "share", "share-arrived",
    "plans", "care-fact", "end-care-fact", "begin-plan", "review-plan", "share-note",
    "take-back-note",
    "protection", "log-threat", "threat-step", "keep-measure", "move-measure",
    "call-meeting", "hold-meeting", "talk-concern",
    "episode", "episode-step", "tell-of-episode", "end-episode", "episode-concern",
    "kept", "file-record", "hold", "lift-hold", "look-at-record", "answer-disposal", "disposed-of", "certificate-file",
    "loose-one", "loose-look", "loose-answer", "loose-hold", "loose-lift", "loose-certificate",
    "conduct", "their-work", "conduct-advice", "case-manager", "conduct-removal",
}  # fmt: skip
APPOINTERS = {
    "people",
    "add-person",
    "people-in",
    "people-in-plan",
    "people-in-changes",
    "people-in-problems",
    "people-twice",
    "kept-apart",
    "kept-apart-switch",
    "person",
    "give",
    "invite",
    "locked-out",
    "end-sign-in",
    "machine-paper",
    "health",
    "outside-set-up",
    "reach",
    "papers",
    "going-live",
    "papers-fill",
    "papers-basis",
    "paper",
}
TRAINING = {
    "training", "training-of", "training-sheet", "training-edition", "training-person", "training-correct",
    "my-reading", "training-exempt", "training-exemption-end", "training-pass", "training-gate",
    "my-cpd", "my-cpd-back", "training-sure",
    "my-claim", "my-claim-back", "training-claims", "training-claim", "training-attach", "certificate",
    "training-file", "training-file-take", "training-team", "training-remind", "training-list", "training-gate-list",
    "training-override", "training-gates", "training-tick", "training-tick-sheet",
}  # fmt: skip
POLICIES = {
    "drafts", "begin-draft", "draft", "draft-file", "draft-history", "draft-text", "draft-changes", "policy-effects",
    "leave-open",
    "put-forward", "sign-policy", "paper-signature", "unsign", "call-back", "drop-draft", "publish-policy",
    "draft-copy", "edition-copy",
    "edition", "policy-reviews", "registers", "registers-list", "register-entry",
    "guidance", "guidance-edition", "guidance-file",
    "directory", "add-line", "directory-line", "remove-line",
    "climate-decide", "climate-finish",
    "liaison", "liaison-list", "liaison-body", "liaison-upshot", "liaison-agree", "liaison-finish", "liaison-mistake",
    "threat-level", "threat-task", "threat-correct",
    "take-over-policy", "draft-sections", "draft-section", "draft-new-section", "draft-check", "draft-new-check",
}  # fmt: skip
LISTS = (PUBLIC, ANYBODY, READERS, OF_A_CONCERN, APPOINTERS, TRAINING, POLICIES)
ASK_A_PASSKEY = {
    "ask-any-passkey",
    "ask-second-passkey",
    "ask-new-passkey",
    "ask-own-passkey",
    "ask-invited-passkey",
}
POST_ONLY = ASK_A_PASSKEY | {
    "sign-in-by-passkey", "unlock", "lock", "sign-out", "join", "done", "nudge", "invite", "locked-out", "end-sign-in",
    "end-session", "end-emergency", "end-grant", "referral-file", "tell-of-episode", "copy-file",
    "outcome-file", "let-file-go", "fetch-everything", "let-everything-go",
    "central-record-workbook", "take-back-check", "training-exemption-end",
    "my-claim-back", "training-remind", "training-list", "training-gate-list",
    "training-file-take", "my-cpd-back", "remove-line",
}  # fmt: skip
HALF_WAY = {"choose-provider", "second-step"}


def routes(part: URLResolver | None = None) -> dict[str, URLPattern]:
    found: dict[str, URLPattern] = {}
    for row in (part or get_resolver("dueregard.config.urls")).url_patterns:
        if isinstance(row, URLResolver):
            found |= routes(row)
        else:
            name = row.name or ("front" if str(row.pattern) == "" else str(row.pattern))
            assert name not in found, f"two addresses are called {name}"
            found[name] = row
    return found


def address(name: str, first: UUID, second: UUID | None = None) -> str:
    names = [str(one) for one in routes()[name].pattern.converters]
    return reverse(name, args=(first, second or uuid4())[: len(names)])


def signed_in(person: UUID, provider: Provider) -> Client:
    return in_session(account_of(person), provider, proven=True)


def account_of(person: UUID) -> Account:
    account = Account.objects.create_account(username=f"a{person}")
    give_membership(account=account, person=Person.objects.get(pk=person), actor=SETUP, now=utc_now())
    return account


def in_session(account: Account, provider: Provider, *, proven: bool) -> Client:
    client = Client()
    client.force_login(account)
    session = client.session
    session.update({"provider": str(provider.id), "proven": proven})
    session.save()
    return client


def answer(response: Any) -> tuple[int, str]:
    """What a reader could tell apart: without the token, the nonce and the hour."""
    return response.status_code, re.sub(r"\d{1,2}:\d{2}", "", undrawn(response.content.decode()))


def tables() -> dict[str, str]:
    """A fingerprint of every table but the ledger's, where readings are written, and the sessions'."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if model._meta.app_label in {"audit", "sessions"} or "ledger" in table:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def test_every_address_is_in_exactly_one_list() -> None:
    assert sorted(routes()) == sorted(name for names in LISTS for name in names)


@pytest.mark.parametrize("name", sorted(ANYBODY | READERS | OF_A_CONCERN | APPOINTERS | TRAINING | POLICIES))
def test_nobody_gets_in_without_signing_in(name: str) -> None:
    client = Client()
    there = address(name, uuid4())
    for response in (client.get(there), client.post(there)):
        assert (response.status_code, response.headers["Location"].partition("?")[0]) == (
            302,
            reverse("sign-in"),
        )


def test_no_page_of_any_list_opens_by_a_password_alone_to_somebody_who_reads_cases(
    subtests: pytest.Subtests,
) -> None:
    """Also to whoever signed in before they were given the post; and nothing is changed by what they send."""
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        row = ConcernPerson.objects.get(concern_id=concern).id
        account = account_of(lead)
        before = tables()
        names = (ANYBODY - {"sign-out", "lock"} - HALF_WAY) | READERS | OF_A_CONCERN | APPOINTERS
        for name in sorted(names | TRAINING | POLICIES):
            for method in ("get", "post"):
                client = in_session(account, provider, proven=False)
                with subtests.test(f"{method} {name}"):
                    there = address(name, lead if name == "person" else concern, row)
                    response = getattr(client, method)(there)
                    assert (response.status_code, response.content) in ((302, b""), (405, b""))
                    assert response.headers.get("Location", reverse("second-step")) == reverse("second-step")
        Account.objects.update(last_login=None)
        assert tables() == before


def test_what_is_not_yours_answers_like_what_never_was(subtests: pytest.Subtests) -> None:
    with inside("elsewhere"):
        make_holder("Els Where", "dsl")
        of_others = concern_about_a_learner()
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        walled = concern_about_a_learner()
        row = ConcernPerson.objects.get(concern_id=walled).id
        client = signed_in(make_person("Str Anger"), provider)
        lead = signed_in(make_holder("Di Rector", "dsl"), provider)
    asked = [
        (client, walled, row),
        (client, of_others, row),
        (client, uuid4(), uuid4()),
        (lead, of_others, row),
        (lead, uuid4(), uuid4()),
    ]
    for name in sorted(OF_A_CONCERN):
        method = "post" if name in POST_ONLY else "get"
        with subtests.test(name):
            answers = [answer(getattr(who, method)(address(name, one, second))) for who, one, second in asked]
            assert [status for status, _ in answers] == [404] * len(asked)
            assert len({text for _, text in answers}) == 1


def test_looking_changes_nothing(subtests: pytest.Subtests) -> None:
    with inside() as provider:
        lead = make_holder("Lea Dee", "dsl")
        concern = concern_about_a_learner()
        row = ConcernPerson.objects.get(concern_id=concern).id
        client = signed_in(lead, provider)
        before = tables()
        names = READERS | OF_A_CONCERN | APPOINTERS | TRAINING | POLICIES | (ANYBODY - {"sign-out", "lock"})
        for name in sorted(names):
            with subtests.test(name):
                response = client.get(address(name, lead if name == "person" else concern, row))
                assert tables() == before
                assert response.status_code < 500


@pytest.mark.parametrize(
    "name",
    [
        "report-first",
        "report",
        "report-again",
        "report-poster",
        "report-policies",
        "report-words",
        "report-directory",
    ],
)
def test_looking_without_an_account_changes_nothing_and_sets_no_cookie(name: str) -> None:
    with inside() as provider:
        make_holder("Lea Dee", "dsl")
        concern_about_a_learner()
        before = tables()
        response = Client().get(reverse(name, args=[provider.short_code]))
        assert tables() == before
    assert (response.status_code, dict(response.cookies)) == (200, {})
