"""The stages of a referral, and which may follow which (after domain.md 2.4: what a Prevent referral goes through).

Stages are told to us by others or done by us; none happens by itself, and "no feedback given" is a lawful end.
"""

from ....ground.kernel.rulings import Ruling, allow, deny
from ..vocabulary import Stage

_OUTCOMES = frozenset({Stage.NO_FURTHER_ACTION, Stage.SIGNPOSTED, Stage.CONSENT_DECLINED, Stage.NO_FEEDBACK})
_AFTER: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFTED: frozenset({Stage.SENT, Stage.WITHDRAWN}),
    Stage.SENT: frozenset({Stage.ACKNOWLEDGED, Stage.ASSESSED}) | _OUTCOMES,
    Stage.ACKNOWLEDGED: frozenset({Stage.ASSESSED, Stage.POLICE_LED, Stage.INFORMATION_GATHERING})
    | _OUTCOMES,
    Stage.ASSESSED: frozenset({Stage.POLICE_LED, Stage.INFORMATION_GATHERING, Stage.PANEL}) | _OUTCOMES,
    Stage.INFORMATION_GATHERING: frozenset({Stage.PANEL, Stage.POLICE_LED}) | _OUTCOMES,
    Stage.POLICE_LED: frozenset({Stage.PANEL, Stage.EXITED}) | _OUTCOMES,
    Stage.PANEL: frozenset({Stage.ADOPTED, Stage.NOT_ADOPTED}) | _OUTCOMES,
    Stage.ADOPTED: frozenset({Stage.SUPPORT, Stage.CONSENT_DECLINED}),
    Stage.NOT_ADOPTED: frozenset({Stage.SIGNPOSTED, Stage.NO_FURTHER_ACTION}),
    Stage.SUPPORT: frozenset({Stage.REVIEWED, Stage.EXITED, Stage.CONSENT_DECLINED}),
    Stage.REVIEWED: frozenset({Stage.REVIEWED, Stage.EXITED, Stage.CONSENT_DECLINED}),
    Stage.EXITED: frozenset({Stage.SIX_MONTH_REVIEW}),
    Stage.SIX_MONTH_REVIEW: frozenset({Stage.TWELVE_MONTH_REVIEW}),
}


def may_follow(stage: Stage) -> frozenset[Stage]:
    """The stages that may come next; empty when the referral has ended."""
    return _AFTER.get(stage, frozenset())


def is_over(stage: Stage) -> bool:
    """Whether nothing can come after."""
    return not may_follow(stage)


def may_send(
    senders: frozenset[str], own: frozenset[str], *, unavailable: frozenset[str], danger: bool, clause: str
) -> Ruling:
    """Whether somebody with these roles may send a referral that the policy has the senders send.

    In danger, and where none of the senders is there, whoever may refer does: nothing waits for a person who is away.
    """
    if not senders or senders & own:
        return allow("the policy has this post send it", clause)
    if danger or senders <= unavailable:
        return allow("nobody the policy names can send it in time", clause)
    return deny("Your policy has somebody else send this.", clause)
