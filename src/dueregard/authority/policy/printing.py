"""The gate's answers in the JSON shapes that the command line promises."""

from collections.abc import Sequence
from typing import Any

from .coverage import Coverage
from .gate import Judgement
from .problems import Problem

SCHEMA = 1


def check_document(judgements: Sequence[Judgement]) -> dict[str, Any]:
    """What `pack check --json` prints."""
    return {"schema": SCHEMA, "packs": [_pack(judgement) for judgement in judgements]}


def coverage_document(found: Coverage) -> dict[str, Any]:
    """What `pack coverage --json` prints."""
    return {
        "schema": SCHEMA,
        "required": found.required,
        "claimed": list(found.claimed),
        "unclaimed": list(found.unclaimed),
        "unknown_ids": list(found.unknown_ids),
    }


def _pack(judgement: Judgement) -> dict[str, Any]:
    pack = judgement.pack
    return {
        "path": judgement.path,
        "policy": pack.policy if pack else None,
        "title": pack.header.title if pack else None,
        "edition": pack.header.edition.words() if pack else None,
        "clauses": len(pack.clauses) if pack else 0,
        "controls": len(pack.controls) if pack else 0,
        "problems": [_problem(problem) for problem in judgement.problems],
        "not_set": [{"address": n.address, "key": n.key, "home": n.home.value} for n in judgement.not_set],
        "clashes": [
            {"address": c.address, "key": c.key, "readings": list(c.readings), "holds": c.holds}
            for c in judgement.clashes
        ],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "key": problem.key,
        "severity": problem.severity.value,
        "message": problem.message,
    }
