"""`referral`: an outside body a matter may be sent to, by which path, sent by whom, and how it is followed up."""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from ....authority.access.controls.contact import ContactBlock
from ....authority.access.queries import holders
from ....authority.policy.answers import Basis, Duty, InForce, Lack, Reading, Scope, Status
from ....authority.policy.blocks import Block, Words
from ....authority.policy.kinds import File, Kind
from ....authority.policy.queries import lookup
from ....authority.policy.values.figure import Given
from ....authority.policy.values.figures import Text, TimeLimit
from ....authority.policy.values.resolve import resolve
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.when import When
from ....authority.policy.values.who import Naming, Prefix, Who, bare_name
from ..vocabulary import Stage
from .facts import CASE_FACTS, CASE_PERSONS, Happening

_IMMIGRATION = re.compile(
    r"immigration|border.(force|agency|control)|deport|home.office.enforcement", re.IGNORECASE
)


class ReferralRoute(StrEnum):
    """The sorts of path out of the house."""

    CHILDRENS_FRONT_DOOR = "childrens-front-door"
    ADULT_SOCIAL_CARE = "adult-social-care"
    POLICE = "police"
    PREVENT = "prevent"
    LADO = "lado"
    PIPOT = "pipot"
    DBS = "dbs"
    NATIONAL_REFERRAL_MECHANISM = "national-referral-mechanism"
    HEALTH_CRISIS = "health-crisis"
    EARLY_HELP = "early-help"
    SUPPORT_FROM_OUTSIDE = "support-from-outside"
    OTHER = "other"


class ReferralBlock(Block):
    """A path out of the house."""

    to: Who
    route: ReferralRoute
    applies: When = When()
    via: Who | None = None
    """Through whom it goes, such as the police on its way to a panel."""
    sent_by: Who | None = None
    """Who sends it; nobody said: whoever may refer."""
    programme: Words | None = None
    """What it may lead to, such as Channel."""
    stages: tuple[Stage, ...] = ()
    """The stages that are followed; empty: all."""
    chase: TimeLimit | None = None
    """When to ask after it, from sending."""
    procedure: Text | None = None
    """The agreed procedure and thresholds that are followed: `local` where the council's own."""
    options: tuple[Text, ...] = ()
    """Other ways the policy leaves open; one it leaves blank is `not set`."""


_Duties = Callable[[InForce[ReferralBlock], Scope], Iterable[Duty]]
_Evidence = Callable[[Sequence[InForce[ReferralBlock]], Scope], Sequence[Reading]]


class Referral(Kind[ReferralBlock]):
    """Where a matter may be sent."""

    name = "referral"
    on_screen = "referral"
    Block = ReferralBlock
    facts = CASE_FACTS
    anchors = frozenset(Happening)
    persons = CASE_PERSONS

    def __init__(self) -> None:
        self._answers: tuple[_Duties, _Evidence] | None = None

    def be_answered_by(self, *, duties: _Duties, evidence: _Evidence) -> None:
        """Teach it who reads off the records what was sent and what came back: the queries, which know rows."""
        self._answers = duties, evidence

    def ready(self, control: InForce[ReferralBlock], scope: Scope) -> Iterable[Lack]:
        """Nobody holds a post that sends it, or nobody gave the time after which one asks."""
        roles = control.block.sent_by.roles() if control.block.sent_by else frozenset[str]()
        if roles and not holders(roles, scope.moment):
            yield Lack(control.address, "Nobody holds any post that sends this referral.")
        chase = control.block.chase
        address = f"{control.address}.chase"
        if chase and resolve(chase, {}, lookup(scope.moment), address).given is Given.LOCAL:
            yield Lack(
                address,
                "The policy leaves it to you when a referral is asked after, and it is not given yet.",
            )

    def duties(self, control: InForce[ReferralBlock], scope: Scope) -> Iterable[Duty]:
        """What is to be asked after."""
        return self._taught()[0](control, scope)

    def evidence(self, control: InForce[ReferralBlock], scope: Scope) -> Reading:
        """Whether somebody can send it, and what came back of what was sent."""
        return self.evidence_of([control], scope)[0]

    def evidence_of(self, controls: Sequence[InForce[ReferralBlock]], scope: Scope) -> Sequence[Reading]:
        """The same of several."""
        unheld = {
            lack.key: Reading(Status.NOT_MET, lack.sentence, Basis.HAPPENED_HERE)
            for control in controls
            for lack in self.ready(control, scope)
            if lack.key == control.address
        }
        held = [control for control in controls if control.address not in unheld]
        said = dict(zip((one.address for one in held), self._taught()[1](held, scope), strict=True))
        return [(unheld | said)[one.address] for one in controls]

    def _taught(self) -> tuple[_Duties, _Evidence]:
        if self._answers is None:
            raise RuntimeError("nobody has taught the referral what was sent")
        return self._answers

    def check(self, id: str, block: ReferralBlock, file: File) -> Iterable[Trouble]:
        for key, who in (("to", block.to), ("via", block.via)):
            inside = [named for named in who.flatten() if named.prefix is not Prefix.OUTSIDE] if who else []
            if inside:
                yield Trouble(
                    (key,), "a referral goes to somebody outside: outside:…, declared by a contact."
                )
            if who and any(_IMMIGRATION.search(_known_as(named.id, file)) for named in who.flatten()):
                yield Trouble(
                    (key,),
                    "nothing is referred to immigration enforcement: people would stop telling; delete it.",
                )
        if block.sent_by and not block.sent_by.roles():
            yield Trouble(("sent_by",), "a referral is sent by a person here: role:….")

    def words(self, block: ReferralBlock, naming: Naming = bare_name) -> str:
        said = [f"to {block.to.words(naming)}"]
        if block.via:
            said.append(f"by way of {block.via.words(naming)}")
        if block.sent_by:
            said.append(f"sent by {block.sent_by.words(naming)}")
        if block.programme:
            said.append(f"may lead to {block.programme}")
        if block.chase:
            said.append(f"asked after: {block.chase.words()}")
        if block.procedure:
            said.append(f"procedure followed: {block.procedure.words()}")
        return "; ".join(said)


def _known_as(contact: str, file: File) -> str:
    """The id of a contact with the title the same file gives it, if it does."""
    block = file.blocks("contact").get(contact)
    return f"{contact} {block.title}" if isinstance(block, ContactBlock) else contact


REFERRAL = Referral()
