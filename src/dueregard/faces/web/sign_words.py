"""What pages say about signs: the columns, what the law protects, and that a sign proves nothing."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ...work.casework.controls.indicators import Column, Indicator, Protected

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

COLUMNS: "dict[Column, StrPromise]" = {
    Column.TRIGGER: _("What may set a worry off"),
    Column.FACTOR: _("What may contribute"),
    Column.VULNERABILITY: _("What may leave somebody open to it"),
    Column.INDICATOR: _("What others may notice"),
}
PROTECTED: "dict[Protected, StrPromise]" = {
    Protected.AGE: _("age"),
    Protected.DISABILITY: _("disability"),
    Protected.GENDER_REASSIGNMENT: _("gender reassignment"),
    Protected.MARRIAGE: _("marriage and civil partnership"),
    Protected.PREGNANCY: _("pregnancy and maternity"),
    Protected.RACE: _("race"),
    Protected.RELIGION: _("religion or belief"),
    Protected.SEX: _("sex"),
    Protected.ORIENTATION: _("sexual orientation"),
}
NO_PROOF = _(
    "One of these, or several, says nothing by itself about anybody. Nothing is added up, and none weighs more than "
    "another. What counts is what you saw and heard, in your own words."
)


def hint(item: Indicator) -> str:
    """What stands beneath a sign: what may follow as the policy says, and a question to oneself where the law protects
    what it touches."""
    said = [item.consequence] if item.consequence else []
    if item.touches:
        said.append(
            _now(
                "This touches %(what)s, which the law protects. On its own it is no cause for concern. Would you mark "
                "it for anybody else who did or said the same?"
            )
            % {"what": PROTECTED[item.touches]}
        )
    return " ".join(said)
