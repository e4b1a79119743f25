"""The form with which a reporter without an account finds their report again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms.fields import Line


class ReceiptForm(forms.Form):
    """Reference and code, however they are typed."""

    reference = Line(label=_("Reference"), max_length=20)
    code = Line(label=_("Code"), max_length=40)
