"""What has to be said of everything that is told to somebody outside (domain.md 14, rule 23)."""

from collections.abc import Mapping

from ..vocabulary import SharingBasis

MISSING = {
    "with": "Say to which post of which organisation it was told.",
    "what": "Say what was told.",
    "why": "Say why telling it was necessary, and why no less would do.",
    "how": "Say how it was told.",
}


def missing(words: Mapping[str, str], basis: SharingBasis) -> dict[str, str]:
    """What is left out, each with what belongs there; for a basis on no list, what it is."""
    empty = {box: sentence for box, sentence in MISSING.items() if not words.get(box, "").strip()}
    if basis is SharingBasis.OTHER and not words.get("basis", "").strip():
        empty["basis"] = "Say on what else it rests."
    return empty
