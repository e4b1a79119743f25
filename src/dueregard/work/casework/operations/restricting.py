"""Moving a matter behind the restricted door: because somebody says so, or because a wall would show as
a gap.

There is no way back: what was noticed cannot be un-noticed.
"""

from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.emergencies import end, uses_of
from ....authority.access.models import Party
from ....authority.access.operations import add_party
from ....authority.access.powers import powers_in_force
from ....authority.access.vocabulary import WALLED, Circle, Part
from ....ground.audit.operations import Subject, Turn
from ....ground.audit.vocabulary import Stream
from ....mechanisms.clocks.operations.owing import put_in_circle
from ....mechanisms.notifications.operations import move_to
from ..models import Concern, Delivery
from ..rules.circles import circle_of
from ..verbs import Restricted
from ..vocabulary import AboutKind, State
from .ending import end_grants
from .handing_on import see_to_it
from .passing_on import pass_on_actions
from .working_copy import bring_up_to_date


def restrict(t: Turn, concern: Concern) -> None:
    """Restrict a matter, in the caller's turn; nothing happens to one that is restricted already."""
    if concern.circle == Circle.SEALED:
        return
    t.record(Restricted(), Subject("concern", concern.id), stream=Circle.SEALED.stream)
    for person_id in Delivery.objects.filter(concern=concern).values_list("person_id", flat=True).distinct():
        add_party(t, thing_kind="concern", thing_id=concern.id, part=Part.HANDLER, person_id=person_id)
    for use in uses_of(concern.id, t.moment):
        if use.until > t.now:
            end(t, use)
    end_grants(t, concern)
    move_to(Stream.SEALED, thing_id=concern.id)
    put_in_circle(t, about_id=concern.id, circle=Stream.SEALED)
    bring_up_to_date(t, concern, circle=Circle.SEALED)


def restrict_if_walls_say_so(t: Turn, concern: Concern, part: Part, person_id: UUID) -> None:
    """Restrict the matter when somebody who opens pages is shut out from it because this person plays this part.

    Whoever says who it is may be walled by it: where nobody is left who has it in hand, the next of its way gets it.
    """
    if part is Part.ROUND:
        return
    shut_out = access.shut_out_by(person_id, t.moment)
    circle = circle_of(
        AboutKind(concern.about),
        shut_out=shut_out,
        opens_pages=access.opens_pages(powers_in_force(t.moment), t.moment),
        somebody_named=False,
    )
    if circle is Circle.SEALED:
        restrict(t, concern)
    if circle is Circle.SEALED or Delivery.objects.filter(concern=concern, person_id__in=shut_out).exists():
        see_to_it(t, concern)
    pass_on_actions(t, concern)


def restrict_what_is_walled(t: Turn) -> None:
    """Restrict every open matter from which somebody who opens pages is now shut out, in the turn in which a post, a
    relationship or an alias let that wall rise.

    Where that leaves nobody who has it in hand, the next of its way gets it, also of what was restricted before. What
    was disposed of is in no list and no figure already.
    """
    kept_from = access.kept_from_page_openers(powers_in_force(t.moment), t.moment)
    walled = Party.objects.holding(t.moment).filter(part__in=WALLED, tag__in=kept_from)
    behind = Concern.objects.filter(pk__in=walled.values("thing_id")).order_by("id")
    for concern in behind.exclude(state=State.DISPOSED):
        restrict(t, concern)
        see_to_it(t, concern)
    pass_on_actions(t)
