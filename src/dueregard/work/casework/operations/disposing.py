"""Disposing of the record of one concern, within the turn of whoever has decided that it goes.

Who may decide it, when and why is the caller's to say. Gone are the words, the names, the files and their keys; the
rows without words stay, as the audit record tells of each of them.
"""

from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from ....authority.access.models import Emergency, EmergencyWords
from ....authority.access.vocabulary import Circle
from ....ground.audit.operations import Turn
from ....ground.crypto.models import DataKey
from ....ground.kernel.models import Owned
from ....mechanisms.clocks.operations.owing import close
from ....mechanisms.clocks.vocabulary import Ending
from ....mechanisms.files.models import StoredFile
from ....mechanisms.files.operations.withholding import dispose_of_files
from ..models import Concern, ConcernPerson, Copy, Share
from ..vocabulary import State
from .reading import RECORD

_ABOUT = frozenset({"concern_id", "thing_id"})
"""What a column is called that names a concern without a reference; nothing else has the id of one."""


@dataclass(frozen=True, slots=True)
class Things:
    """How much a record holds, in numbers: what whoever disposes of it is told, and a certificate says."""

    entries: int
    """Of its chronology, the report among them, with what later entries replaced."""
    files: int
    letters: int
    """Files made of referrals, and what was told to somebody outside."""
    people: int
    """Who is named in it, or described."""


def things_in(concern_id: UUID) -> Things:
    """How much the record of a concern holds."""
    letters = sum(model.objects.filter(concern=concern_id).count() for model in (Copy, Share))
    entries = sum(model.objects.filter(concern=concern_id).count() for model in RECORD)
    people = ConcernPerson.objects.filter(concern=concern_id, replaces=None, withdrawn=False).count()
    files = StoredFile.objects.filter(thing_id=concern_id, replaces=None).count()
    return Things(1 + entries - letters, files, letters, people)


def dispose_of_record(t: Turn, concern: Concern) -> None:
    """Destroy every key of a record, and take it out of every list and figure."""
    for key in keys_of(concern):
        dispose_of_files(t, key, stream=Circle(concern.circle).stream)
    note_gone(t, concern)


def note_gone(t: Turn, concern: Concern) -> None:
    """Take a record whose keys are gone out of every list and figure; nothing is owed about it any more."""
    Concern.objects.filter(pk=concern.pk).update(state=State.DISPOSED, moved_at=t.now)
    concern.state, concern.moved_at = State.DISPOSED, t.now
    close(t, about_id=concern.id, ending=Ending.NOT_OWED)


def keys_of(concern: Concern) -> list[DataKey]:
    """Every key under which words or files of a concern lie, whichever room keeps them."""
    found = {concern.account_key_id, concern.raiser_key_id}
    for model, columns in _tables_about():
        about = reduce(or_, (Q(**{column: concern.pk}) for column in columns))
        rows = model.objects.filter(about)
        for key in (field for field in model._meta.concrete_fields if field.related_model is DataKey):
            found.update(rows.values_list(key.attname, flat=True))
    uses = Emergency.objects.filter(thing_id=concern.pk).values("use")
    found.update(EmergencyWords.objects.filter(use__in=uses).values_list("key_id", flat=True))
    return list(DataKey.objects.filter(pk__in=found - {None}).order_by("pk"))


@cache
def _tables_about() -> tuple[tuple[type[Owned], tuple[str, ...]], ...]:
    """Every table whose rows are about a concern and have a key of their own, with the columns that say about which."""
    found = []
    for model in (one for one in apps.get_models() if issubclass(one, Owned)):
        fields = model._meta.concrete_fields
        about = tuple(f.attname for f in fields if f.related_model is Concern or f.attname in _ABOUT)
        if about and any(field.related_model is DataKey for field in fields):
            found.append((model, about))
    return tuple(found)
