"""What outcomes mean that have a fixed meaning, and what follows from each for references and for keeping it."""

from django.utils.translation import gettext_lazy as _

from ...work.casework.rules.outcomes import AllegationOutcome, KeptAs, goes_into_references
from ...work.casework.vocabulary import Conduct

_KINDS = {
    Conduct.LOW_LEVEL: _("Low-level concern: against our code of conduct, however small, and no allegation"),
    Conduct.ALLEGATION: _(
        "Allegation: they harmed somebody or may have, may have committed an offence, or may be a risk or unsuitable"
    ),
    Conduct.NEITHER: _("Neither: it is not about their conduct"),
}
_ENDS = {
    AllegationOutcome.SUBSTANTIATED: _("Substantiated: there is enough evidence that it happened"),
    AllegationOutcome.MALICIOUS: _(
        "Malicious: there is enough evidence that it did not, and somebody meant to deceive"
    ),
    AllegationOutcome.FALSE: _("False: there is enough evidence that it did not happen"),
    AllegationOutcome.UNSUBSTANTIATED: _(
        "Unsubstantiated: there is not enough evidence either way; it says nothing of guilt or innocence"
    ),
    AllegationOutcome.UNFOUNDED: _(
        "Unfounded: there is no evidence, and no proper ground for having made it"
    ),
}
_KEPT = {
    KeptAs.ALLEGATION: _("Kept as an allegation, by the retention schedule."),
    KeptAs.LOW_LEVEL: _("Kept as a low-level concern, by the retention schedule. In no reference."),
    KeptAs.REMOVED: _("Taken out of their personnel file, unless they ask that it stay."),
}


def meaning_of(outcome: str) -> str:
    """An outcome as people read it, with what it means where that is fixed: `do-not-refer` → `Do not refer`."""
    fixed = {str(one): words for words_of in (_KINDS, _ENDS) for one, words in words_of.items()}
    return str(fixed.get(outcome) or outcome.replace("-", " ").capitalize())


def reference_rule(outcome: str) -> str:
    """What a reference may say of an allegation that ended so; empty for every other outcome."""
    if outcome not in list(AllegationOutcome):
        return ""
    if goes_into_references(AllegationOutcome(outcome)):
        return str(_("May be in a reference, with the facts and what was found."))
    return str(_("Not in any reference: they are written without it."))


def kept_words(kept: KeptAs | None) -> str:
    """As what it is kept; empty: as every other concern."""
    return str(_KEPT[kept]) if kept else ""
