"""What comes of referrals to Prevent in the country: counts, shown once the reasons of a decision are written and not
before, so that no reason is made of them (domain.md 2.5)."""

from typing import Any

from ....ground.kernel.moments import Moment
from ....ground.reference.queries import Known, fact
from ....work.casework.models import Decision, Triage
from ....work.casework.operations.reading import File
from ....work.casework.vocabulary import Question, Strand

_YEAR = "figure.prevent-2024"
_WEIGHS_REFERRING = (Question.REFER_OUTSIDE, Question.NO_REFERRAL)


def national_figures(file: File, at: Moment) -> Known[Any] | None:
    """The figures, where somebody has decided whether to refer a Prevent concern; None everywhere else."""
    rows = [worded.row for worded in file.record]
    strands = [row.strand for row in rows if isinstance(row, Triage)]
    decided = any(isinstance(row, Decision) and row.question in _WEIGHS_REFERRING for row in rows)
    strand = strands[-1] if strands else file.concern.strand
    return fact(_YEAR, at) if decided and strand == Strand.PREVENT else None
