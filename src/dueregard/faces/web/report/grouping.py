"""Asking which group of people somebody belongs to, wherever a report comes in and a policy tells groups apart."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from ....authority.policy.values.when import UNKNOWN
from ....work.casework.labels import capital

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WHICH = _("Which group do they belong to?")


def group_choices(groups: Sequence[str]) -> "list[tuple[str, str | StrPromise]]":
    """The groups, and not knowing."""
    named = [(one, capital(one.replace("-", " "))) for one in groups]
    return [*named, (UNKNOWN, _("I do not know, or neither"))]


def ask_group(form: Any, groups: Sequence[str]) -> None:
    """Ask it of a form where there are groups, and leave the question out where there are none."""
    if groups:
        form.fields["group"].choices = group_choices(groups)
    else:
        del form.fields["group"]


def said_group(said: Any) -> tuple[str, dict[str, str]]:
    """The group somebody said, and how the account of the report tells it; nothing where nobody knew."""
    group = said.get("group") or UNKNOWN
    return ("", {}) if group == UNKNOWN else (group, {"group": group.replace("-", " ")})
