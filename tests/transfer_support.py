"""What left and arrived, to begin from: a page that was made of a case."""

from datetime import datetime
from uuid import UUID

from dueregard.assurance.transfer.models import OnePage
from dueregard.assurance.transfer.one_page import Marked
from dueregard.assurance.transfer.operations.one_page import Asked, look_at_page, make_page
from dueregard.ground.kernel.actors import Actor


def page_made(concern: UUID, by: UUID, now: datetime) -> OnePage:
    """A page of a case, with nothing marked."""
    actor = Actor.person(by)
    draft = look_at_page(concern_id=concern, marked=Marked(), actor=actor, now=now)
    asked = Asked("An inspector", "They asked.", Marked(), draft.read)
    return make_page(concern_id=concern, asked=asked, actor=actor, now=now).row
