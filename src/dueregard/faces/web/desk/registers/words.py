"""What the pages of registers call things."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .....authority.policy.answers import Basis
from .....work.governance.registers import Saw
from .....work.governance.rules.register_blocks import RELATED, SOURCES, TOLD
from .....work.governance.rules.registers import State

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

REGISTERS: "dict[str, StrPromise]" = {
    SOURCES: _("What it relies on"),
    RELATED: _("What it is read with"),
    TOLD: _("How it is made known"),
}
SAW: "dict[str, dict[Saw, StrPromise]]" = {
    SOURCES: {
        Saw.STANDS: _("It still stands, as the policy names it"),
        Saw.NEWER: _("There is a newer edition"),
        Saw.GONE: _("It is gone, or no longer in force"),
    },
    RELATED: {
        Saw.STANDS: _("It is in force, and speaks of this policy if it has to"),
        Saw.ONE_WAY: _("It is in force, and does not speak of this policy"),
        Saw.GONE: _("It is gone, or no longer in force"),
    },
    TOLD: {
        Saw.STANDS: _("It is there, or took place, with the edition in force"),
        Saw.OLDER: _("It is there with an older edition"),
        Saw.GONE: _("It is not there, or did not take place"),
    },
}
BASES: "dict[Basis, StrPromise]" = {
    Basis.DOCUMENT_SEEN: _("I saw it myself"),
    Basis.SOMEBODYS_WORD: _("Somebody told me"),
}
RESTS_ON: "dict[str, StrPromise]" = {
    Basis.DOCUMENT_SEEN: _("seen"),
    Basis.SOMEBODYS_WORD: _("somebody's word"),
}
STATES: "dict[State, tuple[str, StrPromise]]" = {
    State.GONE: ("late", _("Gone")),
    State.ABSENT: ("late", _("Not in force here")),
    State.LATE: ("late", _("Overdue")),
    State.NEWER: ("soon", _("A newer edition is out")),
    State.OLDER: ("soon", _("An older edition was there")),
    State.BEFORE: ("soon", _("Look again: a new edition came since")),
    State.ONE_WAY: ("soon", _("Does not speak of this policy")),
    State.NO_TIME: ("plain", _("No time set")),
    State.TO_COME: ("plain", _("Not looked at yet")),
    State.GOOD: ("good", _("As it should be")),
}
"""How an entry stands: its colour and what it is called."""
