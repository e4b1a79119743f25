"""What governance holds about people."""

from ...ground.kernel.privacy import Privacy, Purpose, Shared

_KEPT = "while the provider exists: an old decision is judged by the policy of its day"
_WRITERS = "whoever wrote, put forward or published a policy"


def _of_policy(model: str, what: str, who: str, why: str, how: str = "") -> Privacy:
    goes = "nothing: it is about a policy and no person, and shows that it is kept up" if how else ""
    return Privacy(model, what, who, why, _KEPT, how, goes=goes, purpose=Purpose.PROOF, shared=Shared.NOBODY)


HOLDINGS = (
    _of_policy(
        "governance.Draft", "a text of a policy on its way, and who kept it", _WRITERS, "no text is lost"
    ),
    _of_policy(
        "governance.Gap",
        "a value a policy leaves open, why, and who said so",
        _WRITERS,
        "gaps are left knowingly",
    ),
    _of_policy(
        "governance.Putting", "which text was put before whoever signs", _WRITERS, "to show what was signed"
    ),
    _of_policy(
        "governance.Publication",
        "which text became an edition, from when, and what changed in it",
        _WRITERS,
        "to show what was in force",
    ),
    _of_policy(
        "governance.PolicyReview",
        "when a policy was looked at, by whom, and what came of it, encrypted",
        "whoever looks at policies",
        "to show that policies are kept up to date",
        "a key of its own",
    ),
    _of_policy(
        "governance.RegisterLook",
        "when somebody looked at a law, a companion policy or a handbook, who, and what they saw, encrypted",
        "whoever looks after the registers beside a policy",
        "to show that a policy rests on what is in force and is made known",
        "a key of its own",
    ),
    _of_policy(
        "governance.GuidanceEdition",
        "what an edition of law or guidance asks, from when, and as an id who took it on",
        "whoever takes on a new edition",
        "to show by which edition of guidance something was decided",
    ),
    _of_policy(
        "governance.DirectoryRow",
        "whom people turn to, how they are reached and when, and who last checked it",
        "outside contacts and colleagues who are named there, and whoever checked",
        "people find the right person to turn to",
    ),
    _of_policy(
        "governance.ThreatSight",
        "which national threat level was seen published, where and on which day, and who wrote it down",
        "whoever looks it up",
        "to show that the level was known in time",
    ),
    _of_policy(
        "governance.ThreatTaskLook",
        "when a place or a plan was looked at because the threat level had changed, and what came of it, encrypted",
        "whoever looks at places and plans",
        "to show that places and plans follow the level; nothing of it is about a person",
        "a key of its own",
    ),
    _of_policy(
        "governance.ReviewEvent",
        "that something happened after which policies are looked at again: its kind and day",
        "nobody",
        "policies follow what happens",
    ),
)
