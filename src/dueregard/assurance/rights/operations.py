"""Answering the questions of the law's papers. Nothing is chosen for a provider, and nothing is written over."""

from collections.abc import Mapping
from datetime import datetime

from ...authority.access.powers import accountable_roles, powers_in_force
from ...authority.access.queries import reader
from ...authority.access.vocabulary import Capability
from ...ground.audit.operations import Subject, Turn, turn
from ...ground.kernel.actors import Actor
from ...ground.kernel.refusals import BadInput
from ...ground.kernel.rulings import Ruling, allow, deny
from .models import Answer
from .queries.answers import answers, authority
from .rules.bases import bases, conditions
from .vocabulary import DAYS, AnswerGiven, Article6, Authority, Condition, Question, Whose, basis_of

_ASK = "Whoever is accountable here, or adopts policies, can."


def ruling_on_answering(
    roles: frozenset[str], capabilities: frozenset[Capability], accountable: frozenset[str]
) -> Ruling:
    """Whether somebody answers for the provider: they are accountable, or adopt its policies."""
    if roles & accountable or Capability.ADOPT_POLICY in capabilities:
        return allow("you are accountable here, or adopt policies")
    return deny("These are decisions of whoever is accountable for the provider.")


def answer(
    *, given: Mapping[Question, str], actor: Actor, now: datetime, since: datetime | None = None
) -> int:
    """Answer some questions; returns how many answers are new. What is empty, or the same as before, stays as it is.

    `since`: from when it is so, when that was before it is written down. Raises `NotPermitted`, `BadInput`.
    """
    with turn(actor=actor, now=now) as t:
        enforce_answering(t)
        return _write(t, {one: text.strip() for one, text in given.items() if text.strip()}, since)


def choose_basis(
    *, whose: Whose, article: Article6, condition: Condition, why: str, actor: Actor, now: datetime
) -> None:
    """Choose on what it rests that anything is held about these people, and say why.

    Raises `NotPermitted`; `BadInput` without a reason, before anybody has said what the provider is, and for a choice
    the law does not leave to it.
    """
    if not why.strip():
        raise BadInput("Say why this fits these people here.", field="why")
    with turn(actor=actor, now=now) as t:
        enforce_answering(t)
        what = authority(t.moment)
        if what is None:
            raise BadInput("Say first whether you are a public authority.", field="article")
        if article not in bases(what, whose):
            raise BadInput("The law does not leave this basis to you for these people.", field="article")
        if condition not in conditions(whose):
            raise BadInput("This condition does not cover these people.", field="condition")
        _write(t, dict(zip(basis_of(whose), (article, condition, why.strip()), strict=True)), None)


def enforce_answering(t: Turn) -> None:
    """Refuse whoever may not say what holds for the provider. Raises `NotPermitted`."""
    if t.actor.person_id is None:
        raise TypeError("a person answers")
    who = reader(t.actor.person_id, powers_in_force(t.moment), t.moment)
    ruling_on_answering(who.roles, who.capabilities, accountable_roles(t.moment)).enforce(who_can_help=_ASK)


def _write(t: Turn, given: Mapping[Question, str], since: datetime | None) -> int:
    standing = answers(t.moment)
    new = {q: text for q, text in given.items() if q not in standing or standing[q].value != text}
    for question, text in new.items():
        _judge(question, text)
        row = Answer(
            question=question,
            value=text,
            since=min(since or t.now, t.now),
            recorded_at=t.now,
            by=t.actor.written,
        )
        row.save()
        t.record(AnswerGiven(question), Subject("answer", row.id), effective=row.since)
    return len(new)


def _judge(question: Question, text: str) -> None:
    if len(text) > 2000:
        raise BadInput("This is longer than 2,000 characters. Say it more shortly.", field=question)
    try:
        if question in DAYS:
            datetime.fromisoformat(text).date()
        elif question is Question.AUTHORITY:
            Authority(text)
    except ValueError:
        raise BadInput("Choose one of the answers, or write a day.", field=question) from None
