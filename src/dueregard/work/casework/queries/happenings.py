"""What has happened in a matter, and when: the ends that clocks stand between."""

from datetime import datetime

from ....ground.kernel.moments import Moment
from ..controls.facts import Happening
from ..models import Assent, Concern, Entry, ReferralStage, Triage
from ..vocabulary import EntryKind, ReporterKind, Stage

_OF_US = {ReporterKind.STAFF, ReporterKind.VOLUNTEER, ReporterKind.BOARD_MEMBER}


def happenings_of(concern: Concern, moment: Moment) -> dict[str, datetime]:
    """Everything that had happened by the moment, as known at it. Read from the record, never from the working copy."""
    found: dict[str, datetime | None] = {
        Happening.NOTICED: concern.noticed_at,
        Happening.EMERGENCY_CALLED: concern.emergency_called_at,
        Happening.TOLD: _told(concern, moment),
        Happening.REPORTED: concern.received_at,
        Happening.FORM_RECEIVED: concern.received_at,
        Happening.FLAGGED: concern.received_at,
        Happening.OPENED: concern.opened_at,
        Happening.TRIAGED: _first(Triage, concern, moment),
        Happening.DECIDED: _decided(concern, moment),
        Happening.REFERRED: _stage(concern, Stage.SENT, moment),
        Happening.ACKNOWLEDGED: _stage(concern, Stage.ACKNOWLEDGED, moment),
        Happening.LAST_MOVEMENT: concern.moved_at,
    }
    return {str(name): at for name, at in found.items() if at is not None and at <= moment.known_at}


def _told(concern: Concern, moment: Moment) -> datetime | None:
    """When somebody here first knew: told by whoever reports, or, if they work here, by whoever told them; as reported
    or as added later."""
    added = Entry.objects.known(moment.known_at).filter(concern=concern, kind=EntryKind.TOLD)
    told = [
        concern.told_at,
        concern.disclosed_at if concern.reporter in _OF_US else None,
        *added.values_list("happened_at", flat=True),
    ]
    return min((at for at in told if at is not None), default=None)


def _first(model: type[Triage], concern: Concern, moment: Moment) -> datetime | None:
    rows = model.objects.filter(concern=concern, recorded_at__lte=moment.known_at)
    return rows.order_by("recorded_at").values_list("recorded_at", flat=True).first()


def _decided(concern: Concern, moment: Moment) -> datetime | None:
    rows = Assent.objects.filter(concern=concern, completes=True, recorded_at__lte=moment.known_at)
    return rows.order_by("recorded_at").values_list("recorded_at", flat=True).first()


def _stage(concern: Concern, stage: Stage, moment: Moment) -> datetime | None:
    rows = ReferralStage.objects.known(moment.known_at).filter(concern_id=concern.id, stage=stage)
    return rows.order_by("happened_at").values_list("happened_at", flat=True).first()
