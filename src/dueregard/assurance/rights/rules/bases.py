"""Which lawful basis and which condition a provider may choose for whom. Pure; nothing is ever chosen for it."""

from ..vocabulary import Article6, Authority, Condition, Whose

_VULNERABLE = frozenset({Whose.CHILD, Whose.ADULT_AT_RISK})
"""Whom the law calls vulnerable individuals: under 18, or an adult at risk (UK GDPR Annex 1, DPA 2018 Sch 1 p 18)."""


def bases(authority: Authority, whose: Whose) -> tuple[Article6, ...]:
    """What may be chosen under Art 6 for these people.

    A public authority keeps to public task and legal obligation: recognised and other legitimate interests are not for
    its tasks. Recognised safeguarding covers vulnerable individuals alone, so no ordinary adult.
    """
    if authority is Authority.PUBLIC:
        return Article6.LEGAL_OBLIGATION, Article6.PUBLIC_TASK
    recognised = (Article6.SAFEGUARDING,) if whose in _VULNERABLE else ()
    return (
        Article6.LEGAL_OBLIGATION,
        *recognised,
        Article6.CRIME,
        Article6.EMERGENCY,
        Article6.LEGITIMATE_INTERESTS,
    )


def conditions(whose: Whose) -> tuple[Condition, ...]:
    """What may be chosen from Schedule 1 for these people. Paragraph 18 covers an adult only when they are at risk."""
    usual = Condition.PARA_6, Condition.PARA_10, Condition.PARA_12
    if whose in _VULNERABLE:
        return Condition.PARA_18, *usual
    if whose is Whose.STAFF:
        return Condition.PARA_1, *usual
    return (*usual, Condition.NONE) if whose is Whose.OTHERS else usual


def needs_policy_document(chosen: Condition) -> bool:
    """Whether an appropriate policy document must be kept for this condition (DPA 2018 Sch 1 Part 4)."""
    return chosen is not Condition.NONE
