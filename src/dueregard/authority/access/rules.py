"""Who may give a post that opens concerns: two people, and never one of them to themselves; and who may let somebody
sign in. Pure."""

from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta

from ...ground.kernel.rulings import Ruling, allow, deny
from .vocabulary import READS_CASES, Capability

APPOINTS = frozenset({Capability.APPOINT, Capability.ADMINISTER})
"""Who may propose a post."""
MAY_AGREE = APPOINTS | READS_CASES
"""Who may be the second person: whoever appoints, looks after the machine, or handles concerns already."""
STANDS_FOR = timedelta(days=14)
"""A proposal nobody has answered by then is over: people and reasons change."""
WATCHED_FOR = timedelta(hours=24)
"""How long what somebody reads who was let in again is shown to the others."""
CODE_GOOD_FOR = timedelta(hours=24)
"""How long the code of somebody who was vouched for can be used: it is needed now, not next week."""
EMERGENCY_LASTS = timedelta(hours=3)
"""How long a matter is open to somebody who opened it in an emergency."""
TOLD_AT_LEAST = 2
"""How many people are told at once when somebody does."""
EMERGENCY_LOOKED_AT_WITHIN = timedelta(days=3)
"""By when somebody else is to have looked at it, counted from when it was opened."""
LOOK_AGAIN_AFTER = timedelta(days=183)
"""How long a look through who can open concerns is good for: twice a year."""

_Capabilities = AbstractSet[Capability]


def only_looks_after_the_machine(capabilities: _Capabilities) -> bool:
    """Whether somebody is a technical administrator and nothing that answers for people."""
    return Capability.ADMINISTER in capabilities and not capabilities & (
        READS_CASES | {Capability.APPOINT, Capability.SEE_BOARD_FIGURES}
    )


def looks_after_sign_in(capabilities: _Capabilities, *, nobody_administers: bool) -> bool:
    """Whether somebody sets up by what else people sign in. Where nobody holds a post that looks after the machine,
    whoever gives posts does: else no policy without such a post could ever have it set up."""
    return Capability.ADMINISTER in capabilities or (
        nobody_administers and Capability.APPOINT in capabilities
    )


_WATCHED = "You were let in again less than a day ago. For a day you can let nobody else in, and nobody out."


def may_propose(capabilities: _Capabilities, *, own: bool, watched: bool) -> Ruling:
    """Whether somebody may propose a post that opens concerns; `watched`: they were let in again less than a day
    ago."""
    if not capabilities & APPOINTS:
        return deny("None of your roles here lets you give posts.")
    if own:
        return deny("Nobody gives such a post to themselves. Somebody else who appoints must propose it.")
    if watched:
        return deny(_WATCHED)
    return allow("you appoint, or look after the machine")


def may_agree(first: _Capabilities, second: _Capabilities, *, same: bool, own: bool, watched: bool) -> Ruling:
    """Whether the second may agree to what the first proposed, by what both may do today.

    `same`: they are one human being; `own`: the post would be the second person's own; `watched`: one of the two was
    let in again less than a day ago.
    """
    if not second & MAY_AGREE:
        return deny("None of your roles here lets you agree to a post.")
    if own:
        return deny("This post would be yours. Somebody else must agree to it.")
    if same:
        return deny("You proposed this. Somebody else must agree to it.")
    if watched:
        return deny("One of the two of you was let in again less than a day ago. Agree to it after that day.")
    if not first & APPOINTS:
        return deny("Whoever proposed this does not give posts here any more. It must be proposed anew.")
    if only_looks_after_the_machine(first) and only_looks_after_the_machine(second):
        return deny(
            "One of the two must be somebody who appoints or handles concerns here. "
            "Two people who only look after the machine are not enough."
        )
    return allow("two people agree, and one of them answers for people here")


def may_invite(capabilities: _Capabilities, *, opens: bool, own: bool, watched: bool) -> Ruling:
    """Whether somebody may invite another to set up a sign-in.

    `opens`: that other opens concerns, or is about to; `own`: it would be their own; `watched`: whoever invites was let
    in again less than a day ago.
    """
    if not capabilities & APPOINTS:
        return deny("None of your roles here lets you invite people to sign in.")
    if own:
        return deny("Nobody makes a sign-in for themselves.")
    if watched:
        return deny(_WATCHED)
    if opens and only_looks_after_the_machine(capabilities):
        return deny(
            "Their post opens concerns. Somebody who appoints must invite them: whoever only looks after the machine "
            "is not to hold a code to it."
        )
    return allow("you appoint, or look after the machine")


def may_vouch(capabilities: _Capabilities, *, accountable: bool, own: bool, watched: bool) -> Ruling:
    """Whether somebody may vouch for a person who cannot sign in.

    `accountable`: they hold the post that answers for the policy; `own`: they are that person; `watched`: they were let
    in again themselves less than a day ago.
    """
    if own:
        return deny("Nobody vouches for themselves.")
    if not (accountable or capabilities & READS_CASES):
        return deny("Somebody who handles concerns here, or who is accountable for it, must vouch for them.")
    if watched:
        return deny(_WATCHED)
    return allow("you handle concerns here, or are accountable for it")


def may_end_sign_in(capabilities: _Capabilities, *, own: bool, watched: bool, doubted: bool) -> Ruling:
    """Whether somebody may end another's sign-in.

    `own`: it is their own; `watched`: whoever would end it was let in again less than a day ago; `doubted`: the other
    was, so that it may not be who they say.
    """
    if own:
        return deny(
            "This is your own sign-in. Somebody else must end it; your other sessions you can end yourself."
        )
    if watched:
        return deny(_WATCHED)
    if capabilities & APPOINTS:
        return allow("you appoint, or look after the machine")
    if doubted and capabilities & READS_CASES:
        return allow("you handle concerns, and they were let in again less than a day ago")
    return deny("None of your roles here lets you end a sign-in.")


def still_stands(proposed_at: datetime, now: datetime) -> bool:
    """Whether a proposal nobody has answered still waits."""
    return now - proposed_at < STANDS_FOR


def review_is_due(reviewed_at: datetime | None, now: datetime) -> bool:
    """Whether somebody should look through who can open concerns."""
    return reviewed_at is None or now - reviewed_at >= LOOK_AGAIN_AFTER


def may_open_in_emergency(capabilities: _Capabilities, *, accountable: bool, watched: bool) -> Ruling:
    """Whether somebody may open, in an emergency, a matter that was put before none of their posts.

    They hold today a post that opens concerns, in whatever matter, or are accountable for the policy. Whoever only
    looks after the machine may not, nor anybody outside. `watched`: they were let in again less than a day ago.
    """
    if not (accountable or capabilities & READS_CASES):
        return deny("Emergency access is for people whose post opens concerns here, or who are accountable.")
    if watched:
        return deny(
            "You were let in again less than a day ago. Until that day is over there is no emergency access."
        )
    return allow("your post opens concerns here, or you are accountable")


def may_look_at_emergency(*, own: bool, opens: bool) -> Ruling:
    """Whether somebody may say afterwards whether an emergency access was justified.

    `own`: it was theirs; `opens`: they may open that matter themselves, by their post or in person.
    """
    if own:
        return deny("You used it yourself. Somebody else must look at it.")
    if not opens:
        return deny("Somebody who may open that concern by their post must look at it.")
    return allow("you may open that concern, and somebody else used the emergency access")
