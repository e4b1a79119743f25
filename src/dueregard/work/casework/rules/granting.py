"""For whom, and for how long, somebody else may read a matter. Pure."""

from datetime import date, timedelta

from ....ground.kernel.rulings import Ruling, allow, deny

LASTS_AT_MOST = timedelta(days=90)
"""Whoever needs it for longer is asked about again: people and reasons change."""


def may_be_granted(*, walled: bool, own: bool, has_it: bool) -> Ruling:
    """Whether somebody may be let in; never who is kept out of it or stepped aside."""
    if own:
        return deny("You can open this already.")
    if walled:
        return deny("This cannot be shown to them. Choose somebody else.")
    if has_it:
        return deny("It is open to them already.")
    return allow("they are not kept out of it")


def want_of_last_day(last_day: date, today: date) -> str:
    """Why somebody may not read until this day, as a sentence; empty: they may."""
    if last_day < today:
        return "This day has passed. Choose the last day on which they may read it."
    if last_day - today > LASTS_AT_MOST:
        return f"Choose a day within {LASTS_AT_MOST.days} days. It can be given again."
    return ""
