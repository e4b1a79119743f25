"""What the pages of a policy's life call things."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from .....authority.access.powers import post_titles
from .....authority.identity.queries import details
from .....authority.policy.answers import Basis
from .....authority.policy.values.steps import StepVerb
from .....authority.policy.values.who import Named, Naming, Prefix, bare_name
from .....ground.kernel.moments import Moment
from .....mechanisms.signoff.vocabulary import Met
from .....work.governance.vocabulary import Change, Found, Stage
from ...listings import Standing

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

STAGES = {
    Stage.DRAFTING: Standing("plain", _("Being written")),
    Stage.ASKED: Standing("soon", _("Waits for whoever is asked or signs")),
    Stage.REFUSED: Standing("late", _("Somebody said no: change it, or give it up")),
    Stage.SIGNED: Standing("good", _("Signed: it can be published")),
    Stage.PUBLISHED: Standing("good", _("Published")),
}
CHANGES: "dict[Change, StrPromise]" = {
    Change.TYPO: _("A slip of the pen: nothing that is done changes"),
    Change.SUBSTANCE: _("A change of substance"),
}
VERBS: "dict[StepVerb, StrPromise]" = {
    StepVerb.CONSULT: _("is asked"),
    StepVerb.CHECK: _("checks it"),
    StepVerb.REVIEW: _("looks through it"),
    StepVerb.AGREE: _("agrees to it"),
    StepVerb.APPROVE: _("approves it"),
    StepVerb.DECIDE: _("decides on it"),
    StepVerb.SIGN: _("signs it"),
}
METS = {
    Met.OPEN: Standing("soon", _("open")),
    Met.MET: Standing("good", _("done")),
    Met.REFUSED: Standing("late", _("refused")),
}
BASES: "dict[Basis, StrPromise]" = {
    Basis.HAPPENED_HERE: _("here, by themselves"),
    Basis.DOCUMENT_SEEN: _("on paper that was seen"),
    Basis.SOMEBODYS_WORD: _("on somebody's word: unproven"),
}
FOUND: "dict[Found, StrPromise]" = {
    Found.STANDS: _("It still stands"),
    Found.CHANGES: _("It is to be changed"),
}


def naming(moment: Moment) -> Naming:
    """What people call whoever a policy names, by the titles of the policies in force."""
    titles = post_titles(moment)

    def name(named: Named) -> str:
        title = titles.get(named.id) if named.prefix is Prefix.ROLE else None
        return f"the {title.removeprefix('The ')}" if title else bare_name(named)

    return name


def names_of(written: Iterable[str], moment: Moment, also: Iterable[UUID | None] = ()) -> dict[str, str]:
    """The names of whoever wrote these rows (`person:<uuid>`), and of these people by their id."""
    people = {UUID(by.removeprefix("person:")) for by in written if by.startswith("person:")}
    known = details(people | {one for one in also if one}, moment)
    found = {f"person:{person}": row.full_name for person, row in known.items()}
    return found | {str(person): row.full_name for person, row in known.items()}
