"""What has been answered at a moment, and what is still blank."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from ....ground.kernel.actors import ActorKind
from ....ground.kernel.moments import Moment
from ..models import Answer
from ..rules.bases import bases
from ..vocabulary import Article6, Authority, Condition, Question, Whose, basis_of


def answers(moment: Moment) -> Mapping[Question, Answer]:
    """What stands answered at the moment, as known then."""
    rows = (row for row in Answer.known_at(moment.known_at) if row.since <= moment.as_at)
    latest = sorted(rows, key=lambda row: (row.since, row.recorded_at))
    return {Question(row.question): row for row in latest}


def said(question: Question, moment: Moment) -> str:
    """One answer; empty while it is blank."""
    row = answers(moment).get(question)
    return row.value if row else ""


def day_said(question: Question, moment: Moment) -> date | None:
    """One answer that is a day; None while it is blank."""
    written = said(question, moment)
    return date.fromisoformat(written) if written else None


def authority(moment: Moment) -> Authority | None:
    """Whether the provider is a public authority; None while nobody has said."""
    written = said(Question.AUTHORITY, moment)
    return Authority(written) if written else None


def basis(whose: Whose, moment: Moment) -> tuple[Article6, Condition, str] | None:
    """The basis, the condition and the reason chosen for these people; None while any of it is blank."""
    given = answers(moment)
    article, condition, why = (given.get(one) for one in basis_of(whose))
    what = authority(moment)
    if article is None or condition is None or why is None or what is None:
        return None
    if Article6(article.value) not in bases(what, whose):
        return None  # it was chosen when the provider was thought to be something else
    return Article6(article.value), Condition(condition.value), why.value


def author_of(row: Answer) -> UUID | None:
    """Who answered; None for a process."""
    kind, _, id_ = row.by.partition(":")
    return UUID(id_) if kind == ActorKind.PERSON else None
