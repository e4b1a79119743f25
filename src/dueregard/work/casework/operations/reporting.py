"""Reporting a concern: from words on a form to rows, people told and a receipt, in one transaction.

A report is never refused. If nobody on its ladder may have it, it is kept restricted and whoever may know is told that
something waits.
"""

import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from ....authority.access.operations import add_party
from ....authority.access.vocabulary import Circle, Part
from ....ground.audit.operations import Subject, Turn, turn
from ....ground.audit.promising import promise
from ....ground.crypto.models import DataKey
from ....ground.crypto.operations import Shut, make_data_key, seal, unseal
from ....ground.kernel.actors import Actor
from ....ground.kernel.canonical import canonical_json
from ....ground.kernel.refusals import BadInput
from ..models import Concern, ConcernPerson, Delivery
from ..queries.groups import group_of
from ..queries.reporter import kept_under
from ..receipts import receipt_code, receipt_tag
from ..reports import PersonNamed, Receipt, Report
from ..rules.receipts import make_reference
from ..verbs import ConcernReported
from ..vocabulary import State
from .anonymity import time_kept
from .clocking import start_clocks
from .marking import mark_in_report
from .routing import place, put_before

LONGEST_ACCOUNT = 1_000_000
"""Characters in all the words of one report; about 200,000 words, more than anybody types."""


def report_concern(
    *, report: Report, request_id: UUID, actor: Actor, now: datetime, numbered: bool = False
) -> Receipt:
    """Store a concern, put it before the people its policies name, and give a receipt.

    Sending the same `request_id` again returns the first concern's receipt and stores nothing. With other words it is a
    report of its own, for nobody's words are taken for ones that were kept; but not where it is `numbered`, that is,
    where the request stands for one form of paper.
    Whoever reports anonymously is nobody here, whatever the face says of them, and the time kept is the hour.
    """
    _check(report)
    if report.anonymous:
        report, actor = (
            replace(report, raiser={}, raiser_person_id=None, raiser_apart=False),
            Actor.outsider(),
        )
    signed_in = actor.person_id is not None and actor.person_id == report.raiser_person_id
    if report.raiser_apart:
        report, actor = _kept_apart(report), Actor.outsider() if signed_in else actor
    with (
        time_kept(now, anonymous=report.anonymous) as hour,
        turn(actor=actor, now=now, kept=hour, always=True) as t,
    ):
        request_id, again = kept_under(request_id)
        if again and not numbered and (else_ := _says_else(report, again[0])):
            request_id, again = kept_under(uuid5(request_id, else_))
        code = receipt_code(request_id)
        if again:
            concern_id, reference = again
            reached = Delivery.objects.filter(concern=concern_id).count()
            return Receipt(concern_id, reference, code, reached, again=True)
        report = replace(report, population=group_of(report, t.moment))
        placed = place(report, t.moment)
        concern, promised = _store(t, report, request_id, placed.circle, code, signed_in)
        _store_people(t, concern, report)
        t.record(
            ConcernReported(report.reporter, report.about, report.channel),
            Subject("concern", concern.id),
            stream=placed.circle.stream,
            effective=report.noticed.at if report.noticed else t.now,
            commitments=[promised],
        )
        mark_in_report(t, concern, report.signs)
        put_before(t, concern, placed)
        start_clocks(t, concern)
    return Receipt(concern.id, concern.reference, code, len(placed.deliveries))


def _check(report: Report) -> None:
    words = [
        *report.account.values(),
        report.picked.why if report.picked else "",
        *report.raiser.values(),
        *(w for p in report.people for w in p.words.values()),
    ]
    if not any(word.strip() for word in report.account.values()):
        raise BadInput("Write what worries you. One sentence is enough.", field="account")
    check_words(words)


def check_words(words: Collection[str]) -> None:
    """Refuse what cannot be stored: more than a million letters, or the null character."""
    if sum(map(len, words)) > LONGEST_ACCOUNT:
        raise BadInput(
            "This is longer than one report can hold (a million letters). "
            "Send the first part now; you can add the rest.",
            field="account",
        )
    if any("\0" in word for word in words):
        raise BadInput(
            "The text contains a character that cannot be stored. Type it again or paste it as plain text."
        )


def _says_else(report: Report, concern_id: UUID) -> str:
    """What a report says, where the one that was sent with the same form says something else; else nothing. That nobody
    can read the first any more is no reason to keep it twice."""
    before = Concern.objects.select_related("account_key").get(pk=concern_id)
    said = _words(report)
    with suppress(Shut):
        if unseal(before, "account", before.account_key) != said or (report.danger and not before.danger):
            return f"{said}{report.danger}"
    return ""


def _words(report: Report) -> str:
    why = {"why_picked": report.picked.why} if report.picked and report.picked.why else {}
    return canonical_json({**report.account, **why}).decode()


def _kept_apart(report: Report) -> Report:
    """The report with everything that tells who raised it in the words under the raiser's own key."""
    who = {"signed-in": str(report.raiser_person_id)} if report.raiser_person_id else {}
    raiser = {**report.raiser, **who}
    return replace(report, raiser=raiser, raiser_apart=bool(raiser))


def _store(
    t: Turn, report: Report, request_id: UUID, circle: Circle, code: str, signed_in: bool
) -> tuple[Concern, str]:
    reference = make_reference(secrets.choice)
    concern = Concern(
        reference=reference,
        request_id=request_id,
        reporter=report.reporter,
        about=report.about,
        strand=report.strand,
        population=report.population,
        channel=report.channel,
        source=" ".join(report.source),
        identity_checked=signed_in,
        danger=report.danger,
        emergency_called_at=report.emergency_called_at,
        noticed_at=report.noticed.at if report.noticed else None,
        noticed_to_the=report.noticed.to_the if report.noticed else "",
        disclosed_at=report.disclosed.at if report.disclosed else None,
        disclosed_to_the=report.disclosed.to_the if report.disclosed else "",
        happened_at=report.happened.at if report.happened else None,
        happened_to_the=report.happened.to_the if report.happened else "",
        told_at=report.told_at,
        received_at=t.now,
        by=t.actor.written,
        receipt_tag=receipt_tag(reference, code),
        account_key=make_data_key("concern-account", now=t.now),
        raiser_apart=report.raiser_apart,
        circle=circle,
        state=State.NEW,
        moved_at=t.now,
    )
    promised = promise(concern, "account", _words(report), concern.account_key)
    if report.raiser:
        concern.raiser_key = make_data_key("raiser", now=t.now)
        seal(concern, "raiser", canonical_json(dict(report.raiser)).decode(), concern.raiser_key)
    concern.save(force_insert=True)
    return concern, promised


def _store_people(t: Turn, concern: Concern, report: Report) -> None:
    involved = tuple(
        PersonNamed(Part.SAID_TO_HAVE_HARMED, {}, person_id) for person_id in sorted(report.involved)
    )
    for named in (*report.people, *involved):
        store_person(t, concern, named)
    # Whoever raised it signed in and is kept apart acts as nobody here, and so is no typist either.
    typist = t.actor.person_id if t.actor.person_id != report.raiser_person_id else None
    for part, person_id in ((Part.RAISER, report.raiser_person_id), (Part.TYPIST, typist)):
        if person_id:
            add_party(t, thing_kind="concern", thing_id=concern.id, part=part, person_id=person_id)


def store_person(t: Turn, concern: Concern, named: PersonNamed) -> ConcernPerson:
    """Write somebody into a concern, with identifying words under a key of their own; walls follow a known person."""
    key: DataKey = make_data_key("party", now=t.now)
    row = ConcernPerson(
        concern=concern,
        part=named.part,
        person_id=named.person_id,
        key=key,
        recorded_at=t.now,
        by=t.actor.written,
    )
    seal(row, "words", canonical_json(dict(named.words)).decode(), key)
    row.save()
    if named.person_id:
        add_party(t, thing_kind="concern", thing_id=concern.id, part=named.part, person_id=named.person_id)
    return row
