"""Who may weigh what of a record is given: somebody whose post is for it, who had no hand in the matter, and whom no
wall keeps out."""

from collections.abc import Iterable
from uuid import UUID

from ....authority.access import queries as access
from ....authority.access.models import Party
from ....authority.access.powers import post_titles, powers_in_force
from ....authority.access.vocabulary import Capability, Circle, Part
from ....ground.kernel.moments import Moment
from ....ground.kernel.rulings import Ruling, allow, deny
from ....work.casework.models import Concern
from ....work.casework.operations.reading import RECORD

_HAND = (Part.HANDLER, Part.HANDLER_IN_PERSON, Part.EMERGENCY, Part.RAISER, Part.TYPIST, Part.WITNESS)
"""Parts whose people had a hand in it, or spoke of it."""


def may_weigh(who: access.Reader, concern: Concern, moment: Moment) -> Ruling:
    """Whether this reader stands outside a matter and may decide what is given of it. A restricted one asks in addition
    for a post that opens what is restricted."""
    if Capability.ANSWER_REQUESTS not in who.capabilities:
        return deny("None of your posts is for this.")
    if concern.circle == Circle.SEALED and Capability.SEE_RESTRICTED not in who.capabilities:
        return deny("None of your posts opens what is restricted.")
    if access.is_walled(concern.id, who, moment):
        return deny("Somebody close to them is in the matter.")
    if _had_a_hand(who, concern, moment):
        return deny("They had a hand in the matter.")
    return allow("their post is for it, and they had no hand in the matter")


def _had_a_hand(who: access.Reader, concern: Concern, moment: Moment) -> bool:
    """It was put before them or their post, now or ever, or they wrote on the record."""
    rows = Party.objects.filter(thing_id=concern.id, part__in=_HAND, tag__in=who.own | who.posts)
    if rows.exists():
        return True
    written = {f"person:{one}" for one in access.rows_of(who.person_id, moment)}
    return any(model.objects.filter(concern=concern, by__in=written).exists() for model in RECORD)


def who_may_weigh(concern: Concern, moment: Moment) -> tuple[UUID, ...]:
    """Everybody who may, those in the post longest first."""
    powers = powers_in_force(moment)
    posts = [role for role, given in powers.may.items() if Capability.ANSWER_REQUESTS in given]
    people: Iterable[UUID] = dict.fromkeys(row.person_id for row in access.holders(posts, moment))
    return tuple(one for one in people if may_weigh(access.reader(one, powers, moment), concern, moment))


def posts_for_it(moment: Moment) -> tuple[str, ...]:
    """What the policies in force call the posts that are for it."""
    powers, titles = powers_in_force(moment), post_titles(moment)
    return tuple(titles[role] for role, given in powers.may.items() if Capability.ANSWER_REQUESTS in given)
