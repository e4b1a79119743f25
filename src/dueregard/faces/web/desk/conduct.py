"""A concern about somebody who works here: which kind it is, who manages it, who outside is asked and what they say.

Every page of it is a restricted matter's; of an open one there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ....authority.access.vocabulary import Circle, Part
from ....ground.reference.queries import fact
from ....work.casework.models import Advice, CaseManager, Decision, Removal, Share, TheirWork
from ....work.casework.operations.deciding import is_made
from ....work.casework.operations.names import names_for
from ....work.casework.operations.reading import File, Worded, read_concern
from ....work.casework.queries.conduct import (
    LADO_CONTACT,
    Standing,
    posts_of,
    sets_barring_clock,
    standing_of,
    who_appoints,
)
from ....work.casework.queries.seeing import seen_by
from ....work.casework.rules.conduct import INTO_IT, AdviceFrom
from ....work.casework.rules.outcomes import AllegationOutcome, kept_as
from ....work.casework.vocabulary import Question
from ..around import shared
from ..outcome_words import kept_words, meaning_of, reference_rule
from ..scope import Visit
from .conduct_steps import EMPLOYERS, REMOVED, SOURCES, STEPS, WHERE, WITH, on_restricted
from .due import due_on
from .paper import foot


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody outside, why they are asked, and what is written down of it."""

    source: str
    title: str
    why: str
    noted: Worded | None


@require_GET
def conduct(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Where a concern about somebody who works here stands, and what comes next."""
    on_restricted(request, concern_id)
    seen, page = shared(request)
    file = read_concern(concern_id=concern_id, actor=seen.actor, now=seen.moment.as_at)
    standing = standing_of(file.concern, seen.moment)
    appointing = who_appoints(file.concern, seen.moment)
    rows = {w.row.question: w.row for w in file.record if isinstance(w.row, Decision)}
    decided = {question: w for w in file.record for question, row in rows.items() if w.row is row}
    made = {question for question, row in rows.items() if is_made(row)}
    ended = rows[Question.CLOSE].outcome if Question.CLOSE in made else ""
    outcome = AllegationOutcome(ended) if ended in list(AllegationOutcome) else None
    return render(
        request,
        "desk/conduct.html",
        page
        | foot(seen, file.concern)
        | {
            "concern": file.concern,
            "standing": standing,
            "meaning": meaning_of(standing.kind) if standing.kind else "",
            "decided": decided.get(Question.CONDUCT),
            "closed": decided.get(Question.CLOSE),
            "ended": meaning_of(outcome) if outcome else "",
            "in_references": reference_rule(outcome) if outcome else "",
            "kept_as": kept_words(kept_as(standing.kind, outcome)),
            "removal": _standing(file, Removal),
            "how_removed": REMOVED,
            "barring": decided.get(Question.BARRING),
            "barring_made": Question.BARRING in made,
            "barring_timed": sets_barring_clock(seen.moment),
            "told_employer": [w for w in file.record if isinstance(w.row, Share) and w.row.to_employer],
            "may_tell_employer": standing.may_tell_employer,
            "their_work": _standing(file, TheirWork),
            "manager": _standing(file, CaseManager),
            "works_with": WITH,
            "works_in": WHERE,
            "employers": EMPLOYERS,
            "asked": _asked(file, standing),
            "steps": STEPS,
            "due": due_on(concern_id, seen.moment),
            "lado": fact(LADO_CONTACT, seen.moment),
            "may_look_into": standing.may_look_into,
            "appoints": seen.who.person_id in appointing,
            "appointing": posts_of(appointing, seen.moment),
            "names": names_for(file, seen.moment),
            "about": [
                one.row.person_id
                for one in file.people
                if one.row.part == Part.SAID_TO_HAVE_HARMED and one.row.person_id
            ],
        },
    )


def _standing(file: File, model: type[TheirWork | CaseManager | Removal]) -> Worded | None:
    return next((w for w in reversed(file.record) if isinstance(w.row, model)), None)


def _asked(file: File, standing: Standing) -> list[Asked]:
    """Everybody outside who is asked, and whoever was although nobody has to be."""
    why = {one.source: one.why for one in standing.wanted}
    noted = {AdviceFrom(w.row.source): w for w in file.record if isinstance(w.row, Advice)}
    return [
        Asked(source.value, str(SOURCES[source]), why.get(source, ""), noted.get(source))
        for source in AdviceFrom
        if source in why or source in noted
    ]


def may_write_of_looking_into(concern_id: UUID, seen: Visit, sent: Mapping[str, str]) -> bool:
    """Whether the form of an entry has the steps of looking into what somebody here is said to have done: once they may
    be taken; and when somebody sends one all the same, so that the answer says why not."""
    concern = seen_by(seen.who, concern_id, seen.moment)
    if concern is None or concern.circle != Circle.SEALED:
        return False
    standing = standing_of(concern, seen.moment)
    return standing.applies and (bool(standing.may_look_into) or sent.get("kind") in INTO_IT)
