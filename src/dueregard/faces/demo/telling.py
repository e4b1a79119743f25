"""Telling a year under a moving clock: what the stories say happens in the order of its times, and messages go out."""

import heapq
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from ...authority.access.vocabulary import Part
from ...ground.jobs.worker import Periodic, Worker
from ...ground.kernel.actors import Actor
from ...ground.kernel.moments import from_london, london_day
from ...ground.kernel.refusals import Refusal
from ...ground.tenancy.models import Provider
from ...ground.tenancy.operations import enter
from ...mechanisms.clocks.tasks import sweep
from ...work.casework.models import Delivery
from ...work.casework.operations.reporting import report_concern
from ...work.casework.reports import Occurred, PersonNamed, Report
from ...work.casework.vocabulary import Precision, Purpose
from .handling import Scene, play
from .happening import Happening
from .people import House
from .story import Story

_SENT_WITHIN = timedelta(minutes=1)
"""How long after something happened the worker comes round."""


@dataclass
class Telling:
    """One provider, its people by sign-in name, and the time it is there."""

    house: House
    provider: Provider
    people: Mapping[str, UUID]
    now: datetime
    _at: datetime = field(init=False)

    def tell(self, stories: tuple[Story, ...], happenings: Iterable[Happening] = ()) -> None:
        """Let everything happen until today. Of two things at one time that comes first which began first."""
        scripts = [(self._reported(story), self._script(story)) for story in stories]
        scripts += [(one.at, self._once(one)) for one in happenings]
        waiting = [(at, number, script) for number, (at, script) in enumerate(scripts)]
        heapq.heapify(waiting)
        with enter(self.provider):
            worker = self._worker()
            while waiting:
                self._at, number, script = heapq.heappop(waiting)
                if self._at > self.now:
                    break
                following = next(script, None)
                if following is not None:
                    heapq.heappush(waiting, (following, number, script))
                if number >= len(stories):
                    continue  # nobody is told anything of it before the next thing happens
                self._at = min(self._at + _SENT_WITHIN, self.now)
                worker.run_until_idle()

    def _worker(self) -> Worker:
        return Worker(
            providers=lambda: [self.provider.id],
            enter=lambda _: nullcontext(),
            clock=lambda: self._at,
            periodic=(Periodic(sweep, timedelta(minutes=1)),),
        )

    def _reported(self, story: Story) -> datetime:
        return from_london(london_day(self.now) - timedelta(days=story.days_ago), time(story.hour, 10))

    def _once(self, happening: Happening) -> Iterator[datetime]:
        """It is done, and nothing follows."""
        happening.do(self._at)
        yield from ()

    def _script(self, story: Story) -> Iterator[datetime]:
        """Everything of one story; between two things it gives the time of the next."""
        reported = self._at
        concern_id = self._report(story, reported)
        about = self._person(story.who)
        for beat in story.then:
            at = reported + timedelta(days=beat.days)
            yield at
            actor = Actor.person(self._person(beat.by) or self._handler(concern_id))
            try:
                play(beat, Scene(concern_id, about, actor, at))
            except Refusal:
                return  # this provider's policy gives it to somebody else: it waits, as it would in life

    def _report(self, story: Story, at: datetime) -> UUID:
        raiser = self._person(story.by)
        name = self.house.known_as(story.who).name if story.who else ""
        report = Report(
            reporter=story.reporter,
            about=story.about,
            account={"seen": story.seen},
            raiser_person_id=raiser,
            people=(PersonNamed(Part.WORRIED_ABOUT, {"name": name}),) if name else (),
            danger=story.danger,
            source=story.source,
            noticed=Occurred(at - timedelta(hours=story.hours_noticed_before), Precision.MINUTE),
            involved=frozenset({self.people[self.house.lead]}) if story.involves_the_lead else frozenset(),
        )
        actor = Actor.person(raiser) if raiser else Actor.outsider()
        request = request_of(self.provider, story.key)
        return report_concern(report=report, request_id=request, actor=actor, now=at).concern_id

    def _person(self, known_as: str) -> UUID | None:
        return self.people[self.house.known_as(known_as).login] if known_as else None

    def _handler(self, concern_id: UUID) -> UUID:
        """Of those who received it first, whoever stands first in the cast: the same at every building."""
        received = Delivery.objects.filter(concern_id=concern_id, purpose=Purpose.RECEIVE, rung=0)
        receivers = set(received.values_list("person_id", flat=True))
        return next(person for person in self.people.values() if person in receivers)


def request_of(provider: Provider, key: str) -> UUID:
    """The request a story was reported with: by it a card finds the story's concern again."""
    return uuid5(provider.id, key)
