"""Somebody who asks to see what is held, a record that holds it, and somebody who had no hand in the matter."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from dueregard.assurance.disclosure.models import Sheet, Weighing
from dueregard.assurance.disclosure.operations.putting_up import PuttingUp, put_up
from dueregard.assurance.disclosure.operations.taking_up import Row, Worksheet, read_worksheet
from dueregard.assurance.disclosure.operations.weighing import weigh
from dueregard.assurance.disclosure.rules.exemptions import Ground
from dueregard.assurance.disclosure.rules.weighing import Said
from dueregard.assurance.disclosure.vocabulary import Consent, Gives, Sort
from dueregard.assurance.rights.asking import Asking, Receipt, ask
from dueregard.assurance.rights.wants import Want
from dueregard.authority.access.vocabulary import Part
from dueregard.authority.policy.archetypes import archetype
from dueregard.authority.policy.operations import adopt
from dueregard.ground.kernel.actors import Actor
from dueregard.work.casework.models import ConcernPerson
from dueregard.work.casework.operations.handling import add_entry, open_concern
from dueregard.work.casework.operations.reporting import report_concern
from dueregard.work.casework.reports import Occurred, PersonNamed, Report
from dueregard.work.casework.vocabulary import AboutKind, Precision, ReporterKind
from household import NOON, SETUP, make_holder, make_person

LATER = NOON + timedelta(hours=2)
SEEN = "Tu Tor told me that Kit drew a weapon beside Sam Fell."
CALLED = "Rang Kit. Kit says Pat Quay started it."


class House:
    """A lead who handles it, an HR lead who does not, a chair, a tutor who reports, and Kit, who asks."""

    def __init__(self) -> None:
        adopt(data=archetype("safeguarding-core"), path="p.md", actor=SETUP, now=NOON)
        self.lead, self.head = make_holder("Lea Dee", "dsl"), make_holder("He Ad", "head")
        self.hr, self.chair = make_holder("Hu Man", "hr-lead"), make_holder("Cha Ir", "chair")
        self.tutor = make_person("Tu Tor")

    def concern(
        self, *, about: AboutKind = AboutKind.LEARNER, apart: bool = False, more: Iterable[PersonNamed] = ()
    ) -> UUID:
        """What the tutor reported of Kit."""
        report = Report(
            reporter=ReporterKind.STAFF,
            about=about,
            account={"seen": SEEN, "safe": "In the staff room."},
            raiser={"name": "Tu Tor", "reach": "07700 900555"},
            raiser_person_id=self.tutor,
            raiser_apart=apart,
            people=(
                PersonNamed(Part.WORRIED_ABOUT, {"name": "Kit Marlow"}),
                PersonNamed(Part.WITNESS, {"name": "Sam Fell"}),
                *more,
            ),
        )
        actor = Actor.outsider() if apart else Actor.person(self.tutor)
        return report_concern(report=report, request_id=uuid4(), actor=actor, now=NOON).concern_id

    def worked(self, concern: UUID) -> UUID:
        """Opened by the lead, who rang Kit."""
        by: dict[str, Any] = {"concern_id": concern, "actor": Actor.person(self.lead), "now": NOON}
        open_concern(**by)
        add_entry(kind="call", words=CALLED, happened=Occurred(NOON, Precision.MINUTE), **by)
        return concern

    def asks(self, want: Want = Want.SEE) -> Receipt:
        """Kit asks."""
        words = {"name": "Kit Marlow", "reach": "kit@example.org", "words": "Show me."}
        return ask(asking=Asking(want=want, words=words), request_id=uuid4(), now=NOON)

    def put_up(
        self,
        concern: UUID,
        receipt: Receipt,
        answerer: UUID | None = None,
        by: UUID | None = None,
        **more: Any,
    ) -> Sheet:
        """The lead puts the record up for the HR lead."""
        kit = ConcernPerson.objects.filter(concern=concern, part="worried-about").values_list("id", flat=True)
        said: dict[str, Any] = {"asks_as": kit.first(), "for_another": False, "how_known": "By birth."}
        asked = PuttingUp(reference=receipt.reference, answerer=answerer or self.hr, **said | more)
        return put_up(concern_id=concern, asked=asked, actor=Actor.person(by or self.lead), now=LATER)

    def read(self, sheet: UUID, who: UUID | None = None) -> Worksheet:
        """The worksheet, as the HR lead reads it."""
        return read_worksheet(sheet_id=sheet, actor=Actor.person(who or self.hr), now=LATER)

    def weigh(self, sheet: UUID, row: Row, by: UUID | None = None, **said: Any) -> Weighing:
        """Decide one thing."""
        return weigh(
            sheet_id=sheet,
            thing_id=row.item.id,
            said=Said(**said),
            actor=Actor.person(by or self.hr),
            now=LATER,
        )

    def weigh_all(self, sheet: UUID, by: UUID | None = None) -> None:
        """Withhold who reported and the witness with a sign, without one what was said of somebody else; the rest
        whole."""
        for row in self.read(sheet, by).rows:
            self.weigh(sheet, row, by, **usual(row))


def usual(row: Row) -> dict[str, Any]:
    """What somebody might decide of a thing."""
    others: dict[str, Any] = {"consent": Consent.NOT_ASKED, "balance": "They spoke in confidence."}
    why: dict[str, Any] = {"ground": Ground.THIRD_PARTY, "may_know": True, "reason": "Somebody else."}
    if row.item.sort in {Sort.WHO_REPORTED, Sort.PERSON} and "worried about" not in row.item.title:
        return {"gives": Gives.NOT} | why | others
    if row.item.sort is Sort.REPORT:
        return {"gives": Gives.IN_PART, "passages": ("beside Sam Fell",)} | why | others
    if any("Pat Quay" in text for _, text in row.item.boxes):
        passages = ("Kit says Pat Quay started it.",)
        return {"gives": Gives.IN_PART, "passages": passages} | why | others | {"may_know": False}
    return {"gives": Gives.WHOLE} | (others if row.item.others else {})
