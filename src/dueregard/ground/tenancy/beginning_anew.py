"""Beginning anew when the master key and every recovery sheet are lost. Cut off anywhere, it is taken up again.

First every provider gives up its keys, gets one under the next master key, and shuts what was written before, each in
one turn. Then what is of no provider and lay under the lost key is forgotten. At last the next master key takes its
place, in one step: until then nobody can read, match or write anything, as since the loss.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from ..audit.keeping import keep_register, put_register_aside
from ..audit.operations import Subject, turn
from ..audit.vocabulary import KeysLost, Stream
from ..backups.occupancy import while_nobody_works
from ..crypto.master import begin_with_next_master_key, is_there, next_master_key
from ..crypto.wrapping import give_up_house_key, give_up_lost_keys, opened_by
from ..jobs.occasions import announce
from ..kernel.actors import Actor
from ..kernel.refusals import BadInput, OutOfTurn
from .models import Loss, Provider
from .operations import enter
from .rotating import alone_with_keys
from .vocabulary import KeysWereLost

_STILL_THERE = (
    "There is a key file in the key folder (master.key, or master.former.key, which can take its place), so nothing "
    "is lost: see what `dueregard doctor` says. Only if it is damaged, of another machine, or closed with a passphrase "
    "that nobody knows, and no recovery sheet is to be found either, move it away and keep it. Nothing was changed."
)


def refuse_while_not_lost() -> None:
    """Raises `OutOfTurn` while there is a key file, `BadInput` where nothing could have been lost, and `SomebodyWorks`
    while web or worker runs."""
    if is_there():
        raise OutOfTurn(_STILL_THERE)
    if not Provider.objects.exists():
        raise BadInput("There is no provider here whose key could be lost. `dueregard init` begins.")
    with while_nobody_works():
        pass


def begin_anew(*, house: Callable[[], None], actor: Actor, now: datetime) -> Path | None:
    """Give every provider a new key under the next master key, shut what lay under the lost one, and put it in place.

    The next master key is there: `next_master_key`. `house`: forgets what no provider's is, in a transaction with its
    key. Returns where the register of before is kept, if there was one. Raises as `refuse_while_not_lost`: a process
    that was started before may still hold the lost key, and what it wrote would be lost with it.
    """
    with alone_with_keys():
        refuse_while_not_lost()
        coming = next_master_key(make=False)
        if coming is None:
            raise TypeError(
                "the next master key is made first, so that its sheet is printed before it is used"
            )
        with while_nobody_works():
            for provider in Provider.objects.order_by("slug"):
                _lose(provider, coming, actor, now)
            with transaction.atomic():
                give_up_house_key()
                house()
            aside = put_register_aside(now=now)
            begin_with_next_master_key()
    for provider in Provider.objects.order_by("slug"):
        with enter(provider):
            keep_register(now=now)
    return aside


def _lose(provider: Provider, coming: bytes, actor: Actor, now: datetime) -> None:
    with enter(provider), turn(actor=actor, now=now, always=True) as t:
        if opened_by(coming):
            return
        row = Loss(recorded_at=t.now, by=actor.written)
        row.save()
        verb = KeysLost(give_up_lost_keys(coming, now=t.now))
        for stream in Stream:
            t.record(verb, Subject("loss", row.id), stream=stream)
        announce(KeysWereLost(), t)
