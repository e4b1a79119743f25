"""Who may see a threat, and what is missing of what somebody writes about one."""

from collections.abc import Mapping

from .vocabulary import Happened, Measure, Source

_MISSING = {
    Happened.POLICE_TOLD: "Say which police, by whom, and their reference; or that they gave none.",
    Happened.WARNED: "Say who was warned, by whom, and of what.",
}


def may_see(
    *, sees_concern: bool, named: bool, shut_out: bool, of_us: bool, sees_restricted: bool, wrote_it: bool
) -> bool:
    """Whether somebody may see a threat: they handle the concern, a policy names a post of theirs for this, and whoever
    threatened is not they, their kin or their line manager. Where a colleague is meant, only who sees restricted
    matters, and who wrote it down."""
    return sees_concern and named and not shut_out and (not of_us or sees_restricted or wrote_it)


def missing_of_threat(words: Mapping[str, str], source: Source) -> dict[str, str]:
    """What has to be said of a threat, by the box it belongs to."""
    found = {}
    if not words.get("what", "").strip():
        found["what"] = "Say what was threatened, in the words that were used as far as you know them."
    if source is Source.POLICE_BELIEVE and not words.get("police", "").strip():
        found["police"] = "Say which police believe so, and their reference."
    return found


def missing_of_step(words: str, happened: Happened) -> str:
    """What has to be said of a step; empty: nothing."""
    if words.strip():
        return ""
    return _MISSING.get(happened, "Say what happened, and who did it.")


def missing_of_measure(words: str, kind: Measure) -> str:
    """What has to be said of a measure; empty: nothing."""
    if words.strip():
        return ""
    return "Say what it is." if kind is Measure.OTHER else "Say whom it protects, and who put it there."
