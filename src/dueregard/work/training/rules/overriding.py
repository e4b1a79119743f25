"""What may stand as the reason for letting somebody past a gate. Pure."""

SHORTEST = 20
"""Letters. A word such as "urgent" tells nobody a year later whether it was right."""


def fault(reason: str) -> str:
    """What is wrong with a reason, as a sentence; empty when nothing is."""
    said = " ".join(reason.split())
    if not said:
        return "Say why they may go on all the same, and what keeps learners safe until it is there."
    if len(said) < SHORTEST:
        return "Say a little more: somebody who looks at this in a year must see why it was right."
    return ""
