"""`publication`: what the published page of the policy carries beside its words, and where it is published."""

from collections.abc import Iterable

from ....authority.policy.answers import Basis, InForce, Lack, Reading, Scope, Status
from ....authority.policy.kinds import File, Kind
from ....authority.policy.queries import pack_of
from ....authority.policy.values.trouble import Trouble
from ....authority.policy.values.who import Naming, bare_name
from ....ground.tenancy.operations import here
from ..queries.published import version_of
from ..rules.blocks import PUBLICATION, PublicationBlock
from ..rules.publishing import missing
from ..vocabulary import CALLED, Shown

Placed = InForce[PublicationBlock]
_GIVEN_IN = {Shown.REFERENCE: "reference", Shown.FIRST_ADOPTED: "first_adopted"}
_IN_FRONT = frozenset({Shown.EDITION, Shown.ISSUED, Shown.REVIEW_BY})
"""What the front matter gives."""


class PublicationKind(Kind[PublicationBlock]):
    """How the policy is published."""

    name = PUBLICATION
    on_screen = "how this policy is published"
    Block = PublicationBlock

    def check(self, id: str, block: PublicationBlock, file: File) -> Iterable[Trouble]:
        if len(file.blocks(PUBLICATION)) > 1:
            yield Trouble((), "a policy is published in one way; write one publication control.")
        for key in ("shows", "where"):
            said = getattr(block, key)
            if not said:
                yield Trouble((key,), "name at least one, or delete this control.")
            yield from (
                Trouble((key, at), "this stands here twice.")
                for at, one in enumerate(said)
                if one in said[:at]
            )
        for what, key in _GIVEN_IN.items():
            if what in block.shows and getattr(block, key) is None:
                yield Trouble((key,), 'the page is to carry it: give it, or say "local" or "not set".')
            if what not in block.shows and getattr(block, key) is not None:
                yield Trouble((key,), f"no page carries it; add {what.value!r} to shows, or delete this.")

    def ready(self, control: Placed, scope: Scope) -> Iterable[Lack]:
        """What only the provider can give."""
        version = version_of(control.policy, scope.moment)
        for what in control.block.shows:
            if version and not version.carries(what) and (address := _left_at(control, what)):
                yield Lack(address, f"The published page is to carry {CALLED[what]}: give it.")

    def evidence(self, control: Placed, scope: Scope) -> Reading:
        """Whether the page can be opened, and carries of the edition in force all that the policy says."""
        version, since = version_of(control.policy, scope.moment), here().live_since
        if since is None or since > scope.moment.as_at:
            said = "nobody can open it yet: the public pages are not open"
            return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE)
        if version is None:
            return Reading(Status.NO_OCCASION, "it is not in force")
        lacking = missing(version, control.block.shows)
        if lacking.undone:
            said = f"its page cannot say {_listed(lacking.undone)}"
            return Reading(Status.NOT_MET, said, Basis.HAPPENED_HERE)
        if lacking.silent:
            return Reading(Status.NOT_SET, f"nobody has given {_listed(lacking.silent)}")
        return Reading(Status.MET, "its page is open to everybody, with all of it", Basis.HAPPENED_HERE)

    def words(self, block: PublicationBlock, naming: Naming = bare_name) -> str:
        return f"published on a page that everybody can open, with {_listed(block.shows)}"


def _left_at(control: Placed, what: Shown) -> str:
    """Where the provider gives what the page is to carry; empty where the policy does not leave it to them."""
    if what in _GIVEN_IN:
        figure, address = getattr(control.block, _GIVEN_IN[what]), f"{control.address}.{_GIVEN_IN[what]}"
    elif what in _IN_FRONT:
        key = what.value.replace("-", "_")
        figure, address = getattr(pack_of(control.edition_id).header, key), f"{control.policy}.{key}"
    else:
        return ""
    return address if figure.may_be_local else ""


def _listed(what: Iterable[Shown]) -> str:
    *most, last = (CALLED[one] for one in what)
    return f"{', '.join(most)} and {last}" if most else last


PUBLICATION_KIND = PublicationKind()
