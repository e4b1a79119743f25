"""How a concern about somebody who works here stands: its kind, who manages it, and what was heard from outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.powers import accountable_roles, post_titles, powers_in_force
from ....authority.access.vocabulary import Capability, Part
from ....authority.policy.queries import in_force, lookup
from ....ground.kernel.moments import Moment
from ....ground.kernel.rulings import Ruling
from ..controls.facts import Happening
from ..models import Advice, Assent, CaseManager, Concern, Decision, Removal, TheirWork, Triage
from ..rules.clocks import limit_of
from ..rules.conduct import (
    AdviceFrom,
    AdviceStep,
    EmployedBy,
    Wanted,
    Work,
    WorksIn,
    WorksWith,
    advice_wanted,
    is_about_conduct,
    may_look_into,
    may_manage,
    may_tell_employer,
)
from ..vocabulary import AboutKind, Conduct, PersonKind, Question
from .before_sending import in_danger
from .happenings import kinds_decided
from .seeing import is_theirs

ADVICE = "conduct.advice"
"""What the clock is called that runs until the council's designated officer is asked, where no policy gives a time."""
LADO_CONTACT = "threshold.lado-contact"
_NAMED = frozenset(
    {Part.SAID_TO_HAVE_HARMED, Part.HARMED, Part.WORRIED_ABOUT, Part.WITNESS, Part.CLOSE, Part.ROUND}
)


@dataclass(frozen=True)
class Standing:
    """A matter as the path of a concern about somebody who works here sees it."""

    concern: Concern
    person: PersonKind | None
    """As it was sorted."""
    kind: Conduct | None
    """As it was last decided; None: nobody has."""
    their_work: TheirWork | None
    advice: Mapping[AdviceFrom, Advice]
    manager: CaseManager | None
    danger: bool

    @property
    def applies(self) -> bool:
        """Whether it takes this path at all."""
        return is_about_conduct(AboutKind(self.concern.about), self.person, self.kind)

    @cached_property
    def work(self) -> Work | None:
        """Whom they work with, and where."""
        row = self.their_work
        return Work(WorksWith(row.works_with), WorksIn(row.works_in)) if row else None

    @property
    def may_tell_employer(self) -> Ruling:
        """Whether whoever employs them is told now."""
        by = EmployedBy(self.their_work.employed_by) if self.their_work else None
        return may_tell_employer(by, self.may_look_into)

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """Who outside is asked, and why."""
        return advice_wanted(self.kind, self.work)

    @property
    def unasked(self) -> tuple[Wanted, ...]:
        """Of these, whom nobody has asked or decided not to ask."""
        return tuple(one for one in self.wanted if one.source not in self.advice)

    @property
    def may_look_into(self) -> Ruling:
        """Whether somebody may speak to the person, or take statements."""
        steps = {source: AdviceStep(row.step) for source, row in self.advice.items()}
        return may_look_into(
            about_conduct=self.applies, kind=self.kind, work=self.work, steps=steps, danger=self.danger
        )


def standing_of(concern: Concern, moment: Moment) -> Standing:
    """How a matter stands now; whoever asks may see it."""
    sorted_as = Triage.objects.filter(concern=concern).known(moment.known_at).first()
    kind = kinds_decided([concern.id], moment).get(concern.id)
    return Standing(
        concern,
        PersonKind(sorted_as.person) if sorted_as else None,
        Conduct(kind) if kind else None,
        TheirWork.objects.filter(concern=concern).known(moment.known_at).first(),
        {
            AdviceFrom(row.source): row
            for row in Advice.objects.filter(concern=concern).known(moment.known_at)
        },
        CaseManager.objects.filter(concern=concern).known(moment.known_at).first(),
        in_danger(concern, moment),
    )


def was_removed(concern: Concern, moment: Moment) -> bool:
    """Whether somebody wrote down that the person was removed from their work, or would have been."""
    return Removal.objects.filter(concern=concern).known(moment.known_at).exists()


def may_end(concern: Concern, moment: Moment) -> bool:
    """Whether nothing of a concern about conduct is left to be decided: where somebody was removed from their work, the
    law asks whether the Disclosure and Barring Service is told (Safeguarding Vulnerable Groups Act 2006, s 35)."""
    if not was_removed(concern, moment):
        return True
    decided = Decision.objects.filter(concern=concern, question=Question.BARRING).known(moment.known_at)
    return Assent.objects.filter(decision__in=decided, completes=True).exists()


def sets_barring_clock(moment: Moment) -> bool:
    """Whether any policy in force, or the provider where it leaves that open, says how soon it is decided whether the
    Disclosure and Barring Service is told."""
    elsewhere = lookup(moment)
    clocks = [one for one in in_force("clock", moment) if one.block.measures.to == Happening.BARRING_DECIDED]
    limits = [limit_of(one, {}, elsewhere) for one in clocks]
    return any(limit.value or limit.aim for limit in limits)


def who_appoints(concern: Concern, moment: Moment) -> frozenset[UUID]:
    """Who appoints the case manager: the posts that answer for a policy; where nobody in one may open this matter,
    because it is about them or they are away, whoever sees all restricted ones."""
    may, gone = powers_in_force(moment).may, access.away(moment)
    overseeing = [role for role, given in may.items() if Capability.SEE_RESTRICTED in given]
    for roles in (accountable_roles(moment), overseeing):
        people = {row.person_id for row in access.holders(roles, moment)} - gone
        if able := frozenset(one for one in people if is_theirs(concern.id, _reader(one, moment), moment)):
            return able
    return frozenset()


def posts_of(people: frozenset[UUID], moment: Moment) -> str:
    """The titles of the posts these people hold, for a sentence that says who can help."""
    titles = post_titles(moment)
    held = {titles[row.role] for row in access.holders(titles, moment) if row.person_id in people}
    return ", ".join(sorted(held))


def ruling_on_manager(concern: Concern, person_id: UUID, moment: Moment) -> Ruling:
    """Whether somebody may manage this case."""
    who = _reader(person_id, moment)
    # A name that is kept apart is not given away by who may not be chosen.
    raisers = frozenset() if concern.raiser_apart else access.tags_in(concern.id, {Part.RAISER}, moment)
    return may_manage(
        own=who.own,
        named=access.tags_in(concern.id, _NAMED, moment),
        raisers=raisers,
        walled=access.is_walled(concern.id, who, moment),
    )


def who_may_manage(concern: Concern, moment: Moment) -> frozenset[UUID]:
    """Everybody in a post who may be chosen."""
    people = {row.person_id for row in access.holders(powers_in_force(moment).may, moment)}
    return frozenset(one for one in people if ruling_on_manager(concern, one, moment))


def _reader(person_id: UUID, moment: Moment) -> access.Reader:
    return access.reader(person_id, powers_in_force(moment), moment)
