"""Placing a report: which routes govern it, who may have it, in which circle it lies; then putting it before them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.operations import Handler, add_handlers
from ....authority.access.powers import powers_in_force, stand_ins
from ....authority.access.vocabulary import CONCERNED, Capability, Circle, Manner, Part
from ....authority.policy.answers import InForce
from ....authority.policy.queries import in_force
from ....ground.audit.operations import Subject, Turn
from ....ground.kernel import bulk
from ....ground.kernel.moments import Moment
from ....mechanisms.notifications.operations import tell
from ....mechanisms.notifications.vocabulary import Urgency
from ..controls.route import RouteBlock
from ..models import Concern, Delivery
from ..reports import Picked, Report
from ..rules.circles import circle_of
from ..rules.facts import facts_of_report
from ..rules.investigating import bars_reporter
from ..rules.ladders import LINE_MANAGER, Holder, reach
from ..rules.routing import governing, roles_to_pick, rungs_of
from ..rules.sending import SentTo, sent_to
from ..verbs import Delivered, NobodyMayHaveIt
from ..vocabulary import Purpose


@dataclass(frozen=True, slots=True)
class Put:
    """One person the concern is put before, and why."""

    holder: Holder
    purpose: Purpose
    rung: int
    governed_by: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a report goes. Without deliveries it waits, and `told_it_waits` are told that something does."""

    circle: Circle
    deliveries: tuple[Put, ...]
    told_it_waits: tuple[UUID, ...] = ()
    mailboxes: tuple[str, ...] = ()
    """Contacts, as `policy/contact.id`, whose mailboxes are written to."""


def place(report: Report, moment: Moment) -> Placed:
    """Work out the circle and the recipients of a report from the policies in force. Reads only.

    A restricted matter goes to those its routes name and nobody else: never to whomever a form is sent to, for nobody
    knows who reads a mailbox.
    """
    powers = powers_in_force(moment)
    opens_pages = access.opens_pages(powers, moment)
    known = report.involved | {named.person_id for named in report.people if named.person_id}
    shut_out = frozenset().union(*(access.shut_out_by(person, moment) for person in known))
    circle = circle_of(
        report.about,
        shut_out=shut_out,
        opens_pages=opens_pages,
        somebody_named=bool(report.involved) or report.conduct,
    )
    routes = governing(in_force("route", moment), facts_of_report(report))
    away = access.away(moment)
    raiser = access.rows_of(report.raiser_person_id, moment) if report.raiser_person_id else frozenset()
    concerned = frozenset().union(*(access.rows_of(person, moment) for person in known))
    seen = _Seen(moment, shut_out, away, concerned, raiser, report.raiser_apart)
    deliveries = tuple(
        _once_each(put for route in routes for put in _deliver(route, seen, picked=report.picked))
    )
    if not routes:
        deliveries = tuple(_whoever_receives(powers, seen))
    if any(put.purpose in {Purpose.RECEIVE, Purpose.PICKED} for put in deliveries):
        if circle is Circle.SEALED:
            return Placed(circle, deliveries)
        forms = sent_to(in_force("form", moment), report.strand, {route.policy for route in routes})
        copies = tuple(put for form in forms for put in _copies(form, seen, deliveries))
        return Placed(
            circle,
            (*deliveries, *_once_each(copies)),
            mailboxes=tuple(dict.fromkeys(mailbox for form in forms for mailbox in form.mailboxes)),
        )
    return Placed(Circle.SEALED, (), access.may_know_something_waits(powers, moment, shut_out=shut_out))


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a ladder is walked with."""

    moment: Moment
    shut_out: frozenset[UUID]
    away: frozenset[UUID]
    concerned: frozenset[UUID]
    """Every row of whom it is about, as far as they are known."""
    raiser: frozenset[UUID]
    """Every row of whoever raised it; none when they are not known."""
    raiser_apart: bool
    """Their name is kept from handlers: whose line manager has it would tell."""


def _deliver(route: InForce[RouteBlock], seen: _Seen, *, picked: Picked | None) -> Iterable[Put]:
    block = route.block
    ladder = rungs_of(block)
    others = {
        Purpose.PICKED: frozenset({picked.role}) & roles_to_pick(block) if picked else frozenset(),
        Purpose.COPY: block.copy_to.roles() if block.copy_to else frozenset(),
        Purpose.REVIEW: block.review.roles() if block.review else frozenset(),
    }
    roles = {role for rung in ladder for role in rung}.union(*others.values())
    tags = frozenset(access.person_tag(person) for person in seen.raiser if not seen.raiser_apart)
    holders = _holders(roles, moment=seen.moment, raiser=tags)
    # Whoever may not look into it is no use on a rung: they count as away, and get it when there is nobody else.
    away = seen.away | (seen.raiser if bars_reporter(block) else frozenset())
    reached = reach(ladder, holders, shut_out=seen.shut_out, away=away, concerned=seen.concerned)
    if reached:
        yield from (Put(holder, Purpose.RECEIVE, reached.rung, route.source) for holder in reached.people)
    for purpose, posts in others.items():
        also = reach(
            [tuple(sorted(posts))], holders, shut_out=seen.shut_out, away=away, concerned=seen.concerned
        )
        yield from (Put(holder, purpose, 0, route.source) for holder in (also.people if also else ()))


def _copies(form: SentTo, seen: _Seen, given: Collection[Put]) -> Iterable[Put]:
    """Whom a form goes to, of those who do not have the report already and did not fill it in."""
    have = {put.holder.person_id for put in given} | seen.raiser
    holders = _holders({*form.every_role, *form.one_of_roles}, seen.moment)
    wanted: list[tuple[str, ...]] = [(role,) for role in form.every_role]
    one = {holder.person_id for role in form.one_of_roles for holder in holders[role]}
    if form.one_of_roles and not have & one:
        wanted.append(form.one_of_roles)
    for roles in wanted:
        reached = reach([roles], holders, shut_out=seen.shut_out, away=seen.away, concerned=seen.concerned)
        for holder in reached.people if reached else ():
            if holder.person_id not in have:
                yield Put(holder, Purpose.COPY, 0, form.source)


def _whoever_receives(powers: access.Powers, seen: _Seen) -> Iterable[Put]:
    """No policy in force says where this goes: whoever may receive concerns at all, before nobody does."""
    roles = sorted(role for role, given in powers.may.items() if Capability.RECEIVE_CONCERNS in given)
    held = _holders(roles, seen.moment)
    reached = reach([roles], held, shut_out=seen.shut_out, away=seen.away, concerned=seen.concerned)
    return (Put(holder, Purpose.RECEIVE, 0, "") for holder in (reached.people if reached else ()))


def _holders(
    roles: Iterable[str], moment: Moment, raiser: frozenset[str] = frozenset()
) -> Mapping[str, list[Holder]]:
    """Everybody who acts in these roles: holders, their deputies, and whoever holds a role that stands in for them; and
    the line managers of whoever raised it, where a rung names them."""
    deputies = stand_ins(moment)
    wanted = {role: (role, *deputies.get(role, ())) for role in roles}
    rows = access.holders({other for others in wanted.values() for other in others}, moment)
    found = {
        role: [
            Holder(row.person_id, role, row.manner == Manner.DEPUTY or row.role != role)
            for row in rows
            if row.role in others
        ]
        for role, others in wanted.items()
    }
    if LINE_MANAGER in found:
        managers = access.line_managers(raiser, moment)
        found[LINE_MANAGER] = [Holder(person, "line-manager", in_person=True) for person in managers]
    return found


def _once_each(puts: Iterable[Put]) -> Iterable[Put]:
    """One delivery a person and purpose, however many policies ask for it; receiving says more than a copy."""
    seen: set[tuple[UUID, Purpose]] = set()
    for put in sorted(puts, key=lambda put: put.purpose is Purpose.COPY):
        if (put.holder.person_id, put.purpose) not in seen:
            seen.add((put.holder.person_id, put.purpose))
            yield put


def climb(concern: Concern, facts: Mapping[str, str | bool], moment: Moment) -> tuple[Put, ...]:
    """Nobody opened it in time: on each ladder that governs it, the next rung with somebody who may have it."""
    who = set(Delivery.objects.filter(concern=concern).values_list("person_id", flat=True))
    raiser = frozenset() if concern.raiser_apart else access.tags_in(concern.id, {Part.RAISER}, moment)
    asked = _candidates(moment).union(access.line_managers(raiser, moment))
    shut_out = walled_from(concern, asked, moment)
    about = access.tags_in(concern.id, CONCERNED, moment)
    concerned = frozenset(person for person in asked if access.person_tag(person) in about)
    found: list[Put] = []
    for route in governing(in_force("route", moment), facts):
        ladder = rungs_of(route.block)
        reached_so_far = max(
            Delivery.objects.filter(concern=concern, governed_by=route.source).values_list("rung", flat=True),
            default=-1,
        )
        holders = _holders({role for rung in ladder for role in rung}, moment, raiser)
        reached = reach(
            ladder,
            holders,
            shut_out=shut_out,
            away=access.away(moment),
            concerned=concerned,
            start=reached_so_far + 1,
        )
        if reached:
            found += [Put(holder, Purpose.RECEIVE, reached.rung, route.source) for holder in reached.people]
    return tuple(put for put in _once_each(found) if put.holder.person_id not in who)


def _candidates(moment: Moment) -> frozenset[UUID]:
    return frozenset(row.person_id for row in access.holders(powers_in_force(moment).may, moment))


def walled_from(concern: Concern, people: Iterable[UUID], moment: Moment) -> frozenset[UUID]:
    """Of these, whoever is kept out of the matter or stepped aside from it."""
    powers = powers_in_force(moment)
    return frozenset(
        one for one in people if access.is_walled(concern.id, access.reader(one, powers, moment), moment)
    )


def who_may_know(concern: Concern, moment: Moment) -> tuple[UUID, ...]:
    """Who is told that a matter waits which nobody may have."""
    shut_out = walled_from(concern, _candidates(moment), moment)
    return access.may_know_something_waits(powers_in_force(moment), moment, shut_out=shut_out)


def give_to(t: Turn, concern: Concern, puts: Iterable[Put]) -> None:
    """Write that a concern was put before people."""
    given = tuple(puts)
    bulk.write([_delivery(t, concern, put) for put in given])
    for put in given:
        t.record(
            Delivered(put.holder.person_id, put.purpose, put.rung),
            Subject("concern", concern.id),
            stream=Circle(concern.circle).stream,
        )
    add_handlers(
        t,
        thing_kind="concern",
        thing_id=concern.id,
        handlers=[Handler(put.holder.person_id, put.holder.role, put.holder.in_person) for put in given],
    )


def _delivery(t: Turn, concern: Concern, put: Put) -> Delivery:
    return Delivery(
        concern=concern,
        person_id=put.holder.person_id,
        role=put.holder.role,
        purpose=put.purpose,
        rung=put.rung,
        governed_by=put.governed_by,
        recorded_at=t.now,
        by=t.actor.written,
    )


def put_before(t: Turn, concern: Concern, placed: Placed) -> None:
    """Write the deliveries and the messages; or keep it waiting and tell whoever may know that something waits.

    For a concern that was reported in this turn.
    """
    give_to(t, concern, placed.deliveries)
    if not placed.deliveries:
        t.record(NobodyMayHaveIt(), Subject("concern", concern.id), stream=placed.circle.stream)
    people = {put.holder.person_id for put in placed.deliveries} or set(placed.told_it_waits)
    tell(
        t,
        people=people,
        thing_kind="concern",
        thing_id=concern.id,
        stream=placed.circle.stream,
        urgency=Urgency.NOW if concern.danger else Urgency.TODAY,
        occasion="concern-reported",
        mailboxes=placed.mailboxes,
        of_new=True,
    )
