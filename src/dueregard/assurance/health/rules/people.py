"""Whether messages reach people, and whether the right people are there to be reached. Pure."""

from datetime import datetime, timedelta

from ....mechanisms.notifications.troubles import Trouble
from ..vocabulary import Finding, broken, good, look
from .spans import counted, span


def judge_mail(
    now: datetime,
    *,
    off: bool,
    sender: str,
    late_since: datetime | None,
    failed: int,
    trouble: Trouble | None,
) -> Finding:
    """`off`: no mail server is set up where one is needed. `late_since`: when the oldest message was recorded that
    should be out by now. `failed`: how many were given up. `trouble`: what stands in the way, as far as it is
    known."""
    try_it = (
        trouble.mend
        if trouble
        else "`dueregard doctor --send-mail-to ADDRESS` says what the mail server answers."
    )
    why = f" {trouble.sentence}" if trouble else ""
    if off:
        return look(
            "No mail is set up: people learn that something waits only when they look.",
            "Set DUEREGARD_MAIL_HOST.",
        )
    if late_since is not None:
        return broken(f"A message has waited {span(now - late_since)} for the mail server.{why}", try_it)
    if trouble and not failed:
        return broken(trouble.sentence, trouble.mend)
    if "example.org" in sender:
        return look(
            "Mail goes out under an invented sender.", "Set DUEREGARD_MAIL_FROM to an address of yours."
        )
    if failed:
        return look(
            f"{counted(failed, 'message')} could not be sent lately, and nobody has opened what they were about.{why}",
            try_it,
        )
    return good("Nothing waits that the mail server should have taken.")


def judge_worker(now: datetime, last: datetime | None, *, silent: bool) -> Finding:
    """`last`: when the worker last went round."""
    mend = "Start `dueregard worker`, and let the system keep it running."
    if last is None:
        return broken("The worker has never run: nobody is told, reminded or backed up.", mend)
    if silent:
        return broken(
            f"The worker has not run for {span(now - last)}: nobody is told, reminded or backed up.", mend
        )
    return good("The worker ran within the last minutes.")


def judge_posts(opening: int, unheld: int) -> Finding:
    """`opening`: how many posts open concerns by the policies in force; `unheld`: how many of them nobody holds."""
    page = "Give them to somebody: People and posts, desk/people/who-opens/."
    if not opening:
        return look(
            "No policy in force says who opens concerns.", "Publish a policy: `dueregard policy --help`."
        )
    if opening == unheld:
        return broken("Nobody holds a post that opens concerns: reports arrive and nobody reads them.", page)
    if unheld:
        return look(f"Nobody holds {unheld} of the {opening} posts that open concerns.", page)
    return good("Somebody holds each post that opens concerns.")


def judge_review(*, waits: bool) -> Finding:
    """`waits`: half a year has gone by without a look through who can open concerns."""
    if waits:
        return look(
            "It is time to go through who can open concerns.", "Go through the list: desk/people/who-opens/."
        )
    return good("Somebody went through who can open concerns in the last half year.")


def judge_second_steps(must: int, without: int, *, real: bool) -> Finding:
    """`must`: how many people who sign in need a second step; `without`: how many of them have set up none, so that no
    page opens for them."""
    if not real:
        return good("Invented people need no second step.")
    if not must:
        return look("Nobody who can open concerns signs in yet.", "Give them a sign-in: People and posts.")
    if without:
        return look(
            f"Of {counted(must, 'person', 'people')} who need a second step to sign in, {without} have set up none: no "
            "page opens for them.",
            "Remind them: they are asked for it when they sign in.",
        )
    return good("Everybody who needs a second step to sign in has one.")


def judge_two_ways(readers: int, one: int, *, real: bool) -> Finding:
    """`readers`: how many people who sign in read cases; `one`: how many of them would be locked out by losing one
    device."""
    if not real:
        return good("Invented people lose nothing.")
    if one:
        return look(
            f"Of {counted(readers, 'person', 'people')} who read cases, {one} would be locked out by losing a device.",
            "Ask them to set up a second one, under Your sign-in: a passkey, or an app on another device.",
        )
    return good("Everybody who reads cases can sign in by two devices.")


def judge_letting_in(people: int, alone: int, *, real: bool) -> Finding:
    """`people`: how many open concerns; `alone`: for how many of them nobody who can sign in could vouch, should they
    lose their sign-in."""
    if not real:
        return good("Invented people lose nothing.")
    if not people:
        return look(
            "Nobody opens concerns yet, so nobody could let a colleague in again.", "Give the posts first."
        )
    if alone:
        return broken(
            f"For {counted(alone, 'person', 'people')} of {people} who open concerns nobody could vouch if they lost "
            "their sign-in: they would be locked out for good.",
            "Give a second person a post that opens concerns, and let them set up their sign-in: People and posts.",
        )
    return good("Whoever opens concerns could be let in again by somebody else.")


def judge_reference(overdue: int, longest: timedelta) -> Finding:
    """`overdue`: how many facts about the world outside nobody has looked at again in time."""
    if overdue:
        return look(
            f"{counted(overdue, 'fact')} about telephone numbers, law or holidays should have been looked at again, "
            f"the oldest {span(longest)} ago.",
            "Install the newest version of Due Regard.",
        )
    return good("Telephone numbers, law and holidays were looked at in time.")
