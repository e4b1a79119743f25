"""Whether a new edition can be taken on: it fits here, and among the texts that are known."""

from collections.abc import Iterable
from datetime import date, timedelta

from ....authority.policy.catalogue import Catalogue
from ....ground.reference.vocabulary import Extent

LONGEST_NAME = 200
_FAR = timedelta(days=3653)
_HOLDS_IN = {
    Extent.ENGLAND: "in England",
    Extent.WALES: "in Wales",
    Extent.BOTH: "in England and Wales",
}


def unfit(
    new: Catalogue, now: Catalogue | None, others: Iterable[Catalogue], extents: Iterable[Extent]
) -> str:
    """Why an edition cannot be taken on, as a sentence; empty if it can. `now` is what it would take the place of."""
    header = new.header
    if header is None:
        return "This list does not say which edition of which text it is. Put that before its heading."
    if header.nation not in tuple(extents):
        return f"This holds {_HOLDS_IN[header.nation]}, and so not here."
    long = next((name for name in ("title", "edition") if len(getattr(header, name)) > LONGEST_NAME), "")
    if long:
        return f"The {long} is longer than {LONGEST_NAME} characters."
    if now is None:
        taken = {prefix for one in others for prefix in one.prefixes}
        shared = ", ".join(sorted(new.prefixes & taken))
        return f"Its ids begin with {shared}, like those of another list." if shared else ""
    if new.prefixes != now.prefixes:
        return (
            f"Its ids do not begin with {', '.join(sorted(now.prefixes))}, like those of the edition before."
        )
    if now.header is not None and dict(new) == dict(now) and header == now.header:
        return "This is the edition that is here already: nothing in it is new."
    return ""


def bad_since(since: date, before: date | None, today: date) -> str:
    """Why a day cannot be that from which an edition is in force, as a sentence; empty if it can."""
    if not today - _FAR <= since <= today + _FAR:
        return "This day lies more than ten years away. Check the year."
    if before is not None and since <= before:
        return "The edition that is here began on that day or later. Give a later day."
    return ""
