"""What a reporter sees when nothing can be kept: no room on the disk, no key, no database. Whom to ring, and their own
words as they wrote them."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ....ground.crypto.master import NoMasterKey
from ....ground.crypto.wrapping import provider_keys
from ....ground.kernel.moments import Moment
from ....ground.kernel.room import has_room
from ....work.casework.queries.looking import numbers

NOT_KEPT = (DatabaseError, NoMasterKey)
"""What may go wrong while a report is kept, that a minute later may be right."""
_STATUS = 503


def can_keep() -> bool:
    """Whether a report could be kept now. Asked before anybody types: an hour's courage is not to be lost to a disk."""
    return has_key() and has_room(settings.DATA)


def has_key() -> bool:
    """Whether what is kept here can be opened, and a receipt be known again."""
    try:
        provider_keys()
    except NoMasterKey:
        return False
    return True


def not_now(request: HttpRequest, page: dict[str, Any], moment: Moment) -> HttpResponse:
    """The page in place of one to write on."""
    # Without a key nobody knows whether what came before will ever be read.
    known = {"ring": numbers(moment), "before_is_safe": has_key()}
    return render(request, "report/not_now.html", page | known, status=_STATUS)


def not_kept(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """The form again with everything that was typed, and whom to ring. Nothing was stored, not even half of it."""
    return render(request, "report/form.html", page | {"not_kept": True}, status=_STATUS)
