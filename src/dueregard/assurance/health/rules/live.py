"""What must stand before a provider takes reports from real people. Pure."""

from collections.abc import Sequence

from ..vocabulary import Finding, Line, State, broken, good, look
from .spans import counted


def judge_assessment(*, made: bool, owned: bool) -> Finding:
    """`made`: a day on which the impact assessment was made is answered; `owned`: so is who owns it."""
    if made and owned:
        return good("The impact assessment has a day and an owner.")
    missing = " and ".join(
        word for word, there in (("the day it was made", made), ("who owns it", owned)) if not there
    )
    return broken(f"Not written down of the impact assessment: {missing}.", "Make it, then answer both.")


def judge_bases(blank: int) -> Finding:
    """`blank`: for how many kinds of people nobody has chosen a lawful basis."""
    if blank:
        return broken(
            f"No lawful basis is chosen for {counted(blank, 'kind of people', 'kinds of people')}.",
            "Choose one for each, and say why.",
        )
    return good("A lawful basis is chosen for all kinds of people, with the reason.")


def judge_cover(receiving: int) -> Finding:
    """`receiving`: how many people hold a post that receives reports, or stand in for it."""
    if receiving == 0:
        return broken("Nobody holds a post that receives reports.", "Give it to somebody.")
    if receiving == 1:
        return broken(
            "One person alone receives reports: when they are ill, nobody does.",
            "Name somebody who covers: a deputy, or somebody from outside you trust.",
        )
    return good(f"{counted(receiving, 'person', 'people')} can receive reports.")


def judge_readers(reading: int) -> Finding:
    """`reading`: how many people can sign in and open concerns."""
    if reading < 2:
        return broken(
            f"{counted(reading, 'person', 'people')} who can open concerns can sign in; two must.",
            "Invite them, and have them set up their sign-in.",
        )
    return good(f"{counted(reading, 'person', 'people')} who can open concerns can sign in.")


def still_missing(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that keep a provider from going live: whatever is not good."""
    return tuple(line for line in lines if line.found.state is not State.GOOD)


def judge_live(*, live: bool, missing: int, real: bool) -> Finding:
    """How all of it stands, as one line of many."""
    if not real:
        return good("Invented people are always live.")
    page = "See what is missing: desk/live/."
    things = counted(missing, "thing", "things")
    if not live:
        return look(f"Not live yet: reports are not open. {things} still missing.", page)
    if missing:
        return look(f"Live, and {things} missing that should be in place before.", page)
    return good("Live, with everything in place.")
