"""What protection holds about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

_WHO = "whoever raised a concern, and whoever threatened them"
_KEPT = "with the concern it arose from"


def _held(model: str, what: str, why: str) -> Privacy:
    return Privacy(
        model,
        what,
        _WHO,
        why,
        _KEPT,
        "a key of its own",
        stays="lies behind a wall of its own, which not everybody passes who sees the record",
        purpose=Purpose.CARE,
        shared=Shared.HELP,
    )


HOLDINGS = (
    _held(
        "protection.Threat",
        "what was threatened, against whom and by whom, and what the police call it, encrypted; when and by what way",
        "whoever speaks up comes to no harm",
    ),
    _held(
        "protection.ThreatStep",
        "what was done about a threat, warnings, investigations and arrests, encrypted; of what sort and when",
        "the police are told, and what they do is known",
    ),
    _held(
        "protection.ProtectiveMeasure",
        "what protects somebody, such as a mark on a number or an address, encrypted; how it stands since when",
        "to know what protects them, and when it ends",
    ),
)
